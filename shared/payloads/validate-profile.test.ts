import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlistReal, type PlistValue } from '../catalogue/plist-value.ts';
import type { DeviceContext } from '../catalogue/types.ts';
import { applyFix, type ProfileFinding, placeOf, validateProfile, valueAt } from './index.ts';
import { anyProfile, oddProfile } from './testing/any-profile.ts';

type Dict = Readonly<Record<string, PlistValue>>;

const uuidOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const payload = (type: string, keys: Dict, number = 1): Dict => ({
  PayloadType: type,
  PayloadVersion: 1,
  PayloadIdentifier: `org.example.test.${number}`,
  PayloadUUID: uuidOf(number),
  ...keys,
});
const profile = (...payloads: readonly Dict[]): Dict => ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.example.test',
  PayloadUUID: uuidOf(0),
  PayloadContent: payloads,
});
const iPad: DeviceContext = {
  platform: 'iOS',
  osVersion: '18.1',
  channel: 'device',
  supervised: true,
  dep: true,
  sharedIPad: false,
  userEnrollment: false,
};
const mac: DeviceContext = { ...iPad, platform: 'macOS', osVersion: '15.1', userApproved: true };
const told = (findings: readonly ProfileFinding[]) =>
  findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
const check = (payloads: Dict | readonly Dict[], device?: DeviceContext) =>
  told(validateProfile(profile(...([payloads].flat() as Dict[])), device));
const newUuid = () => uuidOf(999);
/** The profile after every offered fix, and what is then still to be said. */
function fixed(start: Dict): { profile: Dict; findings: ProfileFinding[] } {
  let at = start;
  for (let round = 0; round < 60; round++) {
    const findings = validateProfile(at);
    const next = findings.find(({ fix }) => fix !== undefined)?.fix;
    if (next === undefined) return { profile: at, findings };
    let count = round;
    at = applyFix(at, next, () => uuidOf(1000 + count++));
  }
  throw new Error('the fixes do not end');
}

const R = 'com.apple.applicationaccess';

