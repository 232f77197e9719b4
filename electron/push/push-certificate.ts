import { createHash, X509Certificate } from 'node:crypto';
import { CartwrightError } from '../../shared/errors.ts';

/** What a push certificate says of itself. */
export interface PushCertificate {
  readonly x509: X509Certificate;
  readonly der: Buffer;
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** The MDM topic: the subject's UID (0.9.2342.19200300.100.1.1). */
  readonly topic: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBeforeAt: number;
  readonly notAfterAt: number;
}

const TOPIC = /^com\.apple\.mgmt\.[A-Za-z0-9._-]{1,200}$/;
const PEM_CERTIFICATE = /-----BEGIN (?:X509 )?CERTIFICATE-----[^-]+-----END (?:X509 )?CERTIFICATE-----/g;

/** Why a file was not taken as push certificate; in `data.reason` of the error. */
export type PushCertificateFault =
  | 'unreadable'
  | 'missing-topic'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-key'
  | 'other-topic';

export function badPushCertificate(reason: PushCertificateFault, message: string, cause?: unknown): CartwrightError {
  return new CartwrightError('bad-certificate', message, { cause, data: { reason } });
}

/**
 * The certificates in a file without a key, PEM or DER.
 *
 * @returns undefined when the file is something else, or has a key: a PKCS#12 file or a PEM bundle
 */
export function certificatesIn(bytes: Uint8Array): Buffer[] | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (text.includes('PRIVATE KEY-----')) return undefined;
  try {
    const blocks = text.match(PEM_CERTIFICATE);
    if (blocks !== null) return blocks.map((block) => new X509Certificate(block).raw);
    return [new X509Certificate(bytes).raw];
  } catch {
    return undefined;
  }
}

/** Picks the push certificate among a leaf and its chain: the one with a topic. */
export function choosePushCertificate(certificates: readonly Uint8Array[]): PushCertificate {
  const fault = badPushCertificate(
    'missing-topic',
    'This is not an MDM push certificate: its subject has no topic that begins with com.apple.mgmt. Download the ' +
      'certificate from identity.apple.com/pushcert and import that file.',
  );
  for (const der of certificates) {
    const certificate = readPushCertificate(der);
    if (certificate !== undefined) return certificate;
  }
  throw fault;
}

/**
 * Reads a certificate as a push certificate.
 *
 * @returns undefined when its subject names no MDM topic
 */
export function readPushCertificate(bytes: Uint8Array): PushCertificate | undefined {
  const x509 = new X509Certificate(bytes);
  const uid: unknown = x509.toLegacyObject().subject.UID;
  const topic = (Array.isArray(uid) ? uid : [uid]).find((one) => typeof one === 'string' && TOPIC.test(one));
  if (topic === undefined) return undefined;
  const der = x509.raw;
  return {
    x509,
    der,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    serial: x509.serialNumber.toLowerCase(),
    topic,
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    notBeforeAt: x509.validFromDate.getTime(),
    notAfterAt: x509.validToDate.getTime(),
  };
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
