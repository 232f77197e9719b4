import { implement } from '@orpc/server';
import { type Alert, type AlertList, type Change, contract, type FacetCount } from '../../../shared/contract/index.ts';
import type { FakeSchool } from './fake-services.ts';

const DAY = 86_400_000;

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
  const handlers = {
    alerts: {
      list: api.alerts.list.handler(() => {
        if (failure !== undefined) throw failure;
        return list;
      }),
      acknowledge: api.alerts.acknowledge.handler(({ input }) =>
        hide(input.key, { acknowledged: { at: Date.now(), by: 'administrator' } }),
      ),
      snooze: api.alerts.snooze.handler(({ input }) => hide(input.key, { snoozedUntil: input.until })),
      restore: api.alerts.restore.handler(({ input }) => {
        const index = list.hidden.findIndex((alert) => alert.key === input.key);
        const [alert] = index < 0 ? [] : list.hidden.splice(index, 1);
        if (alert !== undefined) list.alerts.push({ ...alert, acknowledged: null, snoozedUntil: null });
        return list;
      }),
    },
    facets: api.devices.facets.handler(() => ({
      total: school.devices.length,
      facets: {
        platform: count(school.devices.map(({ platform }) => platform)),
        osVersion: count(school.devices.map(({ osVersion }) => osVersion)),
        lastSeen: count(school.devices.map(({ lastSeenAt }) => (lastSeenAt === null ? null : 'day'))),
        storage: count(school.devices.map(({ availableGb }) => (Number(availableGb) < 20 ? 'under-10' : 'over-50'))),
        passcodePresent: count(school.devices.map(({ passcodePresent }) => passcodePresent)),
        encrypted: count(school.devices.map((_device, index) => (index % 9 === 0 ? null : index % 4 !== 0))),
        supervised: count(school.devices.map(({ supervised }) => supervised)),
        family: count(school.devices.map(({ family }) => family)),
        modelName: count(school.devices.map(({ modelName }) => modelName)),
        state: count(school.devices.map(({ state }) => state)),
        pushState: count(school.devices.map(({ pushState }) => pushState)),
      },
    })),
  };
  return {
    handlers,
    /** Makes the list of alerts fail; undefined makes it work again. */
    failAlerts(error: Error | undefined) {
      failure = error;
    },
    /** Sets what needs attention. Windows hear of it by the next event. */
    setAlerts(alerts: Alert[]) {
      list.alerts = alerts;
    },
    change: (): Change => ({ kind: 'alerts', critical: 0, warning: list.alerts.length, info: 0 }),
  };
}
