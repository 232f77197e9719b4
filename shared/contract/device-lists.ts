import { z } from 'zod';
import { commandRequest } from './commands.ts';
import { finding, id, procedure } from './common.ts';
import { type DeviceFilter, SPAN_MS } from './device-filter.ts';
import { deviceQuery, deviceSearch, deviceSort, MOST_COLUMNS } from './devices.ts';

/* What lists of devices can do besides showing a page: counts, ids, CSV, renaming, and who an action would reach. */

export const FACETS = [
  'platform',
  'family',
  'modelName',
  'osVersion',
  'state',
  'pushState',
  'supervised',
  'passcodePresent',
  'encrypted',
  'lastSeen',
  'storage',
] as const;
export type FacetId = (typeof FACETS)[number];

/** By when a device was last seen; the bounds are upper ones, each bucket begins where the one before ends. */
export const LAST_SEEN_BUCKETS = [
  { value: 'hour', within: SPAN_MS.hours },
  { value: 'day', within: SPAN_MS.days },
  { value: 'week', within: SPAN_MS.weeks },
  { value: 'month', within: SPAN_MS.months },
  { value: 'older', within: Number.POSITIVE_INFINITY },
] as const;

/** By the share of storage that is free. */
export const STORAGE_BUCKETS = [
  { value: 'under-5', below: 0.05 },
  { value: 'under-10', below: 0.1 },
  { value: 'under-25', below: 0.25 },
  { value: 'under-50', below: 0.5 },
  { value: 'over-50', below: Number.POSITIVE_INFINITY },
] as const;

export const facetCount = z.object({
  /** Null: not known. `lastSeen` and `storage` answer the names of their buckets. */
  value: z.union([z.string(), z.boolean()]).nullable(),
  count: z.number().int(),
});
export type FacetCount = z.infer<typeof facetCount>;

export const deviceFacets = z.object({
  total: z.number().int(),
  /** Most frequent first; versions newest first, buckets in their order. */
  facets: z.record(z.enum(FACETS), z.array(facetCount)),
});
export type DeviceFacets = z.infer<typeof deviceFacets>;

/** The filter that finds the devices behind one count of a facet. */
export function facetFilter(facet: FacetId, value: string | boolean | null): DeviceFilter {
  if (facet === 'lastSeen') return lastSeenFilter(value);
  if (facet === 'storage') return storageFilter(value);
  if (value === null) return { field: facet, operator: 'isEmpty' };
  return { field: facet, operator: 'is', value };
}

const SPANS: Readonly<Record<string, DeviceFilter>> = Object.fromEntries(
  (['hours', 'days', 'weeks', 'months'] as const).map((unit, index) => [
    LAST_SEEN_BUCKETS[index]?.value ?? '',
    { field: 'lastSeenAt', operator: 'withinLast', value: { amount: 1, unit } },
  ]),
);

function lastSeenFilter(value: string | boolean | null): DeviceFilter {
  if (value === null) return { field: 'lastSeenAt', operator: 'isEmpty' };
  const index = LAST_SEEN_BUCKETS.findIndex((bucket) => bucket.value === value);
  const inside = SPANS[String(value)];
  const before = SPANS[LAST_SEEN_BUCKETS[index - 1]?.value ?? ''];
  return {
    all: [
      { field: 'lastSeenAt', operator: 'isNotEmpty' },
      ...(inside === undefined ? [] : [inside]),
      ...(before === undefined ? [] : [{ not: before }]),
    ],
  };
}

function storageFilter(value: string | boolean | null): DeviceFilter {
  if (value === null) return { field: 'availableShare', operator: 'isEmpty' };
  const index = STORAGE_BUCKETS.findIndex((bucket) => bucket.value === value);
  const below = STORAGE_BUCKETS[index]?.below ?? Number.POSITIVE_INFINITY;
  const from = STORAGE_BUCKETS[index - 1]?.below;
  return {
    all: [
      { field: 'availableShare', operator: 'isNotEmpty' },
      ...(Number.isFinite(below) ? [{ field: 'availableShare', operator: 'below', value: below } as const] : []),
      ...(from === undefined ? [] : [{ field: 'availableShare', operator: 'atLeast', value: from } as const]),
    ],
  };
}

/** Chosen devices: by their ids, or everything a search finds. */
export const deviceSelection = z.union([
  z.strictObject({ deviceIds: z.array(id).min(1).max(100_000) }),
  z.strictObject({ search: deviceSearch }),
]);
export type DeviceSelection = z.infer<typeof deviceSelection>;

export const exportInput = z.object({
  devices: deviceSelection,
  sort: deviceSort.default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** Field ids, one column each. */
  columns: z.array(z.string().max(100)).min(1).max(MOST_COLUMNS),
  /** The first line; the field ids unless given. */
  headers: z.array(z.string().max(200)).max(MOST_COLUMNS).optional(),
});
export type ExportInput = z.infer<typeof exportInput>;

export const csvFile = z.object({
  filename: z.string(),
  contentType: z.string(),
  /** UTF-8 with a byte order mark, lines end with CR LF, as RFC 4180 says. */
  text: z.string(),
  rows: z.number().int(),
});
export type CsvFile = z.infer<typeof csvFile>;

