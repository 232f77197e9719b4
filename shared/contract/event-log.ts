import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { TONES } from '../catalogue/event-tones.ts';
import { id, limit, procedure } from './common.ts';
import { event } from './events.ts';

/** The kinds of events, for filters and icons: see shared/catalogue/event-categories.ts. */
export const eventCategory = z.enum([
  'devices',
  'enrollment',
  'invitations',
  'commands',
  'inventory',
  'push',
  'certificates',
  'sign-in',
  'settings',
  'alerts',
  'compliance',
  'other',
]);

const eventTone = z.enum(TONES);

export const eventFilter = z.object({
  categories: z.union([z.array(eventCategory), eventCategory.transform((one) => [one])]).optional(),
  /** What it means for whoever looks: see shared/catalogue/event-tones.ts. */
  tones: z.union([z.array(eventTone), eventTone.transform((one) => [one])]).optional(),
  /** Types that begin so, such as `command.` or `enrollment.refused`. */
  typePrefix: z.string().max(100).optional(),
  deviceId: id.optional(),
  commandId: id.optional(),
  actor: z.string().max(200).optional(),
  /** Found in type, actor, data, or the device's name or serial number, ignoring case. */
  text: z.string().trim().max(200).optional(),
  /** From then on, and before then. */
  since: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
});
export type EventFilter = z.infer<typeof eventFilter>;

/** An event with the name of its device, for lists. */
export const loggedEvent = event.extend({
  category: eventCategory,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
});
export type LoggedEvent = z.infer<typeof loggedEvent>;

/** Spread into `events`. */
export const eventLog = {
  search: procedure
    .route({ method: 'GET', path: '/event-log', summary: 'What happened, filtered, newest first', tags: ['Events'] })
    .input(
      eventFilter.extend({
        before: z.coerce.number().int().optional(),
        after: z.coerce.number().int().optional(),
        limit,
      }),
    )
    .output(
      z.object({
        rows: z.array(loggedEvent),
        /** `before` of the next page; null at the end. A page may be short of rows and still have a next one. */
        next: z.number().int().nullable(),
      }),
    ),
  export: procedure
    .route({
      method: 'GET',
      path: '/event-log/export',
      summary: 'The filtered events as CSV or JSON lines, oldest first, in pieces of text',
      description: 'Put the pieces together in order; each holds whole lines.',
      tags: ['Events'],
    })
    .input(eventFilter.extend({ format: z.enum(['csv', 'jsonl']).default('csv') }))
    .output(eventIterator(z.string())),
};
