import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, SCHOOL, type SimulatedDevice } from '../../electron/simulator/index.ts';
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
    const command = { RequestType: 'DeclarativeManagement' };
    const body = { deviceIds: [id], enrollmentIds: [users[0]?.enrollmentId], command, wakeNow: true };
    const refused = new Promise((_, reject) => fleet.subscribe((event) => event.type === 'refused' && reject(event)));
    const outcome = await running.admin.call<{ queued: { commandId: string }[] }>('POST', '/commands', body);
    expect(outcome.queued).toHaveLength(2);
    const all = outcome.queued.map(({ commandId }) => running.admin.reached(commandId, 'acknowledged'));
    await Promise.race([Promise.all(all), refused]);
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
