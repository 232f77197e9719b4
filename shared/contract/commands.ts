import { z } from 'zod';
import { finding, id, limit, procedure, time } from './common.ts';

export const commandState = z.enum([
  'queued',
  'sent',
  'not-now',
  'acknowledged',
  'error',
  'format-error',
  'expired',
  'cancelled',
  'superseded',
  /** Sent, and never answered: nobody knows whether it was carried out. A late answer still settles it. */
  'unanswered',
]);

/** Apple's Command dictionary as JSON: data as base64, dates as ISO 8601. */
export const commandRequest = z.looseObject({ RequestType: z.string().min(1).max(100) });

export const errorChainItem = z.object({
  domain: z.string(),
  code: z.number(),
  description: z.string().nullable(),
});

export const commandRow = z.object({
  id,
  deviceId: id,
  deviceName: z.string().nullable(),
  enrollmentId: id,
  requestType: z.string(),
  state: commandState,
  queuedAt: time,
  queuedBy: z.string(),
  stateAt: time,
  firstSentAt: time.nullable(),
  lastSentAt: time.nullable(),
  sendCount: z.number().int(),
  notNowCount: z.number().int(),
  lastNotNowAt: time.nullable(),
  answeredAt: time.nullable(),
  expiresAt: time.nullable(),
  errorSummary: z.string().nullable(),
});
export type CommandRow = z.infer<typeof commandRow>;

export const commandDetail = commandRow.extend({
  /** The Command dictionary without its secret keys. */
  request: commandRequest,
  /** Names of keys that are in the vault. */
  hasSecrets: z.boolean(),
  result: z
    .object({
      status: z.string(),
      receivedAt: time,
      /** Bytes of the answer. */
      size: z.number().int(),
      /** False when the answer could not be read; it is kept all the same. */
      decoded: z.boolean(),
      errorChain: z.array(errorChainItem),
      /** What became of each part of a command that has parts, such as Settings, in the order asked. */
      parts: z.array(
        z.object({
          /** The setting, or the update. */
          name: z.string(),
          /** The app concerned. */
          identifier: z.string().nullable(),
          /** Apple's word; `Missing` when the device said nothing of this part. */
          status: z.string(),
          failed: z.boolean(),
          errorChain: z.array(errorChainItem),
        }),
      ),
      /** When it was compacted by the retention policy: then `raw` is empty. */
      compactedAt: time.nullable(),
      /** The answer as XML text (or base64 when it is not text), with secret values masked. */
      raw: z.string(),
    })
    .nullable(),
});
export type CommandDetail = z.infer<typeof commandDetail>;

/** Why somebody does something, in their words, for the history. Never put a secret here. */
export const reason = z.string().trim().min(1).max(500);

const targets = {
  /** Each device gets the command on its device channel. */
  deviceIds: z.array(id).max(10_000).default([]),
  /** These get it on their channel: enrollments of users, from `users` of a device. */
  enrollmentIds: z.array(id).max(10_000).default([]),
};
const aimed = ({ deviceIds, enrollmentIds }: { deviceIds: string[]; enrollmentIds: string[] }): boolean =>
  deviceIds.length + enrollmentIds.length > 0;
const AIM = { message: 'Say which devices or users get the command.', path: ['deviceIds'] };

const queueFields = z.object({
  ...targets,
  command: commandRequest,
  /** Not delivered after this time. Left out: as long as such a command makes sense, see docs/queue.md. */
  expiresAt: time.optional(),
  reason: reason.optional(),
  /** Wake the devices at once, even when the last wake-up was less than a minute ago. */
  wakeNow: z.boolean().default(false),
});
export const queueInput = queueFields.refine(aimed, AIM);
export const refusal = z.object({ deviceId: id, reasons: z.array(finding) });
export type Refusal = z.infer<typeof refusal>;

export const queuedCommand = z.object({
  commandId: id,
  deviceId: id,
  enrollmentId: id,
  /** The same command waited already: it was not queued once more, this is the one that waits. */
  alreadyQueued: z.boolean(),
});
export type QueuedCommand = z.infer<typeof queuedCommand>;

export const queueOutcome = z.object({
  queued: z.array(queuedCommand),
  refused: z.array(refusal),
});
export type QueueOutcome = z.infer<typeof queueOutcome>;

export const commandQuery = z.object({
  deviceId: id.optional(),
  /** Only those of one channel, such as a user's. */
  enrollmentId: id.optional(),
  state: commandState.optional(),
  /** Only commands that may still be delivered or answered. */
  open: z.stringbool().or(z.boolean()).optional(),
  /** Only commands queued before this one: the last row of the page before. */
  before: id.optional(),
  limit,
});
export type CommandQuery = z.infer<typeof commandQuery>;

export const commands = {
  queue: procedure
    .route({
      method: 'POST',
      path: '/commands',
      summary: 'Queue a command',
      description:
        'Devices that cannot take the command are listed in `refused` with the reasons; the others get it. What waits ' +
        'already is not queued twice (`alreadyQueued`); an older one about the same thing that waits is replaced.',
      tags: ['Commands'],
    })
    .input(queueInput)
    .output(queueOutcome),
  check: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/commands/check',
      summary: 'Who could take a command, without queueing',
      tags: ['Commands'],
    })
    .input(queueFields.omit({ expiresAt: true, reason: true, wakeNow: true }).refine(aimed, AIM))
    .output(z.object({ fits: z.array(id), refused: z.array(refusal), warnings: z.array(refusal) })),
  list: procedure
    .route({ method: 'GET', path: '/commands', summary: 'List commands, newest first', tags: ['Commands'] })
    .input(commandQuery)
    .output(z.object({ rows: z.array(commandRow) })),
  get: procedure
    .route({ method: 'GET', path: '/commands/{commandId}', summary: 'One command with its answer', tags: ['Commands'] })
    .input(z.object({ commandId: id }))
    .output(commandDetail),
  cancel: procedure
    .route({
      method: 'POST',
      path: '/commands/{commandId}/cancel',
      summary: 'Cancel a command that waits',
      tags: ['Commands'],
    })
    .input(z.object({ commandId: id, reason: reason.optional() }))
    .output(commandRow),
};
