import { z } from 'zod';
import { role } from './access.ts';
import { id, procedure, time } from './common.ts';
import { pushStatus } from './push.ts';

export const status = z.object({
  product: z.literal('Cartwright'),
  version: z.string(),
  startedAt: time,
  organisation: z.string(),
  listener: z.object({
    url: z.string(),
    certificate: z.object({ source: z.enum(['built-in', 'imported']), names: z.array(z.string()), notAfter: time }),
  }),
  console: z.object({ url: z.string() }),
  devices: z.object({ total: z.number().int(), enrolled: z.number().int(), pending: z.number().int() }),
  commands: z.object({ open: z.number().int() }),
  push: pushStatus,
  lastEventSeq: z.number().int(),
  demo: z.boolean(),
});
export type Status = z.infer<typeof status>;

export const authority = z.object({
  rootPem: z.string(),
  fingerprint: z.string(),
  subject: z.string(),
  notAfter: time,
});

export const apiToken = z.object({
  id,
  name: z.string(),
  role,
  createdAt: time,
  createdBy: z.string(),
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const system = {
  status: procedure
    .route({ method: 'GET', path: '/status', summary: 'How the server is doing', tags: ['System'] })
    .output(status),
  setOrganisation: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/organisation', summary: 'Name the organisation', tags: ['System'] })
    .input(z.object({ name: z.string().trim().min(1).max(64) }))
    .output(status),
  authority: procedure
    .route({ method: 'GET', path: '/authority', summary: 'The certificate authority devices trust', tags: ['System'] })
    .output(authority),
  importTls: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'POST', path: '/tls', summary: 'Use a TLS certificate of your own', tags: ['System'] })
    .input(z.object({ bundle: z.string().min(1).max(500_000), passphrase: z.string().max(1000).optional() }))
    .output(status),
  useBuiltInTls: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'DELETE', path: '/tls', summary: 'Go back to the built-in TLS certificate', tags: ['System'] })
    .output(status),
  listTokens: procedure
    .meta({ access: 'administrator' })
    .route({ method: 'GET', path: '/tokens', summary: 'API tokens', tags: ['System'] })
    .output(z.array(apiToken)),
  createToken: procedure
    .route({ method: 'POST', path: '/tokens', summary: 'Make an API token; it is shown this once', tags: ['System'] })
    .input(
      z.object({
        name: z.string().trim().min(1).max(100),
        /** At most the role of whoever makes it. */
        role: role.default('administrator'),
        expiresAt: time.nullable().default(null),
      }),
    )
    .output(apiToken.extend({ token: z.string() })),
  revokeToken: procedure
    .route({ method: 'POST', path: '/tokens/{tokenId}/revoke', summary: 'Revoke an API token', tags: ['System'] })
    .input(z.object({ tokenId: id }))
    .output(apiToken),
};
