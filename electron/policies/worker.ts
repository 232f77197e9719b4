import { sql } from 'kysely';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { Statement, Store, UnitOfWork } from '../store/index.ts';
import type { Applying, Need } from './applying.ts';
import type { CatalogueReader } from './catalogue.ts';
import type { Planner } from './planner.ts';
import type { RollOuts } from './roll-outs.ts';

const PER_QUERY = 25;
const PER_SWEEP = 200;
/** Making profiles for devices leaves the event loop to others after this long. */
const MAKING_MS = 12;
/** A profile that could not be made is tried again then. */
const AGAIN_MS = 5 * 60_000;
/** A timer that waits longer is set again then. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Keeps devices at what policies say. Triggers list the devices of which something changed; at the end of each commit,
 * in its transaction, those are planned, and what the plans say is queued in that transaction, too: after a crash the
 * list, the queue and what is known agree. A changed policy lists its devices in slices.
 */
export class PolicyWorker {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #catalogue: CatalogueReader;
  readonly #planner: Planner;
  readonly #applying: Applying;
  readonly #rollOuts: RollOuts;
  readonly #due: Statement<{ now: number; limit: number }, { deviceId: string }>;
  readonly #put: Statement<{ deviceId: string; dueAt: number }, unknown>;
  readonly #settle: Statement<{ deviceId: string }, unknown>;
  readonly #next: Statement<object, { at: number | null }>;
  readonly #sweeps: Statement<object, { policyId: string; after: string }>;
  readonly #concerned: Statement<{ policyId: string; after: string; limit: number }, { id: string }>;
  readonly #needs: Need[] = [];
  #making = false;
  /** Nothing is planned before a profile for everybody was made. */
  #waits = false;
  /** The device that is being planned. */
  #current: string | undefined;
  /** A slice is on its way. */
  #scheduled = false;
  /** What this commit may spend was spent in a slice of its own. */
  #isSlice = false;
  #armedFor: number | undefined;
  #cancel: (() => void) | undefined;
  #rearm = true;
  #stopHook: (() => void) | undefined;
  #stopped = false;

