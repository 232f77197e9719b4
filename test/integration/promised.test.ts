import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, createFleet, type Fleet, SCHOOL, type SimulatedDevice } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/* What a simulated school does because the enrollment profile promises it: users' channels, bootstrap tokens, declarations. */

let running: RunningEngine;
let fleet: Fleet;

beforeAll(async () => {
  running = await runEngine();
  const { admin, apple } = running;
  await admin.call('PUT', '/device-users/policy', { networkUsers: 'password' });
  fleet = createFleet({
    seed: 23,
    count: 12,
    push: apple.apns.devices,
    keyPool: 4,
    apps: 6,
    supervised: true,
    mix: {
      ...SCHOOL,
      families: { iPad: 0.5, Mac: 0.5 },
      vanishing: 0,
      flaky: 0,
      broken: 0,
      sharedIpads: 1,
      networkUsers: 1,
    },
  });
  // Two of the four people of the directory are known to the server.
  for (const device of fleet.devices) {
    const person = device.state.users.find((user) => user.network);
    if (person === undefined || known.has(person.name) || known.size >= 2) continue;
    known.add(person.name);
    const account = { shortName: person.name, password: `Kreide-${person.name}-2026` };
    await admin.call('POST', '/device-users/accounts', account);
  }
  const { failed } = await fleet.enrollAll(await admin.invite(), { concurrency: 6 });
  expect(failed).toEqual([]);
  await fleet.settled();
});
const known = new Set<string>();
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const of = (family: string): SimulatedDevice[] => fleet.devices.filter((each) => each.state.model.family === family);
const detail = async (device: SimulatedDevice) =>
  running.admin.device((await running.admin.inventoried(device.state.serialNumber)).id);

