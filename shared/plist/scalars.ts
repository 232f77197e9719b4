/*
 * The texts inside XML plist elements. Each reader answers undefined for a text that is not a value of its type;
 * the caller knows where that text stood and makes the error.
 */

const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 64n - 1n;

/** Any 64-bit integer of a plist: signed below zero, unsigned above. */
export function isPlistInteger(value: bigint): boolean {
  return value >= MIN_INTEGER && value <= MAX_INTEGER;
}

/** Decimal digits with an optional sign. Safe integers as number, the rest of 64 bits as bigint. */
export function parseInteger(text: string): number | bigint | undefined {
  let at = 0;
  let negative = false;
  const first = text.charCodeAt(0);
  if (first === 45 || first === 43) {
    negative = first === 45;
    at = 1;
  }
  const digits = text.length - at;
  if (digits === 0) return undefined;
  if (digits > 15) return parseLongInteger(text);
  let value = 0;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return negative && value !== 0 ? -value : value;
}

function parseLongInteger(text: string): number | bigint | undefined {
  // Leading zeros are harmless but must not make the number's text unbounded.
  if (text.length > 64 || !/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (!isPlistInteger(value)) return undefined;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** A decimal number, `nan`, or infinity in the spellings Apple's reader takes. Overflow to infinity is refused. */
export function parseReal(text: string): number | undefined {
  if (text.length > 512) return undefined;
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  switch (text.toLowerCase()) {
    case 'nan':
      return Number.NaN;
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Number.POSITIVE_INFINITY;
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    default:
      return undefined;
  }
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/;

/** `YYYY-MM-DDTHH:MM:SSZ`, a day that exists. */
export function parseDate(text: string): Date | undefined {
  if (!DATE.test(text)) return undefined;
  // The ISO form with a four-digit year is parsed exactly, years below 100 included; what does not exist is either
  // refused (month 13) or moved on (31 April), which the comparison catches.
  const date = new Date(text);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 19) !== text.slice(0, 19)) return undefined;
  return date;
}

/** Characters XML 1.0 forbids (§2.2); lone surrogates are dealt with apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Index of the first character that XML 1.0 forbids, or -1. */
export function findForbidden(text: string): number {
  return text.search(FORBIDDEN);
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  return code <= 0x10ffff && code !== 0xfffe && code !== 0xffff;
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Replaces the five predefined entities and numeric character references. There are no others without a DTD, so no
 * expansion is longer than what stood there. A number is the index of a reference that means nothing.
 */
export function unescapeText(text: string): string | number {
  let out = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    // The longest reference is &#x10FFFF; give some room for leading zeros, not for megabytes of them.
    if (end < 0 || end - at > 16) return at;
    const character = referenced(text.slice(at + 1, end));
    if (character === undefined) return at;
    out += text.slice(from, at) + character;
    from = end + 1;
  }
  return out + text.slice(from);
}

function referenced(name: string): string | undefined {
  if (name.charCodeAt(0) !== 35) return PREDEFINED.get(name);
  let code: number;
  if (/^#\d+$/.test(name)) code = Number.parseInt(name.slice(1), 10);
  else if (/^#x[0-9a-fA-F]+$/.test(name)) code = Number.parseInt(name.slice(2), 16);
  else return undefined;
  return isXmlCharacter(code) ? String.fromCodePoint(code) : undefined;
}
