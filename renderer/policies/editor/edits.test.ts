import { expect, it } from 'vitest';
import { isSecretKey, PAYLOADS, validateProfile } from '../../../shared/payloads/index.ts';
import type { Profile } from './draft.ts';
import { contentOf, moved, payloadAt, withCopyOfPayload, withoutPayload, withPayload } from './edits.ts';

let last = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`;
const EMPTY: Profile = {
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.school.p',
  PayloadUUID: uuid(),
  PayloadContent: [],
};

it('adds payloads that are well made, each with an identifier of its own', () => {
  const first = withPayload(EMPTY, 'com.apple.mobiledevice.passwordpolicy', 'Passcode', uuid);
  const second = withPayload(first.profile, 'com.apple.wifi.managed', 'Wi-Fi', uuid, { SSID_STR: 'School' });
  const third = withPayload(second.profile, 'com.apple.wifi.managed', 'Wi-Fi', uuid, { SSID_STR: 'Guests' });
  expect([first.index, second.index, third.index]).toEqual([0, 1, 2]);
  expect(contentOf(third.profile).map((_, at) => payloadAt(third.profile, at)?.PayloadIdentifier)).toEqual([
    'org.school.p.mobiledevice.passwordpolicy',
    'org.school.p.wifi.managed',
    'org.school.p.wifi.managed.2',
  ]);
  expect(validateProfile(third.profile).filter(({ severity }) => severity === 'refuse')).toEqual([]);
  const custom = withPayload(EMPTY, 'com.example.agent', 'Agent', uuid);
  expect(payloadAt(custom.profile, 0)).toMatchObject({ PayloadType: 'com.example.agent', PayloadVersion: 1 });
});

it('begins payloads with what they need, as far as anybody can know it', () => {
  const start = (id: string) => payloadAt(withPayload(EMPTY, id, 'Title', uuid).profile, 0) ?? {};
  expect(start('com.apple.vpn.managed')).toMatchObject({
    VPNType: 'IKEv2',
    UserDefinedName: 'Title',
    IKEv2: { AuthenticationMethod: 'Certificate' },
  });
  expect(start('com.apple.vpn.managed.applayer').VPNUUID).toMatch(/^[0-9A-F-]{36}$/);
  expect(start('com.apple.mail.managed')).toMatchObject({
    EmailAccountType: 'EmailTypeIMAP',
    IncomingMailServerAuthentication: 'EmailAuthPassword',
  });
  expect(start('com.apple.extensiblesso(kerberos)')).toMatchObject({ TeamIdentifier: 'apple', Type: 'Credential' });
  expect(start('com.apple.security.firewall').EnableFirewall).toBe(true);
  expect(start('com.apple.dnsSettings.managed')).toMatchObject({ DNSSettings: { DNSProtocol: 'HTTPS' } });
  expect(start('com.apple.MCX.FileVault2').Enable).toBe('On');
  // What was given decides: the parts of another kind of VPN stay away, and so does what a source fills in.
  const given = (id: string, members: Profile) => payloadAt(withPayload(EMPTY, id, 'T', uuid, members).profile, 0);
  expect(given('com.apple.vpn.managed', { VPNType: 'L2TP' })).not.toHaveProperty('IKEv2');
  const source = { source: 'authority-scep', holder: 'device', subject: 'CN=a', names: {}, days: 365 };
  expect(given('com.apple.security.scep', { cartwright: source })).not.toHaveProperty('PayloadContent');
});

it('leaves optional keys and secrets to people, and what it puts in is never wrong', () => {
  for (const { id, type } of PAYLOADS) {
    const { profile } = withPayload(EMPTY, id, 'Title', uuid);
    const findings = validateProfile(profile).filter(({ severity }) => severity === 'refuse');
    const wrong = findings.filter(({ code }) => !['missing-key', 'rule', 'reserved-payload'].includes(code));
    expect(wrong, id).toEqual([]);
    const payload = payloadAt(profile, 0) ?? {};
    for (const [key, value] of Object.entries(payload))
      if (typeof value === 'string') expect([id, key, isSecretKey(type, key)]).toEqual([id, key, false]);
  }
  const keys = Object.keys(payloadAt(withPayload(EMPTY, 'com.apple.applicationaccess', 'R', uuid).profile, 0) ?? {});
  expect(keys.filter((key) => !key.startsWith('Payload'))).toEqual([]);
});

it('copies, moves and removes payloads', () => {
  const { profile } = withPayload(EMPTY, 'com.apple.wifi.managed', 'Wi-Fi', uuid, { SSID_STR: 'School' });
  const copy = withCopyOfPayload(profile, 0, uuid);
  expect(payloadAt(copy.profile, copy.index)).toMatchObject({ SSID_STR: 'School' });
  expect(payloadAt(copy.profile, 1)?.PayloadUUID).not.toBe(payloadAt(profile, 0)?.PayloadUUID);
  expect(contentOf(withoutPayload(copy.profile, 0))).toEqual([payloadAt(copy.profile, 1)]);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  const list = ['a', 'b'];
  for (const [from, to] of [
    [0, -1],
    [1, 2],
    [5, 0],
  ] as const)
    expect(moved(list, from, to)).toBe(list);
});
