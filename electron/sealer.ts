import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CartwrightError } from '../shared/errors.ts';
import type { Configuration } from './configuration.ts';
import { type KeySealer, keyFileSealer, passphraseSealer } from './store/index.ts';

/**
 * What seals the vault of a headless start: a passphrase, a key file, or without either a key file in the data
 * directory, which protects nothing from whoever can read that directory.
 *
 * @throws CartwrightError `bad-configuration` when more than one is given, or one cannot be read
 */
export function sealerOf(config: Configuration): KeySealer {
  const given = [config.vaultPassphrase, config.vaultPassphraseFile, config.vaultKeyFile].filter(
    (one) => one !== undefined,
  );
  if (given.length > 1)
    throw new CartwrightError('bad-configuration', 'Seal the vault with a passphrase or a key file, not with both.');
  if (config.vaultPassphrase !== undefined) return passphraseSealer(config.vaultPassphrase);
  if (config.vaultPassphraseFile !== undefined) return passphraseSealer(firstLine(config.vaultPassphraseFile));
  return keyFileSealer(config.vaultKeyFile ?? join(config.dataDir, 'vault.key'));
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (cause) {
    throw new CartwrightError('bad-configuration', `The passphrase file ${file} cannot be read.`, { cause });
  }
}
