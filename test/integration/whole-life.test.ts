import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, SCHOOL, type SimulatedDevice } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { testProfile } from '../support/test-profile.ts';

const DEVICES = 20;

let running: RunningEngine;
let fleet: Fleet;

beforeAll(async () => {
  running = await runEngine();
  const { admin, apple } = running;
  fleet = createFleet({
    seed: 11,
    count: DEVICES,
    push: apple.apns.devices,
    keyPool: 4,
    apps: 12,
    supervised: true,
    // Nobody vanishes and nobody loses the network: what a test waits for must come.
    mix: { ...SCHOOL, vanishing: 0, flaky: 0 },
  });
  const ways = [await admin.invite(), await admin.invite({ signMessage: true, pin: '4711' })];
  const { failed } = await fleet.enrollAll(ways, { concurrency: 8 });
  expect(failed).toEqual([]);
});

afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const whole = () => fleet.devices.filter((device) => !device.temperament.broken);

/** A well-behaved iPad nobody has used yet, with a passcode, and everything it was asked at first answered. */
const used = new Set<SimulatedDevice>();
async function freshIpad(): Promise<{ device: SimulatedDevice; id: string }> {
  const device = whole().find((each) => each.state.model.family === 'iPad' && !used.has(each));
  if (device === undefined) throw new Error('The school has too few iPads for these tests.');
  used.add(device);
  device.change({ passcode: { present: true, compliant: true } });
  const { id } = await running.admin.inventoried(device.state.serialNumber);
  return { device, id };
}

describe('a school of twenty devices', () => {
  it('enrolls over mutual TLS and by signed messages, is woken by push, and tells about itself', async () => {
    const { admin, apple } = running;
    for (const device of fleet.devices) await admin.inventoried(device.state.serialNumber);
    const rows = await admin.devices();
    expect(rows).toHaveLength(DEVICES);
    const listed = rows.map(({ serialNumber, udid, name, osVersion, family, state }) => {
      return { serialNumber, udid, name, osVersion, family, state };
    });
    const real = fleet.devices.map(({ state: { serialNumber, udid, name, os, model } }) => {
      return { serialNumber, udid, name, osVersion: os.version, family: model.family, state: 'enrolled' };
    });
    const bySerial = (a: { serialNumber: string | null }, b: { serialNumber: string | null }) =>
      (a.serialNumber ?? '').localeCompare(b.serialNumber ?? '');
    expect(listed.sort(bySerial)).toEqual(real.sort(bySerial));
    expect(apple.apns.stats().delivered).toBeGreaterThanOrEqual(DEVICES);
    const details = await Promise.all(rows.map((row) => admin.device(row.id)));
    expect(new Set(details.map((each) => each.enrollments[0]?.signMessage))).toEqual(new Set([true, false]));
  });

  it('lists the apps and profiles that are on the devices', async () => {
    const { admin } = running;
    for (const device of whole()) {
      const { id } = await admin.find(device.state.serialNumber);
      const apps = (await admin.apps(id)).map((each) => each.identifier).sort();
      expect(apps).toEqual(device.state.apps.map((each) => each.app.identifier).sort());
      const profiles = (await admin.profiles(id)).map((each) => each.identifier).sort();
      expect(profiles).toEqual(device.state.profiles.map((each) => each.identifier).sort());
      expect(profiles).toContain(device.state.management?.profileIdentifier);
    }
  });

  it('is not held up by the one device whose answer cannot be read', async () => {
    const { admin } = running;
    const [broken] = fleet.devices.filter((device) => device.temperament.broken);
    const { id } = await admin.inventoried(broken?.state.serialNumber ?? '');
    const commands = await admin.commands(`deviceId=${id}`);
    const states = Object.fromEntries(commands.map((each) => [each.requestType, each.state]));
    expect(states).toMatchObject({
      InstalledApplicationList: 'error',
      DeviceInformation: 'acknowledged',
      CertificateList: 'acknowledged',
      Restrictions: 'acknowledged',
    });
    const unread = commands.find((each) => each.requestType === 'InstalledApplicationList');
    expect((await admin.command(unread?.id ?? '')).result).toMatchObject({ decoded: false });
  });
});

