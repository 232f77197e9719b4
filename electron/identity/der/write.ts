/** DER writing (X.690 §10): small functions that each return one encoded element. */

const oidCache = new Map<string, Buffer>();

/** One element: tag, minimal definite length, and the parts one after the other. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : length < 0x1000000 ? 5 : 6;
  const out = Buffer.allocUnsafe(header + length);
  out[0] = tag;
  if (header === 2) {
    out[1] = length;
  } else {
    out[1] = 0x80 | (header - 2);
    out.writeUIntBE(length, 2, header - 2);
  }
  let position = header;
  for (const part of parts) {
    out.set(part, position);
    position += part.length;
  }
  return out;
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tlv(0x30, ...parts);
}

/** SET OF: members in ascending order of their encodings (X.690 §11.6). */
export function setOf(...members: readonly Buffer[]): Buffer {
  return tlv(0x31, ...[...members].sort(Buffer.compare));
}

/** `[number] EXPLICIT`, or an IMPLICIT constructed type: the parts are its children. */
export function context(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return tlv(0xa0 | number, ...parts);
}

/** `[number] IMPLICIT` of a primitive type. */
export function contextPrimitive(number: number, content: Uint8Array): Buffer {
  return tlv(0x80 | number, content);
}

/** INTEGER from a small non-negative number. */
export function integer(value: number): Buffer {
  if (value < 0x80) return tlv(0x02, Buffer.from([value]));
  const hex = value.toString(16);
  return unsignedInteger(Buffer.from(hex.length % 2 === 1 ? `0${hex}` : hex, 'hex'));
}

/** INTEGER from unsigned big-endian bytes: leading zeros go, a sign byte comes when it is needed. */
export function unsignedInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const body = bytes.subarray(start);
  return (body[0] ?? 0) >= 0x80 ? tlv(0x02, Buffer.from([0]), body) : tlv(0x02, body);
}

/** INTEGER whose content octets are already minimal two's complement, as read from another structure. */
export function rawInteger(content: Uint8Array): Buffer {
  return tlv(0x02, content);
}

export function boolean(value: boolean): Buffer {
  return tlv(0x01, Buffer.from([value ? 0xff : 0]));
}

export function nullValue(): Buffer {
  return Buffer.from([0x05, 0]);
}

export function octetString(...parts: readonly Uint8Array[]): Buffer {
  return tlv(0x04, ...parts);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return tlv(0x03, Buffer.from([unusedBits]), bytes);
}

export function utf8String(text: string): Buffer {
  return tlv(0x0c, Buffer.from(text, 'utf8'));
}

export function printableString(text: string): Buffer {
  return tlv(0x13, Buffer.from(text, 'latin1'));
}

export function ia5String(text: string): Buffer {
  return tlv(0x16, Buffer.from(text, 'latin1'));
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const known = oidCache.get(dotted);
  if (known !== undefined) return known;
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128];
    for (let value = Math.floor(arc / 128); value > 0; value = Math.floor(value / 128))
      groups.unshift((value % 128) | 0x80);
    bytes.push(...groups);
  }
  const encoded = tlv(0x06, Buffer.from(bytes));
  oidCache.set(dotted, encoded);
  return encoded;
}

/** UTCTime before 2050, GeneralizedTime from then on (RFC 5280 §4.1.2.5); `at` in milliseconds, seconds kept. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\.\d+Z$|[-:T]/g, '');
  const general = Number(digits.slice(0, 4)) >= 2050 || Number(digits.slice(0, 4)) < 1950;
  return tlv(general ? 0x18 : 0x17, Buffer.from(`${general ? digits : digits.slice(2)}Z`, 'latin1'));
}
