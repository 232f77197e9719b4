import { hash, type KeyObject, sign } from 'node:crypto';
import { OID } from '../der/oids.ts';
import { context, integer, octetString, oid, rawInteger, sequence, setOf, time } from '../der/write.ts';
import { type CertificateFacts, parseCertificate } from '../x509/parse-certificate.ts';
import { type Digest, digestAlgorithm, signerAlgorithm } from './algorithms.ts';

/** Who signs, and what travels along. */
export interface SigningIdentity {
  readonly certificateDer: Buffer;
  /** RSA or EC. */
  readonly privateKey: KeyObject;
  /** Further certificates to embed, e.g. the authority's. */
  readonly chainDer?: readonly Buffer[];
}

/** One signed attribute: its OID and the DER of its single value. */
type Attribute = readonly [name: string, value: Buffer];

/** What to sign, and how. */
export interface SignOptions {
  /** Undefined makes a SignedData whose content is absent (an empty SCEP reply), signed as empty content. */
  readonly content: Buffer | undefined;
  /** Milliseconds since the epoch; becomes signingTime. */
  readonly signedAt: number;
  readonly digest?: Digest;
  readonly attributes?: readonly Attribute[];
  /** Leaves the content out of the message although it is signed. */
  readonly detached?: boolean;
}

/** An Attribute (RFC 5652 §5.3). */
function attribute(name: string, value: Buffer): Buffer {
  return sequence(oid(name), setOf(value));
}

/** IssuerAndSerialNumber of a certificate. */
export function issuerAndSerial(certificate: CertificateFacts): Buffer {
  return sequence(certificate.issuer, rawInteger(certificate.serial));
}

/**
 * Signs content as CMS SignedData with one signer, signed attributes and certificates embedded (RFC 5652 §5).
 *
 * @returns the DER ContentInfo; what a `.mobileconfig` or a SCEP pkiMessage is.
 */
export function signCms(identity: SigningIdentity, options: SignOptions): Buffer {
  const digest = options.digest ?? 'sha256';
  const content = options.content ?? Buffer.alloc(0);
  const attributes = setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingTime, time(options.signedAt)),
    attribute(OID.messageDigest, octetString(hash(digest, content, 'buffer'))),
    ...(options.attributes ?? []).map(([name, value]) => attribute(name, value)),
  );
  const signature = sign(digest, attributes, identity.privateKey);
  const travelling = Buffer.from(attributes);
  travelling[0] = 0xa0;
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(parseCertificate(identity.certificateDer)),
    digestAlgorithm(digest),
    travelling,
    signerAlgorithm(identity.privateKey, digest),
    octetString(signature),
  );
  const embedsContent = options.content !== undefined && options.detached !== true;
  return contentInfo(
    OID.signedData,
    sequence(
      integer(1),
      setOf(digestAlgorithm(digest)),
      embedsContent ? sequence(oid(OID.data), context(0, octetString(content))) : sequence(oid(OID.data)),
      context(0, identity.certificateDer, ...(identity.chainDer ?? [])),
      setOf(signerInfo),
    ),
  );
}

/** A degenerate SignedData that only carries certificates and revocation lists (RFC 8894 §3.4). */
export function certificatesOnly(
  certificatesDer: readonly Buffer[],
  revocationListsDer: readonly Buffer[] = [],
): Buffer {
  return contentInfo(
    OID.signedData,
    sequence(
      integer(1),
      setOf(),
      sequence(oid(OID.data)),
      ...(certificatesDer.length > 0 ? [context(0, ...certificatesDer)] : []),
      ...(revocationListsDer.length > 0 ? [context(1, ...revocationListsDer)] : []),
      setOf(),
    ),
  );
}

/** ContentInfo around a CMS content type (RFC 5652 §3). */
export function contentInfo(contentType: string, content: Buffer): Buffer {
  return sequence(oid(contentType), context(0, content));
}
