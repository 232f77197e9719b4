import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, type SimulatedDevice, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type {
  AuthorityOverview,
  ProfileUpdate,
  ProfileUpdatePreview,
  RenewalOverview,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { testProfile } from '../support/test-profile.ts';

const DAY = 86_400_000;
const DEVICES = 8;

let running: RunningEngine;
let fleet: Fleet;
let skew = 0;
const clock = { now: () => Date.now() + skew };

beforeAll(async () => {
  running = await runEngine({ clock, flags: ['--identity-days', '90'] });
  const { admin, apple } = running;
  fleet = createFleet({
    ...{ seed: 31, count: DEVICES, push: apple.apns.devices, keyPool: 4, apps: 3, supervised: true, clock },
    mix: STEADY_IPADS,
  });
  expect((await fleet.enrollAll(await admin.invite(), { concurrency: 4 })).failed).toEqual([]);
  for (const device of fleet.devices) await admin.inventoried(device.state.serialNumber);
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
const idOf = async (at: number): Promise<string> => (await running.admin.find(device(at).state.serialNumber)).id;
const enrollmentOf = async (at: number) => {
  const [first] = (await running.admin.device(await idOf(at))).enrollments;
  if (first === undefined) throw new Error('The device has no enrollment.');
  return first;
};
const updates = async (query = ''): Promise<ProfileUpdate[]> =>
  (await running.admin.call<{ rows: ProfileUpdate[] }>('GET', `/profile-updates?limit=1000${query}`)).rows;
const settings = (change: object): Promise<RenewalOverview> =>
  running.admin.call('PUT', '/profile-updates/settings', { automatic: true, leadDays: 30, atOnce: 50, ...change });
/** Asks for it, and wakes the devices even if that was done in this minute already. */
const request = async (deviceIds: string[], change: object = {}) => {
  const outcome = await running.admin.call<ProfileUpdatePreview>('POST', '/profile-updates', { deviceIds, change });
  if (outcome.fits.length > 0) await wakeAll();
  return outcome;
};
const wakeAll = async (): Promise<void> => {
  const deviceIds = (await running.admin.devices()).map((row) => row.id);
  await running.admin.call('POST', '/devices/wake', { deviceIds });
};

it('BP-13 gives every device an identity of its own, whose key never leaves it', async () => {
  const fingerprints = new Set<string | undefined>();
  for (let at = 0; at < DEVICES; at++) fingerprints.add((await enrollmentOf(at)).certificate?.fingerprint);
  expect(fingerprints.size).toBe(DEVICES);
  expect(fingerprints).not.toContain(undefined);
});

describe('an enrollment profile that is replaced over the channel', () => {
  it('BP-31 gives the device a new identity under the same enrollment, and what waits for it stays', async () => {
    const { admin } = running;
    const id = await idOf(0);
    const before = await enrollmentOf(0);
    device(0).change({ passcode: { present: true, compliant: true } });
    device(0).lock();
    const waits = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.stays') });
    await admin.reached(waits, 'not-now');
    device(0).unlock();
    await admin.reached(waits, 'acknowledged');
    expect(await request([id], { checkOutWhenRemoved: false, name: 'Maple devices' })).toMatchObject({ fits: [id] });
    expect(await request([id])).toMatchObject({ refused: [{ deviceId: id, reasons: [{ code: 'under-way' }] }] });
    const ask = await admin.send(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] });
    const [done] = await admin.until('the replacement', async () => {
      const rows = await updates(`&deviceId=${id}&state=done`);
      return rows.length > 0 ? rows : undefined;
    });
    const after = await enrollmentOf(0);
    expect(after.id).toBe(before.id);
    expect(after.certificate?.fingerprint).not.toBe(before.certificate?.fingerprint);
    expect(await admin.reached(done?.commandId ?? '', 'acknowledged')).toMatchObject({ enrollmentId: before.id });
    await admin.reached(ask, 'acknowledged');
    expect(device(0).state.management?.checkOutWhenRemoved).toBe(false);
    const profiles = device(0).state.profiles.map((each) => [each.identifier, each.displayName]);
    expect(profiles).toContainEqual([device(0).state.management?.profileIdentifier, 'Maple devices']);
    expect(profiles.map(([identifier]) => identifier)).toContain('example.stays');
    const told = (await admin.events(`deviceId=${id}`)).map((each) => each.type);
    for (const type of ['enrollment-profile.queued', 'enrollment.replacing', 'enrollment-profile.done'])
      expect(told).toContain(type);
    expect(told).not.toContain('enrollment.restarted');
  });

  it('goes on where it was when the engine is restarted in the middle of it', async () => {
    const id = await idOf(3);
    const before = await enrollmentOf(3);
    device(3).setAsleep(true);
    expect(await request([id])).toMatchObject({ fits: [id] });
    const [open] = await updates(`&deviceId=${id}`);
    expect(open).toMatchObject({ state: 'waiting' });
    await running.restart();
    expect(await updates(`&deviceId=${id}`)).toMatchObject([{ id: open?.id, state: 'waiting', attempt: 1 }]);
    expect(await request([id])).toMatchObject({ refused: [{ reasons: [{ code: 'under-way' }] }] });
    device(3).setAsleep(false);
    await wakeAll();
    await running.admin.until('the replacement', async () =>
      (await updates(`&deviceId=${id}&state=done`)).some((each) => each.id === open?.id),
    );
    const after = await enrollmentOf(3);
    expect(after.id).toBe(before.id);
    expect(after.certificate?.fingerprint).not.toBe(before.certificate?.fingerprint);
    // It calls with the new identity, and is served.
    const ask = await running.admin.send(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] });
    await running.admin.reached(ask, 'acknowledged');
  });

  it('shrinks rights and never lets them grow, and says who cannot have it and why (CONF-08)', async () => {
    const { admin } = running;
    const [one, other] = [await idOf(1), await idOf(2)];
    expect(await request([one], { accessRights: 8191 & ~8 })).toMatchObject({ fits: [one] });
    await admin.until('fewer rights', async () => (await enrollmentOf(1)).accessRights === (8191 & ~8));
    const preview = await admin.call('POST', '/profile-updates/preview', {
      deviceIds: [one, other],
      change: { accessRights: 8191 },
    });
    expect(preview).toMatchObject({
      fits: [other],
      refused: [{ deviceId: one, reasons: [{ code: 'rights-grow', message: expect.stringContaining('Erase') }] }],
    });
    await expect(admin.queueOne(one, { RequestType: 'EraseDevice' })).rejects.toThrow('Refused');
  });

  it('BP-31 that the device cannot install is explained, and the former identity goes on', async () => {
    const { admin } = running;
    const id = await idOf(3);
    const before = await enrollmentOf(3);
    const present = device(3).state.management;
    if (present === undefined) throw new Error('The device is not managed.');
    // To the device it is another server's profile now, and it refuses it.
    device(3).change({ management: { ...present, topic: 'com.apple.mgmt.other' } });
    await request([id]);
    const [failed] = await admin.until('the failure', async () => {
      const rows = await updates(`&deviceId=${id}&state=failed`);
      return rows.length > 0 ? rows : undefined;
    });
    expect(failed).toMatchObject({ attempt: 1, cause: 'request', nextTryAt: null });
    expect(failed?.problem).toContain('topic');
    device(3).change({ management: present });
    expect((await enrollmentOf(3)).certificate?.fingerprint).toBe(before.certificate?.fingerprint);
    await admin.reached(await admin.send(id, { RequestType: 'ProfileList' }), 'acknowledged');
    await request([id]);
    await admin.until('the second try', async () =>
      (await updates(`&deviceId=${id}`)).some((each) => each.state === 'done' && each.attempt === 2),
    );
  });
});

