import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keychainSealer } from './keychain.ts';
import { resetElectron, safeStorage } from './testing/electron-double.ts';

vi.mock('electron', () => import('./testing/electron-double.ts'));

const platform = (name: NodeJS.Platform): void => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(name);
};

beforeEach(() => resetElectron('/nowhere'));
afterEach(() => vi.restoreAllMocks());

describe('the keychain', () => {
  it('gives back every byte of the key it sealed', () => {
    const key = randomBytes(32);
    const blob = keychainSealer().seal(key);
    expect(blob.includes(key)).toBe(false);
    expect(keychainSealer().unseal(blob).equals(key)).toBe(true);
  });

  it('says the vault is locked when another account sealed it', () => {
    const blob = keychainSealer().seal(randomBytes(32));
    safeStorage.account = 'two';
    expect(() => keychainSealer().unseal(blob)).toThrow(expect.objectContaining({ code: 'vault-locked' }));
  });

  it('seals nothing while it is locked', () => {
    safeStorage.unlocked = false;
    expect(keychainSealer().available()).toBe(false);
    expect(() => keychainSealer().seal(randomBytes(32))).toThrow(expect.objectContaining({ code: 'vault-locked' }));
  });

  it('refuses the Linux fallback that protects nothing, unless told', () => {
    platform('linux');
    safeStorage.backend = 'basic_text';
    expect(keychainSealer().available()).toBe(false);
    expect(() => keychainSealer().seal(randomBytes(32))).toThrow(/GNOME Keyring or KWallet/);
    const key = randomBytes(32);
    const lenient = keychainSealer({ allowPlainText: true });
    expect(lenient.unseal(lenient.seal(key)).equals(key)).toBe(true);
  });

  it('does not ask the other systems which backend they use', () => {
    platform('darwin');
    safeStorage.backend = 'basic_text';
    expect(keychainSealer().available()).toBe(true);
  });
});
