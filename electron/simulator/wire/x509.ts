import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import {
  bits,
  child,
  children,
  context,
  contextPrimitive,
  type Element,
  integer,
  nothing,
  octets,
  oid,
  oidText,
  printable,
  readElement,
  sequence,
  setOf,
  Tag,
  time,
  tlv,
  utf8,
  yes,
} from './der.ts';
import { OID } from './oids.ts';

/** A distinguished name as pairs of OID (or the short names C, L, ST, O, OU, CN, UID) and value, in order. */
export type Name = readonly (readonly [string, string])[];

const SHORT_NAMES: Readonly<Record<string, string>> = {
  C: OID.country,
  L: OID.locality,
  ST: OID.state,
  O: OID.organization,
  OU: OID.organizationalUnit,
  CN: OID.commonName,
  UID: OID.userId,
};

/** The DER of a name: one attribute per relative name. */
export function encodeName(name: Name): Buffer {
  const parts = name.map(([type, value]) => {
    const id = SHORT_NAMES[type] ?? type;
    return setOf(sequence(oid(id), id === OID.country ? printable(value) : utf8(value)));
  });
  return sequence(...parts);
}

const algorithmFor = (key: KeyObject): Buffer =>
  key.asymmetricKeyType === 'ec' ? sequence(oid(OID.ecdsaWithSha256)) : sequence(oid(OID.sha256WithRsa), nothing());

const signedBy = (body: Buffer, key: KeyObject): Buffer =>
  sequence(body, algorithmFor(key), bits(sign('sha256', body, key)));

const spki = (key: KeyObject): Buffer => createPublicKeyOf(key).export({ type: 'spki', format: 'der' });
const createPublicKeyOf = (key: KeyObject): KeyObject => (key.type === 'public' ? key : createPublicKey(key));

const keyIdentifier = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(child(readElement(spki(key)), 1, Tag.bitString).content.subarray(1))
    .digest();

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  critical ? sequence(oid(id), yes(), octets(value)) : sequence(oid(id), octets(value));

/** Key usage bits, first bit first, as RFC 5280 §4.2.1.3 counts them. */
export interface KeyUsage {
  digitalSignature?: boolean;
  keyEncipherment?: boolean;
  certificateSigning?: boolean;
}

function keyUsageBits(usage: KeyUsage): Buffer {
  const byte =
    (usage.digitalSignature ? 0x80 : 0) | (usage.keyEncipherment ? 0x20 : 0) | (usage.certificateSigning ? 0x06 : 0);
  let unused = 0;
  while (unused < 7 && !(byte & (1 << unused))) unused++;
  return bits(Buffer.from([byte]), unused);
}

export interface AltNames {
  dns?: readonly string[];
  ip?: readonly string[];
  email?: readonly string[];
  uri?: readonly string[];
  principal?: string;
}

function altNames(names: AltNames): Buffer {
  const parts: Buffer[] = [];
  if (names.principal) parts.push(context(0, oid(OID.userPrincipalName), context(0, utf8(names.principal))));
  for (const email of names.email ?? []) parts.push(contextPrimitive(1, Buffer.from(email, 'latin1')));
  for (const dns of names.dns ?? []) parts.push(contextPrimitive(2, Buffer.from(dns)));
  for (const uri of names.uri ?? []) parts.push(contextPrimitive(6, Buffer.from(uri)));
  for (const ip of names.ip ?? []) parts.push(contextPrimitive(7, Buffer.from(ip.split('.').map(Number))));
  return sequence(...parts);
}

export interface CertificateRequest {
  subject: Name | Buffer;
  issuer: Name | Buffer;
  publicKey: KeyObject;
  signingKey: KeyObject;
  serial: Uint8Array;
  notBefore: number;
  notAfter: number;
  ca?: boolean;
  usage?: KeyUsage;
  extendedUsage?: readonly string[];
  alt?: AltNames;
  /** Further extensions, already encoded values by OID. */
  extra?: readonly (readonly [string, Buffer])[];
  /** The issuer's public key, for the authority key identifier; left out when self-signed. */
  issuerKey?: KeyObject;
}

const nameDer = (name: Name | Buffer): Buffer => (Buffer.isBuffer(name) ? name : encodeName(name));

