import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import { readTar, streamEntry, type TarEntry, writeTar } from './tar.ts';

const sealerKind = z.enum(['keychain', 'passphrase', 'keyfile']);
export type SealerKind = z.infer<typeof sealerKind>;

const manifest = z.object({
  format: z.literal('cartwright-backup-1'),
  kind: z.enum(['manual', 'scheduled']),
  createdAt: z.number().int(),
  createdBy: z.string(),
  version: z.string(),
  schema: z.number().int(),
  devices: z.number().int(),
  sealedBy: sealerKind,
  /** SHA-256 (hex) of the other files, by name. */
  sha256: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifest>;

const MANIFEST = 'manifest.json';
const STORE = 'cartwright.db';
const VAULT = 'vault.json';
const MAX_SMALL = 1 << 20;

/** How the vault of a data directory is sealed. */
export async function sealedBy(dataDir: string): Promise<SealerKind> {
  const content: unknown = JSON.parse(await readFile(join(dataDir, VAULT), 'utf8'));
  return z.object({ sealer: sealerKind }).parse(content).sealer;
}

/**
 * Writes one archive: a consistent copy of the store, the vault's sealed key, and what they are. It appears under its
 * name only once it is whole and on the disk.
 */
export async function writeBackup(
  store: Store,
  dataDir: string,
  target: string,
  about: Omit<Manifest, 'format' | 'schema' | 'sealedBy' | 'sha256'>,
): Promise<Manifest> {
  await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
  const copy = `${target}.db.partial`;
  const partial = `${target}.partial`;
  try {
    await store.copyTo(copy);
    const vault = await readFile(join(dataDir, VAULT));
    const content: Manifest = {
      format: 'cartwright-backup-1',
      ...about,
      schema: store.schemaVersion,
      sealedBy: await sealedBy(dataDir),
      sha256: { [STORE]: await hashOf(copy), [VAULT]: createHash('sha256').update(vault).digest('hex') },
    };
    await writeTar(partial, [
      { name: MANIFEST, bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) },
      { name: VAULT, bytes: vault },
      { name: STORE, file: copy },
    ]);
    await rename(partial, target);
    await syncDirectory(join(target, '..'));
    return content;
  } finally {
    for (const file of [copy, `${copy}-wal`, `${copy}-shm`, `${copy}-journal`, partial])
      await rm(file, { force: true });
  }
}

/**
 * What a backup says of itself.
 *
 * @throws CartwrightError `bad-request` when it is damaged or something else
 */
export async function readManifest(file: string): Promise<Manifest> {
  const entry = (await readTar(file)).find((each) => each.name === MANIFEST);
  if (entry === undefined || entry.size > MAX_SMALL) throw notABackup(file);
  try {
    return manifest.parse(JSON.parse((await bytesOf(file, entry)).toString('utf8')));
  } catch (cause) {
    throw notABackup(file, cause);
  }
}

/**
 * Unpacks the store and the vault's key into a directory and holds them against their checksums.
 *
 * @throws CartwrightError `bad-request` when something is missing or differs
 */
export async function unpackBackup(file: string, directory: string): Promise<Manifest> {
  const content = await readManifest(file);
  const entries = await readTar(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const name of [STORE, VAULT]) {
    const entry = entries.find((each) => each.name === name);
    if (entry === undefined) throw notABackup(file);
    const target = join(directory, name);
    const hash = createHash('sha256');
    await pipeline(
      streamEntry(file, entry),
      async function* (chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(target, { mode: 0o600, flags: 'wx' }),
    );
    if (hash.digest('hex') !== content.sha256[name])
      throw new CartwrightError('bad-request', `${basename(file)} is damaged: the checksum of ${name} is another.`);
    await syncFile(target);
  }
  return content;
}

/** Names and sizes of the files in the backups folder. */
export async function backupFiles(
  directory: string,
): Promise<Array<{ name: string; size: number; changedAt: number }>> {
  const names = await readdir(directory).catch(() => []);
  const found = [];
  for (const name of names) {
    if (!/\.(tar|db)$/.test(name) || name.startsWith('.')) continue;
    const facts = await stat(join(directory, name)).catch(() => undefined);
    if (facts?.isFile()) found.push({ name, size: facts.size, changedAt: Math.trunc(facts.mtimeMs) });
  }
  return found;
}

async function bytesOf(file: string, entry: TarEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamEntry(file, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(file, 'r');
  try {
    for await (const chunk of handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false })) hash.update(chunk);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

/** A rename is on the disk only once its directory is; Windows has no such call. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync();
  await handle.close();
}

function notABackup(file: string, cause?: unknown): CartwrightError {
  return new CartwrightError('bad-request', `${basename(file)} is not a backup of Cartwright.`, { cause });
}
