/*
 * Device names by a pattern such as `Cart A - {n:02}`. Pure, shared so that the console can show names while one types.
 *
 * {n} the number, {n:02} with zeros up to that many digits; {serial}, {serial:-4} its last four letters; {model},
 * {family}, {name} (the present one), {os}; {slot} the slot in its cart, also {slot:02}, {cart} the cart's name, {person}
 * who has it. Doubled braces stand for themselves.
 */

/** What a pattern may ask of a device; null or empty when it is not known. */
export interface NameFacts {
  readonly serial: string | null;
  readonly model: string | null;
  readonly family: string | null;
  readonly name: string | null;
  readonly os: string | null;
  readonly cart: string | null;
  readonly person: string | null;
  readonly slot: number | null;
}

type Part =
  | { readonly text: string }
  | { readonly number: 'n' | 'slot'; readonly digits: number }
  | { readonly fact: Exclude<keyof NameFacts, 'slot'>; readonly last: number | undefined };

/** A pattern ready to be used, or what is wrong with it. */
export type NamePattern = { readonly parts: readonly Part[] } | PatternProblem;

/** Why a pattern cannot be used, and the part of it that is meant. */
export interface PatternProblem {
  readonly problem: string;
  readonly code: 'unknown' | 'unpaired';
  readonly token: string;
}

/** The placeholders, for a hint beside the field. */
export const NAME_PLACEHOLDERS = [
  ...['{n}', '{n:02}', '{serial}', '{serial:-4}', '{model}', '{family}', '{name}', '{os}'],
  ...['{cart}', '{slot:02}', '{person}'],
];

const FACTS: ReadonlySet<string> = new Set<keyof NameFacts>([
  ...(['serial', 'model', 'family', 'name', 'os', 'cart', 'person'] as const),
]);
const TOKEN = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;

/** Reads a pattern. */
export function parseNamePattern(pattern: string): NamePattern {
  const parts: Part[] = [];
  for (const [token, inside] of pattern.matchAll(TOKEN)) {
    if (token === '{{' || token === '}}') parts.push({ text: token.charAt(0) });
    else if (inside !== undefined) {
      const part = placeholder(inside);
      if (part === undefined) return { problem: unknown(token), code: 'unknown', token };
      parts.push(part);
    } else if (token === '{' || token === '}')
      return {
        problem: `A “${token}” has no partner; write it twice to mean the sign itself.`,
        code: 'unpaired',
        token,
      };
    else parts.push({ text: token });
  }
  return { parts };
}

const unknown = (token: string): string =>
  `There is no placeholder “${token}”. There are ${NAME_PLACEHOLDERS.join(', ')}; {n:02} is a number of two digits.`;

function placeholder(inside: string): Part | undefined {
  const number = /^(n|slot)(?::0?(\d{1,2}))?$/.exec(inside);
  if (number !== null) return { number: number[1] === 'slot' ? 'slot' : 'n', digits: Number(number[2] ?? 1) };
  const fact = /^([a-z]+)(?::-(\d{1,2}))?$/.exec(inside);
  const name = fact?.[1];
  if (name === undefined || !FACTS.has(name)) return undefined;
  return {
    fact: name as Exclude<keyof NameFacts, 'slot'>,
    last: fact?.[2] === undefined ? undefined : Number(fact[2]),
  };
}

/** The name of one device; null when the pattern asks for what is not known of it, or nothing is left of it. */
export function nameByPattern(parts: readonly Part[], facts: NameFacts, n: number): string | null {
  let name = '';
  for (const part of parts) {
    if ('text' in part) name += part.text;
    else if ('number' in part) {
      const number = part.number === 'slot' ? facts.slot : n;
      if (number === null) return null;
      name += String(number).padStart(part.digits, '0');
    } else {
      const value = facts[part.fact] ?? '';
      if (value === '') return null;
      name += part.last === undefined ? value : value.slice(-part.last);
    }
  }
  const trimmed = name.trim();
  return trimmed === '' ? null : trimmed;
}
