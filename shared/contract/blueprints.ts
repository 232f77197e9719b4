import { z } from 'zod';
import { blueprintApp, blueprintContent } from './blueprint-content.ts';
import { finding, id, procedure, time } from './common.ts';
import { deviceSelection } from './device-lists.ts';
import { GROUP_COLOURS, GROUP_ICONS } from './group-look.ts';

/** Pictures: the largest file, and how many a blueprint library holds. */
export const LARGEST_PICTURE = 8_000_000;

const look = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000).default(''),
  colour: z.enum(GROUP_COLOURS).default('blue'),
  icon: z.enum(GROUP_ICONS).default('tablet'),
  /** A picture of the media instead of the icon. */
  pictureId: id.nullable().default(null),
};

export const blueprintInput = z.object({ ...look, content: blueprintContent });
export type BlueprintInput = z.infer<typeof blueprintInput>;

export const blueprintSummary = z.object({
  id,
  name: z.string(),
  description: z.string(),
  colour: z.enum(GROUP_COLOURS),
  icon: z.enum(GROUP_ICONS),
  pictureId: id.nullable(),
  version: z.number().int(),
  /** Devices linked to it, and how many of those to an older version. */
  devices: z.number().int(),
  behind: z.number().int(),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type BlueprintSummary = z.infer<typeof blueprintSummary>;

export const blueprintSource = z.object({
  kind: z.enum(['group', 'invitation', 'automated']),
  id,
  name: z.string().nullable(),
});
export type BlueprintSource = z.infer<typeof blueprintSource>;

export const blueprintVersion = z.object({ number: z.number().int(), at: time, by: z.string(), note: z.string() });

export const blueprint = blueprintSummary.extend({
  content: blueprintContent,
  versions: z.array(blueprintVersion),
  /** Devices that come in by these get it by themselves. */
  sources: z.array(blueprintSource),
});
export type Blueprint = z.infer<typeof blueprint>;

export const blueprintPicture = z.object({
  id,
  name: z.string(),
  contentType: z.enum(['image/png', 'image/jpeg']),
  size: z.number().int(),
  addedAt: time,
  addedBy: z.string(),
});
export type BlueprintPicture = z.infer<typeof blueprintPicture>;

export const knownApp = blueprintApp.extend({
  bundleId: z.string(),
  name: z.string(),
  /** Null where nobody said yet where it comes from. */
  source: blueprintApp.shape.source.nullable(),
  /** How many of the devices that were seen last have it. */
  devices: z.number().int(),
});
export type KnownApp = z.infer<typeof knownApp>;

/** One thing of a device that is not as the blueprint wants it. `kind` says what; the others are its facts. */
export const difference = z.object({
  kind: z.enum([
    'name',
    'profile',
    'remove-profile',
    'policy',
    'app',
    'remove-app',
    'os',
    'wallpaper',
    'setting',
    'sign-out',
    'erase',
  ]),
  /** The app, the picture, the setting. */
  subject: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type Difference = z.infer<typeof difference>;

export const devicePreview = z.object({
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  changes: z.array(difference),
  /** What it cannot take, and why; the rest is done. */
  impossible: z.array(z.object({ step: z.string(), reasons: z.array(finding) })),
  /** The blueprint it has now, when that is another one. */
  replaces: z.string().nullable(),
});
export type DevicePreview = z.infer<typeof devicePreview>;

export const stepKind = z.enum([
  'erase',
  'reach',
  'clean',
  'name',
  'settings',
  'profiles',
  'apps',
  'wallpaper',
  'os',
  'verify',
]);
export type StepKind = z.infer<typeof stepKind>;

export const stepState = z.enum(['waiting', 'running', 'done', 'failed', 'none']);

export const STEP_REASONS = [
  'gone',
  'unmanaged',
  'refused',
  'ended',
  'error',
  'policy-failed',
  'name',
  'profile',
  'remove-profile',
  'policy',
  'app',
  'remove-app',
  'os',
  'setting',
] as const;

/** Why a step failed, or what it still waits for. */
export const stepReason = z.object({
  code: z.enum(STEP_REASONS),
  /** What is filled into the words of the code; of an `error` its `domain` and `code`. */
  values: z.record(z.string(), z.string()),
  /** English, and of `error`, `ended` and `refused` what the device or the engine said. */
  message: z.string(),
});
export type StepReason = z.infer<typeof stepReason>;

export const runStep = z.object({
  kind: stepKind,
  /** `none`: nothing to do there on this device. */
  state: stepState,
  /** Commands that are done, of how many. */
  done: z.number().int(),
  of: z.number().int(),
  attempt: z.number().int(),
  /** Empty when there is nothing to say. */
  because: z.array(stepReason),
  /** Looked at again then: something is still on its way. */
  againAt: time.nullable(),
});
export type RunStepView = z.infer<typeof runStep>;

export const deviceRunState = z.enum(['running', 'paused', 'done', 'failed', 'cancelled']);

export const deviceRun = z.object({
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  modelName: z.string().nullable(),
  state: deviceRunState,
  /** A command waits for it since then: it is asleep or offline. Null while it answers. */
  waitsSince: time.nullable(),
  steps: z.array(runStep),
  startedAt: time,
  endedAt: time.nullable(),
});
export type DeviceRunView = z.infer<typeof deviceRun>;

export const prepareRun = z.object({
  id,
  blueprintId: id.nullable(),
  blueprintName: z.string(),
  version: z.number().int(),
  state: z.enum(['running', 'paused', 'done', 'cancelled']),
  startedAt: time,
  startedBy: z.string(),
  endedAt: time.nullable(),
  devices: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  /** Share of steps that are behind it, 0 to 1. */
  progress: z.number(),
  /** At the pace so far; null before there is one, and when it has ended. */
  leftMs: z.number().nullable(),
});
export type PrepareRun = z.infer<typeof prepareRun>;

export const linkedDevice = z.object({
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  version: z.number().int(),
  follows: z.boolean(),
  linkedAt: time,
  linkedBy: z.string(),
  /** What of its version is not so now, by what the device reported last. */
  drift: z.array(difference),
});
export type LinkedDevice = z.infer<typeof linkedDevice>;

const byBlueprint = z.object({ blueprintId: id });
const byRun = z.object({ runId: id });
const tags = ['Blueprints'];
const file = z.object({ filename: z.string(), contentType: z.string(), base64: z.string() });
/** Devices, or all of a group as it is now. */
const targets = z.union([deviceSelection, z.strictObject({ groupId: id })]);
export type BlueprintTargets = z.infer<typeof targets>;
const get = (path: `/${string}`, summary: string) => procedure.route({ method: 'GET', path, summary, tags });
const post = (path: `/${string}`, summary: string) => procedure.route({ method: 'POST', path, summary, tags });

export const blueprints = {
  list: get('/blueprints', 'Blueprints').output(z.array(blueprintSummary)),
  get: get('/blueprints/{blueprintId}', 'One blueprint, in a version or the newest')
    .input(byBlueprint.extend({ version: z.coerce.number().int().min(1).optional() }))
    .output(blueprint),
  create: post('/blueprints', 'Make a blueprint').input(blueprintInput).output(blueprint).meta({ reason: true }),
  save: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/blueprints/{blueprintId}',
      summary: 'Save a blueprint',
      description: 'Another content makes another version. Devices that follow are prepared for it.',
      tags,
    })
    .input(
      byBlueprint.extend({
        blueprint: blueprintInput,
        note: z.string().trim().max(500).default(''),
        /** The newest version when editing began; another one since is a conflict. */
        basedOn: z.number().int(),
      }),
    )
    .output(blueprint),
  duplicate: post('/blueprints/{blueprintId}/duplicate', 'Make another one like it')
    .meta({ reason: true })
    .input(byBlueprint.extend({ name: look.name }))
    .output(blueprint),
  remove: procedure
    .meta({ reason: true })
    .route({ method: 'DELETE', path: '/blueprints/{blueprintId}', summary: 'Delete a blueprint', tags })
    .input(byBlueprint)
    .output(z.object({ removed: z.boolean() })),
  export: post('/blueprints/{blueprintId}/export', 'As one file, with its pictures')
    .meta({ access: 'viewer' })
    .input(byBlueprint)
    .output(file),
  import: post('/blueprints/import', 'Make a blueprint out of a file')
    .meta({ reason: true })
    .input(z.object({ base64: z.base64().max(60_000_000) }))
    /** Policies it names that are not here, by name. */
    .output(blueprint.extend({ missingPolicies: z.array(z.string()) })),
  apps: get('/blueprint-apps', 'Apps that blueprints name or devices have').output(z.array(knownApp)),
  pictures: get('/blueprint-pictures', 'Pictures for blueprints').output(z.array(blueprintPicture)),
  addPicture: post('/blueprint-pictures', 'Add a picture, PNG or JPEG')
    .input(
      z.object({ name: z.string().trim().min(1).max(200), base64: z.base64().max(Math.ceil(LARGEST_PICTURE * 1.4)) }),
    )
    .output(blueprintPicture),
  picture: get('/blueprint-pictures/{pictureId}', 'One picture')
    .input(z.object({ pictureId: id }))
    .output(file),
  removePicture: procedure
    .route({ method: 'DELETE', path: '/blueprint-pictures/{pictureId}', summary: 'Delete a picture', tags })
    .input(z.object({ pictureId: id }))
    .output(z.object({ removed: z.boolean() })),
  preview: post('/blueprints/{blueprintId}/preview', 'What it would change on each device, and what not, and why')
    .meta({ access: 'viewer' })
    .input(byBlueprint.extend({ targets }))
    .output(z.object({ total: z.number().int(), rows: z.array(devicePreview) })),
  apply: post('/blueprints/{blueprintId}/apply', 'Prepare devices for it')
    .input(byBlueprint.extend({ targets, follows: z.boolean().default(true) }))
    .output(prepareRun),
  setSources: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/blueprints/{blueprintId}/sources',
      summary: 'Groups, invitations and automated enrollment profiles whose devices get it by themselves as they come',
      tags,
    })
    .input(byBlueprint.extend({ sources: z.array(blueprintSource.omit({ name: true })).max(100) }))
    .output(blueprint),
  devices: get('/blueprints/{blueprintId}/devices', 'Devices linked to it, and what has drifted')
    .input(byBlueprint)
    .output(z.array(linkedDevice)),
  follow: post('/blueprints/{blueprintId}/follow', 'Whether devices get later versions by themselves')
    .meta({ reason: true })
    .input(byBlueprint.extend({ deviceIds: z.array(id).min(1).max(10_000), follows: z.boolean() }))
    .output(z.object({ changed: z.number().int() })),
  detach: post('/blueprints/{blueprintId}/detach', 'Let devices go, with what came by it or without')
    .meta({ reason: true })
    .input(byBlueprint.extend({ deviceIds: z.array(id).min(1).max(10_000), remove: z.boolean() }))
    .output(z.object({ detached: z.number().int() })),
  runs: get('/prepare-runs', 'Prepare runs, newest first')
    .input(z.object({ blueprintId: id.optional() }))
    .output(z.array(prepareRun)),
  run: get('/prepare-runs/{runId}', 'One run, device by device')
    .input(byRun)
    .output(prepareRun.extend({ rows: z.array(deviceRun) })),
  steer: post('/prepare-runs/{runId}/steer', 'Pause, go on, try again, cancel')
    .input(
      byRun.extend({
        action: z.enum(['pause', 'resume', 'retry', 'cancel']),
        /** All of the run unless given. */
        deviceIds: z.array(id).min(1).max(10_000).optional(),
        /** Only with `retry`: from this step on; unless given, from the one that failed. */
        step: stepKind.optional(),
      }),
    )
    .output(prepareRun),
};
