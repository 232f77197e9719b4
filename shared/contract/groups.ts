import { z } from 'zod';
import { id, procedure, time } from './common.ts';
import { deviceFilter } from './device-filter.ts';
import { csvFile, deviceSelection } from './device-lists.ts';
import { deviceRow, fieldValue } from './devices.ts';
import { filterInput } from './filter-input.ts';
import { GROUP_COLOURS, GROUP_ICONS } from './group-look.ts';

export const groupKind = z.enum(['static', 'smart']);

/** What names a group somewhere: another group, a saved view, a policy. */
export const groupUse = z.object({ kind: z.string(), id: z.string(), name: z.string() });
export type GroupUse = z.infer<typeof groupUse>;

const look = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(1000).default(''),
  colour: z.enum(GROUP_COLOURS).default('gray'),
  icon: z.enum(GROUP_ICONS).default('tag'),
};

/** What makes a group smart; groups in it are named by their names or ids. */
const definition = {
  filter: filterInput,
  /** Devices that are no longer managed count, too. */
  ended: z.boolean().default(false),
};

export const newGroup = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('static'), ...look }),
  z.object({ kind: z.literal('smart'), ...look, ...definition }),
]);
export type NewGroup = z.infer<typeof newGroup>;

export const deviceGroup = z.object({
  id,
  name: z.string(),
  description: z.string(),
  kind: groupKind,
  /** Key of a group every installation has: nobody changes or deletes it. */
  builtIn: z.string().nullable(),
  colour: z.enum(GROUP_COLOURS),
  icon: z.enum(GROUP_ICONS),
  /** Null for a static group. Groups in it are named by their ids. */
  filter: deviceFilter.nullable(),
  ended: z.boolean(),
  /** How many devices are in it. */
  members: z.number().int(),
  /** It is being worked out anew: its members are not all of the new filter yet. */
  settling: z.boolean(),
  usedBy: z.array(groupUse),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type DeviceGroup = z.infer<typeof deviceGroup>;

const someDevices = z.object({ count: z.number().int(), /** The first of them. */ rows: z.array(deviceRow) });

export const groupPreview = z.object({
  members: someDevices,
  /** Compared with the group as it is; of a new one everybody joins. */
  joining: someDevices,
  leaving: someDevices,
});
export type GroupPreview = z.infer<typeof groupPreview>;

/** One condition or group of conditions, what the device has there, and whether that holds. */
export type Explanation =
  | { kind: 'all' | 'any'; holds: boolean; parts: Explanation[] }
  | { kind: 'not'; holds: boolean; part: Explanation }
  | {
      kind: 'condition';
      holds: boolean;
      condition: z.infer<typeof deviceFilter>;
      /** What the device has in the field; null when not known, or when the field holds many values. */
      value: z.infer<typeof fieldValue>;
      /** Where the condition asks for a group: why the device is in it or not. */
      group?: { id: string; name: string; why: Explanation | null };
    };

export const explanation: z.ZodType<Explanation, Explanation> = z.lazy(() =>
  z.union([
    z.object({ kind: z.enum(['all', 'any']), holds: z.boolean(), parts: z.array(explanation) }),
    z.object({ kind: z.literal('not'), holds: z.boolean(), part: explanation }),
    z.object({
      kind: z.literal('condition'),
      holds: z.boolean(),
      condition: deviceFilter,
      value: fieldValue,
      group: z.object({ id, name: z.string(), why: explanation.nullable() }).optional(),
    }),
  ]),
);

export const groupExplanation = z.object({
  groupId: id,
  deviceId: id,
  member: z.boolean(),
  since: time.nullable(),
  /** Who put it there, of a static group. */
  addedBy: z.string().nullable(),
  /** False: the device is no longer managed, and such do not count here. Null where that makes no difference. */
  managed: z.boolean().nullable(),
  /** Null for a static group. */
  why: explanation.nullable(),
});
export type GroupExplanation = z.infer<typeof groupExplanation>;

export const deviceMembership = z.object({
  groups: z.array(
    z.object({
      id,
      name: z.string(),
      kind: groupKind,
      builtIn: z.string().nullable(),
      colour: z.enum(GROUP_COLOURS),
      icon: z.enum(GROUP_ICONS),
      since: time,
    }),
  ),
  /** Newest first; not of the groups every installation has. */
  changes: z.array(z.object({ groupId: id, name: z.string(), at: time, joined: z.boolean(), actor: z.string() })),
});
export type DeviceMembership = z.infer<typeof deviceMembership>;

export const serialMatches = z.object({
  deviceIds: z.array(id),
  /** Serial numbers that were read, without those given twice. */
  read: z.number().int(),
  /** The first thousand that no device, or more than one, has. */
  problems: z.array(
    z.object({ line: z.number().int(), serialNumber: z.string(), reason: z.enum(['unknown', 'ambiguous']) }),
  ),
  problemCount: z.number().int(),
});
export type SerialMatches = z.infer<typeof serialMatches>;

export const groupImport = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      kind: groupKind.nullable(),
      /** `kept`: there is one of this name, and it was not to be replaced. */
      outcome: z.enum(['created', 'replaced', 'kept', 'refused']),
      /** Why it is refused; in English. */
      reason: z.string().nullable(),
      /** Serial numbers of a static group that no device here has. */
      missing: z.number().int(),
    }),
  ),
});
export type GroupImport = z.infer<typeof groupImport>;

