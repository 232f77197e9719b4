/**
 * Reads Apple's device-management schema, a copy of the repository apple/device-management: keys, types, limits and
 * platforms; none of its prose. A word of the schema that is not known here stops the reading: a new limit must not get
 * lost silently.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { accessRightByName } from '../shared/catalogue/access-rights.ts';
import type { KeyDefinition, Platform, PlatformSupport, SupportMode } from '../shared/catalogue/types.ts';
import { PLATFORMS } from '../shared/catalogue/types.ts';

type Yaml = Record<string, unknown>;
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const TYPES = ['string', 'integer', 'real', 'boolean', 'date', 'data', 'array', 'dictionary', 'any'] as const;
/** Words that tell people, not programs. */
export const PROSE = ['title', 'description', 'content', 'notes', 'examples', 'subkeytype', 'combinetype'];

/** Stops the reading. */
export function fail(where: string, what: string): never {
  throw new Error(`${where}: ${what}`);
}

/** A mapping with no other keys than these. */
export function mapping(value: unknown, where: string, known: readonly string[]): Yaml {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(where, 'expected a mapping');
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) fail(where, `does not know what “${unknown.join(', ')}” means`);
  return value as Yaml;
}

/** A list; none when there is nothing. */
export function list(value: unknown, where: string): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : fail(where, 'expected a list');
}

function version(value: unknown, where: string): string {
  // An unquoted 10.10 would have become the number 10.1.
  if (typeof value !== 'string' || !/^\d+(\.\d+)*$/.test(value)) fail(where, `“${value}” is not a version`);
  return value;
}

function flag(value: unknown, where: string): boolean {
  return typeof value === 'boolean' ? value : fail(where, `“${value}” is not a boolean`);
}

function mode(value: unknown, where: string): SupportMode {
  if (value === 'allowed' || value === 'required' || value === 'forbidden' || value === 'ignored') return value;
  return fail(where, `“${value}” is not a mode`);
}

const SUPPORT_WORDS = 'introduced deprecated removed accessrights supervised requiresdep devicechannel userchannel'
  .concat(' sharedipad userenrollment')
  // Of profile payloads and status items.
  .concat(' multiple userapprovedmdm allowmanualinstall allowed-enrollments allowed-scopes')
  .split(' ');

/** Status items also say under which enrollments and on which channels (`system`, `user`) they are told. */
type Support = Mutable<PlatformSupport> & { enrollments?: unknown[]; scopes?: unknown[]; sharedScopes?: unknown[] };

function platformSupport(value: unknown, where: string): PlatformSupport {
  const source = mapping(value ?? {}, where, SUPPORT_WORDS);
  if (source.introduced === 'n/a') return { available: false };
  const out: Support = {};
  for (const word of ['introduced', 'deprecated', 'removed'] as const) {
    // “all” is every version there is.
    if (source[word] !== undefined && source[word] !== 'all') out[word] = version(source[word], `${where}.${word}`);
  }
  if (source.accessrights !== undefined) {
    const name = String(source.accessrights);
    // DeviceInformation is “Special Case”: the right depends on each query, and is stated there.
    const none = ['None', 'n/a', 'Special Case'].includes(name);
    out.right = none ? null : (accessRightByName(name)?.name ?? fail(where, `unknown access right “${name}”`));
  }
  if (source.supervised !== undefined) out.supervised = flag(source.supervised, where);
  if (source.requiresdep !== undefined) out.dep = flag(source.requiresdep, where);
  if (source.multiple !== undefined) out.multiple = flag(source.multiple, where);
  if (source.userapprovedmdm !== undefined) out.userApproved = flag(source.userapprovedmdm, where);
  if (source.allowmanualinstall !== undefined) out.manualInstall = flag(source.allowmanualinstall, where);
  if (source.devicechannel !== undefined) out.deviceChannel = flag(source.devicechannel, where);
  if (source.userchannel !== undefined) out.userChannel = flag(source.userchannel, where);
  if (source.sharedipad !== undefined) {
    const shared = mapping(source.sharedipad, where, ['mode', 'devicechannel', 'userchannel', 'allowed-scopes']);
    out.sharedIPad = {
      ...(shared.mode === undefined ? {} : { mode: mode(shared.mode, where) }),
      ...(shared.devicechannel === undefined ? {} : { deviceChannel: flag(shared.devicechannel, where) }),
      ...(shared.userchannel === undefined ? {} : { userChannel: flag(shared.userchannel, where) }),
    };
    if (shared['allowed-scopes'] !== undefined) out.sharedScopes = list(shared['allowed-scopes'], where);
  }
  if (source['allowed-enrollments'] !== undefined) out.enrollments = list(source['allowed-enrollments'], where);
  if (source['allowed-scopes'] !== undefined) out.scopes = list(source['allowed-scopes'], where);
  if (source.userenrollment !== undefined) {
    out.userEnrollment = mode(mapping(source.userenrollment, where, ['mode', 'behavior']).mode, where);
  }
  return out;
}

/** Which platforms have a thing, and under which conditions. */
export function supportTable(value: unknown, where: string): Partial<Record<Platform, PlatformSupport>> {
  const source = mapping(value, where, PLATFORMS);
  const out: Partial<Record<Platform, PlatformSupport>> = {};
  for (const platform of PLATFORMS) {
    if (source[platform] !== undefined) out[platform] = platformSupport(source[platform], `${where}.${platform}`);
  }
  return out;
}

