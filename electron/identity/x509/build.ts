import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Digest, signatureAlgorithm } from '../cms/algorithms.ts';
import { bitString, context, integer, rawInteger, sequence, time } from '../der/write.ts';

/** A new certificate serial number: 16 bytes, positive, 126 random bits (RFC 5280 §4.1.2.2 allows 20 bytes). */
export function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x3f) | 0x40;
  return serial;
}

/** SubjectPublicKeyInfo in DER, of the public half of a key. */
export function publicKeyInfoOf(key: KeyObject): Buffer {
  return (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });
}

/** PKCS#8 in DER: the form in which keys go into the vault. */
export function exportPrivateKey(key: KeyObject): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' });
}

/** What goes into a certificate. Names and extensions are DER. */
export interface CertificateContent {
  /** INTEGER content octets; see `newSerial`. */
  readonly serial: Buffer;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBeforeAt: number;
  readonly notAfterAt: number;
  readonly publicKeyInfo: Buffer;
  readonly extensions: readonly Buffer[];
}

/** Builds and signs an X.509 v3 certificate (RFC 5280 §4.1). */
export function buildCertificate(content: CertificateContent, issuerKey: KeyObject, digest: Digest = 'sha256'): Buffer {
  const algorithm = signatureAlgorithm(issuerKey, digest);
  const tbs = sequence(
    context(0, integer(2)),
    rawInteger(content.serial),
    algorithm,
    content.issuer,
    sequence(time(content.notBeforeAt), time(content.notAfterAt)),
    content.subject,
    content.publicKeyInfo,
    context(3, sequence(...content.extensions)),
  );
  return signStructure(tbs, algorithm, issuerKey, digest);
}

/** SEQUENCE { to be signed, algorithm, signature }: certificates and revocation lists alike. */
export function signStructure(toBeSigned: Buffer, algorithm: Buffer, key: KeyObject, digest: Digest): Buffer {
  return sequence(toBeSigned, algorithm, bitString(sign(digest, toBeSigned, key)));
}
