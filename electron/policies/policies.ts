import type { NewPolicy, PolicyQuery, Publishing } from '../../shared/contract/policies.ts';
import type {
  PolicyAssignment,
  PolicyContent,
  PolicyDetail,
  PolicyOptions,
  PolicyState,
  PolicySummary,
  PolicyVersion,
  RollOut,
} from '../../shared/contract/policy.ts';
import type {
  BundleOutcome,
  ContentDifference,
  DevicePolicy,
  DryRun,
  PolicyChange,
  PolicyConflict,
  ReadFile,
  WhyNot,
} from '../../shared/contract/policy-answers.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { compareContents } from '../../shared/policies/index.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { Store } from '../store/index.ts';
import { openApplying } from './applying.ts';
import { type Asking, openAsking } from './asking.ts';
import { type GroupTransfer, openBundles, type RuleTransfer } from './bundles.ts';
import { openCatalogue } from './catalogue.ts';
import { openFiles } from './files.ts';
import { followApps } from './follow-apps.ts';
import { asIfNeverFailed, type Grants, openGrants } from './grants.ts';
import { openPlanner } from './planner.ts';
import type { DeviceDirectory, ProfileDelivery, ProfileKeys, Queue } from './ports.ts';
import { openReading } from './reading.ts';
import { openRollOuts } from './roll-outs.ts';
import { PolicyWorker } from './worker.ts';
import { openWriting } from './writing.ts';

type FileAnswer = { filename: string; contentType: string; base64: string };

/** Profiles and settings devices should have: versions, to whom they go, and how they stand. */
export interface Policies {
  /** Begins to keep devices at what policies say. */
  start(): void;
  stop(): void;
  list(query: PolicyQuery): { total: number; rows: PolicySummary[] };
  /** @throws CartwrightError `not-found`, as all that name a policy */
  get(policyId: string): PolicyDetail;
  /** @throws CartwrightError `conflict` for a name or identifier that is taken, `bad-request` for what no device takes */
  create(policy: NewPolicy & { publish: Publishing }, actor: string): Promise<PolicyDetail>;
  /** @throws CartwrightError as `create`, and `conflict` when somebody saved meanwhile */
  save(
    input: { policyId: string; content: PolicyContent; note: string; basedOn: number; publish: Publishing },
    actor: string,
  ): Promise<PolicyDetail>;
  publish(input: { policyId: string; version: number; publish: Publishing }, actor: string): Promise<PolicyDetail>;
  /** @param mayStrand deactivated, its profile goes even where it may be the only way by which a device reaches us */
  update(policyId: string, options: Partial<PolicyOptions>, actor: string, mayStrand?: boolean): Promise<PolicyDetail>;
  duplicate(policyId: string, name: string, actor: string): Promise<PolicyDetail>;
  /** @throws CartwrightError `conflict` while another policy needs it, or a blueprint has it */
  remove(
    input: { policyId: string; devices: 'remove' | 'leave'; mayStrand: boolean },
    actor: string,
  ): Promise<{ devices: number }>;
  versions(policyId: string): PolicyVersion[];
  version(policyId: string, version: number): PolicyVersion & { content: PolicyContent };
  compare(policyId: string, before: number, after: number): ContentDifference[];
  fits: Asking['fits'];
  read(file: string): ReadFile;
  import(
    input: {
      file: string;
      name?: string | undefined;
      note: string;
      into?: { policyId: string; basedOn: number } | undefined;
      publish: Publishing;
    },
    actor: string,
  ): Promise<PolicyDetail>;
  export(input: { policyId: string; version: number; signed: boolean }, actor: string): Promise<FileAnswer>;
  variables(): { name: string; policies: { id: string; name: string }[]; waiting: number }[];
  setAssignments(policyId: string, assignments: readonly PolicyAssignment[], actor: string): Promise<PolicyDetail>;
  setRanks(policyIds: readonly string[], actor: string): Promise<{ id: string; name: string; rank: number }[]>;
  devices(
    policyId: string,
    query: { state?: PolicyState | undefined; search?: string | undefined; offset: number; limit: number },
  ): { total: number; rows: DevicePolicy[] };
  forDevice(deviceId: string): DevicePolicy[];
  whyNot(policyId: string, deviceId: string): WhyNot;
  again(policyId: string, deviceIds: readonly string[] | undefined, actor: string): Promise<{ devices: number }>;
  conflicts: (of: { policyId?: string | undefined; deviceId?: string | undefined }) => Promise<PolicyConflict[]>;
  dryRun(change: PolicyChange): Promise<DryRun>;
  rollOut(policyId: string): RollOut | null;
  steerRollOut(policyId: string, action: 'pause' | 'resume' | 'next' | 'abort', actor: string): Promise<RollOut>;
  exportBundle(password: string | null, actor: string): Promise<FileAnswer>;
  importBundle(
    input: { file: string; password: string | null; replace: boolean; dryRun: boolean },
    actor: string,
  ): Promise<BundleOutcome>;
  /** What uses groups, so that those are not deleted. */
  groupUses(): Map<string, { kind: string; id: string; name: string }[]>;
  /** What devices have by their blueprints. */
  readonly grants: Grants;
  /** What variables stand for changed on these devices. */
  lookAgain(deviceIds: readonly string[]): Promise<void>;
}

