import { z } from 'zod';
import { importOutcome } from './admission.ts';
import { id, limit, procedure, time } from './common.ts';
import { madeFile } from './configurator.ts';

const line = (max: number) => z.string().trim().max(max).default('');

/** How long a device is held in Setup Assistant at most, in minutes, unless its profile says otherwise. */
export const USUAL_HOLD_MINUTES = 30;

/**
 * Everything of an automated enrollment profile that an administrator decides. Most of it is told to the device by whoever
 * assigns the profile: Apple's service, or Apple Configurator. Keys in Apple's words stand in `docs/enrollment.md`.
 */
export const automatedProfileInput = z
  .object({
    name: z.string().trim().min(1).max(100),
    /** What devices show in Setup Assistant. */
    organization: line(100),
    department: line(100),
    supportPhone: line(50),
    supportEmail: z.union([z.literal(''), z.email().max(250)]).default(''),
    supervised: z.boolean().default(true),
    /** Setup Assistant goes on only when the device has enrolled. */
    mandatory: z.boolean().default(true),
    /** False: the person cannot remove the management profile. Needs supervision. */
    removable: z.boolean().default(false),
    /** False: a supervised device answers no Mac but those of the supervision identity. */
    allowPairing: z.boolean().default(true),
    /** The device waits in Setup Assistant until it is told that it is configured. */
    awaitConfigured: z.boolean().default(true),
    /** After so many minutes it is let go, whatever is missing. */
    holdMinutes: z
      .number()
      .int()
      .min(1)
      .max(24 * 60)
      .default(USUAL_HOLD_MINUTES),
    /** Shared iPad. */
    multiUser: z.boolean().default(false),
    /** Apple TV and Mac: Setup Assistant advances by itself, in this language and region. */
    autoAdvance: z.boolean().default(false),
    language: z
      .string()
      .trim()
      .regex(/^$|^[a-z]{2,3}(-[A-Za-z]{2,8})?$/, 'A language looks like de.')
      .default(''),
    region: z
      .string()
      .trim()
      .regex(/^$|^[A-Z]{2}$/, 'A region looks like DE.')
      .default(''),
    /** Panes of Setup Assistant that do not show, in Apple's words. */
    skipSetup: z
      .array(z.string().regex(/^[A-Za-z0-9]{1,60}$/))
      .max(100)
      .default([]),
    /** Brings the roots this server is known by, for devices that do not know them yet. */
    ownTrust: z.boolean().default(true),
    /** Further certificates to trust this server by: DER in base64. */
    anchors: z.array(z.base64().min(1).max(20_000)).max(20).default([]),
    /** The person signs in on a page of this server before the device enrolls. */
    webSignIn: z.boolean().default(false),
    /** `assigned` takes the serial numbers on its list, `any` every device that asks and is not another profile's. */
    takes: z.enum(['assigned', 'any']).default('assigned'),
    /** Takes expected devices too that are on no profile's list. There is one such profile at most. */
    isDefault: z.boolean().default(false),
  })
  .superRefine((profile, context) => {
    const complain = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!profile.removable && !profile.supervised)
      complain(
        'removable',
        'Only a supervised device keeps its management profile. Supervise it, or let it be removed.',
      );
    if (profile.multiUser && !profile.supervised) complain('multiUser', 'A Shared iPad is supervised. Supervise it.');
    if (profile.multiUser && !profile.awaitConfigured)
      complain('multiUser', 'A Shared iPad waits in Setup Assistant until it is configured. Let it wait.');
    if (profile.autoAdvance && (profile.language === '' || profile.region === ''))
      complain('autoAdvance', 'Say the language and the region that Setup Assistant takes by itself.');
  });
export type AutomatedProfileInput = z.infer<typeof automatedProfileInput>;

const automatedProfileSettings = z.object(automatedProfileInput.shape);

export const automatedProfile = automatedProfileSettings.extend({
  id,
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
  /** Serial numbers on its list, and how many of those are enrolled. */
  assigned: z.number().int(),
  arrived: z.number().int(),
  /** Devices that came in by it and are enrolled, assigned or not. */
  devices: z.number().int(),
  /** Devices of it that wait in Setup Assistant now. */
  waiting: z.number().int(),
  /** Blueprints that its devices get by themselves. */
  blueprints: z.array(z.object({ id, name: z.string() })),
});
export type AutomatedProfile = z.infer<typeof automatedProfile>;

