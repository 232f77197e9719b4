/* The pieces a typed filter is made of. */

export interface Token {
  /** A `word` is anything without spaces, signs and quotation marks; a `text` stood in quotation marks. */
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  /** What it says: of a text without the marks, its escapes read. */
  readonly text: string;
  /** Where it begins and ends, in UTF-16 units of the whole. */
  readonly from: number;
  readonly to: number;
}

/** Quotation marks that open a text, and what closes it. */
const MARKS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '„': '“', '»': '«', '«': '»' };
const SIGNS = ['!=', '<>', '<=', '>=', '==', '=', '<', '>', '(', ')', ','] as const;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const WORD = /[^\s"“”„»«()=<>,!]/;

/** A place where reading stops because a text is not closed or a sign means nothing. */
export interface Unreadable {
  readonly code: 'unclosed-text' | 'strange-sign';
  readonly from: number;
  readonly to: number;
}

/** Cuts a text into its pieces, an `end` last, up to where it cannot be read on. */
export function tokensOf(source: string): { tokens: Token[]; unreadable?: Unreadable } {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const letter = source.charAt(at);
    const from = at;
    if (/\s/.test(letter)) {
      at++;
      continue;
    }
    const mark = MARKS[letter];
    if (mark !== undefined) {
      const read = readText(source, at, mark);
      if (read === undefined) return { tokens, unreadable: { code: 'unclosed-text', from, to: source.length } };
      tokens.push({ kind: 'text', text: read.text, from, to: read.to });
      at = read.to;
      continue;
    }
    const sign = SIGNS.find((one) => source.startsWith(one, at));
    if (sign !== undefined) {
      at += sign.length;
      tokens.push({ kind: 'sign', text: sign, from, to: at });
      continue;
    }
    if (!WORD.test(letter)) return { tokens, unreadable: { code: 'strange-sign', from, to: from + 1 } };
    while (at < source.length && WORD.test(source.charAt(at))) at++;
    const word = source.slice(from, at);
    const opens = MARKS[source.charAt(at)];
    if (!word.endsWith('.') || opens === undefined) {
      tokens.push({ kind: 'word', text: word, from, to: at });
      continue;
    }
    // attribute."Room number" is one name.
    const read = readText(source, at, opens);
    if (read === undefined) return { tokens, unreadable: { code: 'unclosed-text', from: at, to: source.length } };
    tokens.push({ kind: 'word', text: word + read.text, from, to: read.to });
    at = read.to;
  }
  tokens.push({ kind: 'end', text: '', from: source.length, to: source.length });
  return { tokens };
}

function readText(source: string, open: number, mark: string): { text: string; to: number } | undefined {
  let text = '';
  for (let at = open + 1; at < source.length; at++) {
    const letter = source.charAt(at);
    if (letter === mark) return { text, to: at + 1 };
    if (letter !== '\\' || at + 1 >= source.length) text += letter;
    else {
      at++;
      const escaped = source.charAt(at);
      text += ESCAPED[escaped] ?? escaped;
    }
  }
  return undefined;
}

/** A text in quotation marks, as {@link tokensOf} reads it. */
export function quoted(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
