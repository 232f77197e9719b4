import { sql } from 'kysely';
import { blueprintContent } from '../../shared/contract/blueprint-content.ts';
import type { CommandState, PrepareDeviceTable, Store, UnitOfWork } from '../store/index.ts';
import type { RunFacts } from './runner.ts';
import { type DeviceRun, LONGEST_WAIT_MS } from './steps.ts';

/** How a device of a run stands in its table. */
export type DeviceRow = Omit<PrepareDeviceTable, 'steps'> & { readonly steps: DeviceRun };

const OPEN: readonly CommandState[] = ['queued', 'sent', 'not-now'];
const KEPT_FACTS = 50;

/** The tables of prepare runs. */
export class RunRows {
  readonly #store: Store;
  /** What runs prepare for does not change: read once. */
  readonly #facts = new Map<string, RunFacts>();
  readonly #device;
  readonly #waiting;
  readonly #forget;
  readonly #save;

  constructor(store: Store) {
    this.#store = store;
    this.#device = store.statement<{ runId: string; deviceId: string }, PrepareDeviceTable>((db, p) =>
      db.selectFrom('prepareDevice').selectAll().where('runId', '=', p.runId).where('deviceId', '=', p.deviceId),
    );
    this.#waiting = store.statement<{ commandId: string }, { runId: string; deviceId: string }>((db, p) =>
      db.selectFrom('prepareCommand').select(['runId', 'deviceId']).where('commandId', '=', p.commandId),
    );
    this.#forget = store.statement<{ commandId: string }, never>((db, p) =>
      db.deleteFrom('prepareCommand').where('commandId', '=', p.commandId),
    );
    this.#save = store.statement<
      {
        runId: string;
        deviceId: string;
        state: DeviceRun['state'];
        steps: string;
        dueAt: number | null;
        endedAt: number | null;
      },
      never
    >((db, p) =>
      db
        .updateTable('prepareDevice')
        .set({ state: p.state, steps: p.steps, dueAt: p.dueAt, endedAt: p.endedAt })
        .where('runId', '=', p.runId)
        .where('deviceId', '=', p.deviceId),
    );
  }

  device(runId: string, deviceId: string): DeviceRow | undefined {
    const row = this.#device.get({ runId, deviceId });
    return row === undefined ? undefined : parsed(row);
  }

  devices(runId: string): DeviceRow[] {
    return this.#store
      .all((db) => db.selectFrom('prepareDevice').selectAll().where('runId', '=', runId).orderBy('place'))
      .map(parsed);
  }

  facts(runId: string): RunFacts | undefined {
    const known = this.#facts.get(runId);
    if (known !== undefined) return known;
    const row = this.#store.get((db) =>
      db.selectFrom('prepareRun').select(['id', 'blueprintId', 'blueprintName', 'content']).where('id', '=', runId),
    );
    if (row === undefined) return undefined;
    const facts = { ...row, content: blueprintContent.parse(JSON.parse(row.content)) };
    if (this.#facts.size >= KEPT_FACTS) this.#facts.clear();
    this.#facts.set(runId, facts);
    return facts;
  }

  insertDevice(
    work: UnitOfWork,
    { runId, deviceId, place, steps }: { runId: string; deviceId: string; place: number; steps: DeviceRun },
  ): void {
    this.#store.run((db) =>
      db.insertInto('prepareDevice').values({
        runId,
        deviceId,
        place,
        state: steps.state,
        steps: JSON.stringify(steps),
        dueAt: null,
        startedAt: work.now,
        endedAt: null,
      }),
    );
  }

  /** Keeps how far a device is; says so when it has come to an end, and when the whole run has. */
  save(
    work: UnitOfWork,
    {
      run,
      deviceId,
      steps,
      before,
    }: { run: RunFacts; deviceId: string; steps: DeviceRun; before: DeviceRun | undefined },
  ): void {
    const over = steps.state === 'done' || steps.state === 'failed' || steps.state === 'cancelled';
    const waits = steps.state === 'running' ? steps.steps.find(({ againAt }) => againAt !== null)?.againAt : null;
    this.#save.run({
      runId: run.id,
      deviceId,
      state: steps.state,
      steps: JSON.stringify(steps),
      dueAt: waits ?? null,
      endedAt: over ? work.now : null,
    });
    if (steps.state === before?.state) return;
    const data = { runId: run.id, blueprint: run.blueprintName };
    if (steps.state === 'done') work.event({ type: 'prepare.device-done', deviceId, data });
    if (steps.state === 'failed') {
      const failed = steps.steps.find(({ state }) => state === 'failed');
      const reasons = failed?.because ?? [];
      const reason = reasons.map(({ message }) => message).join(' ');
      work.event({
        type: 'prepare.device-failed',
        deviceId,
        data: { ...data, step: failed?.kind ?? null, reason, reasons },
      });
    }
    if (over) this.#finish(work, run);
  }

  /** Takes a run to another state; one that was cancelled stays so. */
  setState(runId: string, state: 'running' | 'paused' | 'cancelled', at: number | null): void {
    this.#store.run((db) =>
      db
        .updateTable('prepareRun')
        .set({ state, endedAt: state === 'cancelled' ? at : null })
        .where('id', '=', runId)
        .where('state', '<>', 'cancelled'),
    );
  }

  /** Runs whose last device is gone or done with. */
  finishEmpty(work: UnitOfWork): void {
    const open = this.#store.all((db) =>
      db.selectFrom('prepareRun').select('id').where('state', 'in', ['running', 'paused']),
    );
    for (const { id } of open) this.finishIfOver(work, id);
  }

  /** Devices may have been taken out of it one by one. */
  finishIfOver(work: UnitOfWork, runId: string): void {
    const run = this.facts(runId);
    if (run !== undefined) this.#finish(work, run);
  }

  #finish(work: UnitOfWork, run: RunFacts): void {
    const left = this.#store.get((db) =>
      db
        .selectFrom('prepareDevice')
        .select('deviceId')
        .where('runId', '=', run.id)
        .where('state', 'in', ['running', 'paused'])
        .limit(1),
    );
    if (left !== undefined) return;
    const reached = this.#store.get((db) =>
      db
        .selectFrom('prepareDevice')
        .select('deviceId')
        .where('runId', '=', run.id)
        .where('state', 'in', ['done', 'failed'])
        .limit(1),
    );
    const changed = this.#store.run((db) =>
      db
        .updateTable('prepareRun')
        .set({ state: reached === undefined ? 'cancelled' : 'done', endedAt: work.now })
        .where('id', '=', run.id)
        .where('state', 'in', ['running', 'paused']),
    );
    // Of which every device was taken out: nobody waits to hear of it.
    if (changed > 0 && reached !== undefined)
      work.event({ type: 'prepare.done', data: { runId: run.id, blueprint: run.blueprintName } });
  }

  await(_work: UnitOfWork, row: { commandId: string; runId: string; deviceId: string }): void {
    this.#store.run((db) =>
      db
        .insertInto('prepareCommand')
        .values(row)
        .onConflict((c) => c.doNothing()),
    );
  }

  waitingFor(commandId: string): { runId: string; deviceId: string }[] {
    return this.#waiting.all({ commandId });
  }

  forgetCommand(commandId: string): void {
    this.#forget.run({ commandId });
  }

  /** The commands a device of a run waits for. */
  awaitedOf(runId: string, deviceId: string): { commandId: string }[] {
    return this.#store.all((db) =>
      db.selectFrom('prepareCommand').select('commandId').where('runId', '=', runId).where('deviceId', '=', deviceId),
    );
  }

  awaited(): { commandId: string }[] {
    return this.#store.all((db) => db.selectFrom('prepareCommand').select('commandId'));
  }

  /** Commands that ended while nobody listened. */
  endedMeanwhile(): {
    commandId: string;
    state: CommandState;
    reason: string | null;
    errorDomain: string | null;
    errorCode: number | null;
  }[] {
    return this.#store.all((db) =>
      db
        .selectFrom('prepareCommand as p')
        .innerJoin('command as c', 'c.id', 'p.commandId')
        .select(['p.commandId', 'c.state', 'c.errorSummary as reason', 'c.errorDomain', 'c.errorCode'])
        .where('c.state', 'not in', [...OPEN])
        .orderBy('c.answeredAt'),
    );
  }

  /** Devices of cancelled runs that did not hear of it: it was stopped in the middle of cancelling. */
  leftBehind(): { runId: string; deviceId: string }[] {
    return this.#store.all((db) =>
      db
        .selectFrom('prepareDevice as p')
        .innerJoin('prepareRun as r', 'r.id', 'p.runId')
        .select(['p.runId', 'p.deviceId'])
        .where('r.state', '=', 'cancelled')
        .where('p.state', 'in', ['running', 'paused']),
    );
  }

  /** Every device that is on its way. */
  running(): DeviceRow[] {
    return this.#store
      .all((db) => db.selectFrom('prepareDevice').selectAll().where('state', '=', 'running').orderBy('place'))
      .map(parsed);
  }

  runsOf(deviceId: string): { runId: string }[] {
    return this.#store.all((db) =>
      db
        .selectFrom('prepareDevice')
        .select('runId')
        .where('deviceId', '=', deviceId)
        .where('state', 'in', ['running', 'paused']),
    );
  }

  /** Devices whose time to be asked again has come. */
  due(now: number): { runId: string; deviceId: string }[] {
    return this.#store.all((db) =>
      db
        .selectFrom('prepareDevice')
        .select(['runId', 'deviceId'])
        // Further away than anything is put off: the clock was put back.
        .where((e) => e.or([e('dueAt', '<=', now), e('dueAt', '>', now + LONGEST_WAIT_MS)]))
        .where('state', '=', 'running')
        .orderBy('dueAt')
        .limit(1000),
    );
  }

  /** Whether an erased device has enrolled after the command that erased it was answered. */
  enrolledSince(deviceId: string, run: DeviceRun | undefined): boolean {
    const erased = run?.steps.find(({ state }) => state === 'away')?.commands[0]?.id;
    if (erased === undefined || erased === null) return false;
    const row = this.#store.get((db) =>
      db
        .selectFrom('device as d')
        .innerJoin('command as c', (j) => j.on('c.id', '=', erased))
        .select('d.id')
        .where('d.id', '=', deviceId)
        .where('d.state', '=', 'enrolled')
        .where(sql<boolean>`d."enrolledAt" > c."answeredAt"`),
    );
    return row !== undefined;
  }

  /** Since when a device of a run has a command waiting that it did not fetch, by device. */
  silentSince(runId: string): ReadonlyMap<string, number> {
    const rows = this.#store.all((db) =>
      db
        .selectFrom('prepareCommand as p')
        .innerJoin('command as c', 'c.id', 'p.commandId')
        .innerJoin('device as d', 'd.id', 'p.deviceId')
        .select(['p.deviceId'])
        .select((e) => e.fn.min<number>('c.stateAt').as('since'))
        .where('p.runId', '=', runId)
        .where('c.state', 'in', [...OPEN])
        .where(sql<boolean>`coalesce(d."lastSeenAt", 0) <= c."stateAt"`)
        .groupBy('p.deviceId'),
    );
    return new Map(rows.map(({ deviceId, since }) => [deviceId, since]));
  }
}

const parsed = (row: PrepareDeviceTable): DeviceRow => ({ ...row, steps: JSON.parse(row.steps) as DeviceRun });
