import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { definitionOf, PAYLOADS, payloadKeys } from '../../../shared/payloads/index.ts';
import { anyProfile } from '../../../shared/payloads/testing/any-profile.ts';
import { type PayloadWords, payloadWords } from '../../../shared/payloads/words/words.ts';
import type { Profile } from './draft.ts';
import { plainKind, profileFieldKind } from './field-kinds.ts';
import { findingsOf, forChecks, isKept, keptPaths } from './kept.ts';
import { kindOf, OFFERED } from './payload-kinds.ts';
import { type RowFilter, rowGroups } from './rows.ts';
import { sectionsOf, targetOf } from './sections.ts';
import { topicOf } from './topics.ts';
import { readXml, xmlOf } from './xml.ts';

let words: PayloadWords;
beforeAll(async () => {
  words = await payloadWords('en');
});

const ALL: RowFilter = { onlySet: false, search: '', platform: undefined };
const RESTRICTIONS = 'com.apple.applicationaccess';
const profile = (...payloads: readonly Profile[]): Profile => ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'a',
  PayloadUUID: '0198B7C2-0000-7000-8000-000000000001',
  PayloadContent: payloads.map((payload, index) => ({
    PayloadVersion: 1,
    PayloadIdentifier: `a.${index}`,
    PayloadUUID: `0198B7C2-0000-7000-8000-00000000010${index}`,
    ...payload,
  })),
});

describe('the form of a payload', () => {
  it('has every key of every payload once, unknown ones too', () => {
    for (const { id, type } of PAYLOADS) {
      const payload = { PayloadType: type, telepathy: 'on' };
      const keys = rowGroups(payload, words, ALL).flatMap(({ rows }) => rows.map(({ definition }) => definition.key));
      expect(new Set(keys).size, id).toBe(keys.length);
      expect(keys).toContain('telepathy');
      const wanted = (definitionOf(payload)?.keys ?? []).map(({ key }) => key);
      for (const key of wanted)
        if (key !== 'PayloadType' && key !== 'PayloadVersion') expect(keys, `${id} ${key}`).toContain(key);
    }
  });

  it('tells two hundred restrictions apart by what they are about', () => {
    const groups = rowGroups({ PayloadType: RESTRICTIONS }, words, ALL);
    expect(groups.length).toBeGreaterThan(10);
    expect(Math.max(...groups.map(({ rows }) => rows.length))).toBeLessThan(30);
    expect(topicOf('allowAirDrop')).toBe('sharing');
    expect(topicOf('allowCloudBackup')).toBe('icloud');
    expect(topicOf('allowSafariSummary')).toBe('intelligence');
    expect(payloadKeys(RESTRICTIONS).filter(({ key }) => topicOf(key) === 'device').length).toBeLessThan(25);
  });

  it('shows only what is set, what is looked for, or what a platform has', () => {
    const payload = { PayloadType: RESTRICTIONS, allowCamera: false };
    const keys = (filter: Partial<RowFilter>) =>
      rowGroups(payload, words, { ...ALL, ...filter }).flatMap(({ rows }) =>
        rows.map(({ definition }) => definition.key),
      );
    expect(keys({ onlySet: true })).toEqual(['allowCamera']);
    expect(keys({ search: 'airdrop' })).toContain('allowAirDrop');
    expect(keys({ search: 'airdrop' })).not.toContain('allowCamera');
    expect(keys({ platform: 'tvOS' })).toContain('allowCamera');
    expect(keys({ platform: 'tvOS' })).not.toContain('allowAirDrop');
  });

  it('fills each kind of key in by what fits it, and shows what is of another type as it is', () => {
    const keyOf = (type: string, key: string) =>
      definitionOf({ PayloadType: type })?.keys.find((each) => each.key === key) ?? { key, type: 'any' as const };
    const wifi = 'com.apple.wifi.managed';
    expect(profileFieldKind(keyOf(wifi, 'PayloadCertificateUUID'), undefined)).toBe('reference');
    expect(profileFieldKind(keyOf(wifi, 'EAPClientConfiguration'), undefined)).toBe('dictionary');
    expect(profileFieldKind(keyOf(wifi, 'SSID_STR'), undefined)).toBe('plain');
    expect(profileFieldKind(keyOf(wifi, 'SSID_STR'), 42)).toBe('free');
    expect(profileFieldKind(keyOf(RESTRICTIONS, 'blockedAppBundleIDs'), ['a'])).toBe('lines');
    expect(profileFieldKind(keyOf(RESTRICTIONS, 'blockedAppBundleIDs'), ['a\nb'])).toBe('free');
    expect(profileFieldKind(keyOf('com.apple.homescreenlayout', 'Dock'), undefined)).toBe('list');
    expect(plainKind(keyOf(wifi, 'Password'), wifi)).toBe('secret');
    expect(plainKind(keyOf(wifi, 'EncryptionType'), wifi)).toBe('choice');
    expect(plainKind({ key: 'OnDemandEnabled', type: 'integer', values: [0, 1] }, 'com.apple.vpn.managed')).toBe(
      'boolean',
    );
  });
});

