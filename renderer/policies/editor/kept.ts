import { isDictionary, type PlistValue } from '../../../shared/catalogue/index.ts';
import {
  definitionOf,
  type Place,
  type ProfileFinding,
  pathText,
  validateProfile,
} from '../../../shared/payloads/index.ts';
import type { Profile } from './draft.ts';

/*
 * Secrets stay in the vault of the engine. Instead of one stands a dictionary with the one member `$kept`; saved like
 * that, the secret stays.
 */

/** Whether this stands for a secret in the vault. */
export function isKept(value: unknown): boolean {
  return isDictionary(value) && typeof value.$kept === 'string' && Object.keys(value).length === 1;
}

/**
 * The profile as checks may read it: something of the right type instead of each kept secret. What is found about such
 * a place says nothing, see `keptPaths`.
 */
export function forChecks(profile: Profile): Profile {
  const content = profile.PayloadContent;
  if (!Array.isArray(content)) return profile;
  return { ...profile, PayloadContent: content.map((payload: PlistValue) => filledIn(payload, payload)) };
}

function filledIn(value: PlistValue, payload: PlistValue, key?: string): PlistValue {
  if (isKept(value)) {
    const definition = isDictionary(payload) ? definitionOf(payload) : undefined;
    const type = definition?.keys.find((each) => each.key === key)?.type;
    return type === 'data' ? new Uint8Array(1) : 'kept';
  }
  if (Array.isArray(value)) {
    const filled = value.map((each: PlistValue) => filledIn(each, payload, key));
    return filled.every((each, index) => each === value[index]) ? value : filled;
  }
  if (!isDictionary(value)) return value;
  const entries = Object.entries(value as Profile);
  const filled = entries.map(([name, member]): [string, PlistValue] => [name, filledIn(member, payload, name)]);
  return filled.every(([, member], index) => member === entries[index]?.[1]) ? value : Object.fromEntries(filled);
}

/** The paths of all kept secrets, as findings name places. */
export function keptPaths(profile: Profile): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown, place: Place): void => {
    if (isKept(value)) found.add(pathText(place));
    else if (Array.isArray(value)) for (const [index, each] of value.entries()) walk(each, [...place, index]);
    else if (isDictionary(value)) for (const [key, each] of Object.entries(value)) walk(each, [...place, key]);
  };
  walk(profile, []);
  return found;
}

/** What is wrong with the profile or worth knowing; nothing is said of what only the vault knows. */
export function findingsOf(profile: Profile): ProfileFinding[] {
  const kept = keptPaths(profile);
  return validateProfile(forChecks(profile)).filter(({ path }) => !kept.has(path));
}