describe('a profile in itself', () => {
  it('is fine when it is', () => {
    expect(check(payload(R, { allowAirDrop: false, allowCamera: true }))).toEqual([]);
    expect(check(payload('com.apple.wifi.managed', { SSID_STR: 'School', EncryptionType: 'None' }))).toEqual([]);
  });

  it('needs what the schema requires, in its type, within its limits', () => {
    expect(
      check({ PayloadType: 'com.apple.mobiledevice.passwordpolicy', minLength: 99, forcePIN: 'yes' }).sort(),
    ).toEqual([
      'info rule PayloadContent[0].forcePIN',
      'refuse missing-key PayloadContent[0].PayloadIdentifier',
      'refuse missing-key PayloadContent[0].PayloadUUID',
      'refuse missing-key PayloadContent[0].PayloadVersion',
      'refuse out-of-range PayloadContent[0].minLength',
      'refuse wrong-type PayloadContent[0].forcePIN',
    ]);
    expect(told(validateProfile({ PayloadType: 'Configuration' })).sort()).toEqual([
      'refuse missing-key PayloadContent',
      'refuse missing-key PayloadIdentifier',
      'refuse missing-key PayloadUUID',
      'refuse missing-key PayloadVersion',
    ]);
    expect(check({ PayloadType: '' })).toEqual(['refuse missing-key PayloadContent[0].PayloadType']);
  });

  it('passes on what Apple does not document, and says so', () => {
    expect(check(payload(R, { allowTelepathy: false }))).toEqual(['warn unknown-key PayloadContent[0].allowTelepathy']);
    expect(check(payload('com.example.own', { a: 1 }))).toEqual(['info unknown-payload PayloadContent[0]']);
  });

  it('offers a fix where there is one right answer', () => {
    const fixOf = (keys: Dict) => validateProfile(profile(payload(R, keys)))[0]?.fix;
    const place = (key: string) => ['PayloadContent', 0, key];
    expect(fixOf({ allowairdrop: false })).toEqual({
      kind: 'rename',
      place: place('allowairdrop'),
      to: 'allowAirDrop',
    });
    expect(fixOf({ allowTelepathy: 1 })).toEqual({ kind: 'remove', place: place('allowTelepathy') });
    expect(fixOf({ allowCamera: 0 })).toEqual({ kind: 'set', place: place('allowCamera'), value: false });
    expect(fixOf({ ratingApps: new PlistReal(600) })).toEqual({ kind: 'set', place: place('ratingApps'), value: 600 });
    expect(fixOf({ ratingApps: 4000 })).toEqual({ kind: 'set', place: place('ratingApps'), value: 1000 });
    expect(fixOf({ ratingRegion: 'DE' })).toEqual({ kind: 'set', place: place('ratingRegion'), value: 'de' });
    expect(validateProfile(profile(payload(R, { allowCamera: 0 })))[0]?.severity).toBe('warn');
  });

  it('takes 0 beside a range that begins at 1, where the schema names both', () => {
    const sleep = (minutes: number) =>
      check(payload('com.apple.MCX', { 'com.apple.EnergySaver.desktop.ACPower': { 'Display Sleep Timer': minutes } }));
    expect(sleep(0)).toEqual([]);
    expect(sleep(15)).toEqual([]);
    const path = 'PayloadContent[0].com.apple.EnergySaver.desktop.ACPower.Display Sleep Timer';
    expect(sleep(500)).toEqual([`refuse out-of-range ${path}`]);
  });

  it('may not enroll a device, nor use a name twice', () => {
    expect(check(payload('com.apple.mdm', {}))).toContain('refuse reserved-payload PayloadContent[0]');
    const twice = [payload(R, {}), payload('com.apple.font', { Font: new Uint8Array(3) })];
    expect(check(twice)).toEqual([
      'refuse not-unique PayloadContent[1].PayloadUUID',
      'refuse not-unique PayloadContent[1].PayloadIdentifier',
    ]);
    expect(fixed(profile(...twice)).findings).toEqual([]);
  });

  it('has a payload once where a device takes one only', () => {
    const passcode = (number: number) => payload('com.apple.proxy.http.global', { ProxyType: 'Auto' }, number);
    expect(check([passcode(1), passcode(2)])).toEqual(['refuse only-once PayloadContent[1]']);
    const wifi = (number: number) => payload('com.apple.wifi.managed', { SSID_STR: 'A' }, number);
    expect(check([wifi(1), wifi(2)])).toEqual([]);
  });

  it('BP-5 sets up one account: a second one is warned of, whatever kind it is', () => {
    const calendar = (n: number) => payload('com.apple.caldav.account', { CalDAVHostName: 'calendar.example.org' }, n);
    const contacts = payload('com.apple.carddav.account', { CardDAVHostName: 'contacts.example.org' }, 3);
    const root = payload('com.apple.security.root', { PayloadContent: Buffer.from('certificate') }, 4);
    expect(check([root, calendar(1)])).toEqual([]);
    expect(check([calendar(1), contacts, root])).toEqual(['warn several-accounts PayloadContent[1]']);
    expect(check([calendar(1), calendar(2), contacts])).toEqual([
      'warn several-accounts PayloadContent[1]',
      'warn several-accounts PayloadContent[2]',
    ]);
  });

  it('refers to certificates that are there and are of the kind', () => {
    const wifi = (keys: Dict) => payload('com.apple.wifi.managed', { SSID_STR: 'A', ...keys }, 1);
    const root = payload('com.apple.security.root', { PayloadContent: new Uint8Array(3) }, 2);
    const lost = { PayloadCertificateUUID: uuidOf(77) };
    expect(check([wifi(lost), root])).toEqual(['refuse broken-reference PayloadContent[0].PayloadCertificateUUID']);
    expect(check([wifi({ PayloadCertificateUUID: uuidOf(2) }), root])).toEqual([]);
    const eap = (uuid: string) =>
      wifi({ EAPClientConfiguration: { AcceptEAPTypes: [25], PayloadCertificateAnchorUUID: [uuid] } });
    const anchor = 'PayloadContent[0].EAPClientConfiguration.PayloadCertificateAnchorUUID[0]';
    expect(check([eap(uuidOf(2)), root])).toEqual([]);
    expect(check([eap(uuidOf(3)), root])).toEqual([`refuse broken-reference ${anchor}`]);
    const mail = payload('com.apple.eas.account', { Host: 'h', SMIMESigningCertificateUUID: uuidOf(2) }, 3);
    expect(check([mail, root])).toEqual(['refuse broken-reference PayloadContent[0].SMIMESigningCertificateUUID']);
    const vpn = payload('com.apple.caldav.account', { CalDAVHostName: 'h', VPNUUID: uuidOf(8) }, 4);
    expect(check(vpn)).toEqual(['info broken-reference PayloadContent[0].VPNUUID']);
  });

  it('keeps the rules between keys', () => {
    expect(check(payload('com.apple.wifi.managed', {}))).toEqual(['refuse rule PayloadContent[0].SSID_STR']);
    const tls = { SSID_STR: 'A', EAPClientConfiguration: { AcceptEAPTypes: [13] } };
    expect(check(payload('com.apple.wifi.managed', tls))).toEqual([
      'warn rule PayloadContent[0].PayloadCertificateUUID',
      'warn rule PayloadContent[0].EAPClientConfiguration.TLSTrustedServerNames',
    ]);
    const proxy = payload('com.apple.proxy.http.global', { ProxyType: 'Manual', ProxyServer: 'p' });
    expect(check(proxy)).toEqual(['refuse rule PayloadContent[0].ProxyServerPort']);
    const vpn = payload('com.apple.vpn.managed', { VPNType: 'IKEv2', UserDefinedName: 'V' });
    expect(check(vpn)).toContain('refuse rule PayloadContent[0].IKEv2');
    const only = payload(R, { forceWiFiToAllowedNetworksOnly: true });
    expect(check(only)).toContain('warn strands-device PayloadContent[0].forceWiFiToAllowedNetworksOnly');
    const wifi = payload('com.apple.wifi.managed', { SSID_STR: 'A' }, 2);
    expect(check([only, wifi])).toEqual([]);
    const removal = payload('com.apple.profileRemovalPassword', { RemovalPassword: 'x' });
    expect(check(removal)).toEqual(['warn rule PayloadRemovalDisallowed']);
  });
});

