import { expect, it } from 'vitest';
import { type PasscodeRule, passcodeFirst, withPasscode } from './in-return.ts';
import { validateProfile } from './index.ts';

const VPN = {
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.example.vpn',
  PayloadUUID: '00000000-0000-4000-8000-000000000000',
  PayloadDisplayName: 'School VPN',
  PayloadContent: [
    {
      PayloadType: 'com.apple.vpn.managed',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.example.vpn.ikev2',
      PayloadUUID: '00000000-0000-4000-8000-000000000001',
      UserDefinedName: 'School',
      VPNType: 'IKEv2',
      IKEv2: {
        RemoteAddress: 'vpn.example.org',
        RemoteIdentifier: 'vpn.example.org',
        LocalIdentifier: 'pad',
        AuthenticationMethod: 'None',
      },
    },
  ],
};
const SIX: PasscodeRule = { minLength: 6, alphanumeric: false };
const uuids = () => {
  let made = 16;
  return () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
};
const typesOf = (profile: Readonly<Record<string, unknown>>) =>
  (profile.PayloadContent as { PayloadType: string }[]).map(({ PayloadType }) => PayloadType);

it('BP-3 pairs a VPN with the passcode it asks for in return: in one profile, the rule first', () => {
  const paired = withPasscode(VPN, SIX, uuids());
  expect(typesOf(paired)).toEqual(['com.apple.mobiledevice.passwordpolicy', 'com.apple.vpn.managed']);
  expect(paired).toMatchObject({
    PayloadIdentifier: VPN.PayloadIdentifier,
    PayloadContent: [{ minLength: 6, forcePIN: true }, {}],
  });
  expect(paired.PayloadUUID).not.toBe(VPN.PayloadUUID);
  expect(validateProfile(paired).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

it('BP-3 or in two, of which the first cannot be removed by hand and brings the rule only', () => {
  const first = passcodeFirst(VPN, { minLength: 8, alphanumeric: true }, uuids());
  expect(typesOf(first)).toEqual(['com.apple.mobiledevice.passwordpolicy']);
  expect(first).toMatchObject({
    PayloadRemovalDisallowed: true,
    PayloadContent: [{ minLength: 8, requireAlphanumeric: true, allowSimple: false }],
  });
  expect(first.PayloadIdentifier).not.toBe(VPN.PayloadIdentifier);
  expect(validateProfile(first).filter(({ severity }) => severity === 'refuse')).toEqual([]);
});
