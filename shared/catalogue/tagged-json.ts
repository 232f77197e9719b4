import { base64ToBytes, bytesToBase64 } from './base64.ts';
import { isDictionary, PlistReal, type PlistValue } from './plist-value.ts';

/**
 * JSON for plist values of no known type (app configurations, answers): what JSON lacks is a dictionary with one
 * tag: `{"$data": base64}`, `{"$date": ISO 8601}`, `{"$real": number}`, `{"$integer": digits}` beyond 2^53. A real
 * dictionary that looks like a tag is wrapped in `{"$dict": …}`. Nothing is lost either way.
 */
const TAGS = ['$data', '$date', '$real', '$integer', '$dict'];
const MAX_DEPTH = 64;

/** A plist value as tagged JSON. Numbers that are not whole need no tag. */
export function plistToJson(value: PlistValue): unknown {
  if (value instanceof Uint8Array) return { $data: bytesToBase64(value) };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof PlistReal) return { $real: value.value };
  if (typeof value === 'bigint') return { $integer: value.toString() };
  if (Array.isArray(value)) return value.map((entry: PlistValue) => plistToJson(entry));
  if (!isDictionary(value)) return value;
  const out = Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, plistToJson(member as PlistValue)]),
  );
  return tagOf(out) === undefined ? out : { $dict: out };
}

/** The plist value of tagged JSON; undefined when there is none (null, a bad tag, nesting beyond 64). */
export function jsonToPlist(json: unknown, depth = 0): PlistValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof json === 'string' || typeof json === 'boolean') return json;
  if (typeof json === 'number') return Number.isFinite(json) ? json : undefined;
  if (typeof json === 'bigint' || json instanceof Uint8Array || json instanceof Date || json instanceof PlistReal)
    return json;
  if (Array.isArray(json)) {
    const out: PlistValue[] = [];
    for (const entry of json) {
      const value = jsonToPlist(entry, depth + 1);
      if (value === undefined) return undefined;
      out.push(value);
    }
    return out;
  }
  if (!isDictionary(json)) return undefined;
  const tag = tagOf(json);
  if (tag === undefined) return members(json, depth);
  return untag(tag, json[tag], depth);
}

function members(json: Readonly<Record<string, unknown>>, depth: number): PlistValue | undefined {
  const out: [string, PlistValue][] = [];
  for (const [name, member] of Object.entries(json)) {
    if (member === undefined) continue;
    const value = jsonToPlist(member, depth + 1);
    if (value === undefined) return undefined;
    out.push([name, value]);
  }
  return Object.fromEntries(out);
}

function tagOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(value);
  return names.length === 1 && TAGS.includes(names[0] ?? '') ? names[0] : undefined;
}

function untag(tag: string, value: unknown, depth: number): PlistValue | undefined {
  switch (tag) {
    case '$data':
      return typeof value === 'string' ? base64ToBytes(value) : undefined;
    case '$date': {
      const date = typeof value === 'string' ? new Date(value) : undefined;
      return date !== undefined && !Number.isNaN(date.getTime()) ? date : undefined;
    }
    case '$real':
      return typeof value === 'number' && Number.isFinite(value) ? new PlistReal(value) : undefined;
    case '$integer':
      return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
    default:
      return isDictionary(value) ? members(value, depth + 1) : undefined;
  }
}
