import { z } from 'zod';
import { id, offset, procedure, time } from './common.ts';
import { PLATFORMS } from './device-fields.ts';
import { csvFile, deviceSelection } from './device-lists.ts';
import { deviceRow } from './devices.ts';
import { filterInput } from './filter-input.ts';
import { explanation } from './groups.ts';

/*
 * Rules that devices have to keep, what happens when they do not, and for how long that may go on.
 */

const text = (most: number) => z.string().trim().min(1).max(most);
const version = z.string().regex(/^\d{1,4}(\.\d{1,4}){0,2}$/, 'must be a version such as 17 or 17.4.1');
const identifiers = z.array(text(255)).min(1).max(200);

export const MOST_LANGUAGES = 20;
/** Such as `de` or `pt-BR`. */
const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/, 'must be a language such as de or pt-BR');

/** One way to violate a rule: in the language of groups, or one of the checks that are asked for most. */
export const complianceCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('condition'), filter: filterInput }),
  /** No passcode, or one that is weaker than it has to be. */
  z.object({ kind: z.literal('passcode'), missing: z.boolean().default(true), weak: z.boolean().default(true) }),
  /** Data protection, FileVault on a Mac. */
  z.object({ kind: z.literal('encryption') }),
  z.object({
    kind: z.literal('os'),
    limits: z
      .array(
        z.object({
          platform: z.enum(PLATFORMS),
          atLeast: version.nullable().default(null),
          atMost: version.nullable().default(null),
        }),
      )
      .min(1)
      .max(PLATFORMS.length),
  }),
  z.object({ kind: z.literal('models'), mode: z.enum(['forbidden', 'allowed']), models: identifiers }),
  z.object({ kind: z.literal('supervised') }),
  /** What hints at a device that was tampered with, as far as management is told. */
  z.object({ kind: z.literal('tampered') }),
  z.object({ kind: z.literal('silent'), days: z.number().int().min(1).max(365) }),
  z.object({ kind: z.literal('apps'), mode: z.enum(['forbidden', 'required', 'allowed']), apps: identifiers }),
  /** `PayloadIdentifier` of profiles that have to be on the device. */
  z.object({ kind: z.literal('profiles'), identifiers }),
  /** What policies are to bring is not there for so many days: it failed, waits, or was taken away. */
  z.object({ kind: z.literal('policies'), days: z.number().int().min(1).max(365) }),
  z.object({ kind: z.literal('roaming') }),
  z.object({ kind: z.literal('firewall') }),
  /** Somebody took the device out of management on the device. */
  z.object({ kind: z.literal('managementEnded') }),
]);
export type ComplianceCheck = z.infer<typeof complianceCheck>;

const hours = z
  .number()
  .int()
  .min(0)
  .max(24 * 365);

export const complianceAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('alert'),
    severity: z.enum(['info', 'warning', 'critical']),
    /** Told again so often, so many hours apart, while it lasts; what was acknowledged comes back. */
    again: z
      .object({
        everyHours: z
          .number()
          .int()
          .min(1)
          .max(24 * 30),
        times: z.number().int().min(1).max(100),
      })
      .nullable()
      .default(null),
  }),
  /**
   * On the lock screen of supervised iPhones and iPads and in the login window of Macs, and as mail. May hold variables,
   * `$RULE_NAME$`, `$SEVERITY$` and `$USER_NAME$` among them. `subject` and `text` are in the rule's first language.
   */
  z.object({
    kind: z.literal('message'),
    subject: z.string().trim().max(150).default(''),
    text: text(800),
    translations: z
      .array(z.object({ language: languageTag, subject: z.string().trim().max(150).default(''), text: text(800) }))
      .max(MOST_LANGUAGES - 1)
      .default([]),
    /** On the device itself. */
    show: z.boolean().default(true),
    /** By mail to the person who has the device, to administrators, or to both. */
    mail: z.enum(['nobody', 'person', 'administrators', 'both']).default('nobody'),
  }),
  z.object({
    kind: z.literal('lock'),
    message: z.string().trim().max(500).default(''),
    phone: z.string().trim().max(50).default(''),
  }),
  z.object({
    kind: z.literal('removeProfiles'),
    keep: z.enum(['nothing', 'wifiWhereNeeded', 'wifi']),
    /** Managed apps, too. */
    apps: z.boolean().default(false),
  }),
  /** Nothing that gives access is handed to the device: what is queued waits. */
  z.object({ kind: z.literal('block') }),
  /** In a static group while it lasts. */
  z.object({ kind: z.literal('quarantine'), groupId: id }),
  /** Asks the device for everything it can tell. */
  z.object({ kind: z.literal('ask') }),
]);
export type ComplianceAction = z.infer<typeof complianceAction>;
export type ComplianceActionKind = ComplianceAction['kind'];

