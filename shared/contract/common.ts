import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { AccessMeta } from './access.ts';

/** Integer milliseconds since the epoch. */
export const time = z.number().int();
/** A lower-case UUIDv7. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be an id');
/** How many rows to skip, counted from the first. */
export const offset = z.coerce.number().int().min(0).default(0);
/** How many rows to return at most. */
export const limit = z.coerce.number().int().min(1).max(1000).default(100);

/** Why something cannot be done, or what to know before doing it. `path` names the key, from the outside in. */
export const finding = z.object({
  code: z.string(),
  severity: z.enum(['refuse', 'warn']),
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
});
export type Finding = z.infer<typeof finding>;

/**
 * Every procedure starts here. The codes are `ErrorCode` of shared/errors in oRPC's spelling; the message tells an
 * administrator what to do. `.meta({ access })` names the least role, see access.ts.
 */
export const procedure = oc.$meta<AccessMeta>({}).errors({
  BAD_REQUEST: { status: 400 },
  UNAUTHORIZED: { status: 401 },
  FORBIDDEN: { status: 403 },
  NOT_FOUND: { status: 404 },
  CONFLICT: { status: 409 },
  GONE: { status: 410 },
  PAYLOAD_TOO_LARGE: { status: 413 },
  UNPROCESSABLE_CONTENT: { status: 422 },
  TOO_MANY_REQUESTS: { status: 429 },
  INTERNAL_SERVER_ERROR: { status: 500 },
  SERVICE_UNAVAILABLE: { status: 503 },
});
