import { restrictionWords as de } from '../../shared/payloads/words/de/restrictions.ts';
import { restrictionWords as en } from '../../shared/payloads/words/en/restrictions.ts';
import { type PayloadWords, readWords } from '../../shared/payloads/words/words.ts';

const PAYLOAD = 'com.apple.applicationaccess';
const made = new Map<string, PayloadWords>();

function words(language: string): PayloadWords {
  const known = made.get(language);
  if (known !== undefined) return known;
  const read = readWords(language === 'de' ? de : en);
  made.set(language, read);
  return read;
}

/** What a restriction is called. */
export const restrictionTitle = (key: string, language: string): string => words(language).key(PAYLOAD, key).title;

/** Restrictions that are on or off, by what they are called. */
export function restrictions(language: string): { key: string; title: string; found: string }[] {
  const all = words(language);
  return [...all.written]
    .flatMap((entry) => (entry.startsWith(`${PAYLOAD} `) ? [entry.slice(PAYLOAD.length + 1)] : []))
    .filter((key) => /^(allow|force)[A-Z]/.test(key))
    .map((key) => {
      const { title, help, synonyms } = all.key(PAYLOAD, key);
      return { key, title, found: `${title} ${help} ${synonyms} ${key}`.toLowerCase() };
    })
    .sort((a, b) => a.title.localeCompare(b.title, language));
}

/** `allow…` is of use when it is off, `force…` when it is on. */
export const usualValue = (key: string): boolean => key.startsWith('force');