describe('identities near their end', () => {
  it('BP-16 are renewed in time, some after others, never two at once on a device, and tried again after a failure', async () => {
    const { admin } = running;
    await settings({ automatic: false });
    // Past the days over which renewals of one morning are spread.
    skew += 75 * DAY;
    expect(await settings({ automatic: false })).toMatchObject({ waiting: 0, identities: DEVICES });
    const before = new Map<number, string | undefined>();
    for (let at = 4; at < DEVICES; at++) before.set(at, (await enrollmentOf(at)).certificate?.fingerprint);
    const present = device(4).state.management;
    if (present === undefined) throw new Error('The device is not managed.');
    device(4).change({ management: { ...present, serverUrl: 'https://elsewhere.example' } });
    const started = await settings({ atOnce: 2 });
    expect(started.waiting + started.underWay).toBeLessThanOrEqual(2);
    await admin.until('all but one renewed', async () => {
      await wakeAll();
      const rows = await updates('&state=done');
      return [5, 6, 7].every((at) => rows.some((row) => row.serialNumber === device(at).state.serialNumber));
    });
    const failing = await admin.until('the failure', async () =>
      (await updates('&state=failed')).find((row) => row.serialNumber === device(4).state.serialNumber),
    );
    expect(failing).toMatchObject({ cause: 'expiring', actor: 'system', attempt: 1 });
    expect((failing.nextTryAt ?? 0) - failing.stateAt).toBe(3_600_000);
    for (const at of [5, 6, 7]) {
      const now = await enrollmentOf(at);
      expect(now.certificate?.fingerprint).not.toBe(before.get(at));
      expect((now.certificate?.notAfter ?? 0) - clock.now()).toBeGreaterThan(89 * DAY);
    }
    const perDevice = (await updates()).filter((row) => row.state === 'waiting' || row.state === 'under-way');
    expect(new Set(perDevice.map((row) => row.deviceId)).size).toBe(perDevice.length);
    device(4).change({ management: present });
    const openOf4 = async () =>
      (await updates(`&deviceId=${await idOf(4)}`)).filter(({ state }) => state === 'waiting' || state === 'under-way');
    await settings({});
    expect(await openOf4()).toEqual([]);
    skew += 3_700_000;
    await settings({});
    await wakeAll();
    await admin.until('the second try', async () =>
      (await updates('&state=done')).some(
        (row) => row.serialNumber === device(4).state.serialNumber && row.attempt === 2,
      ),
    );
  });
});

