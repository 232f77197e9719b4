import { z } from 'zod';
import { id, limit, offset, procedure, time } from './common.ts';

export const certificatePurpose = z.enum([
  'root',
  'tls',
  'profile-signing',
  'device-identity',
  'configured',
  'over-the-air',
  'push',
]);
export const certificateFilter = z.enum(['all', 'valid', 'expiring', 'expired', 'revoked']);
/** Why a certificate is revoked, in the words of RFC 5280. */
export const revocationReason = z.enum([
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
]);

export const issuedCertificate = z.object({
  /** SHA-256 of the DER in lower-case hex. */
  fingerprint: z.string(),
  serial: z.string(),
  purpose: certificatePurpose,
  subject: z.string(),
  issuer: z.string(),
  notBefore: time,
  notAfter: time,
  issuedAt: time,
  revokedAt: time.nullable(),
  revocationReason: z.string().nullable(),
  /** Revoked wins over expired; `expiring` within 30 days. */
  state: z.enum(['valid', 'expiring', 'expired', 'revoked']),
  /** In use now: what the listener serves, what signs, or what an enrolled device calls with. */
  current: z.boolean(),
  deviceId: id.nullable(),
  deviceName: z.string().nullable(),
  enrollmentId: id.nullable(),
});
export type IssuedCertificate = z.infer<typeof issuedCertificate>;

export const certificateQuery = z.object({
  purpose: certificatePurpose.optional(),
  filter: certificateFilter.default('all'),
  /** Found in subject, serial, fingerprint or the device's name. */
  search: z.string().trim().max(200).optional(),
  offset,
  limit,
});
export type CertificateQuery = z.infer<typeof certificateQuery>;

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 fingerprint in lower-case hex');
const tags = ['Certificates'];

export const certificates = {
  list: procedure
    .route({
      method: 'GET',
      path: '/certificates',
      summary: 'Certificates we issued or hold',
      description: 'Our own first, then device identities, those that end soonest first.',
      tags,
    })
    .input(certificateQuery)
    .output(z.object({ total: z.number().int(), rows: z.array(issuedCertificate) })),
  get: procedure
    .route({ method: 'GET', path: '/certificates/{fingerprint}', summary: 'One certificate', tags })
    .input(z.object({ fingerprint }))
    .output(issuedCertificate),
  pem: procedure
    .route({ method: 'GET', path: '/certificates/{fingerprint}/pem', summary: 'The certificate as PEM', tags })
    .input(z.object({ fingerprint }))
    .output(z.object({ filename: z.string(), pem: z.string() })),
  revoke: procedure
    .route({
      method: 'POST',
      path: '/certificates/{fingerprint}/revoke',
      summary: 'Revoke a device identity',
      description:
        'A device that calls with a revoked identity is turned away until it enrolls again, and cannot even be told to ' +
        'end management. Refused with `data.deviceId` for an identity in use unless `confirmed`.',
      tags,
    })
    .input(z.object({ fingerprint, reason: revocationReason, confirmed: z.boolean().default(false) }))
    .output(issuedCertificate),
};
