import type { Statement, Store, UnitOfWork } from '../store/index.ts';
import type { Aftermath } from './handlers/index.ts';
import type { ConnectedEnrollment } from './ports.ts';
import type { CommandQueue } from './queue.ts';
import type { RedemptionCodes } from './redemption-codes.ts';

/** What answers lead to: further questions, now or in a while, and redemption codes. */
export interface FollowUps {
  after(work: UnitOfWork, enrollment: ConnectedEnrollment, requestType: string, aftermath: Aftermath): void;
  /** Asks again what is due: how installations and updates under way have come on. Returns how many questions. */
  askDue(): Promise<number>;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A question is asked again when half as long again has passed, within these limits. */
const SHORTEST = MINUTE;
const LONGEST = 6 * 60 * MINUTE;
/** Whoever has not agreed to an installation after a month is not asked about every few hours. */
const GIVES_UP = 30 * DAY;
const PER_UNIT = 100;

/** How long to wait before asking again about something that has been under way since then; undefined: never. Pure. */
export function gapFor(since: number, now: number): number | undefined {
  const age = Math.max(0, now - since);
  if (age > GIVES_UP) return undefined;
  return Math.min(LONGEST, Math.max(SHORTEST, Math.round(age / 2)));
}

export function openFollowUps(options: {
  store: Store;
  queue: Pick<CommandQueue, 'queueInUnit'>;
  codes: RedemptionCodes;
}): FollowUps {
  const { store, queue, codes } = options;
  const put: Statement<{ enrollmentId: string; requestType: string; dueAt: number }, unknown> = store.statement(
    (db, p) =>
      db
        .insertInto('followUp')
        .values({ enrollmentId: p.enrollmentId, requestType: p.requestType, dueAt: p.dueAt })
        .onConflict((c) => c.columns(['enrollmentId', 'requestType']).doUpdateSet({ dueAt: p.dueAt })),
  );
  const drop = store.statement<{ enrollmentId: string; requestType: string }, never>((db, p) =>
    db.deleteFrom('followUp').where('enrollmentId', '=', p.enrollmentId).where('requestType', '=', p.requestType),
  );
  const due = store.statement<{ now: number; limit: number }, { enrollmentId: string; requestType: string }>((db, p) =>
    db
      .selectFrom('followUp')
      .select(['enrollmentId', 'requestType'])
      .where('dueAt', '<=', p.now)
      .orderBy('dueAt')
      .limit(p.limit),
  );

  return {
    after(work, enrollment, requestType, { again, later, ask = [], needCodes = [], unusedCodes = [] }) {
      const enrollmentId = enrollment.id;
      // This answer is what was waited for; what comes next is said by it.
      drop.run({ enrollmentId, requestType });
      const gap = again === undefined ? undefined : gapFor(again.since, work.now);
      if (again !== undefined && gap !== undefined)
        put.run({ enrollmentId, requestType: again.requestType, dueAt: work.now + gap });
      if (later !== undefined)
        put.run({ enrollmentId, requestType: later.requestType, dueAt: work.now + later.afterMs });
      for (const command of ask) queue.queueInUnit(work, enrollmentId, command, { actor: 'system' });
      for (const { identifier, code } of unusedCodes) codes.comesBack(work, enrollment, identifier, code);
      for (const identifier of needCodes) codes.needed(work, enrollment, identifier);
    },

    async askDue() {
      let total = 0;
      for (;;) {
        const count = await store.write((work) => {
          const rows = due.all({ now: work.now, limit: PER_UNIT });
          for (const row of rows) {
            drop.run(row);
            queue.queueInUnit(work, row.enrollmentId, { RequestType: row.requestType }, { actor: 'system' });
          }
          return rows.length;
        });
        total += count;
        if (count < PER_UNIT) return total;
      }
    },
  };
}