describe('kept secrets', () => {
  const kept = { $kept: 'k1' };
  const wifi = { PayloadType: 'com.apple.wifi.managed', SSID_STR: 'School', EncryptionType: 'WPA2', Password: kept };

  it('are seen, and nothing is said of what only the vault knows', () => {
    expect(isKept(kept)).toBe(true);
    expect(isKept({ $kept: 'x', more: 1 })).toBe(false);
    const identity = { PayloadType: 'com.apple.security.pkcs12', PayloadContent: kept, Password: kept };
    const whole = profile(wifi, identity);
    expect([...keptPaths(whole)]).toEqual([
      'PayloadContent[0].Password',
      'PayloadContent[1].PayloadContent',
      'PayloadContent[1].Password',
    ]);
    expect(findingsOf(whole).filter(({ severity }) => severity === 'refuse')).toEqual([]);
    expect(whole.PayloadContent).toContainEqual(expect.objectContaining({ Password: kept }));
  });

  it('cost nothing where there are none', () => {
    const { Password: _, ...open } = wifi;
    const whole = profile(open);
    const checked = forChecks(whole);
    expect(checked).toEqual(whole);
    expect((checked.PayloadContent as readonly unknown[])[0]).toBe((whole.PayloadContent as readonly unknown[])[0]);
  });
});

describe('the parts of a profile', () => {
  it('are told with what is wrong in each, and findings lead to their key', () => {
    const whole = profile(
      { PayloadType: RESTRICTIONS, enforcedSoftwareUpdateDelay: 900 },
      { PayloadType: 'com.apple.wifi.managed', SSID_STR: 'School', PayloadDisplayName: 'Students' },
      { PayloadType: 'com.example.agent' },
    );
    const findings = findingsOf(whole);
    expect(sectionsOf(whole, words, findings)).toMatchObject([
      { index: 0, title: 'Restrictions', refusals: 1 },
      { index: 1, title: 'Wi-Fi', detail: 'School', refusals: 0 },
      { index: 2, title: 'com.example.agent' },
    ]);
    const [delay] = findings;
    expect(targetOf(whole, delay ?? { path: '' })).toEqual({ index: 0, key: 'enforcedSoftwareUpdateDelay' });
    expect(targetOf(whole, { path: 'PayloadScope' })).toEqual({ index: undefined, key: 'PayloadScope' });
  });

  it('are offered by what they are about, all but the one that enrolls', () => {
    const offered = [...OFFERED.values()].flat();
    expect(offered.length).toBe(PAYLOADS.length - 1);
    expect(offered.map(({ type }) => type)).not.toContain('com.apple.mdm');
    expect(kindOf({ id: 'com.apple.security.scep' })).toBe('certificates');
    expect((OFFERED.get('other') ?? []).length).toBeLessThan(20);
  });
});

describe('XML beside the form', () => {
  it('says the same as the profile, both ways', () => {
    fc.assert(
      fc.property(anyProfile, (any) => {
        const reading = readXml(xmlOf(any));
        expect(reading.ok && xmlOf(reading.value)).toBe(xmlOf(any));
      }),
      { numRuns: 40 },
    );
  });

  it('says in which line it went wrong', () => {
    const text = xmlOf({ a: 1, b: 'two' });
    const wrong = readXml(text.replace('<integer>1</integer>', '<integer>one</integer>'));
    expect(wrong).toMatchObject({ ok: false, line: 6 });
    expect(readXml('<plist version="1.0"><array/></plist>')).toMatchObject({ ok: false, line: 1 });
    expect(readXml('')).toMatchObject({ ok: false, line: 1 });
  });
});
