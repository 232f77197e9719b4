import { z } from 'zod';
import { id, limit, offset, procedure, time } from './common.ts';
import { deviceSelection } from './device-lists.ts';

/* What devices should have: configuration profiles and settings, to whom they are assigned, and how far that is so. */

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

const named = z.object({ id, name: z.string().nullable() });

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
const counts = z.partialRecord(policyState, z.number().int());

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
  counts,
  rollOut: rollOut.nullable(),
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

/** What becomes of a new version: nothing yet, to all devices at once, or to some of them after others. */
export const publishing = z.discriminatedUnion('how', [
  z.object({ how: z.literal('not-yet') }),
  z.object({ how: z.literal('at-once') }),
  z.object({ how: z.literal('roll-out'), plan: rollOutPlan }),
]);
export type Publishing = z.infer<typeof publishing>;

export const newPolicy = z.object({
  type: policyType,
  options: policyOptions.partial().required({ name: true }),
  content: policyContent,
  note: z.string().trim().max(1000).default(''),
});
export type NewPolicy = z.infer<typeof newPolicy>;

export const policyQuery = z.object({
  search: z.string().max(200).optional(),
  type: policyType.optional(),
  active: z.stringbool().or(z.boolean()).optional(),
  /** Only those that stand so on at least one device. */
  state: policyState.optional(),
  /** Only those that are assigned to this group or device by name. */
  groupId: id.optional(),
  deviceId: id.optional(),
  sort: z.enum(['name', 'type', 'changed', 'version', 'failed', 'devices', 'rank']).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  offset,
  limit,
});
export type PolicyQuery = z.infer<typeof policyQuery>;

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
  before: counts,
  after: counts,
});
export type DryRun = z.infer<typeof dryRun>;

