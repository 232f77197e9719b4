import { sql } from 'kysely';
import type { RollOut, RollOutPlan } from '../../shared/contract/policy.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { PolicyRollOutTable, Statement, Store, UnitOfWork } from '../store/index.ts';
import { drawOf, EVERYBODY, thresholdFor } from './draw.ts';

const MINUTE = 60_000;

/** Roll-outs in stages: who has their turn, when the next stage begins, and when to stop. */
export interface RollOuts {
  /** Begins one; one that is under way ends as aborted. */
  begin(
    work: UnitOfWork,
    policy: { id: string; name: string },
    versions: { version: number; before: number | null },
    plan: RollOutPlan,
    actor: string,
  ): void;
  /**
   * Something else is to be had: what is under way is over.
   *
   * @returns the version those had who were not drawn yet, null for none; undefined when nothing was under way
   */
  end(work: UnitOfWork, policyId: string): number | null | undefined;
  /** @throws CartwrightError `not-found`, `conflict` */
  steer(
    work: UnitOfWork,
    policy: { id: string; name: string },
    action: 'pause' | 'resume' | 'next' | 'abort',
    actor: string,
  ): PolicyRollOutTable;
  /** Goes on where the time has come, and stops where too many failed. Returns the policies whose devices are concerned. */
  advance(work: UnitOfWork): string[];
  /** Something of a policy failed on a device. */
  failed(policyId: string): void;
  /** When time alone goes on with one, ms. */
  nextAt(): number | undefined;
  get(policyId: string): RollOut | null;
  /** All of them, without their numbers. */
  all(): Map<string, Omit<RollOut, 'numbers'>>;
  /** Devices a policy is for. */
  devicesOf(policyId: string): string[];
}

