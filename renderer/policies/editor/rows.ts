import type { KeyDefinition, Platform, PlistValue } from '../../../shared/catalogue/index.ts';
import { COMMON_KEYS, definitionOf, facesOf, payloadKeys } from '../../../shared/payloads/index.ts';
import type { PayloadWords, Words } from '../../../shared/payloads/words/words.ts';
import { isOnAny } from '../../commands/form-model.ts';
import type { Profile } from './draft.ts';
import { TOPICS, type Topic, topicOf } from './topics.ts';

/** One key of a payload, as the form shows it. */
export interface Row {
  readonly definition: KeyDefinition;
  /** Apple documents no such key: it is kept and can be edited as a plain value. */
  readonly unknown: boolean;
  readonly words: Words;
}

/** Rows under one heading. */
export interface RowGroup {
  readonly id: 'needed' | 'main' | 'unknown' | 'about' | Topic;
  readonly rows: readonly Row[];
}

export interface RowFilter {
  /** Only keys the profile has. */
  readonly onlySet: boolean;
  readonly search: string;
  /** Only keys this platform has; undefined shows all. */
  readonly platform: Platform | undefined;
}

const RESTRICTIONS = 'com.apple.applicationaccess';

/** What every payload has and the form of no payload needs at the top. */
const ABOUT: ReadonlySet<string> = new Set(COMMON_KEYS.map(({ key }) => key));

/** What the editor itself settles. */
const SETTLED: ReadonlySet<string> = new Set(['PayloadType', 'PayloadVersion']);

/** Words for a key of a payload, whichever of its faces the key belongs to. */
export function keyWords(words: PayloadWords, payload: Profile, path: string): Words {
  const faces = facesOf(payload);
  const root = path.split('.', 1)[0];
  const face =
    faces.find((id) => words.hasKey(id, path)) ??
    faces.find((id) => payloadKeys(id).some(({ key }) => key === root)) ??
    faces[0] ??
    'CommonPayloadKeys';
  return words.key(face, path);
}

/** What a payload is called in the language of the words. */
export function payloadTitle(words: PayloadWords, payload: Profile): string {
  const [face] = facesOf(payload);
  return face === undefined ? String(payload.PayloadType ?? '') : words.payload(face).title;
}

/**
 * The rows of a payload under their headings: what it needs, what it can have, what nobody knows, what every payload
 * has. Groups without rows are left out.
 */
export function rowGroups(payload: Profile, words: PayloadWords, filter: RowFilter): RowGroup[] {
  const definition = definitionOf(payload);
  const known = new Map((definition?.keys ?? COMMON_KEYS).map((key) => [key.key, key]));
  const rows = [...known.values()]
    .filter(({ key }) => !SETTLED.has(key))
    .map((key): Row => ({ definition: key, unknown: false, words: keyWords(words, payload, key.key) }));
  const others = Object.keys(payload)
    .filter((key) => !known.has(key))
    .map((key): Row => {
      const shape = definition?.wildcard ?? { key, type: typeOf(payload[key]) };
      return {
        definition: { ...shape, key, required: undefined },
        unknown: definition?.wildcard === undefined,
        words: { title: key, help: '', synonyms: '' },
      };
    });
  const wanted = [...rows, ...others].filter((row) => matches(row, payload, filter));
  const groups = new Map<RowGroup['id'], Row[]>();
  const topical = definition?.id === RESTRICTIONS;
  for (const row of wanted) {
    const { key, required } = row.definition;
    const id = row.unknown
      ? 'unknown'
      : ABOUT.has(key)
        ? 'about'
        : topical
          ? topicOf(key)
          : required === true
            ? 'needed'
            : 'main';
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  const order: readonly RowGroup['id'][] = ['needed', 'main', ...TOPICS, 'unknown', 'about'];
  return order.flatMap((id) => {
    const members = groups.get(id);
    return members === undefined ? [] : [{ id, rows: members }];
  });
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

function matches({ definition, words }: Row, payload: Profile, { onlySet, search, platform }: RowFilter): boolean {
  const set = Object.hasOwn(payload, definition.key);
  if (onlySet && (!set || ABOUT.has(definition.key))) return false;
  if (platform !== undefined && !set && !isOnAny(definition.support, [platform])) return false;
  const text = plain(`${words.title} ${definition.key} ${words.synonyms} ${words.help}`);
  return plain(search)
    .split(/\s+/)
    .every((term) => text.includes(term));
}

/** What kind of value a key nobody knows has. */
export function typeOf(value: PlistValue | undefined): KeyDefinition['type'] {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'real';
  if (value instanceof Date) return 'date';
  if (value instanceof Uint8Array) return 'data';
  return 'any';
}

/** What a key says of where it works, as badges show it. */
export interface KeyNeeds {
  readonly supervised: boolean;
  /** Platforms that have it, when not all of the payload's have. */
  readonly only: readonly Platform[] | undefined;
  /** Versions that brought it, where later than the payload. */
  readonly since: readonly { readonly platform: Platform; readonly version: string }[];
  readonly deprecated: boolean;
}

/** What a key needs of a device, beyond what its payload needs. */
export function keyNeeds(key: KeyDefinition, platforms: readonly Platform[]): KeyNeeds {
  const has = platforms.filter((platform) => key.support?.[platform]?.available !== false);
  const stated = has.flatMap((platform) => {
    const support = key.support?.[platform];
    return support === undefined ? [] : [{ platform, support }];
  });
  return {
    supervised: stated.some(({ support }) => support.supervised === true),
    only: has.length < platforms.length ? has : undefined,
    since: stated.flatMap(({ platform, support }) =>
      support.introduced === undefined ? [] : [{ platform, version: support.introduced }],
    ),
    deprecated: stated.some(({ support }) => support.deprecated !== undefined || support.removed !== undefined),
  };
}
