import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, readScenario, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type {
  Blueprint,
  DevicePolicy,
  DevicePreview,
  DeviceRunView,
  Invitation,
  LinkedDevice,
  PolicyDetail,
  PrepareRun,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/* Every step of a prepare run, and everything that steers one, against the real engine and simulated iPads. */

const STORE = { bundleId: 'com.example-store.app4711', name: 'Reader', source: { kind: 'store', id: 4711 } };
const SCENARIO = readScenario(
  JSON.stringify({
    version: 1,
    name: 'One app fails once',
    about: 'The third iPad cannot install an app the first time.',
    rules: [
      {
        devices: { numbers: [3] },
        when: { command: 'InstallApplication', times: 1 },
        answer: {
          status: 'Error',
          errors: [{ domain: 'MCMDMErrorDomain', code: 12023, text: 'The app could not be installed.' }],
        },
      },
    ],
  }),
);

type Run = PrepareRun & { rows: DeviceRunView[] };

let running: RunningEngine;
let fleet: Fleet;
let shared: Fleet;
/** How far the engine's clock is ahead: what is looked at again in a minute need not be waited for. */
let skew = 0;
let invitation: Awaited<ReturnType<RunningEngine['admin']['invite']>>;

beforeAll(async () => {
  running = await runEngine({ clock: { now: () => Date.now() + skew } });
  const parts = { push: running.apple.apns.devices, keyPool: 4, apps: 3, supervised: true };
  fleet = createFleet({ ...parts, seed: 41, count: 5, mix: STEADY_IPADS, scenario: SCENARIO });
  shared = createFleet({ ...parts, seed: 42, count: 1, mix: { ...STEADY_IPADS, sharedIpads: 1 } });
  invitation = await running.admin.invite();
  for (const each of [fleet, shared]) {
    const { failed } = await each.enrollAll(invitation);
    expect(failed).toEqual([]);
    await each.settled();
  }
});
afterAll(async () => {
  await fleet.stop();
  await shared.stop();
  await running.stop();
});

const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call<T>(method, path, body);
const look = (runId: string) => call<Run>('GET', `/prepare-runs/${runId}`);
const idOf = async (number: number, of: Fleet = fleet): Promise<string> =>
  (await running.admin.inventoried(of.devices[number - 1]?.state.serialNumber ?? '')).id;
const make = (name: string, content: object) => call<Blueprint>('POST', '/blueprints', { name, content });
const apply = (blueprint: Blueprint, ...deviceIds: string[]) =>
  call<PrepareRun>('POST', `/blueprints/${blueprint.id}/apply`, { targets: { deviceIds } });
const steer = (runId: string, action: string, more: object = {}) =>
  call<PrepareRun>('POST', `/prepare-runs/${runId}/steer`, { action, ...more });
const ended = async (runId: string) => {
  let last: Run | undefined;
  const open = () => last?.rows.flatMap(({ steps }) => steps.filter(({ state }) => !['done', 'none'].includes(state)));
  const found = running.admin.until('the run is done', async () => {
    const run = await look(runId);
    last = run;
    if (run.state === 'done') return run;
    // Apps and updates arrive on the devices, which are asked again.
    if (run.rows.some((row) => stepOf(row, 'verify')?.againAt !== null)) {
      fleet.live();
      skew += 20_000;
    }
    return undefined;
  });
  return found.catch((error: unknown) => {
    throw new Error(`The run stands still: ${JSON.stringify(open())}`, { cause: error });
  });
};
const stepOf = (row: DeviceRunView | undefined, kind: string) => row?.steps.find((step) => step.kind === kind);
const queued = async (deviceId: string, requestType: string) =>
  (await running.admin.commands(`deviceId=${deviceId}`)).filter((row) => row.requestType === requestType);

const policyContent = (label: string) => ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'org.brook.library',
  PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A01',
  PayloadDisplayName: 'Library',
  PayloadContent: [
    {
      PayloadType: 'com.apple.webClip.managed',
      PayloadVersion: 1,
      PayloadIdentifier: 'org.brook.library.clip',
      PayloadUUID: '5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5A02',
      Label: label,
      URL: 'https://library.brook.example',
      IsRemovable: true,
    },
  ],
});

