import { hash, verify } from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { OID } from '../der/oids.ts';
import { type DerReader, openWhole, TAG } from '../der/read.ts';
import { parseCertificate, readIdentity } from '../x509/parse-certificate.ts';
import { type Digest, readDigest, readSignatureScheme, type SignatureScheme, verifyOptions } from './algorithms.ts';
import { type Signer, signerOf } from './signer-cache.ts';

/** One parsed SignedData with exactly one signer (RFC 5652 §5). Buffers share memory with the input. */
export interface SignedData {
  /** Dotted OID of the content type. */
  readonly contentType: string;
  /** The content's octets; undefined when the signature is detached. */
  readonly content: Buffer | undefined;
  /** Every embedded X.509 certificate, in order. */
  readonly certificates: readonly Buffer[];
  /** The embedded certificate that the SignerInfo names. */
  readonly signerCertificateDer: Buffer;
  readonly digest: Digest;
  readonly scheme: SignatureScheme;
  /** The signed attributes as a SET OF, ready to be verified; undefined when there are none. */
  readonly signedAttributes: Buffer | undefined;
  readonly signature: Buffer;
}

const refuse = (why: string, cause?: unknown): CartwrightError =>
  new CartwrightError('bad-signature', `The signature is not accepted: ${why}.`, { cause });

/**
 * Parses a ContentInfo that holds a SignedData with one signer whose certificate is inside.
 * Nothing is verified yet.
 *
 * @throws CartwrightError 'bad-signature'.
 */
export function parseSignedData(der: Buffer): SignedData {
  const contentInfo = openWhole(der, TAG.sequence, 'bad-signature');
  if (contentInfo.oid() !== OID.signedData) throw refuse('it is not a CMS SignedData');
  const signedData = contentInfo.open(0xa0).open(TAG.sequence);
  signedData.smallInteger();
  signedData.expect(TAG.set);
  const encapsulated = signedData.open(TAG.sequence);
  const contentType = encapsulated.oid();
  const content = encapsulated.optional(0xa0) ? encapsulated.enter().expect(TAG.octetString).content() : undefined;
  const certificates = signedData.optional(0xa0) ? signedData.enter() : undefined;
  signedData.optional(0xa1);
  const signerInfos = signedData.open(TAG.set);
  signedData.finish();
  if (signerInfos.done) throw refuse('it has no signer');
  const signerInfo = signerInfos.open(TAG.sequence);
  if (!signerInfos.done) throw refuse('it has more than one signer');
  if (certificates === undefined) throw refuse('it does not carry the certificate of its signer');

  signerInfo.smallInteger();
  signerInfo.next();
  const named = readSignerIdentifier(signerInfo);
  const digest = readDigest(signerInfo);
  const signedAttributes = signerInfo.optional(0xa0) ? asSet(signerInfo.element()) : undefined;
  const scheme = readSignatureScheme(signerInfo);
  const signature = signerInfo.expect(TAG.octetString).content();
  if (digest === undefined || scheme === undefined) throw refuse('its algorithm is not supported');
  if (scheme.digest !== undefined && scheme.digest !== digest) throw refuse('it names two different digests');

  const embedded: Buffer[] = [];
  let signerCertificateDer: Buffer | undefined;
  while (!certificates.done) {
    certificates.next();
    if (certificates.tag !== TAG.sequence) continue;
    const der = certificates.element();
    embedded.push(der);
    if (signerCertificateDer === undefined && isNamed(certificates, der, named)) signerCertificateDer = der;
  }
  if (signerCertificateDer === undefined) throw refuse('it does not carry the certificate of its signer');
  return {
    contentType,
    content,
    certificates: embedded,
    signerCertificateDer,
    digest,
    scheme,
    signedAttributes,
    signature,
  };
}

type SignerIdentifier = { issuer: Buffer; serial: Buffer } | { keyId: Buffer };

function readSignerIdentifier(reader: DerReader): SignerIdentifier {
  if (reader.tag === 0x80) return { keyId: reader.content() };
  if (reader.tag !== TAG.sequence) throw refuse('it does not say who signed');
  const issuerAndSerial = reader.enter();
  const issuer = issuerAndSerial.expect(TAG.sequence).element();
  return { issuer, serial: issuerAndSerial.integer() };
}

function isNamed(reader: DerReader, der: Buffer, signer: SignerIdentifier): boolean {
  if ('keyId' in signer) return parseCertificate(der).subjectKeyId?.equals(signer.keyId) ?? false;
  const identity = readIdentity(reader);
  return identity.serial.equals(signer.serial) && identity.issuer.equals(signer.issuer);
}

/** What is signed is the SET OF, not the [0] IMPLICIT that travels (RFC 5652 §5.4). */
function asSet(element: Buffer): Buffer {
  const set = Buffer.from(element);
  set[0] = TAG.set;
  return set;
}

/** The signed attributes as walkers over the one value each must have. */
export function readSignedAttributes(signedAttributes: Buffer): Map<string, DerReader> {
  const attributes = new Map<string, DerReader>();
  const reader = openWhole(signedAttributes, TAG.set, 'bad-signature');
  while (!reader.done) {
    const attribute = reader.open(TAG.sequence);
    const name = attribute.oid();
    if (attributes.has(name)) throw refuse('it has an attribute twice');
    attributes.set(name, attribute.open(TAG.set));
  }
  return attributes;
}

/**
 * Verifies the one signature over `content` with the embedded signer's key (RFC 5652 §5.4, §5.6, §11).
 * Whether that signer is anyone we know is for the caller to find out.
 *
 * @throws CartwrightError 'bad-signature' or 'bad-certificate' (the signer's certificate cannot be read).
 */
export function verifySignedData(signed: SignedData, content: Buffer): Signer {
  const signer = signerOf(signed.signerCertificateDer);
  const key = verifyOptions(signer.publicKey, signed.scheme);
  if (key === undefined) throw refuse('its algorithm does not fit the key of its signer');
  let message = content;
  if (signed.signedAttributes !== undefined) {
    checkDigestAttributes(signed, content);
    message = signed.signedAttributes;
  } else if (signed.contentType !== OID.data) {
    throw refuse('its content type needs signed attributes');
  }
  let genuine = false;
  try {
    genuine = verify(signed.digest, message, key, signed.signature);
  } catch (cause) {
    throw refuse('it is not a signature of its signer', cause);
  }
  if (!genuine) throw refuse('it is not a signature of its signer');
  return signer;
}

/** contentType and messageDigest must be there and say the truth, without building a map: this is the request path. */
function checkDigestAttributes(signed: SignedData, content: Buffer): void {
  const reader = openWhole(signed.signedAttributes as Buffer, TAG.set, 'bad-signature');
  let typed = 0;
  let digested = 0;
  while (!reader.done) {
    const attribute = reader.open(TAG.sequence);
    const name = attribute.oid();
    if (name === OID.contentType) {
      if (attribute.open(TAG.set).oid() !== signed.contentType) throw refuse('it was made for another content type');
      typed += 1;
    } else if (name === OID.messageDigest) {
      const claimed = attribute.open(TAG.set).expect(TAG.octetString).content();
      if (!claimed.equals(hash(signed.digest, content, 'buffer'))) throw refuse('the content was changed');
      digested += 1;
    }
  }
  if (typed !== 1 || digested !== 1) throw refuse('its signed attributes are incomplete');
}
