import { isDictionary } from '../catalogue/plist-value.ts';
import { type Place, payloadsOf } from './paths.ts';

type Dictionary = Readonly<Record<string, unknown>>;

/** Texts and data whose name says that they are secret, whoever wrote the payload. */
const SECRET_NAME =
  /(password|passwd|passphrase|secret|(?:^|[a-z_])token|presharedkey|psk|apikey|api_key|privatekey)$/i;

/** Names that look like it and are none: how, how long, what about. */
const HARMLESS: ReadonlySet<string> = new Set([
  'XAuthPasswordEncryption',
  'passwordContentRegex',
  'tokenRemovalAction',
]);

/** Secrets whose names do not say so, by PayloadType: private keys, one-time words, what lets a device in. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  'com.apple.security.pkcs12': ['PayloadContent'],
  'com.apple.security.scep': ['Challenge'],
  'com.apple.security.acme': ['ClientIdentifier'],
  'com.apple.eas.account': ['Certificate'],
};

/** Whether a key of a payload holds a secret, when its value is text or data. */
export function isSecretKey(payloadType: string, key: string): boolean {
  if (HARMLESS.has(key)) return false;
  const own = Object.hasOwn(BY_TYPE, payloadType) ? (BY_TYPE[payloadType] ?? []) : [];
  return own.includes(key) || SECRET_NAME.test(key);
}

/**
 * Where a profile holds secrets: what goes to the vault before the rest is kept, and never into logs, events, exports.
 *
 * @returns places of texts and data that are not empty, in the order of the profile
 */
export function secretPlaces(profile: Dictionary): Place[] {
  return payloadsOf(profile).flatMap(({ index, payload }) =>
    secretsIn(payload, ['PayloadContent', index], String(payload.PayloadType)),
  );
}

function secretsIn(value: unknown, place: Place, type: string): Place[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => secretsIn(entry, [...place, index], type));
  if (!isDictionary(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...place, key];
    const filled = (typeof member === 'string' || member instanceof Uint8Array) && member.length > 0;
    return filled && isSecretKey(type, key) ? [here] : secretsIn(member, here, type);
  });
}
