import { z } from 'zod';
import { commandDetail, commandRow, commandState, reason } from './commands.ts';
import { id, limit, procedure, time } from './common.ts';

/** One step of a command's way. `at` orders them. */
export const timelineEntry = z.object({
  at: time,
  kind: z.enum([
    'queued',
    /** A wake-up was asked for by a person. */
    'wake-asked',
    /** A wake-up was sent: `status` and `reason` are what Apple answered, null while it did not; `times`: which it was. */
    'woken',
    /** Apple refuses the device's token from here on. */
    'token-dead',
    /** The device was given the command; `times` is how often up to here, where it was more than once. */
    'sent',
    'not-now',
    'acknowledged',
    'error',
    'format-error',
    'unreadable',
    'expired',
    'cancelled',
    'superseded',
    'unanswered',
    'pin-revealed',
    /** The same was asked for once more while it waited. */
    'asked-again',
    /** Another command repeats this one. */
    'retried',
  ]),
  actor: z.string(),
  status: z.number().int().nullable(),
  reason: z.string().nullable(),
  times: z.number().int().nullable(),
  /** The command that repeats or replaces this one. */
  commandId: id.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const commandTimeline = z.object({
  command: commandDetail,
  entries: z.array(timelineEntry),
  /** What may come next while the command is open. */
  expected: z
    .object({
      /** The device is woken again then, and given the command once more when it comes. */
      nextWakeAt: time.nullable(),
      expiresAt: time.nullable(),
      /** Sent this often since the device last said anything about it; after ten times and a day it is given up. */
      sentInVain: z.number().int(),
    })
    .nullable(),
  retryOf: id.nullable(),
  retriedBy: id.nullable(),
});
export type CommandTimeline = z.infer<typeof commandTimeline>;

/** A command among those of all devices. */
export const queueRow = commandRow.extend({
  serialNumber: z.string().nullable(),
  errorDomain: z.string().nullable(),
  errorCode: z.number().int().nullable(),
  /** The command this one repeats. */
  retryOf: id.nullable(),
  canCancel: z.boolean(),
  canRetry: z.boolean(),
});
export type QueueRow = z.infer<typeof queueRow>;

const many = <T extends z.ZodType>(one: T) => z.union([z.array(one).max(50), one.transform((value) => [value])]);

export const queueFilter = z.object({
  states: many(commandState).optional(),
  requestTypes: many(z.string().max(100)).optional(),
  deviceId: id.optional(),
  /** Ended in `error`, `format-error`, `expired` or `unanswered`. */
  failed: z.stringbool().or(z.boolean()).optional(),
  /** Waits to be delivered or answered. */
  open: z.stringbool().or(z.boolean()).optional(),
  errorDomain: z.string().max(200).optional(),
  errorCode: z.coerce.number().int().optional(),
  queuedBy: z.string().max(200).optional(),
  /** Queued from then on, and before then. */
  since: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

/** What the queue is ordered by. States come in the order of a command's life: what waits, what failed, what is done. */
const queueSort = z.enum(['command', 'device', 'state', 'queued', 'changed']);
export type QueueSort = z.infer<typeof queueSort>;

/** Which commands: by id, or all that a filter matches (10,000 at most, newest first). */
export const commandSelection = z.union([
  z.object({ commandIds: z.array(id).min(1).max(10_000), reason: reason.optional() }),
  z.object({ filter: queueFilter, reason: reason.optional() }),
]);
export type CommandSelection = z.infer<typeof commandSelection>;

/** How long what commands brought is kept, in days. */
export const retention = z.object({
  /** After this an answer is compacted: its status and errors stay, what else it said goes. Wake-ups go altogether. */
  answerDays: z.number().int().min(1).max(3650),
  /** After this a finished command goes altogether, save one whose PIN is still kept; null: never. */
  commandDays: z.number().int().min(1).max(3650).nullable(),
});
export type Retention = z.infer<typeof retention>;

const left = z.array(z.object({ commandId: id, reason: z.string(), message: z.string() }));

/** Spread into `commands`. */
export const commandQueue = {
  listAll: procedure
    .route({
      method: 'GET',
      path: '/command-queue',
      summary: 'Commands of all devices, in the order asked for',
      description: 'Where commands stand alike (same type, state or device), the newest comes first.',
      tags: ['Commands'],
    })
    .input(
      queueFilter.extend({
        sort: queueSort.default('queued'),
        direction: z.enum(['asc', 'desc']).default('desc'),
        /** With `sort=command`: request types in the order their names have for the viewer; left out: English names. */
        typeOrder: z
          .union([
            z.array(z.string().max(100)).max(200),
            z
              .string()
              .max(100)
              .transform((one) => [one]),
          ])
          .optional(),
        /** The `next` of the page before, asked in the same way. */
        after: z.string().max(2000).optional(),
        limit,
      }),
    )
    .output(z.object({ rows: z.array(queueRow), next: z.string().nullable() })),
  summary: procedure
    .route({
      method: 'GET',
      path: '/command-queue/summary',
      summary: 'How many commands stand where; failures grouped by type and reason',
      tags: ['Commands'],
    })
    .input(z.object({ since: z.coerce.number().int().optional() }))
    .output(
      z.object({
        open: z.object({ queued: z.number().int(), sent: z.number().int(), notNow: z.number().int() }),
        failures: z.array(
          z.object({
            requestType: z.string(),
            state: commandState,
            errorDomain: z.string().nullable(),
            errorCode: z.number().int().nullable(),
            errorSummary: z.string().nullable(),
            count: z.number().int(),
            lastAt: time,
          }),
        ),
      }),
    ),
  timeline: procedure
    .route({
      method: 'GET',
      path: '/commands/{commandId}/timeline',
      summary: 'The way of a command, with request and answer',
      tags: ['Commands'],
    })
    .input(z.object({ commandId: id }))
    .output(commandTimeline),
  retry: procedure
    .route({
      method: 'POST',
      path: '/command-queue/retry',
      summary: 'Queue finished commands once more',
      description: 'What cannot be repeated is listed in `left` with the reason; the rest is queued as new commands.',
      tags: ['Commands'],
    })
    .input(commandSelection)
    .output(z.object({ queued: z.array(z.object({ commandId: id, retryOf: id, deviceId: id })), left })),
  cancelMany: procedure
    .route({
      method: 'POST',
      path: '/command-queue/cancel',
      summary: 'Cancel commands that wait',
      tags: ['Commands'],
    })
    .input(commandSelection)
    .output(z.object({ cancelled: z.array(id), left })),
  retention: procedure
    .route({ method: 'GET', path: '/command-retention', summary: 'How long answers are kept', tags: ['Commands'] })
    .output(retention),
  setRetention: procedure
    .meta({ reason: true })
    .meta({ access: 'owner' })
    .route({ method: 'PUT', path: '/command-retention', summary: 'Set how long answers are kept', tags: ['Commands'] })
    .input(retention)
    .output(retention),
};

/** What an error means, in our words. */
export const errorExplanation = z.object({
  domain: z.string(),
  code: z.number().int(),
  /** What the area is, such as "Wi-Fi". Null for a domain nobody wrote down. */
  area: z.string().nullable(),
  /** False: only the raw error is known. */
  known: z.boolean(),
  meaning: z.string().nullable(),
  cause: z.string().nullable(),
  nextStep: z.string().nullable(),
  /** What the device said, when it was given. */
  description: z.string().nullable(),
});
export type ErrorExplanation = z.infer<typeof errorExplanation>;

export const errors = {
  explain: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/errors/explain',
      summary: 'What a chain of errors means and what to do',
      description: 'One explanation per error, in the order given; the last one is usually nearest to the cause.',
      tags: ['Commands'],
    })
    .input(
      z.object({
        errors: z
          .array(
            z.object({
              domain: z.string().max(200),
              code: z.number().int(),
              description: z.string().max(2000).nullable().default(null),
            }),
          )
          .min(1)
          .max(50),
      }),
    )
    .output(z.array(errorExplanation)),
};
