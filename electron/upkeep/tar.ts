import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { CartwrightError } from '../../shared/errors.ts';

const BLOCK = 512;

/** What goes into an archive: bytes, or a file. */
export type TarSource =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly file: string };

/** One file in an archive: where its bytes lie. */
export interface TarEntry {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** Writes an archive in the ustar format of POSIX.1-1988 and syncs it to disk. The file must not exist. */
export async function writeTar(target: string, sources: readonly TarSource[]): Promise<void> {
  const handle = await open(target, 'wx', 0o600);
  try {
    for (const source of sources) {
      const size = 'bytes' in source ? source.bytes.length : (await stat(source.file)).size;
      await handle.write(header(source.name, size));
      if ('bytes' in source) await handle.write(source.bytes);
      else for await (const chunk of createReadStream(source.file)) await handle.write(chunk as Buffer);
      await handle.write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
    }
    await handle.write(Buffer.alloc(2 * BLOCK));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The entries of an archive, in order.
 *
 * @throws CartwrightError `bad-request` when the file is cut short or no archive
 */
export async function readTar(file: string): Promise<TarEntry[]> {
  const handle = await openForReading(file);
  try {
    const total = (await handle.stat()).size;
    const entries: TarEntry[] = [];
    for (let at = 0; at + BLOCK <= total; ) {
      const block = Buffer.alloc(BLOCK);
      await handle.read(block, 0, BLOCK, at);
      if (block.every((byte) => byte === 0)) return entries;
      if (Number.parseInt(field(block, 148, 8), 8) !== checksum(block)) break;
      const size = Number.parseInt(field(block, 124, 12), 8);
      const offset = at + BLOCK;
      if (!Number.isSafeInteger(size) || size < 0 || offset + size > total) break;
      entries.push({ name: field(block, 0, 100), offset, size });
      at = offset + Math.ceil(size / BLOCK) * BLOCK;
    }
  } finally {
    await handle.close();
  }
  throw new CartwrightError('bad-request', `${file} is not a whole backup: it is cut short or something else.`);
}

/** The bytes of an entry, as a stream. */
export function streamEntry(file: string, { offset, size }: TarEntry): AsyncIterable<Buffer> {
  // An empty range cannot be said to a read stream.
  if (size === 0) return (async function* () {})();
  return createReadStream(file, { start: offset, end: offset + size - 1, highWaterMark: 1 << 20 });
}

async function openForReading(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (cause) {
    throw new CartwrightError('not-found', `${file} cannot be read.`, { cause });
  }
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, 'utf8');
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  // Twelve octal digits reach 64 GiB: readers take the field without its closing blank.
  block.write(size.toString(8).padStart(size < 8 ** 11 ? 11 : 12, '0'), 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function checksum(block: Buffer): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (block[i] ?? 0);
  return sum;
}

function field(block: Buffer, start: number, length: number): string {
  const raw = block.toString('utf8', start, start + length);
  return (raw.split('\0', 1)[0] ?? '').trim();
}
