import type { PlistValue } from '../catalogue/plist-value.ts';
import type { KeyDefinition } from '../catalogue/types.ts';
import { isSecretKey } from './secrets.ts';

type Members = Readonly<Record<string, PlistValue>>;

/**
 * What needed keys begin with where neither a default nor the first of their values is what most want, by the name of the
 * key or of what it is in. What a key does not allow is passed over.
 */
const FIRST: Readonly<Record<string, readonly PlistValue[]>> = {
  // Somebody who adds the payload wants what it is about; the first values turn it off.
  BurnSupport: ['on'],
  HardwareBound: [false],
  'RepeatingPowerOff.eventtype': ['sleep'],
  // “Allow” is deprecated.
  Action: ['Connect', 'Allow'],
  VPNType: ['IKEv2'],
  AuthenticationMethod: ['Certificate'],
  IncomingMailServerAuthentication: ['EmailAuthPassword'],
  OutgoingMailServerAuthentication: ['EmailAuthPassword'],
  // Nobody here knows the password of each person.
  AuthMethod: ['UserEnteredPassword'],
  KeySize: [2048],
  EmailAddress: ['$EMAIL$'],
  FullName: ['$DISPLAY_NAME$'],
  UserName: ['$USERID$'],
  // A layout may be one of the Dock alone.
  'com.apple.homescreenlayout.Pages': [[]],
};

/** Keys that the schema does not require and without which a payload that begins like this would be refused. */
const NEEDED_TOO: Readonly<Record<string, readonly string[]>> = {
  'com.apple.vpn.managed': ['IKEv2'],
  'com.apple.vpn.managed.applayer': ['IKEv2'],
};

/**
 * What a needed key begins with: its default, its only value, or one that most want. Secrets, addresses and whatever else
 * only people know begin with nothing.
 *
 * @param within the key or payload it is in
 */
function firstValue(definition: KeyDefinition, payloadType: string, within: string): PlistValue | undefined {
  const { key, type, values } = definition;
  const isData = type === 'string' || type === 'data';
  if (isData && isSecretKey(payloadType, key)) return undefined;
  if (definition.default !== undefined) return definition.default;
  if (type === 'dictionary') return startMembers(definition.keys ?? [], payloadType, key);
  const chosen = [...(FIRST[`${within}.${key}`] ?? []), ...(Object.hasOwn(FIRST, key) ? (FIRST[key] ?? []) : [])];
  const fits = chosen.find((each) => (values === undefined ? fitsType(each, type) : values.includes(each as string)));
  if (fits !== undefined) return fits;
  if (values !== undefined) return values[0];
  // What is turned on or off by a needed key is what its payload is added for.
  return type === 'boolean' ? true : undefined;
}

function fitsType(value: PlistValue, type: KeyDefinition['type']): boolean {
  if (Array.isArray(value)) return type === 'array';
  return typeof value === (type === 'integer' || type === 'real' ? 'number' : type);
}

/**
 * What the needed members of a dictionary begin with, so that what is added is well made or lacks only what people know.
 * Others stay away: devices know their defaults.
 *
 * @param within the key or payload whose members they are
 */
export function startMembers(keys: readonly KeyDefinition[], payloadType: string, within = payloadType): Members {
  const needed = within === payloadType ? (NEEDED_TOO[payloadType] ?? []) : [];
  return Object.fromEntries(
    keys.flatMap((definition): [string, PlistValue][] => {
      if (definition.required !== true && !needed.includes(definition.key)) return [];
      const value = firstValue(definition, payloadType, within);
      return value === undefined ? [] : [[definition.key, value]];
    }),
  );
}
