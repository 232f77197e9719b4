import fc from 'fast-check';
import { build, buildBinary, parse } from 'plist';
import { describe, expect, it } from 'vitest';
import type { PlistInput, PlistValue } from '../../../shared/plist/index.ts';
import { decodePlist } from './decode.ts';
import { encodePlist, encodePlistBytes } from './encode.ts';

/** Text both sides agree on: the oracle's XML parser normalises line ends, as XML says and Apple does not. */
const text = fc
  .string({ unit: 'binary' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: leaving control characters out is its purpose
  .map((s) => s.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\ufffe\uffff]/g, ''));
const date = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((d) => new Date(Math.floor(d.getTime() / 1000) * 1000));
const bytes = fc.uint8Array({ maxLength: 80 }).map((b) => Buffer.from(b));

function values(number: fc.Arbitrary<PlistInput>): fc.Arbitrary<PlistInput> {
  return fc.letrec<{ value: PlistInput }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      text,
      number,
      fc.boolean(),
      date,
      bytes,
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(text, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).value;
}

/** The oracle writes whole numbers past the safe ones as integers, even of more than 64 bits. */
const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((n) => !Object.is(n, -0) && (!Number.isInteger(n) || Number.isSafeInteger(n))),
);
const exactNumbers = fc.oneof(numbers, fc.double(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }));

/** The numbers a bigint that is safe comes back as. */
function settled(value: PlistInput | PlistValue): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(settled);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'object' && !(value instanceof Date)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, settled(entry)]));
  }
  return value;
}

describe('any value', () => {
  it('comes back from our encoder and decoder as it went in', () => {
    fc.assert(
      fc.property(values(exactNumbers), fc.boolean(), (value, pretty) => {
        expect(settled(decodePlist(encodePlistBytes(value, { pretty })))).toEqual(settled(value));
      }),
    );
  });

  it('is read by the plist package from what we write', () => {
    fc.assert(
      fc.property(values(numbers), fc.boolean(), (value, pretty) => {
        expect(settled(parse(encodePlist(value, { pretty })) as PlistInput)).toEqual(settled(value));
      }),
    );
  });

  it('is read by us from what the plist package writes', () => {
    fc.assert(
      fc.property(values(numbers), (value) => {
        expect(settled(decodePlist(Buffer.from(build(value as Parameters<typeof build>[0]))))).toEqual(settled(value));
      }),
    );
  });

  it('is read by us from the binary list the plist package writes', () => {
    fc.assert(
      fc.property(values(numbers), (value) => {
        const binary = buildBinary(value as Parameters<typeof buildBinary>[0]);
        expect(settled(decodePlist(new Uint8Array(binary)))).toEqual(settled(value));
      }),
    );
  });
});
