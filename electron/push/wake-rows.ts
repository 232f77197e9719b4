import type { NotNull } from 'kysely';
import type { PushState, Store } from '../store/index.ts';
import type { WakePlan, WakeRow } from './wake-plan.ts';

/** An enrollment whose wake-up is due, with where its secrets are. */
export interface DueRow extends WakeRow {
  readonly id: string;
  readonly deviceId: string;
  readonly pushTokenSecretId: string;
  readonly pushMagicSecretId: string;
}

/** What else decides over an enrollment's wake-ups. */
export interface PushRow extends WakeRow {
  readonly id: string;
  readonly deviceId: string;
  readonly state: string;
  readonly topic: string;
  readonly pushState: PushState;
  readonly tokenUpdatedAt: number | null;
}

interface LastPush {
  readonly id: string;
  readonly status: number | null;
  readonly reason: string | null;
  readonly apnsId: string | null;
  /** Which sending this is the outcome of; a later one is not overwritten. */
  readonly sentAt: number;
}

export type WakeRows = ReturnType<typeof openWakeRows>;

/** The statements over the enrollment rows' columns of wake-ups, all by the index of what is due or by id. */
export function openWakeRows(store: Store) {
  const due = store.statement<{ now: number; topic: string; limit: number }, DueRow>((db, p) =>
    db
      .selectFrom('enrollment')
      .select(['id', 'deviceId', 'pushTokenSecretId', 'pushMagicSecretId', 'nextWakeAt', 'wakeAttempts', 'lastPushAt'])
      .where('nextWakeAt', '<=', p.now)
      .where('state', '=', 'enrolled')
      .where('pushState', '=', 'ready')
      .where('topic', '=', p.topic)
      .where('pushTokenSecretId', 'is not', null)
      .where('pushMagicSecretId', 'is not', null)
      .orderBy('nextWakeAt')
      .limit(p.limit)
      .$narrowType<{ pushTokenSecretId: NotNull; pushMagicSecretId: NotNull }>(),
  );
  const next = store.statement<{ topic: string }, { nextWakeAt: number }>((db, p) =>
    db
      .selectFrom('enrollment')
      .select('nextWakeAt')
      .where('nextWakeAt', 'is not', null)
      .where('state', '=', 'enrolled')
      .where('pushState', '=', 'ready')
      .where('topic', '=', p.topic)
      .where('pushTokenSecretId', 'is not', null)
      .where('pushMagicSecretId', 'is not', null)
      .orderBy('nextWakeAt')
      .limit(1)
      .$narrowType<{ nextWakeAt: NotNull }>(),
  );
  const find = store.statement<{ id: string }, PushRow>((db, p) =>
    db
      .selectFrom('enrollment')
      .select([
        'id',
        'deviceId',
        'state',
        'topic',
        'pushState',
        'tokenUpdatedAt',
        'nextWakeAt',
        'wakeAttempts',
        'lastPushAt',
      ])
      .where('id', '=', p.id),
  );
  const plan = store.statement<{ id: string } & WakePlan, never>((db, p) =>
    db.updateTable('enrollment').set({ nextWakeAt: p.nextWakeAt, wakeAttempts: p.wakeAttempts }).where('id', '=', p.id),
  );
  const send = store.statement<{ id: string; now: number } & WakePlan, never>((db, p) =>
    db
      .updateTable('enrollment')
      .set({ nextWakeAt: p.nextWakeAt, wakeAttempts: p.wakeAttempts, lastPushAt: p.now })
      .where('id', '=', p.id),
  );
  const remember = store.statement<{ id: string; now: number; attempt: number }, { id: number }>((db, p) =>
    db
      .insertInto('wakeUp')
      .values({ enrollmentId: p.id, sentAt: p.now, attempt: p.attempt, status: null, reason: null })
      .returning('id'),
  );
  const answered = store.statement<{ wakeId: number; status: number | null; reason: string | null }, never>((db, p) =>
    db.updateTable('wakeUp').set({ status: p.status, reason: p.reason }).where('id', '=', p.wakeId),
  );
  const forget = store.statement<{ wakeId: number }, never>((db, p) =>
    db.deleteFrom('wakeUp').where('id', '=', p.wakeId),
  );
  const record = store.statement<LastPush, never>((db, p) =>
    db
      .updateTable('enrollment')
      .set({ lastPushStatus: p.status, lastPushReason: p.reason, lastPushApnsId: p.apnsId })
      .where('id', '=', p.id)
      .where('lastPushAt', '=', p.sentAt),
  );
  const unsend = store.statement<{ id: string; sentAt: number; before: number | null }, never>((db, p) =>
    db
      .updateTable('enrollment')
      .set({ lastPushAt: p.before })
      .where('id', '=', p.id)
      .where('lastPushAt', '=', p.sentAt),
  );
  const reject = store.statement<{ id: string; pushState: PushState }, never>((db, p) =>
    db
      .updateTable('enrollment')
      .set({ pushState: p.pushState, nextWakeAt: null, wakeAttempts: 0 })
      .where('id', '=', p.id),
  );

  return {
    due,
    next,
    find,
    plan,
    send,
    /** A wake-up was sent: it stays in the history, with what Apple answers later. */
    remember,
    answered,
    /** It was never sent after all. */
    forget,
    record,
    unsend,
    reject,

    /** How many enrollments wait for a wake-up. */
    waiting(): number {
      return (
        store.get((db) =>
          db
            .selectFrom('enrollment')
            .select((e) => e.fn.countAll<number>().as('count'))
            .where('nextWakeAt', 'is not', null)
            .where('state', '=', 'enrolled'),
        )?.count ?? 0
      );
    },

    /** Gives tokens that Apple refused another chance, when what it judged them by has changed; in a unit of work. */
    forgiveRefused(now: number): number {
      return store.run((db) =>
        db
          .updateTable('enrollment')
          .set({ pushState: 'ready', nextWakeAt: now, wakeAttempts: 0 })
          .where('state', '=', 'enrolled')
          .where('pushState', '=', 'refused'),
      );
    },

    /** Ids of what is overdue, longest first, and of plans that no clock running right could have made. */
    overdue(now: number, latest: number): string[] {
      return store
        .all((db) =>
          db
            .selectFrom('enrollment')
            .select('id')
            .where('nextWakeAt', 'is not', null)
            .where((e) => e.or([e('nextWakeAt', '<=', now), e('nextWakeAt', '>', latest)]))
            .orderBy('nextWakeAt'),
        )
        .map((row) => row.id);
    },

    postpone(id: string, nextWakeAt: number): void {
      store.run((db) => db.updateTable('enrollment').set({ nextWakeAt }).where('id', '=', id));
    },
  };
}