  constructor(options: {
    store: Store;
    logger: Logger;
    timers: Timers;
    catalogue: CatalogueReader;
    planner: Planner;
    applying: Applying;
    rollOuts: RollOuts;
  }) {
    const { store } = options;
    this.#store = store;
    this.#logger = options.logger;
    this.#timers = options.timers;
    this.#catalogue = options.catalogue;
    this.#planner = options.planner;
    this.#applying = options.applying;
    this.#rollOuts = options.rollOuts;
    this.#due = store.statement((db, p) =>
      db
        .selectFrom('policyDue')
        .select('deviceId')
        .where('dueAt', '<=', p.now)
        .orderBy('dueAt')
        .orderBy('deviceId')
        .limit(p.limit),
    );
    this.#put = store.statement((db, p) =>
      db
        .insertInto('policyDue')
        .values({ deviceId: p.deviceId, dueAt: p.dueAt })
        .onConflict((c) => c.column('deviceId').doUpdateSet({ dueAt: p.dueAt })),
    );
    this.#settle = store.statement((db, p) => db.deleteFrom('policyDue').where('deviceId', '=', p.deviceId));
    this.#next = store.statement((db) => db.selectFrom('policyDue').select((e) => e.fn.min('dueAt').as('at')) as never);
    this.#sweeps = store.statement((db) => db.selectFrom('policySweep').selectAll().orderBy('policyId'));
    this.#concerned = store.statement((db, p) =>
      db
        .selectFrom('device')
        .select('device.id')
        .where('device.id', '>', p.after)
        .where(
          sql<boolean>`(exists (select 1 from "policyState" s where s."deviceId" = "device"."id" and s."policyId" = ${p.policyId})
            or exists (select 1 from "policyAssignment" a where a."policyId" = ${p.policyId} and (
              a."kind" = 'device' and a."targetId" = "device"."id"
              or a."kind" = 'group' and exists (
                select 1 from "groupMember" m where m."groupId" = a."targetId" and m."deviceId" = "device"."id")))
            or exists (select 1 from "policyGrant" g where g."policyId" = ${p.policyId} and g."deviceId" = "device"."id"))`,
        )
        .orderBy('device.id')
        .limit(p.limit),
    );
  }

  /** Begins: what was left to do is done, and each commit from now on is followed by what it means for policies. */
  start(): void {
    this.#stopHook = this.#store.inEachCommit((work) => this.#followUp(work));
    this.#again();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopHook?.();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Plans all devices of a policy anew, and those that have something of it. Within a unit of work. */
  sweep(policyId: string): void {
    this.#store.run((db) =>
      db
        .insertInto('policySweep')
        .values({ policyId, after: '' })
        .onConflict((c) => c.column('policyId').doUpdateSet({ after: '' })),
    );
  }

  /** Plans these devices anew. Within a unit of work. */
  lookAgain(deviceIds: readonly string[]): void {
    for (const deviceId of deviceIds) this.#put.run({ deviceId, dueAt: 0 });
  }

  /** What the other units of a commit mean for policies; it goes on in a unit of its own when there is much. */
  #followUp(work: UnitOfWork): void {
    const isSlice = this.#isSlice;
    this.#isSlice = false;
    if (!isSlice) this.#follow(work);
    else if (this.#due.all({ now: work.now, limit: 1 }).length > 0) work.afterCommit(() => this.#again());
  }

  #follow(work: UnitOfWork): void {
    if (this.#waits) return;
    if (this.#current !== undefined) {
      // It could not be planned, and took the whole commit with it: the others go on.
      this.#put.run({ deviceId: this.#current, dueAt: work.now + AGAIN_MS });
      this.#current = undefined;
    }
    let worked = false;
    let more = false;
    for (const policyId of this.#rollOuts.advance(work)) {
      this.#catalogue.invalidate();
      this.sweep(policyId);
      worked = true;
    }
    while (!more) {
      const due = this.#due.all({ now: work.now, limit: PER_QUERY });
      for (const { deviceId } of due) {
        this.#waits = this.#planOne(work, deviceId) === 'wait';
        more = work.isLate();
        if (more || this.#waits) break;
      }
      this.#current = undefined;
      if (this.#waits) break;
      worked ||= due.length > 0;
      if (due.length > 0) continue;
      if (!this.#sweepOn()) break;
      worked = true;
      more = work.isLate();
    }
    if (more && !this.#waits) work.afterCommit(() => this.#again());
    if (!more && (worked || this.#rearm)) work.afterCommit(() => this.#arm());
    if (this.#needs.length > 0 && !this.#making) work.afterCommit(() => void this.#make());
  }

  /** @returns `wait` when nothing is to be planned before what it needs was made */
  #planOne(work: UnitOfWork, deviceId: string): 'go-on' | 'wait' {
    this.#current = deviceId;
    const plan = this.#planner.plan(deviceId, work.now, this.#catalogue.read());
    const needs = this.#applying.needs(plan);
    if (needs.length > 0) {
      this.#needs.push(...needs);
      // Made once for everybody: the others wait for that, too.
      if (needs.every(({ isSameForAll }) => isSameForAll)) return 'wait';
      this.#put.run({ deviceId, dueAt: work.now + AGAIN_MS });
      return 'go-on';
    }
    this.#applying.carryOut(work, plan);
    // Last: what was just written marked the device again, and the plan knows it already.
    if (plan.lookAgainAt === undefined) this.#settle.run({ deviceId });
    else this.#put.run({ deviceId, dueAt: plan.lookAgainAt });
    return 'go-on';
  }

  /** Lists the next devices of a sweep. @returns false when there is none */
  #sweepOn(): boolean {
    const [sweep] = this.#sweeps.all({});
    if (sweep === undefined) return false;
    const { policyId, after } = sweep;
    const devices = this.#concerned.all({ policyId, after, limit: PER_SWEEP });
    for (const { id } of devices) this.#put.run({ deviceId: id, dueAt: 0 });
    const last = devices.at(-1);
    if (last === undefined || devices.length < PER_SWEEP)
      this.#store.run((db) => db.deleteFrom('policySweep').where('policyId', '=', policyId));
    else
      this.#store.run((db) => db.updateTable('policySweep').set({ after: last.id }).where('policyId', '=', policyId));
    return true;
  }

  /** Makes profiles for devices, outside of any transaction; those devices are planned again as soon as it is done. */
  async #make(): Promise<void> {
    if (this.#making) return;
    this.#making = true;
    try {
      while (this.#needs.length > 0 && !this.#stopped) {
        const ready = new Set<string>();
        const began = performance.now();
        while (performance.now() - began < MAKING_MS) {
          const need = this.#needs.shift();
          if (need === undefined) break;
          if (await this.#applying.make(need)) ready.add(need.deviceId);
        }
        const pending = new Set(this.#needs.map(({ deviceId }) => deviceId));
        const ids = [...ready].filter((id) => !pending.has(id));
        this.#waits = false;
        if (!this.#stopped) await this.#store.write(() => this.lookAgain(ids));
      }
    } catch (err) {
      this.#logger.error({ err }, 'profiles could not be made for devices');
    } finally {
      this.#waits = false;
      this.#making = false;
    }
  }

  /** The next slice: first in its commit where it can be, which costs less than following others. */
  #again(): void {
    if (this.#stopped || this.#scheduled) return;
    this.#scheduled = true;
    this.#store
      .write((work) => {
        this.#scheduled = false;
        this.#isSlice = true;
        this.#follow(work);
      })
      .catch((err: unknown) => {
        this.#scheduled = false;
        this.#logger.error({ err }, 'policies could not be planned');
        // One device that cannot be planned does not hold up the others.
        if (this.#current !== undefined) this.#again();
      });
  }

  /** Waits for the next time at which a plan changes by itself. */
  #arm(): void {
    this.#rearm = false;
    if (this.#stopped) return;
    const times = [this.#next.get({})?.at, this.#rollOuts.nextAt()].filter((at) => typeof at === 'number');
    const at = times.length === 0 ? undefined : Math.min(...times);
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
