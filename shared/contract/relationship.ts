import { z } from 'zod';
import { refusal } from './commands.ts';
import { id, limit, offset, procedure, time } from './common.ts';

export const profileUpdateCause = z.enum(['expiring', 'authority', 'request']);
export const profileUpdateState = z.enum(['waiting', 'under-way', 'done', 'failed', 'cancelled']);

/** One replacement of a device's enrollment profile over the channel; it brings a new identity. */
export const profileUpdate = z.object({
  id,
  deviceId: id,
  deviceName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** The identity nears its end, is of an authority on its way out, or somebody asked. */
  cause: profileUpdateCause,
  /** `under-way`: the device has its new identity and has not called with it yet; both count. */
  state: profileUpdateState,
  /** Counts on after failures until one succeeds. */
  attempt: z.number().int(),
  actor: z.string(),
  commandId: id.nullable(),
  accessRights: z.number().int(),
  createdAt: time,
  stateAt: time,
  /** After a failure: when it is tried again by itself; null when it is not. */
  nextTryAt: time.nullable(),
  /** Why it failed, in one or two sentences. */
  problem: z.string().nullable(),
  /** End of the identity it replaces, and of the one it brought. */
  formerNotAfter: time.nullable(),
  newNotAfter: time.nullable(),
});
export type ProfileUpdate = z.infer<typeof profileUpdate>;

export const renewalSettings = z.object({
  /** Off: identities are renewed only when somebody asks. */
  automatic: z.boolean().default(true),
  /** Days before an identity's end from which it is renewed; a third of its life at most. */
  leadDays: z.number().int().min(1).max(365).default(30),
  /** Devices renewed at the same time. */
  atOnce: z.number().int().min(1).max(1000).default(50),
});
export type RenewalSettings = z.infer<typeof renewalSettings>;

export const renewalOverview = z.object({
  settings: renewalSettings,
  /** Identities that enrolled devices call with now. */
  identities: z.number().int(),
  /** Of these, within the lead time: due now or in the days over which renewals are spread. */
  due: z.number().int(),
  waiting: z.number().int(),
  underWay: z.number().int(),
  /** Devices whose last try failed. */
  failed: z.number().int(),
  doneIn30Days: z.number().int(),
  /** End of the identity that ends first. */
  nextEndAt: time.nullable(),
});
export type RenewalOverview = z.infer<typeof renewalOverview>;

/** What is said anew in a device's enrollment profile; what is left out stays. */
export const profileChange = z.object({
  /** May shrink, never grow. */
  accessRights: z.number().int().min(1).max(8191).optional(),
  checkOutWhenRemoved: z.boolean().optional(),
  /** Null goes back to the usual one. */
  name: z.string().trim().min(1).max(100).nullable().optional(),
  description: z.string().trim().min(1).max(500).nullable().optional(),
});
export type ProfileChange = z.infer<typeof profileChange>;

const deviceIds = z.array(id).min(1).max(10_000);
const selection = z.object({ deviceIds, change: profileChange.default({}) });

export const profileUpdatePreview = z.object({
  fits: z.array(id),
  /** Devices that cannot have it, with the reasons. */
  refused: z.array(refusal),
  /** Devices that can, with what to know before. */
  warnings: z.array(refusal),
});
export type ProfileUpdatePreview = z.infer<typeof profileUpdatePreview>;

export const trustedAuthority = z.object({
  fingerprint: z.string(),
  subject: z.string(),
  /** Those it is below, nearest first; none for a root. */
  above: z.array(z.string()),
  notAfter: time,
  createdAt: time,
  /** Makes identities from now on. */
  issues: z.boolean(),
  /** The listener's own certificate and signatures of profiles are of it. */
  serves: z.boolean(),
  /** Present identities of enrolled devices that it issued. */
  devices: z.number().int(),
});

export const authorityOverview = z.object({
  /** One, or two while a roll-over is under way: the former first. */
  authorities: z.array(trustedAuthority).min(1),
  rollOver: z
    .object({
      startedAt: time,
      /** Devices that have an identity of the new authority, of all. */
      moved: z.number().int(),
      total: z.number().int(),
      /** Devices that still call with the former one, and of these those that are inactive. */
      left: z.number().int(),
      leftInactive: z.number().int(),
      /** Links and hand-outs that trust the former one only keep working until it is retired. */
      mayRetire: z.boolean(),
    })
    .nullable(),
});
export type AuthorityOverview = z.infer<typeof authorityOverview>;

