import { join } from 'node:path';
import { implement } from '@orpc/server';
import { openGroups } from '../../../electron/groups/index.ts';
import { createSignIn, type SignIn } from '../../../electron/people/index.ts';
import { openReasons } from '../../../electron/reasons.ts';
import { createDownloads, createRouter, type Services, startConsoleServer } from '../../../electron/rpc/index.ts';
import { openMemoryStore } from '../../../electron/store/index.ts';
import { openSavedViews } from '../../../electron/views/index.ts';
import { systemClock } from '../../../shared/clock.ts';
import { contract } from '../../../shared/contract/index.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { freePort } from '../../support/free-port.ts';
import { playActivity } from './fake-activity.ts';
import { playAdmission } from './fake-admission.ts';
import { type FakeDevicePage, playDevicePage } from './fake-device-page.ts';
import { playHome } from './fake-home.ts';
import { playLists } from './fake-lists.ts';
import { playRelationship } from './fake-relationship.ts';
import { createFakeSchool, type FakeSchool, type FakeServices } from './fake-services.ts';
import { playSettings } from './fake-settings.ts';

/** Services that are not played answer every call with an error that says so. */
function withGaps(
  played: FakeServices &
    FakeDevicePage &
    ReturnType<typeof playSettings> &
    ReturnType<typeof playActivity> &
    Pick<
      Services,
      'tokens' | 'alerts' | 'views' | 'admission' | 'groups' | 'relationship' | 'compliance' | 'reasons'
    > & {
      carts: Pick<Services['carts'], 'list' | 'ofDevice'>;
      exams: Pick<Services['exams'], 'running'>;
      loans: Pick<Services['loans'], 'list'>;
    },
): Services {
  const gap = (name: string): unknown =>
    new Proxy(
      {},
      {
        get: (_, method) => () => {
          throw new Error(`The school in memory does not play ${name}.${String(method)}.`);
        },
      },
    );
  return new Proxy(played, {
    get: (target, name) => (Object.hasOwn(target, name) ? Reflect.get(target, name) : gap(String(name))),
  }) as unknown as Services;
}

/** What the school's devices have in a field. */
function valuesOf(school: FakeSchool) {
  return implement(contract).devices.values.handler(({ input }) => {
    const counts = new Map<string | boolean, number>();
    for (const device of school.devices) {
      const value: unknown = Reflect.get(device, input.field);
      if (typeof value === 'string' || typeof value === 'boolean') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const values = [...counts].map(([value, count]) => ({ value, label: null, count }));
    return { values: values.sort((a, b) => b.count - a.count), truncated: false };
  });
}

/** The real console door, sign-in and router before a school that lives in memory. */
export interface FakeConsole extends AsyncDisposable {
  readonly url: string;
  readonly school: FakeSchool;
  readonly home: ReturnType<typeof playHome>;
  readonly admission: ReturnType<typeof playAdmission>;
  readonly people: SignIn;
  /** A fresh one-time link. */
  signIn(): Promise<string>;
  /** The engine goes away; sessions are kept, as they are in a real store. */
  goDown(): Promise<void>;
  /** It comes back at the same address. */
  comeBack(): Promise<void>;
}

/**
 * @param options.rendererDirectory another bundle than the built one
 * @param options.port where to listen; any that is free when left out
 */
export async function startFakeConsole(options: {
  devices: number;
  rendererDirectory?: string;
  port?: number;
}): Promise<FakeConsole> {
  const store = openMemoryStore({ clock: systemClock, logger: silentLogger });
  const signIn = createSignIn(store, silentLogger);
  const school = createFakeSchool(options.devices);
  const home = playHome(school);
  const admission = playAdmission(school);
  const services = withGaps({
    ...school.services,
    ...playDevicePage(school),
    devices: { ...school.services.devices, ...playLists(school) },
    ...playSettings(signIn, school),
    ...playActivity(school),
    relationship: playRelationship(school),
    alerts: home.alerts,
    admission: admission.service,
    tokens: signIn.tokens,
    views: openSavedViews(store),
    // No carts: the screens that tell of them show that nothing is there.
    carts: { list: () => [], ofDevice: () => ({ place: null }) },
    exams: { running: () => [] },
    loans: { list: () => ({ total: 0, overdue: 0, rows: [] }) },
    groups: {
      ...openGroups({
        store,
        logger: silentLogger,
        devices: { selected: () => [], rows: () => [], attributes: () => [] },
      }),
      // The school's devices are not in the store.
      ofDevice: () => ({ groups: [], changes: [] }),
    },
    reasons: openReasons(store),
    // A school without rules.
    compliance: {
      overview: () => ({
        ...{ managed: 0, compliant: 0, grace: 0, violating: 0, exempt: 0, blocked: 0, quarantined: 0 },
        ...{ activeRules: 0, rules: [], days: [] },
      }),
      rules: { list: () => [] },
      settings: () => ({ askEveryHours: 24 }),
    } as unknown as Services['compliance'],
  });
  const real = createRouter(services, silentLogger);
  const router = {
    ...real,
    devices: { ...real.devices, facets: home.handlers.facets, values: valuesOf(school) },
  } as unknown as typeof real;
  const start = (port: number) =>
    startConsoleServer({
      router,
      signIn,
      logger: silentLogger,
      version: '0.1.0',
      rendererDirectory: options.rendererDirectory ?? join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
      host: '127.0.0.1',
      port,
      names: () => [],
      downloads: createDownloads(systemClock),
    });
  let server = await start(options.port ?? (await freePort()));
  const { url } = server;
  return {
    url,
    school,
    home,
    admission,
    people: signIn,
    signIn: async () => `${url}/sign-in/${await signIn.createLink()}`,
    goDown: () => server.stop(),
    async comeBack() {
      server = await start(Number(new URL(url).port));
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      store.close();
    },
  };
}
