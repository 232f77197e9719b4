import { describe, expect, it } from 'vitest';
import { PlistError, type PlistLimits, PlistReal } from '../../../shared/plist/index.ts';
import { decodePlist } from './decode.ts';

/** Written by Python's plistlib, an implementation of its own. */
const FOREIGN =
  'YnBsaXN0MDDaAQIDBAUGBwgJCgsMDQ4XGCElJidRYlFkUWZRaVRsb25nVm5lc3RlZFFyUXNRdFF1TxAeAAH/AAH/AAH/AAH/AAH/' +
  'AAH/AAH/AAH/AAH/AAH/M0HFyDwEAAAACKgPEBESExQVFhAAE///////////EP8SAAEAABKAAAAAEwAgAAAAAAAAFAAAAAAAAAAA' +
  'gAAAAAAAAAATgAAAAAAAAABfEBR4eHh4eHh4eHh4eHh4eHh4eHh4eNIZGhsgUWFRZaIcH9EdHlF4EAHQoKMiIyQjP+AAAAAAAAAj' +
  'v/QAAAAAAAAjfjfkPIgAdZxVaGVsbG8JawBHAHIA/ADfAGUAIGXlZywAINg93gAACAAdAB8AIQAjACUAKgAxADMANQA3ADkAWgBj' +
  'AGQAbQBvAHgAegB/AIQAjQCeAKcAvgDDAMUAxwDKAM0AzwDRANIA0wDXAOAA6QDyAPgA+QAAAAAAAAIBAAAAAAAAACgAAAAAAAAA' +
  'AAAAAAAAAAEQ';

interface Parts {
  objects: readonly (readonly number[])[];
  top?: number;
  /** Instead of the true ones. */
  count?: number | bigint;
  table?: number | bigint;
  offsetSize?: number;
  refSize?: number;
  offsets?: readonly number[];
}

