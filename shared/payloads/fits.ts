import type { PlistValue } from '../catalogue/plist-value.ts';
import type { DeviceContext } from '../catalogue/types.ts';
import type { ProfileFinding, ProfileFindingCode } from './profile-finding.ts';
import { validateProfile } from './validate-profile.ts';

/** Why a profile does not fit some of the devices, or not with all it says. */
export interface FitReason {
  readonly code: ProfileFindingCode;
  readonly severity: 'refuse' | 'warn';
  /** How many of the devices. */
  readonly devices: number;
  /** What of the profile, in the order first met; empty path for the whole. */
  readonly paths: readonly string[];
}

/** How a profile fits a number of devices; `full + partly + refused` is all of them. */
export interface Fit {
  readonly full: number;
  /** They take it, and pass over some of its keys. */
  readonly partly: number;
  readonly refused: number;
  /** Refusals first, then by number of devices. */
  readonly reasons: readonly FitReason[];
}

/** What is about the device and not about the profile itself, which would be the same for all. */
const OF_DEVICE: ReadonlySet<ProfileFindingCode> = new Set([
  'needs-supervision',
  'needs-automated-enrollment',
  'needs-user-approval',
  'needs-shared-ipad',
  'needs-user-enrollment',
  'not-on-platform',
  'not-on-shared-ipad',
  'not-in-user-enrollment',
  'os-too-old',
  'os-removed',
  'wrong-channel',
  'ignored',
  'wrong-target',
]);

/**
 * How many of these devices a profile fits, and why not the others: “fits 42 of 48; 6 are not supervised”. Devices that
 * are alike are checked once, so a fleet costs no more than its kinds.
 */
export function fits(profile: Readonly<Record<string, PlistValue>>, devices: readonly DeviceContext[]): Fit {
  const kinds = Map.groupBy(devices, (device) => JSON.stringify(Object.entries(device).sort()));
  const reasons = new Map<
    string,
    { code: ProfileFindingCode; severity: FitReason['severity']; devices: number; paths: Set<string> }
  >();
  const count = { full: 0, partly: 0, refused: 0 };
  for (const alike of kinds.values()) {
    const [device] = alike;
    const about = validateProfile(profile, device).filter(({ code }) => OF_DEVICE.has(code));
    const outcome = verdict(about);
    count[outcome] += alike.length;
    const told = new Set<string>();
    for (const { code, severity: given, path } of about) {
      // What a device would pass over does not matter where it refuses the whole.
      if (outcome === 'refused' && given !== 'refuse') continue;
      const severity = given === 'refuse' ? 'refuse' : 'warn';
      const name = `${severity} ${code}`;
      const reason = reasons.get(name) ?? { code, severity, devices: 0, paths: new Set<string>() };
      reason.paths.add(path);
      if (!told.has(name)) reason.devices += alike.length;
      told.add(name);
      reasons.set(name, reason);
    }
  }
  return {
    ...count,
    reasons: [...reasons.values()]
      .map((reason) => ({ ...reason, paths: [...reason.paths] }))
      .sort((a, b) => a.severity.localeCompare(b.severity) || b.devices - a.devices),
  };
}

function verdict(about: readonly ProfileFinding[]): 'full' | 'partly' | 'refused' {
  if (about.some(({ severity }) => severity === 'refuse')) return 'refused';
  return about.length > 0 ? 'partly' : 'full';
}