describe('a run', () => {
  it('erases a device, waits until it has enrolled again, and goes on with the rest', async () => {
    const deviceId = await idOf(1);
    const blueprint = await make('Erased', {
      namePattern: 'Fresh {n:02}',
      cleanUp: { removeOtherApps: false, signOutUsers: false, erase: true },
    });
    const { rows } = await call<{ rows: DevicePreview[] }>('POST', `/blueprints/${blueprint.id}/preview`, {
      targets: { deviceIds: [deviceId] },
    });
    expect(rows[0]?.changes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['erase', 'name']));
    const erased = fleet.next(({ type }) => type === 'erased');
    const run = await ended((await apply(blueprint, deviceId)).id);
    await erased;
    expect(run).toMatchObject({ done: 1, failed: 0 });
    expect(stepOf(run.rows[0], 'erase')).toMatchObject({ state: 'done', attempt: 1 });
    expect((await running.admin.device(deviceId)).name).toBe('Fresh 01');
    expect(await queued(deviceId, 'EraseDevice')).toHaveLength(1);
    expect(fleet.devices[0]?.state.name).toBe('Fresh 01');
  });

  it('signs out whoever is signed in at a Shared iPad, and asks it of no other', async () => {
    const [pad, own] = [await idOf(1, shared), await idOf(2)];
    expect(shared.devices[0]?.state.users.some(({ loggedIn }) => loggedIn)).toBe(true);
    const blueprint = await make('Signed out', {
      cleanUp: { removeOtherApps: false, signOutUsers: true, erase: false },
    });
    const run = await ended((await apply(blueprint, pad, own)).id);
    const row = (deviceId: string) => run.rows.find((each) => each.deviceId === deviceId);
    expect(stepOf(row(pad), 'clean')?.state).toBe('done');
    expect(stepOf(row(own), 'clean')?.state).toBe('none');
    expect(shared.devices[0]?.state.users.every(({ loggedIn }) => !loggedIn)).toBe(true);
    expect(await queued(own, 'LogOutUser')).toEqual([]);
  });

  it('updates the system where it is older, and asks until the device runs it', async () => {
    const old = fleet.devices[1];
    old?.change({ os: { version: '26.0.1', build: '23A355' } });
    const [deviceId, current] = [await idOf(2), await idOf(4)];
    fleet.devices[3]?.change({ os: { version: '26.2', build: '23C55' } });
    for (const each of [deviceId, current])
      for (const question of [
        { RequestType: 'DeviceInformation', Queries: ['OSVersion'] },
        { RequestType: 'AvailableOSUpdates' },
      ])
        await running.admin.reached(await running.admin.send(each, question), 'acknowledged');
    const blueprint = await make('Updated', { osVersion: '26.1' });
    const { id } = await apply(blueprint, deviceId, current);
    await running.admin.until('it was told to update', async () => (await queued(deviceId, 'ScheduleOSUpdate'))[0]);
    // It says that it is on its way; some minutes later it runs the version.
    await running.admin.until('it is looked at again, or runs it already', async () => {
      const step = stepOf(
        (await look(id)).rows.find((row) => row.deviceId === deviceId),
        'verify',
      );
      return step?.againAt === null && step.state !== 'done' ? undefined : step;
    });
    await ended(id);
    expect((await running.admin.device(deviceId)).osVersion).toBe(old?.state.os.version);
    expect(old?.state.os.version).not.toBe('26.0.1');
    expect(await queued(current, 'ScheduleOSUpdate')).toEqual([]);
  });

  it('fails one device at one step with its reason, and is done after that device is tried again from there', async () => {
    const [good, bad] = [await idOf(4), await idOf(3)];
    const blueprint = await make('With an app', { namePattern: 'App {n}', apps: [STORE] });
    const { id } = await apply(blueprint, good, bad);
    const first = await ended(id);
    expect(first).toMatchObject({ done: 1, failed: 1 });
    const failed = first.rows.find((row) => row.deviceId === bad);
    expect(failed?.state).toBe('failed');
    expect(stepOf(failed, 'apps')).toMatchObject({ state: 'failed', attempt: 1 });
    expect(stepOf(failed, 'apps')?.because[0]?.message).toContain('could not be installed');
    expect(stepOf(failed, 'name')?.state).toBe('done');
    expect(stepOf(failed, 'verify')?.state).toBe('waiting');

    await steer(id, 'retry', { deviceIds: [bad] });
    const second = await ended(id);
    expect(second).toMatchObject({ done: 2, failed: 0 });
    const healed = second.rows.find((row) => row.deviceId === bad);
    expect(stepOf(healed, 'apps')).toMatchObject({ state: 'done', attempt: 2, because: [] });
    // What was done before stays done: the name was given once to each.
    for (const each of [good, bad])
      expect((await queued(each, 'Settings')).filter(({ queuedAt }) => queuedAt >= first.startedAt)).toHaveLength(1);
  });

  it('does one step of one device again when it is told to, and leaves the others alone', async () => {
    const [one, other] = [await idOf(4), await idOf(5)];
    const blueprint = await make('Time', { settings: { timeZone: 'Europe/Berlin', bluetooth: true } });
    const { id, startedAt } = await apply(blueprint, one, other);
    await ended(id);
    const settings = async (deviceId: string) =>
      (await queued(deviceId, 'Settings')).filter(({ queuedAt }) => queuedAt >= startedAt).length;
    expect([await settings(one), await settings(other)]).toEqual([2, 2]);
    await steer(id, 'retry', { deviceIds: [one], step: 'settings' });
    const again = await ended(id);
    expect(
      stepOf(
        again.rows.find((row) => row.deviceId === one),
        'settings',
      )?.attempt,
    ).toBe(2);
    expect([await settings(one), await settings(other)]).toEqual([4, 2]);
  });

  it('waits for sleeping devices and says so, is paused and taken up again, and takes commands back when cancelled', async () => {
    const [one, other] = [await idOf(4), await idOf(5)];
    for (const at of [3, 4]) fleet.devices[at]?.setAsleep(true);
    const blueprint = await make('Asleep', { namePattern: 'Awake {n}' });
    const { id } = await apply(blueprint, one, other);
    await steer(id, 'pause');
    expect((await look(id)).rows.map(({ state }) => state)).toEqual(['paused', 'paused']);
    for (const at of [3, 4]) fleet.devices[at]?.setAsleep(false);
    // What was on its way is answered; nothing follows while it is paused.
    await running.admin.until('both answered', async () => {
      const { rows } = await look(id);
      return rows.every((row) => stepOf(row, 'reach')?.state === 'done') || undefined;
    });
    expect((await look(id)).rows.map((row) => stepOf(row, 'name')?.state)).toEqual(['waiting', 'waiting']);
    // One goes on, the other is left out; its command is taken back.
    for (const at of [3, 4]) fleet.devices[at]?.setAsleep(true);
    await steer(id, 'resume');
    expect((await queued(other, 'Settings'))[0]?.state).toBe('queued');
    await steer(id, 'cancel', { deviceIds: [other] });
    expect((await queued(other, 'Settings'))[0]?.state).toBe('cancelled');
    for (const at of [3, 4]) fleet.devices[at]?.setAsleep(false);
    const run = await ended(id);
    expect(run.rows.find((row) => row.deviceId === other)?.state).toBe('cancelled');
    expect((await running.admin.device(one)).name).toMatch(/^Awake \d$/);
    expect((await running.admin.device(other)).name).not.toMatch(/^Awake/);
    await expect(steer((await apply(blueprint, other)).id, 'cancel')).resolves.toMatchObject({ state: 'cancelled' });
  });
});

