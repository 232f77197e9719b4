import { OID } from '../der/oids.ts';
import { type DerReader, openWhole, TAG } from '../der/read.ts';

/** What a certificate says, as offsets into its own bytes where that is enough (RFC 5280 §4.1). */
export interface CertificateFacts {
  /** The whole certificate. */
  readonly der: Buffer;
  /** INTEGER content octets of the serial number, as they stand. */
  readonly serial: Buffer;
  /** Issuer and subject as DER Names. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBeforeAt: number;
  readonly notAfterAt: number;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKeyInfo: Buffer;
  /** subjectKeyIdentifier, when the extension is there. */
  readonly subjectKeyId: Buffer | undefined;
  /** True when basicConstraints says cA. */
  readonly isAuthority: boolean;
}

/** Identity of a certificate within one issuer: all that a SignerInfo needs to name it. */
export interface CertificateIdentity {
  readonly serial: Buffer;
  readonly issuer: Buffer;
}

/** Moves into TBSCertificate and past the version. */
function openTbs(certificate: DerReader): DerReader {
  const tbs = certificate.open(TAG.sequence);
  tbs.optional(0xa0);
  return tbs;
}

/**
 * Reads only the serial number and issuer of a certificate; what the request path needs.
 * `certificate` stands on the certificate's SEQUENCE (`next()` done).
 */
export function readIdentity(certificate: DerReader): CertificateIdentity {
  const tbs = openTbs(certificate.enter());
  const serial = tbs.integer();
  tbs.expect(TAG.sequence);
  const issuer = tbs.expect(TAG.sequence).element();
  return { serial, issuer };
}

/**
 * Reads one DER certificate.
 *
 * @throws CartwrightError 'bad-certificate' when the bytes are not one certificate.
 */
export function parseCertificate(der: Buffer): CertificateFacts {
  const certificate = openWhole(der, TAG.sequence, 'bad-certificate');
  const tbs = openTbs(certificate);
  const serial = tbs.integer();
  tbs.expect(TAG.sequence);
  const issuer = tbs.expect(TAG.sequence).element();
  const validity = tbs.open(TAG.sequence);
  const notBeforeAt = validity.time();
  const notAfterAt = validity.time();
  const subject = tbs.expect(TAG.sequence).element();
  const publicKeyInfo = tbs.expect(TAG.sequence).element();
  certificate.expect(TAG.sequence);
  certificate.bitString();
  certificate.finish();
  let subjectKeyId: Buffer | undefined;
  let isAuthority = false;
  while (!tbs.done) {
    tbs.next();
    if (tbs.tag !== 0xa3) continue;
    for (const [name, value] of readExtensions(tbs.enter())) {
      if (name === OID.subjectKeyIdentifier) subjectKeyId = value.expect(TAG.octetString).content();
      if (name === OID.basicConstraints) {
        const constraints = value.open(TAG.sequence);
        isAuthority = constraints.optional(TAG.boolean) && constraints.content()[0] === 0xff;
      }
    }
  }
  return { der, serial, issuer, subject, notBeforeAt, notAfterAt, publicKeyInfo, subjectKeyId, isAuthority };
}

/** Walks Extensions: SEQUENCE OF { OID, critical?, OCTET STRING }; values come as walkers over the octets. */
export function* readExtensions(reader: DerReader): Generator<[name: string, value: DerReader]> {
  const extensions = reader.open(TAG.sequence);
  while (!extensions.done) {
    const extension = extensions.open(TAG.sequence);
    const name = extension.oid();
    extension.optional(TAG.boolean);
    yield [name, extension.open(TAG.octetString)];
  }
}

/** The first octet of keyUsage (RFC 5280 §4.2.1.3: digitalSignature is the highest bit); undefined when it is not said. */
export function readKeyUsage(der: Buffer): number | undefined {
  const certificate = openWhole(der, TAG.sequence, 'bad-certificate');
  const tbs = certificate.open(TAG.sequence);
  while (!tbs.done) {
    tbs.next();
    if (tbs.tag !== 0xa3) continue;
    for (const [name, value] of readExtensions(tbs.enter()))
      if (name === OID.keyUsage) return value.namedBits()[0] ?? 0;
  }
  return undefined;
}
