import type { PlistDict, PlistValue } from '../../../shared/plist/index.ts';
import { asFlag, asNumber, asTexts, dictAt } from '../shape.ts';

/** Restrictions in force, by Apple's name for each. */
export interface RestrictionSet {
  /** `restrictedBool`: what is allowed (or forced) */
  flags: Readonly<Record<string, boolean>>;
  /** `restrictedValue`: numbers, as the shortest passcode */
  values: Readonly<Record<string, number>>;
  /** `intersection`: what every profile agrees to allow */
  intersection: Readonly<Record<string, readonly string[]>>;
  /** `union`: what any profile adds */
  union: Readonly<Record<string, readonly string[]>>;
}

/** What a device answered to Restrictions. */
export interface RestrictionsReport {
  /** `GlobalRestrictions`: everything together; empty on a Mac */
  global: RestrictionSet;
  /** `ProfileRestrictions`, by profile identifier; empty unless it was asked for */
  byProfile: Readonly<Record<string, RestrictionSet>>;
}

/**
 * Reads the result of a Restrictions command.
 *
 * @throws CartwrightError `bad-plist` when one of its levels is there and not a dictionary
 */
export function decodeRestrictions(body: PlistDict): RestrictionsReport {
  const byProfile: Record<string, RestrictionSet> = Object.create(null);
  // The reference names the same dictionary both ways.
  const profiles = body.ProfileRestrictions ?? body.ProfileRestrictionList;
  for (const [identifier, set] of entriesAt(profiles, 'ProfileRestrictions')) {
    byProfile[identifier] = restrictionSet(set, `ProfileRestrictions.${identifier}`);
  }
  return { global: restrictionSet(body.GlobalRestrictions, 'GlobalRestrictions'), byProfile };
}

function restrictionSet(value: PlistValue | undefined, at: string): RestrictionSet {
  const set: PlistDict = value === undefined ? {} : dictAt(value, at);
  return {
    flags: collect(set.restrictedBool, `${at}.restrictedBool`, 'value', asFlag),
    values: collect(set.restrictedValue, `${at}.restrictedValue`, 'value', asNumber),
    intersection: collect(set.intersection, `${at}.intersection`, 'values', asTexts),
    union: collect(set.union, `${at}.union`, 'values', asTexts),
  };
}

function collect<T>(
  value: PlistValue | undefined,
  at: string,
  inner: 'value' | 'values',
  read: (value: PlistValue | undefined) => T | undefined,
): Record<string, T> {
  const out: Record<string, T> = Object.create(null);
  for (const [name, entry] of entriesAt(value, at)) {
    const fact = read(dictAt(entry, `${at}.${name}`)[inner]);
    if (fact !== undefined) out[name] = fact;
  }
  return out;
}

function entriesAt(value: PlistValue | undefined, at: string): [string, PlistValue][] {
  return value === undefined ? [] : Object.entries(dictAt(value, at));
}