describe('policies of a blueprint', () => {
  it('come with the run, are shown in the preview, drift, follow later versions, and stay or go with the blueprint', async () => {
    const [one, other] = [await idOf(4), await idOf(5)];
    const policy = await call<PolicyDetail>('POST', '/policies', {
      type: 'profile',
      options: { name: 'Library' },
      content: policyContent('Library'),
    });
    const entry = { policyId: policy.id, version: 1 };
    const blueprint = await make('Readers', { namePattern: 'Reader {n}', policies: [entry] });
    const { rows } = await call<{ rows: DevicePreview[] }>('POST', `/blueprints/${blueprint.id}/preview`, {
      targets: { deviceIds: [one] },
    });
    expect(rows[0]).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ kind: 'policy', subject: 'Library', after: '1' })]),
      impossible: [],
    });
    const run = await ended((await apply(blueprint, one, other)).id);
    expect(run.rows.map((row) => stepOf(row, 'profiles')?.state)).toEqual(['done', 'done']);
    for (const each of [one, other]) {
      const installed = await running.admin.profiles(each);
      expect(installed.map(({ identifier }) => identifier)).toContain('org.brook.library');
      expect(await queued(each, 'InstallProfile')).not.toEqual([]);
    }
    const states = async (deviceId: string) => call<DevicePolicy[]>('GET', `/devices/${deviceId}/policies`);
    expect(await states(one)).toMatchObject([{ state: 'installed', by: { kind: 'blueprint', name: 'Readers' } }]);
    await expect(call('DELETE', `/policies/${policy.id}`, { devices: 'leave' })).rejects.toThrow('part of “Readers”');

    // A newer version of the policy leaves them where they are; a newer blueprint takes those that follow along.
    await call('POST', `/policies/${policy.id}/versions`, { content: policyContent('New library'), basedOn: 1 });
    await call('POST', `/blueprints/${blueprint.id}/follow`, { deviceIds: [other], follows: false });
    const { name, description, colour, icon, pictureId, content } = blueprint;
    const next = { ...content, policies: [{ policyId: policy.id, version: null }] };
    const saved = await call<Blueprint>('PUT', `/blueprints/${blueprint.id}`, {
      blueprint: { name, description, colour, icon, pictureId, content: next },
      note: 'The newest library',
      basedOn: 1,
    });
    expect(saved.versions[0]).toMatchObject({ number: 2, note: 'The newest library' });
    const [following] = await call<PrepareRun[]>('GET', `/prepare-runs?blueprintId=${blueprint.id}`);
    expect((await ended(following?.id ?? '')).rows.map(({ deviceId }) => deviceId)).toEqual([one]);
    expect(await states(one)).toMatchObject([{ state: 'installed', thereVersion: 2 }]);
    expect(await states(other)).toMatchObject([{ state: 'installed', thereVersion: 1 }]);

    // Somebody takes it away: it is drift, until the policy has put it back.
    const drift = async (deviceId: string) =>
      (await call<LinkedDevice[]>('GET', `/blueprints/${blueprint.id}/devices`)).find(
        (link) => link.deviceId === deviceId,
      )?.drift;
    expect(await drift(one)).toEqual([]);
    await call('PUT', `/policies/${policy.id}`, { options: { onDrift: 'report' } });
    await running.admin.reached(
      await running.admin.send(one, { RequestType: 'RemoveProfile', Identifier: 'org.brook.library' }),
      'acknowledged',
    );
    await running.admin.send(one, { RequestType: 'ProfileList' });
    await running.admin.until('it has drifted', async () => ((await drift(one)) ?? []).length > 0);
    expect(await drift(one)).toEqual([{ kind: 'policy', subject: 'Library', before: 'drifted', after: null }]);

    await call('POST', `/blueprints/${blueprint.id}/detach`, { deviceIds: [one], remove: true });
    await call('POST', `/blueprints/${blueprint.id}/detach`, { deviceIds: [other], remove: false });
    await running.admin.until('it is gone from one', async () => {
      const rest = (await states(one)).filter(({ state }) => state !== 'removed');
      return rest.length === 0 || undefined;
    });
    expect(await states(other)).toMatchObject([{ state: 'installed', thereVersion: 1, by: { kind: 'device' } }]);
    expect((await running.admin.profiles(other)).map(({ identifier }) => identifier)).toContain('org.brook.library');
  });
});

