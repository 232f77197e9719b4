export { type DesktopEngine, runDesktop, type Started } from './desktop.ts';
export type { KeychainSealer } from './keychain.ts';
