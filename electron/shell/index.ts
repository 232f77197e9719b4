export { type DesktopEngine, runDesktop } from './desktop.ts';
export type { KeychainSealer } from './keychain.ts';
