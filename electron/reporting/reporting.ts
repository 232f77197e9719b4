import { sql } from 'kysely';
import {
  type ReportingNotice,
  type ReportingOverview,
  type ReportingSettings,
  reportingNotice,
  reportingSettings,
} from '../../shared/contract/reporting.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';

/** What asking needs of the queue. */
export interface ReportingPorts {
  /** Queues every question about an enrollment that does not wait already. @returns how many */
  ask(work: UnitOfWork, enrollmentId: string): number;
}

/** Asks every device about itself now and then, in rounds. */
export interface Reporting {
  settings(): ReportingSettings;
  overview(): ReportingOverview;
  /** Saves; what is seen from now on and was not before is to be told to people. */
  set(settings: ReportingSettings, actor: string): Promise<ReportingOverview>;
  /** People were told. */
  told(actor: string): Promise<ReportingOverview>;
  /** Asks whose time has come, and forgets what is not to be known any more. Safe to repeat and to interrupt. */
  run(): Promise<{ asked: number; forgotten: number }>;
}

const SETTING = 'reporting';
const NOTICE = 'reporting.notice';
const MINUTE = 60_000;
const PER_UNIT = 50;
/** Devices asked in one look: a school that enrolled in one morning is not asked at one stroke ever after. */
const MOST_ASKED = 250;
/** Devices whose apps are forgotten in one unit of work. */
const FORGET_PER_UNIT = 20;

export function openReporting({ store, ports }: { store: Store; ports: ReportingPorts }): Reporting {
  let known: ReportingSettings | undefined;
  const settings = (): ReportingSettings => {
    known ??= readSetting(store, SETTING, reportingSettings) ?? reportingSettings.parse({});
    return known;
  };
  const notice = (): ReportingNotice | null => readSetting(store, NOTICE, reportingNotice.nullable()) ?? null;

  /** Devices that told of themselves last before a time, and are not being asked. */
  const dueBefore = (before: number, whileRoaming: boolean) =>
    store.all<{ deviceId: string }>((db) => {
      const query = db
        .selectFrom('enrollment as e')
        .leftJoin('deviceReport as r', (join) =>
          join.onRef('r.deviceId', '=', 'e.deviceId').on('r.kind', '=', sql.lit('device-information') as never),
        )
        .leftJoin('deviceFact as f', 'f.deviceId', 'e.deviceId')
        .select('e.deviceId')
        .where('e.channel', '=', 'device')
        .where('e.state', '=', 'enrolled')
        .where('e.awaitingConfiguration', '=', 0)
        .where(sql<boolean>`coalesce(r."reportedAt", e."enrolledAt", 0) < ${before}`)
        .where(sql<boolean>`not exists (select 1 from "command" c where c."enrollmentId" = e."id" and c."open" = 1
          and c."requestType" = 'DeviceInformation')`)
        .orderBy(sql`coalesce(r."reportedAt", 0)`);
      return whileRoaming ? query : query.where(sql<boolean>`coalesce(f."roaming", 0) <> 1`);
    });
  const due = (): string[] => {
    const { everyMinutes, whileRoaming } = settings();
    return everyMinutes === null
      ? []
      : dueBefore(store.clock.now() - everyMinutes * MINUTE, whileRoaming).map(({ deviceId }) => deviceId);
  };
  const enrollments = store.statement<{ deviceId: string }, { id: string }>((db, p) =>
    db.selectFrom('enrollment').select('id').where('deviceId', '=', p.deviceId).where('state', '=', 'enrolled'),
  );

  const inUnits = async (
    ids: readonly string[],
    size: number,
    each: (work: UnitOfWork, id: string) => void,
  ): Promise<void> => {
    for (let from = 0; from < ids.length; from += size)
      await store.write((work) => {
        for (const id of ids.slice(from, from + size)) each(work, id);
      });
  };

  const forget = async (): Promise<number> => {
    if (settings().apps === 'all') return 0;
    const ids = store
      .all((db) => db.selectFrom('deviceReport').select('deviceId').where('kind', '=', 'apps'))
      .map(({ deviceId }) => deviceId);
    await inUnits(ids, FORGET_PER_UNIT, (_work, deviceId) => {
      store.run((db) => db.deleteFrom('installedApp').where('deviceId', '=', deviceId));
      store.run((db) => db.deleteFrom('deviceReport').where('deviceId', '=', deviceId).where('kind', '=', 'apps'));
    });
    return ids.length;
  };

  const overview = (): ReportingOverview => {
    const count = (open: boolean): number =>
      store.get<{ count: number }>((db) => {
        const query = db
          .selectFrom('enrollment as e')
          .select((e) => e.fn.countAll<number>().as('count'))
          .where('e.channel', '=', 'device')
          .where('e.state', '=', 'enrolled');
        return open
          ? query.where(sql<boolean>`exists (select 1 from "command" c where c."enrollmentId" = e."id" and c."open" = 1
              and c."requestType" = 'DeviceInformation')`)
          : query;
      })?.count ?? 0;
    return {
      settings: settings(),
      devices: count(false),
      due: due().length,
      asked: count(true),
      notice: notice(),
    };
  };

  return {
    settings,
    overview,

    async set(wanted, actor) {
      const before = settings();
      const grown: ReportingNotice['more'] = [
        ...(before.apps === 'managed' && wanted.apps === 'all' ? (['apps'] as const) : []),
        ...(!before.location && wanted.location ? (['location'] as const) : []),
      ];
      await store.write((work) => {
        writeSetting(store, SETTING, wanted);
        const left = (notice()?.more ?? []).filter((each) =>
          each === 'apps' ? wanted.apps === 'all' : wanted.location,
        );
        const more = [...new Set([...left, ...grown])];
        writeSetting(store, NOTICE, more.length === 0 ? null : { more, at: work.now, by: actor });
        work.event({ type: 'setting.reporting-changed', actor, data: { ...wanted } });
      });
      known = wanted;
      return overview();
    },

    async told(actor) {
      const open = notice();
      if (open !== null)
        await store.write((work) => {
          writeSetting(store, NOTICE, null);
          work.event({ type: 'setting.reporting-told', actor, data: { more: open.more.join(', ') } });
        });
      return overview();
    },

    async run() {
      const forgotten = await forget();
      const ids = due().slice(0, MOST_ASKED);
      let asked = 0;
      await inUnits(ids, PER_UNIT, (work, deviceId) => {
        let questions = 0;
        for (const { id } of enrollments.all({ deviceId })) questions += ports.ask(work, id);
        if (questions > 0) asked++;
      });
      return { asked, forgotten };
    },
  };
}
