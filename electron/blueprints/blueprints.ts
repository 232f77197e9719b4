import type {
  Blueprint,
  BlueprintInput,
  BlueprintPicture,
  BlueprintSource,
  BlueprintSummary,
  BlueprintTargets,
  DevicePreview,
  DeviceRunView,
  KnownApp,
  LinkedDevice,
  MadeFile,
  PrepareRun,
  StepKind,
} from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { plainFileName } from '../../shared/file-name.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { type Arrival, openApplying } from './applying.ts';
import { Definitions, type SavedBlueprint } from './definitions.ts';
import { openFacts } from './facts.ts';
import { knownApps } from './known-apps.ts';
import { Links } from './links.ts';
import { Pictures } from './pictures.ts';
import type { CommandDoor, DeviceDirectory, GroupDoor, PolicyDoor, Whereabouts } from './ports.ts';
import { RunRows } from './run-rows.ts';
import { Runner } from './runner.ts';
import { cancel, pause, resume, retry } from './steps.ts';
import { picturesOf, readBundle, withPictures, writeBundle } from './transfer.ts';
import { RunViews } from './views.ts';

/** What to do with a run, or with some devices of it. */
export interface Steering {
  readonly action: 'pause' | 'resume' | 'retry' | 'cancel';
  readonly deviceIds?: readonly string[] | undefined;
  readonly step?: StepKind | undefined;
}

/** Blueprints, the devices linked to them, and prepare runs. All that name one throw CartwrightError `not-found`. */
export interface Blueprints {
  /** Goes on with every run that was under way. */
  start(): Promise<void>;
  stop(): Promise<void>;
  list(): BlueprintSummary[];
  get(id: string, version?: number): Blueprint;
  /** @throws CartwrightError `conflict` for a name that is taken, as all that name one */
  create(input: BlueprintInput, actor: string): Promise<Blueprint>;
  /**
   * Another content makes another version; devices that follow are prepared for it.
   *
   * @throws CartwrightError `conflict` when somebody saved another version than the one it is based on
   */
  save(id: string, saved: SavedBlueprint, actor: string): Promise<Blueprint>;
  duplicate(id: string, name: string, actor: string): Promise<Blueprint>;
  /** @throws CartwrightError `conflict` while devices are linked to it */
  remove(id: string, actor: string): Promise<{ removed: boolean }>;
  export(id: string): MadeFile;
  /** @throws CartwrightError `bad-request` for what is no such file */
  import(bytes: Buffer, actor: string): Promise<Blueprint & { missingPolicies: string[] }>;
  apps(): KnownApp[];
  pictures(): BlueprintPicture[];
  addPicture(name: string, bytes: Buffer, actor: string): Promise<BlueprintPicture>;
  picture(id: string): MadeFile;
  removePicture(id: string, actor: string): Promise<{ removed: boolean }>;
  preview(id: string, targets: BlueprintTargets): Promise<{ total: number; rows: DevicePreview[] }>;
  apply(id: string, input: { targets: BlueprintTargets; follows: boolean }, actor: string): Promise<PrepareRun>;
  setSources(id: string, sources: readonly Omit<BlueprintSource, 'name'>[], actor: string): Promise<Blueprint>;
  devices(id: string): LinkedDevice[];
  follow(id: string, deviceIds: readonly string[], follows: boolean, actor: string): Promise<{ changed: number }>;
  detach(id: string, deviceIds: readonly string[], remove: boolean, actor: string): Promise<{ detached: number }>;
  runs(blueprintId?: string): PrepareRun[];
  run(runId: string): PrepareRun & { rows: DeviceRunView[] };
  /** @throws CartwrightError `conflict` when the run was cancelled */
  steer(runId: string, steering: Steering, actor: string): Promise<PrepareRun>;
  /** Names of the blueprints whose newest version has a policy. */
  withPolicy(policyId: string): string[];
  /** When all devices that came so far have been given the blueprints of those they came by. */
  arrived(): Promise<void>;
  /** When all that was heard so far is done; for tests. */
  settled(): Promise<void>;
}

const STEERED = {
  pause: 'prepare.paused',
  resume: 'prepare.resumed',
  retry: 'prepare.retried',
  cancel: 'prepare.cancelled',
} as const;