describe('a simulated school', () => {
  it('has a channel for whoever is logged in at a Mac; people of the directory sign in first', async () => {
    for (const mac of of('Mac')) {
      const people = mac.state.users.filter((user) => user.loggedIn && (!user.network || known.has(user.name)));
      expect([...mac.promised.users].sort()).toEqual(people.map((user) => user.name).sort());
      const users = (await detail(mac)).users.filter((user) => user.state === 'enrolled');
      expect(users.map((user) => user.shortName).sort()).toEqual(people.map((user) => user.name).sort());
      for (const user of users) expect(user.signedIn).toBe(known.has(user.shortName ?? ''));
    }
  });

  it('has a channel for everybody on a Shared iPad', async () => {
    for (const ipad of of('iPad')) {
      const { users, information } = await detail(ipad);
      expect(information.IsMultiUser).toBe(true);
      expect(users.map((user) => user.shortName).sort()).toEqual(ipad.state.users.map((user) => user.name).sort());
    }
  });

  it('answers for each user apart, woken by that user’s push', async () => {
    const [mac] = of('Mac');
    if (mac === undefined) throw new Error('There is no Mac.');
    const { users } = await detail(mac);
    for (const user of users.filter((each) => each.state === 'enrolled')) {
      const body = { enrollmentIds: [user.enrollmentId], command: { RequestType: 'ProfileList' }, wakeNow: true };
      const outcome = await running.admin.call<{ queued: { commandId: string }[] }>('POST', '/commands', body);
      const done = await running.admin.reached(outcome.queued[0]?.commandId ?? '', 'acknowledged');
      expect(done.result?.raw).toContain(user.shortName);
    }
  });

  it('leaves bootstrap tokens and finds them again', async () => {
    for (const mac of of('Mac')) {
      expect((await detail(mac)).bootstrapTokenAt).not.toBeNull();
      expect(await mac.promised.fetchBootstrapToken()).toBe(true);
      expect(await mac.promised.getToken('com.apple.maid')).toEqual({
        status: 403,
        code: 'org.cartwright.token-service.not-configured',
      });
    }
  });

  it('looks after its declarations when told to, on both channels', async () => {
    const ipad = of('iPad').find((each) => Number.parseInt(each.state.os.version, 10) >= 16);
    if (ipad === undefined) throw new Error('There is no iPad that knows declarations.');
    ipad.unlock();
    const { id, users } = await detail(ipad);
    await ipad.promised.logIn(users[0]?.shortName ?? '');
    const command = { RequestType: 'DeclarativeManagement' };
    const body = { deviceIds: [id], enrollmentIds: [users[0]?.enrollmentId], command, wakeNow: true };
    const refused = new Promise((_, reject) => fleet.subscribe((event) => event.type === 'refused' && reject(event)));
    const outcome = await running.admin.call<{ queued: { commandId: string }[] }>('POST', '/commands', body);
    expect(outcome.queued).toHaveLength(2);
    const all = outcome.queued.map(({ commandId }) => running.admin.reached(commandId, 'acknowledged'));
    await Promise.race([Promise.all(all), refused]);
  });

  it('hears nothing of a pupil who is not logged in: what waits for them is done when they have the iPad again', async () => {
    const [ipad] = of('iPad');
    if (ipad === undefined) throw new Error('There is no iPad.');
    ipad.unlock();
    const { admin } = running;
    const { id, users } = await detail(ipad);
    const away = ipad.state.users.find((user) => !user.loggedIn)?.name;
    const here = ipad.state.users.find((user) => user.loggedIn)?.name;
    const ask = async (name: string | undefined) => {
      const enrollmentIds = users.filter((user) => user.shortName === name).map((user) => user.enrollmentId);
      const body = { enrollmentIds, command: { RequestType: 'ProfileList' }, wakeNow: true };
      const { queued } = await admin.call<{ queued: { commandId: string }[] }>('POST', '/commands', body);
      return queued[0]?.commandId ?? '';
    };
    const waits = await ask(away);
    await admin.reached(await ask(here), 'acknowledged');
    await fleet.settled();
    expect((await admin.command(waits)).state).toBe('queued');
    await ipad.promised.logIn(away ?? '');
    await admin.reached(waits, 'acknowledged');
    // The one from before is silent now; and once LogOutUser has sent everybody away, so are all.
    const left = await ask(here);
    await admin.reached(await admin.send(id, { RequestType: 'LogOutUser' }), 'acknowledged');
    const nobody = await ask(away);
    await fleet.settled();
    for (const commandId of [left, nobody]) expect((await admin.command(commandId)).state).toBe('queued');
    await ipad.promised.logIn(here ?? '');
    await admin.reached(left, 'acknowledged');
    expect((await admin.command(nobody)).state).toBe('queued');
  });

  it('comes back into service with the profile it was left, by a command or by the answer when it asks', async () => {
    const { admin } = running;
    const [first, ...others] = of('iPad');
    const ipad = others.find((each) => Number.parseInt(each.state.os.version, 10) >= 17);
    if (first === undefined || ipad === undefined) throw new Error('There is no iPad that can come back by itself.');
    ipad.unlock();
    const { id } = await detail(ipad);
    const { serialNumber } = ipad.state;
    const uses = async (invitationId: string) => (await admin.invitation(invitationId)).uses;
    const again = () => fleet.next((event) => event.type === 'enrolled' && event.serialNumber === serialNumber);

    const next = await admin.invite({ name: 'The next class' });
    const profile = await admin.call<{ base64: string }>('POST', `/invitations/${next.id}/profile`);
    const ReturnToService = { Enabled: true, MDMProfileData: profile.base64 };
    const back = again();
    await admin.send(id, { RequestType: 'EraseDevice', ReturnToService });
    await back;
    expect(await uses(next.id)).toBe(1);

    const third = await admin.invite({ name: 'The class after that' });
    const settings = { enabled: true, preserveDataPlan: false, retryEnrollment: false, invitationId: third.id };
    await admin.call('PUT', '/return-to-service', settings);
    const { os } = ipad.state;
    ipad.change({ enrolledByDep: true, os: { ...os, version: '26.4' } });
    const backOnceMore = again();
    await act(ipad, 'return-to-service');
    await backOnceMore;
    expect(await uses(third.id)).toBe(1);
    expect(await uses(next.id)).toBe(1);

    // Where nobody shall come back, it stays as it is.
    await admin.call('PUT', '/return-to-service', { ...settings, enabled: false });
    ipad.change({ enrolledByDep: true, os: { ...os, version: '26.4' } });
    await act(ipad, 'return-to-service');
    expect(ipad.status).toBe('enrolled');
  });

  it('loses all of it when its device goes', async () => {
    const [ipad] = of('iPad');
    if (ipad === undefined) throw new Error('There is no iPad.');
    await ipad.removeManagement();
    expect(ipad.promised.users).toEqual([]);
    const { id } = await running.admin.find(ipad.state.serialNumber);
    const { users } = await running.admin.device(id);
    expect(new Set(users.map((user) => user.state))).toEqual(new Set(['ended']));
  });
});
