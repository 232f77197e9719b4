/**
 * Writes shared/catalogue/generated/commands.json from Apple's device-management schema: keys, types, limits and
 * platforms of every MDM command; none of Apple's prose.
 *
 *   node scripts/build-catalogue.ts [--from DIR] [--check]
 *
 * DIR is a copy of the repository apple/device-management (default: ../shared/apple-schema beside the checkout).
 * `--check` writes nothing and exits 1 when the committed file differs. A word of the schema that this script does not
 * know stops it: a new limit must not get lost silently.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { accessRightByName } from '../shared/catalogue/access-rights.ts';
import type {
  CommandDefinition,
  KeyDefinition,
  Platform,
  PlatformSupport,
  SupportMode,
} from '../shared/catalogue/types.ts';
import { PLATFORMS } from '../shared/catalogue/types.ts';

type Yaml = Record<string, unknown>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const TYPES = ['string', 'integer', 'real', 'boolean', 'date', 'data', 'array', 'dictionary', 'any'] as const;
const PROSE = ['title', 'description', 'content', 'notes', 'examples', 'subkeytype', 'combinetype'];

function fail(where: string, what: string): never {
  throw new Error(`${where}: ${what}`);
}

function mapping(value: unknown, where: string, known: readonly string[]): Yaml {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(where, 'expected a mapping');
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) fail(where, `does not know what “${unknown.join(', ')}” means`);
  return value as Yaml;
}

function list(value: unknown, where: string): unknown[] {
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
  .split(' ');

function platformSupport(value: unknown, where: string): PlatformSupport {
  const source = mapping(value ?? {}, where, SUPPORT_WORDS);
  if (source.introduced === 'n/a') return { available: false };
  const out: Mutable<PlatformSupport> = {};
  for (const word of ['introduced', 'deprecated', 'removed'] as const) {
    if (source[word] !== undefined) out[word] = version(source[word], `${where}.${word}`);
  }
  if (source.accessrights !== undefined) {
    const name = String(source.accessrights);
    // DeviceInformation is “Special Case”: the right depends on each query, and is stated there.
    const none = ['None', 'n/a', 'Special Case'].includes(name);
    out.right = none ? null : (accessRightByName(name)?.name ?? fail(where, `unknown access right “${name}”`));
  }
  if (source.supervised !== undefined) out.supervised = flag(source.supervised, where);
  if (source.requiresdep !== undefined) out.dep = flag(source.requiresdep, where);
  if (source.devicechannel !== undefined) out.deviceChannel = flag(source.devicechannel, where);
  if (source.userchannel !== undefined) out.userChannel = flag(source.userchannel, where);
  if (source.sharedipad !== undefined) {
    const shared = mapping(source.sharedipad, where, ['mode', 'devicechannel', 'userchannel']);
    out.sharedIPad = {
      ...(shared.mode === undefined ? {} : { mode: mode(shared.mode, where) }),
      ...(shared.devicechannel === undefined ? {} : { deviceChannel: flag(shared.devicechannel, where) }),
      ...(shared.userchannel === undefined ? {} : { userChannel: flag(shared.userchannel, where) }),
    };
  }
  if (source.userenrollment !== undefined) {
    out.userEnrollment = mode(mapping(source.userenrollment, where, ['mode', 'behavior']).mode, where);
  }
  return out;
}

function supportTable(value: unknown, where: string): Partial<Record<Platform, PlatformSupport>> {
  const source = mapping(value, where, PLATFORMS);
  const out: Partial<Record<Platform, PlatformSupport>> = {};
  for (const platform of PLATFORMS) {
    if (source[platform] !== undefined) out[platform] = platformSupport(source[platform], `${where}.${platform}`);
  }
  return out;
}

/** Names that stand for “any key” instead of being one. */
const isWildcard = (key: string) => /^ANY\b/.test(key) || key === 'Category Name';

const KEY_WORDS = 'key type presence default rangelist range format repetition subkeys supportedOS'
  .split(' ')
  .concat(PROSE);

