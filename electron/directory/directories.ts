import type { Directory, DirectoryCounts, DirectorySettings, NewDirectory } from '../../shared/contract/directories.ts';
import { directorySettings } from '../../shared/contract/directories.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { DirectoryServerTable, Store } from '../store/index.ts';
import { checkSettings, keptSettings, nextReading } from './directory-settings.ts';

/** Directory servers as they are kept. */
export interface DirectoryRows {
  /** By name. */
  list(): Omit<Directory, 'reading'>[];
  /** @throws CartwrightError `not-found`, as all that name one */
  get(id: string): Omit<Directory, 'reading'>;
  settings(id: string): DirectorySettings;
  /** The password that is kept, for this address and this user only. @throws CartwrightError `conflict` for others */
  password(id: string, wanted: Pick<DirectorySettings, 'address' | 'plain'>): string;
  /** @throws CartwrightError `conflict` when the name is taken, `bad-request` with what to do, `too-many` */
  create(input: NewDirectory, actor: string): Promise<string>;
  /** @throws CartwrightError as `create`, and `conflict` when a kept password would go to another server */
  update(id: string, input: NewDirectory, actor: string): Promise<void>;
  /** Its people stay. */
  remove(id: string, actor: string): Promise<void>;
  /** Those whose time has come. */
  due(): string[];
  noteWell(id: string, counts: DirectoryCounts, actor: string): Promise<void>;
  noteProblem(id: string, message: string, actor: string): Promise<void>;
}

const MOST_SERVERS = 20;

type Row = DirectoryServerTable;

