import { isDictionary } from '../catalogue/plist-value.ts';
import { contextOf, escapeFor, type TextContext } from './escapes.ts';
import { BLANK } from './names.ts';
import { namesInText, parseText } from './syntax.ts';

/** Values by canonical name; what is not there, or is empty, is not known. */
export type VariableValues = Readonly<Record<string, string>>;

/** What belongs to the build of a profile and is never a person's text. */
export const STRUCTURE: ReadonlySet<string> = new Set([
  'PayloadType',
  'PayloadIdentifier',
  'PayloadUUID',
  'PayloadVersion',
]);
const XML = /^(?:\uFEFF)?\s*<(?:\?xml|!DOCTYPE|plist|dict|array)\b/;
const DEEPEST = 64;

/** A text with its variables filled in, and the names for which there was no value. */
export function fillText(
  text: string,
  values: VariableValues,
  context: TextContext = contextOf(text),
): { text: string; missing: string[] } {
  if (!text.includes('$')) return { text, missing: [] };
  const missing = new Set<string>();
  const pieces = parseText(text);
  const filled = pieces.map((piece) => {
    if (piece.kind === 'text') return piece.text;
    if (piece.name === BLANK) return '';
    const value = Object.hasOwn(values, piece.name) ? values[piece.name] : undefined;
    if (value !== undefined && value !== '') return escapeFor(context, value, pieces.length === 1);
    missing.add(piece.name);
    return '';
  });
  return { text: filled.join(''), missing: [...missing] };
}

/**
 * The names of variables that a content refers to, each once, sorted: texts anywhere in it, and texts of property lists
 * and other XML inside of data.
 */
export function namesIn(content: unknown): readonly string[] {
  const names = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === 'string') for (const name of namesInText(value)) names.add(name);
    else if (value instanceof Uint8Array) for (const name of namesInText(xmlOf(value) ?? '')) names.add(name);
    else if (depth < DEEPEST && Array.isArray(value)) for (const entry of value) visit(entry, depth + 1);
    else if (depth < DEEPEST && isDictionary(value))
      for (const [key, member] of Object.entries(value)) if (!STRUCTURE.has(key)) visit(member, depth + 1);
  };
  visit(content, 0);
  return [...names].sort();
}

/**
 * The content with every variable filled in. Pure; what holds no variable is the same object.
 *
 * @returns `missing`: names that have no value; then the content must not be used
 */
export function fillContent<T>(content: T, values: VariableValues): { content: T; missing: readonly string[] } {
  const missing = new Set<string>();
  const take = ({ text, missing: names }: { text: string; missing: string[] }): string => {
    for (const name of names) missing.add(name);
    return text;
  };
  const fill = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return take(fillText(value, values));
    if (value instanceof Uint8Array) {
      const xml = xmlOf(value);
      if (xml === undefined || namesInText(xml).length === 0) return value;
      return new TextEncoder().encode(take(fillText(xml, values, 'xml')));
    }
    if (depth >= DEEPEST) return value;
    if (Array.isArray(value)) return value.map((entry) => fill(entry, depth + 1));
    if (!isDictionary(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, STRUCTURE.has(key) ? member : fill(member, depth + 1)]),
    );
  };
  return namesIn(content).length === 0 && !hasDoubledDollar(content)
    ? { content, missing: [] }
    : { content: fill(content, 0) as T, missing: [...missing].sort() };
}

/** Whether a text somewhere has signs that only stand for themselves because they are doubled. */
function hasDoubledDollar(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('$$');
  if (value instanceof Uint8Array) return xmlOf(value)?.includes('$$') ?? false;
  if (depth >= DEEPEST) return false;
  if (Array.isArray(value)) return value.some((entry) => hasDoubledDollar(entry, depth + 1));
  return isDictionary(value) && Object.values(value).some((member) => hasDoubledDollar(member, depth + 1));
}

/** XML inside of data: property lists that apps are configured with. */
export function xmlOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > 4 << 20 || !XML.test(new TextDecoder('latin1').decode(bytes.subarray(0, 64)).replace(/^ï»¿/, '')))
    return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
