import { expect, it } from 'vitest';
import { payloadsOf, validateProfile } from '../../shared/payloads/index.ts';
import { appsFor } from './editor/apps.ts';
import { stagesIn } from './PublishFields.tsx';
import { isTemplate, profileFrom, TEMPLATE_GROUPS } from './templates.ts';
import { VPN_APP_TEMPLATES } from './vpn-app-templates.ts';

let last = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`;

it.each(Object.values(TEMPLATE_GROUPS).flat())('%s begins as a profile devices take', (name) => {
  const profile = profileFrom(name, 'Title', (id) => id, uuid);
  expect(payloadsOf(profile).length).toBeGreaterThan(0);
  const findings = validateProfile(profile).filter(({ severity }) => severity !== 'info');
  // The certificate of the sign-in server is nobody's but the organisation's own.
  const left = name === 'wifi-certificate' ? ['PayloadContent[0].PayloadContent'] : [];
  expect(findings.map(({ path }) => path)).toEqual(left);
  const other = profileFrom(name, 'Title', (id) => id, uuid);
  expect(other.PayloadIdentifier).not.toBe(profile.PayloadIdentifier);
});

it('names the VPN app of each maker as devices know it (VPN-07, VPN-08, VPN-09, VPN-10, VPN-11, VPN-12, VPN-13, VPN-14)', () => {
  const made = VPN_APP_TEMPLATES.map((template) => {
    const profile = profileFrom(template, 'Title', (id) => id, uuid);
    const [entry] = payloadsOf(profile);
    expect(entry?.payload).toMatchObject({ PayloadType: 'com.apple.vpn.managed', VPNType: 'VPN' });
    expect(entry?.payload).not.toHaveProperty('IKEv2');
    const { VPNSubType, VendorConfig } = entry?.payload ?? {};
    // Makers invent names: what an app wants to know can be told by any.
    const own = { ...entry?.payload, VendorConfig: { ...(VendorConfig as object), ConnectOnStart: 'true' } };
    const findings = validateProfile({ ...profile, PayloadContent: [own] as never });
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    // The editor calls it by its name.
    expect(appsFor('VPNSubType', 'com.apple.vpn.managed')).toHaveProperty([String(VPNSubType)]);
    return [template, VPNSubType, VendorConfig];
  });
  expect(made).toEqual([
    ['vpn-check-point', 'com.checkpoint.CheckPoint-VPN.vpnplugin', {}],
    ['vpn-anyconnect', 'com.cisco.anyconnect', { Group: 'DefaultWEBVPNGroup' }],
    ['vpn-anyconnect-legacy', 'com.cisco.anyconnect.applevpn.plugin', { Group: 'DefaultWEBVPNGroup' }],
    ['vpn-f5', 'com.f5.access.ios', {}],
    ['vpn-f5-edge', 'com.f5.F5-Edge-Client.vpnplugin', {}],
    ['vpn-pulse', 'net.pulsesecure.pulsesecure', { Realm: 'Users', Role: 'Users' }],
    ['vpn-juniper', 'net.juniper.sslvpn', { Realm: 'Users', Role: 'Users' }],
    ['vpn-globalprotect', 'com.paloaltonetworks.globalprotect.vpn', {}],
    ['vpn-sonicwall', 'com.sonicwall.SonicWALL-SSLVPN.vpnplugin', { LoginGroupOrDomain: 'LocalDomain' }],
    ['vpn-netmotion', 'com.netmotionwireless.Mobility', {}],
  ]);
});

it('knows its templates by name only', () => {
  expect(isTemplate('kiosk')).toBe(true);
  for (const name of ['toString', undefined, 'nope']) expect(isTemplate(name)).toBe(false);
});

it('reads shares of a roll-out that grow up to all', () => {
  expect(stagesIn('10, 50')).toEqual([10, 50, 100]);
  expect(stagesIn('5% 25% 100%')).toEqual([5, 25, 100]);
  for (const bad of ['', 'x', '50, 10', '0', '10, 10', '120']) expect(stagesIn(bad)).toBeUndefined();
});
