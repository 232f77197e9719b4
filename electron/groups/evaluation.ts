import { type RawBuilder, sql } from 'kysely';
import { type AttributeShape, deviceField } from '../../shared/contract/device-fields.ts';
import {
  type DeviceFilter,
  type FilterCondition,
  SPAN_MS,
  type TimeSpan,
} from '../../shared/contract/device-filter.ts';
import { columnOf, filterSql } from '../inventory/index.ts';
import type { Statement, Store } from '../store/index.ts';
import { type Definition, inLevels } from './definitions.ts';

/** Groups whose conditions are asked for in one statement: their truths come as the bits of one number. */
const PER_STATEMENT = 40;
/** A statement has 32,766 parameters at most, and a value may be needed twice. */
const MOST_VALUES = 12_000;

/** What one device is in of some groups, and when that may change by itself. */
interface Batch {
  readonly groups: readonly Definition[];
  readonly times: number;
  readonly statement: Statement<{ id: string; now: number }, Answers>;
}
type Answers = { bits: number } & Record<`t${number}`, number | null>;

/** One device of a sweep: whether the group's filter finds it, whether it is in the group, when that may change. */
export interface Swept {
  readonly id: string;
  readonly holds: number;
  readonly member: number;
  readonly nextAt: number | null;
}

/** All smart groups, compiled. */
export interface Evaluation {
  /** In the order to work them out: a group comes after those it asks for. */
  readonly definitions: readonly Definition[];
  /** Groups whose filters ask for this one. */
  askingFor(groupId: string): readonly string[];
  /**
   * Works one device out. `found` is told each group with whether the device belongs to it, in order, so that what it
   * writes counts for the groups that follow.
   *
   * @returns when that may change by itself, milliseconds; undefined when never, null when there is no such device
   */
  device(id: string, now: number, found: (group: Definition, holds: boolean) => void): number | undefined | null;
  /** The next devices in the order of their ids, as one group sees them. */
  slice(group: Definition, after: string, limit: number, now: number): Swept[];
}

/** A choice that is no longer offered finds nobody, and is no reason to stop. */
const lenient = (attributes: readonly AttributeShape[]): AttributeShape[] =>
  attributes.map((one) => (one.type === 'choice' ? { ...one, type: 'text' } : one));

/** Who a group is about: its filter, on devices that are managed unless others count, too. */
export function memberSql(
  { filter, ended }: Pick<Definition, 'filter' | 'ended'>,
  now: number,
  attributes: readonly AttributeShape[],
): RawBuilder<boolean> {
  const found = filterSql(filter, now, attributes);
  return ended ? found : sql<boolean>`("device"."state" <> 'ended' and ${found})`;
}

/**
 * Compiles the filters of all groups once.
 *
 * @param onBroken hears of a group whose filter cannot be used any more; its members stay as they are
 */
export function compileGroups(
  store: Store,
  definitions: readonly Definition[],
  known: readonly AttributeShape[],
  onBroken: (group: Definition, error: unknown) => void,
): Evaluation {
  const attributes = lenient(known);
  const usable = definitions.filter((group) => {
    try {
      memberSql(group, 0, attributes);
      return true;
    } catch (error) {
      onBroken(group, error);
      return false;
    }
  });
  const levels = inLevels(usable);
  const statements = levels.flatMap(batches).map((groups) => batchOf(store, groups, attributes));
  const asking = new Map<string, string[]>();
  for (const { id, groups } of usable)
    for (const asked of groups) asking.set(asked, [...(asking.get(asked) ?? []), id]);
  const slices = new Map<string, (after: string, limit: number, now: number) => Swept[]>();

  return {
    definitions: levels.flat(),
    askingFor: (groupId) => asking.get(groupId) ?? [],

    device(id, now, found) {
      let next = Number.POSITIVE_INFINITY;
      for (const { groups, times, statement } of statements) {
        const answers = statement.get({ id, now });
        if (answers === undefined) return null;
        let bits = answers.bits;
        for (const group of groups) {
          found(group, bits % 2 === 1);
          bits = Math.floor(bits / 2);
        }
        for (let index = 0; index < times; index++) next = Math.min(next, answers[`t${index}`] ?? next);
      }
      return Number.isFinite(next) ? next : undefined;
    },

    slice(group, after, limit, now) {
      let slice = slices.get(group.id);
      if (slice === undefined) {
        slice = sliceOf(store, group, attributes);
        slices.set(group.id, slice);
      }
      return slice(after, limit, now);
    },
  };
}

function batchOf(store: Store, groups: readonly Definition[], attributes: readonly AttributeShape[]): Batch {
  const times = new Set(groups.flatMap(({ filter }) => timeConditions(filter)));
  const statement = store.statement<{ id: string; now: number }, Answers>((db, p) => {
    const bits = groups.map(
      (group, index) => sql`coalesce(${memberSql(group, p.now, attributes)}, 0) * ${sql.lit(2 ** index)}`,
    );
    return db
      .selectFrom('device')
      .select(sql<number>`${sql.join(bits, sql` + `)}`.as('bits'))
      .select([...times].map((time, index) => changeSql(time, p.now, attributes).as(`t${index}`)))
      .where('device.id', '=', p.id) as never;
  });
  return { groups, times: times.size, statement };
}

