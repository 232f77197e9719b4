import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { commandLabel } from '../../shared/catalogue/command-facts.ts';
import type { QueueFilter, QueueSort } from '../../shared/contract/command-queue.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { CommandState, Store } from '../store/index.ts';
import { isRare, matches } from './queue-filter.ts';

/*
 * Pages of the queue in any order. Where many commands stand alike (same type, state or device) the newest comes first.
 * A cursor holds what the last row was ordered by, not only its id: the row may have changed since.
 */

export interface QueueOrder {
  sort: QueueSort;
  direction: 'asc' | 'desc';
  /** Request types in the order their names have for whoever looks; others follow by their English names. */
  typeOrder?: readonly string[] | undefined;
}

/** The way of a command, as people follow it: what waits first, what ended badly before what ended well. */
const STATE_ORDER: readonly CommandState[] = [
  'queued',
  'sent',
  'not-now',
  'error',
  'format-error',
  'unanswered',
  'expired',
  'cancelled',
  'superseded',
  'acknowledged',
];

/** Where a page ended: the group or value it had come to, and the command; a device's place is its name and its id. */
const cursorShape = z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.string()]);
type Cursor = Readonly<z.infer<typeof cursorShape>>;
/** A row of the order: the command and where it stands. */
interface Placed {
  id: string;
  cursor: Cursor;
}

/**
 * Ids of one page, in order, and where the next begins; `next` is null after the last.
 *
 * @param after the `next` of the page before, asked with the same filter and order
 * @throws CartwrightError `bad-request` when `after` is none of ours
 */
