import { isAscii, isUtf8 } from 'node:buffer';
import {
  isPlistDict,
  type PlistDict,
  PlistError,
  type PlistLimits,
  type PlistValue,
  type ResolvedLimits,
  resolveLimits,
  XmlReader,
} from '../../../shared/plist/index.ts';
import { BinaryReader } from './binary-reader.ts';

const REPLACEMENT = '\ufffd';

/**
 * Decodes one property list: XML in UTF-8 (with or without a byte order mark) or binary (`bplist00`).
 *
 * Strict where a lenient reader would guess: duplicate keys, missing values, wrong nesting, unknown elements, stray text,
 * bad numbers, dates or base64, undefined entities, foreign document types and anything after the end are errors.
 * Bounded in bytes, depth and items, so the work is linear in the size whatever the sender intends.
 * Data are `Buffer`s; for binary lists they are views on `bytes`.
 *
 * @throws PlistError `bad-plist`, or `too-large` past a limit
 */
export function decodePlist(bytes: Uint8Array, limits?: PlistLimits): PlistValue {
  const bounds = resolveLimits(limits);
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > bounds.maxBytes) {
    throw new PlistError(`The property list is larger than ${bounds.maxBytes} bytes`, bounds.maxBytes, 'too-large');
  }
  if (buffer.length === 0) throw new PlistError('The property list is empty', 0);
  if (buffer[0] === 0x62 && buffer.toString('latin1', 0, 6) === 'bplist')
    return new BinaryReader(buffer, bounds).read();
  return decodeXml(buffer, bounds);
}

/**
 * As {@link decodePlist}, for the many documents whose one value is a dictionary.
 *
 * @throws PlistError also when the value is anything else
 */
export function decodePlistDict(bytes: Uint8Array, limits?: PlistLimits): PlistDict {
  const value = decodePlist(bytes, limits);
  if (!isPlistDict(value)) throw new PlistError('The property list must hold a dictionary', 0);
  return value;
}

function decodeXml(buffer: Buffer, limits: ResolvedLimits): PlistValue {
  const [first, second] = buffer;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0) {
    throw new PlistError('The property list is in UTF-16 or UTF-32, only UTF-8 is supported', 0);
  }
  if (isAscii(buffer)) return new XmlReader(buffer.toString('latin1'), limits, 0, true, parseData).read();
  if (!isUtf8(buffer)) throw new PlistError('The property list is not UTF-8', firstInvalidByte(buffer));
  const marked = first === 0xef && second === 0xbb && buffer[2] === 0xbf;
  const shift = marked ? 3 : 0;
  return new XmlReader(buffer.toString('utf8', shift), limits, shift, false, parseData).read();
}

/** The first byte that is not part of valid UTF-8; only looked for when there is one. */
function firstInvalidByte(buffer: Buffer): number {
  const text = buffer.toString('utf8');
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, from)) {
    offset += Buffer.byteLength(text.slice(from, at), 'utf8');
    // A sender may have written the replacement character itself.
    if (buffer[offset] !== 0xef || buffer[offset + 1] !== 0xbf || buffer[offset + 2] !== 0xbd) return offset;
    offset += 3;
    from = at + 1;
  }
  return offset;
}

/** Base64 (RFC 4648 §4) with its padding; white space anywhere, as Apple wraps long data. */
function parseData(text: string): Buffer | undefined {
  const packed = /[\t\n\r ]/.test(text) ? text.replace(/[\t\n\r ]+/g, '') : text;
  if (packed.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  // Node's decoder takes anything. Writing the bytes again is the quickest proof that it read what stood there;
  // the slower check only runs for data with unused bits set, which is base64 all the same.
  if (bytes.toString('base64') === packed) return bytes;
  return /^[A-Za-z0-9+/]*={0,2}$/.test(packed) ? bytes : undefined;
}