export function openDirectoryRows(store: Store): DirectoryRows {
  const counted = (row: Row): { people: number; gone: number } =>
    store.get((db) =>
      db
        .selectFrom('personSource')
        .select((e) => [e.fn.countAll<number>().as('people'), e.fn.count<number>('goneAt').as('gone')])
        .where('serverId', '=', row.id),
    ) ?? { people: 0, gone: 0 };
  const describe = (row: Row): Omit<Directory, 'reading'> => {
    const { people, gone } = counted(row);
    return {
      ...keptSettings(row.settings),
      ...{ id: row.id, hasPassword: row.passwordSecretId !== null, people, goneCount: gone },
      ...{ readAt: row.readAt, nextAt: row.nextAt },
      outcome:
        row.outcome === null || row.wellAt === null
          ? null
          : { ...(JSON.parse(row.outcome) as DirectoryCounts), at: row.wellAt },
      problem: row.problem === null || row.problemAt === null ? null : { at: row.problemAt, message: row.problem },
    };
  };
  const rowOf = (id: string): Row => {
    const row = store.get((db) => db.selectFrom('directoryServer').selectAll().where('id', '=', id));
    if (row === undefined) throw new CartwrightError('not-found', 'There is no such directory.');
    return row;
  };
  const unlessTaken = (name: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a directory “${name}” already. Take another name.`);
    }
  };
  const set = (id: string, values: Partial<Row>): void => {
    store.run((db) => db.updateTable('directoryServer').set(values).where('id', '=', id));
  };
  const parts = (input: NewDirectory): { settings: DirectorySettings; typed: string | undefined } => {
    const { password: typed, ...wanted } = input;
    const settings = directorySettings.parse(wanted);
    checkSettings(settings);
    return { settings, typed: settings.signIn === 'password' ? typed : undefined };
  };
  const noPassword = (): CartwrightError =>
    new CartwrightError('bad-request', 'Type the password of the account that signs in.');

  const password: DirectoryRows['password'] = (id, { address, plain }) => {
    const { passwordSecretId, settings } = rowOf(id);
    if (passwordSecretId === null) throw noPassword();
    const kept = keptSettings(settings);
    // A password is told to nobody else, and never in the clear where it was encrypted.
    if (new URL(kept.address).host !== new URL(address).host || (plain && !kept.plain))
      throw new CartwrightError('conflict', 'The password is kept for another server. Type the one of this server.');
    return store.vault.get(passwordSecretId, 'directory-password').toString('utf8');
  };

  return {
    list: () => store.all((db) => db.selectFrom('directoryServer').selectAll().orderBy('nameKey')).map(describe),
    get: (id) => describe(rowOf(id)),
    settings: (id) => keptSettings(rowOf(id).settings),

    password,

    create: async (input, actor) => {
      const { settings, typed } = parts(input);
      if (settings.signIn === 'password' && typed === undefined) throw noPassword();
      return store.write((work) => {
        const id = newId(work.now);
        const count = store.get((db) =>
          db.selectFrom('directoryServer').select((e) => e.fn.countAll<number>().as('n')),
        );
        if ((count?.n ?? 0) >= MOST_SERVERS)
          throw new CartwrightError('too-many', `There are ${MOST_SERVERS} directories, the most there can be.`);
        unlessTaken(settings.name, () =>
          store.run((db) =>
            db.insertInto('directoryServer').values({
              ...{ id, name: settings.name, nameKey: settings.name.toLowerCase(), settings: JSON.stringify(settings) },
              passwordSecretId: typed === undefined ? null : store.vault.put('directory-password', typed),
              ...{ readAt: null, wellAt: null, outcome: null, problem: null, problemAt: null },
              nextAt: nextReading(settings.schedule, work.now, undefined),
              ...{ createdAt: work.now, createdBy: actor, changedAt: work.now },
            }),
          ),
        );
        work.event({ type: 'directory.added', actor, data: { directoryId: id, name: settings.name } });
        return id;
      });
    },

    update: async (id, input, actor) => {
      const { settings, typed } = parts(input);
      await store.write((work) => {
        const row = rowOf(id);
        const kept = keptSettings(row.settings);
        let passwordSecretId = row.passwordSecretId;
        if (settings.signIn !== 'password') {
          store.vault.remove(passwordSecretId);
          passwordSecretId = null;
        } else if (typed !== undefined)
          passwordSecretId = store.vault.replace(passwordSecretId, 'directory-password', typed);
        else password(id, settings);
        const moved = new URL(kept.address).host !== new URL(settings.address).host || kept.baseDn !== settings.baseDn;
        unlessTaken(settings.name, () =>
          set(id, {
            ...{ name: settings.name, nameKey: settings.name.toLowerCase(), settings: JSON.stringify(settings) },
            ...{ passwordSecretId, changedAt: work.now },
            // What was wrong with it may be right now.
            ...{ problem: null, problemAt: null },
            ...(moved ? { outcome: null } : {}),
            nextAt: nextReading(
              settings.schedule,
              work.now,
              row.readAt === null ? undefined : { at: row.readAt, well: true },
            ),
          }),
        );
        work.event({ type: 'directory.changed', actor, data: { directoryId: id, name: settings.name } });
      });
    },

    remove: (id, actor) =>
      store.write((work) => {
        const { name, passwordSecretId } = rowOf(id);
        store.vault.remove(passwordSecretId);
        store.run((db) => db.deleteFrom('directoryServer').where('id', '=', id));
        work.event({ type: 'directory.removed', actor, data: { directoryId: id, name } });
      }),

    due: () =>
      store
        .all((db) =>
          db.selectFrom('directoryServer').select('id').where('nextAt', '<=', store.clock.now()).orderBy('nextAt'),
        )
        .map(({ id }) => id),

    noteWell: (id, counts, actor) =>
      store.write((work) => {
        const row = rowOf(id);
        const { schedule } = keptSettings(row.settings);
        set(id, {
          ...{ readAt: work.now, wellAt: work.now, outcome: JSON.stringify(counts), problem: null, problemAt: null },
          nextAt: nextReading(schedule, work.now, { at: work.now, well: true }),
        });
        work.event({ type: 'directory.read', actor, data: { directoryId: id, name: row.name, ...counts } });
      }),

    noteProblem: (id, message, actor) =>
      store.write((work) => {
        const row = rowOf(id);
        const { schedule } = keptSettings(row.settings);
        set(id, {
          ...{ readAt: work.now, problem: message, problemAt: row.problem === null ? work.now : row.problemAt },
          nextAt: nextReading(schedule, work.now, { at: work.now, well: false }),
        });
        work.event({ type: 'directory.unreadable', actor, data: { directoryId: id, name: row.name, message } });
      }),
  };
}
