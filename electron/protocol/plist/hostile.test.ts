import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlistError } from '../../../shared/plist/index.ts';
import { salvageConnect } from '../salvage.ts';
import { decodePlist } from './decode.ts';
import { encodePlistBytes } from './encode.ts';

const HONEST = encodePlistBytes(
  {
    CommandUUID: '2B1F6E0C-6C0B-4E0B-9C7D-0F7D2B7A5A11',
    Status: 'Acknowledged',
    UDID: '00008030-000A1B2C3D4E5F60',
    QueryResponses: {
      DeviceName: 'Röbi’s iPad & <co>',
      BatteryLevel: 0.5,
      IsSupervised: true,
      OSVersion: '17.4',
      LastCloudBackupDate: new Date(0),
      PushToken: Buffer.alloc(32, 7),
      DeviceCapacity: 64,
      EthernetMACs: ['a', 'b', []],
    },
  },
  { pretty: true },
);

/** `{ a: ['€', '€'], b: <a date> }`, by hand. */
const BINARY = Buffer.concat([
  Buffer.from('bplist00'),
  Buffer.from([0xd2, 1, 2, 3, 5, 0x51, 0x61, 0x51, 0x62, 0xa2, 4, 4, 0x61, 0x20, 0xac]),
  Buffer.from([0x33, 0x41, 0xc5, 0xc8, 0xf0, 0, 0, 0, 0]),
  Buffer.from([8, 13, 15, 17, 20, 23]),
  Buffer.from([0, 0, 0, 0, 0, 0, 1, 1]),
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32]),
]);

/** Milliseconds of processor time. Generous bounds: what they must catch is not twice as slow but a thousand times. */
function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
}

function onlyPlistErrors(bytes: Uint8Array): void {
  try {
    decodePlist(bytes);
  } catch (error) {
    if (!(error instanceof PlistError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
  }
  salvageConnect(bytes);
}

describe('a hostile property list', () => {
  it('cut at any byte is refused', () => {
    const end = HONEST.length - '\n'.length;
    for (let length = 0; length < end; length++) {
      expect(() => decodePlist(HONEST.subarray(0, length))).toThrow(PlistError);
    }
    expect(decodePlist(HONEST.subarray(0, end))).toEqual(decodePlist(HONEST));
  });

  it('never causes another error than ours, however its bytes are changed', () => {
    const piece = fc.constantFrom(
      ...['<', '>', '/', '&', '&#', ';', '<dict>', '</dict>', '<array>', '<key>', '</key>', '<!--', '-->', '<![CDATA[']
        .concat([
          ']]>',
          '<?',
          '?>',
          '<data>',
          '<date>',
          '<integer>',
          '<!DOCTYPE',
          '<!ENTITY a "b">',
          '\u0000',
          '\ufeff',
        ])
        .map((text) => Buffer.from(text)),
    );
    const change = fc.record({
      at: fc.nat({ max: HONEST.length }),
      cut: fc.nat({ max: 40 }),
      put: fc.oneof(piece, fc.uint8Array({ maxLength: 6 })),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(HONEST, BINARY),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (original, changes) => {
          let bytes = original;
          for (const { at, cut, put } of changes) {
            const from = at % (bytes.length + 1);
            bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]);
          }
          onlyPlistErrors(bytes);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('never causes another error than ours when single bytes of a binary list are changed', () => {
    expect(decodePlist(BINARY)).toMatchObject({ a: ['€', '€'] });
    for (let at = 8; at < BINARY.length; at++) {
      for (let value = 0; value < 256; value++) {
        const bytes = Buffer.from(BINARY);
        bytes[at] = value;
        onlyPlistErrors(bytes);
      }
    }
  });

  it('never causes another error than ours when it is noise', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), onlyPlistErrors), { numRuns: 500 });
  });

  it('cannot expand entities', () => {
    const laughs =
      '<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><plist><string>&b;</string></plist>';
    expect(() => decodePlist(Buffer.from(laughs))).toThrow(/document type/);
  });

  it.each<[string, () => string]>([
    ['arrays', () => '<array>'.repeat(1_000_000)],
    ['spaces', () => `<plist>${' '.repeat(7_000_000)}`],
    ['spaces in a tag', () => `<plist><array${' '.repeat(7_000_000)}`],
    ['spaces in many tags', () => `<plist><array>${`<true${' '.repeat(100)}/>`.repeat(60_000)}`],
    ['spaces in the document type', () => `<!DOCTYPE${' '.repeat(3_000_000)}plist${' '.repeat(3_000_000)}`],
    ['spaces in the declaration', () => `<?xml${' '.repeat(3_000_000)}version${' '.repeat(3_000_000)}`],
    ['attributes of plist', () => `<plist${' a="b"'.repeat(1_000_000)}`],
    ['ampersands', () => `<plist><string>${'&'.repeat(7_000_000)}</string></plist>`],
    ['references', () => `<plist><string>${'&#65;'.repeat(1_500_000)}</string></plist>`],
    ['comments', () => `<plist>${'<!---->'.repeat(1_000_000)}`],
    ['comments in a string', () => `<plist><string>${'<!---->'.repeat(1_000_000)}`],
    ['open comments', () => `<plist>${'<!--'.repeat(1_500_000)}`],
    ['CDATA sections', () => `<plist><string>${'<![CDATA[]]>'.repeat(600_000)}`],
    ['digits', () => `<plist><integer>${'1'.repeat(7_000_000)}</integer></plist>`],
    ['digits of a real', () => `<plist><real>${'1'.repeat(7_000_000)}</real></plist>`],
    [
      'spaces around a number',
      () => `<plist><integer>${' '.repeat(3_500_000)}1${' '.repeat(3_500_000)}</integer></plist>`,
    ],
    ['spaces inside a number', () => `<plist><integer> 1${' '.repeat(7_000_000)}x</integer></plist>`],
    ['spaces inside a date', () => `<plist><date>\n2${' '.repeat(7_000_000)}0\n</date></plist>`],
    ['broken spaces around a number', () => `<plist><integer>${' 1'.repeat(3_500_000)}</integer></plist>`],
    ['spaces in data', () => `<plist><data>${'A '.repeat(3_500_000)}</data></plist>`],
    ['lines of data', () => `<plist><data>${'AAAA\n'.repeat(1_400_000)}</data></plist>`],
    ['bad data', () => `<plist><data>${'='.repeat(7_000_000)}</data></plist>`],
    ['a long key', () => `<plist><dict><key>${'k'.repeat(7_000_000)}</key></dict></plist>`],
    ['keys', () => `<plist><dict>${Array.from({ length: 200_000 }, (_, i) => `<key>${i}</key><true/>`).join('')}`],
    ['replacement characters', () => `<plist>${'\ufffd'.repeat(2_000_000)}`],
    ['unclosed results', () => `<dict>${'<key>Status</key><string>'.repeat(300_000)}`],
    ['spaces in results', () => `<dict>${`<key>Status</key>${' '.repeat(64)}`.repeat(80_000)}`],
    ['dictionaries with spaces', () => `${`<dict${' '.repeat(200)}`.repeat(30_000)}`],
  ])('of megabytes of %s costs bounded time', (_what, make) => {
    const bytes = Buffer.from(make());
    expect(costOf(() => onlyPlistErrors(bytes))).toBeLessThan(3000);
  });
});
