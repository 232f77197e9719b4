import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { id, limit, procedure, time } from './common.ts';

/** A fact that happened. `seq` grows by one line of history. */
export const event = z.object({
  seq: z.number().int(),
  at: time,
  type: z.string(),
  deviceId: id.nullable(),
  enrollmentId: id.nullable(),
  commandId: id.nullable(),
  actor: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Event = z.infer<typeof event>;

/**
 * What a live window hears: facts after their commit, and in between who was just seen, and how many alerts there are
 * now whenever one comes, goes or changes (read `alerts.list` again). `lagging` says that some were
 * left out because the listener was too slow: read everything again.
 */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), seq: z.number().int() }),
  z.object({ kind: z.literal('events'), events: z.array(event) }),
  z.object({ kind: z.literal('seen'), devices: z.array(z.object({ deviceId: id, at: time })) }),
  z.object({
    kind: z.literal('alerts'),
    critical: z.number().int(),
    warning: z.number().int(),
    info: z.number().int(),
  }),
  z.object({ kind: z.literal('lagging') }),
]);
export type Change = z.infer<typeof change>;

export const eventQuery = z.object({
  deviceId: id.optional(),
  type: z.string().max(100).optional(),
  /** Only events before this one. */
  before: z.coerce.number().int().optional(),
  /** Only events after this one. */
  after: z.coerce.number().int().optional(),
  limit,
});
export type EventQuery = z.infer<typeof eventQuery>;

export const events = {
  list: procedure
    .route({ method: 'GET', path: '/events', summary: 'What happened, newest first', tags: ['Events'] })
    .input(eventQuery)
    .output(z.object({ rows: z.array(event) })),
  live: procedure
    .route({ method: 'GET', path: '/events/live', summary: 'What happens, as server-sent events', tags: ['Events'] })
    .output(eventIterator(change)),
};
