import type { NewView } from '../../shared/contract/index.ts';

/** How the list looks, as a saved view holds it: what is left of a view besides its name and its filter. */
export type ListLook = Pick<NewView, 'columns' | 'sort' | 'direction' | 'density' | 'layout'>;

export type LookColumn = ListLook['columns'][number];

/** What the list shows of devices until somebody chooses. */
export const USUAL_COLUMNS: readonly LookColumn[] = [
  'name',
  'serialNumber',
  'modelName',
  'osVersion',
  'state',
  'batteryLevel',
  'availableGb',
  'lastSeenAt',
  'openCommands',
].map((field) => ({ field }));

export const NARROWEST = 48;
export const WIDEST = 900;

/** The column that is always there, first and frozen. */
export const FIRST_COLUMN = 'name';

/** Columns as the table can show them: the name first, each once, the usual ones when there is none. */
export function tidyColumns(columns: readonly LookColumn[]): LookColumn[] {
  const each = new Map(columns.map((column) => [column.field, column]));
  if (each.size === 0) return [...USUAL_COLUMNS];
  const first = each.get(FIRST_COLUMN) ?? { field: FIRST_COLUMN };
  each.delete(FIRST_COLUMN);
  return [first, ...each.values()].slice(0, 60);
}

/** Shows a column at the end, or hides it; the first one stays. */
export function toggleColumn(columns: readonly LookColumn[], field: string): LookColumn[] {
  if (field === FIRST_COLUMN) return [...columns];
  return columns.some((column) => column.field === field)
    ? columns.filter((column) => column.field !== field)
    : [...columns, { field }];
}

/** Puts a column at another place; nothing goes before the first one. */
export function moveColumn(columns: readonly LookColumn[], field: string, to: number): LookColumn[] {
  const moved = columns.find((column) => column.field === field);
  if (moved === undefined || field === FIRST_COLUMN) return [...columns];
  const rest = columns.filter((column) => column.field !== field);
  rest.splice(Math.max(1, Math.min(rest.length, to)), 0, moved);
  return rest;
}

export const fitWidth = (width: number): number => Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));

/** Sets widths in pixels. */
export function resizeColumns(columns: readonly LookColumn[], widths: ReadonlyMap<string, number>): LookColumn[] {
  return columns.map((column) => {
    const width = widths.get(column.field);
    return width === undefined ? column : { ...column, width: fitWidth(width) };
  });
}

/**
 * What was kept of a look, whatever it is: what cannot be understood is as usual.
 *
 * @param kept from the account's preferences
 */
export function readLook(kept: unknown): Omit<ListLook, 'density'> {
  const { columns, sort, direction, layout } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<
    string,
    unknown
  >;
  return {
    columns: tidyColumns(Array.isArray(columns) ? columns.flatMap(readColumn) : []),
    sort: typeof sort === 'string' ? sort : 'name',
    direction: direction === 'desc' ? 'desc' : 'asc',
    layout: layout === 'grid' ? 'grid' : 'table',
  };
}

function readColumn(kept: unknown): LookColumn[] {
  if (typeof kept !== 'object' || kept === null) return [];
  const { field, width } = kept as Record<string, unknown>;
  if (typeof field !== 'string') return [];
  return [typeof width === 'number' && Number.isFinite(width) ? { field, width: fitWidth(width) } : { field }];
}
