import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type {
  Blueprint,
  DevicePreview,
  DeviceRunView,
  LinkedDevice,
  PolicyDetail,
  PrepareRun,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/* What crosses a prepare run while it is under way: other runs, other administrators, and devices that go. */

type Run = PrepareRun & { rows: DeviceRunView[] };

let running: RunningEngine;
let fleet: Fleet;
const ids: string[] = [];

beforeAll(async () => {
  running = await runEngine();
  fleet = createFleet({
    ...{ push: running.apple.apns.devices, keyPool: 4, apps: 3, supervised: true },
    ...{ seed: 91, count: 4, mix: STEADY_IPADS },
  });
  const { failed } = await fleet.enrollAll(await running.admin.invite());
  expect(failed).toEqual([]);
  for (const { state } of fleet.devices) ids.push((await running.admin.inventoried(state.serialNumber)).id);
});
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call<T>(method, path, body);
const look = (runId: string) => call<Run>('GET', `/prepare-runs/${runId}`);
const idOf = (number: number): string => ids[number - 1] ?? '';
const make = (name: string, content: object) => call<Blueprint>('POST', '/blueprints', { name, content });
const apply = (blueprint: Blueprint, ...deviceIds: string[]) =>
  call<PrepareRun>('POST', `/blueprints/${blueprint.id}/apply`, { targets: { deviceIds } });
const preview = async (blueprint: Blueprint, ...deviceIds: string[]) =>
  (await call<{ rows: DevicePreview[] }>('POST', `/blueprints/${blueprint.id}/preview`, { targets: { deviceIds } }))
    .rows;
const steer = (runId: string, action: string) => call<PrepareRun>('POST', `/prepare-runs/${runId}/steer`, { action });
const sleep = (asleep: boolean, ...numbers: number[]): void => {
  for (const number of numbers) fleet.devices[number - 1]?.setAsleep(asleep);
};
const rowOf = (run: Run, deviceId: string) => run.rows.find((row) => row.deviceId === deviceId);
const over = (runId: string) =>
  running.admin.until('the run is over', async () => {
    const run = await look(runId);
    return run.state === 'done' || run.state === 'cancelled' ? run : undefined;
  });
const open = async (deviceId: string, requestType: string) =>
  (await running.admin.commands(`deviceId=${deviceId}`)).filter(
    (row) => row.requestType === requestType && ['queued', 'sent', 'not-now'].includes(row.state),
  );
const saved = (blueprint: Blueprint, content: object, basedOn: number) => {
  const { name, description, colour, icon, pictureId } = blueprint;
  const next = { name, description, colour, icon, pictureId, content: { ...blueprint.content, ...content } };
  return call<Blueprint>('PUT', `/blueprints/${blueprint.id}`, { blueprint: next, basedOn });
};

describe('a device in the middle of a run', () => {
  it('that gets another blueprint leaves the first run, which goes on for the others', async () => {
    const [one, other] = [idOf(1), idOf(2)];
    const first = await make('First', { namePattern: 'First {n}', lockScreen: { footnote: 'First' } });
    const second = await make('Second', { namePattern: 'Second {n}' });
    sleep(true, 1, 2);
    const { id: firstRun } = await apply(first, one, other);
    const { id: secondRun } = await apply(second, one);
    expect((await look(firstRun)).rows.map(({ state }) => state).sort()).toEqual(['cancelled', 'running']);
    sleep(false, 1, 2);
    expect(await over(secondRun)).toMatchObject({ state: 'done', done: 1 });
    expect(rowOf(await over(firstRun), other)?.state).toBe('done');
    expect((await running.admin.device(one)).name).toBe('Second 1');
    expect((await running.admin.device(other)).name).toMatch(/^First \d$/);
    // Nothing of the first came to the device that left it.
    expect((await running.admin.profiles(one)).map(({ displayName }) => displayName)).not.toContain('First');
  });

  it('that is let go keeps nothing that would still come', async () => {
    const deviceId = idOf(1);
    const blueprint = await make('Let go', { lockScreen: { footnote: 'Let go' } });
    sleep(true, 1);
    const { id } = await apply(blueprint, deviceId);
    await call('POST', `/blueprints/${blueprint.id}/detach`, { deviceIds: [deviceId], remove: true });
    expect(await look(id)).toMatchObject({ state: 'cancelled', done: 0, failed: 0 });
    sleep(false, 1);
    await running.admin.inventoried(fleet.devices[0]?.state.serialNumber ?? '');
    expect((await running.admin.profiles(deviceId)).map(({ displayName }) => displayName)).not.toContain('Let go');
    expect(await call<LinkedDevice[]>('GET', `/blueprints/${blueprint.id}/devices`)).toEqual([]);
  });

  it('gets a new version instead of the one under way, and the version of one administrator does not cover that of another', async () => {
    const deviceId = idOf(1);
    const blueprint = await make('Twice', { namePattern: 'One {n}' });
    sleep(true, 1);
    const { id } = await apply(blueprint, deviceId);
    expect(await saved(blueprint, { namePattern: 'Two {n}' }, 1)).toMatchObject({ version: 2 });
    await expect(saved(blueprint, { namePattern: 'Three {n}' }, 1)).rejects.toThrow('saved version 2 meanwhile');
    expect((await look(id)).state).toBe('cancelled');
    sleep(false, 1);
    const [next] = await call<PrepareRun[]>('GET', `/prepare-runs?blueprintId=${blueprint.id}`);
    expect(await over(next?.id ?? '')).toMatchObject({ state: 'done', version: 2 });
    expect((await running.admin.device(deviceId)).name).toBe('Two 1');
  });

  it('whose management ends fails with the reason, also while policies are on their way, and can be tried again', async () => {
    const deviceId = idOf(4);
    const policy = await call<PolicyDetail>('POST', '/policies', {
      type: 'profile',
      options: { name: 'On its way' },
      content: {
        ...{ PayloadType: 'Configuration', PayloadVersion: 1, PayloadIdentifier: 'org.brook.clip' },
        ...{ PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5B01', PayloadDisplayName: 'Clip' },
        PayloadContent: [
          {
            ...{ PayloadType: 'com.apple.webClip.managed', PayloadVersion: 1, PayloadIdentifier: 'org.brook.clip.1' },
            ...{ PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5B02', Label: 'Clip', URL: 'https://brook.example' },
          },
        ],
      },
    });
    const blueprint = await make('Policies', { policies: [{ policyId: policy.id }] });
    // A locked iPad takes no profile.
    fleet.devices[3]?.lock();
    const { id } = await apply(blueprint, deviceId);
    await running.admin.until('the policy waits', async () => (await open(deviceId, 'InstallProfile')).length > 0);
    await fleet.devices[3]?.removeManagement();
    const run = await over(id);
    expect(run).toMatchObject({ state: 'done', failed: 1 });
    const because = run.rows[0]?.steps.find(({ state }) => state === 'failed')?.because ?? [];
    expect(because[0]?.message).toMatch(/management|enroll/i);
    fleet.devices[3]?.unlock();
    await fleet.devices[3]?.enroll(await running.admin.invite());
    await running.admin.inventoried(fleet.devices[3]?.state.serialNumber ?? '');
    await steer(id, 'retry');
    expect(await over(id)).toMatchObject({ state: 'done', done: 1, failed: 0 });
  });
});

describe('a run', () => {
  it('that is over can be neither paused nor cancelled, and one that was cancelled is not said to be done', async () => {
    const blueprint = await make('Over', { namePattern: 'Over {n}' });
    const { id } = await apply(blueprint, idOf(2));
    await over(id);
    await expect(steer(id, 'cancel')).rejects.toThrow('This run is over');
    await expect(steer(id, 'pause')).rejects.toThrow('This run is over');
    expect((await look(id)).state).toBe('done');
    sleep(true, 2);
    const again = await apply(blueprint, idOf(2));
    expect(await steer(again.id, 'cancel')).toMatchObject({ state: 'cancelled' });
    expect(await open(idOf(2), 'DeviceInformation')).toEqual([]);
    sleep(false, 2);
    const told = (await running.admin.events()).filter(({ data }) => data.runId === again.id).map(({ type }) => type);
    expect(told).toEqual(['prepare.cancelled', 'blueprint.applied']);
  });
});

it('the preview tells who cannot be named and whose names are the same', async () => {
  const unknown = await make('Unknown', { namePattern: '{cart} {slot:02}' });
  expect((await preview(unknown, idOf(1)))[0]).toMatchObject({
    changes: [],
    impossible: [{ step: 'name', reasons: [{ code: 'not-known', severity: 'refuse' }] }],
  });
  const equal = await make('Equal', { namePattern: 'Everybody' });
  expect((await preview(equal, idOf(1), idOf(2))).map(({ impossible }) => impossible)).toEqual(
    [1, 2].map(() => [{ step: 'name', reasons: [expect.objectContaining({ code: 'same-name', severity: 'warn' })] }]),
  );
  const long = await make('Long', { namePattern: 'Ä'.repeat(40) });
  expect((await preview(long, idOf(1)))[0]?.impossible[0]?.reasons).toMatchObject([{ code: 'long-name' }]);
});
