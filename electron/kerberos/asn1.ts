import * as asn1 from 'asn1js';
import { CartwrightError } from '../../shared/errors.ts';

/** Some element of a message; which class it is decides how it is read. */
export type Element = asn1.AsnType;
/** The elements of a record by the number of the tag that each stands under, as everywhere in Kerberos. */
export type Fields = ReadonlyMap<number, Element>;

const UNIVERSAL = 1;
const APPLICATION = 2;
const CONTEXT = 3;
const GENERAL_STRING = 27;
const GENERALIZED_TIME = 24;

export const integer = (value: number): Element => new asn1.Integer({ value });
export const octets = (bytes: Uint8Array): Element => new asn1.OctetString({ valueHex: new Uint8Array(bytes) });
export const oid = (value: string): Element => new asn1.ObjectIdentifier({ value });
export const list = (items: readonly Element[]): Element => new asn1.Sequence({ value: [...items] });

/** Kerberos writes names as GeneralString, and everybody puts UTF-8 into it. */
export const text = (value: string): Element => primitive(GENERAL_STRING, value);

/** A time to the second: YYYYMMDDHHMMSSZ. */
export const time = (at: number): Element =>
  primitive(GENERALIZED_TIME, `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`);

/** 32 flags, the first of them the highest bit. */
export function flags(bits: number): Element {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, bits >>> 0);
  return new asn1.BitString({ valueHex: bytes, unusedBits: 0 });
}

/** A record: what is undefined is left out. */
export const record = (fields: Readonly<Record<number, Element | undefined>>): Element =>
  list(
    Object.entries(fields).flatMap(([tag, value]) =>
      value === undefined ? [] : [tagged(CONTEXT, Number(tag), value)],
    ),
  );

/** A record under a tag of its own, which says what kind of message it is. */
export const message = (tag: number, fields: Readonly<Record<number, Element | undefined>>): Buffer =>
  encode(tagged(APPLICATION, tag, record(fields)));

export const choice = (tag: number, inner: Element): Element => tagged(CONTEXT, tag, inner);

export const encode = (element: Element): Buffer => Buffer.from(element.toBER());

/** @throws CartwrightError `conflict` when the bytes are not one element */
export function parse(bytes: Uint8Array): Element {
  const { offset, result } = asn1.fromBER(new Uint8Array(bytes));
  if (offset === -1) throw unreadable();
  return result;
}

/**
 * Opens a message of one of the kinds that are expected.
 *
 * @throws CartwrightError `conflict` when it is of another kind, or cannot be read
 */
export function open(bytes: Uint8Array, ...kinds: readonly number[]): { kind: number; fields: Fields } {
  const outer = parse(bytes);
  const kind = outer.idBlock.tagNumber;
  if (outer.idBlock.tagClass !== APPLICATION || !kinds.includes(kind)) throw unreadable();
  return { kind, fields: fieldsOf(only(outer)) };
}

export function fieldsOf(element: Element | undefined): Fields {
  return new Map(
    itemsOf(element).map((item) => {
      if (item.idBlock.tagClass !== CONTEXT) throw unreadable();
      return [item.idBlock.tagNumber, only(item)];
    }),
  );
}

export function itemsOf(element: Element | undefined): readonly Element[] {
  if (!(element instanceof asn1.Sequence)) throw unreadable();
  return element.valueBlock.value;
}

/** What stands under a tag. */
export function only(element: Element): Element {
  const inner = element instanceof asn1.Constructed ? element.valueBlock.value[0] : undefined;
  if (inner === undefined) throw unreadable();
  return inner;
}

export function numberOf(element: Element | undefined): number {
  if (!(element instanceof asn1.Integer)) throw unreadable();
  return Number(element.toBigInt());
}

export function bytesOf(element: Element | undefined): Buffer {
  if (!(element instanceof asn1.OctetString)) throw unreadable();
  return Buffer.from(element.getValue());
}

export function textOf(element: Element | undefined): string {
  if (element === undefined || element.idBlock.tagNumber !== GENERAL_STRING) throw unreadable();
  return Buffer.from((element as asn1.GeneralString).valueBlock.valueHexView).toString('utf8');
}

export function oidOf(element: Element | undefined): string {
  if (!(element instanceof asn1.ObjectIdentifier)) throw unreadable();
  return element.getValue();
}

/** Milliseconds since 1970. */
export function timeOf(element: Element | undefined): number {
  if (!(element instanceof asn1.GeneralizedTime)) throw unreadable();
  return element.toDate().getTime();
}

/** The element as it came, byte for byte. */
export const rawOf = (element: Element | undefined): Buffer => {
  if (element === undefined) throw unreadable();
  return Buffer.from(element.valueBeforeDecodeView);
};

export const unreadable = (): CartwrightError =>
  new CartwrightError(
    'conflict',
    'The answer cannot be read as Kerberos. Check the address and the port: usually 88 for a KDC.',
  );

const primitive = (tagNumber: number, value: string): Element =>
  new asn1.Primitive({
    idBlock: { tagClass: UNIVERSAL, tagNumber },
    valueHex: new TextEncoder().encode(value),
  });

const tagged = (tagClass: number, tagNumber: number, inner: Element): Element =>
  new asn1.Constructed({ idBlock: { tagClass, tagNumber }, value: [inner] });
