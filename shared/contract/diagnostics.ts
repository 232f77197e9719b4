import { z } from 'zod';
import { procedure, time } from './common.ts';
import { event } from './events.ts';

/** What to send along with a question about Cartwright. Made for other eyes: no secret is in it. */
export const diagnosticsBundle = z.object({
  madeAt: time,
  product: z.literal('Cartwright'),
  version: z.string(),
  startedAt: time,
  platform: z.object({ system: z.string(), release: z.string(), architecture: z.string(), node: z.string() }),
  memory: z.object({ residentBytes: z.number(), heapUsedBytes: z.number() }),
  /** The configuration of the start; secret settings say only whether they are set. */
  configuration: z.record(z.string(), z.unknown()),
  status: z.record(z.string(), z.unknown()),
  push: z.record(z.string(), z.unknown()),
  /** Rows by table. */
  counts: z.record(z.string(), z.number().int()),
  storeBytes: z.number().int(),
  schema: z.number().int(),
  certificates: z.array(z.record(z.string(), z.unknown())),
  /** The newest, oldest first. */
  events: z.array(event),
  /** The last 1,000 lines, oldest first. */
  log: z.array(
    z.object({ at: time, level: z.string(), message: z.string(), fields: z.record(z.string(), z.unknown()) }),
  ),
});
export type DiagnosticsBundle = z.infer<typeof diagnosticsBundle>;

export const diagnostics = {
  bundle: procedure
    .meta({ access: 'administrator' })
    .route({
      method: 'GET',
      path: '/diagnostics',
      summary: 'What helps to find a fault, without secrets',
      tags: ['System'],
    })
    .output(z.object({ filename: z.string(), bundle: diagnosticsBundle })),
};