export function openRollOuts(store: Store): RollOuts {
  const scope = store.statement<{ policyId: string }, { id: string }>((db, p) =>
    db
      .selectFrom('device')
      .select('device.id')
      .where('device.state', '=', sql.lit('enrolled') as never)
      .where(
        sql<boolean>`coalesce(
          (select case when a."mode" = 'include' and a."version" is null then 1 else 0 end from "policyAssignment" a
            where a."policyId" = ${p.policyId} and a."kind" = 'device' and a."targetId" = "device"."id"),
          (select max(case when g."version" is null then 1 else 0 end) from "policyGrant" g
            where g."policyId" = ${p.policyId} and g."deviceId" = "device"."id"),
          (select min(case when a."mode" = 'include' then 1 else 0 end) from "policyAssignment" a
            join "groupMember" m on m."groupId" = a."targetId" and m."deviceId" = "device"."id"
            where a."policyId" = ${p.policyId} and a."kind" = 'group'),
          0) = 1`,
      ),
  );
  const counts: Statement<{ policyId: string; version: number }, { state: string; count: number }> = store.statement(
    (db, p) =>
      db
        .selectFrom('policyState')
        .select(['state', (e) => e.fn.countAll<number>().as('count')])
        .where('policyId', '=', p.policyId)
        .where('wantedVersion', '=', p.version)
        .groupBy('state'),
  );
  let running: PolicyRollOutTable[] | undefined;
  const suspect = new Set<string>();

  const rowsRunning = (): PolicyRollOutTable[] => {
    running ??= store.all((db) => db.selectFrom('policyRollOut').selectAll().where('state', '=', 'running'));
    return running;
  };
  const rowOf = (policyId: string): PolicyRollOutTable | undefined =>
    store.get((db) => db.selectFrom('policyRollOut').selectAll().where('policyId', '=', policyId));
  const devicesOf = (policyId: string): string[] => scope.all({ policyId }).map(({ id }) => id);

  const write = (row: PolicyRollOutTable): void => {
    running = undefined;
    const { policyId: _, ...rest } = row;
    store.run((db) =>
      db
        .insertInto('policyRollOut')
        .values(row)
        .onConflict((c) => c.column('policyId').doUpdateSet(rest)),
    );
  };

  const thresholdOf = (policyId: string, version: number, percent: number): number =>
    percent >= 100
      ? EVERYBODY
      : thresholdFor(
          devicesOf(policyId).map((deviceId) => drawOf(policyId, version, deviceId)),
          percent,
        );

  const nextOf = (row: PolicyRollOutTable): number => row.stageAt + planOf(row).waitMinutes * MINUTE;

  const tell = (
    work: UnitOfWork,
    type: string,
    policy: { id: string; name: string },
    row: PolicyRollOutTable,
    actor: string,
    more: object = {},
  ): void => {
    const percent = planOf(row).stages[row.stage] ?? 100;
    work.event({
      type,
      actor,
      data: { policyId: policy.id, name: policy.name, version: row.version, percent, ...more },
    });
  };

  const numbersOf = (row: PolicyRollOutTable): RollOut['numbers'] => {
    const numbers = { devices: devicesOf(row.policyId).length, reached: 0, installed: 0, failed: 0, underWay: 0 };
    for (const { state, count } of counts.all({ policyId: row.policyId, version: row.version })) {
      numbers.reached += count;
      if (state === 'installed') numbers.installed += count;
      else if (state === 'failed') numbers.failed += count;
      else numbers.underWay += count;
    }
    return numbers;
  };

  const hasTooManyFailures = (row: PolicyRollOutTable): RollOut['numbers'] | undefined => {
    const plan = planOf(row);
    if (plan.stopAtPercent >= 100) return undefined;
    const numbers = numbersOf(row);
    const turns = Math.max(1, numbers.reached, Math.ceil((numbers.devices * (plan.stages[row.stage] ?? 100)) / 100));
    return numbers.failed * 100 > plan.stopAtPercent * turns ? numbers : undefined;
  };

  const stageTo = (
    work: UnitOfWork,
    policy: { id: string; name: string },
    row: PolicyRollOutTable,
    stage: number,
    actor: string,
  ) => {
    const percent = planOf(row).stages[stage];
    if (percent === undefined) {
      const done: PolicyRollOutTable = { ...row, state: 'done', threshold: EVERYBODY, changedAt: work.now };
      write(done);
      tell(work, 'policy.roll-out-done', policy, done, actor);
      return done;
    }
    const threshold = Math.max(row.threshold, thresholdOf(row.policyId, row.version, percent));
    const next: PolicyRollOutTable = {
      ...row,
      state: 'running',
      stage,
      threshold,
      stageAt: work.now,
      changedAt: work.now,
    };
    write(next);
    tell(work, 'policy.roll-out-stage', policy, next, actor);
    return next;
  };

  const nameOf = (policyId: string) => ({
    id: policyId,
    name: store.get((db) => db.selectFrom('policy').select('name').where('id', '=', policyId))?.name ?? '',
  });

  const shown = (row: PolicyRollOutTable): Omit<RollOut, 'numbers'> => {
    const { threshold: _, stageAt: __, plan: ___, ...rest } = row;
    const plan = planOf(row);
    const isLast = row.stage >= plan.stages.length - 1;
    return {
      ...rest,
      plan,
      nextAt: row.state === 'running' && !isLast ? nextOf(row) : null,
    };
  };

  return {
    devicesOf,

    begin(work, policy, { version, before }, plan, actor) {
      const percent = plan.stages[0] ?? 100;
      const row: PolicyRollOutTable = {
        policyId: policy.id,
        version,
        before,
        plan: JSON.stringify(plan),
        state: 'running',
        stage: 0,
        threshold: thresholdOf(policy.id, version, percent),
        stageAt: work.now,
        startedAt: work.now,
        startedBy: actor,
        changedAt: work.now,
      };
      write(row);
      tell(work, 'policy.roll-out-began', policy, row, actor);
    },

    end(work, policyId) {
      const row = rowOf(policyId);
      if (row === undefined || row.state === 'done' || row.state === 'aborted') return undefined;
      write({ ...row, state: 'aborted', changedAt: work.now });
      return row.before;
    },

    steer(work, policy, action, actor) {
      const row = rowOf(policy.id);
      if (row === undefined) throw new CartwrightError('not-found', 'This policy was never rolled out in stages.');
      if (row.state === 'done' || row.state === 'aborted')
        throw new CartwrightError('conflict', 'This roll-out is over. Publish a version to begin another one.');
      const { now } = work;
      if (action === 'next') return stageTo(work, policy, row, row.stage + 1, actor);
      if (action === 'resume') {
        if (row.state === 'running') throw new CartwrightError('conflict', 'This roll-out runs already.');
        const next: PolicyRollOutTable = { ...row, state: 'running', stageAt: now, changedAt: now };
        write(next);
        tell(work, 'policy.roll-out-resumed', policy, next, actor);
        return next;
      }
      if (action === 'pause' && row.state !== 'running')
        throw new CartwrightError('conflict', 'This roll-out does not run now.');
      const next: PolicyRollOutTable = { ...row, state: action === 'pause' ? 'paused' : 'aborted', changedAt: now };
      write(next);
      tell(work, `policy.roll-out-${next.state}`, policy, next, actor);
      return next;
    },

    advance(work) {
      const moved: string[] = [];
      for (const row of rowsRunning()) {
        const isDue = nextOf(row) <= work.now;
        if (!isDue && !suspect.has(row.policyId)) continue;
        suspect.delete(row.policyId);
        const policy = nameOf(row.policyId);
        const numbers = hasTooManyFailures(row);
        if (numbers !== undefined) {
          const stopped: PolicyRollOutTable = { ...row, state: 'stopped', changedAt: work.now };
          write(stopped);
          tell(work, 'policy.roll-out-stopped', policy, stopped, 'system', { failed: numbers.failed });
        } else if (isDue) stageTo(work, policy, row, row.stage + 1, 'system');
        else continue;
        moved.push(row.policyId);
      }
      return moved;
    },

    failed: (policyId) => void suspect.add(policyId),

    nextAt() {
      const times = rowsRunning().map(nextOf);
      return times.length === 0 ? undefined : Math.min(...times);
    },

    get(policyId) {
      const row = rowOf(policyId);
      return row === undefined ? null : { ...shown(row), numbers: numbersOf(row) };
    },

    all: () =>
      new Map(store.all((db) => db.selectFrom('policyRollOut').selectAll()).map((row) => [row.policyId, shown(row)])),
  };
}

const planOf = (row: PolicyRollOutTable): RollOutPlan => JSON.parse(row.plan) as RollOutPlan;
