import { z } from 'zod';
import { procedure, time } from './common.ts';

export const pushCertificate = z.object({
  /** `requested`: a request waits for its signed certificate; `refused`: Apple's push service turned it down. */
  state: z.enum(['none', 'requested', 'ready', 'expiring', 'expired', 'refused']),
  topic: z.string().nullable(),
  notAfter: time.nullable(),
  serial: z.string().nullable(),
  fingerprint: z.string().nullable(),
});

export const pushStatus = z.object({
  certificate: pushCertificate,
  connection: z.enum(['idle', 'connecting', 'connected', 'backing-off', 'refused']),
  host: z.string(),
  lastError: z.string().nullable(),
  /** Wake-ups Apple's push service took since the start. */
  delivered: z.number().int(),
  /** Enrollments that wait for a wake-up. */
  waiting: z.number().int(),
});
export type PushStatus = z.infer<typeof pushStatus>;

export const push = {
  status: procedure
    .route({ method: 'GET', path: '/push', summary: 'Push certificate and connection', tags: ['Push'] })
    .output(pushStatus),
  createRequest: procedure
    .meta({ access: 'owner' })
    .route({
      method: 'POST',
      path: '/push/request',
      summary: 'Make a key and a certificate signing request',
      description: 'A request that waits for its certificate is returned again unless `replace` is set.',
      tags: ['Push'],
    })
    .input(
      z.object({
        organisation: z.string().trim().min(1).max(64),
        email: z.email().max(64),
        replace: z.boolean().default(false),
      }),
    )
    .output(z.object({ csrPem: z.string() })),
  importCertificate: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'POST', path: '/push/certificate', summary: 'Import the signed push certificate', tags: ['Push'] })
    .input(
      z.object({
        /** PEM text, or base64 of DER or PKCS#12. */
        certificate: z.string().min(1).max(200_000),
        passphrase: z.string().max(1000).optional(),
        /** Every device enrolled under the present topic would be lost. */
        allowTopicChange: z.boolean().default(false),
      }),
    )
    .output(pushStatus),
};
