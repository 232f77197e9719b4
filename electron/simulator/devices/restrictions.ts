import type { PlistDict, PlistValue } from '../wire/plist.ts';
import type { InstalledProfile } from './state.ts';

/** Restrictions as the Restrictions command reports them: name to `{ value }` or `{ values }`, by kind. */
export interface RestrictionSet {
  restrictedBool: Record<string, { value: boolean }>;
  restrictedValue: Record<string, { value: number }>;
  intersection: Record<string, { values: PlistValue[] }>;
  union: Record<string, { values: PlistValue[] }>;
}

const TYPES = new Set(['com.apple.applicationaccess', 'com.apple.mobiledevice.passwordpolicy']);
/** For these numbers the greater one is the stricter. */
const GREATER_IS_STRICTER = new Set(['minLength', 'minComplexChars', 'pinHistory']);
const INTERSECTED = new Set([
  'allowListedAppBundleIDs',
  'whitelistedAppBundleIDs',
  'autonomousSingleAppModePermittedAppIDs',
]);

const emptySet = (): RestrictionSet => ({ restrictedBool: {}, restrictedValue: {}, intersection: {}, union: {} });

/** `allow…` is strictest when false; `force…` and `require…` when true. */
const strictest = (name: string, values: readonly boolean[]): boolean =>
  name.startsWith('allow') ? values.every((value) => value) : values.some((value) => value);

function payloadsOf(profile: InstalledProfile): PlistDict[] {
  return profile.payloads.filter((payload) => TYPES.has(String(payload.PayloadType)));
}

/** The restrictions in force when all these profiles are installed: the strictest of each. */
export function combineRestrictions(profiles: readonly InstalledProfile[]): RestrictionSet {
  const set = emptySet();
  for (const payload of profiles.flatMap(payloadsOf)) {
    for (const [name, value] of Object.entries(payload)) {
      if (name.startsWith('Payload')) continue;
      if (typeof value === 'boolean') {
        const former = set.restrictedBool[name];
        set.restrictedBool[name] = { value: strictest(name, former ? [former.value, value] : [value]) };
      } else if (typeof value === 'number') {
        const former = set.restrictedValue[name]?.value ?? value;
        const pick = GREATER_IS_STRICTER.has(name) ? Math.max : Math.min;
        set.restrictedValue[name] = { value: pick(former, value) };
      } else if (Array.isArray(value)) {
        addList(set, name, value);
      }
    }
  }
  return set;
}

function addList(set: RestrictionSet, name: string, values: readonly PlistValue[]): void {
  if (INTERSECTED.has(name)) {
    const former = set.intersection[name]?.values;
    set.intersection[name] = { values: former ? former.filter((value) => values.includes(value)) : [...values] };
  } else {
    set.union[name] = { values: [...new Set([...(set.union[name]?.values ?? []), ...values])] };
  }
}

/** Whether something is allowed by the restrictions in force. */
export const isAllowed = (profiles: readonly InstalledProfile[], name: string): boolean =>
  combineRestrictions(profiles).restrictedBool[name]?.value !== false;

/** Whether a profile demands a passcode at all. */
export const demandsPasscode = (profiles: readonly InstalledProfile[]): boolean => {
  const set = combineRestrictions(profiles);
  return set.restrictedBool.forcePIN?.value === true || (set.restrictedValue.minLength?.value ?? 0) > 0;
};
