import { X509Certificate } from 'node:crypto';
import type { CertificateRecords } from './certificate-records.ts';
import { parseSignedData, verifySignedData } from './cms/signed-data.ts';
import { parseDerOrBer } from './der/normalize.ts';

/**
 * Who signed what a device tells of itself:
 * - `device`: a certificate that Apple built into a device
 * - `over-the-air`: the identity we gave it in the middle of an enrollment over the air
 * - `other`: somebody else, whose signature is right
 */
export type ProofSigner = 'device' | 'over-the-air' | 'other';

/** A document a device signed, whose signature has been verified. */
export interface DeviceProof {
  readonly content: Buffer;
  readonly signer: ProofSigner;
  /** SHA-256 of the signer's certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly certificateDer: Buffer;
}

const LONGEST_CHAIN = 6;
/**
 * Apple's root stands above developers' certificates too. Those of devices are issued by an authority of their own, which
 * bears this name (“Apple iPhone Device CA”); only Apple can issue one so named beneath its root.
 */
const DEVICE_AUTHORITY = /(?:^|\n)CN=[^\n]*\bDevice CA\b/;

/**
 * Makes the function that opens what devices sign: CMS with the content inside, in DER or as streaming encoders write it.
 *
 * Dates of Apple's certificates do not count: they are made when a device is activated and never again, so that those of
 * older devices, and of the authority above them, have run out.
 *
 * @param rootsPem the roots beneath which certificates of devices are, PEM
 */
export function deviceProofs(
  records: CertificateRecords,
  clock: { now(): number },
  rootsPem: string,
): (signedBytes: Buffer) => DeviceProof {
  const roots = (rootsPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (block) => new X509Certificate(block),
  );
  const signerOf = (fingerprint: string, certificate: Buffer, others: readonly Buffer[]): ProofSigner => {
    const known = records.find(fingerprint);
    if (known !== undefined) {
      const good = known.purpose === 'over-the-air' && known.revokedAt === null && clock.now() <= known.notAfter;
      return good ? 'over-the-air' : 'other';
    }
    return isDevice(certificate, others, roots) ? 'device' : 'other';
  };

  /** @throws CartwrightError `bad-signature` or `bad-certificate` */
  return (signedBytes) => {
    const signed = parseDerOrBer(signedBytes, 'bad-signature', parseSignedData);
    const content = signed.content ?? Buffer.alloc(0);
    const { fingerprint } = verifySignedData(signed, content);
    const { signerCertificateDer: certificateDer } = signed;
    const signer = signerOf(fingerprint, certificateDer, signed.certificates);
    return { content, signer, fingerprint, certificateDer };
  };
}

/** Whether a certificate is issued by an authority for devices, which is beneath one of the roots. */
function isDevice(leaf: Buffer, embedded: readonly Buffer[], roots: readonly X509Certificate[]): boolean {
  let current: X509Certificate;
  let others: X509Certificate[];
  try {
    current = new X509Certificate(leaf);
    others = embedded.map((der) => new X509Certificate(der)).filter((certificate) => certificate.ca);
  } catch {
    return false;
  }
  const issuerIn = (from: readonly X509Certificate[]): X509Certificate | undefined =>
    from.find((issuer) => current.checkIssued(issuer) && current.verify(issuer.publicKey));
  let named = false;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (issuerIn(roots) !== undefined) return named;
    const issuer = issuerIn(others);
    if (issuer === undefined || issuer.raw.equals(current.raw)) return false;
    if (step === 0) named = DEVICE_AUTHORITY.test(issuer.subject);
    current = issuer;
  }
  return false;
}
