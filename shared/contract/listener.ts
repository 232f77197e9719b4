import { z } from 'zod';
import { procedure, time } from './common.ts';

const chainLink = z.object({
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  notBefore: time,
  notAfter: time,
});

export const listenerDetails = z.object({
  url: z.string(),
  bound: z.object({ host: z.string(), port: z.number().int() }),
  tls: z.object({
    source: z.enum(['built-in', 'imported']),
    fingerprint: z.string(),
    serial: z.string(),
    subject: z.string(),
    issuer: z.string(),
    notBefore: time,
    notAfter: time,
    /** For example `EC P-256` or `RSA 2048`. */
    key: z.string(),
    /** Host names and addresses it is good for. */
    names: z.array(z.string()),
    /** Names devices may use that it is not good for. */
    missingNames: z.array(z.string()),
    /** What is sent with it, up to but without the root. */
    chain: z.array(chainLink),
    /** When the built-in one is renewed by itself; null for an imported one, which somebody must renew. */
    renewsAt: time.nullable(),
  }),
  /** Certificates the listener had, newest first; the first one may be the present one. */
  history: z.array(chainLink.extend({ source: z.enum(['built-in', 'imported']), since: time, current: z.boolean() })),
  trustedProxies: z.array(z.string()),
  clientCertificateHeader: z.string(),
  limits: z.object({ maxConnections: z.number().int(), maxBodyMb: z.number().int(), bodySeconds: z.number().int() }),
});
export type ListenerDetails = z.infer<typeof listenerDetails>;

export const listener = {
  details: procedure
    .meta({ access: 'administrator' })
    .route({
      method: 'GET',
      path: '/listener',
      summary: 'The listener, its TLS certificate and limits',
      tags: ['System'],
    })
    .output(listenerDetails),
};
