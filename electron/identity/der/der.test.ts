import { AsnConvert, AsnIntegerBigIntConverter, OctetString } from '@peculiar/asn1-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { normalizeBer, parseDerOrBer } from './normalize.ts';
import { OID } from './oids.ts';
import { DerReader, openWhole, TAG } from './read.ts';
import {
  boolean,
  context,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  time,
  tlv,
  unsignedInteger,
  utf8String,
} from './write.ts';

const read = (bytes: Buffer) => new DerReader(bytes, 'bad-request');

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(CartwrightError);
    expect((error as CartwrightError).code).toBe('bad-request');
    return (error as CartwrightError).message;
  }
  return 'none';
}

/** Reads everything that is there, depth first. */
function walk(reader: DerReader): number {
  let elements = 0;
  while (!reader.done) {
    reader.next();
    elements += 1;
    expect(reader.content().length).toBeLessThanOrEqual(reader.element().length);
    if ((reader.tag & 0x20) !== 0) elements += walk(reader.enter());
  }
  return elements;
}

describe('the DER walker', () => {
  it('reads back what the writer wrote, of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70_000, size: 'max' }), { maxLength: 3 }), (contents) => {
        const reader = openWhole(
          sequence(...contents.map((content) => octetString(content))),
          TAG.sequence,
          'bad-request',
        );
        for (const content of contents) expect(reader.expect(TAG.octetString).content().equals(content)).toBe(true);
        reader.finish();
      }),
      { numRuns: 30 },
    );
  });

  it('reads numbers as another library writes them', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (value) => {
        expect(read(integer(value)).smallInteger()).toBe(value);
        const theirs = Buffer.from(AsnIntegerBigIntConverter.toASN(BigInt(value)).toBER());
        expect(integer(value)).toEqual(theirs);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n }), (value) => {
        const hex = value.toString(16);
        const ours = unsignedInteger(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'));
        expect(ours).toEqual(Buffer.from(AsnIntegerBigIntConverter.toASN(value).toBER()));
      }),
    );
    expect(Buffer.from(AsnConvert.serialize(new OctetString([1, 2, 3])))).toEqual(octetString(Buffer.from([1, 2, 3])));
  });

  it('knows every object identifier it writes', () => {
    for (const dotted of [...Object.values(OID), '2.999.1', '0.0', '1.39.16383'])
      expect(read(oid(dotted)).oid()).toBe(dotted);
  });

  it('keeps times to the second, on both sides of 2050', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8_000_000_000 }), (seconds) => {
        expect(read(time(seconds * 1000)).time()).toBe(seconds * 1000);
      }),
    );
    for (const text of ['991332000000Z', '990230000000Z', '9912312459', '991231245960Z', '99123124596Z']) {
      expect(failureOf(() => read(tlv(TAG.utcTime, Buffer.from(text))).time())).toContain('time');
    }
  });

  it('meets any bytes without reading outside of them or failing in another way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        failureOf(() => walk(read(Buffer.from(bytes))));
        failureOf(() => read(Buffer.from(bytes)).oid());
        failureOf(() => read(Buffer.from(bytes)).time());
        failureOf(() => read(Buffer.from(bytes)).integer());
        failureOf(() => walk(read(normalizeBer(Buffer.from(bytes), 'bad-request'))));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes only DER: no indefinite, padded or overlong lengths, no high tags, no padded integers', () => {
    const refused: Record<string, string> = {
      '30800000': 'length',
      '0481007f': 'minimal',
      '04820001ff': 'minimal',
      '048500000000010a': 'length',
      '0405aabb': 'past its end',
      '04': 'middle',
      '0482ff': 'middle',
      '1f8101ff': 'high tag',
    };
    for (const [hex, why] of Object.entries(refused))
      expect(failureOf(() => read(Buffer.from(hex, 'hex')).next())).toContain(why);
    for (const hex of ['0200', '02020001', '0202ff80'])
      expect(failureOf(() => read(Buffer.from(hex, 'hex')).integer())).toContain('INTEGER');
    expect(failureOf(() => read(Buffer.from('0603808037', 'hex')).oid())).toContain('minimal');
    expect(failureOf(() => read(Buffer.from('060188', 'hex')).oid())).toContain('does not end');
    expect(failureOf(() => read(Buffer.from('03020101', 'hex')).bitString())).toContain('unused');
    expect(failureOf(() => openWhole(Buffer.from('300000', 'hex'), TAG.sequence, 'bad-request'))).toContain(
      'should end',
    );
  });

  it('stops at a depth nobody needs', () => {
    let deep = boolean(true);
    for (let level = 0; level < 40; level++) deep = sequence(deep);
    expect(failureOf(() => walk(read(deep)))).toContain('nested too deeply');
  });
});

describe('BER', () => {
  const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

  it('with indefinite and padded lengths and split strings becomes the DER it stands for', () => {
    const streamed = hex('30 80  a0 80  24 80 04 02 6865 04 03 6c6c6f 00 00  00 00  02 81 01 05  00 00');
    const der = sequence(context(0, octetString(Buffer.from('hello'))), integer(5));
    expect(normalizeBer(streamed, 'bad-request')).toEqual(der);
    expect(
      parseDerOrBer(streamed, 'bad-request', (bytes) => openWhole(bytes, TAG.sequence, 'bad-request').peek()),
    ).toBe(0xa0);
  });

  it('that is DER already stays as it is', () => {
    const der = sequence(setOf(integer(1), integer(300)), utf8String('x'.repeat(300)));
    expect(normalizeBer(der, 'bad-request')).toEqual(der);
  });

  it('without an end, or with something after it, is refused', () => {
    for (const text of [
      '30 80 02 01 01',
      '30 80 02 01 01 00',
      '30 80 00 00 ff',
      '04 80 00 00',
      '24 80 02 01 01 00 00',
      '24 80 04',
    ]) {
      expect(failureOf(() => normalizeBer(hex(text), 'bad-request'))).not.toBe('none');
    }
  });
});