describe('a command', () => {
  it('is queued over REST, wakes its device, and comes back with the answer', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    const commandId = await admin.send(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName', 'UDID'] });
    const done = await admin.reached(commandId, 'acknowledged');
    expect(done.result?.raw).toContain(device.state.udid);
    expect(done).toMatchObject({ sendCount: 1, queuedBy: 'token:test' });
    const told = (await admin.events(`deviceId=${id}`)).filter((each) => each.commandId === commandId);
    expect(told.map((each) => each.type).reverse()).toEqual(['command.queued', 'command.sent', 'command.acknowledged']);
  });

  it('that installs a profile shows in the profiles the device lists next', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    const identifier = 'example.maple.timetable';
    const command = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile(identifier) });
    await admin.reached(command, 'acknowledged');
    expect(device.state.profiles.map((each) => each.identifier)).toContain(identifier);
    await admin.until('the profile in the list', async () =>
      (await admin.profiles(id)).some((each) => each.identifier === identifier),
    );
  });

  it('waits while the device is locked, lets others pass, and is done after the unlock', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    device.lock();
    const install = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.locked') });
    const ask = await admin.send(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] });
    await admin.reached(ask, 'acknowledged');
    expect(await admin.reached(install, 'not-now')).toMatchObject({ result: null });
    device.unlock();
    const done = await admin.reached(install, 'acknowledged');
    expect(done.notNowCount).toBeGreaterThanOrEqual(1);
    expect(device.state.profiles.filter((each) => each.identifier === 'example.locked')).toHaveLength(1);
  });

  it('that erases ends the enrollment; what was left of its queue never reaches the next one', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    const before = (await admin.device(id)).enrollments[0];
    device.lock();
    const left = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.left') });
    await admin.reached(left, 'not-now');
    const back = fleet.next((event) => event.type === 'enrolled' && event.udid === device.state.udid);
    const erase = await admin.send(id, { RequestType: 'EraseDevice' });
    await admin.reached(erase, 'acknowledged');
    await back;
    await admin.inventoried(device.state.serialNumber);
    const [now, former] = (await admin.device(id)).enrollments;
    expect(former).toMatchObject({ id: before?.id, state: 'ended', endReason: 'erased' });
    expect(now).toMatchObject({ state: 'enrolled' });
    expect(now?.id).not.toBe(before?.id);
    expect(await admin.command(left)).toMatchObject({ state: 'cancelled', enrollmentId: before?.id });
    expect(device.state.profiles.map((each) => each.identifier)).not.toContain('example.left');
  });
});