const byGroup = z.object({ groupId: id });
const changed = z.object({ changed: z.number().int() });

export const groups = {
  list: procedure
    .route({ method: 'GET', path: '/groups', summary: 'Groups of devices', tags: ['Groups'] })
    .output(z.array(deviceGroup)),
  get: procedure
    .route({ method: 'GET', path: '/groups/{groupId}', summary: 'One group', tags: ['Groups'] })
    .input(byGroup)
    .output(deviceGroup),
  create: procedure
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/groups',
      summary: 'Make a group',
      description: 'A smart one has a filter, as data or typed: `family is "iPad" and group is "Library"`.',
      tags: ['Groups'],
    })
    .input(newGroup)
    .output(deviceGroup),
  update: procedure
    .meta({ reason: true })
    .route({
      method: 'PUT',
      path: '/groups/{groupId}',
      summary: 'Change a group',
      description: 'Its kind stays. Refused when the group would contain itself.',
      tags: ['Groups'],
    })
    .input(z.object({ groupId: id, group: newGroup }))
    .output(deviceGroup),
  remove: procedure
    .meta({ reason: true })
    .route({
      method: 'DELETE',
      path: '/groups/{groupId}',
      summary: 'Delete a group',
      description: 'Refused while something uses it. Answers what it was, with the devices of a static group.',
      tags: ['Groups'],
    })
    .input(byGroup)
    .output(z.object({ group: deviceGroup, deviceIds: z.array(id) })),
  preview: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/groups/preview',
      summary: 'Who a filter would find, and who would join and leave',
      tags: ['Groups'],
    })
    .input(z.object({ groupId: id.optional(), ...definition }))
    .output(groupPreview),
  addMembers: procedure
    .meta({ reason: true })
    .route({ method: 'POST', path: '/groups/{groupId}/members', summary: 'Put devices into a group', tags: ['Groups'] })
    .input(byGroup.extend({ devices: deviceSelection }))
    .output(changed),
  removeMembers: procedure
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/groups/{groupId}/members/remove',
      summary: 'Take devices out of a group',
      tags: ['Groups'],
    })
    .input(byGroup.extend({ devices: deviceSelection }))
    .output(changed),
  matchSerials: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/groups/serials',
      summary: 'Devices by their serial numbers',
      description: 'CSV with a column of serial numbers, or a serial number in each line.',
      tags: ['Groups'],
    })
    .input(z.object({ text: z.string().min(1).max(5_000_000) }))
    .output(serialMatches),
  explain: procedure
    .route({
      method: 'GET',
      path: '/groups/{groupId}/explain/{deviceId}',
      summary: 'Why a device is in a group or not',
      tags: ['Groups'],
    })
    .input(z.object({ groupId: id, deviceId: id }))
    .output(groupExplanation),
  ofDevice: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/groups', summary: 'The groups of a device', tags: ['Groups'] })
    .input(z.object({ deviceId: id }))
    .output(deviceMembership),
  export: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/groups/export', summary: 'Groups as a file', tags: ['Groups'] })
    .input(z.object({ /** All but those every installation has, unless given. */ groupIds: z.array(id).optional() }))
    .output(csvFile),
  import: procedure
    .meta({ reason: true })
    .route({
      method: 'POST',
      path: '/groups/import',
      summary: 'Make groups out of a file',
      tags: ['Groups'],
    })
    .input(
      z.object({
        text: z.string().min(1).max(20_000_000),
        /** Groups of the same name get what the file says; else they stay. */
        replace: z.boolean().default(false),
        /** Only says what would happen. */
        dryRun: z.boolean().default(false),
      }),
    )
    .output(groupImport),
};
