import { type EnrollmentProfileInput, newUuid, type Payload, scepContent } from './profile.ts';

/*
 * The two answers of an enrollment over the air before the last one, which is the enrollment profile itself.
 * Source: Apple, “Over-the-Air Profile Delivery and Configuration”; spec OTA-1 to OTA-4.
 */

/** What a device is asked to tell of itself; it leaves out what it does not have. */
const ATTRIBUTES = ['UDID', 'SERIAL', 'PRODUCT', 'VERSION', 'DEVICE_NAME', 'IMEI', 'MEID'] as const;

/**
 * Asks a device to tell what it is, signed with the certificate Apple built into it.
 *
 * @param input `url` takes the answer; `challenge` comes back in it and counts once
 */
export function buildProfileService(input: {
  installationId: string;
  organization: string;
  url: string;
  challenge: string;
}): Payload {
  return {
    PayloadType: 'Profile Service',
    PayloadVersion: 1,
    PayloadIdentifier: `org.cartwright.${input.installationId}.over-the-air`,
    PayloadUUID: newUuid(),
    PayloadDisplayName: `${input.organization} enrollment`,
    PayloadDescription: `Tells ${input.organization} which device this is, then enrolls it.`,
    PayloadOrganization: input.organization,
    PayloadContent: { URL: input.url, DeviceAttributes: [...ATTRIBUTES], Challenge: input.challenge },
  };
}

/** How the device gets the identity with which it shows a second time that it is the same one. */
export function buildIdentityProfile(
  input: Pick<
    EnrollmentProfileInput,
    'installationId' | 'organization' | 'scepUrl' | 'scepAuthority' | 'scepName' | 'challenge'
  >,
): Payload {
  const identifier = `org.cartwright.${input.installationId}.over-the-air.identity`;
  const common = { PayloadVersion: 1, PayloadOrganization: input.organization };
  return {
    ...common,
    PayloadType: 'Configuration',
    PayloadIdentifier: identifier,
    PayloadUUID: newUuid(),
    PayloadDisplayName: `${input.organization} enrollment`,
    PayloadDescription: 'Proves this device for the last step of its enrollment.',
    PayloadContent: [
      {
        ...common,
        PayloadType: 'com.apple.security.scep',
        PayloadIdentifier: `${identifier}.scep`,
        PayloadUUID: newUuid(),
        PayloadDisplayName: 'Enrollment identity',
        PayloadContent: scepContent(input, 'Enrollment identity'),
      },
    ],
  };
}
