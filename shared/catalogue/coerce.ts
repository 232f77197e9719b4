import { base64ToBytes, bytesToBase64 } from './base64.ts';
import { isDictionary, PlistReal, type PlistValue } from './plist-value.ts';
import { jsonToPlist, plistToJson } from './tagged-json.ts';
import type { CommandDefinition, Finding, KeyDefinition } from './types.ts';

type Dictionary = Readonly<Record<string, unknown>>;

export interface Coerced {
  /** The command with plist values. Values that could not be converted stay as they were, for `validateCommand`. */
  readonly command: Record<string, unknown>;
  readonly findings: Finding[];
}

/**
 * A command from JSON (REST, a form) with plist values: base64 text becomes bytes where the schema wants data, ISO 8601
 * text a date, a number a real. Inside free-form values (app configurations) the tags of `tagged-json.ts` say the same:
 * `{"$data": "…"}`. Nothing else is converted, and unknown keys pass through for `validateCommand` to refuse.
 *
 * @param json the command dictionary, `RequestType` included
 * @param definition its definition; without one nothing is converted
 * @returns the command, and one refusal for each value that cannot be converted
 */
export function coerceCommand(json: Dictionary, definition: CommandDefinition | undefined): Coerced {
  const findings: Finding[] = [];
  if (definition === undefined) return { command: { ...json }, findings };
  return { command: coerceMembers(json, { keys: definition.keys }, '', findings), findings };
}

/** The inverse of `coerceCommand`: plain JSON that says the same. */
export function commandToJson(command: Dictionary, definition: CommandDefinition | undefined): Record<string, unknown> {
  return membersToJson(command, { keys: definition?.keys ?? [] });
}

/** The definition that fits one entry of an array. */
function entryDefinition(entry: unknown, key: KeyDefinition): KeyDefinition | undefined {
  if (key.variants === undefined) return key.items;
  return isDictionary(entry) ? key.variants.find((variant) => variant.key === entry.Item) : undefined;
}

function memberDefinition(name: string, parent: Pick<KeyDefinition, 'keys' | 'wildcard'>): KeyDefinition | undefined {
  return parent.keys?.find((key) => key.key === name) ?? parent.wildcard;
}

function mapMembers(value: Dictionary, map: (name: string, member: unknown) => unknown): Record<string, unknown> {
  // fromEntries: a member named __proto__ stays a member.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, map(name, member)]),
  );
}

function coerceMembers(
  value: Dictionary,
  parent: Pick<KeyDefinition, 'keys' | 'wildcard'>,
  path: string,
  findings: Finding[],
): Record<string, unknown> {
  return mapMembers(value, (name, member) => {
    const at = path === '' ? name : `${path}.${name}`;
    return coerceValue(member, memberDefinition(name, parent), at, findings);
  });
}

function coerceValue(value: unknown, key: KeyDefinition | undefined, path: string, findings: Finding[]): unknown {
  const refuse = (code: Finding['code'], message: string) => {
    findings.push({ code, severity: 'refuse', path, message });
    return value;
  };
  switch (key?.type) {
    case undefined:
      return value;
    case 'data':
      if (typeof value !== 'string') return value;
      return base64ToBytes(value) ?? refuse('bad-format', `${path} is data and must be written in base64.`);
    case 'date': {
      if (typeof value !== 'string') return value;
      return (
        parseDate(value) ?? refuse('bad-format', `${path} is a date and must be written like 2026-01-31T09:00:00Z.`)
      );
    }
    case 'real':
      return typeof value === 'number' && Number.isFinite(value) ? new PlistReal(value) : value;
    case 'integer':
      return isDictionary(value) ? (jsonToPlist(value) ?? value) : value;
    case 'array':
      if (!Array.isArray(value)) return value;
      return value.map((entry, index) =>
        coerceValue(entry, entryDefinition(entry, key), `${path}[${index}]`, findings),
      );
    case 'dictionary':
      if (!isDictionary(value)) return value;
      if (key.keys === undefined && key.wildcard === undefined) break;
      return coerceMembers(value, key, path, findings);
    case 'any':
      break;
    default:
      return value;
  }
  return jsonToPlist(value) ?? refuse('wrong-type', `${path} holds something a property list cannot, such as null.`);
}

/** A moment in ISO 8601 with its zone; undefined when it is not one. */
function parseDate(value: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function membersToJson(value: Dictionary, parent: Pick<KeyDefinition, 'keys' | 'wildcard'>): Record<string, unknown> {
  return mapMembers(value, (name, member) => valueToJson(member, memberDefinition(name, parent)));
}

function valueToJson(value: unknown, key: KeyDefinition | undefined): unknown {
  if (key !== undefined && key.type !== 'any') {
    if (value instanceof Uint8Array && key.type === 'data') return bytesToBase64(value);
    if (value instanceof Date && key.type === 'date') return value.toISOString();
    if (value instanceof PlistReal && key.type === 'real') return value.value;
    if (Array.isArray(value) && key.type === 'array') {
      return value.map((entry) => valueToJson(entry, entryDefinition(entry, key)));
    }
    if (isDictionary(value) && key.type === 'dictionary' && (key.keys !== undefined || key.wildcard !== undefined)) {
      return membersToJson(value, key);
    }
  }
  return plistToJson(value as PlistValue);
}
