import type {
  Directory,
  DirectoryCounts,
  DirectoryPreview,
  DirectorySettings,
  DirectoryTrial,
  NewDirectory,
} from '../../shared/contract/directories.ts';
import { directorySettings } from '../../shared/contract/directories.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import { type KerberosDoor, type LdapSession, type LdapSignIn, type LdapTarget, openLdap } from '../ldap/index.ts';
import type { Store } from '../store/index.ts';
import { openDirectoryRows } from './directories.ts';
import { applyPlan, knownPeople } from './directory-apply.ts';
import { readEntries } from './directory-entries.ts';
import { type DirectoryPlan, planDirectory, previewOf } from './directory-plan.ts';
import { checkSettings } from './directory-settings.ts';
import { peopleOf } from './entry-people.ts';
import { openPersonAttributes } from './person-attributes.ts';
import { openPersonRows } from './person-rows.ts';
import { openPersonWriting } from './person-writing.ts';

/** What reading directories asks of other rooms. */
export interface DirectoryPorts {
  /** Certificates of the library, as PEM: all of them, or some by their ids. */
  trustPem(ids?: readonly string[]): readonly string[];
  readonly kerberos: KerberosDoor;
}

/** Directory servers that people are read from: when somebody says so, and by their schedules. */
export interface Directories {
  list(): Directory[];
  /** @throws CartwrightError `conflict` when the name is taken, `bad-request` with what to do, `too-many` */
  create(input: NewDirectory, actor: string): Promise<Directory>;
  update(id: string, input: NewDirectory, actor: string): Promise<Directory>;
  /** Returns what it was; its people stay. */
  remove(id: string, actor: string): Promise<Directory>;
  /** Goes step by step up to the first that fails, and keeps nothing. */
  try(input: NewDirectory, id: string | null): Promise<DirectoryTrial>;
  /** @throws CartwrightError `conflict` that says what to do, as `read` */
  preview(id: string): Promise<DirectoryPreview>;
  read(id: string, evenIfMany: boolean, actor: string): Promise<DirectoryCounts>;
  start(): void;
  /** Ends what is being read, and waits for what is being written. */
  stop(): Promise<void>;
}

const LOOK_MS = 60_000;
const SHOWN = 20;
/** Whom the event log names for what a schedule does. */
const SCHEDULE = 'system';

