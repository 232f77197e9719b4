import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { context, integer, nothing, octets, oid, sequence, setOf, Tag, time, tlv } from './der.ts';
import { OID } from './oids.ts';
import { certificateParts } from './x509.ts';

/** A certificate (DER) with its private key. */
export interface Identity {
  certificate: Buffer;
  key: KeyObject;
}

export interface SignOptions {
  signer: Identity;
  /** False leaves the content out (a detached signature). */
  attached?: boolean;
  /** Further signed attributes: OID and the DER of the single value. */
  attributes?: readonly (readonly [string, Buffer])[];
  /** Certificates to include besides the signer's. */
  chain?: readonly Buffer[];
  /** Milliseconds since the epoch; adds the signing-time attribute. */
  signedAt?: number;
}

/**
 * A CMS SignedData (RFC 5652 §5) over `content`, SHA-256 with the signer's RSA or ECDSA key.
 * Returns the DER of the whole ContentInfo.
 */
export function signCms(content: Uint8Array, options: SignOptions): Buffer {
  const { issuer, serial } = certificateParts(options.signer.certificate);
  const digest = createHash('sha256').update(content).digest();
  const attribute = (id: string, value: Buffer): Buffer => sequence(oid(id), setOf(value));
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    ...(options.signedAt === undefined ? [] : [attribute(OID.signingTime, time(options.signedAt))]),
    ...(options.attributes ?? []).map(([id, value]) => attribute(id, value)),
  );
  const sha256 = sequence(oid(OID.sha256), nothing());
  const { key } = options.signer;
  const algorithm =
    key.asymmetricKeyType === 'ec' ? sequence(oid(OID.ecdsaWithSha256)) : sequence(oid(OID.rsaEncryption), nothing());
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serial),
    sha256,
    retagged(attributes, 0xa0),
    algorithm,
    octets(sign('sha256', attributes, key)),
  );
  const encapsulated = options.attached === false ? [] : [context(0, octets(content))];
  return sequence(
    oid(OID.signedData),
    context(
      0,
      sequence(
        integer(1),
        tlv(Tag.set, sha256),
        sequence(oid(OID.data), ...encapsulated),
        tlv(0xa0, options.signer.certificate, ...(options.chain ?? [])),
        tlv(Tag.set, signerInfo),
      ),
    ),
  );
}

/**
 * The value of an `Mdm-Signature` header: base64 of a detached CMS signature over the request body.
 * RSA and ECDSA identities alike.
 */
export function mdmSignature(body: Uint8Array, signer: Identity): string {
  return signCms(body, { signer, attached: false }).toString('base64');
}

/** The same encoding under another tag of the same length class (SET OF as `[0] IMPLICIT`). */
function retagged(encoding: Buffer, tag: number): Buffer {
  const copy = Buffer.from(encoding);
  copy[0] = tag;
  return copy;
}

/** Whether `certificate` holds the public half of `key`. */
export function matches(certificate: Buffer, key: KeyObject): boolean {
  return new X509Certificate(certificate).checkPrivateKey(key);
}
