/** The access rights of Apple's schema, in bit order (com.apple.mdm payload, key AccessRights). */
export type AccessRightName =
  | 'AllowInspection'
  | 'AllowInstallationRemoval'
  | 'AllowPasscodeRemovalAndLock'
  | 'AllowDeviceErase'
  | 'AllowQueryDeviceInformation'
  | 'AllowQueryNetworkInformation'
  | 'AllowProvisioningInspection'
  | 'AllowProvisioningInstallationRemoval'
  | 'AllowQueryApplications'
  | 'AllowQueryRestrictions'
  | 'AllowQuerySecurity'
  | 'AllowSettings'
  | 'AllowAppInstallation';

export interface AccessRight {
  readonly bit: number;
  readonly name: AccessRightName;
  /** What it lets the server do, in our words. */
  readonly label: string;
}

export const ACCESS_RIGHTS: readonly AccessRight[] = [
  { bit: 1, name: 'AllowInspection', label: 'See configuration profiles and certificates' },
  { bit: 2, name: 'AllowInstallationRemoval', label: 'Install and remove configuration profiles' },
  { bit: 4, name: 'AllowPasscodeRemovalAndLock', label: 'Lock the device and clear its passcode' },
  { bit: 8, name: 'AllowDeviceErase', label: 'Erase the device' },
  { bit: 16, name: 'AllowQueryDeviceInformation', label: 'Read device information' },
  { bit: 32, name: 'AllowQueryNetworkInformation', label: 'Read network information' },
  { bit: 64, name: 'AllowProvisioningInspection', label: 'See provisioning profiles' },
  { bit: 128, name: 'AllowProvisioningInstallationRemoval', label: 'Install and remove provisioning profiles' },
  { bit: 256, name: 'AllowQueryApplications', label: 'See installed apps' },
  { bit: 512, name: 'AllowQueryRestrictions', label: 'Read restrictions' },
  { bit: 1024, name: 'AllowQuerySecurity', label: 'Read security state' },
  { bit: 2048, name: 'AllowSettings', label: 'Change settings' },
  { bit: 4096, name: 'AllowAppInstallation', label: 'Manage apps' },
];

/** Every right: 8191. */
export const ALL_ACCESS_RIGHTS = 8191;

const BY_NAME = new Map<string, AccessRight>(ACCESS_RIGHTS.map((right) => [right.name, right]));

/** Other spellings the schema uses for two of the rights. */
const ALIASES: Readonly<Record<string, AccessRightName>> = {
  DeviceLockAndRemovePasscode: 'AllowPasscodeRemovalAndLock',
  QueryInstalledApps: 'AllowQueryApplications',
};

/** The right with one of Apple's names (either spelling), or undefined. */
export function accessRightByName(name: string): AccessRight | undefined {
  return BY_NAME.get(Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name);
}

/** The rights a mask holds, in bit order. */
export function accessRightsOf(mask: number): AccessRight[] {
  return ACCESS_RIGHTS.filter((right) => (mask & right.bit) !== 0);
}

/** True when `mask` holds the right. */
export function hasAccessRight(mask: number, name: AccessRightName): boolean {
  const right = BY_NAME.get(name);
  return right !== undefined && (mask & right.bit) !== 0;
}

/**
 * Rule PAY-1 for an AccessRights value: a whole number from 1 to 8191; installing profiles needs seeing them
 * (2 with 1), the same for provisioning profiles (128 with 64).
 *
 * @returns every problem as a sentence for an administrator; empty when the value is fine
 */
export function checkAccessRights(mask: number): string[] {
  if (!Number.isInteger(mask)) return ['Access rights must be a whole number from 1 to 8191.'];
  if (mask <= 0) return ['Access rights must not be empty: choose at least one right.'];
  if (mask > ALL_ACCESS_RIGHTS)
    return [`Access rights must not be above ${ALL_ACCESS_RIGHTS}: Apple defines 13 rights.`];
  const problems: string[] = [];
  for (const [needing, needed] of [
    ['AllowInstallationRemoval', 'AllowInspection'],
    ['AllowProvisioningInstallationRemoval', 'AllowProvisioningInspection'],
  ] as const) {
    if (!hasAccessRight(mask, needing) || hasAccessRight(mask, needed)) continue;
    const [first, second] = [BY_NAME.get(needing), BY_NAME.get(needed)];
    problems.push(`“${first?.label}” (${first?.bit}) also needs “${second?.label}” (${second?.bit}).`);
  }
  return problems;
}
