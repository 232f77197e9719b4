import { z } from 'zod';
import { id, procedure, time } from './common.ts';
import { fieldValue } from './devices.ts';

/* Directory servers (LDAP) that people are read from. */

export const DIRECTORY_KINDS = ['active-directory', 'other'] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

/** What people are looked for by unless told; accounts that are switched off are left out. */
export const USUAL_FILTER: Readonly<Record<DirectoryKind, string>> = {
  'active-directory': '(&(objectCategory=person)(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))',
  other: '(objectClass=inetOrgPerson)',
};

/** So many attributes of a directory fill attributes of people, and so variables (CA-07). */
export const MOST_MAPPED = 20;

const ldapAttribute = z
  .string()
  .trim()
  .max(100)
  .regex(/^([A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)+)(;[A-Za-z0-9-]+)*$/, 'must be the name of an LDAP attribute');
const orNone = z.union([z.literal(''), ldapAttribute]);

export const directorySettings = z.object({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(DIRECTORY_KINDS),
  /** `ldap://` is encrypted by StartTLS. */
  address: z
    .string()
    .trim()
    .max(300)
    .regex(
      /^ldaps?:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?\/?$/i,
      'must be an address as ldaps://dc.school.example',
    ),
  /** Only for `ldap://`: without StartTLS. Whoever listens reads everything, the password too. */
  plain: z.boolean().default(false),
  /** Certificates of the library that the server's must be under; none: what this computer trusts, and the library. */
  trust: z.array(id).max(20).default([]),
  baseDn: z.string().trim().min(1).max(1000),
  /** Empty: the usual one of this kind. */
  filter: z.string().trim().max(4000).default(''),
  /** DNs; when there are some, only their members are read. */
  groups: z.array(z.string().trim().min(3).max(1000)).max(20).default([]),
  signIn: z.enum(['anonymous', 'password', 'kerberos']).default('password'),
  /** A DN, or `name@domain` for Active Directory. */
  user: z.string().trim().max(500).default(''),
  /** Which attribute of the directory fills what; empty: kept by hand. */
  mapping: z.object({
    name: ldapAttribute,
    email: orNone,
    /** `groups`: the first of the chosen groups that a person is in. */
    teamFrom: z.enum(['attribute', 'groups']).default('attribute'),
    team: orNone,
    attributes: z
      .array(z.object({ attribute: ldapAttribute, attributeId: id }))
      .max(MOST_MAPPED)
      .default([]),
  }),
  /** What becomes of people whom the directory does not know any more. Who has a device is kept in any case. */
  gone: z.enum(['keep', 'remove']).default('keep'),
  schedule: z
    .object({
      every: z.enum(['off', 'hour', 'day']),
      /** Of a day, for `day`. */
      hour: z.number().int().min(0).max(23).default(3),
      /** As `Europe/Berlin`. */
      timeZone: z.string().min(1).max(100).default('UTC'),
    })
    .default({ every: 'off', hour: 3, timeZone: 'UTC' }),
});
export type DirectorySettings = z.infer<typeof directorySettings>;

export const newDirectory = directorySettings.extend({
  /** Left out, what is kept stays. */
  password: z.string().min(1).max(1000).optional(),
});
export type NewDirectory = z.infer<typeof newDirectory>;

/** What a reading did, or would do. */
export const directoryCounts = z.object({
  found: z.number().int(),
  created: z.number().int(),
  /** Of the changed: people there were already who did not come from there, known by their address. */
  joined: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Gone from the directory since the last time: kept and marked, or removed. */
  kept: z.number().int(),
  removed: z.number().int(),
  /** Values and entries that could not be taken. */
  problems: z.number().int(),
});
export type DirectoryCounts = z.infer<typeof directoryCounts>;

export const directory = directorySettings.extend({
  id,
  hasPassword: z.boolean(),
  /** People who come from it, and how many of them it does not know any more. */
  people: z.number().int(),
  goneCount: z.number().int(),
  /** What is being done right now, and with how many people so far. */
  reading: z.object({ phase: z.enum(['connecting', 'reading', 'writing']), people: z.number().int() }).nullable(),
  readAt: time.nullable(),
  /** The last reading that went well. */
  outcome: directoryCounts.extend({ at: time }).nullable(),
  /** Why it cannot be read, since when; English. */
  problem: z.object({ at: time, message: z.string() }).nullable(),
  nextAt: time.nullable(),
});
export type Directory = z.infer<typeof directory>;

