/** Digits a number is filled up to. */
const DIGITS = 12;

/**
 * The key a text is ordered by as people order names: numbers by their size, case and accents left out of account.
 * Compared byte by byte. Pure.
 */
export function naturalOrder(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // Up and down again: “ß” becomes “ss”.
      .toUpperCase()
      .toLowerCase()
      .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(DIGITS, '0'))
      .trim()
  );
}
