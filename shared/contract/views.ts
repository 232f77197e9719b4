import { z } from 'zod';
import { id, procedure, time } from './common.ts';
import { deviceFilter } from './device-filter.ts';
import { deviceSort, MOST_COLUMNS } from './devices.ts';

export const viewColumn = z.strictObject({
  /** Id of a field. */
  field: z.string().min(1).max(100),
  /** Pixels; left out, the column is as wide as its kind is. */
  width: z.number().int().min(40).max(2000).optional(),
});

const content = {
  name: z.string().trim().min(1).max(100),
  /** Null shows every device. */
  filter: deviceFilter.nullable(),
  search: z.string().trim().max(200).default(''),
  /** Shows devices that are no longer managed, too. */
  ended: z.boolean().default(false),
  sort: deviceSort.default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** In their order; empty for the usual ones. */
  columns: z.array(viewColumn).max(MOST_COLUMNS).default([]),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  layout: z.enum(['table', 'grid']).default('table'),
  /** Whether every administrator sees it, or only who made it. */
  shared: z.boolean().default(false),
};
export const newView = z.object(content);
export type NewView = z.infer<typeof newView>;

export const deviceView = newView.extend({
  id,
  owner: z.string(),
  createdAt: time,
  changedAt: time,
});
export type DeviceView = z.infer<typeof deviceView>;

/** Everybody keeps views of their own; sharing one, and changing a shared one, takes an administrator. */
const byView = z.object({ viewId: id });

export const views = {
  list: procedure
    .route({ method: 'GET', path: '/views', summary: 'Saved views: your own and the shared ones', tags: ['Views'] })
    .output(z.array(deviceView)),
  create: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/views', summary: 'Save a view of devices', tags: ['Views'] })
    .input(newView)
    .output(deviceView),
  update: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'PUT', path: '/views/{viewId}', summary: 'Change a saved view', tags: ['Views'] })
    .input(newView.extend({ viewId: id }))
    .output(deviceView),
  remove: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'DELETE', path: '/views/{viewId}', summary: 'Delete a saved view', tags: ['Views'] })
    .input(byView)
    .output(deviceView),
};