function sliceOf(store: Store, group: Definition, attributes: readonly AttributeShape[]) {
  const times = [...new Set(timeConditions(group.filter))];
  const statement = store.statement<
    { after: string; limit: number; now: number },
    Omit<Swept, 'nextAt'> & Record<`t${number}`, number | null>
  >(
    (db, p) =>
      db
        .selectFrom('device')
        .select('device.id')
        .select(sql<number>`coalesce(${memberSql(group, p.now, attributes)}, 0)`.as('holds'))
        .select(
          sql<number>`exists (select 1 from "groupMember" m where m."groupId" = ${group.id} and m."deviceId" = "device"."id")`.as(
            'member',
          ),
        )
        .select(times.map((time, index) => changeSql(time, p.now, attributes).as(`t${index}`)))
        .where('device.id', '>', p.after)
        .orderBy('device.id')
        .limit(p.limit) as never,
  );
  return (after: string, limit: number, now: number): Swept[] =>
    statement.all({ after, limit, now }).map((row) => {
      const next = times.reduce(
        (least, _, index) => Math.min(least, row[`t${index}`] ?? least),
        Number.POSITIVE_INFINITY,
      );
      return { id: row.id, holds: row.holds, member: row.member, nextAt: Number.isFinite(next) ? next : null };
    });
}

/** A part of a filter that becomes true or false by time alone: one text for each field, way and span. */
type TimeCondition = string;

function timeConditions(filter: DeviceFilter): TimeCondition[] {
  if ('all' in filter) return filter.all.flatMap(timeConditions);
  if ('any' in filter) return filter.any.flatMap(timeConditions);
  if ('not' in filter) return timeConditions(filter.not);
  const { field, operator, value } = filter;
  if (operator !== 'withinLast' && operator !== 'notWithinLast' && operator !== 'withinNext') return [];
  const { amount, unit } = value as TimeSpan;
  const way = operator === 'withinNext' ? 'next' : 'last';
  return [JSON.stringify([field, way, amount * SPAN_MS[unit]])];
}

/** When such a part changes next, as SQL; null when never. */
function changeSql(time: TimeCondition, now: number, attributes: readonly AttributeShape[]): RawBuilder<number | null> {
  const [fieldId, way, span] = JSON.parse(time) as [string, 'last' | 'next', number];
  const field = deviceField(fieldId, attributes);
  if (field === undefined) return sql`null`;
  const at = columnOf(field);
  // Within the last span: from that time on until the span is over. Within the next: from a span before until then.
  const [begins, ends] = way === 'last' ? [sql`${at}`, sql`${at} + ${span}`] : [sql`${at} - ${span}`, sql`${at}`];
  return sql`case when ${begins} > ${now} then ${begins} when ${ends} >= ${now} then ${ends} + 1 end`;
}

/** What filters look at, for the triggers that watch it: see `GroupWatchTable`. Pure. */
export function watchesOf(
  definitions: readonly Definition[],
): { field: string; span: number | null; at: number | null }[] {
  const found = new Map<string, { field: string; span: number | null; at: number | null }>();
  const add = (field: string, span: number | null = null, at: number | null = null): void => {
    found.set(JSON.stringify([field, span, at]), { field, span, at });
  };
  const condition = ({ field, operator, value }: FilterCondition): void => {
    if (field !== 'lastSeenAt') add(field);
    else if (operator === 'withinLast' || operator === 'notWithinLast') {
      const { amount, unit } = value as TimeSpan;
      add(field, amount * SPAN_MS[unit]);
    } else if (typeof value === 'number') add(field, null, value);
    // Always: what comes next counts from when the device is seen.
    else add(field, operator === 'withinNext' ? -1 : null);
  };
  const visit = (filter: DeviceFilter): void => {
    if ('all' in filter) filter.all.forEach(visit);
    else if ('any' in filter) filter.any.forEach(visit);
    else if ('not' in filter) visit(filter.not);
    else condition(filter);
  };
  for (const { filter } of definitions) visit(filter);
  return [...found.values()];
}

/** Groups in parts that fit into a statement each. Pure. */
function batches(groups: readonly Definition[]): Definition[][] {
  const found: Definition[][] = [];
  let values = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const more = valuesIn(group.filter);
    const current = found.at(-1);
    if (current === undefined || current.length >= PER_STATEMENT || values + more > MOST_VALUES) {
      found.push([group]);
      values = more;
    } else {
      current.push(group);
      values += more;
    }
  }
  return found;
}

function valuesIn(filter: DeviceFilter): number {
  if ('not' in filter) return valuesIn(filter.not);
  if ('field' in filter) return Array.isArray(filter.value) ? filter.value.length : 1;
  return ('all' in filter ? filter.all : filter.any).reduce((sum, each) => sum + valuesIn(each), 0);
}
