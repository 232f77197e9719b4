import { z } from 'zod';
import { id, limit, offset, procedure, time } from './common.ts';

/* Rules by which devices are brought to newer systems, and how far they are. */

export const updatePlatform = z.enum(['iOS', 'macOS', 'tvOS']);

/** What a device is told to do with an update; `NotifyOnly` and later are for Macs. Names are Apple's. */
export const installAction = z.enum([
  'Default',
  'DownloadOnly',
  'InstallASAP',
  'NotifyOnly',
  'InstallLater',
  'InstallForceRestart',
]);
export type InstallAction = z.infer<typeof installAction>;

/** Other updates of Macs that are installed beside the system. */
export const supplement = z.enum(['all', 'without-restart', 'none']);
export type Supplement = z.infer<typeof supplement>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 22:00.');

/** On these days, 1 is Monday, from that time for so long. */
export const updateHours = z.object({
  timeZone: z.string().min(1).max(100),
  /** No day at all: never. */
  days: z.array(z.object({ day: z.number().int().min(1).max(7), from: clock, to: clock })).max(21),
});
export type UpdateHours = z.infer<typeof updateHours>;

export const updateRuleContent = z.object({
  platform: updatePlatform,
  goal: z.discriminatedUnion('kind', [
    /** Whatever is newest, also a new generation. */
    z.object({ kind: z.literal('newest') }),
    /** The newest of the generation the device has. */
    z.object({ kind: z.literal('newest-minor') }),
    z.object({
      kind: z.literal('version'),
      version: z.string().regex(/^\d{1,3}(\.\d{1,3}){0,3}$/, 'A version looks like 26.1.'),
    }),
  ]),
  action: installAction.default('Default'),
  /** How often a user of a Mac may put `InstallLater` off; null: as often as they like. */
  maxDeferrals: z.number().int().min(0).max(100).nullable().default(null),
  /** Of `InstallLater`: high installs as if the user had asked for it. */
  priority: z.enum(['Low', 'High']).default('Low'),
  supplements: z
    .object({ critical: supplement, configuration: supplement, firmware: supplement })
    .default({ critical: 'all', configuration: 'all', firmware: 'without-restart' }),
  /** Null: at any time. */
  hours: updateHours.nullable().default(null),
});
export type UpdateRuleContent = z.infer<typeof updateRuleContent>;

export const newUpdateRule = z.object({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000).default(''),
  active: z.boolean().default(true),
  content: updateRuleContent,
  groups: z
    .array(z.object({ id, mode: z.enum(['include', 'exclude']) }))
    .max(200)
    .default([]),
});
export type NewUpdateRule = z.infer<typeof newUpdateRule>;

export const updateState = z.enum([
  /** It has what the rule asks for, or nothing newer is offered to it. */
  'up-to-date',
  /** The version is not offered to it. */
  'not-offered',
  /** It was asked what is offered, and has not answered. */
  'asking',
  /** The hours of the rule have not begun. */
  'waiting',
  /** The command waits for the device. */
  'pending',
  /** The device has the command and has not begun. */
  'ordered',
  'downloading',
  'installing',
  /** It is there and waits for the user, or for somebody to let it be installed. */
  'downloaded',
  'failed',
  'not-applicable',
]);
export type UpdateState = z.infer<typeof updateState>;

export const updateReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('needs-supervision') }),
  z.object({ code: z.literal('user-enrollment') }),
  /** The command would not be taken; English. */
  z.object({ code: z.literal('refused'), reason: z.string() }),
  /** A status of the device such as `DownloadInsufficientSpace`. */
  z.object({ code: z.literal('status'), status: z.string() }),
  /** The device could not carry the command out; it is tried again then. */
  z.object({ code: z.literal('error'), retryAt: time }),
  z.object({ code: z.literal('hours'), next: time.nullable() }),
]);
export type UpdateReason = z.infer<typeof updateReason>;

export const updateRule = newUpdateRule.extend({
  id,
  groups: z.array(z.object({ id, name: z.string(), mode: z.enum(['include', 'exclude']) })),
  /** Where a device is in the groups of several rules, the first counts. */
  rank: z.number().int(),
  counts: z.partialRecord(updateState, z.number().int()),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type UpdateRule = z.infer<typeof updateRule>;

export const deviceUpdate = z.object({
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  osVersion: z.string().nullable(),
  ruleId: id,
  ruleName: z.string(),
  state: updateState,
  because: updateReason.nullable(),
  /** The version it is on its way to; null when nothing is chosen. */
  version: z.string().nullable(),
  since: time,
  commandId: id.nullable(),
});
export type DeviceUpdate = z.infer<typeof deviceUpdate>;

export const updateSettings = z.object({
  /** Devices are asked again and again which updates are offered; off where they reach no update server anyway. */
  askForUpdates: z.boolean().default(true),
});
export type UpdateSettings = z.infer<typeof updateSettings>;

const tags = ['Updates'];
const byRule = z.object({ ruleId: id });

export const updates = {
  rules: procedure
    .route({ method: 'GET', path: '/update-rules', summary: 'Rules of updates, the first counts', tags })
    .output(z.array(updateRule)),
  create: procedure
    .meta({ reason: true })
    .route({ method: 'POST', path: '/update-rules', summary: 'Make a rule of updates', tags })
    .input(newUpdateRule)
    .output(updateRule),
  update: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/update-rules/{ruleId}', summary: 'Change a rule of updates', tags })
    .input(byRule.extend({ rule: newUpdateRule }))
    .output(updateRule),
  remove: procedure
    .meta({ reason: true })
    .route({ method: 'DELETE', path: '/update-rules/{ruleId}', summary: 'Delete a rule of updates', tags })
    .input(byRule)
    .output(updateRule),
  setRanks: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/update-rule-ranks', summary: 'Say which rule goes first', tags })
    .input(z.object({ ruleIds: z.array(id).min(1).max(200) }))
    .output(z.array(updateRule)),
  devices: procedure
    .route({ method: 'GET', path: '/device-updates', summary: 'How far devices are with their updates', tags })
    .input(
      z.object({
        ruleId: id.optional(),
        deviceId: id.optional(),
        state: updateState.optional(),
        search: z.string().max(200).optional(),
        offset,
        limit,
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(deviceUpdate) })),
  again: procedure
    .route({ method: 'POST', path: '/device-updates/again', summary: 'Try failed updates again at once', tags })
    .input(z.object({ ruleId: id.optional(), deviceIds: z.array(id).max(10_000).optional() }))
    .output(z.object({ devices: z.number().int() })),
  settings: procedure
    .route({ method: 'GET', path: '/update-settings', summary: 'How updates are looked for', tags })
    .output(updateSettings),
  setSettings: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/update-settings', summary: 'Change how updates are looked for', tags })
    .input(updateSettings)
    .output(updateSettings),
};