/** Something of a directory that could not be taken: whose, what stands there, and why not; English. */
export const directoryProblem = z.object({ person: z.string(), text: z.string(), reason: z.string() });
export type DirectoryProblem = z.infer<typeof directoryProblem>;

const directoryPerson = z.object({
  dn: z.string(),
  name: z.string(),
  email: z.string(),
  team: z.string(),
  /** By the ids of attributes. */
  values: z.record(z.string(), fieldValue),
});

export const directoryPreview = directoryCounts.extend({
  /** Why nothing would be changed: nobody was found, or more than half are gone. */
  refused: z.enum(['nobody', 'too-few']).nullable(),
  /** How many people of this directory there were. */
  before: z.number().int(),
  /** The first hundred of each. */
  people: z.object({
    created: z.array(z.object({ name: z.string(), email: z.string(), team: z.string() })),
    changed: z.array(
      z.object({
        name: z.string(),
        joined: z.boolean(),
        /** `name`, `email`, `team`, or the id of an attribute. */
        changes: z.array(z.object({ field: z.string(), before: fieldValue, after: fieldValue })),
      }),
    ),
    gone: z.array(
      z.object({
        name: z.string(),
        email: z.string(),
        /** Null: the person is removed. */
        kept: z.enum(['setting', 'device', 'expected', 'identity']).nullable(),
      }),
    ),
  }),
  firstProblems: z.array(directoryProblem),
});
export type DirectoryPreview = z.infer<typeof directoryPreview>;

export const directoryTrial = z.object({
  /** What was tried, in order, up to the first that failed. */
  steps: z.array(
    z.object({
      step: z.enum(['name', 'connection', 'encryption', 'sign-in', 'base', 'people']),
      ok: z.boolean(),
      /** An address, a version of TLS, an account, a number; or English that says what to do. */
      detail: z.string(),
    }),
  ),
  /** The first twenty, as they would be taken. */
  people: z.array(directoryPerson),
  problems: z.array(directoryProblem),
});
export type DirectoryTrial = z.infer<typeof directoryTrial>;

const byDirectory = z.object({ directoryId: id });
const tags = ['Directories'];

export const directories = {
  list: procedure
    .route({ method: 'GET', path: '/directories', summary: 'Directories that people are read from', tags })
    .output(z.array(directory)),
  create: procedure
    .meta({ access: 'owner', reason: true })
    .route({ method: 'POST', path: '/directories', summary: 'Add a directory', tags })
    .input(newDirectory)
    .output(directory),
  update: procedure
    .meta({ access: 'owner', reason: true })
    .route({
      method: 'PUT',
      path: '/directories/{directoryId}',
      summary: 'Change a directory',
      description: 'The password stays when it is left out, unless the address is that of another server.',
      tags,
    })
    .input(z.object({ directoryId: id, directory: newDirectory }))
    .output(directory),
  remove: procedure
    .meta({ access: 'owner', reason: true })
    .route({
      method: 'DELETE',
      path: '/directories/{directoryId}',
      summary: 'Delete a directory',
      description: 'Its people stay, and are kept by hand from then on.',
      tags,
    })
    .input(byDirectory)
    .output(directory),
  try: procedure
    .route({
      method: 'POST',
      path: '/directories/try',
      summary: 'Try a directory step by step, without keeping anything',
      tags,
    })
    .input(
      z.object({
        directory: newDirectory,
        /** Whose password is meant when none is given. */
        directoryId: id.nullable().default(null),
      }),
    )
    .output(directoryTrial),
  preview: procedure
    .route({
      method: 'POST',
      path: '/directories/{directoryId}/preview',
      summary: 'What reading a directory would change',
      tags,
    })
    .input(byDirectory)
    .output(directoryPreview),
  read: procedure
    .route({
      method: 'POST',
      path: '/directories/{directoryId}/read',
      summary: 'Read a directory',
      description:
        'Refused when nobody is found, and when more than half of its people are gone, unless `evenIfMany` says that this is meant.',
      tags,
    })
    .input(byDirectory.extend({ evenIfMany: z.boolean().default(false) }))
    .output(directoryCounts),
};