function keyDefinition(value: unknown, parent: string, side: 'request' | 'response'): KeyDefinition {
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
  // A device may answer more than its platform promises: of an answer only names and types are kept.
  if (source.supportedOS !== undefined && side === 'request') out.support = supportTable(source.supportedOS, where);
  const subkeys = list(source.subkeys, where);
  if (type === 'dictionary') {
    const members = subkeys.map((sub) => keyDefinition(sub, where, side));
    const wildcard = members.find((member) => isWildcard(member.key));
    out.keys = members.filter((member) => member !== wildcard);
    if (wildcard !== undefined) out.wildcard = wildcard;
  } else if (type === 'array') {
    const elements = subkeys.map((sub) => keyDefinition(sub, where, side));
    if (elements.length > 1) out.variants = elements.map((element) => withItem(element, where));
    else if (elements[0] !== undefined) out.items = elements[0];
  } else if (subkeys.length > 0) {
    // A scalar with subkeys lists the values it may have, each with its own platforms.
    out.choices = subkeys.map((sub) => {
      const choice = keyDefinition(sub, where, side);
      return choice.support === undefined ? { value: choice.key } : { value: choice.key, support: choice.support };
    });
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

const WORDS = 'payload payloadkeys responsekeys'.split(' ').concat(PROSE);

function commandDefinition(text: string, file: string): CommandDefinition {
  const source = mapping(parse(text), file, WORDS);
  const payload = mapping(source.payload, file, ['requesttype', 'supportedOS', 'content']);
  const requestType = typeof payload.requesttype === 'string' ? payload.requesttype : fail(file, 'no requesttype');
  const support = supportTable(payload.supportedOS, requestType);
  for (const platform of PLATFORMS) support[platform] ??= { available: false };
  return {
    requestType,
    support: support as Record<Platform, PlatformSupport>,
    keys: list(source.payloadkeys, file).map((key) => keyDefinition(key, requestType, 'request')),
    response: list(source.responsekeys, file).map((key) => keyDefinition(key, requestType, 'response')),
  };
}

const only = (...platforms: (readonly [Platform, PlatformSupport])[]): Record<Platform, PlatformSupport> => ({
  ...(Object.fromEntries(PLATFORMS.map((name) => [name, { available: false }])) as Record<Platform, PlatformSupport>),
  ...Object.fromEntries(platforms),
});

function textSetting(name: string): KeyDefinition {
  return {
    key: name,
    type: 'dictionary',
    support: only(['tvOS', { introduced: '9.0', supervised: true }]),
    keys: [
      { key: 'Item', type: 'string', required: true, values: [name] },
      { key: name, type: 'string', required: true },
    ],
  };
}

/** Facts of Apple's MDM Protocol Reference that devices still know and the schema no longer lists. */
function supplement(command: CommandDefinition): CommandDefinition {
  const edit = (keys: readonly KeyDefinition[], name: string, change: (key: KeyDefinition) => KeyDefinition) => {
    if (!keys.some((key) => key.key === name)) fail(command.requestType, `${name} to supplement is gone`);
    return keys.map((key) => (key.key === name ? change(key) : key));
  };
  switch (command.requestType) {
    case 'InstallApplication': {
      const notManaged: KeyDefinition = { key: 'NotManaged', type: 'boolean', default: false };
      const keys = edit(command.keys, 'Options', (key) => ({ ...key, keys: [...(key.keys ?? []), notManaged] }));
      return { ...command, keys };
    }
    case 'DeviceInformation': {
      const spoken = only(['iOS', { introduced: '7.0' }], ['macOS', { introduced: '10.9' }], ['tvOS', {}]);
      const right = 'AllowQueryNetworkInformation' as const;
      const wired = only(
        ['iOS', { introduced: '7.0', right }],
        ['macOS', { introduced: '10.8', right }],
        ['tvOS', { right }],
      );
      const added = [
        { value: 'Languages', support: spoken },
        { value: 'Locales', support: spoken },
        { value: 'EthernetMACs', support: wired },
      ];
      const keys = edit(command.keys, 'Queries', (key) =>
        key.items === undefined
          ? key
          : { ...key, items: { ...key.items, choices: [...(key.items.choices ?? []), ...added] } },
      );
      const answers = added.map(
        ({ value }): KeyDefinition => ({
          key: value,
          type: 'array',
          items: { key: 'Item', type: 'string' },
        }),
      );
      const response = edit(command.response, 'QueryResponses', (key) => ({
        ...key,
        keys: [...(key.keys ?? []), ...answers],
      }));
      return { ...command, keys, response };
    }
    case 'RequestMirroring': {
      const range = { min: 10, max: 300 };
      return { ...command, keys: edit(command.keys, 'ScanTime', (key) => ({ ...key, default: 30, range })) };
    }
    case 'Settings': {
      const keys = edit(command.keys, 'Settings', (key) => ({
        ...key,
        variants: [...(key.variants ?? []), textSetting('Language'), textSetting('Locale')],
      }));
      return { ...command, keys };
    }
    default:
      return command;
  }
}

function build(from: string): string {
  const folder = join(from, 'mdm', 'commands');
  const commands = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => supplement(commandDefinition(readFileSync(join(folder, name), 'utf8'), name)))
    .sort((a, b) => (a.requestType < b.requestType ? -1 : 1));
  const names = commands.map((command) => command.requestType);
  if (new Set(names).size !== names.length) fail(folder, 'a request type is described twice');
  // One command a line: small, and a change in Apple's schema reads as a change of that command.
  return `[\n${commands.map((command) => JSON.stringify(command)).join(',\n')}\n]\n`;
}

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { from: { type: 'string' }, check: { type: 'boolean', default: false } } });
const from = resolve(values.from ?? join(root, '..', 'shared', 'apple-schema'));
const target = join(root, 'shared', 'catalogue', 'generated', 'commands.json');
if (!existsSync(from)) {
  console.error(`No schema at ${from}. Give its folder with --from.`);
  process.exit(2);
}
const text = build(from);
if (values.check) {
  const same = existsSync(target) && readFileSync(target, 'utf8') === text;
  console.log(same ? 'The catalogue is up to date.' : 'The catalogue differs from the schema: run build-catalogue.');
  process.exit(same ? 0 : 1);
}
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, text);
console.log(`${text.split('\n').length - 3} commands, ${Buffer.byteLength(text)} bytes`);
