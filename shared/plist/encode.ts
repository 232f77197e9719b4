import { bytesToBase64 } from '../catalogue/base64.ts';
import { findForbidden, isPlistInteger } from './scalars.ts';
import { DEEPEST, isPlainObject, PlistError, PlistReal } from './value.ts';

const HEADER =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n' +
  '<plist version="1.0">\n';
const FOOTER = '\n</plist>\n';

/** What the encoder takes: a {@link PlistValue} whose dictionaries may have `undefined` entries, which are left out. */
export type PlistInput =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | PlistReal
  | readonly PlistInput[]
  | { readonly [key: string]: PlistInput | undefined };

/** Writes base64 on one line. */
export type DataWriter = (bytes: Uint8Array) => string;

export interface EncodeOptions {
  /** Lines and tabs as Apple's own tools write them, for people to read. Default: as short as possible. */
  pretty?: boolean;
  /** Writes data, where there is a faster way than the one every platform has. */
  writeData?: DataWriter;
}

/**
 * Encodes one value as an XML property list with Apple's document type.
 *
 * Whole safe numbers become `<integer>`, other numbers `<real>` ({@link PlistReal} forces it), `bigint` any 64-bit integer,
 * dates UTC with whole seconds, bytes base64. Dictionary entries keep their order; those with `undefined` are left out.
 *
 * @throws PlistError for what a property list cannot hold: null, functions, symbols, class instances, `undefined` in an
 *   array, invalid dates, dates outside the years 0 to 9999, integers of more than 64 bits, text XML cannot carry, loops
 */
export function encodePlist(value: PlistInput, options: EncodeOptions = {}): string {
  return HEADER + write(value, options.pretty === true ? '\n' : '', 0, options.writeData ?? bytesToBase64) + FOOTER;
}

/** `line` is what separates elements: empty, or a line feed with the tabs of this depth. */
function write(value: unknown, line: string, depth: number, data: DataWriter): string {
  switch (typeof value) {
    case 'string':
      return `<string>${escapeText(value)}</string>`;
    case 'boolean':
      return value ? '<true/>' : '<false/>';
    case 'number':
      return writeNumber(value);
    case 'bigint':
      if (!isPlistInteger(value)) refuse('An integer of more than 64 bits');
      return `<integer>${value}</integer>`;
    case 'object':
      return value === null ? refuse('null') : writeObject(value, line, depth, data);
    default:
      return refuse(`A value of type ${typeof value}`);
  }
}

function writeObject(value: object, line: string, depth: number, data: DataWriter): string {
  if (Array.isArray(value)) return writeArray(value, line, depth, data);
  if (value instanceof Uint8Array) return `<data>${data(value)}</data>`;
  if (value instanceof Date) return writeDate(value);
  if (value instanceof PlistReal) return `<real>${realText(value.value)}</real>`;
  if (!isPlainObject(value)) refuse('An object that is not a plain dictionary');
  return writeDict(value, line, depth, data);
}

function writeArray(array: readonly unknown[], line: string, depth: number, data: DataWriter): string {
  if (array.length === 0) return '<array/>';
  const inner = deeper(line, depth);
  let out = '<array>';
  // By index, so that holes are seen as the undefined they are.
  for (let i = 0; i < array.length; i++) out += inner + write(array[i], inner, depth + 1, data);
  return `${out}${line}</array>`;
}

function writeDict(dict: object, line: string, depth: number, data: DataWriter): string {
  const inner = deeper(line, depth);
  let out = '';
  for (const [key, value] of Object.entries(dict)) {
    if (value === undefined) continue;
    out += `${inner}<key>${escapeText(key)}</key>${inner}${write(value, inner, depth + 1, data)}`;
  }
  return out === '' ? '<dict/>' : `<dict>${out}${line}</dict>`;
}

function deeper(line: string, depth: number): string {
  if (depth >= DEEPEST) refuse(`Nesting more than ${DEEPEST} deep, or a loop`);
  return line === '' ? '' : `${line}\t`;
}

function writeNumber(value: number): string {
  return Number.isSafeInteger(value) && !Object.is(value, -0)
    ? `<integer>${value}</integer>`
    : `<real>${realText(value)}</real>`;
}

function realText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? '+infinity' : '-infinity';
}

function writeDate(date: Date): string {
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  // Years outside 0 to 9999 have a sign and six digits in the ISO form.
  if (text.length !== 24) refuse('An invalid date, or one outside the years 0 to 9999');
  return `<date>${text.slice(0, 19)}Z</date>`;
}

const NEEDS_CARE = /[^ !"#$%'()*+,\-./0-9:;=?@A-Z[\\\]^_`a-z{|}~\t\n]/;

function escapeText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text;
  if (!text.isWellFormed() || findForbidden(text) >= 0) {
    refuse('Text with control characters or half a surrogate pair');
  }
  // A carriage return is written as a reference because readers differ in whether they keep it.
  return text.replace(/[&<>\r]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&#13;'));
}

function refuse(what: string): never {
  throw new PlistError(`${what} cannot be written to a property list.`, -1);
}
