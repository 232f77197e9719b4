import { setImmediate } from 'node:timers/promises';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { categoryOfEvent } from '../../shared/catalogue/event-categories.ts';
import { toneOfEvent } from '../../shared/catalogue/event-tones.ts';
import type { EventFilter, LoggedEvent } from '../../shared/contract/event-log.ts';
import { type Database, hasText, type Store } from '../store/index.ts';
import { csvHeading, csvLine } from './event-csv.ts';

/** The history of everything, searched and written out. */
export interface EventLog {
  /**
   * Newest first. Searching for words reads so much of the history at a time that others need not wait: a page may be
   * short of rows and still have a `next`.
   */
  search(query: EventFilter & { before?: number; after?: number; limit: number }): {
    rows: LoggedEvent[];
    next: number | null;
  };
  /** Oldest first, in pieces of whole lines; what is recorded after the start is left out. */
  export(query: EventFilter & { format: 'csv' | 'jsonl' }): AsyncGenerator<string, void, void>;
}

/** Events read at once where no index helps. */
const WINDOW = 20_000;
const WINDOWS_PER_PAGE = 6;
const PIECE = 5_000;

type Tables = Database & { v: Database['event']; d: Database['device'] };
type Row = Omit<LoggedEvent, 'category' | 'data'> & { data: string };

export function openEventLog(store: Store): EventLog {
  const firstFrom = store.statement<{ seq: number }, { seq: number; at: number }>((db, p) =>
    db.selectFrom('event').select(['seq', 'at']).where('seq', '>=', p.seq).orderBy('seq').limit(1),
  );
  const nextType = store.statement<{ after: string }, { type: string }>((db, p) =>
    db.selectFrom('event').select('type').where('type', '>', p.after).orderBy('type').limit(1),
  );

  /** Number of the first event at or after a time. Numbers and times grow together. */
  const seqAt = (at: number): number => {
    let low = 1;
    let high = store.lastSeq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const event = firstFrom.get({ seq: middle });
      if (event === undefined || event.at >= at) high = middle;
      else low = event.seq + 1;
    }
    return low;
  };

  /** All event types there are, by skipping through the index. */
  const allTypes = (): string[] => {
    const types: string[] = [];
    for (let row = nextType.get({ after: '' }); row !== undefined; row = nextType.get({ after: row.type })) {
      types.push(row.type);
    }
    return types;
  };

  /** The types a filter leaves; undefined when it leaves all. */
  const typesOf = ({ categories, tones, typePrefix }: EventFilter): string[] | undefined => {
    if (categories === undefined && tones === undefined && typePrefix === undefined) return undefined;
    return allTypes().filter(
      (type) =>
        (categories === undefined || categories.includes(categoryOfEvent(type))) &&
        (tones === undefined || tones.includes(toneOfEvent(type))) &&
        type.startsWith(typePrefix ?? ''),
    );
  };

  /** Events numbered from `from` up to but not including `to`. */
  const read = (
    filter: EventFilter,
    types: readonly string[] | undefined,
    range: { from: number; to: number },
    order: { direction: 'asc' | 'desc'; limit: number },
  ): Row[] =>
    store.all((db) => {
      let rows = db
        .selectFrom('event as v')
        .leftJoin('device as d', 'd.id', 'v.deviceId')
        .selectAll('v')
        .select(['d.name as deviceName', 'd.serialNumber'])
        .where('v.seq', '>=', range.from)
        .where('v.seq', '<', range.to)
        .where((e) => matches(e, filter))
        .orderBy('v.seq', order.direction)
        .limit(order.limit);
      if (types?.length === 1) rows = rows.where('v.type', '=', types[0] ?? '');
      else if (types !== undefined) rows = rows.where('v.type', 'in', [...types]);
      return rows;
    });

  const bounds = ({ since, until }: EventFilter): { from: number; to: number } => ({
    from: since === undefined ? 1 : seqAt(since),
    to: until === undefined ? store.lastSeq + 1 : seqAt(until),
  });

  /** The newest of a range. By type each question is answered by its index; together they are put in order again. */
  const newest = (
    filter: EventFilter,
    types: readonly string[] | undefined,
    range: { from: number; to: number },
    limit: number,
  ): Row[] => {
    const order = { direction: 'desc', limit } as const;
    if (types === undefined || filter.deviceId !== undefined) return read(filter, types, range, order);
    return types
      .flatMap((type) => read(filter, [type], range, order))
      .sort((a, b) => b.seq - a.seq)
      .slice(0, limit);
  };

  return {
    search({ before, after, limit, ...filter }) {
      const { from, to } = bounds(filter);
      const least = Math.max(from, (after ?? 0) + 1);
      let upper = Math.min(to, before ?? Number.POSITIVE_INFINITY);
      const types = typesOf(filter);
      if (types?.length === 0) return { rows: [], next: null };
      const found: Row[] = [];
      const byWindow = filter.text !== undefined || filter.actor !== undefined;
      for (let windows = 0; windows < WINDOWS_PER_PAGE && upper > least && found.length < limit; windows++) {
        const lower = byWindow ? Math.max(least, upper - WINDOW) : least;
        const rows = newest(filter, types, { from: lower, to: upper }, limit - found.length);
        const full = rows.length === limit - found.length;
        found.push(...rows);
        upper = full ? (rows.at(-1)?.seq ?? lower) : lower;
      }
      return { rows: found.map(logged), next: upper > least ? upper : null };
    },

    async *export({ format, ...filter }) {
      const { from, to } = bounds(filter);
      const types = typesOf(filter);
      if (format === 'csv') yield csvHeading();
      if (types?.length === 0) return;
      for (let lower = from; lower < to; lower += PIECE) {
        const range = { from: lower, to: Math.min(to, lower + PIECE) };
        const rows = read(filter, types, range, { direction: 'asc', limit: PIECE }).map(logged);
        const text = rows.map((row) => (format === 'csv' ? csvLine(row) : `${JSON.stringify(row)}\n`)).join('');
        if (text !== '') yield text;
        await setImmediate();
      }
    },
  };
}

function matches(
  e: ExpressionBuilder<Tables, 'v' | 'd'>,
  { deviceId, commandId, actor, text }: EventFilter,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = [];
  if (deviceId !== undefined) all.push(e('v.deviceId', '=', deviceId));
  if (commandId !== undefined) all.push(e('v.commandId', '=', commandId));
  if (actor !== undefined) all.push(e('v.actor', '=', actor));
  if (text !== undefined && text !== '') {
    const columns = ['v.type', 'v.actor', 'v.data', 'd.name', 'd.serialNumber'] as const;
    all.push(e.or(columns.map((column) => hasText(sql.ref(column), text))));
  }
  return e.and(all);
}

function logged(row: Row): LoggedEvent {
  return { ...row, data: JSON.parse(row.data) as LoggedEvent['data'], category: categoryOfEvent(row.type) };
}
