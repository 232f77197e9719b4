import { implement } from '@orpc/server';
import type { Services } from '../../../electron/rpc/index.ts';
import {
  type Alert,
  type AlertList,
  type AlertSettings,
  contract,
  type FacetCount,
} from '../../../shared/contract/index.ts';
import type { FakeSchool } from './fake-services.ts';

const DAY = 86_400_000;
type AlertCounts = Parameters<Parameters<Services['alerts']['subscribe']>[0]>[0];

export function fakeAlert(part: Partial<Alert> & Pick<Alert, 'code'>): Alert {
  return {
    key: part.code,
    severity: 'warning',
    count: 1,
    data: {},
    namesDevices: false,
    link: { screen: 'devices', filter: {} },
    acknowledged: null,
    snoozedUntil: null,
    ...part,
  };
}

/** What the home screen asks for: alerts as they are set, and counts of the school's devices. */
export function playHome(school: FakeSchool) {
  const list: AlertList = {
    at: Date.now(),
    hidden: [],
    alerts: [
      fakeAlert({
        code: 'push-tokens-dead',
        severity: 'critical',
        count: 3,
        namesDevices: true,
        link: { screen: 'devices', filter: { state: 'enrolled' } },
      }),
      fakeAlert({
        code: 'push-certificate-expiring',
        data: { expiresAt: Date.now() + 12 * DAY + 60_000 },
        link: { screen: 'push', filter: {} },
      }),
      fakeAlert({ code: 'backup-missing', severity: 'info', link: { screen: 'backup', filter: {} } }),
    ],
  };
  let failure: Error | undefined;
  const hide = (key: string, part: Partial<Alert>): AlertList => {
    const index = list.alerts.findIndex((alert) => alert.key === key);
    const [alert] = index < 0 ? [] : list.alerts.splice(index, 1);
    if (alert !== undefined) list.hidden.push({ ...alert, ...part });
    return list;
  };
  const api = implement(contract);
  const count = (values: readonly (string | boolean | null)[]): FacetCount[] => {
    const counts = new Map<string | boolean | null, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([value, each]) => ({ value, count: each })).sort((a, b) => b.count - a.count);
  };
  const listeners = new Set<(counts: AlertCounts) => void>();
  const tell = (): void => {
    const of = (severity: Alert['severity']): number =>
      list.alerts.filter((alert) => alert.severity === severity).length;
    for (const listener of listeners) listener({ critical: of('critical'), warning: of('warning'), info: of('info') });
  };
  let settings: AlertSettings = {
    silentDays: 7,
    pushCertificateDays: 30,
    certificateDays: 30,
    identityDays: 14,
    failedHours: 24,
    diskFreeGb: 2,
    backupDays: 7,
    invitationHours: 24,
  };
  const alerts: Services['alerts'] = {
    list() {
      if (failure !== undefined) throw failure;
      return list;
    },
    devices: () => ({ total: 0, deviceIds: [] }),
    acknowledge: async (key, actor) => hide(key, { acknowledged: { at: Date.now(), by: actor.name } }),
    snooze: async (key, until) => hide(key, { snoozedUntil: until }),
    async restore(key) {
      const index = list.hidden.findIndex((alert) => alert.key === key);
      const [alert] = index < 0 ? [] : list.hidden.splice(index, 1);
      if (alert !== undefined) list.alerts.push({ ...alert, acknowledged: null, snoozedUntil: null });
      return list;
    },
    settings: () => settings,
    async setSettings(fresh) {
      settings = fresh;
      return settings;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const handlers = {
    facets: api.devices.facets.handler(() => {
      const managed = school.devices.filter(({ state }) => state !== 'ended');
      return {
        total: managed.length,
        facets: {
          platform: count(managed.map(({ platform }) => platform)),
          osVersion: count(managed.map(({ osVersion }) => osVersion)),
          lastSeen: count(managed.map(({ lastSeenAt }) => (lastSeenAt === null ? null : 'day'))),
          storage: count(managed.map(({ availableGb }) => (Number(availableGb) < 20 ? 'under-10' : 'over-50'))),
          passcodePresent: count(managed.map(({ passcodePresent }) => passcodePresent)),
          encrypted: count(managed.map((_device, index) => (index % 9 === 0 ? null : index % 4 !== 0))),
          supervised: count(managed.map(({ supervised }) => supervised)),
          family: count(managed.map(({ family }) => family)),
          modelName: count(managed.map(({ modelName }) => modelName)),
          state: count(managed.map(({ state }) => state)),
          pushState: count(managed.map(({ pushState }) => pushState)),
        },
      };
    }),
  };
  return {
    alerts,
    handlers,
    /** Makes the list of alerts fail; undefined makes it work again. */
    failAlerts(error: Error | undefined) {
      failure = error;
    },
    /** Sets what needs attention, and tells the windows. */
    setAlerts(fresh: Alert[]) {
      list.alerts = fresh;
      tell();
    },
  };
}
