import type { KeyDefinition } from '../catalogue/types.ts';
import data from './generated/bodies.json' with { type: 'json' };
import { PAYLOADS, payloadSummary, payloadsOfType } from './payload-index.ts';
import type { PayloadBody, PayloadDefinition } from './types.ts';

const BODIES: ReadonlyMap<string, PayloadBody> = new Map(
  (data as unknown as readonly PayloadBody[]).map((body) => [body.id, body]),
);

/** The keys of a payload by its id; none when Apple documents none of that name. */
export function payloadKeys(id: string): readonly KeyDefinition[] {
  return BODIES.get(id)?.keys ?? [];
}

/** The keys of a profile around its payloads. */
export const TOP_LEVEL_KEYS: readonly KeyDefinition[] = payloadKeys('TopLevel');

/** The keys every payload has: PayloadType, PayloadUUID and so on. */
export const COMMON_KEYS: readonly KeyDefinition[] = payloadKeys('CommonPayloadKeys');

const KERBEROS = 'com.apple.AppSSOKerberos.KerberosExtension';

/**
 * What Apple says of a payload: its platforms, and its keys with those every payload has. A type with several faces is
 * told by its content: `com.apple.MCX` by the keys it holds (several faces may share one payload), single sign-on by
 * its extension.
 *
 * @returns undefined for a type nobody knows
 */
export function definitionOf(payload: Readonly<Record<string, unknown>>): PayloadDefinition | undefined {
  return merged(facesOf(payload));
}

/** The ids of what a payload is by its type and content, see {@link definitionOf}; none for a type nobody knows. */
export function facesOf(payload: Readonly<Record<string, unknown>>): readonly string[] {
  const type = payload.PayloadType;
  if (typeof type !== 'string') return [];
  const faces = payloadsOfType(type).map(({ id }) => id);
  // A VPN of apps is a VPN with a few keys more.
  if (type === 'com.apple.vpn.managed.applayer') return [type, 'com.apple.vpn.managed'];
  if (faces.length < 2) return faces;
  if (type === 'com.apple.extensiblesso') {
    const kerberos = payload.ExtensionIdentifier === KERBEROS;
    return faces.filter((id) => id.endsWith('(kerberos)') === kerberos);
  }
  const shown = faces.filter((id) => payloadKeys(id).some(({ key }) => Object.hasOwn(payload, key)));
  return shown.length > 0 ? shown : faces;
}

const made = new Map<string, PayloadDefinition>();

/** One definition of one or more faces, in which the first names the platforms. */
function merged(ids: readonly string[]): PayloadDefinition | undefined {
  const [first] = ids;
  const summary = first === undefined ? undefined : payloadSummary(first);
  if (summary === undefined) return undefined;
  const name = ids.join(' ');
  const known = made.get(name);
  if (known !== undefined) return known;
  const own = ids.flatMap((id) => payloadKeys(id));
  const names = new Set(own.map(({ key }) => key));
  const wildcard = BODIES.get(summary.id)?.wildcard;
  const definition: PayloadDefinition = {
    ...summary,
    keys: [...own, ...COMMON_KEYS.filter(({ key }) => !names.has(key))],
    ...(wildcard === undefined ? {} : { wildcard }),
  };
  made.set(name, definition);
  return definition;
}

/** A key of a payload with the names that lead to it; elements of lists and free names have none of their own. */
export interface PlacedKey {
  readonly payloadId: string;
  /** Such as `EAPClientConfiguration.UserName`. */
  readonly path: string;
  readonly key: KeyDefinition;
}

/** Every named key of every payload, with those inside dictionaries and lists, in Apple's order. */
export function everyKey(): PlacedKey[] {
  return PAYLOADS.flatMap(({ id }) => keysWithin(payloadKeys(id), id, ''));
}

function keysWithin(keys: readonly KeyDefinition[], payloadId: string, prefix: string): PlacedKey[] {
  return keys.flatMap((key) => {
    const path = `${prefix}${key.key}`;
    return [{ payloadId, path, key }, ...keysInside(key, payloadId, path)];
  });
}

function keysInside(key: KeyDefinition, payloadId: string, path: string): PlacedKey[] {
  return [
    ...keysWithin(key.keys ?? [], payloadId, `${path}.`),
    ...(key.items === undefined ? [] : keysInside(key.items, payloadId, path)),
    ...(key.wildcard === undefined ? [] : keysInside(key.wildcard, payloadId, path)),
  ];
}