export const MOST_TIERS = 20;

export const complianceTier = z.object({
  /** Stays through edits: what was done of it stays done. */
  id: text(64),
  /** After the grace period is over. */
  afterHours: hours,
  actions: z.array(complianceAction).min(1).max(7),
});
export type ComplianceTier = z.infer<typeof complianceTier>;

export const newComplianceRule = z.object({
  name: text(100),
  description: z.string().trim().max(1000).default(''),
  active: z.boolean().default(true),
  /** A device that meets any of these violates the rule. */
  checks: z.array(complianceCheck).min(1).max(20),
  /** Which groups it is about; none: every managed device. */
  include: z.array(id).max(50).default([]),
  exclude: z.array(id).max(50).default([]),
  /** So long it only counts as in grace. */
  graceHours: hours.default(0),
  tiers: z.array(complianceTier).max(MOST_TIERS).default([]),
  /** Of messages: the first is for whom none of the others fits, and has to be there. */
  languages: z.array(languageTag).min(1).max(MOST_LANGUAGES).default(['en']),
});
export type NewComplianceRule = z.infer<typeof newComplianceRule>;

/** `grace`: it violates, and has time to mend that; `exempt`: it would, and may. */
export const COMPLIANCE_STATES = ['compliant', 'grace', 'violating', 'exempt'] as const;
export const complianceState = z.enum(COMPLIANCE_STATES);
export type ComplianceState = z.infer<typeof complianceState>;

export const complianceRule = newComplianceRule.extend({
  id,
  violating: z.number().int(),
  grace: z.number().int(),
  exempt: z.number().int(),
  /** It is being worked out for all devices: the numbers are not all there yet. */
  settling: z.boolean(),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type ComplianceRule = z.infer<typeof complianceRule>;

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
const violationFilter = {
  search: z.string().max(200).default(''),
  ruleId: id.optional(),
  deviceId: id.optional(),
  /** Left out: all that goes on. */
  state: z.enum(['grace', 'violating', 'exempt', 'over']).optional(),
  sort: z.enum(VIOLATION_SORTS).default('beganAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
};
export const violationQuery = z.object({
  ...violationFilter,
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
    .route({ method: 'POST', path: '/compliance/rules', summary: 'Make a compliance rule', tags })
    .input(newComplianceRule)
    .output(complianceRule),
  updateRule: procedure
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
    .route({
      method: 'POST',
      path: '/compliance/rules/{ruleId}/duplicate',
      summary: 'Make one like it, switched off',
      tags,
    })
    .input(byRule)
    .output(complianceRule),
  setRuleActive: procedure
    .route({ method: 'POST', path: '/compliance/rules/{ruleId}/active', summary: 'Switch a rule on or off', tags })
    .input(byRule.extend({ active: z.boolean() }))
    .output(complianceRule),
  removeRule: procedure
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
  exportViolations: procedure
    .route({ method: 'GET', path: '/compliance/violations/export', summary: 'The same as CSV', tags })
    .input(z.object(violationFilter))
    .output(csvFile),
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
    .route({ method: 'PUT', path: '/compliance/settings', summary: 'Set how often devices are asked', tags })
    .input(complianceSettings)
    .output(complianceSettings),
};
