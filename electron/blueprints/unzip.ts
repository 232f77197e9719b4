import { crc32, inflateRawSync } from 'node:zlib';

/** Where the numbers stand in a ZIP file (PKWARE APPNOTE 4.3). */
const END = { signature: 0x06054b50, length: 22, count: 10, directory: 16 };
const ENTRY = { signature: 0x02014b50, length: 46, method: 10, crc: 16, packed: 20, size: 24, name: 28, offset: 42 };
const LOCAL = { signature: 0x04034b50, length: 30, name: 26, extra: 28 };
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a ZIP that are wanted, each no larger than told and whole: what a file says of its own size is not
 * believed, and its checksum is compared.
 *
 * @param largest the most bytes of a file by its name; undefined leaves it out
 * @param most the most entries there may be, wanted or not
 * @throws RangeError or TypeError for what is damaged, too large, or no ZIP
 */
export function unzip(
  bytes: Uint8Array,
  largest: (name: string) => number | undefined,
  most: number,
): ReadonlyMap<string, Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + END.count);
  if (count > most) throw new RangeError(`It has ${count} files, not ${most} at most.`);
  const found = new Map<string, Uint8Array>();
  let at = zip.readUInt32LE(end + END.directory);
  for (let entry = 0; entry < count; entry += 1) {
    if (zip.readUInt32LE(at) !== ENTRY.signature) throw new TypeError('Its directory is damaged.');
    const name = zip.toString('utf8', at + ENTRY.length, at + ENTRY.length + zip.readUInt16LE(at + ENTRY.name));
    const limit = largest(name);
    if (limit !== undefined) found.set(name, contentOf(zip, at, limit));
    // Name, extra field and comment follow; their lengths stand beside each other.
    const after = [0, 2, 4].reduce((sum, place) => sum + zip.readUInt16LE(at + ENTRY.name + place), 0);
    at += ENTRY.length + after;
  }
  return found;
}

function endOf(zip: Buffer): number {
  for (let at = zip.length - END.length; at >= Math.max(0, zip.length - END.length - LONGEST_COMMENT); at -= 1)
    if (zip.readUInt32LE(at) === END.signature) return at;
  throw new TypeError('It is no ZIP file, or its end is missing.');
}

function contentOf(zip: Buffer, entry: number, limit: number): Uint8Array {
  const local = zip.readUInt32LE(entry + ENTRY.offset);
  if (zip.readUInt32LE(local) !== LOCAL.signature) throw new TypeError('A file in it is damaged.');
  const start = local + LOCAL.length + zip.readUInt16LE(local + LOCAL.name) + zip.readUInt16LE(local + LOCAL.extra);
  const packed = zip.subarray(start, start + zip.readUInt32LE(entry + ENTRY.packed));
  const method = zip.readUInt16LE(entry + ENTRY.method);
  if (method !== STORED && method !== DEFLATED) throw new TypeError('A file in it is packed in an unknown way.');
  if (packed.length > limit) throw new RangeError('A file in it is too large.');
  const content = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: limit });
  if (content.length !== zip.readUInt32LE(entry + ENTRY.size) || crc32(content) !== zip.readUInt32LE(entry + ENTRY.crc))
    throw new TypeError('A file in it is damaged.');
  return content;
}
