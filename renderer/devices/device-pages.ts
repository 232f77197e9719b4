import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { type DeviceFilter, queryOf } from './device-filter.ts';

/** Rows read at a time. */
export const PAGE_SIZE = 200;

/** Pages that are only passed by are not read: scrolling rests this long first. */
const REST_MS = 70;
/** The page after the one that is shown is read this long after it. */
const NEXT_MS = 150;

/** What of which devices is read. */
export interface ListQuery {
  readonly filter: DeviceFilter;
  /** Fields besides those every row carries. */
  readonly columns: readonly string[];
}

function pageOptions({ filter, columns }: ListQuery, page: number) {
  const more = columns.length === 0 ? {} : { columns: [...columns] };
  return api.devices.list.queryOptions({
    input: { ...queryOf(filter), ...more, offset: page * PAGE_SIZE, limit: PAGE_SIZE },
  });
}

/** The first page: how many devices there are, and whether the list can be read at all. */
export function useFirstPage(query: ListQuery, enabled: boolean) {
  return useQuery({ ...pageOptions(query, 0), placeholderData: keepPreviousData, enabled });
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
 * The rows of a window into the list of `total`. A page is read at once after a rest, else once scrolling rests on it,
 * and given up when it is left before it came; rows that were read once are there at once.
 *
 * @returns the row at an index, or undefined while its page is on its way
 */
export function useRows(
  query: ListQuery,
  firstPage: readonly DeviceRow[],
  { first, last, total }: { first: number; last: number; total: number },
): (index: number) => DeviceRow | undefined {
  const wanted = pagesBetween(first, last).join();
  const resting = useRested(wanted) === wanted;
  const pages = useMemo(() => (wanted === '' ? [] : wanted.split(',').map(Number)), [wanted]);
  // The same array for as long as nothing else is wanted: making observers ready is dear, and this is called for each frame.
  const queries = useMemo(
    () => pages.map((page) => ({ ...pageOptions(query, page), enabled: resting })),
    [pages, query, resting],
  );
  const answers = useQueries({ queries });
  useNextPage(query, total, pages.length === 0 ? 0 : Math.max(...pages), resting);
  return (index) => {
    const page = Math.floor(index / PAGE_SIZE);
    const rows = page === 0 ? firstPage : answers[pages.indexOf(page)]?.data?.rows;
    return rows?.[index % PAGE_SIZE];
  };
}

/** What was wanted last for long enough: at once after a rest, else when it has rested. */
function useRested(wanted: string): string {
  const kept = useRef({ wanted, rested: wanted, since: 0 });
  const [, draw] = useState(0);
  if (kept.current.wanted !== wanted) {
    const now = performance.now();
    const rested = now - kept.current.since >= REST_MS ? wanted : kept.current.rested;
    kept.current = { wanted, rested, since: now };
  }
  useEffect(() => {
    if (kept.current.rested === wanted) return undefined;
    const timer = setTimeout(() => {
      kept.current.rested = wanted;
      draw((count) => count + 1);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return kept.current.rested;
}

/** Reads the page after the one that is shown, so that who goes on scrolling finds rows rather than grey lines. */
function useNextPage(query: ListQuery, total: number, page: number, resting: boolean): void {
  const next = page + 1;
  const due = resting && next * PAGE_SIZE < total;
  useEffect(() => {
    if (!due) return undefined;
    // The rows on screen come first.
    const timer = setTimeout(() => void queryClient.prefetchQuery(pageOptions(query, next)), NEXT_MS);
    return () => clearTimeout(timer);
  }, [query, next, due]);
}

/** Ids of the devices from one index to another, both included: of rows that are here at once, else as the engine has them. */
export async function readIds(query: ListQuery, from: number, to: number): Promise<readonly string[]> {
  const begin = Math.min(from, to);
  const end = Math.max(from, to);
  const here: string[] = [];
  for (const page of [...new Set([0, ...pagesBetween(begin, end)])]) {
    if (page < Math.floor(begin / PAGE_SIZE)) continue;
    const rows = queryClient.getQueryData(pageOptions(query, page).queryKey)?.rows;
    if (rows === undefined) return (await engine.devices.ids(queryOf(query.filter))).ids.slice(begin, end + 1);
    here.push(
      ...rows
        .filter((_, index) => page * PAGE_SIZE + index >= begin && page * PAGE_SIZE + index <= end)
        .map(({ id }) => id),
    );
  }
  return here;
}

/** What is known here of some devices: the rows among those that were read. */
export function knownRows(ids: ReadonlySet<string>): DeviceRow[] {
  const found = new Map<string, DeviceRow>();
  for (const [, page] of queryClient.getQueriesData<{ rows: DeviceRow[] }>({ queryKey: api.devices.list.key() })) {
    for (const row of page?.rows ?? []) if (ids.has(row.id)) found.set(row.id, row);
  }
  return [...ids].flatMap((id) => found.get(id) ?? []);
}
