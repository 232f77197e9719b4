import { z } from 'zod';
import { id, limit, offset, procedure, time } from './common.ts';
import { attributeOf, DEVICE_FIELDS, FAMILIES, MANAGEMENT_STATES, PLATFORMS, PUSH_STATES } from './device-fields.ts';
import {
  deviceCertificate,
  facts,
  installedApp,
  installedProfile,
  managedApp,
  managedBook,
  osUpdate,
  provisioningProfile,
} from './device-inventory.ts';
import { filterInput } from './filter-input.ts';

export const platform = z.enum(PLATFORMS);
export const family = z.enum(FAMILIES);
/** `pending`: asked to enroll, not confirmed yet; `enrolled`: obeys; `ended`: no longer managed. */
export const managementState = z.enum(MANAGEMENT_STATES);
/** Whether a wake-up can reach the enrollment: `unregistered` and `refused` are what Apple's push service said. */
export const pushState = z.enum(PUSH_STATES);
/** What a column of a device may hold, by the field's type; null when it is not known. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean()]).nullable();
export type FieldValue = z.infer<typeof fieldValue>;

/** One line of the devices list. */
export const deviceRow = z.object({
  id,
  name: z.string().nullable(),
  serialNumber: z.string().nullable(),
  udid: z.string().nullable(),
  modelName: z.string().nullable(),
  productName: z.string().nullable(),
  platform: platform.nullable(),
  family: family.nullable(),
  osVersion: z.string().nullable(),
  supervised: z.boolean().nullable(),
  /** 0 to 1; null when the device has none or did not say. */
  batteryLevel: z.number().nullable(),
  /** In GiB, as Apple counts them. */
  capacityGb: z.number().nullable(),
  availableGb: z.number().nullable(),
  state: managementState,
  pushState,
  enrolledAt: time.nullable(),
  lastSeenAt: time.nullable(),
  /** Commands that wait to be delivered or answered. */
  openCommands: z.number().int(),
  createdAt: time,
  /** The fields asked for as `columns`, by their ids. */
  values: z.record(z.string(), fieldValue).optional(),
});
export type DeviceRow = z.infer<typeof deviceRow>;

/** Columns in one answer or file. */
export const MOST_COLUMNS = 200;

/** Field ids: in a query string separated by commas, elsewhere a list. */
const columns = z.union([
  z.array(z.string().max(100)).max(MOST_COLUMNS),
  z
    .string()
    .max(20_000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().max(100)).max(MOST_COLUMNS)),
]);

/** The order of a list: any field that can be a column, those of custom attributes included. */
export const deviceSort = z
  .string()
  .max(100)
  .refine(
    (sort) => attributeOf(sort) !== undefined || DEVICE_FIELDS.some((field) => field.column && field.id === sort),
    'must be a field that can be a column',
  );

/** What may stand before a word of a search, to look in one place only. */
export const SEARCH_PREFIXES = [
  'name',
  'sn',
  'serial',
  'udid',
  'model',
  'imei',
  'mac',
  'phone',
  'uid',
  'mail',
] as const;
export type SearchPrefix = (typeof SEARCH_PREFIXES)[number];

/** Which devices are meant. */
export const deviceSearch = z.object({
  /**
   * Every word is found in name, serial number, model, UDID, IMEI or a network address, ignoring case. `name:`, `sn:`,
   * `udid:`, `model:`, `imei:`, `mac:`, `phone:`, `uid:` (people) and `mail:` before a word look there only.
   */
  search: z.string().trim().max(200).optional(),
  platform: platform.optional(),
  family: family.optional(),
  state: managementState.optional(),
  /** In a query string as JSON, or typed: `platform is "iOS" and batteryLevel below 20%`. */
  filter: filterInput.optional(),
});
export type DeviceSearch = z.infer<typeof deviceSearch>;

export const deviceQuery = deviceSearch.extend({
  sort: deviceSort.default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** More fields to answer in `values`. */
  columns: columns.optional(),
  offset,
  limit,
});
export type DeviceQuery = z.infer<typeof deviceQuery>;

/** When a kind of inventory was last reported. */
export const reportTimes = z.object({
  deviceInformation: time.nullable(),
  security: time.nullable(),
  restrictions: time.nullable(),
  apps: time.nullable(),
  profiles: time.nullable(),
  certificates: time.nullable(),
  osUpdates: time.nullable(),
  osUpdateStatus: time.nullable(),
  managedApps: time.nullable(),
  media: time.nullable(),
  provisioningProfiles: time.nullable(),
});

export const enrollmentSummary = z.object({
  id,
  channel: z.enum(['device', 'user']),
  userShortName: z.string().nullable(),
  state: managementState,
  endReason: z.enum(['checked-out', 'replaced', 'removed', 'erased']).nullable(),
  topic: z.string(),
  accessRights: z.number().int(),
  signMessage: z.boolean(),
  userEnrollment: z.boolean(),
  pushState,
  authenticatedAt: time,
  enrolledAt: time.nullable(),
  tokenUpdatedAt: time.nullable(),
  endedAt: time.nullable(),
  lastConnectAt: time.nullable(),
  lastPushAt: time.nullable(),
  lastPushStatus: z.number().int().nullable(),
  lastPushReason: z.string().nullable(),
  nextWakeAt: time.nullable(),
  certificate: z
    .object({
      fingerprint: z.string(),
      serial: z.string(),
      notBefore: time,
      notAfter: time,
      revokedAt: time.nullable(),
    })
    .nullable(),
});
export type EnrollmentSummary = z.infer<typeof enrollmentSummary>;

