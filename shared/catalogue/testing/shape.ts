import { type Speaker, whyNot } from '../applies.ts';
import { isDictionary, PlistReal } from '../plist-value.ts';
import type { KeyDefinition } from '../types.ts';

/** Property lists tell a whole real from an integer, JSON does not. */
export type Language = 'plist' | 'json';

/**
 * What is wrong with the members of a dictionary, each with its path: unknown keys, keys this device has not got, missing
 * ones, wrong types and values that are not allowed. Empty when nothing is.
 */
export function wrongMembers(
  value: Readonly<Record<string, unknown>>,
  definition: Pick<KeyDefinition, 'keys' | 'wildcard'>,
  path: string,
  speaker: Speaker,
  language: Language = 'plist',
): string[] {
  const known = definition.keys ?? [];
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const wrong: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const key = known.find((candidate) => candidate.key === name) ?? definition.wildcard;
    const reason = key === undefined ? 'unknown' : whyNot(key.support, speaker);
    if (reason !== undefined) wrong.push(`${at(name)}: ${reason}`);
    else if (key !== undefined) wrong.push(...wrongValue(member, key, at(name), speaker, language));
  }
  for (const key of known) {
    const owed = key.required === true && whyNot(key.support, speaker) === undefined;
    if (owed && value[key.key] === undefined) wrong.push(`${at(key.key)}: missing`);
  }
  return wrong;
}

/** What is wrong with one value; see {@link wrongMembers}. */
export function wrongValue(
  value: unknown,
  key: KeyDefinition,
  path: string,
  speaker: Speaker,
  language: Language,
): string[] {
  if (!hasType(value, key.type, language)) return [`${path}: is no ${key.type}`];
  if (isDictionary(value) && (key.keys?.length || key.wildcard)) {
    return wrongMembers(value, key, path, speaker, language);
  }
  if (Array.isArray(value)) {
    return [
      ...outside(value.length, key.repetition, `${path}: number of entries`),
      ...value.flatMap((entry, index) => wrongEntry(entry, key, `${path}[${index}]`, speaker, language)),
    ];
  }
  const plain = value instanceof PlistReal ? value.value : typeof value === 'bigint' ? Number(value) : value;
  const wrong = typeof plain === 'number' ? outside(plain, key.range, path) : [];
  if (key.values !== undefined && !key.values.some((allowed) => allowed === plain)) {
    wrong.push(`${path}: ${JSON.stringify(plain)} is none of ${key.values.join(', ')}`);
  }
  if (key.format !== undefined && typeof plain === 'string' && !new RegExp(`^(?:${key.format})$`, 'u').test(plain)) {
    wrong.push(`${path}: is not written like ${key.format}`);
  }
  if (key.choices !== undefined && typeof plain === 'string' && !key.choices.some(({ value: one }) => one === plain)) {
    wrong.push(`${path}: ${plain} is no name of the list`);
  }
  return wrong;
}

function wrongEntry(entry: unknown, key: KeyDefinition, path: string, speaker: Speaker, language: Language): string[] {
  const variant = key.variants?.find((candidate) => isDictionary(entry) && candidate.key === entry.Item);
  const shape = key.variants === undefined ? key.items : variant;
  if (key.variants !== undefined && variant === undefined) return [`${path}.Item: names nothing known`];
  if (shape === undefined) return [];
  const reason = whyNot(shape.support, speaker);
  return reason === undefined ? wrongValue(entry, shape, path, speaker, language) : [`${path}: ${reason}`];
}

function outside(value: number, range: { min?: number; max?: number } | undefined, path: string): string[] {
  const { min, max } = range ?? {};
  const fits = (min === undefined || value >= min) && (max === undefined || value <= max);
  return fits ? [] : [`${path}: ${value} is not from ${min ?? '…'} to ${max ?? '…'}`];
}

/** Only whole reals need the wrapper. */
const isFraction = (value: unknown): boolean => typeof value === 'number' && !Number.isInteger(value);

function hasType(value: unknown, type: KeyDefinition['type'], language: Language): boolean {
  const whole = Number.isSafeInteger(value) || typeof value === 'bigint';
  switch (type) {
    case 'integer':
      return whole;
    case 'real':
      return language === 'json' ? Number.isFinite(value) : value instanceof PlistReal || isFraction(value);
    case 'date':
      return value instanceof Date;
    case 'data':
      return value instanceof Uint8Array;
    case 'array':
      return Array.isArray(value);
    case 'dictionary':
      return isDictionary(value);
    case 'any':
      return true;
    default:
      return typeof value === type;
  }
}
