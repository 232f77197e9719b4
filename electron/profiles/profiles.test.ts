import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { buildBinary } from 'plist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceContext } from '../../shared/catalogue/index.ts';
import { fits, isSendable, pathText, secretPlaces, validateProfile, valueAt } from '../../shared/payloads/index.ts';
import { anyProfile, oddProfile } from '../../shared/payloads/testing/any-profile.ts';
import { certificatePem } from '../identity/index.ts';
import { openTestIdentity } from '../identity/testing/house.ts';
import { OpensslBench } from '../identity/testing/material.ts';
import { encodePlistBytes, isPlistDict, PlistReal, type PlistValue } from '../protocol/index.ts';
import { readProfile, writeProfile } from './index.ts';

const folder = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'profiles');
const files = readdirSync(folder).map((name) => ({
  name: name.replace('.mobileconfig', ''),
  bytes: readFileSync(join(folder, name)),
}));
const fileNamed = (wanted: string) => files.find(({ name }) => name === wanted)?.bytes ?? Buffer.alloc(0);

/** The device a file is meant for, as its name tells. */
const deviceFor = (name: string): DeviceContext =>
  /(^|-)mac(-|$)/.test(name)
    ? { platform: 'macOS', osVersion: '15.1', channel: 'device', supervised: true, userApproved: true, dep: true }
    : { platform: 'iOS', osVersion: '18.1', channel: 'device', supervised: true, dep: true };

/** Values as the independent writer of binary lists takes them. */
function forOracle(value: PlistValue): unknown {
  if (Array.isArray(value)) return value.map((entry: PlistValue) => forOracle(entry));
  if (value instanceof PlistReal) return value.value;
  if (!isPlistDict(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, forOracle(member)]));
}

/** Whole reals, which the independent writer takes for integers, and integers it makes inexact. */
const isBeyondOracle = (value: PlistValue): boolean =>
  value instanceof PlistReal ||
  (typeof value === 'bigint' && BigInt(Number(value)) !== value) ||
  (Array.isArray(value) && value.some((entry: PlistValue) => isBeyondOracle(entry))) ||
  (isPlistDict(value) && Object.values(value).some(isBeyondOracle));

describe('profiles schools and companies use', () => {
  it('are many', () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
  });

  it.each(files)('$name comes back with the same meaning, and writing it again gives the same bytes', ({ bytes }) => {
    const { content } = readProfile(bytes);
    const written = writeProfile(content);
    const again = readProfile(written);
    expect(again.content).toEqual(content);
    expect(writeProfile(again.content).equals(written)).toBe(true);
    expect(written.equals(writeProfile(Object.fromEntries(Object.entries(content).reverse())))).toBe(true);
  });

  it.each(files)('$name has nothing a device would refuse', ({ name, bytes }) => {
    const findings = validateProfile(readProfile(bytes).content, deviceFor(name));
    expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    expect(isSendable(findings)).toBe(true);
    const odd = findings.filter(({ code }) => code === 'unknown-key' || code === 'unknown-payload');
    expect(odd.length > 0, JSON.stringify(odd)).toBe(name === 'unknown-future' || name === 'mac-managed-preferences');
  });

  it('keep keys and payloads nobody knows (S-07)', () => {
    const { content } = readProfile(fileNamed('unknown-future'));
    const written = writeProfile(content).toString();
    for (const word of ['PayloadColour', 'allowTelepathy', 'BeamForming', 'com.apple.future.thing', '<real>2.5</real>'])
      expect(written).toContain(word);
    const { content: typed } = readProfile(fileNamed('mac-managed-preferences'));
    const text = writeProfile(typed).toString();
    for (const word of [
      '<real>1</real>',
      '<integer>18446744073709551615</integer>',
      '<date>2024-02-29T12:30:15Z</date>',
    ])
      expect(text).toContain(word);
  });

  it('tell where their secrets are, and nothing else (CONF-17)', () => {
    const secrets = (name: string) => {
      const { content } = readProfile(fileNamed(name));
      return secretPlaces(content).map(pathText).sort();
    };
    expect(secrets('vpn-ikev2')).toEqual(['PayloadContent[0].Password', 'PayloadContent[0].PayloadContent']);
    expect(secrets('wifi-eap-tls-scep')).toEqual(['PayloadContent[1].PayloadContent.Challenge']);
    expect(secrets('web-filter-plugin')).toEqual([
      'PayloadContent[0].Password',
      'PayloadContent[0].VendorConfig.token',
    ]);
    expect(secrets('restrictions-students')).toEqual([]);
    for (const { bytes } of files) {
      const { content } = readProfile(bytes);
      for (const place of secretPlaces(content)) expect(valueAt(content, place)).toBeDefined();
    }
  });

  it('fit some devices wholly, some in part and others not (POL-07, S-11)', () => {
    const { content } = readProfile(fileNamed('restrictions-students'));
    const [iPad, mac] = [deviceFor('ipad'), deviceFor('mac')];
    const devices = [
      ...Array.from({ length: 42 }, () => iPad),
      ...Array.from({ length: 6 }, () => ({ ...iPad, supervised: false })),
      { ...mac, channel: 'device' as const },
    ];
    const { full, partly, refused, reasons } = fits(content, devices);
    expect({ full, partly, refused }).toEqual({ full: 42, partly: 7, refused: 0 });
    expect(reasons.find(({ code }) => code === 'needs-supervision')).toMatchObject({ devices: 6, severity: 'warn' });
    const kiosk = fits(readProfile(fileNamed('kiosk-library')).content, [iPad, { ...iPad, supervised: false }, mac]);
    expect(kiosk).toMatchObject({ full: 1, refused: 2 });
    expect(kiosk.reasons.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'refuse needs-supervision',
      'refuse not-on-platform',
      'refuse wrong-channel',
    ]);
  });
});

