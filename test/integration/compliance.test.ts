import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFleet, type Fleet, type SimulatedDevice, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type {
  AlertList,
  CommandRow,
  ComplianceRule,
  DeviceCompliance,
  DeviceGroup,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { testProfile } from '../support/test-profile.ts';

const HOUR = 3_600_000;

let running: RunningEngine;
let fleet: Fleet;
let skew = 0;
const clock = { now: () => Date.now() + skew };

beforeAll(async () => {
  running = await runEngine({ clock });
  const { admin, apple } = running;
  fleet = createFleet({
    ...{ seed: 5, count: 2, push: apple.apns.devices, keyPool: 2, apps: 2, supervised: true, clock },
    mix: STEADY_IPADS,
  });
  expect((await fleet.enrollAll(await admin.invite(), { concurrency: 2 })).failed).toEqual([]);
  for (const device of fleet.devices) {
    await admin.inventoried(device.state.serialNumber);
    device.change({ passcode: { present: true, compliant: true } });
  }
});

afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const device = (at: number): SimulatedDevice => {
  const found = fleet.devices[at];
  if (found === undefined) throw new Error('There is no such device.');
  return found;
};

it('CMP-02, CMP-07, CMP-16, E-34, E-37 a device without its passcode is told of at once, locked after an hour, in quarantine after a day, and free again when it has one', async () => {
  const { admin } = running;
  const { id } = await admin.find(device(0).state.serialNumber);
  const { id: otherId } = await admin.find(device(1).state.serialNumber);
  const tell = async (deviceId: string): Promise<void> => {
    await admin.reached(await admin.send(deviceId, { RequestType: 'SecurityInfo' }), 'acknowledged');
  };
  const compliance = (deviceId = id) => admin.call<DeviceCompliance>('GET', `/devices/${deviceId}/compliance`);
  const members = async () => (await admin.call<DeviceGroup>('GET', `/groups/${group.id}`)).members;
  /** Moves the clock on; what is due happens in the next commit, such as that of a wake-up. */
  const pass = async (ms: number): Promise<void> => {
    skew += ms;
    await admin.call('POST', '/devices/wake', { deviceIds: [id, otherId] });
  };
  await tell(id);
  await tell(otherId);
  const group = await admin.call<DeviceGroup>('POST', '/groups', { kind: 'static', name: 'Quarantine' });
  const rule = await admin.call<ComplianceRule>('POST', '/compliance/rules', {
    name: 'A passcode',
    checks: [{ kind: 'passcode' }],
    tiers: [
      { id: 'told', afterHours: 0, actions: [{ kind: 'alert', severity: 'warning' }] },
      { id: 'locked', afterHours: 1, actions: [{ kind: 'lock', message: 'Set a passcode' }] },
      { id: 'apart', afterHours: 24, actions: [{ kind: 'quarantine', groupId: group.id }, { kind: 'block' }] },
    ],
  });
  expect(await compliance()).toMatchObject({ state: 'compliant', violations: [], kept: [{ id: rule.id }] });

  device(0).change({ passcode: { present: false, compliant: false } });
  await tell(id);
  expect(await compliance()).toMatchObject({
    state: 'violating',
    violations: [{ rule: 'A passcode', steps: [{ kind: 'alert', outcome: 'done' }], next: { kinds: ['lock'] } }],
  });
  const alerts = async () =>
    (await admin.call<AlertList>('GET', '/alerts')).alerts.filter(({ code }) => code === 'compliance-violated');
  expect(await alerts()).toMatchObject([{ count: 1, severity: 'warning', data: { name: 'A passcode' } }]);

  await pass(HOUR);
  const [violation] = (await compliance()).violations;
  expect(violation?.steps.map(({ kind }) => kind)).toEqual(['alert', 'lock']);
  await admin.reached(violation?.steps[1]?.commandIds[0] ?? '', 'acknowledged');

  await pass(23 * HOUR);
  expect(await compliance()).toMatchObject({ blocked: true, quarantine: [{ name: 'Quarantine' }] });
  expect(await members()).toBe(1);
  const profile = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.waits') });
  await tell(id);
  const state = async () => (await admin.call<CommandRow>('GET', `/commands/${profile}`)).state;
  expect(await state()).toBe('queued');

  // Whoever has it picks it up, and sets one: a locked device would put the question off.
  device(0).unlock();
  device(0).change({ passcode: { present: true, compliant: true } });
  await tell(id);
  expect(await compliance()).toMatchObject({
    state: 'compliant',
    blocked: false,
    quarantine: [],
    past: [{ endReason: 'compliant', steps: [{}, {}, {}, {}] }],
  });
  expect(await members()).toBe(0);
  expect(await alerts()).toEqual([]);
  await pass(60_000);
  await admin.reached(profile, 'acknowledged');
  // Nobody else was troubled.
  expect(await compliance(otherId)).toMatchObject({ state: 'compliant', violations: [], past: [] });
});
