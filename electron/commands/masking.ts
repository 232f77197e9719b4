import {
  commandDefinition,
  commonAnswerKey,
  HIDDEN_KEYS,
  isShownKey,
  type KeyDefinition,
} from '../../shared/catalogue/index.ts';
import { MASK } from '../../shared/mask.ts';
import { decodePlistDict, encodePlist, isPlistDict, type PlistDict, type PlistValue } from '../protocol/index.ts';

/**
 * A device's answer for people: XML in which every value is masked that is not on the list of what may be shown. An
 * answer that cannot be decoded is shown as it came when it is text (masked as far as keys can be found), else in
 * base64; to a command whose answer holds secrets it is not shown at all.
 */
export function shownAnswer(raw: Uint8Array, requestType: string): string {
  const keys = commandDefinition(requestType)?.response ?? [];
  try {
    return encodePlist(masked(decodePlistDict(raw, { preserveReals: true }), keys, undefined), { pretty: true });
  } catch {
    return holdsSecrets(keys) ? '' : shownText(raw);
  }
}

function masked(dict: PlistDict, keys: readonly KeyDefinition[], wildcard: KeyDefinition | undefined): PlistDict {
  return Object.fromEntries(
    Object.entries(dict).map(([name, value]) => {
      const key = keys.find((candidate) => candidate.key === name) ?? commonAnswerKey(name) ?? wildcard;
      return [name, key !== undefined && isShownKey(name, key) ? shownValue(value, key) : MASK];
    }),
  );
}

function shownValue(value: PlistValue, key: KeyDefinition): PlistValue {
  if (Array.isArray(value)) {
    return value.map((entry) => {
      const items = key.variants?.find(({ key: item }) => isPlistDict(entry) && entry.Item === item) ?? key.items;
      return items !== undefined && isShownKey(items.key, items) ? shownValue(entry, items) : MASK;
    });
  }
  if (!isPlistDict(value)) return value;
  // Settings answers with a list of what the schema describes one entry of.
  return masked(value, key.keys ?? [], key.wildcard);
}

function holdsSecrets(keys: readonly KeyDefinition[]): boolean {
  return keys.some(
    ({ key, keys: members = [], items, wildcard }) =>
      HIDDEN_KEYS.has(key) || holdsSecrets([...members, ...[items, wildcard].filter((each) => each !== undefined)]),
  );
}

function shownText(raw: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('base64');
  }
  if (text.includes('\u0000')) return Buffer.from(text).toString('base64');
  return text.replace(
    /(<key>\s*([^<]{1,100}?)\s*<\/key>\s*<(string|data)>)[^<]*/g,
    (whole: string, opening: string, key: string) =>
      isShownKey(key, commonAnswerKey(key) ?? { key, type: 'string' }) ? whole : opening + MASK,
  );
}
