import { z } from 'zod';
import { procedure } from './common.ts';

/*
 * Reasons for changes: an organisation may ask whoever changes what devices get for a reason, such as the number of a
 * ticket. Procedures that are asked about say so by `.meta({ reason: true })`.
 */

export const reasonSettings = z.object({
  /** Off: a reason is kept when one is sent, and nobody has to. */
  ask: z.boolean().default(false),
});
export type ReasonSettings = z.infer<typeof reasonSettings>;

/** Spread into `system`. */
export const reasons = {
  reasons: procedure
    .route({ method: 'GET', path: '/reasons', summary: 'Whether changes need a reason', tags: ['System'] })
    .output(reasonSettings),
  setReasons: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'PUT', path: '/reasons', summary: 'Ask for reasons of changes, or no longer', tags: ['System'] })
    .input(reasonSettings)
    .output(reasonSettings),
};
