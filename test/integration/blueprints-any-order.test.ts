import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFleet, type Fleet, type SimulatedDevice, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type { Blueprint, PolicyDetail } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { seededRandom } from '../support/seeded-random.ts';

/*
 * Two blueprints are applied, changed and detached in any order, before what was begun is done, while devices sleep, come
 * by, and the engine stops and starts. In the end each device is as its blueprint is now, and one without a blueprint has
 * nothing of any.
 */

const SEED = 5;
const DEVICES = 6;
const HAPPENINGS = 45;

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

const zoneOf = (edition: number): string => (edition % 2 === 0 ? 'Europe/Paris' : 'Europe/Berlin');

it('each device comes to what its blueprint is now, whatever was begun before', async () => {
  const random = seededRandom(SEED);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call(method, path, body);
  const idOf = new Map((await running.admin.devices()).map(({ serialNumber, id }) => [serialNumber, id]));
  const of = ({ state }: SimulatedDevice): string => idOf.get(state.serialNumber) ?? '';
  const deviceIds = fleet.devices.map(of);

  const around = { PayloadVersion: 1, PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-000000000001' };
  const clip = {
    PayloadType: 'com.apple.webClip.managed',
    PayloadVersion: 1,
    Label: 'Canteen',
    URL: 'https://brook.example',
  };
  const policy = await call<PolicyDetail>('POST', '/policies', {
    type: 'profile',
    options: { name: 'Canteen' },
    content: {
      ...{
        PayloadType: 'Configuration',
        PayloadIdentifier: 'org.brook.canteen',
        PayloadDisplayName: 'Canteen',
        ...around,
      },
      PayloadContent: [
        { ...clip, PayloadIdentifier: 'org.brook.canteen.clip', PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-000000000002' },
      ],
    },
  });
  const hasPolicy = (edition: number): boolean => edition % 3 === 0;
  const content = (name: string, edition: number) => ({
    namePattern: `${name}${edition} {serial}`,
    restrictions: { allowCamera: edition % 2 === 0 },
    settings: { timeZone: zoneOf(edition), bluetooth: null },
    policies: hasPolicy(edition) ? [{ policyId: policy.id, version: null }] : [],
    apps: [{ bundleId: 'com.example-store.app4711', name: 'Reader', source: { kind: 'store', id: 4711 } }],
  });
  const blueprints = await Promise.all(
    ['Oak', 'Ash'].map(async (name) => {
      const { id } = await call<Blueprint>('POST', '/blueprints', { name, content: content(name, 1) });
      return { id, name, edition: 1 };
    }),
  );
  const linked = new Map<string, (typeof blueprints)[number]>();
  const happenings: Record<string, () => Promise<unknown>> = {
    async apply() {
      const blueprint = one(blueprints);
      const some = deviceIds.filter(() => random() < 0.5);
      if (some.length === 0) return;
      await call('POST', `/blueprints/${blueprint.id}/apply`, { targets: { deviceIds: some } });
      for (const id of some) linked.set(id, blueprint);
    },
    async save() {
      const blueprint = one(blueprints);
      const { name, description, colour, icon, pictureId, version } = await call<Blueprint>(
        'GET',
        `/blueprints/${blueprint.id}`,
      );
      const next = { name, description, colour, icon, pictureId, content: content(name, ++blueprint.edition) };
      await call('PUT', `/blueprints/${blueprint.id}`, { blueprint: next, note: '', basedOn: version });
    },
    async detach() {
      const blueprint = one(blueprints);
      const some = deviceIds.filter((id) => linked.get(id) === blueprint && random() < 0.5);
      if (some.length === 0) return;
      await call('POST', `/blueprints/${blueprint.id}/detach`, { deviceIds: some, remove: true });
      for (const id of some) linked.delete(id);
    },
    async sleep() {
      const device = one(fleet.devices);
      device.setAsleep(!device.asleep);
    },
    restart: () => running.restart(),
    come: () => Promise.all(fleet.devices.filter(() => random() < 0.6).map((device) => device.connect())),
  };
  const all = [...Object.keys(happenings), 'apply', 'apply', 'save', 'detach', 'come', 'come', 'come'];
  for (let at = 0; at < HAPPENINGS; at++) await happenings[one(all)]?.();
  // At least one of each kind is left to look at.
  await call('POST', `/blueprints/${blueprints[0]?.id}/apply`, { targets: { deviceIds: deviceIds.slice(0, 2) } });
  for (const id of deviceIds.slice(0, 2)) if (blueprints[0] !== undefined) linked.set(id, blueprints[0]);
  for (const device of fleet.devices) device.setAsleep(false);

  const wanted = (id: string) => {
    const blueprint = linked.get(id);
    if (blueprint === undefined) return { profiles: [] };
    const { name, edition } = blueprint;
    const profiles = [`org.cartwright.blueprint.${blueprint.id}`, ...(hasPolicy(edition) ? ['org.brook.canteen'] : [])];
    return { profiles: profiles.sort(), name: `${name}${edition}`, timeZone: zoneOf(edition) };
  };
  const there = (device: SimulatedDevice) => {
    const { profiles, name, settings } = device.state;
    const ours = profiles
      .map(({ identifier }) => identifier)
      .filter((each) => each.startsWith('org.cartwright.blueprint.') || each.startsWith('org.brook.'))
      .sort();
    if (!linked.has(of(device))) return { profiles: ours };
    return { profiles: ours, name: name.split(' ')[0], timeZone: settings.TimeZone };
  };
  const right = Object.fromEntries(deviceIds.map((id) => [id, wanted(id)]));
  const come = async () => {
    await Promise.all(fleet.devices.map((device) => device.connect()));
    fleet.live();
    return Object.fromEntries(fleet.devices.map((device) => [of(device), there(device)]));
  };
  await expect.poll(come, { timeout: 90_000, interval: 300 }).toEqual(right);
  const states = async () => {
    await come();
    const runs = await call<{ state: string; failed: number }[]>('GET', '/prepare-runs');
    return runs.filter(({ state, failed }) => failed > 0 || !['done', 'cancelled'].includes(state));
  };
  await expect.poll(states, { timeout: 60_000, interval: 500 }).toEqual([]);
}, 240_000);
