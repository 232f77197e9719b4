import { hash } from 'node:crypto';
import {
  bytesOf,
  choice,
  encode,
  fieldsOf,
  itemsOf,
  list,
  numberOf,
  octets,
  oid,
  oidOf,
  only,
  parse,
  record,
  unreadable,
} from './asn1.ts';

/** Kerberos among the mechanisms of GSS-API, and the one that negotiates which of them is spoken. */
const KERBEROS = '1.2.840.113554.1.2.2';
const KERBEROS_OF_WINDOWS = '1.2.840.48018.1.2.2';
const SPNEGO = '1.3.6.1.5.5.2';
const ACCEPTED = 0;
const REJECTED = 2;

/** What a token of Kerberos in GSS-API holds (RFC 4121 §4.1). */
export const TOKEN = { request: 0x0100, reply: 0x0200, error: 0x0300 } as const;

/** A message in the frame of GSS-API (RFC 2743 §3.1): the mechanism, what kind of token, then the message as it is. */
export function framed(kind: number, inner: Uint8Array): Buffer {
  const id = Buffer.alloc(2);
  id.writeUInt16BE(kind);
  return frame(Buffer.concat([encode(oid(KERBEROS)), id, inner]));
}

/** @throws CartwrightError `conflict` when it is no token of Kerberos */
export function unframed(token: Buffer): { kind: number; inner: Buffer } {
  const body = unframe(token);
  const id = encode(oid(KERBEROS));
  if (!body.subarray(0, id.length).equals(id) || body.length < id.length + 2) throw unreadable();
  return { kind: body.readUInt16BE(id.length), inner: body.subarray(id.length + 2) };
}

/** What HTTP calls Negotiate (RFC 4178): the offer of Kerberos alone, with its first token. */
export const negotiation = (token: Uint8Array): Buffer => {
  const offer = choice(0, record({ 0: list([oid(KERBEROS)]), 2: octets(token) }));
  return frame(Buffer.concat([encode(oid(SPNEGO)), encode(offer)]));
};

/** What the other side of a negotiation says. */
export interface Negotiated {
  readonly state: 'accepted' | 'going-on' | 'rejected';
  readonly kerberos: boolean;
  readonly token: Buffer | undefined;
}

/** @throws CartwrightError `conflict` when it cannot be read */
export function readNegotiated(bytes: Buffer): Negotiated {
  const outer = parse(bytes);
  if (outer.idBlock.tagNumber !== 1) throw unreadable();
  const fields = fieldsOf(only(outer));
  const state = fields.get(0);
  const mechanism = fields.get(1);
  const token = fields.get(2);
  const number = state === undefined ? ACCEPTED : numberOf(state);
  return {
    state: number === ACCEPTED ? 'accepted' : number === REJECTED ? 'rejected' : 'going-on',
    kerberos: mechanism === undefined || [KERBEROS, KERBEROS_OF_WINDOWS].includes(oidOf(mechanism)),
    token: token === undefined ? undefined : bytesOf(token),
  };
}

/** What GSS-API demands of a connection. */
export const FLAG = { mutual: 2, replay: 4, sequence: 8, confidential: 16, integrity: 32 } as const;

/** The number of a checksum that is none, but says what is wanted of GSS-API. */
export const GSS_CHECKSUM = 0x8003;

/**
 * What is wanted of a connection, in the place of a checksum (RFC 4121 §4.1.1).
 *
 * @param binding the TLS connection that this is bound to (RFC 5929), such as `tls-server-end-point:` with a hash
 */
export function gssChecksum(wanted: number, binding: Uint8Array | undefined): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(16, 0);
  if (binding !== undefined) {
    // No addresses of either side, then what binds.
    const described = Buffer.alloc(20);
    described.writeUInt32LE(binding.length, 16);
    hash('md5', Buffer.concat([described, binding]), 'buffer').copy(bytes, 4);
  }
  bytes.writeUInt32LE(wanted, 20);
  return bytes;
}

const DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/**
 * What a TLS connection is known by: the server's certificate, hashed the way it is signed (RFC 5929 §4.1). Windows
 * refuses a ticket that comes by another connection, where “extended protection” is on.
 */
export function serverEndPoint(certificateDer: Uint8Array): Buffer {
  const algorithm = oidOf(itemsOf(itemsOf(parse(certificateDer))[1])[0]);
  const digest = hash(DIGESTS[algorithm] ?? 'sha256', certificateDer, 'buffer');
  return Buffer.concat([Buffer.from('tls-server-end-point:'), digest]);
}

const FRAME = 0x60;

function frame(body: Buffer): Buffer {
  if (body.length < 0x80) return Buffer.concat([Buffer.from([FRAME, body.length]), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const short = size.subarray(size.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([FRAME, 0x80 | short.length]), short, body]);
}

/** The body holds bytes that are no ASN.1, so no reader of that can be asked. */
function unframe(token: Buffer): Buffer {
  const first = token[1] ?? 0;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (token[0] !== FRAME || more > 4 || token.length < 2 + more) throw unreadable();
  const length = more === 0 ? first : token.readUIntBE(2, more);
  if (token.length !== 2 + more + length) throw unreadable();
  return token.subarray(2 + more);
}