export const contentDifference = z.object({
  /** As findings name places: `PayloadContent[0].SSID_STR`; payloads are told apart by PayloadIdentifier. */
  path: z.string(),
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

const file = z.object({ filename: z.string(), contentType: z.string(), base64: z.string() });
/** A `.mobileconfig`, whatever is around it; base64. */
const givenFile = z.string().min(1).max(45_000_000);
const byPolicy = z.object({ policyId: id });
const tags = ['Policies'];
const post = (path: `/${string}`, summary: string) => procedure.route({ method: 'POST', path, summary, tags });
const put = (path: `/${string}`, summary: string) => procedure.route({ method: 'PUT', path, summary, tags });
const get = (path: `/${string}`, summary: string) => procedure.route({ method: 'GET', path, summary, tags });
/** Only reads, though it is posted. */
const ask = (path: `/${string}`, summary: string) => post(path, summary).meta({ access: 'viewer' });

export const bundleOutcome = z.object({
  rows: z.array(
    z.object({
      kind: z.enum(['policy', 'group']),
      name: z.string(),
      outcome: z.enum(['created', 'replaced', 'kept', 'refused']),
      /** Why it is refused, or what it lacks; English. */
      reason: z.string().nullable(),
    }),
  ),
});
export type BundleOutcome = z.infer<typeof bundleOutcome>;

export const policies = {
  list: get('/policies', 'Policies, and how they stand')
    .input(policyQuery)
    .output(z.object({ total: z.number().int(), rows: z.array(policySummary) })),
  get: get('/policies/{policyId}', 'One policy with its newest content').input(byPolicy).output(policyDetail),
  create: post('/policies', 'Make a policy')
    .input(newPolicy.extend({ publish: publishing.default({ how: 'at-once' }) }))
    .output(policyDetail),
  save: post('/policies/{policyId}/versions', 'Save a new version')
    .input(
      byPolicy.extend({
        content: policyContent,
        note: z.string().trim().max(1000).default(''),
        /** The newest version when editing began; another one since is a conflict. */
        basedOn: z.number().int(),
        publish: publishing.default({ how: 'at-once' }),
      }),
    )
    .output(policyDetail),
  publish: post('/policies/{policyId}/publish', 'Give devices a version, newer or older')
    .input(byPolicy.extend({ version: z.number().int(), publish: publishing }))
    .output(policyDetail),
  update: put('/policies/{policyId}', 'Change name, options, or whether it is active')
    .input(
      byPolicy.extend({
        options: policyOptions.partial(),
        /** Deactivated, its profile goes even where it may be the only way by which a device reaches us. */
        mayStrand: z.boolean().default(false),
      }),
    )
    .output(policyDetail),
  duplicate: post('/policies/{policyId}/duplicate', 'Make a copy, assigned to nobody')
    .input(byPolicy.extend({ name: z.string().trim().min(1).max(200) }))
    .output(policyDetail),
  remove: procedure
    .route({ method: 'DELETE', path: '/policies/{policyId}', summary: 'Delete a policy', tags })
    .input(
      byPolicy.extend({
        /** What happens on the devices that have it: its profile is removed, or left behind. */
        devices: z.enum(['remove', 'leave']),
        /** Removed even where it may be the only way by which a device reaches us. */
        mayStrand: z.boolean().default(false),
      }),
    )
    .output(z.object({ devices: z.number().int() })),
  versions: get('/policies/{policyId}/versions', 'Versions, the newest first')
    .input(byPolicy)
    .output(z.array(policyVersion)),
  version: get('/policies/{policyId}/versions/{version}', 'One version with its content')
    .input(byPolicy.extend({ version: z.coerce.number().int() }))
    .output(policyVersion.extend({ content: policyContent })),
  compare: get('/policies/{policyId}/compare', 'What is different between two versions')
    .input(byPolicy.extend({ before: z.coerce.number().int(), after: z.coerce.number().int() }))
    .output(z.array(contentDifference)),
  fits: ask('/policies/fits', 'How many devices take a content, and why not the others')
    .input(
      z.object({
        type: policyType,
        content: policyContent,
        /** Of this policy, where the content has kept secrets. */
        policyId: id.optional(),
        devices: deviceSelection.optional(),
        groupIds: z.array(id).max(200).default([]),
      }),
    )
    .output(policyFit),
  read: ask('/policies/read', 'What is in a .mobileconfig')
    .input(z.object({ file: givenFile }))
    .output(readFile),
  import: post('/policies/import', 'Make a policy out of a .mobileconfig, or a new version of one')
    .input(
      z.object({
        file: givenFile,
        /** Left out: the name in the profile. */
        name: z.string().trim().min(1).max(200).optional(),
        note: z.string().trim().max(1000).default(''),
        into: z.object({ policyId: id, basedOn: z.number().int() }).optional(),
        publish: publishing.default({ how: 'not-yet' }),
      }),
    )
    .output(policyDetail),
  export: post('/policies/{policyId}/export', 'A version as a .mobileconfig, with its secrets')
    .input(byPolicy.extend({ version: z.number().int(), signed: z.boolean().default(false) }))
    .output(file),
  variables: get('/policy-variables', 'Which variables are used by which policies')
    .input(z.object({}))
    .output(
      z.array(
        z.object({
          name: z.string(),
          policies: z.array(named.extend({ name: z.string() })),
          /** Devices that wait for a value. */
          waiting: z.number().int(),
        }),
      ),
    ),
  setAssignments: put('/policies/{policyId}/assignments', 'Say who gets it')
    .input(byPolicy.extend({ assignments: z.array(policyAssignment).max(10_000) }))
    .output(policyDetail),
  setRanks: put('/policy-ranks', 'Say which goes first where a device gets one only')
    .input(z.object({ /** The first goes first. */ policyIds: z.array(id).min(1).max(1000) }))
    .output(z.array(named.extend({ rank: z.number().int() }))),
  devices: get('/policies/{policyId}/devices', 'How it stands on its devices')
    .input(
      byPolicy.extend({
        state: policyState.optional(),
        search: z.string().max(200).optional(),
        offset,
        limit,
      }),
    )
    .output(z.object({ total: z.number().int(), rows: z.array(devicePolicy) })),
  forDevice: get('/devices/{deviceId}/policies', 'What a device should have, and what it has')
    .input(z.object({ deviceId: id }))
    .output(z.array(devicePolicy)),
  whyNot: get('/policies/{policyId}/devices/{deviceId}', 'Why a device gets a policy or not')
    .input(byPolicy.extend({ deviceId: id }))
    .output(whyNot),
  again: post('/policies/{policyId}/again', 'Try again at once where it failed')
    .input(byPolicy.extend({ /** All that failed unless given. */ deviceIds: z.array(id).max(10_000).optional() }))
    .output(z.object({ devices: z.number().int() })),
  conflicts: get('/policy-conflicts', 'What policies say differently on the same device')
    .input(z.object({ policyId: id.optional(), deviceId: id.optional() }))
    .output(z.array(policyConflict)),
  dryRun: ask('/policies/dry-run', 'Every command a change would send; nothing is queued')
    .input(z.object({ change: policyChange }))
    .output(dryRun),
  rollOut: get('/policies/{policyId}/roll-out', 'The roll-out under way, or the last one')
    .input(byPolicy)
    .output(rollOut.nullable()),
  steerRollOut: post('/policies/{policyId}/roll-out', 'Pause, resume, abort, or go on to the next stage now')
    .input(
      byPolicy.extend({
        /** `abort`: every device gets the version before; `resume` also goes on after it stopped. */
        action: z.enum(['pause', 'resume', 'next', 'abort']),
      }),
    )
    .output(rollOut),
  exportBundle: post('/policies/bundle/export', 'All policies, their versions, groups and assignments as one file')
    .input(
      z.object({
        /** Secrets are sealed by it; null leaves them out. */
        password: z.string().min(12).max(1000).nullable(),
      }),
    )
    .output(file),
  importBundle: post('/policies/bundle/import', 'Make policies and groups out of such a file')
    .input(
      z.object({
        file: z.string().min(1).max(90_000_000),
        password: z.string().max(1000).nullable().default(null),
        /** Policies of the same identifier or name get what the file says as a new version; else they stay. */
        replace: z.boolean().default(false),
        /** Only says what would happen. */
        dryRun: z.boolean().default(false),
      }),
    )
    .output(bundleOutcome),
};
