import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { type Cipher, envelope, openEnvelope } from '../wire/cms-envelope.ts';
import { certificatesOf, openSigned } from '../wire/cms-read.ts';
import { type Identity, matches, signCms } from '../wire/cms-sign.ts';
import { octets, printable, sequence } from '../wire/der.ts';
import { OID } from '../wire/oids.ts';
import { buildCertificate, certificateParts, type Name } from '../wire/x509.ts';

/** RFC 8894 §3.2.1.2. */
export const MessageType = { certRep: '3', renewalReq: '17', pkcsReq: '19', certPoll: '20' } as const;

const FAILURES: Readonly<Record<string, string>> = {
  '0': 'badAlg',
  '1': 'badMessageCheck',
  '2': 'badRequest',
  '3': 'badTime',
  '4': 'badCertId',
};

export interface Transaction {
  id: string;
  senderNonce: Buffer;
}

/** A new transaction. The id also hashes the key, but differs for two devices that share a pooled key. */
export function newTransaction(publicKey: KeyObject): Transaction {
  const nonce = randomBytes(16);
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .update(nonce)
    .digest('hex')
    .toUpperCase();
  return { id, senderNonce: nonce };
}

/** The short-lived self-signed certificate a device signs its first request with (RFC 8894 §2.3). */
export function selfSigned(subject: Name, key: KeyObject, publicKey: KeyObject, now: number): Identity {
  const certificate = buildCertificate({
    subject,
    issuer: subject,
    publicKey,
    signingKey: key,
    serial: Buffer.concat([Buffer.from([1]), randomBytes(8)]),
    notBefore: now - 86_400_000,
    notAfter: now + 7 * 86_400_000,
    usage: { digitalSignature: true, keyEncipherment: true },
  });
  return { certificate, key };
}

export interface RequestParts {
  type: (typeof MessageType)[keyof typeof MessageType];
  /** PKCS#10 for PKCSReq and RenewalReq, IssuerAndSubject for CertPoll; DER. */
  content: Buffer;
  transaction: Transaction;
  signer: Identity;
  recipient: Buffer;
  cipher: Cipher;
}

/** A pkiMessage (RFC 8894 §3.2): the content enveloped for the authority, signed by the device. */
export function buildPkiMessage(parts: RequestParts): Buffer {
  return signCms(envelope(parts.content, parts.recipient, parts.cipher), {
    signer: parts.signer,
    attributes: [
      [OID.scepTransactionId, printable(parts.transaction.id)],
      [OID.scepMessageType, printable(parts.type)],
      [OID.scepSenderNonce, octets(parts.transaction.senderNonce)],
    ],
  });
}

/** IssuerAndSubject (RFC 8894 §3.3.3), the content of a CertPoll. */
export const issuerAndSubject = (authority: Buffer, subject: Buffer): Buffer =>
  sequence(certificateParts(authority).subject, subject);

export type Reply =
  | { status: 'success'; certificate: Buffer; chain: Buffer[] }
  | { status: 'pending' }
  | { status: 'failure'; failInfo: string };

/**
 * Reads a CertRep: signed by one of the authority's certificates, for our transaction, repeating our nonce, and
 * enveloped for our key. Throws RangeError when any of these does not hold.
 */
export function readReply(
  der: Buffer,
  expected: {
    transaction: Transaction;
    authorities: readonly Buffer[];
    /** The key the certificate was asked for. */
    key: KeyObject;
    /** The key of the certificate that signed the request. */
    openWith: KeyObject;
  },
): Reply {
  // A refusal and a "pending" carry no content at all (RFC 8894 §3.2.2): their digest is over nothing.
  const signed = openSigned(der, Buffer.alloc(0), expected.authorities);
  if (!expected.authorities.some((certificate) => certificate.equals(signed.signer))) {
    throw new RangeError('the SCEP reply is not signed by the authority');
  }
  const text = (id: string): string => signed.attributes.get(id)?.content.toString('latin1') ?? '';
  if (text(OID.scepMessageType) !== MessageType.certRep) throw new RangeError('the SCEP reply is not a CertRep');
  if (text(OID.scepTransactionId) !== expected.transaction.id) {
    throw new RangeError('the SCEP reply belongs to another transaction');
  }
  if (!signed.attributes.get(OID.scepRecipientNonce)?.content.equals(expected.transaction.senderNonce)) {
    throw new RangeError('the SCEP reply does not repeat the nonce');
  }
  const status = text(OID.scepPkiStatus);
  if (status === '3') return { status: 'pending' };
  if (status !== '0') return { status: 'failure', failInfo: FAILURES[text(OID.scepFailInfo)] ?? 'unspecified' };
  const certificates = certificatesOf(openEnvelope(signed.content, expected.openWith));
  const certificate = certificates.find((candidate) => matches(candidate, expected.key));
  if (!certificate) throw new RangeError('the SCEP reply has no certificate for this key');
  return { status: 'success', certificate, chain: certificates.filter((other) => other !== certificate) };
}
