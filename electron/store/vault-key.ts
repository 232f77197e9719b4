import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CartwrightError } from '../../shared/errors.ts';

/** Seals the vault's data key with something outside the data directory. */
export interface KeySealer {
  readonly kind: 'keychain' | 'passphrase' | 'keyfile';
  seal(key: Buffer): Buffer;
  /** @throws when the outer key is wrong */
  unseal(sealed: Buffer): Buffer;
}

const sealedKeyFile = z.strictObject({ version: z.literal(1), sealer: z.string(), key: z.base64() });

/**
 * The data key of the store in `directory`: read from `vault.json` and unsealed, or made and sealed the first time.
 *
 * @throws CartwrightError `vault-locked` when the file is damaged, was sealed another way, or does not open
 */
export function loadVaultKey(directory: string, sealer: KeySealer): Buffer {
  const file = join(directory, 'vault.json');
  if (!existsSync(file)) {
    // A store without its key file is a lost key, not a first start: a new key would orphan every secret in it.
    if (existsSync(join(directory, 'cartwright.db')))
      throw new CartwrightError(
        'vault-locked',
        `${file} is missing. Restore it from a backup: it holds the key to all secrets.`,
      );
    const key = randomBytes(32);
    const content = { version: 1, sealer: sealer.kind, key: sealer.seal(key).toString('base64') };
    writeDurably(file, `${JSON.stringify(content, null, 2)}\n`);
    return key;
  }
  const parsed = sealedKeyFile.safeParse(readJson(file));
  if (!parsed.success) throw new CartwrightError('vault-locked', `${file} is damaged. Restore it from a backup.`);
  if (parsed.data.sealer !== sealer.kind)
    throw new CartwrightError(
      'vault-locked',
      `The vault was sealed with a ${parsed.data.sealer}, but this start offers a ${sealer.kind}.`,
    );
  let key: Buffer;
  try {
    key = sealer.unseal(Buffer.from(parsed.data.key, 'base64'));
  } catch (cause) {
    throw new CartwrightError(
      'vault-locked',
      `The vault does not open: the ${sealer.kind} is not the one it was sealed with.`,
      {
        cause,
      },
    );
  }
  if (key.length !== 32) throw new CartwrightError('vault-locked', `${file} is damaged. Restore it from a backup.`);
  return key;
}

/** Seals with a key stretched from a passphrase (scrypt, N 2^15, r 8, p 1). */
export function passphraseSealer(passphrase: string): KeySealer {
  if (passphrase.length < 8)
    throw new CartwrightError('bad-configuration', 'The vault passphrase needs at least 8 characters.');
  const stretch = (salt: Buffer) =>
    scryptSync(passphrase.normalize('NFKC'), salt, 32, { N: 32768, r: 8, maxmem: 64 << 20 });
  return {
    kind: 'passphrase',
    seal: (key) => {
      const salt = randomBytes(16);
      return Buffer.concat([salt, wrap(stretch(salt), key)]);
    },
    unseal: (sealed) => unwrap(stretch(sealed.subarray(0, 16)), sealed.subarray(16)),
  };
}

/** Seals with the first 32 bytes of a key file; makes the file (owner-readable only) when it does not exist. */
export function keyFileSealer(file: string): KeySealer {
  if (!existsSync(file)) writeDurably(file, randomBytes(32).toString('base64'));
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new CartwrightError('bad-configuration', `${file} must hold 32 bytes in base64.`);
  return { kind: 'keyfile', seal: (plain) => wrap(key, plain), unseal: (sealed) => unwrap(key, sealed) };
}

function wrap(key: Buffer, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unwrap(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()]);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Written beside, synced, then renamed: a crash leaves the old file or the new one, never half of one. */
function writeDurably(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  writeSync(descriptor, content);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, file);
}
