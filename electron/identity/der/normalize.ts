import { CartwrightError, type ErrorCode } from '../../../shared/errors.ts';
import { tlv } from './write.ts';

const MAX_DEPTH = 24;
const MAX_ELEMENTS = 20_000;

/**
 * Reads strict DER, and only when that fails, BER re-encoded as DER: Apple's CMS encoder and some SCEP clients
 * stream their messages with indefinite lengths (X.690 §8.1.3.6).
 *
 * @throws whatever `parse` throws for the bytes as they came.
 */
export function parseDerOrBer<T>(bytes: Buffer, code: ErrorCode, parse: (der: Buffer) => T): T {
  try {
    return parse(bytes);
  } catch (strict) {
    let der: Buffer;
    try {
      der = normalizeBer(bytes, code);
    } catch {
      throw strict;
    }
    if (der.equals(bytes)) throw strict;
    return parse(der);
  }
}

/**
 * Re-encodes BER with indefinite or non-minimal lengths and split OCTET STRINGs as DER.
 *
 * @throws CartwrightError with `code` when the bytes are not one bounded, well-formed BER element.
 */
export function normalizeBer(bytes: Buffer, code: ErrorCode): Buffer {
  const { der, next } = convert({ bytes, code, elements: 0 }, 0, bytes.length, 0);
  if (next !== bytes.length) throw failure(code);
  return der;
}

interface Conversion {
  readonly bytes: Buffer;
  readonly code: ErrorCode;
  elements: number;
}

function failure(code: ErrorCode): CartwrightError {
  return new CartwrightError(code, 'The message cannot be read: its BER encoding is broken.');
}

function convert(state: Conversion, start: number, end: number, depth: number): { der: Buffer; next: number } {
  const { bytes, code } = state;
  state.elements += 1;
  if (depth > MAX_DEPTH || state.elements > MAX_ELEMENTS || start + 2 > end) throw failure(code);
  const tag = bytes[start] as number;
  if ((tag & 0x1f) === 0x1f) throw failure(code);
  const first = bytes[start + 1] as number;
  const constructed = (tag & 0x20) !== 0;
  if (first === 0x80) {
    if (!constructed) throw failure(code);
    const parts: Buffer[] = [];
    let position = start + 2;
    for (;;) {
      if (position + 2 > end) throw failure(code);
      if (bytes[position] === 0 && bytes[position + 1] === 0) break;
      const child = convert(state, position, end, depth + 1);
      parts.push(child.der);
      position = child.next;
    }
    return { der: rebuild(tag, parts, code), next: position + 2 };
  }
  let length = first;
  let content = start + 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 6 || content + count > end) throw failure(code);
    length = bytes.readUIntBE(content, count);
    content += count;
  }
  const stop = content + length;
  if (stop > end) throw failure(code);
  if (!constructed) return { der: tlv(tag, bytes.subarray(content, stop)), next: stop };
  const parts: Buffer[] = [];
  for (let position = content; position < stop; ) {
    const child = convert(state, position, stop, depth + 1);
    parts.push(child.der);
    position = child.next;
  }
  return { der: rebuild(tag, parts, code), next: stop };
}

/** A constructed OCTET STRING becomes a primitive one; everything else keeps its children. */
function rebuild(tag: number, parts: Buffer[], code: ErrorCode): Buffer {
  if (tag !== 0x24) return tlv(tag, ...parts);
  return tlv(0x04, ...parts.map((part) => octets(part, code)));
}

function octets(part: Buffer, code: ErrorCode): Buffer {
  if (part[0] !== 0x04) throw failure(code);
  const first = part[1] as number;
  return part.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
}
