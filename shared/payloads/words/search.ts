import { everyKey } from '../bodies.ts';
import { PAYLOADS } from '../payload-index.ts';
import type { PayloadWords } from './words.ts';

/** A payload or one of its keys that fits what was looked for. */
export interface SearchHit {
  readonly payloadId: string;
  /** Of the key; undefined for the payload itself. */
  readonly path: string | undefined;
  readonly title: string;
  readonly payloadTitle: string;
}

interface Entry extends SearchHit {
  readonly name: string;
  readonly wire: string;
  readonly synonyms: string;
  readonly help: string;
  readonly kind: string;
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * Makes a search over every payload and every key of all payloads, by what people call them, what Apple calls them and
 * other words: “AirDrop”, “allowAirDrop” and “nearby” all find the same key. Build it once for a language.
 *
 * @returns the search: hits for a query, best first; none for an empty query
 */
export function payloadSearch(words: PayloadWords): (query: string, limit?: number) => SearchHit[] {
  const entries = [
    ...PAYLOADS.map(({ id, type }) => entryOf(words, id, undefined, type)),
    ...everyKey().map(({ payloadId, path }) => entryOf(words, payloadId, path, path)),
  ];
  return (query, limit = 50) => {
    const terms = plain(query)
      .split(/\s+/)
      .filter((term) => term !== '');
    const whole = terms.join(' ');
    if (terms.length === 0) return [];
    return entries
      .map((entry) => ({ entry, score: scoreOf(entry, terms, whole) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.entry.title.length - b.entry.title.length)
      .slice(0, limit)
      .map(({ entry: { payloadId, path, title, payloadTitle } }) => ({ payloadId, path, title, payloadTitle }));
  };
}

function entryOf(words: PayloadWords, payloadId: string, path: string | undefined, wire: string): Entry {
  const payload = words.payload(payloadId);
  const { title, help, synonyms } = path === undefined ? payload : words.key(payloadId, path);
  return {
    payloadId,
    path,
    title,
    payloadTitle: payload.title,
    name: plain(title),
    wire: plain(wire),
    synonyms: plain(synonyms),
    help: plain(help),
    kind: path === undefined ? '' : plain(`${payload.title} ${payload.synonyms}`),
  };
}

/** How well an entry fits: every word must be somewhere, and the title counts most. */
function scoreOf(entry: Entry, terms: readonly string[], whole: string): number {
  let score = 0;
  for (const term of terms) {
    const best = termScore(entry, term);
    if (best === 0) return 0;
    score += best;
  }
  const lastName = entry.wire.slice(entry.wire.lastIndexOf('.') + 1);
  if (entry.name === whole || lastName === whole || entry.wire === whole) score += 100;
  else if (entry.name.startsWith(whole)) score += 30;
  // Of equals, a payload before its keys, and outer keys before inner ones.
  return score * 10 - (entry.path === undefined ? 0 : 1 + entry.path.split('.').length);
}

function termScore({ name, wire, synonyms, help, kind }: Entry, term: string): number {
  if (beginsWord(name, term)) return 20;
  if (name.includes(term)) return 14;
  if (wire.includes(term)) return 12;
  if (beginsWord(synonyms, term)) return 10;
  if (beginsWord(help, term)) return 5;
  return beginsWord(kind, term) ? 3 : 0;
}

function beginsWord(text: string, term: string): boolean {
  return text.startsWith(term) || text.includes(` ${term}`) || text.includes(`-${term}`) || text.includes(`(${term}`);
}