describe('a profile as the guide wants it', () => {
  it('WIFI-08 has no two networks whose names differ in capitals only', () => {
    const wifi = (name: string, number: number) =>
      payload('com.apple.wifi.managed', { SSID_STR: name, EncryptionType: 'WPA2', Password: 'x' }, number);
    expect(check([wifi('School', 1), wifi('SCHOOL', 2)])).toEqual(['warn rule PayloadContent[1].SSID_STR']);
    expect(check([wifi('School', 1), wifi('Staff', 2)])).toEqual([]);
  });

  it('S-06 has small icons in web clips for Macs', () => {
    const clip = (bytes: number) =>
      payload('com.apple.webClip.managed', { Label: 'A', URL: 'https://school.example', Icon: new Uint8Array(bytes) });
    const user: DeviceContext = { ...mac, channel: 'user' };
    expect(check(clip(20_480), user)).toEqual([]);
    expect(check(clip(20_481), user)).toContain('refuse rule PayloadContent[0].Icon');
    expect(check(clip(20_481), iPad)).toEqual([]);
    expect(check(clip(20_481))).toEqual(['warn rule PayloadContent[0].Icon']);
  });

  it('I-29 writes domains as devices read them', () => {
    const domains = (keys: Dict) => check(payload('com.apple.domains', keys), iPad);
    const good = ['school.example', '*.school.example', 'school.example/mail', 'school.example:8443', '*.example'];
    expect(domains({ WebDomains: good, EmailDomains: ['school.example'] })).toEqual([]);
    const bad = [
      'https://a.example',
      'a b',
      'a.*.example',
      '*a.example',
      'a..example',
      'a.example:0',
      'a.example/*',
      '',
    ];
    expect(domains({ WebDomains: bad })).toEqual(
      bad.map((_, index) => `warn rule PayloadContent[0].WebDomains[${index}]`),
    );
    const mail = ['*.school.example', 'a@school.example', 'school.example/x'];
    expect(domains({ EmailDomains: mail })).toEqual(
      mail.map((_, index) => `warn rule PayloadContent[0].EmailDomains[${index}]`),
    );
  });

  it('VPN-21 brings no VPN of the whole device where a user enrolled it, one of single apps it does', () => {
    const own: DeviceContext = { ...iPad, userEnrollment: true, supervised: false };
    const keys = { VPNType: 'VPN', VPNSubType: 'org.example.vpn', UserDefinedName: 'V', VPN: { RemoteAddress: 'v' } };
    expect(check(payload('com.apple.vpn.managed', keys), own)).toContain(
      'refuse not-in-user-enrollment PayloadContent[0]',
    );
    const perApp = check(payload('com.apple.vpn.managed.applayer', { ...keys, VPNUUID: uuidOf(9) }), own);
    expect(perApp.filter((each) => each.startsWith('refuse'))).toEqual([]);
  });

  it('EML-08 sets up Exchange on Shared iPads for their users only', () => {
    const shared: DeviceContext = { ...iPad, sharedIPad: true };
    const mail = payload('com.apple.eas.account', { Host: 'mail.example', EmailAddress: 'a@school.example' });
    expect(check(mail, shared)).toContain('refuse wrong-channel PayloadContent[0]');
    expect(check(mail, { ...shared, channel: 'user' }).filter((each) => each.startsWith('refuse'))).toEqual([]);
  });

  it('RI-016, RM-007, C-08 keeps keys that Apple no longer documents, and says so', () => {
    const old = payload(R, { allowSiriServerLogging: false, allowCloudFMM: false });
    expect(check(old)).toEqual([
      'warn unknown-key PayloadContent[0].allowSiriServerLogging',
      'warn unknown-key PayloadContent[0].allowCloudFMM',
    ]);
    const store = payload('com.apple.appstore', { 'restrict-store-mdm-install-softwareupdate-only': true });
    expect(check(store)).toEqual(['warn unknown-key PayloadContent[0].restrict-store-mdm-install-softwareupdate-only']);
  });
});

