import { isDictionary, type PlistValue } from '../../../shared/catalogue/index.ts';
import { SOURCE_KEY } from '../../../shared/certificates/source.ts';
import {
  definitionOf,
  type Place,
  payloadKeys,
  payloadSummary,
  payloadsOf,
  startMembers,
  withValueAt,
} from '../../../shared/payloads/index.ts';
import type { Profile } from './draft.ts';
import { keysFilledIn } from './special/sources.ts';

/** The profile with the value at a place changed; `undefined` takes it away. */
export function withValue(profile: Profile, place: Place, value: PlistValue | undefined): Profile {
  return withValueAt(profile, place, value) as Profile;
}

/** The payloads as they stand, entries that are none included. */
export function contentOf(profile: Profile): readonly PlistValue[] {
  return Array.isArray(profile.PayloadContent) ? (profile.PayloadContent as readonly PlistValue[]) : [];
}

/** One payload; undefined when there is none at that position. */
export function payloadAt(profile: Profile, index: number): Profile | undefined {
  const payload = contentOf(profile)[index];
  return isDictionary(payload) ? (payload as Profile) : undefined;
}

export interface Added {
  readonly profile: Profile;
  /** Position of the new payload. */
  readonly index: number;
}

/**
 * The profile with a new payload at its end: what every payload needs is filled in, and what it needs itself as far as
 * there is one value most want. The device gets optional keys only once somebody sets them.
 *
 * @param what the payload by its id in the catalogue, or a PayloadType nobody knows
 * @param title its name for people
 * @param newUuid makes a UUID in capitals
 * @param given members it begins with
 */
export function withPayload(
  profile: Profile,
  what: string,
  title: string,
  newUuid: () => string,
  given: Profile = {},
): Added {
  const type = payloadSummary(what)?.type ?? what;
  const content = contentOf(profile);
  const payload: Profile = {
    ...startOf(what, type, title, newUuid, given),
    ...given,
    PayloadType: type,
    PayloadVersion: 1,
    PayloadUUID: newUuid(),
    PayloadIdentifier: freeIdentifier(profile, type),
    PayloadDisplayName: given.PayloadDisplayName ?? title,
  };
  return { profile: { ...profile, PayloadContent: [...content, payload] }, index: content.length };
}

/** What the keys a payload needs begin with. */
function startOf(what: string, type: string, title: string, newUuid: () => string, given: Profile): Profile {
  // One type may have several faces: this one's own keys tell which it is.
  const own = startMembers(payloadKeys(what), type);
  const keys = definitionOf({ PayloadType: type, ...own, ...given })?.keys ?? [];
  const start: Record<string, PlistValue> = { ...startMembers(keys, type), ...own };
  for (const { key, required } of keys) {
    if (required !== true) continue;
    if (key === 'UserDefinedName') start[key] = title;
    // Accounts and apps name the VPN by it.
    if (key === 'VPNUUID') start[key] = newUuid();
  }
  // Given members decide what belongs to them.
  const elsewhere = [
    ...(SOURCE_KEY in given ? keysFilledIn(type) : []),
    ...(given.VPNType === undefined || given.VPNType === start.VPNType ? [] : ['IKEv2']),
  ];
  return Object.fromEntries(Object.entries(start).filter(([key]) => !elsewhere.includes(key)));
}

/** A PayloadIdentifier below the profile's that none of its payloads has. */
function freeIdentifier(profile: Profile, type: string): string {
  const taken = new Set(payloadsOf(profile).map(({ payload }) => payload.PayloadIdentifier));
  const short = type.replace(/^com\.apple\./, '').replaceAll(/[^A-Za-z0-9.-]+/g, '-');
  const name = `${String(profile.PayloadIdentifier ?? 'profile')}.${short === '' ? 'payload' : short}`;
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}.${number}`;
    if (!taken.has(free)) return free;
  }
}

export function withoutPayload(profile: Profile, index: number): Profile {
  return { ...profile, PayloadContent: contentOf(profile).filter((_, at) => at !== index) };
}

/** A copy right after the payload, with a name of its own. */
export function withCopyOfPayload(profile: Profile, index: number, newUuid: () => string): Added {
  const payload = payloadAt(profile, index);
  if (payload === undefined) return { profile, index };
  const copy: Profile = {
    ...payload,
    PayloadUUID: newUuid(),
    PayloadIdentifier: freeIdentifier(profile, String(payload.PayloadType)),
  };
  const content = contentOf(profile);
  const PayloadContent = [...content.slice(0, index + 1), copy, ...content.slice(index + 1)];
  return { profile: { ...profile, PayloadContent }, index: index + 1 };
}

/** A list with one entry moved to another position. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length || from === to) return list;
  const without = list.filter((_, at) => at !== from);
  return [...without.slice(0, to), entry, ...without.slice(to)];
}
