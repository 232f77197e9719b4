import { safeStorage } from 'electron';
import { CartwrightError } from '../../shared/errors.ts';

/** Seals the vault's key with the operating system: Keychain, DPAPI, or a Secret Service or KWallet on Linux. */
export interface KeychainSealer {
  readonly kind: 'keychain';
  /** Whether the system can keep a secret for us right now. */
  available(): boolean;
  /** @throws CartwrightError `vault-locked` when there is no keychain */
  seal(key: Buffer): Buffer;
  /** @throws CartwrightError `vault-locked` when there is no keychain or it no longer opens what it sealed */
  unseal(blob: Buffer): Buffer;
}

/**
 * The sealer for the desktop app. Use it only once the app is ready: before that Linux has not chosen a backend.
 *
 * @param options.allowPlainText accept Linux's `basic_text` backend, which scrambles with a fixed password and so
 *   protects nothing from someone who can read the disk. Off unless the administrator says so.
 */
export function keychainSealer(options: { allowPlainText?: boolean } = {}): KeychainSealer {
  const available = (): boolean =>
    safeStorage.isEncryptionAvailable() && (options.allowPlainText === true || !isPlainText());

  const demandKeychain = (): void => {
    if (available()) return;
    const advice = isPlainText()
      ? 'Install and unlock GNOME Keyring or KWallet, or run Cartwright headless with a passphrase or key file.'
      : 'Unlock it and start Cartwright again.';
    throw new CartwrightError('vault-locked', `The keychain of this computer is not available. ${advice}`);
  };

  return {
    kind: 'keychain',
    available,
    seal(key) {
      demandKeychain();
      return safeStorage.encryptString(key.toString('base64'));
    },
    unseal(blob) {
      demandKeychain();
      try {
        return Buffer.from(safeStorage.decryptString(blob), 'base64');
      } catch (cause) {
        throw new CartwrightError(
          'vault-locked',
          'The keychain does not open the vault. It was sealed on another computer or for another account: start Cartwright there, or restore a backup made with its passphrase.',
          { cause },
        );
      }
    },
  };
}

/** Whether Linux found no keychain and would only scramble. The other systems always have a real one. */
function isPlainText(): boolean {
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
}