/** Names that stand for “any key” instead of being one. */
export const isWildcard = (key: string) => /^ANY\b/.test(key) || key === 'Category Name';

const KEY_WORDS = 'key type presence default rangelist range format repetition subkeys supportedOS valuetype subtype'
  .split(' ')
  .concat(PROSE);

/**
 * One key with what it may hold.
 *
 * @param withSupport whether to keep which platforms have it
 * @param outer subkeys this key lies in: some payloads describe themselves (a folder of the home screen holds pages of
 *   icons, one of which could be a folder), and devices take one round only
 */
export function keyDefinition(
  value: unknown,
  parent: string,
  withSupport: boolean,
  outer: readonly unknown[] = [],
): KeyDefinition {
  const source = mapping(value, parent, KEY_WORDS);
  const key = typeof source.key === 'string' ? source.key : fail(parent, 'a key has no name');
  const where = `${parent}.${key}`;
  const type = TYPES.find((name) => source.type === `<${name}>`) ?? fail(where, `unknown type ${source.type}`);
  const out: Mutable<KeyDefinition> = { key, type };
  if (source.presence === 'required') out.required = true;
  if (source.default !== undefined) out.default = source.default as string | number | boolean;
  if (source.rangelist !== undefined) out.values = list(source.rangelist, where) as (string | number)[];
  if (source.range !== undefined) out.range = mapping(source.range, where, ['min', 'max']);
  if (source.format !== undefined) out.format = String(source.format);
  if (source.repetition !== undefined) out.repetition = mapping(source.repetition, where, ['min', 'max']);
  if (source.supportedOS !== undefined && withSupport) out.support = supportTable(source.supportedOS, where);
  if (source.subtype !== undefined) {
    if (source.subtype !== '<url>' && source.subtype !== '<hostname>') fail(where, `unknown subtype ${source.subtype}`);
    out.text = source.subtype === '<url>' ? 'url' : 'hostname';
  }
  const subkeys = list(source.subkeys, where);
  const within = [...outer, source.subkeys];
  const inner = subkeys
    .filter((sub) => within.filter((each) => each !== undefined && each === (sub as Yaml).subkeys).length < 2)
    .map((sub) => keyDefinition(sub, where, withSupport, within));
  if (type === 'dictionary') {
    const wildcard = inner.find((member) => isWildcard(member.key));
    out.keys = inner.filter((member) => member !== wildcard);
    if (wildcard !== undefined) out.wildcard = wildcard;
  } else if (type === 'array') {
    if (inner.length > 1) out.variants = inner.map((element) => withItem(element, where));
    else if (inner[0] !== undefined) out.items = inner[0];
  } else if (subkeys.length > 0) {
    // A scalar with subkeys lists the values it may have, each with its own platforms.
    out.choices = inner.map((choice) =>
      choice.support === undefined ? { value: choice.key } : { value: choice.key, support: choice.support },
    );
  }
  return out;
}

/** Every variant names itself in `Item`. One setting of the schema (DefaultApplications) forgets to say so. */
function withItem(variant: KeyDefinition, where: string): KeyDefinition {
  const item = variant.keys?.find((key) => key.key === 'Item');
  if (item === undefined) {
    const added: KeyDefinition = { key: 'Item', type: 'string', required: true, values: [variant.key] };
    return { ...variant, keys: [added, ...(variant.keys ?? [])] };
  }
  if (item.values?.length !== 1 || item.values[0] !== variant.key) fail(where, `${variant.key} has another Item`);
  // The schema gives one Item platforms of its own, which could only contradict the variant's.
  const bare: Mutable<KeyDefinition> = { ...item };
  delete bare.support;
  return { ...variant, keys: variant.keys?.map((key) => (key === item ? bare : key)) };
}

/** The YAML files of a folder of the schema, with their names, in order. */
export function schemaFiles(from: string, ...folder: string[]): { file: string; content: unknown }[] {
  const path = join(from, ...folder);
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, content: parse(readFileSync(join(path, file), 'utf8')) }));
}

/**
 * Runs a generator from the command line: `--from DIR` names the schema's copy (default: ../shared/apple-schema beside the
 * checkout); `--check` writes nothing and exits 1 when the committed file differs.
 *
 * @param path where the file lies in the project
 */
export function writeGenerated(path: string, build: (from: string) => string): void {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const { values } = parseArgs({ options: { from: { type: 'string' }, check: { type: 'boolean', default: false } } });
  const from = resolve(values.from ?? join(root, '..', 'shared', 'apple-schema'));
  const target = join(root, path);
  if (!existsSync(from)) {
    console.error(`No schema at ${from}. Give its folder with --from.`);
    process.exit(2);
  }
  const text = build(from);
  if (values.check) {
    const same = existsSync(target) && readFileSync(target, 'utf8') === text;
    console.log(same ? `${path} is up to date.` : `${path} differs from the schema: generate it again.`);
    if (!same) process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  console.log(`${path}: ${text.split('\n').length - 3} entries, ${Buffer.byteLength(text)} bytes`);
}
