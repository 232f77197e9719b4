import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFleet, type Fleet, type SimulatedDevice, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type { DeviceGroup, PolicyDetail } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { storedRows } from '../support/stored-rows.ts';

/*
 * Administrators, devices and the engine do what they do in any order: groups, assignments and contents change, policies
 * come and go, devices lose profiles, sleep and enroll again over what they have, the engine stops and starts. What each
 * device is to have in the end is worked out here by itself and compared with the device.
 */

const SEED = 7;
const DEVICES = 10;
const HAPPENINGS = 90;
const PREFIX = 'org.brook.';

let running: RunningEngine;
let fleet: Fleet;
beforeAll(async () => {
  running = await runEngine();
  fleet = createFleet({
    ...{ seed: SEED, count: DEVICES, keyPool: 4, apps: 1, supervised: true, mix: STEADY_IPADS },
    push: running.apple.apns.devices,
  });
  const { failed } = await fleet.enrollAll(await running.admin.invite());
  expect(failed).toEqual([]);
  await fleet.settled();
});
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

interface Assignment {
  readonly target: { readonly kind: 'group' | 'device'; readonly id: string };
  readonly mode: 'include' | 'exclude';
}
interface Policy {
  readonly id: string;
  readonly name: string;
  active: boolean;
  edition: number;
  assignments: readonly Assignment[];
}
interface Group {
  readonly id: string;
  has(deviceId: string): boolean;
}

const content = (name: string, edition: number) => {
  const uuid = (kind: number) => `5B6A4D1E-0C0F-4C44-9C5${kind}-${name.slice(1).padStart(12, '0')}`;
  const identifier = `${PREFIX}${name.toLowerCase()}`;
  const around = { PayloadVersion: 1, PayloadUUID: uuid(5), PayloadIdentifier: identifier };
  const clip = { PayloadType: 'com.apple.webClip.managed', PayloadVersion: 1, PayloadUUID: uuid(6) };
  return {
    ...{ PayloadType: 'Configuration', PayloadDisplayName: `${name} ${edition}`, ...around },
    PayloadContent: [
      { ...clip, PayloadIdentifier: `${identifier}.clip`, Label: name, URL: `https://brook.example/${edition}` },
    ],
  };
};

const there = ({ state }: SimulatedDevice): string[] =>
  state.profiles
    .filter(({ identifier }) => identifier.startsWith(PREFIX))
    .map(({ displayName }) => displayName ?? '')
    .sort();

