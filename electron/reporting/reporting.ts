import { type RawBuilder, sql } from 'kysely';
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
/** Enrollments looked at in one round; the next round goes on after them. */
const LOOKED_AT = 2_500;
/** Devices asked in one round: a school that enrolled in one morning is not asked at one stroke ever after. */
const MOST_ASKED = 250;

export function openReporting({ store, ports }: { store: Store; ports: ReportingPorts }): Reporting {
  let known: ReportingSettings | undefined;
  /** The enrollment the last round came to; empty: the next one begins anew. */
  let reached = '';
  const settings = (): ReportingSettings => {
    known ??= readSetting(store, SETTING, reportingSettings) ?? reportingSettings.parse({});
    return known;
  };
  const notice = (): ReportingNotice | null => readSetting(store, NOTICE, reportingNotice.nullable()) ?? null;

  const managed = sql<boolean>`e."channel" = 'device' and e."state" = 'enrolled'`;
  const asked = sql<boolean>`exists (select 1 from "command" c where c."enrollmentId" = e."id" and c."open" = 1
    and c."requestType" = 'DeviceInformation')`;
  /** Managed, told of itself last longer ago than is wanted, and is not being asked. */
  const due = () => {
    const { everyMinutes, whileRoaming } = settings();
    if (everyMinutes === null) return sql<boolean>`false`;
    const home = sql`and coalesce((select f."roaming" from "deviceFact" f where f."deviceId" = e."deviceId"), 0) <> 1`;
    return sql<boolean>`${managed} and e."awaitingConfiguration" = 0 and coalesce((select r."reportedAt"
      from "deviceReport" r where r."deviceId" = e."deviceId" and r."kind" = 'device-information'), e."enrolledAt", 0)
      < ${store.clock.now() - everyMinutes * MINUTE} and not ${asked} ${whileRoaming ? sql`` : home}`;
  };
  const enrollments = store.statement<{ deviceId: string }, { id: string }>((db, p) =>
    db.selectFrom('enrollment').select('id').where('deviceId', '=', p.deviceId).where('state', '=', 'enrolled'),
  );

  /** The next stretch of enrollments: those after `after`, up to `upTo`; null at the end of them all. */
  const stretch = (after: string): { after: string; upTo: string | null } => {
    const last = store.get((db) =>
      db
        .selectFrom('enrollment')
        .select('id')
        .where('id', '>', after)
        .orderBy('id')
        .limit(1)
        .offset(LOOKED_AT - 1),
    );
    return { after, upTo: last?.id ?? null };
  };
  const within = ({ after, upTo }: { after: string; upTo: string | null }) =>
    upTo === null ? sql<boolean>`e."id" > ${after}` : sql<boolean>`e."id" > ${after} and e."id" <= ${upTo}`;

  const forget = async (looked: ReturnType<typeof stretch>): Promise<number> => {
    if (settings().apps === 'all') return 0;
    const ids = store
      .all((db) =>
        db
          .selectFrom('enrollment as e')
          .innerJoin('deviceReport as r', 'r.deviceId', 'e.deviceId')
          .select('e.deviceId')
          .distinct()
          .where('r.kind', '=', 'apps')
          .where(within(looked)),
      )
      .map(({ deviceId }) => deviceId);
    await store.writeEach(ids, (_work, deviceId) => {
      store.run((db) => db.deleteFrom('installedApp').where('deviceId', '=', deviceId));
      store.run((db) => db.deleteFrom('deviceReport').where('deviceId', '=', deviceId).where('kind', '=', 'apps'));
    });
    return ids.length;
  };

  const overview = (): ReportingOverview => {
    const counted = (which: RawBuilder<boolean>): number =>
      store.get((db) =>
        db
          .selectFrom('enrollment as e')
          .select((e) => e.fn.countAll<number>().as('count'))
          .where(which),
      )?.count ?? 0;
    return {
      settings: settings(),
      devices: counted(managed),
      due: counted(due()),
      asked: counted(sql<boolean>`${managed} and ${asked}`),
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
      const looked = stretch(reached);
      const forgotten = await forget(looked);
      const found = store.all((db) =>
        db
          .selectFrom('enrollment as e')
          .select(['e.id', 'e.deviceId'])
          .where(within(looked))
          .where(due())
          .orderBy('e.id')
          .limit(MOST_ASKED),
      );
      const questions = await store.writeEach(found, (work, { deviceId }): number =>
        enrollments.all({ deviceId }).reduce((sum, { id }) => sum + ports.ask(work, id), 0),
      );
      reached = (found.length === MOST_ASKED ? found.at(-1)?.id : looked.upTo) ?? '';
      return { asked: questions.filter((count) => count > 0).length, forgotten };
    },
  };
}
