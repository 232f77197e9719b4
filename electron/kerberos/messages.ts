import { randomInt } from 'node:crypto';
import {
  bytesOf,
  type Element,
  encode,
  type Fields,
  fieldsOf,
  flags,
  integer,
  itemsOf,
  list,
  message,
  numberOf,
  octets,
  open,
  parse,
  rawOf,
  record,
  text,
  textOf,
  time,
  timeOf,
} from './asn1.ts';
import { checksum, checksumTypeOf, decrypt, ETYPES, encrypt, type Key, USAGE } from './encryption.ts';

// The messages of RFC 4120; the numbers are those of its application tags and of its fields.
const AUTHENTICATOR = 2;
const AS_REQ = 10;
const AS_REP = 11;
const TGS_REQ = 12;
const TGS_REP = 13;
const AP_REQ = 14;
const AP_REP = 15;
const ENC_AS_REP_PART = 25;
const ENC_TGS_REP_PART = 26;
const ENC_AP_REP_PART = 27;
const KRB_ERROR = 30;

const PA_TGS_REQ = 1;
const PA_ENC_TIMESTAMP = 2;
const PA_ETYPE_INFO2 = 19;

const VERSION = 5;
/** Names of people, and of services with what they run on. */
const NT_PRINCIPAL = 1;
const NT_SRV_INST = 2;
/** A KDC may name another realm that has the service. */
const CANONICALIZE = 0x00010000;
const MUTUAL_REQUIRED = 0x20000000;
/** Tickets are asked for this long; a KDC gives less where its policy says so. */
const LIFETIME = 10 * 3_600_000;

/** A name with its parts, such as HTTP and ndes.school.example. */
export type Name = readonly string[];

/** What a KDC issues: a ticket, and the key to use it with. */
export interface Ticket {
  /** As it came, byte for byte. */
  readonly der: Buffer;
  readonly key: Key;
  /** Who may use it. */
  readonly client: Name;
  readonly realm: string;
  /** What it is for. */
  readonly service: Name;
  readonly endsAt: number;
}

/** What a KDC or a server has against a message. */
export interface KerberosRefusal {
  readonly code: number;
  /** What its clock says. */
  readonly at: number;
  /** In its own words; may be empty. */
  readonly text: string;
  /** More about it, which depends on the code. */
  readonly data: Buffer | undefined;
}

/** With what a password becomes a key, as the KDC says. */
export interface KeyAdvice {
  readonly etype: number;
  readonly salt: Buffer | undefined;
  readonly parameters: Buffer | undefined;
}

/** The reply of a KDC before it is decrypted. */
export interface Reply {
  readonly advice: KeyAdvice | undefined;
  readonly client: Name;
  readonly realm: string;
  readonly ticket: Buffer;
  readonly etype: number;
  readonly sealed: Buffer;
}

const nameOf = (parts: Name, kind: number): Element => record({ 0: integer(kind), 1: list(parts.map(text)) });

const readName = (element: Element | undefined): Name => itemsOf(fieldsOf(element).get(1)).map(textOf);

const sealedData = (key: Key, usage: number, plain: Uint8Array): Element =>
  record({ 0: integer(key.etype), 2: octets(encrypt(key, usage, plain)) });

const readSealed = (element: Element | undefined): { etype: number; sealed: Buffer } => {
  const fields = fieldsOf(element);
  return { etype: numberOf(fields.get(0)), sealed: bytesOf(fields.get(2)) };
};

const padata = (kind: number, value: Uint8Array): Element => record({ 1: integer(kind), 2: octets(value) });

/** A number used once; 31 bits, because some take the highest for a sign. */
export const nonce = (): number => randomInt(1, 2 ** 31 - 1);

/** A time in Kerberos' two parts: whole seconds, and millionths of one. */
const split = (at: number) => ({ seconds: time(at), millionths: integer((at % 1000) * 1000 + randomInt(1000)) });

/** Asks for the ticket with which one gets others; with a key, the time encrypted with it proves the password. */
export function asRequest(
  who: { client: Name; realm: string },
  at: number,
  number: number,
  key: Key | undefined,
): Buffer {
  const { seconds, millionths } = split(at);
  const proof =
    key === undefined
      ? undefined
      : list([
          padata(
            PA_ENC_TIMESTAMP,
            encode(sealedData(key, USAGE.preauthTime, encode(record({ 0: seconds, 1: millionths })))),
          ),
        ]);
  return message(AS_REQ, {
    1: integer(VERSION),
    2: integer(AS_REQ),
    3: proof,
    4: record({
      0: flags(0),
      1: nameOf(who.client, NT_PRINCIPAL),
      2: text(who.realm),
      3: nameOf(['krbtgt', who.realm], NT_SRV_INST),
      5: time(at + LIFETIME),
      7: integer(number),
      8: list(ETYPES.map(integer)),
    }),
  });
}

/** Asks for a ticket for a service. */
export function tgsRequest(granting: Ticket, service: Name, at: number, number: number): Buffer {
  const body = record({
    0: flags(CANONICALIZE),
    2: text(granting.realm),
    3: nameOf(service, NT_SRV_INST),
    5: time(at + LIFETIME),
    7: integer(number),
    8: list(ETYPES.map(integer)),
  });
  const signed = {
    type: checksumTypeOf(granting.key),
    bytes: checksum(granting.key, USAGE.tgsChecksum, encode(body)),
  };
  const proof = apRequest(granting, at, { usage: USAGE.tgsAuthenticator, checksum: signed, mutual: false }).request;
  return message(TGS_REQ, { 1: integer(VERSION), 2: integer(TGS_REQ), 3: list([padata(PA_TGS_REQ, proof)]), 4: body });
}

