import { isDictionary, PlistReal } from './plist-value.ts';
import type { Choice, DeviceContext, Finding, FindingCode, KeyDefinition, KeyType } from './types.ts';
import { checkSupport } from './validate-support.ts';

/** Deepest nesting inside free-form values (app configurations). */
const MAX_DEPTH = 32;

const TYPE_LABELS: Readonly<Record<KeyType, string>> = {
  string: 'text',
  integer: 'a whole number',
  real: 'a number',
  boolean: 'true or false',
  date: 'a date',
  data: 'data',
  array: 'a list',
  dictionary: 'a dictionary',
  any: 'a property list value',
};

interface Check {
  readonly device: DeviceContext | undefined;
  readonly findings: Finding[];
}

function refuse(check: Check, code: FindingCode, path: string, message: string): void {
  check.findings.push({ code, severity: 'refuse', path, message });
}

/**
 * Checks the members of a dictionary against its definition: unknown and missing keys, and each value in turn.
 *
 * @param path of the dictionary, empty for the command
 * @param optional names that may be missing although the schema requires them
 */
export function checkMembers(
  value: Readonly<Record<string, unknown>>,
  definition: Pick<KeyDefinition, 'keys' | 'wildcard'>,
  path: string,
  device: DeviceContext | undefined,
  optional: ReadonlySet<string> = new Set(),
): Finding[] {
  const check: Check = { device, findings: [] };
  members(check, value, definition, path, optional);
  return check.findings;
}

function members(
  check: Check,
  value: Readonly<Record<string, unknown>>,
  definition: Pick<KeyDefinition, 'keys' | 'wildcard'>,
  path: string,
  optional?: ReadonlySet<string>,
): void {
  const known = definition.keys ?? [];
  const prefix = path === '' ? '' : `${path}.`;
  for (const key of known) {
    const own = Object.hasOwn(value, key.key) && value[key.key] !== undefined;
    if (own) element(check, value[key.key], key, `${prefix}${key.key}`);
    else if (key.required && !optional?.has(key.key) && !isAbsent(key, check.device)) {
      refuse(
        check,
        'missing-key',
        `${prefix}${key.key}`,
        `${prefix}${key.key} is missing. Give it ${TYPE_LABELS[key.type]}.`,
      );
    }
  }
  for (const name of Object.keys(value)) {
    if (value[name] === undefined || known.some((key) => key.key === name)) continue;
    if (definition.wildcard !== undefined) element(check, value[name], definition.wildcard, `${prefix}${name}`);
    else {
      const near = known.find((key) => key.key.toLowerCase() === name.toLowerCase());
      const hint = near === undefined ? 'Remove it.' : `Write “${near.key}”.`;
      refuse(check, 'unknown-key', `${prefix}${name}`, `Apple documents no key “${name}” here. ${hint}`);
    }
  }
}

/** A key the device's platform does not have need not be there. */
function isAbsent({ support }: KeyDefinition, device: DeviceContext | undefined): boolean {
  return device?.platform !== undefined && support?.[device.platform]?.available === false;
}

function element(check: Check, value: unknown, key: KeyDefinition, path: string, subject = `The key ${path}`): void {
  if (key.support !== undefined && check.device !== undefined) {
    const before = check.findings.length;
    check.findings.push(...checkSupport(subject, path, key.support, check.device));
    if (check.findings.slice(before).some((finding) => finding.code === 'not-on-platform')) return;
  }
  if (!hasType(value, key.type)) {
    refuse(check, 'wrong-type', path, `${path} must be ${TYPE_LABELS[key.type]}.`);
    return;
  }
  switch (key.type) {
    case 'dictionary':
      if (isDictionary(value) && (key.keys !== undefined || key.wildcard !== undefined))
        members(check, value, key, path);
      else if (!isPlistValue(value))
        refuse(check, 'wrong-type', path, `${path} holds something a property list cannot.`);
      return;
    case 'array':
      list(check, value as readonly unknown[], key, path);
      return;
    case 'any':
      if (!isPlistValue(value)) refuse(check, 'wrong-type', path, `${path} holds something a property list cannot.`);
      return;
    default:
      scalar(check, value, key, path);
  }
}

function list(check: Check, value: readonly unknown[], key: KeyDefinition, path: string): void {
  const { min, max } = key.repetition ?? {};
  if ((min !== undefined && value.length < min) || (max !== undefined && value.length > max)) {
    refuse(check, 'out-of-range', path, `${path} must hold ${bounds(min, max)} entries.`);
  }
  for (const [index, entry] of value.entries()) {
    const at = `${path}[${index}]`;
    if (key.variants !== undefined) variant(check, entry, key.variants, at);
    else if (key.items !== undefined) element(check, entry, key.items, at);
    else if (!isPlistValue(entry)) refuse(check, 'wrong-type', at, `${at} holds something a property list cannot.`);
  }
}

