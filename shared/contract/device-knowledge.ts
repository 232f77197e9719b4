import { z } from 'zod';
import { id, procedure, time } from './common.ts';
import { facts } from './device-inventory.ts';

/** An account a device told of: a Mac's, or that of somebody who used a Shared iPad. */
export const deviceAccount = z.object({
  name: z.string(),
  fullName: z.string().nullable(),
  guid: z.string().nullable(),
  uid: z.number().nullable(),
  signedIn: z.boolean().nullable(),
  secureToken: z.boolean().nullable(),
  mobile: z.boolean().nullable(),
  /** Not everything of theirs is in iCloud yet. */
  hasDataToSync: z.boolean().nullable(),
  /** Bytes. */
  dataUsed: z.number().nullable(),
  /** Bytes. */
  dataQuota: z.number().nullable(),
});
export type DeviceAccount = z.infer<typeof deviceAccount>;

/** What a secret of a device is good for. */
export const deviceSecretKind = z.enum([
  'activation-lock-bypass',
  'recovery-lock',
  'firmware-password',
  'filevault-key',
  'filevault-key-sealed',
]);
export type DeviceSecretKind = z.infer<typeof deviceSecretKind>;

/** A secret the vault holds, without its value. */
export const deviceSecret = z.object({
  id,
  kind: deviceSecretKind,
  /** False for one that another took the place of. */
  current: z.boolean(),
  keptAt: time,
  keptBy: z.string(),
  /** What the device said when it was asked whether this is right; null when it never was. */
  verified: z.boolean().nullable(),
  verifiedAt: time.nullable(),
});
export type DeviceSecret = z.infer<typeof deviceSecret>;

/** Where a lost device said it was. */
export const place = z.object({
  id,
  /** When it was there. */
  at: time,
  latitude: z.number(),
  longitude: z.number(),
  /** Metres, as the next two. */
  horizontalAccuracy: z.number().nullable(),
  verticalAccuracy: z.number().nullable(),
  altitude: z.number().nullable(),
  /** Metres per second. */
  speed: z.number().nullable(),
  /** Degrees from north. */
  course: z.number().nullable(),
  reportedAt: time,
  commandId: id.nullable(),
  askedBy: z.string(),
});
export type Place = z.infer<typeof place>;

/** What the token is that clears the passcode, and whether the device owes us another. */
export const unlockToken = z.object({
  /** When the device left it with us; null while we have none. */
  keptAt: time.nullable(),
  /** When it was last used to clear a passcode. */
  usedAt: time.nullable(),
  /** It was used: the device sends another once it has a passcode again. */
  waitsForNew: z.boolean(),
});

/** Everything a device told beside its lists, for its page. */
export const deviceKnowledge = z.object({
  accounts: z.array(deviceAccount),
  contentCaching: facts,
  lightsOut: facts,
  lostMode: facts,
  /** By RequestType: what commands that report nothing else said last, with `at` in ISO 8601. */
  outcomes: z.record(z.string(), facts),
  secrets: z.array(deviceSecret),
  places: z.object({ count: z.number().int(), newestAt: time.nullable(), askedBy: z.string().nullable() }),
  unlockToken,
  /** Since when the device waits for its person to choose a passcode that fits; null when it does not. */
  passcodeDueSince: time.nullable(),
  reports: z.object({
    accounts: time.nullable(),
    contentCaching: time.nullable(),
    lightsOut: time.nullable(),
  }),
});
export type DeviceKnowledge = z.infer<typeof deviceKnowledge>;

const byDevice = z.object({ deviceId: id });
const tags = ['Devices'];

/** Merged into `devices`. */
export const deviceKnowledgeProcedures = {
  knowledge: procedure
    .route({
      method: 'GET',
      path: '/devices/{deviceId}/knowledge',
      summary: 'Accounts, services, secrets in the vault and more of one device',
      description: 'Names the secrets that are kept, never their values; places are counted, not told.',
      tags,
    })
    .input(byDevice)
    .output(deviceKnowledge),
  checkSecret: procedure
    .route({
      method: 'POST',
      path: '/devices/{deviceId}/secrets/{secretId}/check',
      summary: 'Ask the Mac whether a kept recovery lock or firmware password is right',
      tags,
    })
    .input(byDevice.extend({ secretId: id }))
    .output(z.object({ commandId: id })),
  showPlaces: procedure
    .route({
      method: 'POST',
      path: '/devices/{deviceId}/places/show',
      summary: 'Where a lost device was, newest first',
      description: 'Each time it is recorded who looked.',
      tags,
    })
    .input(byDevice)
    .output(z.array(place)),
  forgetPlaces: procedure
    .route({
      method: 'DELETE',
      path: '/devices/{deviceId}/places',
      summary: 'Forget where a device was',
      tags,
    })
    .input(byDevice)
    .output(z.object({ forgotten: z.number().int() })),
};
