/*
 * Which parts of which fonts a text needs. Fonts of large scripts come in parts, and a table beside them says which letters
 * are in which: `{"[12]": "U+4e00,U+4e07-4e0a", "latin": "…"}`.
 */

/** A font in parts, with the letters of each. */
export interface ScriptFont {
  readonly font: string;
  readonly parts: readonly { readonly part: string; readonly ranges: readonly (readonly [number, number])[] }[];
}

/** A part of a font. */
export interface FontPart {
  readonly font: string;
  readonly part: string;
}

/** Below are the scripts that are always at hand, and signs that all fonts have. */
const FURTHER_FROM = 0x590;
const isSign = (code: number): boolean => code >= 0x2000 && code < 0x2e80;

const HANGUL = /\p{Script=Hangul}/u;

/**
 * Reads the table of a font; what it has of scripts that are always at hand is left out.
 *
 * @throws Error when it is no such table
 */
export function scriptFont(font: string, table: unknown): ScriptFont {
  if (typeof table !== 'object' || table === null) throw new Error(`The table of letters of ${font} is none.`);
  const parts = Object.entries(table).flatMap(([name, ranges]) => {
    const part = name.replaceAll(/[[\]]/g, '');
    return part === font || part !== name ? [{ part, ranges: readRanges(String(ranges)) }] : [];
  });
  return { font, parts };
}

function readRanges(text: string): (readonly [number, number])[] {
  return [...text.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, from = '', to = from]) => [
    Number.parseInt(from, 16),
    Number.parseInt(to, 16),
  ]);
}

/**
 * The parts of fonts a text needs besides what is always at hand, in the order in which they are asked for a letter. A text
 * with Korean letters has its Chinese ones as they are written in Korea; any other as they are in China.
 *
 * @param fonts in the order in which they are asked
 */
export function partsFor(text: string, fonts: readonly ScriptFont[]): FontPart[] {
  const codes = [...new Set(text)]
    .map((letter) => letter.codePointAt(0) ?? 0)
    .filter((code) => code >= FURTHER_FROM && !isSign(code));
  if (codes.length === 0) return [];
  const asked = fonts.filter(({ font }) => font !== 'kr' || HANGUL.test(text));
  let left = codes;
  return asked.flatMap(({ font, parts }) => {
    // Tables of large fonts name letters of other scripts, too, and the font has none of them: the first one is it.
    const own = parts.flatMap(({ part, ranges }) => {
      const here = left.filter((code) => ranges.some(([from, to]) => from <= code && code <= to));
      return here.length === 0 ? [] : [{ part, here }];
    });
    const found = new Set(own.flatMap(({ here }) => here));
    left = left.filter((code) => !found.has(code));
    return own.map(({ part }) => ({ font, part }));
  });
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * The text with each line in the direction of its first letter, where there is one that is written from right to left:
 * brackets and numbers stand where its readers expect them.
 */
export function directed(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  return text
    .split('\n')
    .map((line) => `\u2068${line}\u2069`)
    .join('\n');
}