describe('a device over the years', () => {
  it('BP-20 checks out when its person removes the profile, and its queue ends with it', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    device.lock();
    const left = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.gone') });
    await admin.reached(left, 'not-now');
    await device.removeManagement();
    const detail = await admin.until('the check-out', async () => {
      const found = await admin.device(id);
      return found.state === 'ended' ? found : undefined;
    });
    expect(detail.enrollments[0]).toMatchObject({ endReason: 'checked-out', pushState: 'none' });
    expect((await admin.command(left)).state).toBe('cancelled');
    await expect(admin.queueOne(id, { RequestType: 'DeviceInformation', Queries: ['UDID'] })).rejects.toThrow(
      'Refused',
    );
  });

  it('BP-33 goes on under the same enrollment after it came back from a backup, and after a new push token', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    const before = (await admin.device(id)).enrollments;
    for (const change of [() => device.restoreFromBackup(), () => device.changePushToken()]) {
      const former = device.pushToken;
      expect(await change()).toBe(200);
      expect(device.pushToken).not.toBe(former);
      const command = await admin.send(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] });
      await admin.reached(command, 'acknowledged');
    }
    const after = (await admin.device(id)).enrollments;
    expect(after.map((each) => each.id)).toEqual(before.map((each) => each.id));
    expect(after[0]).toMatchObject({ state: 'enrolled', pushState: 'ready' });
  });

  it('renews its certificate while a command waits, and the former one is revoked at the first use', async () => {
    const { admin } = running;
    const { device, id } = await freshIpad();
    const before = (await admin.device(id)).enrollments[0];
    device.lock();
    const waits = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.renewed') });
    await admin.reached(waits, 'not-now');
    await device.renewIdentity();
    device.unlock();
    await admin.reached(waits, 'acknowledged');
    const after = (await admin.device(id)).enrollments[0];
    expect(after?.id).toBe(before?.id);
    expect(after?.certificate?.fingerprint).not.toBe(before?.certificate?.fingerprint);
    const told = (await admin.events(`deviceId=${id}&type=enrollment.certificate-renewed`)).map((each) => each.data);
    expect(told).toEqual([{ former: before?.certificate?.fingerprint, fingerprint: after?.certificate?.fingerprint }]);
  });

  it('BP-24 is shown as unregistered when Apple says so, and healed by its next TokenUpdate', async () => {
    const { admin, apple } = running;
    const { device, id } = await freshIpad();
    apple.apns.faults.failToken(device.pushToken ?? '', { status: 410 });
    const waits = await admin.send(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] });
    await admin.until(
      'the device shown as unregistered',
      async () => (await admin.device(id)).pushState === 'unregistered',
    );
    expect((await admin.device(id)).enrollments[0]).toMatchObject({ lastPushStatus: 410, nextWakeAt: null });
    expect((await admin.command(waits)).state).toBe('queued');
    apple.apns.faults.clear();
    expect(await device.changePushToken()).toBe(200);
    expect((await admin.device(id)).pushState).toBe('ready');
    await admin.wake(id);
    await admin.reached(waits, 'acknowledged');
  });

  it('BP-31 keeps its former certificate while it enrolls again, until the TokenUpdate of the new one', async () => {
    const { admin, apple } = running;
    const device = new StepDevice();
    const way = await admin.invite();
    await device.enroll(way, apple);
    await device.session();
    const { id } = await admin.find(device.serialNumber);
    const [first] = (await admin.device(id)).enrollments;
    const formerIdentity = device.identity;
    const formerTerms = device.terms;
    if (formerIdentity === undefined) throw new Error('The device has no identity.');

    const command = await admin.queueOne(id, { RequestType: 'DeviceInformation', Queries: ['DeviceName'] });
    await device.download(way);
    const identity = await device.obtainIdentity();
    expect((await device.authenticate()).status).toBe(200);
    // The new enrollment is not confirmed: the former one still obeys, the new one gets nothing yet.
    expect((await device.idle()).body).toHaveLength(0);
    device.takeIdentity(formerIdentity);
    expect(await device.session()).toEqual(['DeviceInformation']);
    expect((await admin.command(command)).state).toBe('acknowledged');

    const late = await admin.queueOne(id, { RequestType: 'DeviceInformation', Queries: ['UDID'] });
    device.takeIdentity(identity);
    expect((await device.tokenUpdate()).status).toBe(200);
    const [now, former] = (await admin.device(id)).enrollments;
    expect(former).toMatchObject({ id: first?.id, state: 'ended', endReason: 'replaced' });
    expect((await admin.command(late)).state).toBe('cancelled');
    expect(await device.session()).not.toContain(late);
    device.takeIdentity(formerIdentity);
    // 403, not 401: the device lives on under its new certificate.
    expect((await device.idle()).status).toBe(403);
    expect((await admin.device(id)).enrollments[0]).toMatchObject({ id: now?.id, state: 'enrolled' });
    expect(device.terms).not.toBe(formerTerms);
    device.close();
  });

  it('may sign its messages with an elliptic curve key', async () => {
    const { admin, apple } = running;
    const device = new StepDevice();
    await device.enroll(await admin.invite({ signMessage: true }), apple);
    await device.session();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await device.obtainIdentity({ renew: true, key: privateKey });
    const { id } = await admin.find(device.serialNumber);
    const command = await admin.queueOne(id, { RequestType: 'ProfileList' });
    expect(await device.session()).toEqual(['ProfileList']);
    expect((await admin.command(command)).state).toBe('acknowledged');
    device.close();
  });

  it('loses one command, not its queue, by an answer of which nothing can be read', async () => {
    const { admin, apple } = running;
    const device = new StepDevice();
    await device.enroll(await admin.invite(), apple);
    await device.session();
    const { id } = await admin.find(device.serialNumber);
    const lost = await admin.queueOne(id, { RequestType: 'ProfileList' });
    const next = await admin.queueOne(id, { RequestType: 'CertificateList' });
    await device.idle();
    const answer = await device.connect('result', Buffer.from('\u0000\u0001 nothing of this is a property list'));
    expect(answer.status).toBe(200);
    const ran = device.run(answer);
    expect(ran?.commandId).toBe(next);
    expect((await device.connect('result', ran?.message ?? {})).status).toBe(200);
    expect((await admin.command(lost)).state).toBe('error');
    expect((await admin.command(next)).state).toBe('acknowledged');
    device.close();
  });
});
