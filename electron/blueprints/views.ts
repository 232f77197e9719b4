import type { DeviceRunView, PrepareRun, RunStepView } from '../../shared/contract/blueprints.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { PrepareRunTable, Store } from '../store/index.ts';
import type { DeviceRow, RunRows } from './run-rows.ts';

/** A device that has not fetched its command for this long is asleep or offline. */
const SILENT_MS = 60_000;

const MOST_LISTED = 200;

/** Runs as people see them. */
export class RunViews {
  readonly #store: Store;
  readonly #rows: RunRows;
  /** Runs that are over, by id and end: one that is tried again ends anew. */
  readonly #ended = new Map<string, PrepareRun>();

  constructor(store: Store, rows: RunRows) {
    this.#store = store;
    this.#rows = rows;
  }

  list(blueprintId?: string): PrepareRun[] {
    const runs = this.#store.all((db) => {
      const all = db.selectFrom('prepareRun').selectAll().orderBy('id', 'desc').limit(MOST_LISTED);
      return blueprintId === undefined ? all : all.where('blueprintId', '=', blueprintId);
    });
    return runs.map((run) => {
      // What has ended stays as it is: the steps of a thousand devices are not read for every look at the list.
      const key = `${run.id} ${run.endedAt}`;
      const known = run.endedAt === null ? undefined : this.#ended.get(key);
      if (known !== undefined) return known;
      const summary = this.#summary(run, this.#rows.devices(run.id));
      if (run.endedAt === null) return summary;
      if (this.#ended.size >= MOST_LISTED * 2) this.#ended.clear();
      this.#ended.set(key, summary);
      return summary;
    });
  }

  /** @throws CartwrightError `not-found` */
  row(runId: string): PrepareRunTable {
    const run = this.#store.get((db) => db.selectFrom('prepareRun').selectAll().where('id', '=', runId));
    if (run === undefined) throw new CartwrightError('not-found', 'There is no such run. Reload the list.');
    return run;
  }

  summary(runId: string): PrepareRun {
    return this.#summary(this.row(runId), this.#rows.devices(runId));
  }

  get(runId: string): PrepareRun & { rows: DeviceRunView[] } {
    const run = this.row(runId);
    const devices = this.#rows.devices(runId);
    const silent = this.#rows.silentSince(runId);
    const now = this.#store.clock.now();
    const names = this.#names(runId);
    const rows = devices.map((row): DeviceRunView => {
      const since = silent.get(row.deviceId);
      return {
        deviceId: row.deviceId,
        ...(names.get(row.deviceId) ?? { deviceName: null, serialNumber: null, modelName: null }),
        state: row.state,
        waitsSince: row.state === 'running' && since !== undefined && now - since > SILENT_MS ? since : null,
        startedAt: row.startedAt,
        endedAt: row.endedAt,
        steps: row.steps.steps.map(
          (step): RunStepView => ({
            kind: step.kind,
            state: step.state === 'away' ? 'running' : step.state,
            done: step.commands.filter(({ state }) => state === 'done').length,
            of: step.commands.length,
            attempt: step.attempt,
            because: [...step.because],
            againAt: step.kind === 'verify' ? step.againAt : null,
          }),
        ),
      };
    });
    return { ...this.#summary(run, devices), rows };
  }

  #names(runId: string) {
    const rows = this.#store.all((db) =>
      db
        .selectFrom('prepareDevice as p')
        .innerJoin('device as d', 'd.id', 'p.deviceId')
        .select(['d.id', 'd.name as deviceName', 'd.serialNumber', 'd.modelName'])
        .where('p.runId', '=', runId),
    );
    return new Map(rows.map(({ id, ...names }) => [id, names]));
  }

  #summary(run: PrepareRunTable, devices: readonly DeviceRow[]): PrepareRun {
    const { id, blueprintId, blueprintName, version, state, startedAt, startedBy, endedAt } = run;
    const counted = devices.filter((row) => row.state !== 'cancelled').flatMap((row) => row.steps.steps);
    const asked = counted.filter((step) => step.state !== 'none');
    const behind = asked.filter((step) => step.state === 'done').length;
    const spent = this.#store.clock.now() - startedAt;
    const under = state === 'running' && behind > 0 && behind < asked.length;
    return {
      id,
      blueprintId,
      blueprintName,
      version,
      state,
      startedAt,
      startedBy,
      endedAt,
      devices: devices.length,
      done: devices.filter((row) => row.state === 'done').length,
      failed: devices.filter((row) => row.state === 'failed').length,
      progress: asked.length === 0 ? 1 : behind / asked.length,
      leftMs: under ? Math.round((spent / behind) * (asked.length - behind)) : null,
    };
  }
}