describe('the authority', () => {
  const overview = (): Promise<AuthorityOverview> => running.admin.call('GET', '/authority/roll-over');

  it('BP-15 rolls over with both roots trusted: every device moves, and only then the former one is retired (CERT-52)', async () => {
    const { admin, apple } = running;
    await expect(admin.call('POST', '/authority/retire')).rejects.toThrow('409');
    const begun = await admin.call<AuthorityOverview>('POST', '/authority/roll-over');
    expect(begun.authorities.map(({ issues, serves }) => [issues, serves])).toEqual([
      [false, true],
      [true, false],
    ]);
    await expect(admin.call('POST', '/authority/roll-over')).rejects.toThrow('409');
    if (begun.rollOver?.left !== 0) await expect(admin.call('POST', '/authority/retire')).rejects.toThrow('devices');
    // Who comes in meanwhile is of the new one at once, and trusts both.
    const late = createFleet({
      ...{ seed: 32, count: 1, push: apple.apns.devices, keyPool: 1, apps: 2, clock, mix: STEADY_IPADS },
    });
    expect((await late.enrollAll(await admin.invite())).failed).toEqual([]);
    const all = await admin.until('every device moved', async () => {
      await wakeAll();
      const now = await overview();
      return now.rollOver?.left === 0 ? now : undefined;
    });
    expect(all.rollOver).toMatchObject({ moved: DEVICES + 1, total: DEVICES + 1, mayRetire: true });
    const roots = (each: SimulatedDevice) =>
      each.state.certificates.filter((held) => !held.isIdentity && held.commonName.includes('Device Management'));
    for (const each of [...fleet.devices, ...late.devices]) expect(roots(each)).toHaveLength(2);

    const former = await admin.rootPem();
    const retired = await admin.call<AuthorityOverview>('POST', '/authority/retire');
    expect(retired).toMatchObject({ authorities: [{ issues: true, serves: true }], rollOver: null });
    expect(await admin.rootPem()).not.toBe(former);
    // The listener serves a certificate of the new root now, and the devices trust it.
    for (const at of [0, 4]) {
      const id = await idOf(at);
      await admin.reached(await admin.send(id, { RequestType: 'ProfileList' }), 'acknowledged');
    }
    await late.stop();
  });
});
