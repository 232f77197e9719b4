import type { PlistValue } from '../catalogue/plist-value.ts';

type Profile = Readonly<Record<string, PlistValue>>;

/** What a device has to have in return for what a profile gives it. */
export interface PasscodeRule {
  /** Characters at least, 4 to 16. */
  readonly minLength: number;
  /** Letters as well as digits. */
  readonly alphanumeric: boolean;
}

const PASSCODE = 'com.apple.mobiledevice.passwordpolicy';

/**
 * The profile with the passcode it asks for in return, as one: who removes the rule loses with it what it was for. The
 * rule is installed first.
 *
 * @param newUuid makes the UUIDs of what is new, in capitals as Apple writes them
 */
export function withPasscode(profile: Profile, rule: PasscodeRule, newUuid: () => string): Profile {
  const content = Array.isArray(profile.PayloadContent) ? (profile.PayloadContent as readonly PlistValue[]) : [];
  return {
    ...profile,
    PayloadUUID: newUuid(),
    PayloadContent: [passcode(`${String(profile.PayloadIdentifier)}.passcode`, rule, newUuid()), ...content],
  };
}

/**
 * The same in two steps: the rule as a profile of its own that cannot be removed by hand, for the device to have first.
 * What it gives in return is sent once the device says that its passcode complies.
 */
export function passcodeFirst(profile: Profile, rule: PasscodeRule, newUuid: () => string): Profile {
  const identifier = `${String(profile.PayloadIdentifier)}.first`;
  return {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: newUuid(),
    PayloadDisplayName: `Passcode for ${String(profile.PayloadDisplayName ?? profile.PayloadIdentifier)}`,
    PayloadRemovalDisallowed: true,
    PayloadContent: [passcode(`${identifier}.passcode`, rule, newUuid())],
  };
}

function passcode(identifier: string, { minLength, alphanumeric }: PasscodeRule, uuid: string): Profile {
  return {
    PayloadType: PASSCODE,
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuid,
    PayloadDisplayName: 'Passcode',
    forcePIN: true,
    allowSimple: !alphanumeric,
    requireAlphanumeric: alphanumeric,
    minLength,
  };
}