/** The DER of an X.509 v3 certificate signed with SHA-256. */
export function buildCertificate(request: CertificateRequest): Buffer {
  const extensions = [
    request.ca ? extension(OID.basicConstraints, sequence(yes()), true) : undefined,
    request.usage ? extension(OID.keyUsage, keyUsageBits(request.usage), true) : undefined,
    request.extendedUsage ? extension(OID.extendedKeyUsage, sequence(...request.extendedUsage.map(oid))) : undefined,
    request.alt ? extension(OID.subjectAltName, altNames(request.alt)) : undefined,
    extension(OID.subjectKeyIdentifier, octets(keyIdentifier(request.publicKey))),
    request.issuerKey
      ? extension(OID.authorityKeyIdentifier, sequence(contextPrimitive(0, keyIdentifier(request.issuerKey))))
      : undefined,
    ...(request.extra ?? []).map(([id, value]) => extension(id, value)),
  ].filter((item) => item !== undefined);
  const body = sequence(
    context(0, integer(2)),
    integer(request.serial),
    algorithmFor(request.signingKey),
    nameDer(request.issuer),
    sequence(time(request.notBefore), time(request.notAfter)),
    nameDer(request.subject),
    spki(request.publicKey),
    context(3, sequence(...extensions)),
  );
  return signedBy(body, request.signingKey);
}

export interface SigningRequest {
  subject: Name;
  key: KeyObject;
  challenge?: string;
  usage?: KeyUsage;
  alt?: AltNames;
}

/** The DER of a PKCS#10 request (RFC 2986), with the challenge password and wanted extensions as attributes. */
export function buildSigningRequest(request: SigningRequest): Buffer {
  const attributes: Buffer[] = [];
  if (request.challenge !== undefined && request.challenge !== '') {
    const text = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(request.challenge) ? printable : utf8;
    attributes.push(sequence(oid(OID.challengePassword), setOf(text(request.challenge))));
  }
  const wanted = [
    request.usage ? extension(OID.keyUsage, keyUsageBits(request.usage), true) : undefined,
    request.alt ? extension(OID.subjectAltName, altNames(request.alt)) : undefined,
  ].filter((item) => item !== undefined);
  if (wanted.length > 0) attributes.push(sequence(oid(OID.extensionRequest), setOf(sequence(...wanted))));
  const body = sequence(
    integer(0),
    encodeName(request.subject),
    spki(request.key),
    tlv(0xa0, ...[...attributes].sort((a, b) => Buffer.compare(a, b))),
  );
  return signedBy(body, request.key);
}

/** What a PKCS#10 request says, once its own signature is verified (throws otherwise). */
export function readSigningRequest(der: Buffer): { subject: Buffer; publicKey: KeyObject } {
  const [body, algorithm, signature] = children(readElement(der));
  if (!body || !algorithm || !signature) throw new RangeError('not a certificate signing request');
  const publicKey = createPublicKey({ key: child(body, 2).raw, type: 'spki', format: 'der' });
  const digest = digestOfSignature(oidText(child(algorithm, 0)));
  if (!verify(digest, body.raw, publicKey, signature.content.subarray(1))) {
    throw new RangeError('the certificate signing request is not signed with its own key');
  }
  return { subject: child(body, 1).raw, publicKey };
}

function digestOfSignature(id: string): string {
  if (id.endsWith('1.1.5') || id === '1.2.840.10045.4.1') return 'sha1';
  if (id.endsWith('1.1.12') || id === '1.2.840.10045.4.3.3') return 'sha384';
  if (id.endsWith('1.1.13') || id === '1.2.840.10045.4.3.4') return 'sha512';
  return 'sha256';
}

/** The parts of a certificate that CMS refers to, as encoded. */
export function certificateParts(der: Buffer): { issuer: Buffer; serial: Buffer; subject: Buffer; key: KeyObject } {
  const body = child(readElement(der), 0, Tag.sequence);
  const parts = children(body).filter((part) => part.tag !== 0xa0);
  const [serial, , issuer, , subject, key] = parts;
  if (!serial || !issuer || !subject || !key) throw new RangeError('not a certificate');
  return {
    issuer: issuer.raw,
    serial: serial.raw,
    subject: subject.raw,
    key: createPublicKey({ key: key.raw, type: 'spki', format: 'der' }),
  };
}

/** The values of a name's attributes by OID, from its DER. */
export function nameValues(name: Buffer): Record<string, string> {
  const out: Record<string, string> = {};
  for (const relative of children(readElement(name))) {
    for (const pair of children(relative)) out[oidText(child(pair, 0))] = textOf(child(pair, 1));
  }
  return out;
}

const textOf = (element: Element): string => element.content.toString(element.tag === Tag.utf8 ? 'utf8' : 'latin1');

export const toPem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

/** The DER of the first (or each) PEM block in a text; bytes that are not PEM are taken as DER. */
export function fromPem(input: string | Uint8Array): Buffer[] {
  const text = typeof input === 'string' ? input : Buffer.from(input).toString('latin1');
  const blocks = [...text.matchAll(/-----BEGIN [^-]+-----([^-]+)-----END [^-]+-----/g)];
  if (blocks.length > 0) return blocks.map((block) => Buffer.from(block[1] ?? '', 'base64'));
  return typeof input === 'string' ? [Buffer.from(input, 'base64')] : [Buffer.from(input)];
}
