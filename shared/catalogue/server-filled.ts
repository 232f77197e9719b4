import type { Platform } from './types.ts';

/** A key an administrator need not give: the engine puts it in just before the command is delivered. */
export interface ServerFilledKey {
  readonly key: string;
  /**
   * `vault`: a secret the device escrowed. `generated`: made by the engine, and kept in the vault. `known`: a secret that
   * the vault may or may not know; the administrator may give it as well, and must where it is not known.
   */
  readonly from: 'vault' | 'generated' | 'known';
  /** Platforms it is filled for. */
  readonly platforms: readonly Platform[];
}

export const SERVER_FILLED_KEYS: Readonly<Record<string, readonly ServerFilledKey[]>> = {
  ClearPasscode: [{ key: 'UnlockToken', from: 'vault', platforms: ['iOS', 'visionOS', 'watchOS'] }],
  DeviceLock: [{ key: 'PIN', from: 'generated', platforms: ['macOS'] }],
  EraseDevice: [{ key: 'PIN', from: 'generated', platforms: ['macOS'] }],
  RotateFileVaultKey: [{ key: 'FileVaultUnlock', from: 'known', platforms: ['macOS'] }],
};

/** The keys the engine fills for this command on this platform; every one of the command's when it is not known. */
export function serverFilledKeys(requestType: string, platform?: Platform): readonly ServerFilledKey[] {
  const filled = Object.hasOwn(SERVER_FILLED_KEYS, requestType) ? (SERVER_FILLED_KEYS[requestType] ?? []) : [];
  return platform === undefined ? filled : filled.filter((entry) => entry.platforms.includes(platform));
}
