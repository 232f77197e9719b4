import type { HistoryEntry } from '../../shared/contract/index.ts';

/** What happened on one day, newest first. */
export interface HistoryDay {
  /** Some moment of that day. */
  readonly at: number;
  readonly entries: readonly HistoryEntry[];
}

/** Entries by the day they fell on where the viewer is; `entries` come newest first. */
export function byDay(entries: readonly HistoryEntry[]): HistoryDay[] {
  const days: { at: number; key: string; entries: HistoryEntry[] }[] = [];
  for (const entry of entries) {
    const key = new Date(entry.at).toDateString();
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ at: entry.at, key, entries: [entry] });
  }
  return days;
}

/**
 * Only what is about a field: entries that changed one whose name (or label) holds the words, with those changes alone.
 * No words: all.
 */
export function aboutField(
  entries: readonly HistoryEntry[],
  words: string,
  label: (name: string) => string,
): HistoryEntry[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [...entries];
  const fits = (text: string): boolean => text.toLowerCase().includes(wanted);
  return entries.flatMap((entry) => {
    const changes = entry.changes.filter(({ name }) => fits(name) || fits(label(name)));
    const [added, removed, updated] = [entry.added, entry.removed, entry.updated].map((names) => names.filter(fits));
    if (changes.length + (added?.length ?? 0) + (removed?.length ?? 0) + (updated?.length ?? 0) === 0) return [];
    return [{ ...entry, changes, added: added ?? [], removed: removed ?? [], updated: updated ?? [] }];
  });
}