export function queuePage(
  store: Store,
  filter: QueueFilter,
  order: QueueOrder,
  { after, limit }: { after?: string | undefined; limit: number },
): { ids: string[]; next: string | null } {
  const from = after === undefined ? undefined : readCursor(after);
  const found = ORDERS[order.sort](store, filter, order, from, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const more = found.length > limit && last !== undefined;
  return { ids: page.map(({ id }) => id), next: more ? writeCursor(last.cursor) : null };
}

type Read = (store: Store, filter: QueueFilter, order: QueueOrder, from: Cursor | undefined, most: number) => Placed[];

const ORDERS: Readonly<Record<QueueSort, Read>> = {
  queued(store, filter, { direction }, from, most) {
    return store
      .all((db) => {
        let query = db
          .selectFrom('command as c')
          .select('c.id')
          .where((e) => matches(e, filter));
        if (from !== undefined) query = query.where('c.id', direction === 'asc' ? '>' : '<', from[0]);
        return query.orderBy('c.id', direction).limit(most);
      })
      .map(({ id }) => ({ id, cursor: [id, null, ''] }));
  },

  changed(store, filter, { direction }, from, most) {
    const [id, at] = from ?? [];
    return store
      .all((db) => {
        let query = db
          .selectFrom('command as c')
          .select(['c.id', 'c.stateAt'])
          .where((e) => matches(e, filter));
        if (id !== undefined && typeof at === 'number') {
          const beyond = sql.raw(direction === 'asc' ? '>' : '<');
          query = query.where(sql<SqlBool>`(c."stateAt", c."id") ${beyond} (${at}, ${id})`);
        }
        return query.orderBy('c.stateAt', direction).orderBy('c.id', direction).limit(most);
      })
      .map((row) => ({ id: row.id, cursor: [row.id, row.stateAt, ''] }));
  },

  state(store, filter, { direction }, from, most) {
    const wanted = new Set(filter.states ?? STATE_ORDER);
    const states = STATE_ORDER.filter((state) => wanted.has(state));
    return grouped(direction === 'asc' ? states : states.reverse(), from, most, (state, before, count) =>
      newest(store, { ...filter, states: [state] }, before, count),
    );
  },

  command(store, filter, { direction, typeOrder = [] }, from, most) {
    const wanted = filter.requestTypes === undefined ? undefined : new Set(filter.requestTypes);
    const types = typesByName(store, typeOrder).filter((type) => wanted?.has(type) ?? true);
    return grouped(direction === 'asc' ? types : types.reverse(), from, most, (type, before, count) =>
      newest(store, { ...filter, requestTypes: [type] }, before, count),
    );
  },

  device(store, filter, { direction }, from, most) {
    // Devices without a name stand after all others, or before them when the order is turned around.
    const [id, name, deviceId] = from ?? [];
    const parts: Part[] = direction === 'asc' ? ['named', 'unnamed'] : ['unnamed', 'named'];
    const found: Placed[] = [];
    const current = name === undefined ? undefined : name === null ? 'unnamed' : 'named';
    for (const part of parts.slice(current === undefined ? 0 : parts.indexOf(current))) {
      const here = part === current && id !== undefined && deviceId !== undefined;
      const place = here ? { id, name: name === null ? null : String(name), deviceId } : undefined;
      if (found.length < most) found.push(...ofDevices(store, filter, direction, part, place, most - found.length));
    }
    return found;
  },
};

/** The newest of what a filter finds, from a command on. */
function newest(store: Store, filter: QueueFilter, before: string | undefined, most: number): string[] {
  return store
    .all((db) => {
      let query = db
        .selectFrom('command as c')
        .select('c.id')
        .where((e) => matches(e, filter));
      if (before !== undefined) query = query.where('c.id', '<', before);
      return query.orderBy('c.id', 'desc').limit(most);
    })
    .map(({ id }) => id);
}

/** Group after group until there is enough: each is one step in an index, however many commands there are. */
function grouped<T extends string>(
  groups: readonly T[],
  from: Cursor | undefined,
  most: number,
  read: (group: T, before: string | undefined, most: number) => string[],
): Placed[] {
  const found: Placed[] = [];
  const start = from === undefined ? 0 : groups.indexOf(from[1] as T);
  // The group of the cursor is gone (no such command is left): nothing says where to go on.
  for (const group of start < 0 ? [] : groups.slice(start)) {
    if (found.length >= most) break;
    const before = from !== undefined && group === from[1] ? from[0] : undefined;
    for (const id of read(group, before, most - found.length)) found.push({ id, cursor: [id, group, ''] });
  }
  return found;
}

/** Every type there is a command of, in the order of names. */
function typesByName(store: Store, typeOrder: readonly string[]): string[] {
  const types = store
    .all((db) =>
      // From one type to the next in the index, rather than through all commands.
      db
        .withRecursive('t(type)', (cte) =>
          cte
            .selectFrom('command')
            .select((e) => e.fn.min<string | null>('requestType').as('type'))
            .unionAll(
              cte
                .selectFrom('t')
                .select(
                  sql<string | null>`(select min("requestType") from "command" where "requestType" > t."type")`.as(
                    'type',
                  ),
                )
                .where('t.type', 'is not', null),
            ),
        )
        .selectFrom('t')
        .select('t.type'),
    )
    .flatMap(({ type }) => type ?? []);
  const places = new Map(typeOrder.map((type, index) => [type, index]));
  const place = (type: string): number => places.get(type) ?? typeOrder.length;
  return types.sort((a, b) => place(a) - place(b) || commandLabel(a).localeCompare(commandLabel(b), 'en'));
}

type Part = 'named' | 'unnamed';

/** Commands by the names of their devices, of those that have one or of those that have none. */
function ofDevices(
  store: Store,
  filter: QueueFilter,
  direction: 'asc' | 'desc',
  part: Part,
  from: { id: string; name: string | null; deviceId: string } | undefined,
  most: number,
): Placed[] {
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  return store
    .all((db) => {
      // A filter that finds few is where to begin; else the devices are walked in order, and their commands with them.
      const commands = isRare(filter)
        ? db.selectFrom('command as c').innerJoin('device as d', 'd.id', 'c.deviceId')
        : db.selectFrom('device as d').crossJoin('command as c').whereRef('c.deviceId', '=', 'd.id');
      let query = commands
        .select(['c.id', 'c.deviceId', 'd.nameOrder'])
        .where('d.nameOrder', part === 'named' ? 'is not' : 'is', null)
        .where((e) => matches(e, filter));
      if (from !== undefined) {
        const { id, name, deviceId } = from;
        const later = sql<SqlBool>`d."id" ${beyond} ${deviceId} or (d."id" = ${deviceId} and c."id" < ${id})`;
        query =
          name === null
            ? query.where(sql<SqlBool>`(${later})`)
            : query
                .where('d.nameOrder', direction === 'asc' ? '>=' : '<=', name)
                .where(sql<SqlBool>`(d."nameOrder" <> ${name} or ${later})`);
      }
      if (part === 'named') query = query.orderBy('d.nameOrder', direction);
      return query.orderBy('d.id', direction).orderBy('c.id', 'desc').limit(most);
    })
    .map(({ id, deviceId, nameOrder }) => ({ id, cursor: [id, nameOrder, deviceId] }));
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const read = cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (read.success) return read.data;
  } catch {
    // Said below.
  }
  throw new CartwrightError('bad-request', 'This is no place in the queue. Use the “next” of the page before.');
}