export function openDirectories(options: {
  store: Store;
  logger: Logger;
  ports: DirectoryPorts;
  timers?: Timers;
}): Directories {
  const { store, logger, ports, timers = systemTimers } = options;
  const servers = openDirectoryRows(store);
  const attributes = openPersonAttributes(store);
  const rows = openPersonRows(store, () => attributes.shapes());
  const writing = openPersonWriting(store, () => attributes.shapes());
  const underWay = new Map<string, NonNullable<Directory['reading']>>();
  const connections = new Set<() => void>();
  const busy = new Set<Promise<unknown>>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  const shown = (id: string): Directory => ({ ...servers.get(id), reading: underWay.get(id) ?? null });

  const targetOf = (settings: DirectorySettings, password: () => string): LdapTarget => {
    const signIn: LdapSignIn =
      settings.signIn === 'anonymous'
        ? { kind: 'anonymous' }
        : settings.signIn === 'kerberos'
          ? { kind: 'kerberos', kerberos: ports.kerberos }
          : { kind: 'password', user: settings.user, password: password() };
    const { address, plain, trust } = settings;
    return {
      ...{ address, plain, signIn },
      trustPem: trust.length === 0 ? undefined : ports.trustPem(trust),
      furtherPem: ports.trustPem(),
    };
  };

  /** Connects, does something, and ends the connection whatever comes. */
  const connected = async <T>(
    target: LdapTarget,
    act: (session: LdapSession) => Promise<T>,
    reached?: Parameters<typeof openLdap>[1],
  ): Promise<T> => {
    let close = (): void => {};
    const end = (): void => close();
    connections.add(end);
    try {
      const session = await openLdap(target, reached, (given) => {
        close = given;
        if (stopped) given();
      });
      close = session.close;
      return await act(session);
    } finally {
      end();
      connections.delete(end);
    }
  };

  const readPlan = async (id: string): Promise<DirectoryPlan> => {
    const settings = servers.settings(id);
    const target = targetOf(settings, () => servers.password(id, settings));
    const entries = await connected(target, (session) =>
      readEntries(session, settings, { told: (people) => underWay.set(id, { phase: 'reading', people }) }),
    );
    const { people, problems } = peopleOf(entries, settings.mapping, attributes.list());
    return planDirectory(people, knownPeople(store, rows, id), settings, problems);
  };

  /** Only one at a time reads a directory. */
  const alone = async <T>(id: string, act: () => Promise<T>): Promise<T> => {
    if (stopped) throw new CartwrightError('conflict', 'The server is ending. Try again when it is back.');
    if (underWay.has(id))
      throw new CartwrightError('conflict', 'This directory is being read. Wait until that is done.');
    servers.settings(id);
    underWay.set(id, { phase: 'connecting', people: 0 });
    const doing = act().finally(() => {
      underWay.delete(id);
      busy.delete(doing);
    });
    busy.add(doing);
    return doing;
  };

  const write = async (id: string, evenIfMany: boolean, actor: string): Promise<DirectoryCounts> => {
    const plan = await readPlan(id);
    if (plan.refused !== null && !(plan.refused === 'too-few' && evenIfMany)) throw refused(plan);
    const failed = await applyPlan({ store, writing }, { id, actor }, plan, (people) =>
      underWay.set(id, { phase: 'writing', people }),
    );
    const counts = { ...plan.counts, problems: plan.counts.problems + failed.length };
    await servers.noteWell(id, counts, actor);
    return counts;
  };
  const read = (id: string, evenIfMany: boolean, actor: string): Promise<DirectoryCounts> =>
    alone(id, () =>
      write(id, evenIfMany, actor).catch(async (error: unknown) => {
        if (!stopped && error instanceof CartwrightError) await servers.noteProblem(id, error.message, actor);
        throw error;
      }),
    );

  const readDue = async (): Promise<void> => {
    for (const id of servers.due()) {
      if (stopped || underWay.has(id)) continue;
      try {
        await read(id, false, SCHEDULE);
      } catch (err) {
        logger.warn({ err, directory: id }, 'a directory could not be read');
      }
    }
  };

  const look = (): void => {
    cancel = timers.after(LOOK_MS, look);
    const doing = readDue()
      .catch((err: unknown) => logger.error({ err }, 'directories that are due could not be read'))
      .finally(() => busy.delete(doing));
    busy.add(doing);
  };

  return {
    list: () => servers.list().map((one) => ({ ...one, reading: underWay.get(one.id) ?? null })),
    create: async (input, actor) => shown(await servers.create(input, actor)),
    async update(id, input, actor) {
      await servers.update(id, input, actor);
      return shown(id);
    },
    async remove(id, actor) {
      const was = shown(id);
      if (was.reading !== null)
        throw new CartwrightError('conflict', 'This directory is being read. Wait until that is done.');
      await servers.remove(id, actor);
      return was;
    },

    async try({ password, ...wanted }, id) {
      const settings = directorySettings.parse(wanted);
      checkSettings(settings);
      const steps: DirectoryTrial['steps'] = [];
      const well = (step: DirectoryTrial['steps'][number]['step'], detail: string): void => {
        steps.push({ step, ok: true, detail });
      };
      try {
        const target = targetOf(settings, () => password ?? (id === null ? '' : servers.password(id, settings)));
        const entries = await connected(
          target,
          (session) => readEntries(session, settings, { limit: SHOWN, based: () => well('base', '') }),
          well,
        );
        if (entries.length === 0)
          throw new CartwrightError('conflict', 'Nobody was found. Check the base DN, the filter and the groups.');
        const { people, problems } = peopleOf(entries, settings.mapping, attributes.list());
        well('people', String(people.length));
        const found = people.map(({ dn, name, email = '', team = '', values }) => ({ dn, name, email, team, values }));
        return { steps, people: found, problems };
      } catch (error) {
        if (!(error instanceof CartwrightError)) throw error;
        steps.push({ step: STEPS[steps.length] ?? 'people', ok: false, detail: error.message });
        return { steps, people: [], problems: [] };
      }
    },

    preview: (id) => alone(id, async () => previewOf(await readPlan(id))),
    read,

    start: look,

    async stop() {
      stopped = true;
      cancel?.();
      for (const close of connections) close();
      await Promise.allSettled([...busy]);
    },
  };
}

const STEPS = ['name', 'connection', 'encryption', 'sign-in', 'base', 'people'] as const;

function refused({ refused: why, before, counts, gone }: DirectoryPlan): CartwrightError {
  return new CartwrightError(
    'conflict',
    why === 'nobody'
      ? 'Nobody was found, so nothing was changed. Check the base DN, the filter and the groups.'
      : `The directory knows only ${before - gone.length} of ${before} people any more, so nothing was changed. Check the filter, or read it by hand and say that this is meant.`,
    { data: { found: counts.found, before } },
  );
}
