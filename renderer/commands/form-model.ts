import {
  coerceCommand,
  commandDefinition,
  type DeviceContext,
  type Finding,
  type KeyDefinition,
  PLATFORMS,
  type Platform,
  SECRET_KEYS,
  type SupportTable,
  validateCommand,
} from '../../shared/catalogue/index.ts';

/** A command as it is being filled in: plain JSON, as the engine takes it. */
export type Draft = { readonly RequestType: string } & Readonly<Record<string, unknown>>;

/** How one key of a command is filled in. */
export type FieldKind =
  | 'text'
  | 'long-text'
  | 'secret'
  | 'integer'
  | 'real'
  | 'boolean'
  | 'choice'
  | 'date'
  | 'file'
  /** Some of a list of names. */
  | 'choices'
  /** Any number of words. */
  | 'words'
  /** Any number of values of one shape. */
  | 'list'
  /** Any number of dictionaries of different shapes, each named by its `Item`. */
  | 'variants'
  | 'group'
  /** Anything a property list can hold, as JSON. */
  | 'free';

const LONG_TEXTS: ReadonlySet<string> = new Set(['Message', 'Footnote']);

/** How a key is filled in, from what Apple's schema says of it. */
export function fieldKind(key: KeyDefinition): FieldKind {
  if (isSwitch(key)) return 'boolean';
  switch (key.type) {
    case 'string':
      if (key.values !== undefined) return 'choice';
      if (SECRET_KEYS.has(key.key)) return 'secret';
      return LONG_TEXTS.has(key.key) ? 'long-text' : 'text';
    case 'integer':
    case 'real':
      return key.values === undefined ? key.type : 'choice';
    case 'boolean':
    case 'date':
      return key.type;
    case 'data':
      return 'file';
    case 'array':
      if (key.variants !== undefined) return 'variants';
      if (key.items?.choices !== undefined) return 'choices';
      if (key.items === undefined) return 'free';
      return key.items.type === 'string' && key.items.values === undefined ? 'words' : 'list';
    case 'dictionary':
      return key.keys !== undefined && key.keys.length > 0 ? 'group' : 'free';
    default:
      return 'free';
  }
}

/** A number that is 0 for no and 1 for yes. */
export function isSwitch({ type, values }: KeyDefinition): boolean {
  return type === 'integer' && values?.length === 2 && values.includes(0) && values.includes(1);
}

/** Whether any of the platforms has what this is about. No platform known means all may. */
export function isOnAny(support: SupportTable | undefined, platforms: readonly Platform[]): boolean {
  if (support === undefined || platforms.length === 0) return true;
  return platforms.some((platform) => support[platform]?.available !== false);
}

/** The keys to show for devices of these platforms: what none of them has would only be in the way. */
export function keysFor(keys: readonly KeyDefinition[], platforms: readonly Platform[]): readonly KeyDefinition[] {
  return keys.filter((key) => isOnAny(key.support, platforms));
}

/** What a command is filled with at first: everything one may ask for is asked for, nothing else is decided. */
export function startDraft(requestType: string, platforms: readonly Platform[]): Draft {
  const definition = commandDefinition(requestType);
  const start: Record<string, unknown> = {};
  for (const key of keysFor(definition?.keys ?? [], platforms)) {
    if (key.required === true && fieldKind(key) === 'choices') start[key.key] = choicesOf(key, platforms);
    else if (key.required === true && fieldKind(key) === 'list') start[key.key] = [startEntry(key.items)];
  }
  return { RequestType: requestType, ...start };
}

/** The names one may choose from on these platforms. */
export function choicesOf(key: KeyDefinition, platforms: readonly Platform[]): string[] {
  return (key.items?.choices ?? []).filter(({ support }) => isOnAny(support, platforms)).map(({ value }) => value);
}

/** A new entry of a list. */
export function startEntry(items: KeyDefinition | undefined): unknown {
  return items?.type === 'dictionary' ? {} : '';
}

/**
 * A draft without what was left empty: no empty texts, and no dictionaries in which nothing is filled in. A list or
 * dictionary somebody opened on purpose (`{}` of free form) stays.
 */
export function pruned(draft: Draft): Draft {
  return { ...(prunedMembers(draft) as Record<string, unknown>), RequestType: draft.RequestType };
}

function prunedMembers(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => {
      if (member === undefined || member === '' || member === null) return [];
      if (Array.isArray(member)) return [[key, member.map(prunedEntry)]];
      return [[key, prunedEntry(member)]];
    }),
  );
}

function prunedEntry(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return prunedMembers(value as Record<string, unknown>);
}

/** A draft (or a part of one) with one member changed; `undefined` takes it out. */
export function withMember<T extends Readonly<Record<string, unknown>>>(value: T, key: string, member: unknown): T {
  const next: Record<string, unknown> = { ...value, [key]: member };
  if (member === undefined) delete next[key];
  return next as T;
}

/** What is wrong with a draft in itself, by the path of the key (`Settings[0].Image`). */
export function findingsOf(draft: Draft, device?: DeviceContext): Finding[] {
  const { command, findings } = coerceCommand(pruned(draft), commandDefinition(draft.RequestType));
  const unreadable = new Set(findings.map(({ path }) => path));
  return [...findings, ...validateCommand(command, device).filter(({ path }) => !unreadable.has(path))];
}

/** One of the platforms a command is for, and what it asks of a device there. */
export interface Needs {
  readonly platform: Platform;
  readonly introduced: string | undefined;
  readonly supervised: boolean;
  readonly right: string | undefined;
}

/** Where a command works and what it needs there. */
export function needsOf(requestType: string, platforms: readonly Platform[] = PLATFORMS): Needs[] {
  const support = commandDefinition(requestType)?.support;
  if (support === undefined) return [];
  return platforms
    .filter((platform) => support[platform].available !== false)
    .map((platform) => ({
      platform,
      introduced: support[platform].introduced,
      supervised: support[platform].supervised === true,
      right: support[platform].right ?? undefined,
    }));
}
