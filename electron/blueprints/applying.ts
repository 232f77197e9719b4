import { byName, compareNames } from '../../shared/by-name.ts';
import type { BlueprintTargets, DevicePreview, LinkedDevice } from '../../shared/contract/blueprints.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { countNames, NAME_NOT_KNOWN, nameWarnings } from '../../shared/name-findings.ts';
import type { BlueprintArrivalTable, Store, UnitOfWork } from '../store/index.ts';
import type { Definitions } from './definitions.ts';
import type { FactReader } from './facts.ts';
import type { Links } from './links.ts';
import {
  changesFor,
  type DeviceFacts,
  decide,
  detachCommands,
  differences,
  nameFor,
  POLICIES,
  planFor,
  type Wanted,
} from './plan.ts';
import type { CommandDoor, DeviceDirectory, PolicyDoor } from './ports.ts';
import type { RunFacts, Runner } from './runner.ts';

const PER_UNIT = 50;
/** Devices of one run, and those a preview tells of. */
const MOST_DEVICES = 5_000;
const MOST_PREVIEWED = 500;
/** Devices that come one after another within this time are one run. */
const ARRIVALS_MS = 24 * 3_600_000;

/** A device that is to come into the run of a blueprint, as it was noted. */
export type Arrival = Pick<BlueprintArrivalTable, 'blueprintId' | 'deviceId'> & { readonly id: number };

/** Blueprints and devices brought together. */
export interface Applying {
  preview(id: string, targets: BlueprintTargets): Promise<{ total: number; rows: DevicePreview[] }>;
  /** Returns the id of the run. */
  apply(id: string, input: { targets: BlueprintTargets; follows: boolean }, actor: string): Promise<string>;
  /** A device came by a group, an invitation or an automated enrollment profile that gives this blueprint; it was noted as that. */
  arrived(arrival: Arrival): Promise<void>;
  /**
   * Makes the run that prepares the devices that follow for a new version, inside the unit of work that saved it.
   *
   * @returns what {@link Runner.go} lets begin after the commit; undefined when no device follows
   */
  followers(work: UnitOfWork, id: string, version: number, actor: string): Started | undefined;
  devices(id: string): LinkedDevice[];
  detach(id: string, deviceIds: readonly string[], remove: boolean, actor: string): Promise<{ detached: number }>;
}

/** A run that was made, and whose devices are to begin. */
export interface Started {
  readonly runId: string;
  readonly deviceIds: readonly string[];
}

