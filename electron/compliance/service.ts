import { sql } from 'kysely';
import { complianceSettings } from '../../shared/contract/compliance.ts';
import type {
  ComplianceDay,
  ComplianceOverview,
  ComplianceSettings,
  DeviceCompliance,
  DeviceSelection,
} from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import { readSetting, type Store, writeSetting } from '../store/index.ts';
import { readRules } from './definitions.ts';
import { type Exemptions, openExemptions } from './exemptions.ts';
import { noteOutOfPolicy } from './out-of-policy.ts';
import type { CompliancePorts } from './ports.ts';
import { openRules, type Rules } from './rules.ts';
import { openViolations, type Violations } from './violations.ts';
import { ComplianceWorker } from './worker.ts';

/** Rules for devices: who keeps them, and what follows where one does not. */
export interface Compliance {
  readonly rules: Rules;
  readonly violations: Violations;
  readonly exemptions: Omit<Exemptions, 'tidy'>;
  /** Begins to judge, and to do what is due. Groups have to have begun before. */
  start(): void;
  stop(): void;
  overview(days: number): ComplianceOverview;
  /** @throws CartwrightError `not-found` */
  ofDevice(deviceId: string): DeviceCompliance;
  /** Asks devices for all they can tell, all managed ones unless some are named. */
  checkNow(devices: DeviceSelection | undefined, actor: string): Promise<{ devices: number; queued: number }>;
  settings(): ComplianceSettings;
  setSettings(settings: ComplianceSettings, actor: string): Promise<ComplianceSettings>;
  /**
   * Asks devices that told nothing for too long, while a rule is active. To be called now and then.
   *
   * @returns how many devices were asked
   */
  askSilent(): Promise<number>;
  /** Notes whose policies are not there, for those who ask. */
  noteOutOfPolicy(): Promise<number>;
  /** Notes today's numbers, and forgets what is long over. To be called now and then. */
  noteToday(): Promise<void>;
}

const SETTING = 'compliance.settings';
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** What is over is told for so long. */
const KEPT_MS = 365 * DAY;
const PER_UNIT = 500;
/** Asked in one look: the next follows soon. */
const MOST_ASKED = 200;
const MOST_PAST = 100;