it('each device comes to what it should have, whatever happened in whatever order, and then nothing more is sent', async () => {
  const random = seededRandom(SEED);
  const chance = (share: number): boolean => random() < share;
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call(method, path, body);

  const idOf = new Map((await running.admin.devices()).map(({ serialNumber, id }) => [serialNumber, id]));
  const deviceIds = fleet.devices.map(({ state }) => idOf.get(state.serialNumber) ?? '');
  const members = ['Oak', 'Ash', 'Elm'].map(() => new Set<string>());
  const groups: Group[] = [];
  for (const [at, name] of ['Oak', 'Ash', 'Elm'].entries()) {
    const { id } = await call<DeviceGroup>('POST', '/groups', { kind: 'static', name });
    groups.push({ id, has: (deviceId) => members[at]?.has(deviceId) === true });
  }
  const filter = 'group is "Oak" and not group is "Ash"';
  const smart = await call<DeviceGroup>('POST', '/groups', { kind: 'smart', name: 'Oak only', filter });
  groups.push({ id: smart.id, has: (id) => groups[0]?.has(id) === true && groups[1]?.has(id) === false });

  const policies: Policy[] = [];
  let made = 0;
  const happenings: Record<string, () => Promise<unknown>> = {
    async make() {
      if (policies.length >= 6) return;
      const name = `P${made++}`;
      const body = { type: 'profile', options: { name }, content: content(name, 1) };
      const { id } = await call<PolicyDetail>('POST', '/policies', body);
      policies.push({ id, name, active: true, edition: 1, assignments: [] });
    },
    async assign() {
      const policy = one(policies);
      const mode = () => (chance(0.75) ? ('include' as const) : ('exclude' as const));
      policy.assignments = [
        ...groups.filter(() => chance(0.4)).map(({ id }) => ({ target: { kind: 'group' as const, id }, mode: mode() })),
        ...deviceIds
          .filter(() => chance(0.08))
          .map((id) => ({ target: { kind: 'device' as const, id }, mode: mode() })),
      ];
      await call('PUT', `/policies/${policy.id}/assignments`, { assignments: policy.assignments });
    },
    async edit() {
      const policy = one(policies);
      const { newestVersion } = await call<PolicyDetail>('GET', `/policies/${policy.id}`);
      const body = { content: content(policy.name, ++policy.edition), basedOn: newestVersion };
      await call('POST', `/policies/${policy.id}/versions`, body);
    },
    async toggle() {
      const policy = one(policies);
      policy.active = !policy.active;
      await call('PUT', `/policies/${policy.id}`, { options: { active: policy.active } });
    },
    async drop() {
      if (policies.length < 4) return;
      const [policy] = policies.splice(Math.floor(random() * policies.length), 1);
      await call('DELETE', `/policies/${policy?.id}`, { devices: 'remove' });
    },
    async members() {
      const at = Math.floor(random() * members.length);
      const some = deviceIds.filter(() => chance(0.4));
      if (some.length === 0) return;
      const joins = chance(0.6);
      const path = `/groups/${groups[at]?.id}/members${joins ? '' : '/remove'}`;
      await call('POST', path, { devices: { deviceIds: some } });
      for (const id of some) joins ? members[at]?.add(id) : members[at]?.delete(id);
    },
    async lose() {
      for (const device of fleet.devices.filter(() => chance(0.2))) {
        const [lost] = device.state.profiles.filter(({ identifier }) => identifier.startsWith(PREFIX));
        device.change({ profiles: device.state.profiles.filter((each) => each !== lost) });
      }
    },
    refresh: () => call('POST', '/devices/refresh', { deviceIds: deviceIds.filter(() => chance(0.5)) }),
    enrollAgain: () => one(fleet.devices).enrollAgain(),
    async sleep() {
      const device = one(fleet.devices);
      device.setAsleep(!device.asleep);
    },
    restart: () => running.restart(),
    come: () => Promise.all(fleet.devices.filter(() => chance(0.6)).map((device) => device.connect())),
  };
  const likely = ['assign', 'assign', 'assign', 'members', 'members', 'edit', 'edit', 'come', 'come', 'enrollAgain'];
  const all = [...Object.keys(happenings), ...likely];
  await happenings.make?.();
  for (let at = 0; at < HAPPENINGS; at++) await happenings[one(all)]?.();

  const wanted = (deviceId: string): string[] =>
    policies
      .filter(({ active, assignments }) => {
        const own = assignments.filter(({ target }) => target.id === deviceId);
        const isIn = ({ target }: Assignment) => groups.find(({ id }) => id === target.id)?.has(deviceId) === true;
        const near = own.length > 0 ? own : assignments.filter(isIn);
        return active && near.length > 0 && near.every(({ mode }) => mode === 'include');
      })
      .map(({ name, edition }) => `${name} ${edition}`)
      .sort();
  const right = Object.fromEntries(deviceIds.map((id) => [id, wanted(id)]));
  const now = () =>
    Object.fromEntries(fleet.devices.map((device) => [idOf.get(device.state.serialNumber) ?? '', there(device)]));
  for (const device of fleet.devices) device.setAsleep(false);
  const everybodyComes = () => Promise.all(fleet.devices.map((device) => device.connect()));
  await call('POST', '/devices/refresh', { deviceIds });
  await expect.poll(async () => [await everybodyComes(), now()][1], { timeout: 60_000, interval: 200 }).toEqual(right);
  expect(Object.values(right).flat().length).toBeGreaterThan(0);

  // At rest nothing more is sent, however often everybody tells what there is.
  const sent = () =>
    storedRows(running.dataDir, `select id from command where requestType in ('InstallProfile', 'RemoveProfile')`)
      .length;
  const before = sent();
  await call('POST', '/devices/refresh', { deviceIds });
  await running.admin.until('everybody has told', async () => {
    await everybodyComes();
    return (await running.admin.devices()).every(({ openCommands }) => openCommands === 0);
  });
  expect(sent()).toBe(before);
  expect(now()).toEqual(right);
}, 180_000);