export function openPolicies(options: {
  store: Store;
  logger: Logger;
  queue: Queue;
  delivery: ProfileDelivery;
  keys: ProfileKeys;
  devices: DeviceDirectory;
  groups: GroupTransfer;
  rules: RuleTransfer;
  /** Names of the blueprints a policy is part of. */
  blueprintsWith?: (policyId: string) => readonly string[];
  timers?: Timers;
}): Policies {
  const { store, logger, queue, delivery, keys, devices } = options;
  const catalogue = openCatalogue(store);
  const planner = openPlanner(store, delivery);
  const rollOuts = openRollOuts(store);
  const reading = openReading(store, rollOuts);
  const applying = openApplying({
    logger,
    rows: planner.rows,
    queue,
    delivery,
    onFailed: (policyId) => rollOuts.failed(policyId),
  });
  const worker = new PolicyWorker({
    store,
    logger,
    timers: options.timers ?? systemTimers,
    catalogue,
    planner,
    applying,
    rollOuts,
  });
  const writing = openWriting({ store, reading, catalogue, worker, rollOuts });
  const files = openFiles({ store, reading, catalogue, keys });
  const asking = openAsking({
    store,
    reading,
    catalogue,
    planner,
    devices,
    secretsOf: (policyId) => writing.secretsOf(policyId),
  });
  const grants = openGrants({ store, catalogue, planner, lookAgain: (deviceIds) => worker.lookAgain(deviceIds) });
  let stopListening = (): void => {};
  const bundles = openBundles({ store, reading, catalogue, writing, groups: options.groups, rules: options.rules });

  return {
    grants,
    start() {
      worker.start();
      stopListening = followApps(store, (deviceIds) => {
        store
          .write(() => worker.lookAgain(deviceIds))
          .catch((err: unknown) => logger.error({ err }, 'devices with other apps were not looked at again'));
      });
    },
    stop() {
      stopListening();
      worker.stop();
    },
    list: (query) => reading.list(query),
    get: (policyId) => reading.get(policyId),
    versions: (policyId) => reading.versions(policyId),
    version: (policyId, version) => reading.version(policyId, version),
    devices: (policyId, query) => reading.devices(policyId, query),
    forDevice: (deviceId) => reading.forDevice(deviceId),
    variables: () => reading.variables(),
    fits: (input) => asking.fits(input),
    whyNot: (policyId, deviceId) => asking.whyNot(policyId, deviceId),
    conflicts: (of) => asking.conflicts(of),
    dryRun: (change) => asking.dryRun(change),
    read: (file) => files.read(file),

    async create({ publish, ...policy }, actor) {
      const id = await store.write((work) => {
        const made = writing.create(work, policy, actor);
        writing.publish(work, made, 1, publish, actor);
        return made;
      });
      return reading.get(id);
    },

    async save({ policyId, publish, ...version }, actor) {
      await store.write((work) => {
        const number = writing.save(work, policyId, version, actor);
        writing.publish(work, policyId, number, publish, actor);
      });
      return reading.get(policyId);
    },

    async publish({ policyId, version, publish }, actor) {
      await store.write((work) => writing.publish(work, policyId, version, publish, actor));
      return reading.get(policyId);
    },

    async update(policyId, given, actor, mayStrand = false) {
      await store.write((work) => writing.update(work, policyId, given, actor, mayStrand));
      return reading.get(policyId);
    },

    async duplicate(policyId, name, actor) {
      const id = await store.write((work) => {
        const { type, options: given, head } = reading.get(policyId);
        const secrets = writing.secretsOf(policyId);
        const note = `Copy of version ${head.number} of “${given.name}”`;
        const content =
          type === 'profile'
            ? { ...head.content, PayloadIdentifier: freeIdentifier(String(head.content.PayloadIdentifier)) }
            : head.content;
        const copy = { type, options: { ...given, name }, content, note, secrets };
        return writing.create(work, copy, actor);
      });
      return reading.get(id);
    },

    async remove({ policyId, ...how }, actor) {
      const users = options.blueprintsWith?.(policyId) ?? [];
      if (users.length > 0)
        throw new CartwrightError('conflict', `This policy is part of ${users.join(', ')}. Take it out there first.`);
      return { devices: await store.write((work) => writing.remove(work, policyId, how, actor)) };
    },

    compare: (policyId, before, after) =>
      compareContents(reading.version(policyId, before).content, reading.version(policyId, after).content),

    async import({ file, name, note, into, publish }, actor) {
      const { name: own, ...parts } = files.parts(file);
      const policyId = await store.write((work) => {
        if (into === undefined) {
          const id = writing.create(work, { type: 'profile', options: { name: name ?? own }, ...parts, note }, actor);
          writing.publish(work, id, 1, publish, actor);
          return id;
        }
        const number = writing.save(work, into.policyId, { ...parts, note, basedOn: into.basedOn }, actor);
        writing.publish(work, into.policyId, number, publish, actor);
        return into.policyId;
      });
      return reading.get(policyId);
    },

    async export({ policyId, version, signed }, actor) {
      const file = files.export(policyId, version, signed);
      // It has its secrets in it: that somebody took it is told.
      await store.write((work) =>
        work.event({
          type: 'policy.exported',
          actor,
          data: { policyId, name: reading.row(policyId).name, version },
        }),
      );
      return file;
    },

    async setAssignments(policyId, assignments, actor) {
      await store.write((work) => writing.assign(work, policyId, assignments, actor));
      return reading.get(policyId);
    },

    async setRanks(policyIds, actor) {
      await store.write((work) => writing.rank(work, policyIds, actor));
      return store
        .all((db) => db.selectFrom('policy').select(['id', 'name', 'rank']).orderBy('rank'))
        .filter(({ id }) => policyIds.includes(id));
    },

    async again(policyId, deviceIds, actor) {
      const { name } = reading.row(policyId);
      const count = await store.write((work) => {
        const only = deviceIds === undefined ? undefined : new Set(deviceIds);
        const rows = store
          .all((db) =>
            db.selectFrom('policyState').selectAll().where('policyId', '=', policyId).where('state', '=', 'failed'),
          )
          .filter(({ deviceId }) => only?.has(deviceId) ?? true);
        for (const { enrollmentId, key, known } of rows) {
          if (known === null) continue;
          store.run((db) =>
            db
              .updateTable('policyState')
              .set({ known: asIfNeverFailed(known) })
              .where('enrollmentId', '=', enrollmentId)
              .where('key', '=', key),
          );
        }
        worker.lookAgain([...new Set(rows.map(({ deviceId }) => deviceId))]);
        if (rows.length > 0)
          work.event({ type: 'policy.tried-again', actor, data: { policyId, name, devices: rows.length } });
        return new Set(rows.map(({ deviceId }) => deviceId)).size;
      });
      return { devices: count };
    },

    rollOut(policyId) {
      reading.row(policyId);
      return rollOuts.get(policyId);
    },

    async steerRollOut(policyId, action, actor) {
      await store.write((work) => {
        const policy = reading.row(policyId);
        const row = rollOuts.steer(work, policy, action, actor);
        if (row.state === 'aborted')
          store.run((db) =>
            db
              .updateTable('policy')
              .set({ version: row.before, changedAt: work.now, changedBy: actor })
              .where('id', '=', policyId),
          );
        catalogue.invalidate();
        worker.sweep(policyId);
      });
      const now = rollOuts.get(policyId);
      if (now === null) throw new Error('the roll-out is gone');
      return now;
    },

    exportBundle: (password, actor) => bundles.export(password, actor),
    importBundle: (input, actor) => bundles.import(input, actor),

    groupUses() {
      const uses = new Map<string, { kind: string; id: string; name: string }[]>();
      for (const { targetId, id, name } of store.all((db) =>
        db
          .selectFrom('policyAssignment as a')
          .innerJoin('policy as p', 'p.id', 'a.policyId')
          .select(['a.targetId', 'p.id', 'p.name'])
          .where('a.kind', '=', 'group'),
      ))
        uses.set(targetId, [...(uses.get(targetId) ?? []), { kind: 'policy', id, name }]);
      return uses;
    },

    lookAgain: (deviceIds) => store.write(() => worker.lookAgain(deviceIds)),
  };

  function freeIdentifier(identifier: string): string {
    for (let number = 2; ; number++) {
      const free = `${identifier}.${number}`;
      if (store.get((db) => db.selectFrom('policy').select('id').where('identifier', '=', free)) === undefined)
        return free;
    }
  }
}
