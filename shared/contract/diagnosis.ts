import { z } from 'zod';
import { commandState } from './commands.ts';
import { id, limit, procedure, time } from './common.ts';
import { event } from './events.ts';

/** What a look at a device can find. The console has a sentence for each, filled from the finding's `facts`. */
export const findingCode = z.enum([
  'not-enrolled',
  'enrollment-ended',
  'enrollment-pending',
  'push-certificate-missing',
  'push-certificate-expired',
  'push-certificate-refused',
  'other-topic',
  'push-unreachable',
  'no-push-token',
  'push-token-dead',
  'push-token-refused',
  'identity-expired',
  'identity-revoked',
  'identity-expiring',
  'tls-expired',
  'listener-loopback',
  'silent',
  'wake-not-taken',
  'wake-unanswered',
  'wake-planned',
  'in-flight-unanswered',
  'not-now',
  'sent-in-vain',
  'clock-wrong',
  'being-delivered',
  'refused-lately',
  'restored',
]);
export type FindingCode = z.infer<typeof findingCode>;

/** `blocks`: nothing arrives before it is mended; `hinders`: it takes longer, or fails for some; `note`: worth knowing. */
export const findingSeverity = z.enum(['blocks', 'hinders', 'note']);

/** The likely cause, as far as the facts tell. */
export const causeCode = z.enum([
  'never-enrolled',
  'management-ended',
  'enrollment-unfinished',
  'certificate-not-loaded',
  'certificate-out-of-date',
  'certificate-not-accepted',
  'enrolled-under-another-certificate',
  'network-between-server-and-apple',
  'device-sent-no-token',
  'profile-removed-or-device-erased',
  'token-of-another-service',
  'identity-not-renewed',
  'identity-withdrawn',
  'restored-erased',
  'restored-checked-out',
  'restored-replaced',
  'restored-renewed',
  'server-certificate-out-of-date',
  'address-only-reaches-this-machine',
  'device-off-or-without-network',
  'gone-or-off',
  'apple-did-not-take-it',
  'device-locked-or-busy',
  'device-stumbles-over-command',
  'clock-of-this-machine',
  'ordinary',
]);
export type CauseCode = z.infer<typeof causeCode>;

/** What to do next; those that a button can do have the same word in `action`. */
export const stepCode = z.enum([
  'wait',
  'wake',
  'enroll',
  're-enroll',
  'finish-enrollment',
  'load-push-certificate',
  'renew-push-certificate',
  'load-former-push-certificate',
  'check-network-to-apple',
  'check-network-of-device',
  'unlock-device',
  'restart-device',
  'refresh-token',
  'renew-tls',
  'set-public-address',
  'set-clock',
]);
export type StepCode = z.infer<typeof stepCode>;

export const diagnosisFinding = z.object({
  code: findingCode,
  severity: findingSeverity,
  cause: causeCode,
  step: stepCode,
  /** What the console can do about it with one click. */
  action: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('wake') }),
      z.object({ kind: z.literal('open'), screen: z.enum(['push', 'listener', 'enrollment']) }),
    ])
    .nullable(),
  /** What the sentence needs: times end in `At`. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type DiagnosisFinding = z.infer<typeof diagnosisFinding>;

/**
 * `nothing-waits`: all is well and nothing is to be delivered; `on-its-way`: something waits and nothing stands against
 * it; `hindered` and `blocked`: see the findings; `not-managed`: there is no enrollment to deliver to.
 */
export const diagnosisOutcome = z.enum(['nothing-waits', 'on-its-way', 'hindered', 'blocked', 'not-managed']);

/** Everything that is known of a device's queue, for whoever wants to see it all at once. */
export const queueState = z.object({
  /** Open commands in the order they will be delivered; the first hundred. */
  commands: z.array(
    z.object({
      id,
      requestType: z.string(),
      state: z.enum(['queued', 'sent', 'not-now']),
      /** Lower goes first; up to 1 overtakes even what is in flight. */
      priority: z.number().int(),
      queuedAt: time,
      queuedBy: z.string(),
      firstSentAt: time.nullable(),
      lastSentAt: time.nullable(),
      sendCount: z.number().int(),
      /** Sent this often since the device last said anything about it. */
      sentInVain: z.number().int(),
      /** Every time the device put it aside, oldest first; the newest hundred. */
      notNowAt: z.array(time),
      expiresAt: time.nullable(),
    }),
  ),
  /** Newest first: what Apple answered, null while it did not. */
  wakeUps: z.array(
    z.object({
      at: time,
      attempt: z.number().int(),
      status: z.number().int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Commands that ended badly in the last thirty days, newest first. */
  failures: z.array(
    z.object({
      id,
      requestType: z.string(),
      state: commandState,
      stateAt: time,
      errorDomain: z.string().nullable(),
      errorCode: z.number().int().nullable(),
      errorSummary: z.string().nullable(),
    }),
  ),
});
export type QueueState = z.infer<typeof queueState>;

export const diagnosis = z.object({
  deviceId: id,
  enrollmentId: id.nullable(),
  at: time,
  outcome: diagnosisOutcome,
  /** Commands that wait: not sent yet, with the device, put aside by it. */
  waiting: z.object({ queued: z.number().int(), sent: z.number().int(), notNow: z.number().int() }),
  queue: queueState,
  /** What counts most first. Empty when nothing speaks against delivery. */
  findings: z.array(diagnosisFinding),
  /** What was looked at, found fault with or not, for the list of checks. */
  checks: z.object({
    enrolledAt: time.nullable(),
    lastSeenAt: time.nullable(),
    lastConnectAt: time.nullable(),
    pushState: z.enum(['none', 'ready', 'unregistered', 'refused']).nullable(),
    tokenUpdatedAt: time.nullable(),
    lastPushAt: time.nullable(),
    lastPushStatus: z.number().int().nullable(),
    lastPushReason: z.string().nullable(),
    nextWakeAt: time.nullable(),
    wakeAttempts: z.number().int().nullable(),
    identityNotAfter: time.nullable(),
    pushCertificateNotAfter: time.nullable(),
    pushConnection: z.enum(['idle', 'connecting', 'connected', 'backing-off', 'refused']),
    tlsNotAfter: time,
    listenerUrl: z.string(),
  }),
});
export type Diagnosis = z.infer<typeof diagnosis>;

/** One scalar fact before and after. Null: it was not there. */
export const factChange = z.object({
  name: z.string(),
  before: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  after: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});
export type FactChange = z.infer<typeof factChange>;

export const historyCategory = z.enum(['facts', 'apps', 'profiles', 'certificates', 'enrollment', 'commands', 'push']);

/** One thing that happened to a device: the event, and what it changed in a form a list can show. */
export const historyEntry = event.extend({
  category: historyCategory,
  changes: z.array(factChange),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  updated: z.array(z.string()),
  /** Of a command: its RequestType. */
  requestType: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyQuery = z.object({
  deviceId: id,
  /** Left out: all. */
  category: historyCategory.optional(),
  /** Only what happened before this `seq`: `next` of the page before. */
  before: z.coerce.number().int().optional(),
  limit,
});
export type HistoryQuery = z.infer<typeof historyQuery>;

/** Spread into `devices`. */
export const deviceInsight = {
  diagnosis: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/diagnosis',
      summary: 'Why is nothing happening?',
      tags: ['Devices'],
    })
    .input(z.object({ deviceId: id }))
    .output(diagnosis),
  history: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/history', summary: 'What changed when', tags: ['Devices'] })
    .input(historyQuery)
    .output(z.object({ rows: z.array(historyEntry), next: z.number().int().nullable() })),
};
