import { type CommandDefinition, isDictionary, isShownKey, type KeyDefinition } from '../../shared/catalogue/index.ts';
import { takeOutRepeated } from './repeated-secrets.ts';

/** A value taken out of a command, and where it belongs: `['Settings', 0, 'Image']`. */
export interface TakenOut {
  path: (string | number)[];
  value: unknown;
}

type Dictionary = Record<string, unknown>;

/**
 * Splits a command (JSON form) into what may be kept and shown, and what goes to the vault: everything that is not on
 * the list of what may be shown, so that profiles with passwords in them, and secrets Apple adds later, do not leak by
 * omission. A text that repeats a secret goes with it.
 *
 * @returns a copy without the secret values, and those values with their places
 */
export function takeOutSecrets(
  command: Readonly<Dictionary>,
  definition: CommandDefinition | undefined,
): { request: Dictionary; secrets: TakenOut[] } {
  const secrets: TakenOut[] = [];
  const request = fromMembers(command, definition?.keys ?? [], undefined, [], secrets);
  takeOutRepeated(request, secrets);
  return { request, secrets };
}

/** Puts taken-out values back in their places, changing `request`. */
export function putBackSecrets(request: Dictionary, secrets: readonly TakenOut[]): Dictionary {
  for (const { path, value } of secrets) {
    let holder: unknown = request;
    for (const step of path.slice(0, -1)) holder = (holder as Dictionary | undefined)?.[step];
    const last = path.at(-1);
    if (typeof holder === 'object' && holder !== null && last !== undefined) (holder as Dictionary)[last] = value;
  }
  return request;
}

function isShown(name: string, key: KeyDefinition | undefined): boolean {
  // A list of values is hidden as a whole; one of dictionaries is looked into.
  const items = key?.items;
  return isShownKey(name, key) && (items === undefined || isShownKey(items.key, items));
}

function fromMembers(
  value: Readonly<Dictionary>,
  keys: readonly KeyDefinition[],
  wildcard: KeyDefinition | undefined,
  path: (string | number)[],
  secrets: TakenOut[],
): Dictionary {
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const key = keys.find((candidate) => candidate.key === name) ?? wildcard;
    const at = [...path, name];
    if (!(path.length === 0 && name === 'RequestType') && !isShown(name, key))
      secrets.push({ path: at, value: member });
    else kept.push([name, fromValue(member, key, at, secrets)]);
  }
  return Object.fromEntries(kept);
}

function fromValue(
  value: unknown,
  key: KeyDefinition | undefined,
  path: (string | number)[],
  secrets: TakenOut[],
): unknown {
  if (Array.isArray(value)) {
    return value.map((entry, index) => {
      const variant = isDictionary(entry)
        ? key?.variants?.find((candidate) => candidate.key === entry.Item)
        : undefined;
      return fromValue(entry, variant ?? key?.items, [...path, index], secrets);
    });
  }
  if (!isDictionary(value)) return value;
  return fromMembers(value, key?.keys ?? [], key?.wildcard, path, secrets);
}
