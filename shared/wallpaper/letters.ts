/** Scripts whose letters are drawn on wallpapers, and signs that belong to no script. */
const DRAWN =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Common}\p{Script=Inherited}]/u;

/** Pictures in text are in no font of ours; what was a sign before there were pictures is. */
const PICTURE = /(?![©®™])\p{Extended_Pictographic}/u;

/** Chinese letters beyond the usual twenty thousand. */
const RARE = 0x20000;

/** The letters of a text that are not drawn on wallpapers, each once: they would stay empty. */
export function undrawnLetters(text: string): string[] {
  const undrawn = [...new Set(text)].filter(
    (letter) => !DRAWN.test(letter) || PICTURE.test(letter) || (letter.codePointAt(0) ?? 0) >= RARE,
  );
  return undrawn;
}
