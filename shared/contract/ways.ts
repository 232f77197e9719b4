import { z } from 'zod';
import { id, procedure } from './common.ts';

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'must be a domain such as school.example');
const osVersion = z
  .string()
  .trim()
  .regex(/^\d{1,3}(?:\.\d{1,3}){0,2}$/, 'must be a version such as 17.4');

/** Who may sign in on a device to enroll it: people with a network account, holders of an invitation, or either. */
export const whoSignsIn = z.enum(['accounts', 'invitations', 'both']);

export const waysSettings = z.object({
  /**
   * Who must have signed what a device tells of itself before it enrolls (over the air, by account, prepared by cable):
   * `apple` takes only the certificates Apple builds into devices, `any` takes whoever signs.
   */
  deviceProof: z.enum(['apple', 'any']),
  /** Encrypts the last answer of an enrollment over the air for the device that asked. */
  encryptProfiles: z.boolean(),
  /** What a device must run at least to be let in where it can be told to update first; null for any version. */
  minimumOs: z.object({ iOS: osVersion.nullable(), macOS: osVersion.nullable() }),
  accountDriven: z.object({
    /** User enrollment: devices that belong to the person. */
    user: z.boolean(),
    /** Device enrollment: devices of the organization. */
    device: z.boolean(),
    /** What follows the @ in the accounts that may enroll. */
    domains: z.array(domain).max(50),
    who: whoSignsIn,
    /** The invitation whose terms hold for devices of people who sign in with a network account. */
    invitationId: id.nullable(),
  }),
});
export type WaysSettings = z.infer<typeof waysSettings>;

export const waysIn = waysSettings.extend({
  /** What each domain must serve at its own address so that devices find this server; empty while account-driven is off. */
  discovery: z.array(z.object({ domain: z.string(), url: z.string(), document: z.string() })),
  /** Where devices connect, and where they check in. */
  serverUrl: z.string(),
  checkInUrl: z.string(),
});
export type WaysIn = z.infer<typeof waysIn>;

const tags = ['Enrollment'];

export const ways = {
  ways: procedure
    .route({ method: 'GET', path: '/ways-in', summary: 'How devices may come in besides by plain profiles', tags })
    .output(waysIn),
  setWays: procedure
    .meta({ reason: true })
    .route({ method: 'PUT', path: '/ways-in', summary: 'Decide how devices may come in', tags })
    .input(waysSettings)
    .output(waysIn),
};
