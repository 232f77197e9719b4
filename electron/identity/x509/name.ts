import type { ErrorCode } from '../../../shared/errors.ts';
import { openWhole, TAG } from '../der/read.ts';
import { ia5String, oid, printableString, sequence, setOf, utf8String } from '../der/write.ts';

const TYPES = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
} as const;

/** Attribute types of a Name that can be written by their usual short names (RFC 4519). */
type NameType = keyof typeof TYPES;

/** A distinguished name, most general part first; one attribute per part. */
export type NameParts = readonly (readonly [type: NameType, value: string])[];

const TYPE_BY_OID = new Map<string, string>(Object.entries(TYPES).map(([type, dotted]) => [dotted, type]));

/** A Name in DER (RFC 5280 §4.1.2.4): UTF8String, except where the attribute is defined otherwise. */
export function encodeName(parts: NameParts): Buffer {
  return sequence(
    ...parts.map(([type, value]) => {
      const text =
        type === 'C' || type === 'serialNumber'
          ? printableString(value)
          : type === 'DC' || type === 'emailAddress'
            ? ia5String(value)
            : utf8String(value);
      return setOf(sequence(oid(TYPES[type]), text));
    }),
  );
}

/** The attributes of a DER Name in order; types that have no short name keep their dotted OID. */
export function readName(der: Buffer, code: ErrorCode = 'bad-certificate'): [type: string, value: string][] {
  const parts: [string, string][] = [];
  const name = openWhole(der, TAG.sequence, code);
  while (!name.done) {
    const relative = name.open(TAG.set);
    while (!relative.done) {
      const attribute = relative.open(TAG.sequence);
      const type = attribute.oid();
      attribute.next();
      parts.push([TYPE_BY_OID.get(type) ?? type, decodeText(attribute.tag, attribute.content())]);
    }
  }
  return parts;
}

/** A Name for people: `CN=…, O=…`, in the order it stands; control characters are replaced. */
export function nameText(der: Buffer): string {
  return readName(der)
    .map(([type, value]) => `${type}=${value}`)
    .join(', ');
}

function decodeText(tag: number, content: Buffer): string {
  const text =
    tag === TAG.bmpString
      ? Buffer.from(content.subarray(0, content.length & ~1))
          .swap16()
          .toString('utf16le')
      : tag === TAG.utf8String
        ? content.toString('utf8')
        : content.toString('latin1');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names from outside end up in logs and on screens
  return text.replace(/[\u0000-\u001f\u007f]/g, '�');
}
