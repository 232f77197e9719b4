import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../shared/clock.ts';
import { CartwrightError } from '../shared/errors.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { sealerOf } from './sealer.ts';
import { type KeySealer, lockDirectory } from './store/index.ts';
import { restoreBackup } from './upkeep/index.ts';

/**
 * `--restore FILE [--overwrite]` beside the settings of a start: puts a backup in the place of the store.
 *
 * @returns what to tell the person
 * @throws CartwrightError with what is in the way; then nothing was changed
 */
export async function restore(flags: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const { file, overwrite, rest } = takeFlags(flags);
  const config = readConfiguration(rest, environment);
  // An engine that runs there would go on with the store of before, and lose what it writes.
  const unlock = lockDirectory(config.dataDir);
  try {
    const { setAside, keyChecked } = await restoreBackup({
      file,
      overwrite,
      dataDir: config.dataDir,
      sealer: () => existingSealer(config),
      now: systemClock.now(),
    });
    return [
      `Restored ${file} into ${config.dataDir}.`,
      ...(setAside === null ? [] : [`What lay there before is in ${setAside}.`]),
      ...(keyChecked ? [] : ['Its key is in a keychain: start the desktop application on the computer it comes from.']),
      'Start Cartwright now. Everybody signs in again; devices go on by themselves.',
    ].join('\n');
  } finally {
    unlock();
  }
}

/** Starting makes a key file that is missing; restoring must not, for a new key opens nothing. */
function existingSealer(config: Configuration): KeySealer {
  const file = config.vaultKeyFile ?? join(config.dataDir, 'vault.key');
  const passphrase = config.vaultPassphrase ?? config.vaultPassphraseFile;
  if (passphrase === undefined && !existsSync(file))
    throw new CartwrightError(
      'vault-locked',
      `The backup's key is sealed with something that is not here. Put its key file at ${file}, or give its vault passphrase.`,
    );
  return sealerOf(config);
}

function takeFlags(flags: readonly string[]): { file: string; overwrite: boolean; rest: string[] } {
  const rest = flags.filter((flag) => flag !== '--overwrite');
  const at = rest.findIndex((flag) => flag === '--restore' || flag.startsWith('--restore='));
  const inline = rest[at]?.split('=').slice(1).join('=');
  const file = inline === '' || inline === undefined ? rest[at + 1] : inline;
  rest.splice(at, inline === '' || inline === undefined ? 2 : 1);
  if (file === undefined || file.startsWith('--'))
    throw new CartwrightError('bad-configuration', '--restore needs the file of a backup.');
  return { file, overwrite: flags.includes('--overwrite'), rest };
}
