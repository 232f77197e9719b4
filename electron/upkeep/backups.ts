import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Backup, BackupCheck, BackupOverview, BackupSchedule } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { checkStoreCopy, type KeySealer, readSetting, type Store, writeSetting } from '../store/index.ts';
import { backupFiles, readManifest, type SealerKind, sealedBy, unpackBackup, writeBackup } from './backup-files.ts';
import { restoreNeeds } from './restore-steps.ts';

const DAY = 86_400_000;
/** After a start without any backup: the first run is worth keeping, but has to happen first. */
const FIRST_AFTER = 3_600_000;
const SETTING = 'backup.schedule';
const schedule = z.object({ enabled: z.boolean(), keep: z.number().int() });
const MIGRATION = /^before-migration-(\d+)-(\d+)\.db$/;

export interface BackupsOptions {
  readonly store: Store;
  readonly sealer: KeySealer;
  readonly dataDir: string;
  readonly version: string;
  readonly logger: Logger;
}

/** Backups in the data directory's `backups` folder: made by hand and daily, one file each. */
export interface Backups {
  list(): Promise<BackupOverview>;
  create(kind: 'manual' | 'scheduled', actor: string): Promise<Backup>;
  /** Reads it to its end: checksums, every page, and that the key of this start opens it. */
  verify(name: string): Promise<BackupCheck>;
  /** Where the file is. @throws CartwrightError `not-found` */
  locate(name: string): Promise<{ file: string; size: number }>;
  remove(name: string, actor: string): Promise<void>;
  setSchedule(wanted: BackupSchedule, actor: string): Promise<BackupOverview>;
  /** When the newest was made, ms; null: never. */
  newestAt(): number | null;
  /** Makes the daily backup when it is due, and deletes those beyond the number to keep. Call it often. */
  runDue(): Promise<void>;
}

export function openBackups(options: BackupsOptions): Backups {
  const { store, sealer, dataDir, version, logger } = options;
  const directory = join(dataDir, 'backups');
  const startedAt = store.clock.now();
  let lastProblem: string | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  /** One at a time: each reads or writes the whole store. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work);
    turn = next.catch(() => undefined);
    return next;
  };
  const plan = (): BackupSchedule => readSetting(store, SETTING, schedule) ?? { enabled: true, keep: 14 };

  const all = async (): Promise<Backup[]> => {
    const found: Backup[] = [];
    for (const { name, size, changedAt } of await backupFiles(directory)) {
      const migration = MIGRATION.exec(name);
      const unknown = { version: null, devices: null, sealedBy: null, problem: null };
      if (migration !== null) {
        const createdAt = Number(migration[2]);
        found.push({ name, size, kind: 'migration', createdAt, createdBy: 'system', ...unknown });
      } else if (name.endsWith('.tar')) {
        try {
          const { kind, createdAt, createdBy, version, devices, sealedBy } = await readManifest(join(directory, name));
          found.push({ name, size, kind, createdAt, createdBy, version, devices, sealedBy, problem: null });
        } catch (error) {
          const problem = error instanceof CartwrightError ? error.message : 'This file cannot be read.';
          const kind = name.includes('-scheduled') ? 'scheduled' : 'manual';
          found.push({ name, size, kind, createdAt: changedAt, createdBy: 'system', ...unknown, problem });
        }
      }
    }
    return found.sort((one, other) => other.createdAt - one.createdAt || (one.name < other.name ? 1 : -1));
  };
  const dueAt = (backups: readonly Backup[]): number => {
    const last = backups.find((each) => each.kind === 'scheduled' && each.problem === null);
    return last === undefined ? startedAt + FIRST_AFTER : last.createdAt + DAY;
  };
  const overview = async (): Promise<BackupOverview> => {
    const backups = await all();
    const wanted = plan();
    const seal: SealerKind = await sealedBy(dataDir);
    return {
      backups,
      schedule: wanted,
      nextAt: wanted.enabled ? dueAt(backups) : null,
      lastProblem,
      directory,
      restore: restoreNeeds(seal, dataDir),
    };
  };
  const find = async (name: string): Promise<Backup> => {
    const found = (await all()).find((each) => each.name === name);
    if (found === undefined) throw new CartwrightError('not-found', 'There is no such backup. It may be deleted.');
    return found;
  };
  const make = async (kind: 'manual' | 'scheduled', actor: string): Promise<Backup> => {
    const createdAt = store.clock.now();
    const stamp = new Date(createdAt).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    const name = `cartwright-${stamp}-${kind}-${randomBytes(3).toString('hex')}.tar`;
    const devices =
      store.get((db) => db.selectFrom('device').select((e) => e.fn.countAll<number>().as('count')))?.count ?? 0;
    await writeBackup(store, dataDir, join(directory, name), { kind, createdAt, createdBy: actor, version, devices });
    await store.write((work) => work.event({ type: 'backup.created', actor, data: { name, kind } }));
    return find(name);
  };
  const erase = async (name: string, actor: string): Promise<void> => {
    await rm(join(directory, name), { force: true });
    await store.write((work) => work.event({ type: 'backup.removed', actor, data: { name } }));
  };

  const newest = store.statement<object, { at: number | null }>((db) =>
    db
      .selectFrom('event')
      .select((e) => e.fn.max('at').as('at'))
      .where('type', '=', 'backup.created'),
  );

  return {
    newestAt: () => newest.get({})?.at ?? null,
    list: overview,
    create: (kind, actor) => inTurn(() => make(kind, actor)),

    verify: (name) =>
      inTurn(async () => {
        const { kind } = await find(name);
        const scratch = join(directory, `.check-${randomBytes(6).toString('hex')}`);
        const checkedAt = store.clock.now();
        try {
          if (kind === 'migration') {
            await mkdir(scratch, { mode: 0o700 });
            await copyFile(join(directory, name), join(scratch, 'cartwright.db'));
            await copyFile(join(dataDir, 'vault.json'), join(scratch, 'vault.json'));
          } else await unpackBackup(join(directory, name), scratch);
          const problems = await checkStoreCopy(scratch, sealer);
          return { ok: problems.length === 0, checkedAt, problems };
        } catch (error) {
          if (!(error instanceof CartwrightError)) throw error;
          return { ok: false, checkedAt, problems: [error.message] };
        } finally {
          await rm(scratch, { recursive: true, force: true });
        }
      }),

    async locate(name) {
      const { size } = await find(name);
      return { file: join(directory, name), size };
    },

    remove: (name, actor) =>
      inTurn(async () => {
        await find(name);
        await erase(name, actor);
      }),

    async setSchedule(wanted, actor) {
      await store.write((work) => {
        writeSetting(store, SETTING, wanted);
        work.event({ type: 'backup.scheduled', actor, data: { ...wanted } });
      });
      return overview();
    },

    runDue: () =>
      inTurn(async () => {
        const wanted = plan();
        if (!wanted.enabled || store.clock.now() < dueAt(await all())) return;
        try {
          await make('scheduled', 'system');
          const scheduled = (await all()).filter((each) => each.kind === 'scheduled');
          for (const { name } of scheduled.slice(wanted.keep)) await erase(name, 'system');
          lastProblem = null;
        } catch (error) {
          lastProblem = error instanceof Error ? error.message : String(error);
          logger.error({ err: error }, 'the daily backup failed');
        }
      }),
  };
}