/** One of several unlike dictionaries, chosen by its `Item`. */
function variant(check: Check, value: unknown, variants: readonly KeyDefinition[], path: string): void {
  if (!isDictionary(value)) {
    refuse(check, 'wrong-type', path, `${path} must be a dictionary.`);
    return;
  }
  const chosen = variants.find((candidate) => candidate.key === value.Item);
  if (chosen !== undefined) element(check, value, chosen, path, `The setting ${chosen.key}`);
  else if (value.Item === undefined) {
    refuse(
      check,
      'missing-key',
      `${path}.Item`,
      `${path}.Item is missing. Give it ${names(variants.map((v) => v.key))}.`,
    );
  } else {
    const message = `${path}.Item is not a setting Apple documents. It can be ${names(variants.map((v) => v.key))}.`;
    refuse(check, 'not-in-list', `${path}.Item`, message);
  }
}

function scalar(check: Check, value: unknown, key: KeyDefinition, path: string): void {
  const plain = value instanceof PlistReal ? value.value : value;
  const named = key.values?.some((allowed) => sameScalar(allowed, plain));
  // With a range beside it, the list names values outside that range: 0 for never.
  if (named === true && key.range !== undefined) return;
  if (key.values !== undefined && named === false && key.range === undefined) {
    refuse(check, 'not-in-list', path, `${path} must be ${names(key.values.map(String))}.`);
  }
  if (key.choices !== undefined && typeof value === 'string') choice(check, value, key.choices, path);
  const { min, max } = key.range ?? {};
  if (typeof plain === 'number' || typeof plain === 'bigint') {
    if ((min !== undefined && plain < min) || (max !== undefined && plain > max)) {
      refuse(check, 'out-of-range', path, `${path} must be ${bounds(min, max)}.`);
    }
  }
  if (key.format !== undefined && typeof value === 'string' && !new RegExp(`^(?:${key.format})$`, 'u').test(value)) {
    refuse(check, 'bad-format', path, `${path} is not written as it must be (${key.format}).`);
  }
}

/**
 * Names such as DeviceInformation queries. A device leaves out what it does not know or may not tell (PAY-8), so
 * nothing here refuses the command.
 */
function choice(check: Check, value: string, choices: readonly Choice[], path: string): void {
  const warn = (code: FindingCode, message: string) => check.findings.push({ code, severity: 'warn', path, message });
  const chosen = choices.find((candidate) => candidate.value === value);
  if (chosen === undefined) warn('not-in-list', `Apple documents no “${value}”; the device will leave it out.`);
  else if (chosen.support !== undefined && check.device !== undefined) {
    for (const finding of checkSupport(value, path, chosen.support, check.device)) {
      if (finding.code !== 'fact-unknown') warn(finding.code, `${finding.message} The device will leave it out.`);
    }
  }
}

function hasType(value: unknown, type: KeyType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'bigint' ? fitsInteger(value) : Number.isSafeInteger(value);
    case 'real':
      return typeof value === 'number' ? Number.isFinite(value) : value instanceof PlistReal;
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return value instanceof Date && !Number.isNaN(value.getTime());
    case 'data':
      return value instanceof Uint8Array;
    case 'array':
      return Array.isArray(value);
    case 'dictionary':
      return isDictionary(value);
    case 'any':
      return true;
  }
}

/** Property list integers are 64 bits, signed or unsigned. */
const fitsInteger = (value: bigint) => value >= -(2n ** 63n) && value < 2n ** 64n;

/** True when a property list can hold the value, to a sane depth. */
function isPlistValue(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'bigint') return fitsInteger(value);
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  if (value instanceof Uint8Array || value instanceof PlistReal) return true;
  if (Array.isArray(value)) return value.every((entry) => isPlistValue(entry, depth + 1));
  return isDictionary(value) && Object.values(value).every((entry) => isPlistValue(entry, depth + 1));
}

function sameScalar(allowed: string | number, value: unknown): boolean {
  return allowed === value || (typeof value === 'bigint' && typeof allowed === 'number' && value === BigInt(allowed));
}

function names(values: readonly string[]): string {
  const quoted = values.map((value) => `“${value}”`);
  return quoted.length < 2 ? (quoted[0] ?? 'nothing') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function bounds(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}