/** A binary list from the bytes of its objects; references and offsets of one byte unless told. */
function binary({ objects, top = 0, count, table, offsetSize = 1, refSize = 1, offsets }: Parts): Buffer {
  let at = 8;
  const places = objects.map((object) => {
    const place = at;
    at += object.length;
    return place;
  });
  const trailer = Buffer.alloc(32);
  trailer[6] = offsetSize;
  trailer[7] = refSize;
  trailer.writeBigUInt64BE(BigInt(count ?? objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(top), 16);
  trailer.writeBigUInt64BE(BigInt(table ?? at), 24);
  return Buffer.concat([Buffer.from('bplist00'), Buffer.from(objects.flat()), Buffer.from(offsets ?? places), trailer]);
}

const read = (parts: Parts, limits?: PlistLimits) => decodePlist(binary(parts), limits);
const ascii = (text: string) => [0x50 + text.length, ...Buffer.from(text)];

function codeOf(parts: Parts, limits?: PlistLimits): string {
  try {
    read(parts, limits);
  } catch (error) {
    if (error instanceof PlistError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

describe('a binary property list', () => {
  it('written by another implementation gives every type its value', () => {
    expect(decodePlist(Buffer.from(FOREIGN, 'base64'))).toEqual({
      s: 'hello',
      u: 'Grüße 日本 😀',
      i: [0, -1, 255, 65536, 2 ** 31, 9007199254740992n, 2n ** 63n, -(2n ** 63n)],
      r: [0.5, -1.25, 1e300],
      t: true,
      f: false,
      d: new Date('2024-02-29T08:30:00Z'),
      b: Buffer.from('0001ff'.repeat(10), 'hex'),
      nested: { a: [{ x: 1 }, {}], e: [] },
      long: 'x'.repeat(20),
    });
  });

  it('is read in the middle of a larger buffer', () => {
    const bytes = Buffer.from(FOREIGN, 'base64');
    const larger = Buffer.concat([Buffer.alloc(13), bytes, Buffer.alloc(7)]);
    const inside = new Uint8Array(larger.buffer, larger.byteOffset + 13, bytes.length);
    expect(decodePlist(inside)).toEqual(decodePlist(bytes));
  });

  it('cut anywhere is refused', () => {
    const bytes = Buffer.from(FOREIGN, 'base64');
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodePlist(bytes.subarray(0, length))).toThrow(PlistError);
    }
  });

  it('reads floats, and whole reals apart from integers when asked', () => {
    expect(read({ objects: [[0x22, 0x3f, 0x00, 0, 0]] })).toBe(0.5);
    expect(read({ objects: [[0x22, 0x40, 0x40, 0, 0]] }, { preserveReals: true })).toEqual(new PlistReal(3));
  });

  it('lets two places share an object', () => {
    expect(read({ objects: [[0xa2, 1, 1], ascii('ab')] })).toEqual(['ab', 'ab']);
  });

  it('keeps dangerous keys plain', () => {
    const value = read({ objects: [[0xd1, 1, 2], ascii('__proto__'), [0xd0]] });
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('constructor' in Object(value)).toBe(false);
  });

  it.each<[string, Parts]>([
    ['a null', { objects: [[0x00]] }],
    ['a fill byte', { objects: [[0x0f]] }],
    ['a keyed-archive reference', { objects: [[0x80, 1]] }],
    ['a set', { objects: [[0xc1, 1], [0x09]] }],
    ['an integer of 32 bytes', { objects: [[0x15, ...Array(32).fill(0)]] }],
    ['an integer past 64 bits', { objects: [[0x14, 1, ...Array(15).fill(0)]] }],
    ['a real of two bytes', { objects: [[0x21, 0, 0]] }],
    ['a date of four bytes', { objects: [[0x32, 0, 0, 0, 0]] }],
    ['a date that is no number', { objects: [[0x33, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]] }],
    ['a date past all years', { objects: [[0x33, 0x7f, 0xe0, 0, 0, 0, 0, 0, 0]] }],
    ['bytes past ASCII in ASCII', { objects: [[0x51, 0xe9]] }],
    ['half a surrogate pair', { objects: [[0x61, 0xd8, 0x00]] }],
    ['a control character', { objects: [[0x51, 0x01]] }],
    ['a key that is no string', { objects: [[0xd1, 1, 1], [0x09]] }],
    ['a key twice', { objects: [[0xd2, 1, 1, 2, 2], ascii('a'), [0x09]] }],
    ['a reference past the table', { objects: [[0xa1, 1]] }],
    ['a string past the end', { objects: [[0x5a, 0x41]] }],
    ['a length that is no integer', { objects: [[0x5f, 0x09]] }],
    ['a length of 2^64-1', { objects: [[0x5f, 0x13, ...Array(8).fill(255)]] }],
    ['an array of 2^63 items', { objects: [[0xaf, 0x13, 0x80, 0, 0, 0, 0, 0, 0, 0]] }],
    ['no objects', { objects: [[0x09]], count: 0 }],
    ['a top object past the table', { objects: [[0x09]], top: 1 }],
    ['an offset table in the header', { objects: [[0x09]], table: 3 }],
    ['an offset table past the end', { objects: [[0x09]], table: 2n ** 60n }],
    ['an offset into the table', { objects: [[0x09]], offsets: [9] }],
    ['an offset into the header', { objects: [[0x09]], offsets: [2] }],
    ['offsets of no bytes', { objects: [[0x09]], offsetSize: 0 }],
    ['references of nine bytes', { objects: [[0x09]], refSize: 9 }],
  ])('is refused for %s', (_what, parts) => {
    expect(codeOf(parts)).toBe('bad-plist');
  });

  it('of another version is refused', () => {
    const bytes = binary({ objects: [[0x09]] });
    bytes[7] = 0x31;
    expect(() => decodePlist(bytes)).toThrow(/version 00/);
  });

  it('that claims a huge count is refused before anything is made', () => {
    expect(codeOf({ objects: [[0x09]], count: 2n ** 62n })).toBe('too-large');
  });

  it('that contains itself is refused', () => {
    expect(codeOf({ objects: [[0xa1, 0]] })).toBe('too-large');
    expect(codeOf({ objects: [[0xd1, 1, 0], ascii('a')] })).toBe('too-large');
    expect(
      codeOf(
        {
          objects: [
            [0xa2, 1, 1],
            [0xa2, 0, 0],
          ],
        },
        { maxDepth: 1e9 },
      ),
    ).toBe('too-large');
  });

  it('that multiplies its objects is refused after as much work as an honest one of that size', () => {
    const levels = Array.from({ length: 20 }, (_, i) => [0xaa, ...Array(10).fill(i + 1)]);
    expect(codeOf({ objects: [...levels, [0x09]] })).toBe('too-large');
  });

  it('that multiplies its text is refused', () => {
    const long = [0x5f, 0x11, 0x40, 0x00, ...Array(0x4000).fill(0x41)];
    const many = [0xaf, 0x11, 0x10, 0x00, ...Array(0x1000).fill(1)];
    const offsets = [0, 8, (8 + many.length) >> 8, (8 + many.length) & 255];
    const parts = { objects: [many, long], offsetSize: 2, offsets };
    expect(codeOf(parts)).toBe('too-large');
    expect(read(parts, { maxBytes: 32 * 1024 * 1024 })).toHaveLength(0x1000);
  });
});