/** What a server has to repeat, so that we know it could decrypt the ticket. */
export interface Proof {
  readonly seconds: number;
  readonly millionths: number;
}

/** A ticket with the proof that one may use it. */
export function apRequest(
  ticket: Ticket,
  at: number,
  options: {
    usage: number;
    checksum: { type: number; bytes: Uint8Array };
    mutual: boolean;
    subkey?: Key;
    sequence?: number;
  },
): { request: Buffer; proof: Proof } {
  const millionths = (at % 1000) * 1000 + randomInt(1000);
  const authenticator = message(AUTHENTICATOR, {
    0: integer(VERSION),
    1: text(ticket.realm),
    2: nameOf(ticket.client, NT_PRINCIPAL),
    3: record({ 0: integer(options.checksum.type), 1: octets(options.checksum.bytes) }),
    4: integer(millionths),
    5: time(at),
    6:
      options.subkey === undefined
        ? undefined
        : record({ 0: integer(options.subkey.etype), 1: octets(options.subkey.bytes) }),
    7: options.sequence === undefined ? undefined : integer(options.sequence),
  });
  const request = message(AP_REQ, {
    0: integer(VERSION),
    1: integer(AP_REQ),
    2: flags(options.mutual ? MUTUAL_REQUIRED : 0),
    3: parse(ticket.der),
    4: sealedData(ticket.key, options.usage, authenticator),
  });
  return { request, proof: { seconds: Math.floor(at / 1000), millionths } };
}

/**
 * Reads what a KDC answers.
 *
 * @throws CartwrightError `conflict` when it cannot be read
 */
export function readKdcAnswer(bytes: Uint8Array): { refusal: KerberosRefusal } | { reply: Reply } {
  const { kind, fields } = open(bytes, AS_REP, TGS_REP, KRB_ERROR);
  if (kind === KRB_ERROR) return { refusal: refusalOf(fields) };
  return {
    reply: {
      advice: adviceOf(fields.get(2))[0],
      realm: textOf(fields.get(3)),
      client: readName(fields.get(4)),
      ticket: rawOf(fields.get(5)),
      ...readSealed(fields.get(6)),
    },
  };
}

function refusalOf(fields: Fields): KerberosRefusal {
  const said = fields.get(11);
  const data = fields.get(12);
  return {
    code: numberOf(fields.get(6)),
    at: timeOf(fields.get(4)),
    text: said === undefined ? '' : textOf(said),
    data: data === undefined ? undefined : bytesOf(data),
  };
}

/** How the password becomes a key, of what a KDC says that wants the time encrypted: the ways we speak, as it ranks them. */
export function readAdvice(data: Buffer | undefined): readonly KeyAdvice[] {
  return data === undefined ? [] : adviceOf(parse(data));
}

function adviceOf(methods: Element | undefined): KeyAdvice[] {
  if (methods === undefined) return [];
  const all = itemsOf(methods)
    .map(fieldsOf)
    .filter((one) => numberOf(one.get(1)) === PA_ETYPE_INFO2)
    .flatMap((one) => itemsOf(parse(bytesOf(one.get(2)))))
    .map((entry) => {
      const fields = fieldsOf(entry);
      const salt = fields.get(1);
      const parameters = fields.get(2);
      return {
        etype: numberOf(fields.get(0)),
        salt: salt === undefined ? undefined : Buffer.from(textOf(salt)),
        parameters: parameters === undefined ? undefined : bytesOf(parameters),
      };
    });
  return all.filter(({ etype }) => ETYPES.includes(etype));
}

/**
 * Decrypts the reply of a KDC.
 *
 * @throws WrongKey
 * @throws CartwrightError `conflict` when it answers another question
 */
export function openReply(reply: Reply, key: Key, usage: number, number: number): Ticket & { nonceFits: boolean } {
  const { fields } = open(decrypt(key, usage, reply.sealed), ENC_AS_REP_PART, ENC_TGS_REP_PART);
  const session = fieldsOf(fields.get(0));
  return {
    der: reply.ticket,
    client: reply.client,
    realm: reply.realm,
    key: { etype: numberOf(session.get(0)), bytes: bytesOf(session.get(1)) },
    service: readName(fields.get(10)),
    endsAt: timeOf(fields.get(7)),
    nonceFits: numberOf(fields.get(2)) === number,
  };
}

/** What a server says back that decrypted our ticket. */
export interface Acceptance {
  readonly proof: Proof;
  /** The key it wants to go on with. */
  readonly subkey: Key | undefined;
  readonly sequence: number | undefined;
}

/** @throws WrongKey, or CartwrightError `conflict` when it cannot be read */
export function readAcceptance(bytes: Uint8Array, key: Key): Acceptance {
  const { fields: outer } = open(bytes, AP_REP);
  const { fields } = open(decrypt(key, USAGE.apReply, readSealed(outer.get(2)).sealed), ENC_AP_REP_PART);
  const subkey = fields.get(2);
  const sequence = fields.get(3);
  const given = subkey === undefined ? undefined : fieldsOf(subkey);
  return {
    proof: { seconds: Math.floor(timeOf(fields.get(0)) / 1000), millionths: numberOf(fields.get(1)) },
    subkey: given === undefined ? undefined : { etype: numberOf(given.get(0)), bytes: bytesOf(given.get(1)) },
    // Some write it with a sign.
    sequence: sequence === undefined ? undefined : numberOf(sequence) >>> 0,
  };
}

/** @throws CartwrightError `conflict` when it is no refusal */
export const readRefusal = (bytes: Uint8Array): KerberosRefusal => refusalOf(open(bytes, KRB_ERROR).fields);
