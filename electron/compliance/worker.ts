import { sql } from 'kysely';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Statement, Store, UnitOfWork } from '../store/index.ts';
import { type Rule, readRules } from './definitions.ts';
import { type Judging, openJudging } from './judging.ts';
import { ComplianceNews } from './news.ts';
import type { CompliancePorts } from './ports.ts';

const PER_QUERY = 25;
/** A timer that waits longer is set again then. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Keeps what is known of violations what it is, and does what rules ask for. Triggers list the devices that came into
 * or left the group of a rule; at the end of each commit, in its transaction, those are judged. What is to be done
 * later is listed with its time. That a step was done is stored in the commit in which it is queued, so that it is done
 * once, whatever happens in between.
 */
export class ComplianceWorker {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #judging: Judging;
  readonly #news = new ComplianceNews();
  readonly #due: Statement<{ now: number; limit: number }, { deviceId: string }>;
  readonly #settle: Statement<{ deviceId: string }, unknown>;
  readonly #sooner: Statement<{ deviceId: string; dueAt: number }, unknown>;
  readonly #next: Statement<object, { at: number | null }>;
  #rules: Map<string, Rule> | undefined;
  #armedFor: number | undefined;
  #cancel: (() => void) | undefined;
  #rearm = true;
  #stopHook: (() => void) | undefined;

  constructor(options: { store: Store; logger: Logger; timers: Timers; ports: CompliancePorts }) {
    const { store } = options;
    this.#store = store;
    this.#logger = options.logger;
    this.#timers = options.timers;
    this.#judging = openJudging(store, options.ports, this.#news);
    this.#due = store.statement((db, p) =>
      db
        .selectFrom('complianceDue')
        .select('deviceId')
        .where('dueAt', '<=', p.now)
        .orderBy('dueAt')
        .orderBy('deviceId')
        .limit(p.limit),
    );
    this.#settle = store.statement((db, p) => db.deleteFrom('complianceDue').where('deviceId', '=', p.deviceId));
    this.#sooner = store.statement((db, p) =>
      db
        .insertInto('complianceDue')
        .values({ deviceId: p.deviceId, dueAt: p.dueAt })
        .onConflict((c) =>
          c
            .column('deviceId')
            .doUpdateSet({ dueAt: (e) => e.ref('excluded.dueAt') })
            .where(sql<boolean>`excluded."dueAt" < "complianceDue"."dueAt"`),
        ),
    );
    this.#next = store.statement(
      (db) => db.selectFrom('complianceDue').select((e) => e.fn.min('dueAt').as('at')) as never,
    );
  }

  /** Begins: what was left to do is done, and each commit from now on is followed by what it means for rules. */
  start(): void {
    this.#stopHook = this.#store.inEachCommit((work) => this.#follow(work));
    this.#again();
  }

  stop(): void {
    this.#stopHook?.();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Rules changed: they are read again. Within the unit of work that changes them. */
  invalidate(): void {
    this.#rules = undefined;
  }

  /** Judges devices again, beginning in this unit of work. */
  reconsider(deviceIds: readonly string[]): void {
    for (const deviceId of deviceIds) this.#sooner.run({ deviceId, dueAt: 0 });
  }

  #follow(work: UnitOfWork): void {
    let worked = false;
    let more = false;
    try {
      for (;;) {
        const due = this.#due.all({ now: work.now, limit: PER_QUERY });
        if (due.length === 0) break;
        worked = true;
        this.#rules ??= readRules(this.#store);
        for (const { deviceId } of due) {
          // First: what is done now may have the device judged again.
          this.#settle.run({ deviceId });
          const next = this.#judging.judge(work, deviceId, this.#rules);
          if (next !== undefined) this.#sooner.run({ deviceId, dueAt: next });
          more = work.isLate();
          if (more) break;
        }
        if (more) break;
      }
    } catch (error) {
      this.#news.forget();
      this.#rules = undefined;
      throw error;
    }
    if (!more) this.#news.flush(work);
    // Groups that ask how devices comply are worked out in the commit that follows.
    if (worked) work.afterCommit(() => this.#again());
    if (!more && (worked || this.#rearm)) work.afterCommit(() => this.#arm());
  }

  #again(): void {
    this.#store
      .write(() => {})
      .catch((err: unknown) => this.#logger.error({ err }, 'devices could not be judged by the rules'));
  }

  /** Waits for the next time at which something is to be done. */
  #arm(): void {
    this.#rearm = false;
    const at = this.#next.get({})?.at ?? undefined;
    if (at === this.#armedFor && this.#cancel !== undefined) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armedFor = at;
    if (at === undefined) return;
    const wait = Math.min(Math.max(0, at - this.#store.clock.now()), LONGEST_WAIT_MS);
    this.#cancel = this.#timers.after(wait, () => {
      this.#cancel = undefined;
      this.#rearm = true;
      this.#again();
    });
  }
}
