import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import {
  type AttributeShape,
  attributeOf,
  DEVICE_FIELDS,
  type DeviceField,
  deviceField,
  isCustom,
} from '../../shared/contract/device-fields.ts';
import { checkFilter, deviceFilter, type FilterCondition, OPERATORS_OF } from '../../shared/contract/device-filter.ts';
import type { DeviceQuery, DeviceSearch, DeviceFilter as Expression, FieldValue } from '../../shared/contract/index.ts';
import { parseFilterText } from '../../shared/filter-text/index.ts';

export type DeviceSort = DeviceQuery['sort'];

/** What of the devices the list shows, and in which order; all of it in the address, so that it can be linked to. */
export interface DeviceFilter {
  readonly search: string;
  /** A filter as data, as the builder makes it and charts and alerts link to. */
  readonly expression: Expression | null;
  /** Shows devices that are no longer managed, too. */
  readonly ended: boolean;
  readonly sort: DeviceSort;
  readonly direction: 'asc' | 'desc';
}

const SORTS: ReadonlySet<string> = new Set(DEVICE_FIELDS.flatMap(({ id, column }) => (column ? [id] : [])));

/** The order of a list when its address does not say. */
export type DeviceOrder = Pick<DeviceFilter, 'sort' | 'direction'>;
export const BY_NAME: DeviceOrder = { sort: 'name', direction: 'asc' };

/** What the filter in an address is: nothing, a filter, or something that is none, with the reason. */
type AddressFilter = { expression: Expression | null; problem?: undefined } | { expression: null; problem: string };

function addressFilter(text: string | null): AddressFilter {
  if (text === null || text.trim() === '') return { expression: null };
  if (!text.trimStart().startsWith('{')) {
    const parsed = parseFilterText(text);
    return parsed.ok ? { expression: parsed.filter } : { expression: null, problem: parsed.problem.message };
  }
  try {
    const read = deviceFilter.safeParse(JSON.parse(text));
    return read.success ? { expression: read.data } : { expression: null, problem: '' };
  } catch {
    return { expression: null, problem: '' };
  }
}

/** Short forms that links may use, as conditions. */
function shortForms(params: URLSearchParams): Expression[] {
  return (['platform', 'family', 'state'] as const).flatMap((field) => {
    const value = params.get(field);
    return value !== null && deviceField(field)?.values?.includes(value) === true
      ? [{ field, operator: 'is' as const, value }]
      : [];
  });
}

/**
 * Why the filter in an address cannot be used; undefined when it can, and when there is none.
 *
 * @param attributes undefined while they are not known: their fields are taken on trust then
 */
export function addressProblem(
  params: URLSearchParams,
  attributes: readonly AttributeShape[] | undefined,
): string | undefined {
  const { expression, problem } = addressFilter(params.get('filter'));
  if (problem !== undefined) return problem;
  if (expression === null) return undefined;
  return checkFilter(expression, attributes ?? []).find(
    ({ code }) => attributes !== undefined || code !== 'unknown-field',
  )?.message;
}

/** Conditions that hold together as one filter; null for none. */
export function together(parts: readonly (Expression | null)[]): Expression | null {
  const [first, ...rest] = parts.filter((part) => part !== null);
  if (first === undefined) return null;
  if (rest.length === 0) return first;
  return { all: [first, ...rest].flatMap((part) => ('all' in part ? part.all : [part])) };
}

/** The filter an address holds; what it does not understand is left out. */
export function readFilter(params: URLSearchParams, usual: DeviceOrder = BY_NAME): DeviceFilter {
  const sort = params.get('sort');
  const sorted = sort !== null && (SORTS.has(sort) || attributeOf(sort) !== undefined);
  return {
    search: (params.get('search') ?? '').slice(0, 200),
    expression: together([addressFilter(params.get('filter')).expression, ...shortForms(params)]),
    ended: params.get('ended') === '1',
    ...(sorted ? { sort, direction: params.get('direction') === 'desc' ? 'desc' : 'asc' } : usual),
  };
}

const OWN = ['search', 'platform', 'family', 'state', 'filter', 'ended', 'sort', 'direction'];

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
  if (filter.expression !== null) params.set('filter', JSON.stringify(filter.expression));
  if (filter.ended) params.set('ended', '1');
  if (filter.sort !== usual.sort || filter.direction !== usual.direction) {
    params.set('sort', filter.sort);
    params.set('direction', filter.direction);
  }
  return params;
}

const NOT_ENDED: Expression = { field: 'state', operator: 'isNot', value: 'ended' };

function mentionsState(filter: Expression): boolean {
  if ('all' in filter) return filter.all.some(mentionsState);
  if ('any' in filter) return filter.any.some(mentionsState);
  return 'not' in filter ? mentionsState(filter.not) : filter.field === 'state';
}

/** Whether devices no longer managed are left out: unless the switch shows them, or the filter asks about that itself. */
export function hidesEnded({ ended, expression }: Pick<DeviceFilter, 'ended' | 'expression'>): boolean {
  return !ended && (expression === null || !mentionsState(expression));
}

/** The devices whose values a filter chooses from: all but those its list leaves out. */
export function choosableOf(filter: Pick<DeviceFilter, 'ended' | 'expression'>): DeviceSearch {
  return hidesEnded(filter) ? { filter: NOT_ENDED } : {};
}

/**
 * The condition that a field has just this value; undefined when the field has no such condition, as dates, sizes and
 * shares have none, or the value cannot stand in one.
 */
export function onlyCondition(field: DeviceField, value: FieldValue): FilterCondition | undefined {
  if (value === null || !OPERATORS_OF[field.type].includes('is')) return undefined;
  const only: FilterCondition = { field: field.id, operator: 'is', value };
  // What an attribute holds fits it already.
  return value === '' || (!isCustom(field) && checkFilter(only, []).length > 0) ? undefined : only;
}

/** What is left out of a list, as a list of its own; null when nothing is. */
export function endedOf(filter: DeviceFilter): DeviceFilter | null {
  if (!hidesEnded(filter)) return null;
  const ended: Expression = { field: 'state', operator: 'is', value: 'ended' };
  return { ...filter, expression: together([filter.expression, ended]) };
}

/** The filter as the engine wants it, without the page. */
export function queryOf(filter: DeviceFilter) {
  const asked = hidesEnded(filter) ? together([filter.expression, NOT_ENDED]) : filter.expression;
  return {
    ...(filter.search.trim() === '' ? {} : { search: filter.search.trim() }),
    ...(asked === null ? {} : { filter: asked }),
    sort: filter.sort,
    direction: filter.direction,
  };
}

export function isFiltered(filter: DeviceFilter): boolean {
  return filter.search.trim() !== '' || filter.expression !== null;
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
