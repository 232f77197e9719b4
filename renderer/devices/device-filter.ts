import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { attributeIdOf, DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import type { DeviceQuery, DeviceRow, DeviceFilter as Expression } from '../../shared/contract/index.ts';

export type DeviceSort = DeviceQuery['sort'];
export type Platform = NonNullable<DeviceRow['platform']>;
export type ManagementState = DeviceRow['state'];

/** What of the devices the list shows, and in which order; all of it in the address, so that it can be linked to. */
export interface DeviceFilter {
  readonly search: string;
  readonly platform: Platform | null;
  readonly state: ManagementState | null;
  /** A filter as data, as charts and alerts link to; the engine checks it. */
  readonly expression: Expression | null;
  readonly sort: DeviceSort;
  readonly direction: 'asc' | 'desc';
}

export const PLATFORM_CHOICES: readonly Platform[] = ['iOS', 'macOS', 'tvOS', 'watchOS', 'visionOS'];
export const STATE_CHOICES: readonly ManagementState[] = ['enrolled', 'pending', 'ended'];
const SORTS: ReadonlySet<string> = new Set(DEVICE_FIELDS.flatMap(({ id, column }) => (column ? [id] : [])));

/** The order of a list when its address does not say. */
export type DeviceOrder = Pick<DeviceFilter, 'sort' | 'direction'>;
export const BY_NAME: DeviceOrder = { sort: 'name', direction: 'asc' };

function oneOf<T extends string>(choices: readonly T[], value: string | null): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

function expressionOf(text: string | null): Expression | null {
  try {
    const read: unknown = text === null ? null : JSON.parse(text);
    return typeof read === 'object' && !Array.isArray(read) ? (read as Expression | null) : null;
  } catch {
    return null;
  }
}

/** The filter an address holds; what it does not understand is left out. */
export function readFilter(params: URLSearchParams, usual: DeviceOrder = BY_NAME): DeviceFilter {
  const sort = params.get('sort');
  const sorted = sort !== null && (SORTS.has(sort) || attributeIdOf(sort) !== undefined);
  return {
    search: (params.get('search') ?? '').slice(0, 200),
    platform: oneOf(PLATFORM_CHOICES, params.get('platform')),
    state: oneOf(STATE_CHOICES, params.get('state')),
    expression: expressionOf(params.get('filter')),
    ...(sorted ? { sort, direction: params.get('direction') === 'desc' ? 'desc' : 'asc' } : usual),
  };
}

const OWN = ['search', 'platform', 'state', 'filter', 'sort', 'direction'];

/**
 * The address of a filter; what is as usual is left out, so that addresses stay short.
 *
 * @param others what else the address says; kept
 */
export function writeFilter(
  filter: DeviceFilter,
  usual: DeviceOrder = BY_NAME,
  others: URLSearchParams = new URLSearchParams(),
): URLSearchParams {
  const params = new URLSearchParams(others);
  for (const name of OWN) params.delete(name);
  if (filter.search !== '') params.set('search', filter.search);
  if (filter.platform !== null) params.set('platform', filter.platform);
  if (filter.state !== null) params.set('state', filter.state);
  if (filter.expression !== null) params.set('filter', JSON.stringify(filter.expression));
  if (filter.sort !== usual.sort || filter.direction !== usual.direction) {
    params.set('sort', filter.sort);
    params.set('direction', filter.direction);
  }
  return params;
}

/** The filter as the engine wants it, without the page. */
export function queryOf(filter: DeviceFilter) {
  return {
    ...(filter.search.trim() === '' ? {} : { search: filter.search.trim() }),
    ...(filter.platform === null ? {} : { platform: filter.platform }),
    ...(filter.state === null ? {} : { state: filter.state }),
    ...(filter.expression === null ? {} : { filter: filter.expression }),
    sort: filter.sort,
    direction: filter.direction,
  };
}

export function isFiltered(filter: DeviceFilter): boolean {
  return filter.search.trim() !== '' || filter.platform !== null || filter.state !== null || filter.expression !== null;
}

/** The order after a click on a column's head: ascending first, then descending, and so on. */
export function toggledSort(filter: DeviceFilter, sort: DeviceSort): DeviceFilter {
  const direction = filter.sort === sort && filter.direction === 'asc' ? 'desc' : 'asc';
  return { ...filter, sort, direction };
}

/**
 * The filter in the address bar. Changes replace the address: typing a word is not eight steps to go back.
 *
 * @param sort by what this person's list is sorted when the address does not say
 */
export function useDeviceFilter({
  sort,
  direction,
}: DeviceOrder): [DeviceFilter, (change: Partial<DeviceFilter>) => void] {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => readFilter(params, { sort, direction }), [params, sort, direction]);
  const change = useCallback(
    (part: Partial<DeviceFilter>) =>
      setParams(
        (current) => {
          const usual = { sort, direction };
          return writeFilter({ ...readFilter(current, usual), ...part }, usual, current);
        },
        { replace: true },
      ),
    [setParams, sort, direction],
  );
  return [filter, change];
}
