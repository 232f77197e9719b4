import { signatureAlgorithm } from '../cms/algorithms.ts';
import { OID } from '../der/oids.ts';
import { context, integer, rawInteger, sequence, time, tlv } from '../der/write.ts';
import { signStructure } from './build.ts';
import type { Issuer } from './certificates.ts';
import { authorityKeyIdentifier, extension, keyIdentifier } from './extensions.ts';
import { parseCertificate } from './parse-certificate.ts';

/** Why a certificate was revoked (RFC 5280 §5.3.1), with the numbers that go on the wire. */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
} as const;

export type RevocationReason = keyof typeof REVOCATION_REASONS;

/** One revoked certificate. */
export interface RevokedCertificate {
  /** INTEGER content octets. */
  readonly serial: Buffer;
  readonly revokedAt: number;
  readonly reason: RevocationReason;
}

/** Builds a version 2 certificate revocation list in DER (RFC 5280 §5.1). */
export function buildRevocationList(
  issuer: Issuer,
  options: { number: number; thisUpdateAt: number; nextUpdateAt: number; revoked: readonly RevokedCertificate[] },
): Buffer {
  const authority = parseCertificate(issuer.certificateDer);
  const algorithm = signatureAlgorithm(issuer.privateKey, 'sha256');
  const tbs = sequence(
    integer(1),
    algorithm,
    authority.subject,
    time(options.thisUpdateAt),
    time(options.nextUpdateAt),
    ...(options.revoked.length === 0 ? [] : [sequence(Buffer.concat(options.revoked.map(revokedEntry)))]),
    context(
      0,
      sequence(
        authorityKeyIdentifier(authority.subjectKeyId ?? keyIdentifier(authority.publicKeyInfo)),
        extension(OID.crlNumber, false, integer(options.number)),
      ),
    ),
  );
  return signStructure(tbs, algorithm, issuer.privateKey, 'sha256');
}

function revokedEntry(entry: RevokedCertificate): Buffer {
  const reason = REVOCATION_REASONS[entry.reason];
  const details = reason === 0 ? [] : [sequence(extension(OID.crlReason, false, tlv(0x0a, Buffer.from([reason]))))];
  return sequence(rawInteger(entry.serial), time(entry.revokedAt), ...details);
}
