import { z } from 'zod';
import { id, procedure, time } from './common.ts';
import { deviceCertificate, facts, installedApp, installedProfile } from './device-inventory.ts';

/**
 * What happens when a network or mobile account logs in on a managed Mac: `decline` leaves it alone, `manage` takes it
 * as it is, `password` asks for the password of an account listed here.
 */
export const userPolicy = z.object({ networkUsers: z.enum(['decline', 'manage', 'password']) });
export type UserPolicy = z.infer<typeof userPolicy>;

export const networkAccount = z.object({
  id,
  shortName: z.string(),
  fullName: z.string().nullable(),
  createdAt: time,
  createdBy: z.string(),
  passwordAt: time,
});
export type NetworkAccount = z.infer<typeof networkAccount>;

const password = z.string().min(1).max(512);
export const newNetworkAccount = z.object({
  /** The name with which people log in, as the directory spells it. */
  shortName: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be letters, digits, dots and dashes'),
  fullName: z.string().trim().min(1).max(200).nullable().default(null),
  password,
});
export type NewNetworkAccount = z.infer<typeof newNetworkAccount>;

/** What a user's channel reported, beside the inventory of the device. */
export const userInventory = z.object({
  enrollmentId: id,
  information: facts,
  profiles: z.array(installedProfile),
  certificates: z.array(deviceCertificate),
  apps: z.array(installedApp),
  /** App extensions of a Mac's user, by identifier. */
  extensions: z.record(z.string(), facts),
  reports: z.object({
    deviceInformation: time.nullable(),
    profiles: time.nullable(),
    certificates: time.nullable(),
    apps: time.nullable(),
    extensions: time.nullable(),
  }),
});
export type UserInventory = z.infer<typeof userInventory>;

export const returnToService = z.object({
  enabled: z.boolean(),
  /** Keeps the data plan of an eSIM. */
  preserveDataPlan: z.boolean(),
  /** Tries to enroll again when it failed after the erasure. */
  retryEnrollment: z.boolean(),
  /** The invitation whose profile a returning device gets; null lets it fetch its profile as it did the first time. */
  invitationId: id.nullable(),
  hasWifiProfile: z.boolean(),
});
export type ReturnToServiceSettings = z.infer<typeof returnToService>;

export const returnToServiceChange = returnToService.omit({ hasWifiProfile: true }).extend({
  /** An unsigned configuration profile as text; null takes the kept one away, left out it stays. */
  wifiProfile: z.string().max(1_000_000).nullable().optional(),
});
export type ReturnToServiceChange = z.infer<typeof returnToServiceChange>;

const tags = ['Users of devices'];

export const deviceUsers = {
  policy: procedure
    .route({ method: 'GET', path: '/device-users/policy', summary: 'Which network users are managed', tags })
    .output(userPolicy),
  setPolicy: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/device-users/policy', summary: 'Decide which network users are managed', tags })
    .input(userPolicy)
    .output(userPolicy),
  accounts: procedure
    .route({ method: 'GET', path: '/device-users/accounts', summary: 'Network accounts that sign in', tags })
    .output(z.array(networkAccount)),
  addAccount: procedure
    .route({ method: 'POST', path: '/device-users/accounts', summary: 'Add a network account', tags })
    .input(newNetworkAccount)
    .output(networkAccount),
  setAccountPassword: procedure
    .route({
      method: 'PUT',
      path: '/device-users/accounts/{accountId}/password',
      summary: 'Set the password of a network account',
      tags,
    })
    .input(z.object({ accountId: id, password }))
    .output(networkAccount),
  removeAccount: procedure
    .route({
      method: 'DELETE',
      path: '/device-users/accounts/{accountId}',
      summary: 'Remove a network account',
      tags,
    })
    .input(z.object({ accountId: id }))
    .output(z.object({ removed: z.boolean() })),
  inventory: procedure
    .route({
      method: 'GET',
      path: '/device-users/{enrollmentId}/inventory',
      summary: 'What the channel of a user reported',
      tags,
    })
    .input(z.object({ enrollmentId: id }))
    .output(userInventory),
  returnToService: procedure
    .route({
      method: 'GET',
      path: '/return-to-service',
      summary: 'How devices come back after erasing themselves',
      tags,
    })
    .output(returnToService),
  setReturnToService: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/return-to-service', summary: 'Set how devices come back', tags })
    .input(returnToServiceChange)
    .output(returnToService),
};
