import { z } from 'zod';
import { id, time } from './common.ts';
import {
  named,
  policyAssignment,
  policyContent,
  policyReason,
  policyState,
  policyType,
  stateCounts,
} from './policy.ts';

/* What is answered about policies: how one stands on a device and why, what a change would do, what a file holds. */

/** One policy on one device, or on one user of it. */
export const devicePolicy = z.object({
  deviceId: id,
  deviceName: z.string().nullable(),
  /** Null when the policy was deleted and its profile is still to go. */
  policyId: id.nullable(),
  name: z.string(),
  type: policyType,
  identifier: z.string(),
  /** On whose channel: null is the device itself. */
  user: z.string().nullable(),
  state: policyState,
  because: policyReason.nullable(),
  since: time,
  /** Which version it should have, and which it was seen to have. */
  wantedVersion: z.number().int().nullable(),
  thereVersion: z.number().int().nullable(),
  /** By what it came to be assigned; null when it is not. */
  by: z.object({ kind: z.enum(['group', 'device', 'blueprint']), id, name: z.string().nullable() }).nullable(),
  variables: z.array(z.string()),
  /** When the device was last seen to have what it should. */
  verifiedAt: time.nullable(),
  lastCommandId: id.nullable(),
});
export type DevicePolicy = z.infer<typeof devicePolicy>;

/** Why a policy is not for a device, or for it. */
export const whyNot = z.object({
  lands: z.boolean(),
  because: z.discriminatedUnion('code', [
    z.object({
      code: z.literal('assigned'),
      by: z.object({ kind: z.enum(['group', 'device', 'blueprint']), ...named.shape }),
    }),
    z.object({ code: z.literal('not-assigned'), groups: z.array(named) }),
    z.object({ code: z.literal('inactive') }),
    z.object({ code: z.literal('not-published') }),
    z.object({ code: z.literal('not-managed') }),
    z.object({
      code: z.literal('excluded'),
      by: z.object({ kind: z.enum(['group', 'device', 'blueprint']), ...named.shape }),
    }),
    /** Another policy of which a device gets only one goes first; `slot` names what there is one of. */
    z.object({ code: z.literal('goes-behind'), policyId: id, name: z.string(), slot: z.string() }),
    /** Its turn in the roll-out has not come. */
    z.object({ code: z.literal('roll-out') }),
  ]),
  status: devicePolicy.nullable(),
});
export type WhyNot = z.infer<typeof whyNot>;

/** Something two policies say differently on one device, and which of them holds. */
export const policyConflict = z.object({
  kind: z.enum([
    /** A payload a device takes only once. */
    'only-once',
    /** The same restriction or passcode rule with different values: the strictest holds. */
    'strictest',
    /** The same key with different values; which one holds is not defined. */
    'undefined',
    /** Lists of apps: the device gets the one list they add up to. */
    'added-up',
    /** The same setting. */
    'same-setting',
  ]),
  payloadType: z.string(),
  /** Null for the payload as a whole. */
  key: z.string().nullable(),
  policies: z.array(z.object({ id, name: z.string(), value: z.unknown(), wins: z.boolean() })),
  /** Devices on which these come together. */
  devices: z.number().int(),
  deviceIds: z.array(id),
});
export type PolicyConflict = z.infer<typeof policyConflict>;

/** Something that could be changed, to see what would follow. */
export const policyChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('content'), policyId: id, content: policyContent }),
  z.object({ kind: z.literal('version'), policyId: id, version: z.number().int() }),
  z.object({ kind: z.literal('assignments'), policyId: id, assignments: z.array(policyAssignment) }),
  z.object({ kind: z.literal('active'), policyId: id, active: z.boolean() }),
  z.object({ kind: z.literal('remove'), policyId: id }),
]);
export type PolicyChange = z.infer<typeof policyChange>;

export const plannedCommand = z.object({
  deviceId: id,
  deviceName: z.string().nullable(),
  requestType: z.string(),
  policyId: id.nullable(),
  name: z.string().nullable(),
  identifier: z.string().nullable(),
});

export const dryRun = z.object({
  devices: z.number().int(),
  /** How many commands of each type. */
  totals: z.array(z.object({ requestType: z.string(), count: z.number().int() })),
  /** In the order they would be sent, device after device; the first thousand. */
  commands: z.array(plannedCommand),
  /** Devices on which its profile would stay, as it may be the only way by which they reach us. */
  stranded: z.number().int(),
  /** How many devices the policy would stand how on, now and then. */
  before: stateCounts,
  after: stateCounts,
});
export type DryRun = z.infer<typeof dryRun>;

export const contentDifference = z.object({
  /** As findings name places: `PayloadContent[0].SSID_STR`; payloads are told apart by PayloadIdentifier. */
  path: z.string(),
  /**
   * Of what is inside a payload: the payload by its id, and the key as words are looked up by (`EAPClientConfiguration.UserName`;
   * empty for the payload itself). Null elsewhere.
   */
  at: z.object({ payload: z.string(), key: z.string() }).nullable(),
  kind: z.enum(['added', 'removed', 'changed']),
  /** Tagged JSON; left out for secrets. */
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  secret: z.boolean(),
});
export type ContentDifference = z.infer<typeof contentDifference>;

export const policyFit = z.object({
  devices: z.number().int(),
  full: z.number().int(),
  partly: z.number().int(),
  refused: z.number().int(),
  reasons: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['refuse', 'warn']),
      devices: z.number().int(),
      paths: z.array(z.string()),
    }),
  ),
});
export type PolicyFit = z.infer<typeof policyFit>;

export const readFile = z.object({
  /** With secrets in it: it was just given. */
  content: policyContent,
  identifier: z.string().nullable(),
  name: z.string().nullable(),
  format: z.enum(['xml', 'binary']),
  wrappings: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('signed'), signer: z.string(), problem: z.string().nullable() }),
      z.object({ kind: z.literal('encrypted') }),
    ]),
  ),
  /** Its payloads are encrypted to somebody else: it can be passed on, not be read. */
  closed: z.boolean(),
  findings: z.array(z.object({ code: z.string(), severity: z.string(), path: z.string(), message: z.string() })),
});
export type ReadFile = z.infer<typeof readFile>;

export const bundleOutcome = z.object({
  rows: z.array(
    z.object({
      kind: z.enum(['policy', 'group', 'rule']),
      name: z.string(),
      outcome: z.enum(['created', 'replaced', 'kept', 'refused']),
      /** Why it is refused, or what it lacks; English. */
      reasons: z.array(z.string()),
    }),
  ),
});
export type BundleOutcome = z.infer<typeof bundleOutcome>;
