import type { TFunction } from 'i18next';

/** Stand in a text for what each line puts there; in no language letters. */
export const BLANK = '\u0001';
export const BLANK_TOO = '\u0002';

const known = new WeakMap<TFunction, Map<string, string>>();

/**
 * A text that every line of a list says: looked up once for each language rather than in each line.
 *
 * @param key under which it is remembered
 * @param look looks it up; leaves {@link BLANK} where a line puts its own
 */
export function lineText(t: TFunction, key: string, look: () => string): string {
  let texts = known.get(t);
  if (texts === undefined) {
    texts = new Map();
    known.set(t, texts);
  }
  const told = texts.get(key) ?? look();
  texts.set(key, told);
  return told;
}
