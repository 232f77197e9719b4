import { z } from 'zod';
import { id, offset, procedure, time } from './common.ts';
import { complianceCheck, complianceRule, complianceState, newComplianceRule, text } from './compliance-rule.ts';
import { deviceSelection } from './device-lists.ts';
import { deviceRow } from './devices.ts';
import { explanation } from './groups.ts';

/*
 * Rules that devices have to keep, what happens when they do not, and for how long that may go on.
 */

const someDevices = z.object({ count: z.number().int(), rows: z.array(deviceRow) });
export const compliancePreview = z.object({
  violating: someDevices,
  /** Devices the rule is about. */ inScope: z.number().int(),
});
export type CompliancePreview = z.infer<typeof compliancePreview>;

const day = z.object({
  /** Midnight, UTC, at which the day began. */
  at: time,
  compliant: z.number().int(),
  grace: z.number().int(),
  violating: z.number().int(),
  exempt: z.number().int(),
});
export type ComplianceDay = z.infer<typeof day>;

export const complianceOverview = z.object({
  managed: z.number().int(),
  compliant: z.number().int(),
  grace: z.number().int(),
  violating: z.number().int(),
  exempt: z.number().int(),
  blocked: z.number().int(),
  quarantined: z.number().int(),
  activeRules: z.number().int(),
  rules: z.array(
    z.object({ id, name: z.string(), violating: z.number().int(), grace: z.number().int(), exempt: z.number().int() }),
  ),
  /** Oldest first; today is what it is now. */
  days: z.array(day),
});
export type ComplianceOverview = z.infer<typeof complianceOverview>;

const actionKind = z.enum(['alert', 'message', 'lock', 'removeProfiles', 'block', 'quarantine', 'ask']);

export const complianceStep = z.object({
  tier: z.number().int(),
  kind: actionKind,
  at: time,
  outcome: z.enum(['done', 'refused']),
  /** Why it could not be done; in English. */
  detail: z.string().nullable(),
  commandIds: z.array(id),
});
export type ComplianceStep = z.infer<typeof complianceStep>;

/** What was done when it was over. */
const ENDS = ['compliant', 'rule', 'exempt', 'left'] as const;

export const complianceViolation = z.object({
  id,
  ruleId: id,
  rule: z.string(),
  deviceId: id,
  device: z.string(),
  serialNumber: z.string().nullable(),
  modelName: z.string().nullable(),
  family: z.string().nullable(),
  state: z.enum(['grace', 'violating', 'exempt', 'over']),
  beganAt: time,
  graceUntilAt: time,
  endedAt: time.nullable(),
  /** It was mended, the rule was changed or switched off, it was exempted, or the device is no longer managed. */
  endReason: z.enum(ENDS).nullable(),
  steps: z.array(complianceStep),
  /** What happens next if it goes on, and when. */
  next: z.object({ at: time, tier: z.number().int(), kinds: z.array(actionKind) }).nullable(),
  /** Null unless exempt. */
  exemption: z.object({ id, untilAt: time.nullable(), reason: z.string(), createdBy: z.string() }).nullable(),
});
export type ComplianceViolation = z.infer<typeof complianceViolation>;

export const complianceExemption = z.object({
  id,
  /** Null: from every rule. */
  ruleId: id.nullable(),
  rule: z.string().nullable(),
  deviceId: id.nullable(),
  groupId: id.nullable(),
  /** What the device or group is called. */
  subject: z.string(),
  untilAt: time.nullable(),
  reason: z.string(),
  createdAt: time,
  createdBy: z.string(),
});
export type ComplianceExemption = z.infer<typeof complianceExemption>;

export const newComplianceExemption = z.object({
  ruleId: id.nullable(),
  to: z.union([z.object({ devices: deviceSelection }), z.object({ groupId: id })]),
  untilAt: time.nullable(),
  reason: text(500),
});
export type NewComplianceExemption = z.infer<typeof newComplianceExemption>;

export const deviceCompliance = z.object({
  state: complianceState,
  /** Since when; null while no rule ever concerned it. */
  sinceAt: time.nullable(),
  blocked: z.boolean(),
  /** Groups it is in while this lasts. */
  quarantine: z.array(z.object({ id, name: z.string() })),
  /** What stands on its lock screen. */
  message: z.string().nullable(),
  violations: z.array(complianceViolation),
  /** What an action may wait for. */
  delays: z.object({
    lastSeenAt: time.nullable(),
    /** Hours between two times that devices are asked. */
    askEveryHours: z.number().int(),
    /** From 0 to 1, when it is known. */
    battery: z.number().nullable(),
    /** Commands that wait in its queue. */
    queued: z.number().int(),
  }),
  /** Over; the newest first. */
  past: z.array(complianceViolation),
  exemptions: z.array(complianceExemption),
  /** Active rules that it keeps. */
  kept: z.array(z.object({ id, name: z.string() })),
});
export type DeviceCompliance = z.infer<typeof deviceCompliance>;

