import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { DeviceContext, PlistValue } from '../../shared/catalogue/index.ts';
import { PAYLOADS, payloadKeys, validateProfile } from '../../shared/payloads/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { loadLanguage } from './language.ts';

beforeAll(async () => {
  await i18next.init({ lng: 'en', fallbackLng: 'en', resources: {}, interpolation: { escapeValue: false } });
  await i18next.changeLanguage(await loadLanguage('de'));
});

type Payload = Readonly<Record<string, PlistValue>>;

const DEVICES: readonly (DeviceContext | undefined)[] = [
  undefined,
  { platform: 'iOS', osVersion: '9.0', channel: 'device', supervised: false, userEnrollment: true },
  { platform: 'macOS', osVersion: '15.0', channel: 'user', userApproved: false },
  { platform: 'macOS', osVersion: '15.0', channel: 'device' },
  { platform: 'tvOS', osVersion: '18.0', channel: 'device', supervised: true },
];
const profile = (...payloads: readonly Payload[]): Payload => ({
  PayloadIdentifier: 'a',
  PayloadContent: payloads,
  PayloadScope: 'User',
  TargetDeviceType: 2,
});
const VPN = 'com.apple.vpn.managed';
/** Profiles that break one rule each. */
const BROKEN: readonly Payload[] = [
  {},
  profile(),
  { EncryptedPayloadContent: new Uint8Array(1) },
  { ...profile(), PayloadScope: 'System', PayloadContent: ['x', {}] },
  profile({ PayloadType: 'com.example.x' }, { PayloadType: 'com.apple.mdm', PayloadIdentifier: 'a' }),
  profile(
    { PayloadType: 'com.apple.proxy.http.global', ProxyType: 'Manual' },
    { PayloadType: 'com.apple.proxy.http.global' },
  ),
  profile({
    PayloadType: 'com.apple.wifi.managed',
    PayloadUUID: 'w',
    EAPClientConfiguration: { AcceptEAPTypes: [13] },
  }),
  profile({ PayloadType: 'com.apple.wifi.managed', PayloadUUID: 'w', PayloadCertificateUUID: 'w', VPNUUID: 'v' }),
  profile({
    PayloadType: 'com.apple.eas.account',
    PayloadUUID: 'w',
    SMIMESigningCertificateUUID: 'w',
    Certificate: new Uint8Array(1),
    PayloadCertificateUUID: 'z',
  }),
  profile({ PayloadType: VPN, VPNType: 'VPN' }, { PayloadType: VPN, VPNType: 'IKEv2' }),
  profile(
    { PayloadType: 'com.apple.webcontent-filter', FilterType: 'Plugin' },
    { PayloadType: 'com.apple.profileRemovalPassword' },
  ),
  profile({ PayloadType: 'com.apple.mobiledevice.passwordpolicy', minLength: 4 }),
  profile({ PayloadType: 'com.apple.mobiledevice.passwordpolicy', maxGracePeriod: 4 }),
  profile({
    PayloadType: 'com.apple.applicationaccess',
    allowListedAppBundleIDs: [],
    blockedAppBundleIDs: [],
    forceWiFiToAllowedNetworksOnly: true,
  }),
  ...PAYLOADS.flatMap(({ id, type }) =>
    [-5, 'x', {}].map((value) =>
      profile({ PayloadType: type, Nope: 1, ...Object.fromEntries(payloadKeys(id).map(({ key }) => [key, value])) }),
    ),
  ),
];

it('German says everything that can be wrong with a profile', () => {
  const messages = new Set(
    BROKEN.flatMap((each) => DEVICES.flatMap((device) => validateProfile(each, device).map(({ message }) => message))),
  );
  expect(messages.size).toBeGreaterThan(500);
  const english = [...messages].filter((message) => findingText({ message }, i18next.t) === message);
  expect(english).toEqual([]);
});
