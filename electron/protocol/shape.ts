import { CartwrightError } from '../../shared/errors.ts';
import { isPlistDict, type PlistDict, PlistReal, type PlistValue } from '../../shared/plist/index.ts';

/** What a value is called in an error message; never the value itself, which may be a secret. */
function kindOf(value: PlistValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string';
  if (typeof value === 'boolean') return 'a boolean';
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof PlistReal) return 'a number';
  if (value instanceof Date) return 'a date';
  if (value instanceof Uint8Array) return value.length === 0 ? 'empty data' : 'data';
  return Array.isArray(value) ? 'an array' : 'a dictionary';
}

/** The error for a key that holds something else than it must: `bad-plist`, naming both. */
export function unexpectedValue(key: string, expected: string, found: PlistValue | undefined): CartwrightError {
  return new CartwrightError('bad-plist', `${key}: expected ${expected}, found ${kindOf(found)}.`, {
    data: { key, expected },
  });
}

/** A dictionary, or the error that names `key`. */
export function dictAt(value: PlistValue | undefined, key: string): PlistDict {
  if (!isPlistDict(value)) throw unexpectedValue(key, 'a dictionary', value);
  return value;
}

/** An array whose items are all dictionaries, or the error that names `key` and the item. */
export function dictsAt(value: PlistValue | undefined, key: string): readonly PlistDict[] {
  if (!Array.isArray(value)) throw unexpectedValue(key, 'an array', value);
  for (let i = 0; i < value.length; i++) dictAt(value[i], `${key}[${i}]`);
  return value;
}

/*
 * Tolerant readers: the fact, or undefined when the value is missing or of a kind that cannot mean it. Devices copy some
 * of these from applications' own property lists, where a version may be a number and a flag 0 or 1.
 */

export function asText(value: PlistValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return undefined;
}

export function asNumber(value: PlistValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof PlistReal ? asNumber(value.value) : undefined;
}

export function asFlag(value: PlistValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 0 || value === 1 ? value === 1 : undefined;
}

/** Milliseconds since the epoch. */
export function asTime(value: PlistValue | undefined): number | undefined {
  return value instanceof Date ? value.getTime() : undefined;
}

export function asData(value: PlistValue | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

export function asDict(value: PlistValue | undefined): PlistDict | undefined {
  return isPlistDict(value) ? value : undefined;
}

/** The strings of an array (other items are left out), or undefined when it is no array. */
export function asTexts(value: PlistValue | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

/** The dictionaries of an array (other items are left out), or undefined when it is no array. */
export function asDicts(value: PlistValue | undefined): readonly PlistDict[] | undefined {
  return Array.isArray(value) ? value.filter(isPlistDict) : undefined;
}

/** The entries of `dict` whose keys `known` does not list. */
export function withoutKeys(dict: PlistDict, known: { has(key: string): boolean }): PlistDict {
  const rest: PlistDict = Object.create(null);
  for (const key in dict) {
    const value = dict[key];
    if (value !== undefined && !known.has(key)) rest[key] = value;
  }
  return rest;
}
