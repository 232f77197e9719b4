import { z } from 'zod';
import { id, time } from './common.ts';

/* What a policy is: its kind, its content and versions, whom it is for, and how it stands. */

/** A `profile` is installed; a `setting` is given by a Settings command, again when the device says that it is not so. */
export const policyType = z.enum(['profile', 'setting']);
export type PolicyType = z.infer<typeof policyType>;

/** How a policy stands on one device. */
export const policyState = z.enum([
  /** A command for it is queued, or about to be. */
  'pending',
  /** The device was given the command. */
  'sent',
  /** The device took it; what it reports has not shown it yet. */
  'verifying',
  /** The device reports it; of a setting it does not report: the device took it. */
  'installed',
  'failed',
  /** A value it needs is missing for this device. */
  'waiting',
  /** The device cannot take it. */
  'not-applicable',
  /** Something has to be so first; `because` says what. */
  'held',
  /** It was there, somebody removed or changed it, and the policy says to tell and not to repair. */
  'drifted',
  'removing',
  'removed',
]);
export type PolicyState = z.infer<typeof policyState>;

const scalar = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** Why a policy stands as it does. `policyId` names another policy that is meant, where it is one. */
export const policyReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('missing-values'), names: z.array(z.string()) }),
  /** `findings` are codes of payload findings, such as `needs-supervision`; `reason` is English. */
  z.object({ code: z.literal('unfit'), reason: z.string(), findings: z.array(z.string()) }),
  /** A list of allowed Wi-Fi networks, and no network that a policy brings. */
  z.object({ code: z.literal('no-wifi') }),
  z.object({ code: z.literal('wifi-not-verified') }),
  z.object({ code: z.literal('app-missing'), bundleId: z.string() }),
  /** Of all lists of allowed apps, once those that are hidden are taken away, nothing is left. */
  z.object({ code: z.literal('no-app-left') }),
  /** These apps were given a configuration by hand or with their installation, and that goes first. */
  z.object({ code: z.literal('app-has-own'), items: z.array(z.string()) }),
  z.object({ code: z.literal('proxy-not-accepted') }),
  z.object({ code: z.literal('needs-profile'), identifier: z.string(), policyId: id.nullable() }),
  z.object({ code: z.literal('passcode-not-compliant') }),
  z.object({ code: z.literal('one-account-at-a-time'), identifier: z.string(), policyId: id.nullable() }),
  z.object({ code: z.literal('replacement-not-verified'), identifier: z.string(), policyId: id.nullable() }),
  z.object({ code: z.literal('carries-the-connection') }),
  z.object({ code: z.literal('allow-list-needs-it'), identifier: z.string(), policyId: id.nullable() }),
  /** A profile of that name is there, and not from here. */
  z.object({ code: z.literal('not-ours') }),
  z.object({ code: z.literal('not-seen-yet') }),
  /** It is tried again then. */
  z.object({ code: z.literal('try-again'), at: time }),
  z.object({ code: z.literal('given-up') }),
  /** It goes out then, when the hours of the policy begin. */
  z.object({ code: z.literal('outside-window'), at: time }),
  /** The device reports something else; values that are no text, number or truth value are left out. */
  z.object({
    code: z.literal('differs'),
    differences: z.array(z.object({ item: z.string(), key: z.string(), wanted: scalar, told: scalar })),
  }),
  /** The device took it, and tells nothing of these items: whether it is still so cannot be seen. */
  z.object({ code: z.literal('not-told'), items: z.array(z.string()) }),
  /** The command could not be queued, or not be built; English. */
  z.object({ code: z.literal('refused'), reason: z.string() }),
]);
export type PolicyReason = z.infer<typeof policyReason>;

export const policyTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), id }),
  z.object({ kind: z.literal('device'), id }),
]);

/** What is said of a device itself outweighs what is said of its groups; then excluding outweighs including. */
export const policyAssignment = z.object({ target: policyTarget, mode: z.enum(['include', 'exclude']) });
export type PolicyAssignment = z.infer<typeof policyAssignment>;

export const named = z.object({ id, name: z.string().nullable() });

/** Hours in which a policy goes out. Where `to` is not after `from`, it is in the night, of the day it begins on. */
export const policyWindow = z.object({
  /** 1 is Monday, 7 Sunday. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 22:00.'),
  to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 05:30.'),
  /** As `Europe/Berlin`. */
  timeZone: z.string().min(1).max(100),
});
export type PolicyWindow = z.infer<typeof policyWindow>;

export const rollOutPlan = z.object({
  /** Share of the devices in percent, growing; the last is 100. */
  stages: z.array(z.number().int().min(1).max(100)).min(1).max(20),
  /** How long a stage is watched before the next begins. */
  waitMinutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 60),
  /** Stops when it failed on more than this share of the devices whose turn it was; 100 never stops. */
  stopAtPercent: z.number().int().min(0).max(100),
});
export type RollOutPlan = z.infer<typeof rollOutPlan>;