/** A serial number on the list of a profile. */
export const assignedDevice = z.object({
  serialNumber: z.string(),
  /** Name and person of the expected device with that number. */
  name: z.string().nullable(),
  person: z.string().nullable(),
  assignedAt: time,
  assignedBy: z.string(),
  /** The device that is enrolled with this number. */
  deviceId: id.nullable(),
  deviceName: z.string().nullable(),
  arrivedAt: time.nullable(),
  /** Whether it came in by this profile. */
  byProfile: z.boolean(),
});
export type AssignedDevice = z.infer<typeof assignedDevice>;

/** A device that waits in Setup Assistant to be configured. */
export const heldDevice = z.object({
  enrollmentId: id,
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  modelName: z.string().nullable(),
  profileId: id.nullable(),
  profileName: z.string().nullable(),
  heldAt: time,
  /** It is let go then at the latest. */
  releaseBy: time,
  /** What it waits for; empty when it is being let go. */
  missing: z.array(
    z.object({
      kind: z.enum(['blueprint', 'policy', 'command', 'planning']),
      name: z.string(),
      count: z.number().int(),
    }),
  ),
  /** It was told to go on and has not answered yet. */
  releasing: z.boolean(),
});
export type HeldDevice = z.infer<typeof heldDevice>;

const byProfile = z.object({ profileId: id });
const tags = ['Enrollment'];
const get = (path: `/${string}`, summary: string) => procedure.route({ method: 'GET', path, summary, tags });
const post = (path: `/${string}`, summary: string) => procedure.route({ method: 'POST', path, summary, tags });

/** Automated enrollment profiles. Spread into `enrollment`. */
export const automatedProcedures = {
  automated: get('/automated-profiles', 'Automated enrollment profiles').output(z.array(automatedProfile)),
  createAutomated: post('/automated-profiles', 'Make an automated enrollment profile')
    .meta({ reason: true })
    .input(automatedProfileInput)
    .output(automatedProfile),
  saveAutomated: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/automated-profiles/{profileId}', summary: 'Change one', tags })
    .input(byProfile.extend({ profile: automatedProfileInput }))
    .output(automatedProfile),
  removeAutomated: procedure
    .meta({ reason: true })
    .route({
      method: 'DELETE',
      path: '/automated-profiles/{profileId}',
      summary: 'Delete one; devices that are in stay in',
      tags,
    })
    .input(byProfile)
    .output(z.object({ removed: z.boolean() })),
  // The address lets devices in: reading it is acting.
  automatedAddress: get('/automated-profiles/{profileId}/address', 'Where devices ask for their profile')
    .meta({ access: 'administrator' })
    .input(byProfile)
    .output(z.object({ url: z.string(), webUrl: z.string().nullable() })),
  renewAutomatedAddress: post('/automated-profiles/{profileId}/address', 'Give it another address')
    .meta({ reason: true })
    .input(byProfile)
    .output(z.object({ url: z.string(), webUrl: z.string().nullable() })),
  exportAutomated: post('/automated-profiles/{profileId}/export', 'As the JSON with which Apple’s service defines it')
    .input(byProfile.extend({ devices: z.boolean().default(true) }))
    .output(madeFile),
  automatedDevices: get('/automated-profiles/{profileId}/devices', 'Serial numbers on its list')
    .input(
      byProfile.extend({
        state: z.enum(['all', 'arrived', 'missing']).default('all'),
        search: z.string().trim().max(200).optional(),
        offset: z.coerce.number().int().min(0).default(0),
        limit,
      }),
    )
    .output(
      z.object({
        rows: z.array(assignedDevice),
        total: z.number().int(),
        arrived: z.number().int(),
        missing: z.number().int(),
      }),
    ),
  assignAutomated: post('/automated-profiles/{profileId}/devices', 'Put serial numbers on its list')
    .input(
      byProfile.extend({
        /** CSV with a heading that names `serial`, or one serial number per line. */
        csv: z.string().min(1).max(5_000_000),
        /** True: only tells what would happen. */
        dryRun: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        dryRun: z.boolean(),
        assigned: z.number().int(),
        /** Were on the list of another profile. */
        moved: z.number().int(),
        unchanged: z.number().int(),
        problems: importOutcome.shape.problems,
      }),
    ),
  unassignAutomated: post('/automated-devices/remove', 'Take serial numbers off the lists of profiles')
    .input(z.object({ serialNumbers: z.array(z.string().min(1).max(40)).min(1).max(10_000) }))
    .output(z.object({ removed: z.number().int() })),
  held: get('/held-devices', 'Devices that wait in Setup Assistant to be configured').output(z.array(heldDevice)),
  release: post('/held-devices/release', 'Let devices go on in Setup Assistant now')
    .input(z.object({ deviceIds: z.array(id).min(1).max(10_000) }))
    .output(z.object({ released: z.number().int() })),
};
