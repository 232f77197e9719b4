import { parseText } from './syntax.ts';

/** What a text is, which decides how values are written into it. */
export type TextContext = 'text' | 'url' | 'xml' | 'email' | 'dn';

/** Signs that no text of a profile may have, and those that turn one line into two. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\p{Surrogate}/gu;
const SCHEME = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:mailto|tel|tag|urn|sips?|sms|facetime|webcal|data):)/i;
const DN = /^\s*(?:CN|OU|O|DC|UID|C|L|ST|E|emailAddress|serialNumber)\s*=/i;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^\s"<>\\^`{|}]+$/i;

/**
 * What kind of text a template is, by what of it is no variable: an address of the web, one of mail, a distinguished name,
 * or just text.
 */
export function contextOf(template: string): TextContext {
  if (SCHEME.test(template)) return 'url';
  if (DN.test(template)) return 'dn';
  const pieces = parseText(template);
  const fixed = pieces.map((piece) => (piece.kind === 'text' ? piece.text : 'x')).join('');
  return pieces.length > 1 && /^[^\s@]+@[^\s@]+$/.test(fixed) ? 'email' : 'text';
}

/** Writes a value so that it stays one value where it is put: nothing of it is read as a part of what is around it. */
export function escapeFor(context: TextContext, value: string, whole: boolean): string {
  const clean = value.replace(CONTROLS, ' ');
  switch (context) {
    case 'text':
      return clean;
    case 'url':
      // A value that is all of the address may be one; as a part of it, it is no more than that part.
      return whole && ABSOLUTE.test(clean) ? clean : percent(clean.trim());
    case 'xml':
      return clean.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
    case 'email':
      return clean.replace(/[\s,;:<>()[\]"\\@]/g, '');
    case 'dn':
      return escapeDn(clean);
  }
}

function percent(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** A value of a distinguished name (RFC 4514 §2.4). */
function escapeDn(value: string): string {
  return value
    .replace(/[\\,+"<>;=]/g, (sign) => `\\${sign}`)
    .replace(/^[ #]/, (sign) => `\\${sign}`)
    .replace(/ $/, '\\ ');
}