/** How long what is known of a device is kept after its management ended, in days; null for as long as the store lasts. */
export const afterlifePolicy = z.object({
  /** Codes and passwords its owner may still need (PINs, bypass codes, recovery keys), and where it was when lost. */
  secretsDays: z.number().int().min(0).max(3650).nullable().default(90),
  /** What was assigned to it by hand: values of attributes, and notes. */
  assignmentsDays: z.number().int().min(0).max(3650).nullable().default(365),
  /** What it reported: apps, profiles, certificates, updates. */
  inventoryDays: z.number().int().min(0).max(3650).nullable().default(365),
  /** The device itself with its history of commands. */
  deviceDays: z.number().int().min(1).max(3650).nullable().default(null),
});
export type AfterlifePolicy = z.infer<typeof afterlifePolicy>;

/** What happens to a device that was silent for too long, and is undone when it answers. */
export const inactivityPolicy = z.object({
  /** Wake enrolled devices that were not heard of for a day, once a day. */
  wakeDaily: z.boolean().default(true),
  /** An attribute of the administrators' own that is set while a device is inactive. */
  mark: z
    .object({ attributeId: id, value: z.string().trim().min(1).max(200) })
    .nullable()
    .default(null),
  /** Its identity is not renewed by itself until it answers. */
  holdRenewals: z.boolean().default(true),
});
export type InactivityPolicy = z.infer<typeof inactivityPolicy>;

export const lifePolicies = z.object({
  afterlife: afterlifePolicy,
  inactivity: inactivityPolicy,
  /** From the settings of alerts: days without contact. */
  silentDays: z.number().int(),
  inactiveDevices: z.number().int(),
});
export type LifePolicies = z.infer<typeof lifePolicies>;

const tags = ['Enrollment profiles'];

export const relationship = {
  renewals: procedure
    .route({ method: 'GET', path: '/profile-updates/overview', summary: 'How renewals of identities stand', tags })
    .output(renewalOverview),
  updates: procedure
    .route({
      method: 'GET',
      path: '/profile-updates',
      summary: 'Replacements of enrollment profiles',
      description: 'Those that are open first, then those that failed, then the newest.',
      tags,
    })
    .input(z.object({ deviceId: id.optional(), state: profileUpdateState.optional(), offset, limit }))
    .output(z.object({ total: z.number().int(), rows: z.array(profileUpdate) })),
  setRenewals: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/profile-updates/settings', summary: 'When identities are renewed', tags })
    .input(renewalSettings)
    .output(renewalOverview),
  preview: procedure
    .route({
      method: 'POST',
      path: '/profile-updates/preview',
      summary: 'Which devices can have their enrollment profile replaced',
      tags,
    })
    .input(selection)
    .output(profileUpdatePreview),
  request: procedure
    .route({
      method: 'POST',
      path: '/profile-updates',
      summary: 'Replace the enrollment profile of devices in place',
      description:
        'Every device gets a new identity with it. Rights may shrink, never grow; topic and server stay. Devices that ' +
        'cannot have it are refused with the reasons, the others get it.',
      tags,
    })
    .input(selection.extend({ reason: z.string().trim().max(500).optional() }))
    .output(profileUpdatePreview),
  authorities: procedure
    .route({ method: 'GET', path: '/authority/roll-over', summary: 'The authorities devices are told to trust', tags })
    .output(authorityOverview),
  rollOver: procedure
    .meta({ access: 'owner', reason: true })
    .route({
      method: 'POST',
      path: '/authority/roll-over',
      summary: 'Make a new root and move devices to it',
      description:
        'From now on it issues identities, and every device gets a profile that trusts both. The former one stays until ' +
        'it is retired.',
      tags,
    })
    .output(authorityOverview),
  adopt: procedure
    .meta({ access: 'owner', reason: true })
    .route({
      method: 'POST',
      path: '/authority/import',
      summary: 'Take an authority of your own and move devices to it',
      description:
        'A PKCS#12 file or PEM with the certificate of the authority, its key, and all above it up to the root. From then ' +
        'on it issues identities, as after a roll-over to a new root.',
      tags,
    })
    .input(
      z.object({
        /** PEM as it is, anything else in base64. */
        file: z.string().min(1).max(3_000_000),
        passphrase: z.string().max(1000).optional(),
      }),
    )
    .output(authorityOverview),
  retire: procedure
    .meta({ access: 'owner', reason: true })
    .route({
      method: 'POST',
      path: '/authority/retire',
      summary: 'Retire the former root',
      description: 'Refused with `data.devices` while an enrolled device calls with an identity of it.',
      tags,
    })
    .output(authorityOverview),
  policies: procedure
    .route({ method: 'GET', path: '/life-policies', summary: 'Silent devices, and what stays after management', tags })
    .output(lifePolicies),
  setPolicies: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/life-policies', summary: 'Change these policies', tags })
    .input(z.object({ afterlife: afterlifePolicy, inactivity: inactivityPolicy }))
    .output(lifePolicies),
};
