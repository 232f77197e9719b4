import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { type DeviceFilter, queryOf } from './device-filter.ts';

/** Rows read at a time. */
export const PAGE_SIZE = 200;

/** The largest number of devices one action may be for. */
export const MAX_SELECTION = 10_000;

function pageOptions(filter: DeviceFilter, page: number, limit = PAGE_SIZE) {
  return api.devices.list.queryOptions({ input: { ...queryOf(filter), offset: page * limit, limit } });
}

/** The first page: how many devices there are, and whether the list can be read at all. */
export function useFirstPage(filter: DeviceFilter) {
  return useQuery({ ...pageOptions(filter, 0), placeholderData: keepPreviousData });
}

/** Pages (other than the first) that rows `first` to `last` lie on. */
export function pagesBetween(first: number, last: number): number[] {
  const pages: number[] = [];
  for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page++) {
    if (page > 0) pages.push(page);
  }
  return pages;
}

/**
 * The rows of a window into the list.
 *
 * @returns the row at an index, or undefined while its page is on its way
 */
export function useRows(
  filter: DeviceFilter,
  firstPage: readonly DeviceRow[],
  first: number,
  last: number,
): (index: number) => DeviceRow | undefined {
  const pages = pagesBetween(first, last);
  const answers = useQueries({ queries: pages.map((page) => pageOptions(filter, page)) });
  return (index) => {
    const page = Math.floor(index / PAGE_SIZE);
    const rows = page === 0 ? firstPage : answers[pages.indexOf(page)]?.data?.rows;
    return rows?.[index % PAGE_SIZE];
  };
}

/** All devices from one index to another (both included), up to the most an action may be for. */
export async function readRange(filter: DeviceFilter, from: number, to: number): Promise<DeviceRow[]> {
  const rows: DeviceRow[] = [];
  const begin = Math.min(from, to);
  const end = Math.min(Math.max(from, to), begin + MAX_SELECTION - 1);
  for (let page = Math.floor(begin / PAGE_SIZE); page <= Math.floor(end / PAGE_SIZE); page++) {
    const answer = await queryClient.fetchQuery(pageOptions(filter, page));
    const skip = page * PAGE_SIZE;
    rows.push(...answer.rows.filter((_, index) => skip + index >= begin && skip + index <= end));
    if (answer.rows.length < PAGE_SIZE) break;
  }
  return rows;
}
