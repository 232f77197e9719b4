export { type DesktopEngine, type DesktopHost, type DesktopOptions, runDesktop } from './desktop.ts';
export type { KeychainSealer } from './keychain.ts';
