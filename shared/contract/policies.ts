import { z } from 'zod';
import { id, limit, offset, procedure } from './common.ts';
import { deviceSelection } from './device-lists.ts';
import {
  named,
  policyAssignment,
  policyContent,
  policyDetail,
  policyOptions,
  policyState,
  policySummary,
  policyType,
  policyVersion,
  rollOut,
  rollOutPlan,
} from './policy.ts';
import {
  bundleOutcome,
  contentDifference,
  devicePolicy,
  dryRun,
  policyChange,
  policyConflict,
  policyFit,
  readFile,
  whyNot,
} from './policy-answers.ts';

/* What devices should have: configuration profiles and settings, to whom they are assigned, and how far that is so. */

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

export const policies = {
  list: get('/policies', 'Policies, and how they stand')
    .input(policyQuery)
    .output(z.object({ total: z.number().int(), rows: z.array(policySummary) })),
  get: get('/policies/{policyId}', 'One policy with its newest content').input(byPolicy).output(policyDetail),
  create: post('/policies', 'Make a policy')
    .meta({ reason: true })
    .input(newPolicy.extend({ publish: publishing.default({ how: 'at-once' }) }))
    .output(policyDetail),
  save: post('/policies/{policyId}/versions', 'Save a new version')
    .meta({ reason: true })
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
    .meta({ reason: true })
    .input(byPolicy.extend({ version: z.number().int(), publish: publishing }))
    .output(policyDetail),
  update: put('/policies/{policyId}', 'Change name, options, or whether it is active')
    .meta({ reason: true })
    .input(
      byPolicy.extend({
        options: policyOptions.partial(),
        /** Deactivated, its profile goes even where it may be the only way by which a device reaches us. */
        mayStrand: z.boolean().default(false),
      }),
    )
    .output(policyDetail),
  duplicate: post('/policies/{policyId}/duplicate', 'Make a copy, assigned to nobody')
    .meta({ reason: true })
    .input(byPolicy.extend({ name: z.string().trim().min(1).max(200) }))
    .output(policyDetail),
  remove: procedure
    .meta({ reason: true })
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
    .meta({ reason: true })
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
    .meta({ reason: true })
    .input(byPolicy.extend({ assignments: z.array(policyAssignment).max(10_000) }))
    .output(policyDetail),
  setRanks: put('/policy-ranks', 'Say which goes first where a device gets one only')
    .meta({ reason: true })
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
    .meta({ reason: true })
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
    .meta({ reason: true })
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