/** A user of a device who has a channel of its own: on a Mac, or on a Shared iPad. */
export const deviceUser = z.object({
  /** What commands for this user are queued to. */
  enrollmentId: id,
  /** The GUID of a Mac's account; the same for all users of a Shared iPad. */
  userId: z.string().nullable(),
  /** The short name of a Mac's account, or the Managed Apple Account of a Shared iPad's user. */
  shortName: z.string().nullable(),
  longName: z.string().nullable(),
  state: managementState,
  endReason: z.enum(['checked-out', 'replaced', 'removed', 'erased']).nullable(),
  /** A network account of which the server asks a password; `signedIn` says that it was right. */
  signsIn: z.boolean(),
  signedIn: z.boolean(),
  /** Whether a Mac's user sits at its console; null when the device did not say. */
  onConsole: z.boolean().nullable(),
  awaitingConfiguration: z.boolean(),
  pushState,
  enrolledAt: time.nullable(),
  endedAt: time.nullable(),
  lastSeenAt: time.nullable(),
  openCommands: z.number().int(),
});
export type DeviceUser = z.infer<typeof deviceUser>;

export const deviceDetail = deviceRow.extend({
  model: z.string().nullable(),
  buildVersion: z.string().nullable(),
  imei: z.string().nullable(),
  meid: z.string().nullable(),
  passcodePresent: z.boolean().nullable(),
  /** When it was found to be silent for too long; null while it answers. */
  inactiveSince: time.nullable(),
  /** Since when it is known to have come back with an identity that no longer counts, and what had ended that. */
  restored: z.object({ at: time, from: z.enum(['erased', 'checked-out', 'replaced', 'renewed']) }).nullable(),
  information: facts,
  security: facts,
  restrictions: facts,
  reports: reportTimes,
  /** Newest first; the first one counts. */
  enrollments: z.array(enrollmentSummary),
  /** Newest first; those that have ended last. */
  users: z.array(deviceUser),
  /** When the device left its bootstrap token with us; null while we have none. */
  bootstrapTokenAt: time.nullable(),
});
export type DeviceDetail = z.infer<typeof deviceDetail>;

const byDevice = z.object({ deviceId: id });

export const devices = {
  list: procedure
    .route({ method: 'GET', path: '/devices', summary: 'List devices', tags: ['Devices'] })
    .input(deviceQuery)
    .output(z.object({ total: z.number().int(), rows: z.array(deviceRow) })),
  get: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}', summary: 'One device', tags: ['Devices'] })
    .input(byDevice)
    .output(deviceDetail),
  apps: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/apps', summary: 'Installed apps', tags: ['Devices'] })
    .input(byDevice)
    .output(z.array(installedApp)),
  profiles: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/profiles', summary: 'Installed profiles', tags: ['Devices'] })
    .input(byDevice)
    .output(z.array(installedProfile)),
  certificates: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/certificates',
      summary: 'Certificates on the device',
      tags: ['Devices'],
    })
    .input(byDevice)
    .output(z.array(deviceCertificate)),
  osUpdates: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/os-updates',
      summary: 'Available OS updates',
      tags: ['Devices'],
    })
    .input(byDevice)
    .output(z.array(osUpdate)),
  managedApps: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/managed-apps',
      summary: 'Apps installed by us, and how far they have come',
      tags: ['Devices'],
    })
    .input(byDevice)
    .output(z.array(managedApp)),
  media: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/media', summary: 'Books installed by us', tags: ['Devices'] })
    .input(byDevice)
    .output(z.array(managedBook)),
  provisioningProfiles: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/provisioning-profiles',
      summary: 'Provisioning profiles on the device',
      tags: ['Devices'],
    })
    .input(byDevice)
    .output(z.array(provisioningProfile)),
  refresh: procedure
    .route({
      method: 'POST',
      path: '/devices/refresh',
      summary: 'Ask devices for their inventory again',
      tags: ['Devices'],
    })
    .input(z.object({ deviceIds: z.array(id).min(1).max(10_000) }))
    .output(z.object({ queued: z.number().int() })),
  endManagement: procedure
    .route({
      method: 'POST',
      path: '/devices/{deviceId}/end-management',
      summary: 'Stop managing a device',
      description:
        'Everything that came with management goes too. `turn-away`: at its next contact the device is told to drop it; ' +
        '`remove-profile`: a command asks it to remove its enrollment profile, and management ends once it did.',
      tags: ['Devices'],
    })
    .input(byDevice.extend({ way: z.enum(['turn-away', 'remove-profile']).default('turn-away') }))
    .output(deviceDetail),
  wake: procedure
    .route({ method: 'POST', path: '/devices/wake', summary: 'Send a wake-up now', tags: ['Devices'] })
    .input(z.object({ deviceIds: z.array(id).min(1).max(10_000) }))
    .output(z.object({ woken: z.number().int(), unreachable: z.array(id) })),
};
