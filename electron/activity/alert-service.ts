import {
  type Alert,
  type AlertList,
  type AlertSettings,
  type AlertSeverity,
  alertSettings,
} from '../../shared/contract/alerts.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import { readSetting, type Store, type StoredEvent, writeSetting } from '../store/index.ts';
import { openAlertReader } from './alert-facts.ts';
import { alertsFrom, type Mark, partByMarks } from './alerts.ts';
import type { ActivityPorts } from './ports.ts';

/** How many alerts are in sight. */
export type AlertCounts = Record<AlertSeverity, number>;

export interface AlertService {
  /** Looked at anew with every call. */
  list(): AlertList;
  devices(key: string, limit: number): { total: number; deviceIds: string[] };
  /** @throws CartwrightError `not-found` when there is no such alert now, as the following */
  acknowledge(key: string, actor: string): Promise<AlertList>;
  /** @throws CartwrightError `bad-request` for a time that has passed */
  snooze(key: string, until: number, actor: string): Promise<AlertList>;
  restore(key: string, actor: string): Promise<AlertList>;
  settings(): AlertSettings;
  setSettings(settings: AlertSettings, actor: string): Promise<AlertSettings>;
  /** Hears that something came, went or changed: at most once a second. Returns how to stop listening. */
  subscribe(listener: (counts: AlertCounts) => void): () => void;
  /** Nothing is looked at any more. */
  stop(): void;
}

const SETTING = 'activity.alerts';
const SOON = 1_000;
const REGULARLY = 30_000;
/** A look may take this part of the time at most: on a store that makes it slow it is taken less often. */
const SHARE = 50;

/** What happens all the time and changes no alert. */
const ORDINARY: ReadonlySet<string> = new Set([
  'command.queued',
  'command.sent',
  'command.acknowledged',
  'inventory.changed',
]);

export function openAlerts(options: {
  store: Store;
  logger: Logger;
  ports: ActivityPorts;
  timers?: Timers;
  /** Milliseconds that only grow, to see how long a look takes. */
  stopwatch?: () => number;
}): AlertService {
  const { store, logger, ports, timers = systemTimers, stopwatch = () => performance.now() } = options;
  const reader = openAlertReader(store, ports);
  const listeners = new Set<(counts: AlertCounts) => void>();
  let told = '';
  let soon: (() => void) | undefined;
  let regularly: (() => void) | undefined;
  let pause = SOON;

  const settings = (): AlertSettings => readSetting(store, SETTING, alertSettings) ?? alertSettings.parse({});
  const marks = (): Mark[] => store.all((db) => db.selectFrom('alertMark').selectAll());

  const look = (): AlertList & { stale: string[] } => {
    const began = stopwatch();
    const facts = reader.read(settings());
    const { shown, hidden, stale } = partByMarks(alertsFrom(facts, settings()), marks(), facts.now);
    pause = Math.max(SOON, (stopwatch() - began) * SHARE);
    return { at: facts.now, alerts: shown, hidden, stale };
  };

  /** What is gone is forgotten: the same trouble again is news. */
  const forget = (keys: readonly string[]): void => {
    if (keys.length === 0) return;
    store
      .write(() => store.run((db) => db.deleteFrom('alertMark').where('key', 'in', [...keys])))
      .catch((error: unknown) => logger.error({ err: error }, 'alerts that are over could not be forgotten'));
  };

  const review = (): void => {
    const { alerts, hidden, stale } = look();
    forget(stale);
    const now = JSON.stringify([alerts.map(essence), hidden.map(essence)]);
    if (now === told) return;
    told = now;
    const counts = countsOf(alerts);
    for (const listener of listeners) listener(counts);
  };
  const guarded = (): void => {
    try {
      review();
    } catch (error) {
      logger.error({ err: error }, 'what needs attention could not be looked at');
    }
  };
  const later = (): void => {
    if (soon !== undefined || listeners.size === 0) return;
    soon = timers.after(pause, () => {
      soon = undefined;
      guarded();
    });
  };
  const again = (): void => {
    regularly = timers.after(REGULARLY, () => {
      if (listeners.size > 0) guarded();
      again();
    });
  };
  again();
  const unsubscribe = store.subscribe((events: readonly StoredEvent[]) => {
    if (events.some(({ type }) => !ORDINARY.has(type))) later();
  });

  const list = (): AlertList => {
    const { at, alerts, hidden } = look();
    return { at, alerts, hidden };
  };

  const mark = async (key: string, kind: Mark['kind'], until: number | null, actor: string): Promise<AlertList> => {
    const { alerts, hidden } = look();
    const alert = [...alerts, ...hidden].find((one) => one.key === key);
    if (alert === undefined)
      throw new CartwrightError('not-found', 'This has been settled meanwhile. Reload the list.');
    await store.write((work) => {
      const row = { kind, at: work.now, by: actor, severity: alert.severity, count: alert.count, until };
      store.run((db) =>
        db
          .insertInto('alertMark')
          .values({ key, ...row })
          .onConflict((c) => c.column('key').doUpdateSet(row)),
      );
      work.event({ type: `alert.${kind}`, actor, data: { key, code: alert.code, until } });
    });
    return list();
  };

  return {
    list,
    devices(key, limit) {
      const deviceIds = [...new Set(reader.devicesOf(key, settings()))];
      return { total: deviceIds.length, deviceIds: deviceIds.slice(0, limit) };
    },
    acknowledge: (key, actor) => mark(key, 'acknowledged', null, actor),
    async snooze(key, until, actor) {
      if (until <= store.clock.now())
        throw new CartwrightError('bad-request', 'That time has passed. Choose a later one.');
      return mark(key, 'snoozed', until, actor);
    },
    async restore(key, actor) {
      await store.write((work) => {
        const gone = store.run((db) => db.deleteFrom('alertMark').where('key', '=', key));
        if (gone > 0) work.event({ type: 'alert.restored', actor, data: { key } });
      });
      return list();
    },
    settings,
    async setSettings(wanted, actor) {
      const next = alertSettings.parse(wanted);
      await store.write((work) => {
        writeSetting(store, SETTING, next);
        work.event({ type: 'setting.changed', actor, data: { name: SETTING, ...next } });
      });
      return next;
    },
    subscribe(listener) {
      listeners.add(listener);
      later();
      return () => listeners.delete(listener);
    },
    stop() {
      unsubscribe();
      listeners.clear();
      soon?.();
      regularly?.();
      soon = undefined;
    },
  };
}

/** What makes an alert another one for whoever looks; times that move along with the clock do not. */
function essence({ key, severity, count, acknowledged, snoozedUntil, data }: Alert): unknown {
  return [key, severity, count, acknowledged?.at, snoozedUntil, data.days, data.requested];
}

function countsOf(alerts: readonly Alert[]): AlertCounts {
  const counts: AlertCounts = { critical: 0, warning: 0, info: 0 };
  for (const { severity } of alerts) counts[severity]++;
  return counts;
}
