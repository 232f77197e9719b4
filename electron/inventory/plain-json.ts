import { isPlistDict, PlistReal, type PlistValue } from '../protocol/index.ts';

/** A value as plain JSON holds it. */
export type PlainJson = string | number | boolean | PlainJson[] | { [key: string]: PlainJson };

/**
 * A property list value as plain JSON for people and scripts: dates as ISO 8601, data as base64, integers beyond 2^53
 * as text. Not meant to be turned back.
 */
export function plainJson(value: PlistValue): PlainJson {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64');
  if (value instanceof PlistReal) return value.value;
  if (isPlistDict(value)) return plainFacts(value);
  return value.map(plainJson);
}

/** A dictionary by Apple's keys, as plain JSON. */
export function plainFacts(facts: Readonly<Record<string, PlistValue>>): { [key: string]: PlainJson } {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, plainJson(value)]));
}
