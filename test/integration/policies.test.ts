import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type { DeviceGroup, PolicyDetail } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/* A fleet comes to have a policy over the real wire, drifts, and comes to have it again: with no command too many. */

const DEVICES = 500;
const DRIFTING = 40;
const LOOK_AGAIN_MS = 200;
const IDENTIFIER = 'org.brook.library';

let running: RunningEngine;
let fleet: Fleet;

const content = {
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: IDENTIFIER,
  PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A01',
  PayloadDisplayName: 'Library',
  PayloadContent: [
    {
      PayloadType: 'com.apple.webClip.managed',
      PayloadVersion: 1,
      PayloadIdentifier: `${IDENTIFIER}.clip`,
      PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A02',
      Label: 'Library',
      URL: 'https://library.brook.example',
      IsRemovable: true,
    },
  ],
};

beforeAll(async () => {
  running = await runEngine();
  fleet = createFleet({
    seed: 5,
    count: DEVICES,
    push: running.apple.apns.devices,
    keyPool: 4,
    apps: 2,
    supervised: true,
    mix: STEADY_IPADS,
  });
  const { failed } = await fleet.enrollAll([await running.admin.invite()], { concurrency: 16 });
  expect(failed).toEqual([]);
  await running.admin.until('the inventory of the fleet', async () => {
    await fleet.settled();
    return (await running.admin.devices()).every(({ openCommands }) => openCommands === 0) || undefined;
  });
});

afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

/** How many commands of a type were ever queued. */
async function count(requestType: string): Promise<number> {
  let total = 0;
  let after = '';
  for (;;) {
    const page = await running.admin.call<{ rows: unknown[]; next: string | null }>(
      'GET',
      `/command-queue?requestTypes=${requestType}&limit=1000${after}`,
    );
    total += page.rows.length;
    if (page.next === null) return total;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** Waits until every device stands so; each look lets the fleet go on. */
async function until(policyId: string, counts: object): Promise<void> {
  for (;;) {
    await fleet.settled();
    const policy = await running.admin.call<PolicyDetail>('GET', `/policies/${policyId}`);
    if (JSON.stringify(policy.counts) === JSON.stringify(counts)) return;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Once all is queued, so that no device waits for the gap between two wake-ups. */
async function wake(policyId: string, deviceIds: string[]): Promise<void> {
  for (;;) {
    const { counts } = await running.admin.call<PolicyDetail>('GET', `/policies/${policyId}`);
    if (Object.values(counts).reduce((sum, each) => sum + each, 0) === DEVICES) break;
    await pause(LOOK_AGAIN_MS);
  }
  await running.admin.call('POST', '/devices/wake', { deviceIds });
}

const having = () =>
  fleet.devices.filter(({ state }) => state.profiles.some(({ identifier }) => identifier === IDENTIFIER)).length;

describe('a fleet of five hundred', () => {
  it('comes to have a policy, drifts, and comes to have it again, with no command too many', async () => {
    const { admin } = running;
    const groups = await admin.call<DeviceGroup[]>('GET', '/groups');
    const all = groups.find(({ builtIn, members }) => builtIn !== null && members === DEVICES);
    const policy = await admin.call<PolicyDetail>('POST', '/policies', {
      type: 'profile',
      options: { name: 'Library' },
      content,
    });
    const assignments = [{ target: { kind: 'group', id: all?.id }, mode: 'include' }];
    await admin.call('PUT', `/policies/${policy.id}/assignments`, { assignments });
    const ids = (await admin.devices()).map(({ id }) => id);
    await wake(policy.id, ids);
    await until(policy.id, { installed: DEVICES });
    expect(having()).toBe(DEVICES);
    expect(await count('InstallProfile')).toBe(DEVICES);

    const drifting = fleet.devices.slice(0, DRIFTING);
    for (const device of drifting)
      device.change({ profiles: device.state.profiles.filter(({ identifier }) => identifier !== IDENTIFIER) });
    expect(having()).toBe(DEVICES - DRIFTING);
    await admin.call('POST', '/devices/refresh', { deviceIds: ids });
    const drifted = async () =>
      (await admin.call<{ rows: unknown[] }>('GET', '/events?type=policy.drifted&limit=1000')).rows.length;
    await admin.call('POST', '/devices/wake', { deviceIds: ids });
    while ((await drifted()) < DRIFTING) await pause(LOOK_AGAIN_MS);
    await wake(policy.id, ids);
    await until(policy.id, { installed: DEVICES });
    expect(having()).toBe(DEVICES);
    expect(await count('InstallProfile')).toBe(DEVICES + DRIFTING);
    expect(await count('RemoveProfile')).toBe(0);
  });
});
