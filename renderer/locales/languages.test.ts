import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';

/** Texts by their path: `home.fleet.title`. */
function flat(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flat(value as object, `${path}${key}.`)],
    ),
  );
}
const english = flat(en);
const german = flat(de);
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name ?? '').sort();

describe('German says everything English says', () => {
  it('has the same texts', () => {
    expect([...german.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !german.has(key))).toEqual([]);
  });

  it('fills in the same values', () => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(german.get(key) ?? text).join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('is German: whole sentences are not left in English', () => {
    const same = [...english].filter(([key, text]) => text.split(' ').length > 4 && german.get(key) === text);
    expect(same.map(([key]) => key)).toEqual([]);
  });
});