export const rollOut = z.object({
  policyId: id,
  /** The version that goes out, and the one before it that the others keep; null: they have none. */
  version: z.number().int(),
  before: z.number().int().nullable(),
  plan: rollOutPlan,
  /** `stopped`: too many failed. `done` and `aborted` are how the last one ended. */
  state: z.enum(['running', 'paused', 'stopped', 'aborted', 'done']),
  /** Counted from 0. */
  stage: z.number().int(),
  /** When the next stage begins; null while it does not run, and in the last one. */
  nextAt: time.nullable(),
  startedAt: time,
  startedBy: z.string(),
  changedAt: time,
  /** Devices it is for, those whose turn it was, and what became of these. */
  numbers: z.object({
    devices: z.number().int(),
    reached: z.number().int(),
    installed: z.number().int(),
    failed: z.number().int(),
    underWay: z.number().int(),
  }),
});
export type RollOut = z.infer<typeof rollOut>;

/** How many devices stand where; states nobody is in are left out. */
export const stateCounts = z.partialRecord(policyState, z.number().int());

export const policySummary = z.object({
  id,
  type: policyType,
  name: z.string(),
  description: z.string(),
  /** PayloadIdentifier of the profile; null for a setting. */
  identifier: z.string().nullable(),
  /** PayloadTypes, or the items of a setting. */
  payloadTypes: z.array(z.string()),
  active: z.boolean(),
  newestVersion: z.number().int(),
  /** The version devices are to have; null before the first was published. */
  version: z.number().int().nullable(),
  changedAt: time,
  changedBy: z.string(),
  groups: z.array(named.extend({ mode: z.enum(['include', 'exclude']) })),
  /** Devices that are named one by one. */
  devices: z.object({ included: z.number().int(), excluded: z.number().int() }),
  /** Blueprints by which devices have it now. */
  blueprints: z.array(named),
  counts: stateCounts,
  /** How far it is, counted for one policy only: that looks at every device. */
  rollOut: rollOut.omit({ numbers: true }).nullable(),
  slot: z.string().nullable(),
  fallback: z.boolean(),
  rank: z.number().int(),
});
export type PolicySummary = z.infer<typeof policySummary>;

/**
 * A profile as a dictionary, or `{ Settings: [{ Item, … }] }`, as tagged JSON (`plistToJson`). Instead of a secret stands
 * `{ "$kept": key }`; saved like that, the secret stays.
 */
export const policyContent = z.record(z.string(), z.unknown());
export type PolicyContent = z.infer<typeof policyContent>;

export const policyVersion = z.object({
  number: z.number().int(),
  at: time,
  by: z.string(),
  note: z.string(),
  /** Signed by somebody else: it goes to devices as it came, and its content is not edited here. */
  signedByOthers: z.boolean(),
  /** Names of variables it uses. */
  variables: z.array(z.string()),
});
export type PolicyVersion = z.infer<typeof policyVersion>;

export const policyOptions = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(2000),
  active: z.boolean(),
  /** When somebody removed or changed it on the device. */
  onDrift: z.enum(['repair', 'report']),
  /** What may strand a device, and somebody said yes to. */
  accepted: z.array(
    z.enum([
      /** Devices reach the global proxy. */
      'global-proxy',
      /** It may be removed though a device may reach us by nothing else. */
      'losing-connection',
    ]),
  ),
  window: policyWindow.nullable(),
  /** Of the policies of one slot a device gets the first by rank only. Payloads a device takes once are slots anyway. */
  slot: z.string().trim().min(1).max(100).nullable(),
  /** Holds where no other policy says otherwise: it yields on devices for which another has a payload or setting of its. */
  fallback: z.boolean(),
  /** Of settings that configure apps: counts more than what an app was given by hand or with its installation. */
  overApps: z.boolean(),
  /** Encrypted to each device; only for profiles. */
  encrypted: z.boolean(),
  needs: z.object({
    /** Policies that must be seen on the device first; without them it goes as well. */
    policyIds: z.array(id).max(20),
    /** Not before the device says that its passcode complies. */
    passcode: z.boolean(),
  }),
});
export type PolicyOptions = z.infer<typeof policyOptions>;

export const policyDetail = policySummary.extend({
  rollOut: rollOut.nullable(),
  options: policyOptions,
  assignments: z.array(
    policyAssignment.extend({
      name: z.string().nullable(),
      /** The version the device stays at, kept from its blueprint; null for the published one. */
      version: z.number().int().nullable(),
    }),
  ),
  /** The newest version. */
  head: policyVersion.extend({ content: policyContent }),
  createdAt: time,
  createdBy: z.string(),
});
export type PolicyDetail = z.infer<typeof policyDetail>;
