import { sql } from 'kysely';
import type { CommandTimeline, QueueFilter, QueueRow } from '../../shared/contract/command-queue.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { CommandState, Store } from '../store/index.ts';
import { COMMAND_COLUMNS, type CommandQueries } from './queries.ts';
import { matches } from './queue-filter.ts';
import { type QueueOrder, queuePage } from './queue-pages.ts';
import { isFinal, isWaiting } from './state.ts';
import { type TimelineEvent, timelineOf } from './timeline.ts';

/** Failures of one kind. */
export interface FailureGroup {
  requestType: string;
  state: CommandState;
  errorDomain: string | null;
  errorCode: number | null;
  errorSummary: string | null;
  count: number;
  lastAt: number;
}

/** The queue of all devices, and the way of one command. */
export interface QueueView {
  /** Newest first unless asked otherwise; `after` is the `next` of the page before. @throws CartwrightError `bad-request` */
  listAll(query: QueueFilter & Partial<QueueOrder> & { after?: string | undefined; limit: number }): {
    rows: QueueRow[];
    next: string | null;
  };
  /** Ids of what a filter matches, newest first. */
  idsOf(filter: QueueFilter, limit: number): string[];
  /** @throws CartwrightError `not-found` */
  timeline(commandId: string): CommandTimeline;
  summary(since: number): {
    open: { queued: number; sent: number; notNow: number };
    failures: FailureGroup[];
  };
}

const MOST_EVENTS = 500;
/** Put aside at each wake-up of a year, and more. */
const MOST_DEFERRALS = 2000;
const MOST_GROUPS = 200;
/** Commands live long: what ended lately may have been queued this much earlier. */
const LONGEST_LIFE = 100 * 86_400_000;

const COLUMNS = [
  ...COMMAND_COLUMNS,
  'd.serialNumber',
  'c.errorDomain',
  'c.errorCode',
  'c.retryOf',
  'c.secretId',
  's.id as keptSecretId',
] as const;

export function openQueueView({ store, queries }: { store: Store; queries: CommandQueries }): QueueView {
  return {
    listAll({ sort = 'queued', direction = 'desc', typeOrder, after, limit, ...filter }) {
      const { ids, next } = queuePage(store, filter, { sort, direction, typeOrder }, { after, limit });
      if (ids.length === 0) return { rows: [], next };
      const found = store.all((db) =>
        db
          .selectFrom('command as c')
          .leftJoin('device as d', 'd.id', 'c.deviceId')
          .leftJoin('secret as s', 's.id', 'c.secretId')
          .select(COLUMNS)
          .where('c.id', 'in', ids),
      );
      const byId = new Map(
        found.map(({ secretId, keptSecretId, ...row }): [string, QueueRow] => [
          row.id,
          {
            ...row,
            canCancel: isWaiting(row.state),
            canRetry: isFinal(row.state) && (secretId === null || keptSecretId !== null),
          },
        ]),
      );
      return { rows: ids.flatMap((id) => byId.get(id) ?? []), next };
    },

    idsOf: (filter, limit) =>
      store
        .all((db) =>
          db
            .selectFrom('command as c')
            .select('c.id')
            .where((e) => matches(e, filter))
            .orderBy('c.id', 'desc')
            .limit(limit),
        )
        .map(({ id }) => id),

    timeline(commandId) {
      const command = queries.getCommand(commandId);
      const more = store.get((db) =>
        db
          .selectFrom('command as c')
          .leftJoin('enrollment as e', 'e.id', 'c.enrollmentId')
          .select(['c.retryOf', 'c.expiresAt', 'c.sentInVain', 'e.nextWakeAt'])
          .where('c.id', '=', commandId),
      );
      if (more === undefined) throw new CartwrightError('not-found', 'There is no such command.');
      const retry = store.get((db) =>
        db
          .selectFrom('command')
          .select(['id', 'queuedAt as at', 'queuedBy as by'])
          .where('retryOf', '=', commandId)
          .orderBy('id', 'desc')
          .limit(1),
      );
      const over = isFinal(command.state) ? command.stateAt : store.clock.now();
      const wakeUps = store.all((db) =>
        db
          .selectFrom('wakeUp')
          .select(['sentAt as at', 'attempt', 'status', 'reason'])
          .where('enrollmentId', '=', command.enrollmentId)
          .where('sentAt', '>=', command.queuedAt)
          .where('sentAt', '<=', over)
          .orderBy('sentAt', 'desc')
          .limit(MOST_EVENTS),
      );
      const deferrals = store.all((db) =>
        db
          .selectFrom('event')
          .select(['at', 'type', 'actor', 'data'])
          .where('commandId', '=', commandId)
          .where('type', '=', sql.lit('command.not-now'))
          .orderBy('at', 'desc')
          .limit(MOST_DEFERRALS),
      );
      const others = store
        .all((db) =>
          db
            .selectFrom('event')
            .select(['at', 'type', 'actor', 'data'])
            .where('deviceId', '=', command.deviceId)
            .where('type', '<>', 'command.not-now')
            .where((e) =>
              e.or([
                e('commandId', '=', commandId),
                e.and([e('enrollmentId', '=', command.enrollmentId), e('type', 'like', 'push.%')]),
              ]),
            )
            .orderBy('seq', 'desc')
            .limit(MOST_EVENTS),
        )
        .reverse();
      const events = [...deferrals.reverse(), ...others].map(
        (row): TimelineEvent => ({ ...row, data: JSON.parse(row.data) as TimelineEvent['data'] }),
      );
      return {
        command,
        entries: timelineOf({
          command,
          events,
          wakeUps,
          retriedBy: retry,
        }),
        expected: isFinal(command.state)
          ? null
          : { nextWakeAt: more.nextWakeAt, expiresAt: more.expiresAt, sentInVain: more.sentInVain },
        retryOf: more.retryOf,
        retriedBy: retry?.id ?? null,
      };
    },

    summary(since) {
      const open = { queued: 0, sent: 0, notNow: 0 };
      const states = store.all((db) =>
        db
          .selectFrom('command')
          .select(['state', (e) => e.fn.countAll<number>().as('count')])
          .where('open', '=', sql.lit<1>(1))
          .groupBy('state'),
      );
      for (const { state, count } of states) {
        if (state === 'queued' || state === 'sent') open[state] = count;
        else if (state === 'not-now') open.notNow = count;
      }
      const failures = store.all((db) =>
        db
          .selectFrom('command as c')
          .select([
            'c.requestType',
            'c.state',
            'c.errorDomain',
            'c.errorCode',
            (e) => e.fn.max('c.errorSummary').as('errorSummary'),
            (e) => e.fn.countAll<number>().as('count'),
            (e) => e.fn.max<number>('c.stateAt').as('lastAt'),
          ])
          .where((e) => matches(e, { failed: true, since: since - LONGEST_LIFE }))
          .where('c.stateAt', '>=', since)
          .groupBy(['c.requestType', 'c.state', 'c.errorDomain', 'c.errorCode'])
          .orderBy('count', 'desc')
          .limit(MOST_GROUPS),
      );
      return { open, failures };
    },
  };
}