/** Arrivals read at once. */
const PER_ROUND = 100;

export function openBlueprints(options: {
  store: Store;
  logger: Logger;
  commands: CommandDoor;
  devices: DeviceDirectory;
  groups: GroupDoor;
  policies: PolicyDoor;
  /** Has a device call now. */
  wake: (work: UnitOfWork, enrollmentId: string) => void;
  whereabouts: Whereabouts;
  timers?: Timers;
}): Blueprints {
  const { store, logger, commands, devices, groups, policies } = options;
  const definitions = new Definitions(store);
  const pictures = new Pictures(store);
  const links = new Links(store);
  const rows = new RunRows(store);
  const views = new RunViews(store, rows);
  const facts = openFacts(store, options.whereabouts, policies);
  const media = {
    picture: (id: string) => pictures.bytes(id),
    policy: (id: string) => definitions.policyName(id),
  };
  const timers = options.timers ?? systemTimers;
  const runner = new Runner({ store, logger, timers, rows, commands, facts, policies, media, wake: options.wake });
  const applying = openApplying({ store, definitions, links, runner, facts, commands, devices, policies, media });
  const unsubscribe: (() => void)[] = [];
  let arriving: Promise<unknown> = Promise.resolve();

  /** Arrivals that could not be followed; the next start tries them again. */
  const stuck = new Set<number>();
  const arrivals = (): Arrival[] =>
    store
      .all((db) =>
        db
          .selectFrom('blueprintArrival')
          .selectAll()
          .orderBy('id')
          .limit(PER_ROUND + stuck.size),
      )
      .filter(({ id }) => !stuck.has(id));
  const followArrivals = async (): Promise<void> => {
    for (let found = arrivals(); found.length > 0; found = arrivals())
      for (const arrival of found)
        await applying.arrived(arrival).catch((err: unknown) => {
          stuck.add(arrival.id);
          logger.error({ err, blueprintId: arrival.blueprintId }, 'a device that came could not be prepared');
        });
  };
  /** One after another; who came meanwhile is followed by the same round or the next. */
  const arrive = (): void => {
    arriving = arriving.then(followArrivals);
  };

  const fileOfPicture = (id: string): MadeFile => {
    const { name, contentType, bytes } = pictures.get(id);
    const ending = contentType === 'image/png' ? 'png' : 'jpg';
    return { filename: `${plainFileName(name)}.${ending}`, contentType, base64: bytes.toString('base64') };
  };

  return {
    async start() {
      await runner.start();
      unsubscribe.push(
        store.subscribe((events) => {
          if (events.some(({ type }) => type === 'enrollment.enrolled')) arrive();
        }),
        groups.subscribe((changes) => {
          if (changes.some(({ joined }) => joined)) arrive();
        }),
      );
      // Those who came before it stopped.
      arrive();
    },
    async stop() {
      for (const end of unsubscribe.splice(0)) end();
      await arriving;
      await runner.stop();
    },
    async arrived() {
      await arriving;
    },
    async settled() {
      await arriving;
      await runner.settled();
    },

    list: () => definitions.list(),
    get: (id, version) => definitions.get(id, version),

    async create(input, actor) {
      const id = await store.write((work) => definitions.insert(work, input, actor));
      return definitions.get(id);
    },

    async save(id, saved, actor) {
      // Together with the run of those that follow: whatever happens then, the run goes on.
      const started = await store.write((work) => {
        const { version, isNew } = definitions.save(work, id, saved, actor);
        return isNew ? applying.followers(work, id, version, actor) : undefined;
      });
      if (started !== undefined) await runner.go(started.runId, started.deviceIds);
      return definitions.get(id);
    },

    async duplicate(id, name, actor) {
      const { content, description, colour, icon, pictureId } = definitions.get(id);
      const like = { name, description, colour, icon, pictureId, content };
      const made = await store.write((work) => definitions.insert(work, like, actor));
      return definitions.get(made);
    },

    remove: (id, actor) => store.write((work) => ({ removed: definitions.remove(work, id, actor) })),

    export(id) {
      const { name, description, colour, icon, pictureId, content } = definitions.get(id);
      const used = picturesOf(content, pictureId).flatMap((each) => {
        const bytes = pictures.bytes(each);
        return bytes === undefined ? [] : [{ id: each, name: pictures.get(each).name, bytes }];
      });
      const body = writeBundle({
        ...{ name, description, colour, icon, pictureId, pictures: used },
        content: { ...content, policies: [] },
        policies: definitions.travelling(content),
      });
      return {
        filename: `${plainFileName(name)}.blueprint.zip`,
        contentType: 'application/zip',
        base64: body.toString('base64'),
      };
    },

    async import(bytes, actor) {
      const { pictures: given, policies: named, ...bundle } = readBundle(bytes);
      const { here, missing } = definitions.arriving(named);
      const id = await store.write((work) => {
        const ids = new Map(
          given.map((each) => [each.id, pictures.addInUnit(work, each.name, Buffer.from(each.bytes), actor)]),
        );
        const taken = new Set(definitions.list().map(({ name }) => name.toLowerCase()));
        const names = [bundle.name, ...Array.from({ length: 99 }, (_, at) => `${bundle.name} ${at + 2}`)];
        const name = names.find((each) => !taken.has(each.toLowerCase())) ?? bundle.name;
        const pictureId = bundle.pictureId === null ? null : (ids.get(bundle.pictureId) ?? null);
        const input = { ...bundle, name, pictureId, content: { ...withPictures(bundle.content, ids), policies: here } };
        return definitions.insert(work, input, actor);
      });
      return { ...definitions.get(id), missingPolicies: missing };
    },

    apps: () => knownApps(store, definitions),
    pictures: () => pictures.list(),
    addPicture: (name, bytes, actor) => pictures.add(name, bytes, actor),
    picture: fileOfPicture,
    removePicture: (id, actor) => pictures.remove(id, (each) => definitions.usersOf(each), actor),

    preview: (id, targets) => applying.preview(id, targets),

    async apply(id, input, actor) {
      return views.summary(await applying.apply(id, input, actor));
    },

    async setSources(id, sources, actor) {
      for (const { kind, id: targetId } of sources) {
        if (kind === 'group') groups.get(targetId);
        if (kind === 'automated') definitions.checkAutomated(targetId);
      }
      await store.write((work) => definitions.setSources(work, id, sources, actor));
      return definitions.get(id);
    },

    devices: (id) => applying.devices(id),

    follow: (id, deviceIds, follows, actor) =>
      store.write((work) => {
        const { name } = definitions.row(id);
        const changed = links.follow(id, deviceIds, follows);
        work.event({
          type: 'blueprint.follow-changed',
          actor,
          data: { blueprintId: id, name, count: changed, follows },
        });
        return { changed };
      }),

    detach: (id, deviceIds, remove, actor) => applying.detach(id, deviceIds, remove, actor),

    runs: (blueprintId) => views.list(blueprintId),
    run: (runId) => views.get(runId),

    async steer(runId, { action, deviceIds, step }, actor) {
      const run = views.row(runId);
      if (run.state === 'cancelled')
        throw new CartwrightError('conflict', 'This run was cancelled. Apply the blueprint again instead.');
      if (run.state === 'done' && (action === 'pause' || action === 'cancel'))
        throw new CartwrightError('conflict', 'This run is over. Apply the blueprint again to prepare devices anew.');
      const change = { pause, resume, cancel, retry: (each: Parameters<typeof retry>[0]) => retry(each, step) }[action];
      const targets = deviceIds ?? rows.devices(runId).map((row) => row.deviceId);
      const whole = deviceIds === undefined;
      await store.write((work) => {
        // Before the devices: with the last of them the run may end.
        if (action === 'resume' || action === 'retry') rows.setState(runId, 'running', null);
        else if (whole) rows.setState(runId, action === 'pause' ? 'paused' : 'cancelled', work.now);
        const data = { runId, blueprint: run.blueprintName, count: targets.length };
        work.event({ type: STEERED[action], actor, data });
      });
      await store.writeEach(targets, (work, deviceId) => {
        runner.change(work, runId, deviceId, change);
        if (action === 'cancel') runner.takeBack(work, runId, deviceId, actor);
      });
      await store.write((work) => rows.finishIfOver(work, runId));
      return views.summary(runId);
    },

    withPolicy: (policyId) => definitions.withPolicy(policyId),
  };
}