/** Names by a pattern such as `Cart A - {n:02}`, see shared/name-pattern.ts for the placeholders; or one by one. */
export const renameInput = z.union([
  z.object({
    /** In the order they are numbered. */
    deviceIds: z.array(id).min(1).max(10_000),
    pattern: z.string().trim().min(1).max(200),
    /** The first number. */
    start: z.number().int().min(0).max(1_000_000).default(1),
  }),
  z.object({
    names: z
      .array(z.object({ deviceId: id, name: z.string().trim().min(1).max(200) }))
      .min(1)
      .max(10_000),
  }),
]);
export type RenameInput = z.infer<typeof renameInput>;

export const renameRow = z.object({
  deviceId: id,
  serialNumber: z.string().nullable(),
  before: z.string().nullable(),
  /** Null when the pattern asks for what is not known of the device. */
  after: z.string().nullable(),
  /** `same`: it has this name already. `warn` lets it happen. */
  outcome: z.enum(['rename', 'same', 'refused']),
  findings: z.array(finding),
});
export type RenameRow = z.infer<typeof renameRow>;

export const renamePreview = z.object({
  rows: z.array(renameRow),
  renamed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
});
export type RenamePreview = z.infer<typeof renamePreview>;

export const bulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: commandRequest }),
  z.object({ kind: z.literal('refresh') }),
  z.object({ kind: z.literal('wake') }),
  z.object({ kind: z.literal('end-management'), way: z.enum(['turn-away', 'remove-profile']).default('turn-away') }),
]);
export type BulkAction = z.infer<typeof bulkAction>;

const device = z.object({ deviceId: id, name: z.string().nullable(), serialNumber: z.string().nullable() });

const affected = z.object({
  code: z.string(),
  message: z.string(),
  count: z.number().int(),
  /** The first of them. */
  examples: z.array(device),
});

export const actionPreview = z.object({
  total: z.number().int(),
  /** How many it would reach. */
  affected: z.number().int(),
  affectedIds: z.array(id),
  /** The first of them. */
  examples: z.array(device),
  refused: z.number().int(),
  /** Why not, most frequent first; a device may have several reasons. */
  reasons: z.array(affected),
  /** What to know of those it would reach. */
  warnings: z.array(affected),
});
export type ActionPreview = z.infer<typeof actionPreview>;

export const actionReportInput = z.object({
  devices: deviceSelection,
  action: bulkAction,
  /** Of the columns name, serial number, whether it is reached, and what keeps it from it or is to be known. */
  headers: z.array(z.string().max(200)).length(4).optional(),
});
export type ActionReportInput = z.infer<typeof actionReportInput>;

/** Values of one field that are answered. */
export const MOST_VALUES = 200;

export const fieldValues = z.object({
  /** Most frequent first, those that are not known left out. */
  values: z.array(
    z.object({
      value: z.union([z.string(), z.boolean()]),
      /** What an identifier is called, where that is known. */
      label: z.string().nullable(),
      /** On how many devices. */
      count: z.number().int(),
    }),
  ),
  /** There are more. */
  truncated: z.boolean(),
});
export type FieldValues = z.infer<typeof fieldValues>;

/** Part of `devices` in the contract. */
export const deviceLists = {
  facets: procedure
    .route({
      method: 'GET',
      path: '/devices/facets',
      summary: 'How many devices there are of each kind',
      description: 'Counts may be a few seconds old on a large fleet.',
      tags: ['Devices'],
    })
    .input(deviceSearch)
    .output(deviceFacets),
  values: procedure
    .route({
      method: 'GET',
      path: '/devices/values',
      summary: 'What devices have in one field, and how many',
      description:
        'Of texts, choices, versions, yes or no, and sets. Counts may be a few seconds old on a large fleet.',
      tags: ['Devices'],
    })
    .input(deviceSearch.extend({ field: z.string().min(1).max(100) }))
    .output(fieldValues),
  ids: procedure
    .route({ method: 'GET', path: '/devices/ids', summary: 'The ids of all devices found', tags: ['Devices'] })
    .input(deviceQuery.omit({ offset: true, limit: true, columns: true }))
    .output(z.object({ ids: z.array(id), truncated: z.boolean() })),
  export: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/devices/export', summary: 'Chosen columns as CSV', tags: ['Devices'] })
    .input(exportInput)
    .output(csvFile),
  previewRename: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/devices/rename/preview',
      summary: 'The names a pattern would give',
      tags: ['Devices'],
    })
    .input(renameInput)
    .output(renamePreview),
  rename: procedure
    .route({
      method: 'POST',
      path: '/devices/rename',
      summary: 'Rename devices by a pattern',
      description:
        'Queues a Settings command for each device, and asks for its name after; those that cannot take it are left as they are.',
      tags: ['Devices'],
    })
    .input(renameInput)
    .output(renamePreview),
  previewAction: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/devices/preview-action',
      summary: 'Who an action would reach, who not, and why',
      tags: ['Devices'],
    })
    .input(z.object({ devices: deviceSelection, action: bulkAction }))
    .output(actionPreview),
  exportAction: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/devices/preview-action/export',
      summary: 'Who an action would reach, who not, and why, as CSV',
      tags: ['Devices'],
    })
    .input(actionReportInput)
    .output(csvFile),
};