export const complianceExplanation = z.object({
  ruleId: id,
  deviceId: id,
  violates: z.boolean(),
  /** One for each check of the rule. */
  checks: z.array(z.object({ check: complianceCheck, holds: z.boolean(), why: explanation })),
  /** In the groups it is about, and in none that are left out. */
  inScope: z.boolean(),
});
export type ComplianceExplanation = z.infer<typeof complianceExplanation>;

export const ASK_EVERY_HOURS = [2, 4, 8, 12, 24] as const;
export const complianceSettings = z.object({
  /** Devices that told nothing of themselves for so long are asked, hours. */
  askEveryHours: z.union(ASK_EVERY_HOURS.map((each) => z.literal(each))).default(24),
});
export type ComplianceSettings = z.infer<typeof complianceSettings>;

export const VIOLATION_SORTS = ['device', 'rule', 'beganAt', 'nextAt'] as const;
export const violationQuery = z.object({
  search: z.string().max(200).default(''),
  ruleId: id.optional(),
  deviceId: id.optional(),
  /** Left out: all that goes on. */
  state: z.enum(['grace', 'violating', 'exempt', 'over']).optional(),
  sort: z.enum(VIOLATION_SORTS).default('beganAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  offset,
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type ViolationQuery = z.infer<typeof violationQuery>;

const byRule = z.object({ ruleId: id });
const tags = ['Compliance'];

export const compliance = {
  overview: procedure
    .route({ method: 'GET', path: '/compliance', summary: 'How many devices comply, now and over time', tags })
    .input(z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }))
    .output(complianceOverview),
  rules: procedure
    .route({ method: 'GET', path: '/compliance/rules', summary: 'Compliance rules', tags })
    .output(z.array(complianceRule)),
  rule: procedure
    .route({ method: 'GET', path: '/compliance/rules/{ruleId}', summary: 'One compliance rule', tags })
    .input(byRule)
    .output(complianceRule),
  createRule: procedure
    .meta({ reason: true })
    .route({ method: 'POST', path: '/compliance/rules', summary: 'Make a compliance rule', tags })
    .input(newComplianceRule)
    .output(complianceRule),
  updateRule: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/compliance/rules/{ruleId}',
      summary: 'Change a compliance rule',
      description: 'Violations go on; what was done for a tier that stays is not done again.',
      tags,
    })
    .input(byRule.extend({ rule: newComplianceRule }))
    .output(complianceRule),
  duplicateRule: procedure
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/compliance/rules/{ruleId}/duplicate',
      summary: 'Make one like it, switched off',
      tags,
    })
    .input(byRule)
    .output(complianceRule),
  setRuleActive: procedure
    .meta({ reason: true })
    .route({ method: 'POST', path: '/compliance/rules/{ruleId}/active', summary: 'Switch a rule on or off', tags })
    .input(byRule.extend({ active: z.boolean() }))
    .output(complianceRule),
  removeRule: procedure
    .meta({ reason: true })
    .route({
      method: 'DELETE',
      path: '/compliance/rules/{ruleId}',
      summary: 'Delete a rule, and undo what it did',
      tags,
    })
    .input(byRule)
    .output(complianceRule),
  preview: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/compliance/preview', summary: 'Who would violate a rule now', tags })
    .input(newComplianceRule.pick({ checks: true, include: true, exclude: true }))
    .output(compliancePreview),
  explain: procedure
    .route({
      method: 'GET',
      path: '/compliance/rules/{ruleId}/explain/{deviceId}',
      summary: 'Why a device violates a rule or not',
      tags,
    })
    .input(z.object({ ruleId: id, deviceId: id }))
    .output(complianceExplanation),
  violations: procedure
    .route({ method: 'GET', path: '/compliance/violations', summary: 'Devices that violate rules', tags })
    .input(violationQuery)
    .output(z.object({ total: z.number().int(), rows: z.array(complianceViolation) })),
  ofDevice: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/compliance', summary: 'How a device complies', tags })
    .input(z.object({ deviceId: id }))
    .output(deviceCompliance),
  exemptions: procedure
    .route({ method: 'GET', path: '/compliance/exemptions', summary: 'Exemptions that hold', tags })
    .output(z.array(complianceExemption)),
  exempt: procedure
    .route({ method: 'POST', path: '/compliance/exemptions', summary: 'Exempt devices or a group', tags })
    .input(newComplianceExemption)
    .output(z.object({ made: z.number().int() })),
  removeExemption: procedure
    .meta({ reason: true })
    .route({ method: 'DELETE', path: '/compliance/exemptions/{exemptionId}', summary: 'End an exemption', tags })
    .input(z.object({ exemptionId: id }))
    .output(complianceExemption),
  checkNow: procedure
    .route({
      method: 'POST',
      path: '/compliance/check',
      summary: 'Ask devices for all they can tell, and judge them',
      description: 'Without devices: all that are managed.',
      tags,
    })
    .input(z.object({ devices: deviceSelection.optional() }))
    .output(z.object({ devices: z.number().int(), queued: z.number().int() })),
  settings: procedure
    .route({ method: 'GET', path: '/compliance/settings', summary: 'How often devices are asked', tags })
    .output(complianceSettings),
  setSettings: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/compliance/settings', summary: 'Set how often devices are asked', tags })
    .input(complianceSettings)
    .output(complianceSettings),
};
