import type { PlistValue } from '../catalogue/plist-value.ts';
import type { FindingCode } from '../catalogue/types.ts';
import { type Place, valueAt, withValueAt } from './paths.ts';

/** What only profiles can have wrong, besides what commands can. */
export type ProfileFindingCode =
  | FindingCode
  | 'unknown-payload'
  | 'reserved-payload'
  | 'only-once'
  | 'not-unique'
  | 'broken-reference'
  | 'several-accounts'
  | 'wrong-target'
  | 'wrong-scope'
  | 'strands-device'
  | 'encrypted';

/** A change that puts a finding right. */
export type ProfileFix =
  | { readonly kind: 'set'; readonly place: Place; readonly value: PlistValue }
  | { readonly kind: 'remove'; readonly place: Place }
  | { readonly kind: 'rename'; readonly place: Place; readonly to: string }
  | { readonly kind: 'new-uuid'; readonly place: Place };

/** One thing that is wrong with a profile or worth knowing. */
export interface ProfileFinding {
  readonly code: ProfileFindingCode;
  /**
   * `refuse`: a device would not take the profile, or the server must not send it. `warn`: it would be taken and not do
   * all it says. `info`: worth knowing.
   */
  readonly severity: 'refuse' | 'warn' | 'info';
  /** Where, e.g. `PayloadContent[0].SSID_STR`; empty for the profile itself. */
  readonly path: string;
  /** Plain English for an administrator: what is wrong and what to do. Never contains a value that could be secret. */
  readonly message: string;
  readonly fix?: ProfileFix;
}

/**
 * The profile with one offered fix applied. What the fix does not touch is shared with the original.
 *
 * @param newUuid makes the UUID a fix asks for, in capitals as Apple writes them
 */
export function applyFix(
  profile: Readonly<Record<string, PlistValue>>,
  fix: ProfileFix,
  newUuid: () => string,
): Readonly<Record<string, PlistValue>> {
  return changed(profile, fix, newUuid) as Readonly<Record<string, PlistValue>>;
}

function changed(profile: PlistValue, fix: ProfileFix, newUuid: () => string): PlistValue | undefined {
  switch (fix.kind) {
    case 'set':
      return withValueAt(profile, fix.place, fix.value);
    case 'new-uuid':
      return withValueAt(profile, fix.place, newUuid());
    case 'remove':
      return withValueAt(profile, fix.place, undefined);
    case 'rename': {
      const value = valueAt(profile, fix.place) as PlistValue | undefined;
      const without = withValueAt(profile, fix.place, undefined) ?? profile;
      return withValueAt(without, [...fix.place.slice(0, -1), fix.to], value);
    }
  }
}
