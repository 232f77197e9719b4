/*
 * Distinguished names as people write them (RFC 4514, in the order they read: most general part first or last, as it
 * stands). Pure.
 */

/** Attribute types that may be used, with the most signs X.520 allows (CERT-24). */
const LENGTHS = {
  CN: 64,
  SN: 64,
  serialNumber: 64,
  C: 2,
  L: 128,
  ST: 128,
  O: 64,
  OU: 64,
  UID: 255,
  DC: 255,
  emailAddress: 255,
} as const;
export type NameType = keyof typeof LENGTHS;
export type DistinguishedName = readonly (readonly [type: NameType, value: string])[];

const TYPES = new Map<string, NameType>([
  ...(Object.keys(LENGTHS) as NameType[]).map((type) => [type.toLowerCase(), type] as const),
  ['s', 'ST'],
  ['e', 'emailAddress'],
  ['email', 'emailAddress'],
]);

/** What Apple's payloads know by a short name; the others go by their number. */
const NUMBERS: Readonly<Partial<Record<NameType, string>>> = {
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
};

/**
 * Reads `CN=Ada, O=School`. A backslash stands before signs that mean something.
 *
 * @param template when true, values may hold variables: their length is not known yet
 * @returns the name, or what is wrong with it as an English sentence
 */
export function readName(text: string, template = false): { name: DistinguishedName } | { problem: string } {
  const name: [NameType, string][] = [];
  for (const part of splitParts(text)) {
    const at = part.indexOf('=');
    if (at < 0) return { problem: `“${part.trim()}” is no part of a name: write it as CN=value.` };
    const written = part.slice(0, at).trim();
    const type = TYPES.get(written.toLowerCase());
    if (type === undefined)
      return { problem: `A name has no part “${written}”. Use ${Object.keys(LENGTHS).join(', ')}.` };
    const value = unescaped(part.slice(at + 1));
    if (value === undefined) return { problem: `The value of ${type} ends in a lone backslash.` };
    if (value === '') return { problem: `${type} has no value.` };
    const held = template && value.includes('$');
    if (!held && [...value].length > LENGTHS[type])
      return { problem: `${type} may have ${LENGTHS[type]} signs at most, and “${value}” has more.` };
    if (type === 'C' && !held && !/^[A-Za-z]{2}$/.test(value))
      return { problem: 'C is a country in two letters, such as DE.' };
    name.push([type, type === 'C' ? value.toUpperCase() : value]);
  }
  return name.length === 0 ? { problem: 'The name is empty. Write at least CN=value.' } : { name };
}

/** A name as payloads of Apple's take it: `[[["CN", "Ada"]], [["O", "School"]]]`. */
export function payloadSubject(name: DistinguishedName): string[][][] {
  return name.map(([type, value]) => [[NUMBERS[type] ?? type, value]]);
}

/** At commas and semicolons that no backslash stands before. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '\\') {
      part += sign + (text[at + 1] ?? '');
      at++;
    } else if (sign === ',' || sign === ';') {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part].filter((each) => each.trim() !== '');
}

function unescaped(written: string): string | undefined {
  let value = '';
  /** Up to where a space was meant: those at the ends that nobody escaped are not of the value. */
  let kept = 0;
  const text = written.trimStart();
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') value += text[at];
    else {
      const hex = /^[0-9a-f]{2}/i.exec(text.slice(at + 1));
      if (at + 1 >= text.length) return undefined;
      value += hex === null ? text[at + 1] : String.fromCharCode(Number.parseInt(hex[0], 16));
      at += hex === null ? 1 : 2;
      kept = value.length;
    }
  }
  return value.slice(0, kept) + value.slice(kept).trimEnd();
}