describe('a profile for a device', () => {
  const airDrop = payload(R, { allowAirDrop: false });

  it('fits, or says for which reason not', () => {
    expect(check(airDrop, iPad)).toEqual([]);
    const at = 'PayloadContent[0].allowAirDrop';
    expect(check(airDrop, { ...iPad, supervised: false })).toEqual([`warn needs-supervision ${at}`]);
    expect(check(airDrop, { ...iPad, supervised: undefined })).toEqual([`info fact-unknown ${at}`]);
    expect(check(airDrop, { ...iPad, osVersion: '6.1' })).toEqual([`warn os-too-old ${at}`]);
    const lock = payload('com.apple.app.lock', { App: { Identifier: 'com.example.a' } });
    expect(check(lock, iPad)).toEqual([]);
    expect(check(lock, { ...iPad, supervised: false })).toEqual(['refuse needs-supervision PayloadContent[0]']);
    expect(check(lock, mac)).toEqual(['refuse not-on-platform PayloadContent[0]']);
    expect(check(lock, { ...iPad, userEnrollment: true })).toContain('refuse not-in-user-enrollment PayloadContent[0]');
  });

  it('respects the channel and whether management of a Mac was approved (CONF-15)', () => {
    const tcc = payload('com.apple.TCC.configuration-profile-policy', { Services: {} });
    expect(check(tcc, mac)).toEqual([]);
    expect(check(tcc, { ...mac, userApproved: false })).toEqual(['refuse needs-user-approval PayloadContent[0]']);
    expect(check(tcc, { ...mac, channel: 'user' })).toEqual(['refuse wrong-channel PayloadContent[0]']);
    const user = { ...profile(airDrop), PayloadScope: 'User' };
    expect(told(validateProfile(user, mac))).toEqual(['info wrong-scope PayloadScope']);
    const target = { ...profile(airDrop), TargetDeviceType: 5 };
    expect(told(validateProfile(target, mac))).toEqual([]);
    expect(told(validateProfile(target, iPad))).toEqual(['refuse wrong-target TargetDeviceType']);
  });

  it('does not need keys its platform does not have (S-10)', () => {
    const single = payload('com.apple.proxy.http.global', { ProxyType: 'Auto' }, 1);
    const again = payload('com.apple.proxy.http.global', { ProxyType: 'Auto' }, 2);
    expect(check([single, again], iPad)).toEqual(['refuse only-once PayloadContent[1]']);
  });
});

describe('any profile', () => {
  it('of well-made keys has no complaint about a key, its type or its limits', () => {
    const complaints = new Set(['unknown-key', 'wrong-type', 'out-of-range', 'not-in-list', 'unknown-payload']);
    fc.assert(
      fc.property(anyProfile, (each) => {
        expect(validateProfile(each).filter(({ code }) => complaints.has(code))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is put right by its fixes, and each fix ends its finding', () => {
    fc.assert(
      fc.property(oddProfile, (each) => {
        for (const finding of validateProfile(each)
          .filter(({ fix }) => fix !== undefined)
          .slice(0, 5)) {
          const { fix, code } = finding;
          if (fix === undefined) continue;
          const before = validateProfile(each).filter((other) => other.code === code).length;
          const after = validateProfile(applyFix(each, fix, newUuid)).filter((other) => other.code === code).length;
          expect(after, `${code} ${finding.path}`).toBeLessThan(before);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('has every path of a finding somewhere', () => {
    const value = { a: { 'b.c': [{ 'd[0]': 1 }] }, 'a.b': 2 };
    expect(valueAt(value, placeOf(value, 'a.b.c[0].d[0]') ?? [])).toBe(1);
    expect(valueAt(value, placeOf(value, 'a.b') ?? [])).toBeDefined();
    expect(placeOf(value, 'a.new')).toEqual(['a', 'new']);
    expect(placeOf(value, 'nowhere[1]')).toBeUndefined();
  });
});