describe('devices that come in', () => {
  it('get the blueprint of their invitation by themselves, in one run, and none by another invitation', async () => {
    const blueprint = await make('Arrivals', { namePattern: 'Arrived {n:02}' });
    const [theirs, another] = [await running.admin.invite({ name: 'Automated' }), await running.admin.invite()];
    await call('PUT', `/blueprints/${blueprint.id}/sources`, { sources: [{ kind: 'invitation', id: theirs.id }] });
    const arriving = createFleet({
      ...{ push: running.apple.apns.devices, keyPool: 4, apps: 2, supervised: true },
      ...{ seed: 77, count: 4, mix: STEADY_IPADS },
    });
    try {
      const { failed } = await arriving.enrollAll([theirs, another]);
      expect(failed).toEqual([]);
      const run = await running.admin.until('the run of the arrivals is done', async () => {
        const [found] = await call<PrepareRun[]>('GET', `/prepare-runs?blueprintId=${blueprint.id}`);
        return found?.state === 'done' && found.devices === 2 ? found : undefined;
      });
      expect(run).toMatchObject({ done: 2, startedBy: 'system' });
      const names = (await running.admin.devices()).map(({ name }) => name);
      expect(names.filter((name) => name?.startsWith('Arrived')).sort()).toEqual(['Arrived 01', 'Arrived 02']);
      const invitations = await call<Invitation[]>('GET', '/invitations');
      expect(invitations.find(({ id }) => id === another.id)?.uses).toBe(2);
    } finally {
      await arriving.stop();
    }
  });
});
