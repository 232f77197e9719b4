/*
 * How variables are written: `$EMAIL$`, or `${EMAIL}` as in lists of other tools. What stands for itself is written with
 * its dollar doubled: `$$EMAIL$` means the seven signs `$EMAIL$`. Any other dollar is just a dollar.
 */

/** A piece of a text: signs that stand for themselves, or a reference to a variable. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'variable';
      /** Upper case, so that it compares. */
      readonly name: string;
      /** As it stands in the text. */
      readonly written: string;
    };

/**
 * Dollars, then a name that a dollar or a brace closes. Names between dollars are in capitals, because passwords and
 * amounts have dollars too; those of attributes may have any letters.
 */
const TOKEN = /(\$+)(?:\{([^{}$\r\n]{1,200})\}|((?:CUSTOM_(?:DEVICE|USER)_[\p{L}\p{N}_]+)|(?:[A-Z][A-Z0-9_]+))\$)/gu;

/** The name of a variable as it is compared and looked up. */
export const canonicalName = (name: string): string => name.trim().toUpperCase();

/** Reads a text. Every sign of it is in exactly one piece, save the dollars that double others. */
export function parseText(text: string): Piece[] {
  const pieces: Piece[] = [];
  const plain = (part: string): void => {
    if (part === '') return;
    const last = pieces.at(-1);
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + part };
    else pieces.push({ kind: 'text', text: part });
  };
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, dollars = '', braced, bare = ''] = match;
    plain(text.slice(from, match.index));
    from = match.index + whole.length;
    const rest = whole.slice(dollars.length);
    // A pair of dollars is one dollar; one that is left over begins a reference.
    plain('$'.repeat(Math.floor(dollars.length / 2)));
    if (dollars.length % 2 === 0) plain(rest);
    else pieces.push({ kind: 'variable', name: canonicalName(braced ?? bare), written: `$${rest}` });
  }
  plain(text.slice(from));
  return pieces;
}

/** Writes a text so that all of it stands for itself. */
export function escapeText(text: string): string {
  return text.replace(TOKEN, (whole: string, dollars: string) => dollars + whole);
}

/** The names that a text refers to, each once, in the order they are met. */
export function namesInText(text: string): string[] {
  if (!text.includes('$')) return [];
  return [...new Set(parseText(text).flatMap((piece) => (piece.kind === 'variable' ? [piece.name] : [])))];
}
