/**
 * A small DER writer and DER/BER reader (ITU-T X.690), enough for certificates, requests and CMS.
 * The simulator's own on purpose: the engine must interoperate with a codec it does not share.
 */

export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

export function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest & 0xff);
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length, ...length]), body]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => tlv(Tag.sequence, ...items);
export const octets = (bytes: Uint8Array): Buffer => tlv(Tag.octetString, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Buffer => tlv(Tag.bitString, Buffer.from([unused]), bytes);
export const utf8 = (text: string): Buffer => tlv(Tag.utf8, Buffer.from(text));
export const printable = (text: string): Buffer => tlv(Tag.printable, Buffer.from(text, 'latin1'));
export const nothing = (): Buffer => tlv(Tag.null);
export const yes = (): Buffer => tlv(Tag.boolean, Buffer.from([0xff]));

/** SET OF: members sorted by their encoding, as DER demands (signed attributes are hashed in this form). */
export const setOf = (...items: readonly Uint8Array[]): Buffer =>
  tlv(Tag.set, ...[...items].sort((a, b) => Buffer.compare(a, b)));

/** A non-negative integer, from a number or from big-endian bytes. */
export function integer(value: number | Uint8Array): Buffer {
  let bytes: Buffer;
  if (typeof value === 'number') {
    const hex = value.toString(16);
    bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  } else {
    let start = 0;
    while (start < value.length - 1 && value[start] === 0) start++;
    bytes = Buffer.from(value.subarray(start));
  }
  return (bytes[0] ?? 0) & 0x80 ? tlv(Tag.integer, Buffer.from([0]), bytes) : tlv(Tag.integer, bytes);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const out: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left % 128));
    out.push(...groups);
  }
  return tlv(Tag.oid, Buffer.from(out));
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). `at` is milliseconds since the epoch. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return new Date(at).getUTCFullYear() < 2050
    ? tlv(Tag.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : tlv(Tag.generalizedTime, Buffer.from(`${digits}Z`));
}

/** Context-specific tags: `[n]` constructed, and `[n]` primitive. */
export const context = (n: number, ...items: readonly Uint8Array[]): Buffer => tlv(0xa0 | n, ...items);
export const contextPrimitive = (n: number, bytes: Uint8Array): Buffer => tlv(0x80 | n, bytes);

/** One decoded element: where it lies in `source`, and its contents. */
export interface Element {
  tag: number;
  /** The whole encoding, header included. */
  raw: Buffer;
  content: Buffer;
}

const MAX_DEPTH = 32;

/** Reads the first element of `source`. BER's indefinite lengths are understood. Throws RangeError when truncated. */
export function readElement(source: Buffer, depth = 0): Element {
  if (depth > MAX_DEPTH) throw new RangeError('the encoding is nested too deeply');
  const tag = source[0];
  let length = source[1];
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('truncated encoding');
  let header = 2;
  if (length === 0x80) {
    let end = 2;
    while (source[end] !== 0 || source[end + 1] !== 0) {
      end += readElement(source.subarray(end), depth + 1).raw.length;
      if (end + 2 > source.length) throw new RangeError('truncated encoding');
    }
    return { tag, raw: source.subarray(0, end + 2), content: source.subarray(2, end) };
  }
  if (length > 0x80) {
    const count = length & 0x7f;
    if (count > 4 || source.length < 2 + count) throw new RangeError('truncated encoding');
    length = source.readUIntBE(2, count);
    header = 2 + count;
  }
  if (source.length < header + length) throw new RangeError('truncated encoding');
  return { tag, raw: source.subarray(0, header + length), content: source.subarray(header, header + length) };
}

/** The elements inside a constructed element (or in any run of encodings). */
export function children(of: Element | Buffer): Element[] {
  let rest = Buffer.isBuffer(of) ? of : of.content;
  const out: Element[] = [];
  while (rest.length > 0) {
    const element = readElement(rest);
    out.push(element);
    rest = rest.subarray(element.raw.length);
  }
  return out;
}

/** The child at `index`, required to be there (and to carry `tag` when given). */
export function child(of: Element, index: number, tag?: number): Element {
  const found = children(of)[index];
  if (!found || (tag !== undefined && found.tag !== tag)) throw new RangeError('the encoding misses a required part');
  return found;
}

/** The bytes of an OCTET STRING, also when BER splits it into pieces. */
export function octetBytes(element: Element): Buffer {
  return element.tag & 0x20 ? Buffer.concat(children(element).map(octetBytes)) : element.content;
}

export function oidText(element: Element): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of element.content) {
    value = value * 128 + (byte & 0x7f);
    if (!(byte & 0x80)) {
      arcs.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}
