/*
 * What the command palette finds for what is typed, and in which order. Pure.
 */

/** Something the palette offers. */
export interface Entry {
  readonly id: string;
  /** The heading it stands under. */
  readonly group: string;
  readonly label: string;
  /** A second line: what it does, or where it is. */
  readonly hint?: string | undefined;
  /** Further words it is found by. */
  readonly words?: string | undefined;
  /** The keys that do the same, as shown. */
  readonly keys?: string | undefined;
  /** Why it cannot be done by this person or with this device; it is shown all the same. */
  readonly refusal?: string | undefined;
  readonly run: () => void;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * How well a text fits what was typed: 0 not at all; words from their beginning fit best, then parts of words, then
 * letters in order (“stp” finds “settings push”).
 */
export function closeness(text: string, typed: string): number {
  const hay = plain(text);
  let sum = 0;
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  for (const word of words) {
    const at = hay.indexOf(word);
    const starts =
      at === 0 || new RegExp(`[^\\p{L}\\p{N}]${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').test(hay);
    const score = at < 0 ? (isThread(hay, word) ? 1 : 0) : starts ? (at === 0 ? 5 : 4) : 2;
    if (score === 0) return 0;
    sum += score;
  }
  return words.length === 0 ? 1 : sum / words.length;
}

/** Whether the letters of a word come in this order, each at a word's beginning or right after the one before. */
function isThread(hay: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    let next = -1;
    for (let index = at + 1; index < hay.length && next < 0; index++) {
      const follows = index === at + 1 && at >= 0;
      const begins = index === 0 || /[^\p{L}\p{N}]/u.test(hay[index - 1] ?? '');
      if (hay[index] === letter && (follows || begins)) next = index;
    }
    if (next < 0) return false;
    at = next;
  }
  return true;
}

/** So many entries of one heading are shown. */
const PER_GROUP = 8;

/**
 * The entries that closeness, by heading; the heading with the best fit first. Without anything typed: what was used lately
 * under a heading of its own, then all in their given order.
 *
 * @param recent ids, the latest first
 */
export function arrange(
  entries: readonly Entry[],
  typed: string,
  recent: { readonly ids: readonly string[]; readonly group: string },
): { group: string; entries: Entry[] }[] {
  const rank = new Map(recent.ids.map((id, index) => [id, index]));
  const place = (entry: Entry): number => rank.get(entry.id) ?? Number.POSITIVE_INFINITY;
  const isEmpty = typed.trim() === '';
  const scored = entries
    .map((entry, index) => {
      const byLabel = closeness(entry.label, typed);
      const byWords = closeness(`${entry.group} ${entry.label} ${entry.hint ?? ''} ${entry.words ?? ''}`, typed) * 0.6;
      // What cannot be done now comes after what can.
      const score = Math.max(byLabel, byWords) - (entry.refusal === undefined ? 0 : 1.5);
      return { entry, index, score: Math.max(byLabel, byWords) === 0 ? 0 : Math.max(score, 0.1) };
    })
    .filter(({ score }) => score > 0);
  if (!isEmpty) scored.sort((a, b) => b.score - a.score || place(a.entry) - place(b.entry) || a.index - b.index);
  const groups = new Map<string, Entry[]>();
  if (isEmpty) {
    const lately = scored.map(({ entry }) => entry).filter((entry) => rank.has(entry.id));
    if (lately.length > 0)
      groups.set(
        recent.group,
        lately.sort((a, b) => place(a) - place(b)),
      );
  }
  for (const { entry } of scored) {
    if (isEmpty && rank.has(entry.id)) continue;
    const list = groups.get(entry.group);
    if (list === undefined) groups.set(entry.group, [entry]);
    else if (list.length < PER_GROUP || isEmpty) list.push(entry);
  }
  return [...groups].map(([group, list]) => ({ group, entries: list }));
}

/** What is typed, in two: the search for a device and, after “>”, what is to be done with it. */
export function partTyped(typed: string): { device: string; action: string | undefined } {
  const at = typed.indexOf('>');
  return at < 0
    ? { device: typed.trim(), action: undefined }
    : { device: typed.slice(0, at).trim(), action: typed.slice(at + 1).trim() };
}
