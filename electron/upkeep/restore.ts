import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CartwrightError } from '../../shared/errors.ts';
import { checkStoreCopy, type KeySealer, markRestored } from '../store/index.ts';
import { sealedBy, unpackBackup } from './backup-files.ts';

/** A store in SQLite is up to three files; the vault's key belongs to it. */
const PARTS = ['cartwright.db', 'cartwright.db-wal', 'cartwright.db-shm', 'vault.json'];

export interface RestoreOptions {
  /** A backup (`.tar`), or a bare store made before a migration (`.db`). */
  readonly file: string;
  readonly dataDir: string;
  /** Sets a store that lies there aside instead of refusing. */
  readonly overwrite: boolean;
  /** What opens the vault; asked for only when the backup is sealed that way. */
  readonly sealer: () => KeySealer;
  readonly now: number;
}

export interface Restored {
  /** Where the store that lay there before was put. */
  readonly setAside: string | null;
  /** False when the vault is sealed by a keychain, which only the desktop application opens. */
  readonly keyChecked: boolean;
}

/**
 * Puts a backup in the place of a data directory's store, after reading it to its end. Nothing is touched when anything
 * about it is wrong. The engine must not run on that directory.
 *
 * @throws CartwrightError `conflict` when a store lies there, `bad-request` for a damaged backup, `vault-locked` when
 *   the key does not open it
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, dataDir, now } = options;
  const occupied = existsSync(join(dataDir, 'cartwright.db'));
  if (occupied && !options.overwrite)
    throw new CartwrightError('conflict', `A store lies in ${dataDir} already. Add --overwrite to set it aside.`);
  if (!existsSync(file)) throw new CartwrightError('not-found', `${file} is not there.`);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const scratch = join(dataDir, `.restore-${now}`);
  await rm(scratch, { recursive: true, force: true });
  try {
    await unpack(file, dataDir, scratch);
    const seal = await sealedBy(scratch);
    const sealer = seal === 'keychain' ? null : options.sealer();
    const problems = await checkStoreCopy(scratch, sealer);
    if (problems.length > 0) throw new CartwrightError('bad-request', `${basename(file)}: ${problems.join(' ')}`);
    if (sealer !== null) await markRestored(scratch, sealer, basename(file));
    const setAside = occupied ? join(dataDir, `replaced-${now}`) : null;
    if (setAside !== null) {
      await mkdir(setAside, { mode: 0o700 });
      await moveParts(dataDir, setAside);
    } else for (const part of PARTS) await rm(join(dataDir, part), { force: true });
    await moveParts(scratch, dataDir);
    return { setAside, keyChecked: sealer !== null };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function unpack(file: string, dataDir: string, scratch: string): Promise<void> {
  const handle = await open(file, 'r');
  const start = Buffer.alloc(16);
  await handle.read(start, 0, 16, 0);
  await handle.close();
  if (!start.toString('latin1').startsWith('SQLite format 3')) {
    await unpackBackup(file, scratch);
    return;
  }
  // A bare store: the vault's key did not change with the migration.
  if (!existsSync(join(dataDir, 'vault.json')))
    throw new CartwrightError(
      'vault-locked',
      `${basename(file)} has no vault key beside it, and ${dataDir} has none either. Restore a whole backup.`,
    );
  await mkdir(scratch, { mode: 0o700 });
  await copyFile(file, join(scratch, 'cartwright.db'));
  await copyFile(join(dataDir, 'vault.json'), join(scratch, 'vault.json'));
}

async function moveParts(from: string, to: string): Promise<void> {
  for (const part of PARTS) if (existsSync(join(from, part))) await rename(join(from, part), join(to, part));
}
