import { isDictionary, type PlistValue } from '../catalogue/index.ts';
import type { PolicyType } from '../contract/policy.ts';
import { isSecretKey, type Place, secretPlaces } from '../payloads/index.ts';

/** The key of a mark `{ "$kept": key }`; undefined for everything else. */
export function markOf(value: unknown): string | undefined {
  if (!isDictionary(value)) return undefined;
  const { $kept: key, ...rest } = value;
  return typeof key === 'string' && Object.keys(rest).length === 0 ? key : undefined;
}

/** Where a content holds secrets: texts and data that are not empty. */
export function placesOfSecrets(type: PolicyType, content: Readonly<Record<string, PlistValue>>): Place[] {
  if (type === 'profile') return secretPlaces(content);
  const places: Place[] = [];
  const visit = (value: unknown, place: Place): void => {
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) visit(entry, [...place, index]);
      return;
    }
    if (!isDictionary(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const filled = (typeof member === 'string' || member instanceof Uint8Array) && member.length > 0;
      if (filled && isSecretKey('', key)) places.push([...place, key]);
      else visit(member, [...place, key]);
    }
  };
  visit(content, []);
  return places;
}
