import { isDictionary, type PlistValue } from '../../shared/catalogue/index.ts';
import { markOf } from '../../shared/policies/index.ts';
import type { Profile } from './editor/draft.ts';

/**
 * A content to begin a new policy with, out of that of another: with identifiers of its own, without its secrets, which
 * belong to the other.
 */
export function beginLike(content: Profile, newUuid: () => string): Profile {
  const names = new Map<string, string>();
  collect(content, newUuid, names);
  const identifier = content.PayloadIdentifier;
  const fresh = typeof identifier === 'string' ? `${identifier}.${newUuid().slice(-6).toLowerCase()}` : undefined;
  const rename = (value: PlistValue): PlistValue => {
    if (typeof value === 'string') return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map((each: PlistValue) => rename(each));
    if (!isDictionary(value)) return value;
    return Object.fromEntries(
      Object.entries(value as Readonly<Record<string, PlistValue>>)
        .filter(([, member]) => markOf(member) === undefined)
        .map(([key, member]) => [key, rename(member)]),
    );
  };
  const copy = rename(content) as Profile;
  return fresh === undefined ? copy : { ...copy, PayloadIdentifier: fresh };
}

/** Every PayloadUUID, and another one for it: payloads refer to each other by them. */
function collect(value: unknown, newUuid: () => string, names: Map<string, string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, newUuid, names);
  if (!isDictionary(value)) return;
  if (typeof value.PayloadUUID === 'string') names.set(value.PayloadUUID, newUuid());
  for (const member of Object.values(value)) collect(member, newUuid, names);
}