describe('any profile', () => {
  it('is the same after being written and read', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const written = writeProfile(profile);
        expect(writeProfile(readProfile(written).content).equals(written)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every key and payload nobody knows', () => {
    fc.assert(
      fc.property(oddProfile, (profile) => {
        const { content } = readProfile(encodePlistBytes(profile));
        expect(Object.keys(content).sort()).toEqual(Object.keys(profile).sort());
        expect(writeProfile(content).equals(writeProfile(profile))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('means the same in binary as in XML', () => {
    fc.assert(
      fc.property(
        anyProfile.filter((profile) => !isBeyondOracle(profile)),
        (profile) => {
          const binary = readProfile(Buffer.from(buildBinary(forOracle(profile) as never)));
          expect(binary.format).toBe('binary');
          expect(writeProfile(binary.content).equals(writeProfile(profile))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a profile in an envelope', () => {
  const bench = new OpensslBench();
  let house: Awaited<ReturnType<typeof openTestIdentity>>;
  const plain = writeProfile(readProfile(fileNamed('wifi-classroom')).content);
  beforeAll(async () => {
    house = await openTestIdentity();
    bench.write('root.pem', certificatePem(house.authority.rootCertificate.der));
    bench.run(
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem', '-subj', '/CN=Tool'],
    );
  });
  afterAll(() => bench.remove());

  const signed = (content: Buffer) => {
    bench.write('in', content);
    bench.run(
      ...'cms -sign -nodetach -binary -stream -signer c.pem -inkey k.pem -outform DER -in in -out out'.split(' '),
    );
    return bench.read('out');
  };
  const encrypted = (content: Buffer, to = 'root.pem') => {
    bench.write('in', content);
    bench.run(...['cms', '-encrypt', '-binary', '-aes256', '-outform', 'DER', '-in', 'in', '-out', 'out', to]);
    return bench.read('out');
  };
  const meaning = (bytes: Buffer) => writeProfile(readProfile(bytes, house.authority).content);

  it('means the same signed by us, signed by another tool, encrypted to us, and all of it around each other', () => {
    const ours = house.authority.signProfile(plain);
    for (const bytes of [ours, signed(plain), encrypted(plain), signed(encrypted(plain)), encrypted(signed(plain))])
      expect(meaning(bytes).equals(plain)).toBe(true);
    const read = readProfile(encrypted(signed(plain)), house.authority);
    expect(read.wrappings.map(({ kind }) => kind)).toEqual(['encrypted', 'signed']);
    const [wrapping] = readProfile(ours).wrappings;
    expect(wrapping).toMatchObject({ kind: 'signed', problem: undefined });
    expect(readProfile(ours).original.equals(ours)).toBe(true);
  });

  it('opens payloads that are encrypted inside, and leaves those closed that are for others', () => {
    const { content } = readProfile(plain);
    const { PayloadContent, ...rest } = content;
    const inside = (to: string) =>
      encodePlistBytes({
        ...rest,
        EncryptedPayloadContent: encrypted(encodePlistBytes(PayloadContent as readonly PlistValue[]), to),
      });
    const read = readProfile(inside('root.pem'), house.authority);
    expect(read.encryptedContent).toBe('opened');
    expect(writeProfile(read.content).equals(plain)).toBe(true);
    const closed = readProfile(inside('c.pem'), house.authority);
    expect(closed.encryptedContent).toBe('closed');
    expect(validateProfile(closed.content).map(({ code }) => code)).toEqual(['encrypted']);
  });

  it('tells of a signature that does not hold', () => {
    const bytes = signed(plain);
    const at = bytes.indexOf('Classroom');
    bytes.write('Staffroom', at);
    const [wrapping] = readProfile(bytes).wrappings;
    expect(wrapping).toMatchObject({ kind: 'signed', problem: expect.stringContaining('not accepted') });
  });

  it('is refused with what to do when it is for somebody else, wrapped without end, or no profile', () => {
    expect(() => readProfile(encrypted(plain, 'c.pem'), house.authority)).toThrow(/not for this server/);
    expect(() => readProfile(encrypted(plain))).toThrow(/not for this server/);
    let onion = plain;
    for (let layer = 0; layer < 6; layer++) onion = house.authority.signProfile(onion);
    expect(() => readProfile(onion)).toThrow(/too many times/);
    expect(() => readProfile(encodePlistBytes({ a: 1 }))).toThrow(/no configuration profile/);
    expect(() => readProfile(Buffer.from('hello'))).toThrow(/plist|property list/i);
  });
});