export function openApplying(parts: {
  store: Store;
  definitions: Definitions;
  links: Links;
  runner: Runner;
  facts: FactReader;
  commands: CommandDoor;
  devices: DeviceDirectory;
  policies: PolicyDoor;
  media: Pick<Wanted, 'picture' | 'policy'>;
}): Applying {
  const { store, definitions, links, runner, facts, commands, devices, policies, media } = parts;

  const wantedOf = (id: string, version: number): Wanted => {
    const { name } = definitions.row(id);
    return { id, name, content: definitions.content(id, version), ...media };
  };

  const meant = (targets: BlueprintTargets): string[] => {
    const ids =
      'groupId' in targets
        ? store
            .all((db) => db.selectFrom('groupMember').select('deviceId').where('groupId', '=', targets.groupId))
            .map(({ deviceId }) => deviceId)
        : devices.selected(targets);
    if (ids.length > MOST_DEVICES)
      throw new CartwrightError('too-large', `A run takes ${MOST_DEVICES} devices at most. Choose fewer.`);
    return inOrder(ids);
  };

  /** By name, as people number devices; those that there are not are left out. */
  const inOrder = (ids: readonly string[]): string[] => {
    const found: { id: string; name: string; serial: string }[] = [];
    for (let from = 0; from < ids.length; from += 500)
      found.push(
        ...store
          .all((db) =>
            db
              .selectFrom('device')
              .select(['id', 'name', 'serialNumber'])
              .where('id', 'in', ids.slice(from, from + 500)),
          )
          .map(({ id, name, serialNumber }) => ({ id, name: name ?? '', serial: serialNumber ?? '' })),
      );
    found.sort((a, b) => byName(a, b) || compareNames(a.serial, b.serial));
    return found.map(({ id }) => id);
  };

  const insertRun = (work: UnitOfWork, id: string, version: number, arrivals: 0 | 1, actor: string): RunFacts => {
    const { name } = definitions.row(id);
    const content = definitions.content(id, version);
    const run = { id: newId(work.now), blueprintId: id, blueprintName: name, content };
    store.run((db) =>
      db.insertInto('prepareRun').values({
        ...run,
        content: JSON.stringify(content),
        version,
        arrivals,
        state: 'running',
        startedAt: work.now,
        startedBy: actor,
        endedAt: null,
      }),
    );
    return run;
  };

  const start = (
    work: UnitOfWork,
    id: string,
    version: number,
    chosen: readonly { deviceId: string; follows: 0 | 1; place: number }[],
    actor: string,
  ): Started => {
    const deviceIds = chosen.map(({ deviceId }) => deviceId);
    // Two runs at once would undo each other's work: the later one counts.
    runner.leave(work, deviceIds, actor);
    const made = insertRun(work, id, version, 0, actor);
    for (const { deviceId, follows, place } of chosen) {
      links.put(work, { deviceId, blueprintId: id, version, follows, place }, actor);
      runner.enter(work, made, deviceId, place);
    }
    const data = { blueprintId: id, runId: made.id, name: made.blueprintName, version, count: chosen.length };
    work.event({ type: 'blueprint.applied', actor, data });
    return { runId: made.id, deviceIds };
  };

  /** A device keeps its number as long as it stays with the blueprint. */
  const placesOf = (id: string, deviceIds: readonly string[]): number[] => {
    let next = links.nextPlace(id);
    return deviceIds.map((deviceId) => {
      const link = links.get(deviceId);
      return link?.blueprintId === id ? link.place : next++;
    });
  };

  return {
    async preview(id, targets) {
      const { version, name } = definitions.row(id);
      const wanted = wantedOf(id, version);
      const ids = meant(targets);
      const places = placesOf(id, ids);
      const shown: DevicePreview[] = [];
      const { namePattern } = wanted.content;
      const read: { deviceId: string; known: DeviceFacts; name: string | undefined }[] = [];
      for (const [at, deviceId] of ids.slice(0, MOST_PREVIEWED).entries()) {
        if (at % PER_UNIT === PER_UNIT - 1) await new Promise((resolve) => setImmediate(resolve));
        const known = facts.read(deviceId, places[at] ?? 1);
        if (known !== undefined) read.push({ deviceId, known, name: nameFor(namePattern, known) });
      }
      const times = countNames(read.map((one) => one.name));
      for (const [at, { deviceId, known, name: newName }] of read.entries()) {
        if (at % PER_UNIT === PER_UNIT - 1) await new Promise((resolve) => setImmediate(resolve));
        const naming = newName === undefined ? [NAME_NOT_KNOWN] : nameWarnings(newName, times.get(newName) ?? 0);
        const impossible = planFor(wanted, known, decide(wanted, known)).flatMap(({ kind, commands: planned }) => {
          const reasons = planned.flatMap((command) =>
            command === null || command === POLICIES
              ? []
              : commands.checkCommands({ deviceIds: [deviceId], command }).refused.flatMap((one) => one.reasons),
          );
          if (kind === 'profiles')
            for (const granted of wanted.content.policies) {
              const fit = policies.fit(deviceId, granted);
              const message = fit === undefined ? 'A policy of this blueprint is gone.' : fit.unfit;
              if (message !== undefined)
                reasons.push({ code: 'policy-unfit', severity: 'refuse', path: [granted.policyId], message });
            }
          if (kind === 'name' && namePattern !== '') reasons.push(...naming);
          const different = [...new Map(reasons.map((one) => [one.message, one])).values()];
          return different.length === 0 ? [] : [{ step: kind, reasons: different }];
        });
        const link = links.get(deviceId);
        const other = link === undefined || link.blueprintId === id ? null : definitions.row(link.blueprintId).name;
        shown.push({
          deviceId,
          deviceName: known.name,
          serialNumber: known.serial,
          changes: changesFor(wanted, known),
          impossible,
          replaces: other === name ? null : other,
        });
      }
      return { total: ids.length, rows: shown };
    },

    async apply(id, { targets, follows }, actor) {
      const { version } = definitions.row(id);
      const ids = meant(targets);
      if (ids.length === 0) throw new CartwrightError('bad-request', 'There is no device among these. Choose some.');
      const places = placesOf(id, ids);
      const chosen = ids.map((deviceId, at) => ({
        deviceId,
        follows: follows ? (1 as const) : (0 as const),
        place: places[at] ?? at + 1,
      }));
      const { runId, deviceIds } = await store.write((work) => start(work, id, version, chosen, actor));
      await runner.go(runId, deviceIds);
      return runId;
    },

    async arrived({ id: arrivalId, blueprintId: id, deviceId }) {
      const entered = await store.write((work) => {
        store.run((db) => db.deleteFrom('blueprintArrival').where('id', '=', arrivalId));
        const { version } = definitions.row(id);
        const link = links.get(deviceId);
        const open = store.get((db) =>
          db
            .selectFrom('prepareDevice as p')
            .innerJoin('prepareRun as r', 'r.id', 'p.runId')
            .select('r.id')
            .where('p.deviceId', '=', deviceId)
            .where('r.blueprintId', '=', id)
            .where('p.state', 'in', ['running', 'paused']),
        );
        // It came back in the middle of being prepared: that goes on by itself.
        if (open !== undefined) return undefined;
        const known = store.get((db) =>
          db
            .selectFrom('prepareRun as r')
            .selectAll('r')
            .where('r.blueprintId', '=', id)
            .where('r.version', '=', version)
            .where('r.arrivals', '=', 1)
            .where('r.state', 'in', ['running', 'done'])
            .where('r.startedAt', '>', work.now - ARRIVALS_MS)
            .where((e) =>
              e.not(
                e.exists(
                  e
                    .selectFrom('prepareDevice as q')
                    .select('q.deviceId')
                    .whereRef('q.runId', '=', 'r.id')
                    .where('q.deviceId', '=', deviceId),
                ),
              ),
            )
            .orderBy('r.id', 'desc')
            .limit(1),
        );
        const run =
          known === undefined
            ? insertRun(work, id, version, 1, 'system')
            : { ...known, content: definitions.content(id, version) };
        if (known?.state === 'done')
          store.run((db) =>
            db.updateTable('prepareRun').set({ state: 'running', endedAt: null }).where('id', '=', known.id),
          );
        const place = link?.blueprintId === id ? link.place : links.nextPlace(id);
        runner.leave(work, [deviceId], 'system');
        links.put(work, { deviceId, blueprintId: id, version, follows: 1, place }, 'system');
        const data = { blueprintId: id, runId: run.id, name: run.blueprintName, version, count: 1 };
        work.event({ type: 'blueprint.applied', deviceId, actor: 'system', data });
        runner.enter(work, run, deviceId, place);
        return run.id;
      });
      if (entered !== undefined) await runner.go(entered, [deviceId]);
    },

    followers(work, id, version, actor) {
      const following = links.of(id).filter((link) => link.follows === 1);
      if (following.length === 0) return undefined;
      const chosen = following.map(({ deviceId, place }) => ({ deviceId, place, follows: 1 as const }));
      return start(work, id, version, chosen, actor);
    },

    devices(id) {
      definitions.row(id);
      const wanted = new Map<number, Wanted>();
      return links.of(id).map((link) => {
        const { deviceId, deviceName, serialNumber, version, linkedAt, linkedBy, place } = link;
        const known = facts.read(deviceId, place);
        const own = wanted.get(version) ?? wantedOf(id, version);
        wanted.set(version, own);
        const drift = known === undefined ? [] : differences(own, known);
        return { deviceId, deviceName, serialNumber, version, follows: link.follows === 1, linkedAt, linkedBy, drift };
      });
    },

    async detach(id, deviceIds, remove, actor) {
      const { name } = definitions.row(id);
      const gone = await store.writeEach(deviceIds, (work, deviceId) => {
        const link = links.get(deviceId);
        if (link?.blueprintId !== id || !links.drop(id, deviceId)) return false;
        // What a run still does for the device would bring back what goes here.
        runner.leave(work, [deviceId], actor);
        policies.end(work, deviceId, remove ? 'remove' : 'keep');
        const known = remove ? facts.read(deviceId, link.place) : undefined;
        const enrollmentId = facts.enrollmentOf(deviceId);
        if (known !== undefined && enrollmentId !== undefined)
          for (const command of detachCommands(wantedOf(id, link.version), known))
            commands.queueInUnit(work, enrollmentId, command, { actor, wakeNow: true });
        work.event({ type: 'blueprint.detached', deviceId, actor, data: { blueprintId: id, name, removed: remove } });
        return true;
      });
      return { detached: gone.filter(Boolean).length };
    },
  };
}
