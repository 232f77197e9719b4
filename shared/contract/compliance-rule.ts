import { z } from 'zod';
import { id, time } from './common.ts';
import { PLATFORMS } from './device-fields.ts';
import { filterInput } from './filter-input.ts';

/* What a rule of compliance is: what violates it, and what happens then. */

export const text = (most: number) => z.string().trim().min(1).max(most);
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
  /** It came back from a backup with an identity that had been put out of use. */
  z.object({ kind: z.literal('restored') }),
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