export function openCompliance(options: {
  store: Store;
  logger: Logger;
  ports: CompliancePorts;
  timers?: Timers;
}): Compliance {
  const { store, logger, ports, timers = systemTimers } = options;
  const worker = new ComplianceWorker({ store, logger, timers, ports });
  const rules = openRules(store, ports, worker);
  const violations = openViolations(store);
  const { tidy: tidyExemptions, ...exemptions } = openExemptions(store, ports, worker, () => rules.ways());

  const settings = (): ComplianceSettings =>
    readSetting(store, SETTING, complianceSettings) ?? complianceSettings.parse({});
  const anyActive = (): boolean =>
    store.get((db) => db.selectFrom('complianceRule').select('id').where('active', '=', 1).limit(1)) !== undefined;

  const numbers = (): Omit<ComplianceDay, 'at'> => {
    const found = { compliant: 0, grace: 0, violating: 0, exempt: 0 };
    for (const { state, count } of store.all((db) =>
      db
        .selectFrom('complianceDevice')
        .select('state')
        .select((e) => e.fn.countAll<number>().as('count'))
        .groupBy('state'),
    ))
      found[state] = count;
    return found;
  };
  const today = (): number => Math.floor(store.clock.now() / DAY) * DAY;
  const howMany = (column: 'blocked' | 'quarantined'): number =>
    store.get((db) =>
      db
        .selectFrom('complianceDevice')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where(column, '=', 1),
    )?.count ?? 0;

  const one = (deviceId: string) =>
    store.get((db) => db.selectFrom('complianceDevice').selectAll().where('deviceId', '=', deviceId));

  const askSilent = async (): Promise<number> => {
    if (!anyActive()) return 0;
    const before = store.clock.now() - settings().askEveryHours * HOUR;
    const silent = store.all((db) =>
      db
        .selectFrom('device as d')
        .innerJoin('deviceReport as r', (on) => on.onRef('r.deviceId', '=', 'd.id').on('r.kind', '=', 'security'))
        .select('d.id')
        .where('d.state', '=', 'enrolled')
        .where('r.reportedAt', '<', before)
        // Who was asked and has not answered yet is not asked again.
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom('command as c')
                .select('c.id')
                .whereRef('c.enrollmentId', '=', 'd.enrollmentId')
                .where('c.open', '=', sql.lit<1>(1))
                .where('c.requestType', '=', 'SecurityInfo'),
            ),
          ),
        )
        .orderBy('r.reportedAt')
        .limit(MOST_ASKED),
    );
    if (silent.length > 0)
      await ports.commands.ask(
        silent.map(({ id }) => id),
        'system',
      );
    return silent.length;
  };

  const noteToday = async (): Promise<void> => {
    const row = numbers();
    await store.write(() => {
      store.run((db) =>
        db
          .insertInto('complianceDay')
          .values({ at: today(), ...row })
          .onConflict((c) => c.column('at').doUpdateSet(row)),
      );
      store.run((db) => db.deleteFrom('complianceDay').where('at', '<', today() - 2 * KEPT_MS));
    });
    await tidyExemptions();
    for (;;) {
      const gone = await store.write(() =>
        store.run((db) =>
          db.deleteFrom('complianceViolation').where('id', 'in', (e) =>
            e
              .selectFrom('complianceViolation')
              .select('id')
              .where('endedAt', '<', store.clock.now() - KEPT_MS)
              .limit(PER_UNIT),
          ),
        ),
      );
      if (gone < PER_UNIT) return;
    }
  };

  return {
    rules,
    violations,
    exemptions,
    start: () => worker.start(),
    stop: () => worker.stop(),
    settings,

    overview(days) {
      const now = numbers();
      const { compliant, grace, violating, exempt } = now;
      const kept = store.all((db) =>
        db
          .selectFrom('complianceDay')
          .selectAll()
          .where('at', '>', today() - days * DAY)
          .where('at', '<', today())
          .orderBy('at'),
      );
      const all = rules.list();
      return {
        ...now,
        managed: compliant + grace + violating + exempt,
        blocked: howMany('blocked'),
        quarantined: howMany('quarantined'),
        activeRules: all.filter(({ active }) => active).length,
        rules: all.flatMap(({ id, name, active, ...rule }) =>
          active ? [{ id, name, violating: rule.violating, grace: rule.grace, exempt: rule.exempt }] : [],
        ),
        days: [...kept, { at: today(), ...now }],
      };
    },

    ofDevice(deviceId) {
      if (store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId)) === undefined)
        throw new CartwrightError('not-found', 'There is no such device.');
      const row = one(deviceId);
      const delaying = store.get((db) =>
        db
          .selectFrom('device as d')
          .leftJoin('deviceFact as f', 'f.deviceId', 'd.id')
          .select(['d.lastSeenAt', 'd.batteryLevel'])
          .select((e) =>
            e
              .selectFrom('command as c')
              .select((on) => on.fn.countAll<number>().as('count'))
              .whereRef('c.enrollmentId', '=', 'd.enrollmentId')
              .where('c.open', '=', sql.lit<1>(1))
              .as('queued'),
          )
          .where('d.id', '=', deviceId),
      );
      const query = { search: '', deviceId, sort: 'beganAt', direction: 'desc' } as const;
      const going = violations.list(query).rows;
      const quarantine = store.all((db) =>
        db
          .selectFrom('complianceQuarantine as q')
          .innerJoin('deviceGroup as g', 'g.id', 'q.groupId')
          .select(['g.id', 'g.name'])
          .where('q.deviceId', '=', deviceId)
          .orderBy('g.nameKey'),
      );
      return {
        state: row?.state ?? 'compliant',
        sinceAt: row?.sinceAt ?? null,
        blocked: row?.blocked === 1,
        quarantine,
        message: row?.message ?? null,
        violations: going,
        delays: {
          lastSeenAt: delaying?.lastSeenAt ?? null,
          askEveryHours: settings().askEveryHours,
          battery: delaying?.batteryLevel ?? null,
          queued: delaying?.queued ?? 0,
        },
        past: violations.list({ ...query, state: 'over', limit: MOST_PAST }).rows,
        exemptions: exemptions.list(deviceId),
        kept: [...readRules(store).values()]
          .filter(({ id, active }) => active && !going.some(({ ruleId }) => ruleId === id))
          .map(({ id, name }) => ({ id, name })),
      };
    },

    async checkNow(devices, actor) {
      const ids =
        devices === undefined
          ? store.all((db) => db.selectFrom('device').select('id').where('state', '=', 'enrolled')).map(({ id }) => id)
          : ports.selected(devices);
      await store.writeEach(ids, (_, id) => worker.reconsider(existing(store, [id])));
      const { queued } = await ports.commands.ask(ids, actor);
      await store.write((work) =>
        work.event({ type: 'compliance.checked', actor, data: { devices: ids.length, commands: queued } }),
      );
      return { devices: ids.length, queued };
    },

    async setSettings(wanted, actor) {
      const next = complianceSettings.parse(wanted);
      await store.write((work) => {
        writeSetting(store, SETTING, next);
        work.event({ type: 'setting.compliance-changed', actor, data: { ...next } });
      });
      return next;
    },

    askSilent,
    noteToday,
    noteOutOfPolicy: () => noteOutOfPolicy(store),
  };
}

function existing(store: Store, ids: readonly string[]): string[] {
  return store.all((db) => db.selectFrom('device').select('id').where('id', 'in', ids)).map(({ id }) => id);
}
