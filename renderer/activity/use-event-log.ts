import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Event, EventFilter, LoggedEvent } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';

const PAGE = 200;
/** New events read at once; when more came in between, the list is read anew. */
const NEWS = 1000;
/** While nobody scrolls, more than this is let go of at the far end; it is read again on scrolling there. */
const KEPT = 2000;

interface Page {
  readonly rows: readonly LoggedEvent[];
  readonly next: number | null;
  /** The number of the newest event there was when this was read. */
  readonly upTo: number;
}

const LATEST = api.events.list.queryOptions({ input: { limit: 1 } });

function latestSeq(): number {
  return queryClient.getQueryData<{ rows: Event[] }>(LATEST.queryKey)?.rows[0]?.seq ?? 0;
}

/**
 * The events a filter finds, newest first: read page by page into the past, and live at the front.
 *
 * @param following whether the viewer stands at the newest; only then the far end may be dropped
 */
export function useEventLog(filter: EventFilter, following: boolean) {
  const latest = useQuery(LATEST);
  const newest = latest.data?.rows[0]?.seq ?? 0;
  const queryKey = ['event-log', filter];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const upTo = latestSeq();
      const input = { ...filter, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) };
      return { ...(await engine.events.search(input, { signal })), upTo };
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    // Without it nobody knows from where on events are new.
    enabled: latest.data !== undefined || latest.isError,
  });

  const upTo = query.data?.pages[0]?.upTo;
  const isLive = filter.until === undefined;
  const reading = useRef<string>(undefined);
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter
  useEffect(() => {
    if (!isLive || upTo === undefined || newest <= upTo || reading.current === key) return;
    reading.current = key;
    engine.events
      .search({ ...filter, after: upTo, limit: NEWS })
      .then((news) => {
        reading.current = undefined;
        if (news.next !== null) return queryClient.resetQueries({ queryKey });
        queryClient.setQueryData<InfiniteData<Page, number | null>>(
          queryKey,
          (data) => data && withNews(data, news.rows, newest, following),
        );
      })
      .catch(() => {
        // The next event, or the line that comes back, asks again.
        reading.current = undefined;
      });
  }, [key, newest, upTo, isLive, following]);

  return { query, isLive, events: query.data?.pages.flatMap((page) => page.rows) };
}

function withNews(
  data: InfiniteData<Page, number | null>,
  news: readonly LoggedEvent[],
  upTo: number,
  mayDrop: boolean,
): InfiniteData<Page, number | null> {
  const [first, ...rest] = data.pages;
  if (first === undefined) return data;
  const top = first.rows[0]?.seq ?? 0;
  const rows = [...news.filter(({ seq }) => seq > top), ...first.rows];
  if (mayDrop && rows.length > KEPT) {
    const kept = rows.slice(0, KEPT / 2);
    return { pages: [{ rows: kept, next: kept.at(-1)?.seq ?? null, upTo }], pageParams: data.pageParams.slice(0, 1) };
  }
  return { ...data, pages: [{ ...first, rows, upTo }, ...rest] };
}
