import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePlistDict } from '../../electron/protocol/index.ts';
import { digestResponse } from '../../electron/simulator/index.ts';
import type { NetworkAccount, QueueOutcome, UserInventory } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { StepUser } from '../support/step-user.ts';
import { storedRows } from '../support/stored-rows.ts';

/* Users of Macs and Shared iPads against the real engine: channels, sign-in, and what a Mac takes on which of them. */

const SHARED = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF';
const PASSWORD = 'Blue-Bicycle-47';

let running: RunningEngine;
let way: Awaited<ReturnType<RunningEngine['admin']['invite']>>;
const devices: StepDevice[] = [];

beforeAll(async () => {
  running = await runEngine({ flags: ['--log-level', 'debug'] });
  way = await running.admin.invite();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await running.stop();
});

async function enrolled(family: 'Mac' | 'iPad' = 'Mac', version = '15.1'): Promise<StepDevice> {
  const device = new StepDevice({ family });
  device.state = { ...device.state, os: { ...device.state.os, version }, locked: false };
  devices.push(device);
  await device.enroll(way, running.apple);
  await device.session();
  return device;
}

async function enrolledUser(device: StepDevice, name = 'ada', userId?: string): Promise<StepUser> {
  const user = new StepUser(device, name, userId);
  user.listen(running.apple);
  const { status } = await user.tokenUpdate();
  if (status !== 200) throw new Error(`A user's TokenUpdate was answered ${status}.`);
  return user;
}

const policy = (networkUsers: 'decline' | 'manage' | 'password') =>
  running.admin.call('PUT', '/device-users/policy', { networkUsers });
const detail = async (device: StepDevice) => running.admin.device((await running.admin.find(device.serialNumber)).id);
const usersOf = async (device: StepDevice) => (await detail(device)).users;
const ofUser = async (user: StepUser) => {
  const found = (await usersOf(user.device)).find((each) => each.shortName === user.name && each.state !== 'ended');
  if (found === undefined) throw new Error(`There is no user ${user.name}.`);
  return found;
};
const queueFor = async (enrollmentIds: string[], command: object): Promise<QueueOutcome> =>
  running.admin.call('POST', '/commands', { enrollmentIds, command });

describe('a user of a Mac', () => {
  it('USR-1 has a push token, a queue and a status of its own beside the device', async () => {
    const mac = await enrolled();
    const [ada, ben] = [await enrolledUser(mac, 'ada'), await enrolledUser(mac, 'ben')];
    await ada.pushedMoreThan(0);
    await ben.pushedMoreThan(0);
    const before = [mac.pushes, ben.pushes];
    await ada.session();
    await ben.session();
    const { enrollmentId } = await ofUser(ada);
    const { queued } = await queueFor([enrollmentId], { RequestType: 'ProfileList' });
    expect(queued).toHaveLength(1);
    expect(queued[0]?.enrollmentId).toBe(enrollmentId);
    // Neither the device nor the other user is given what is Ada's.
    expect([await mac.session(), await ben.session()]).toEqual([[], []]);
    expect(await ofUser(ada)).toMatchObject({
      openCommands: 1,
      onConsole: true,
      state: 'enrolled',
      pushState: 'ready',
    });
    expect(await ada.session()).toEqual(['ProfileList']);
    expect((await ofUser(ada)).openCommands).toBe(0);
    expect([mac.pushes, ben.pushes]).toEqual(before);
    expect((await usersOf(mac)).map((user) => user.shortName).sort()).toEqual(['ada', 'ben']);
  });

  it('USR-1 is woken by its own push token when a command waits for it', async () => {
    const ada = await enrolledUser(await enrolled());
    await ada.pushedMoreThan(0);
    await ada.session();
    const before = ada.pushes;
    const { enrollmentId } = await ofUser(ada);
    const body = { enrollmentIds: [enrollmentId], command: { RequestType: 'CertificateList' }, wakeNow: true };
    await running.admin.call('POST', '/commands', body);
    await ada.pushedMoreThan(before);
  });

  it('USR-1 is asked for its own inventory, which is not mixed with that of the device', async () => {
    const mac = await enrolled();
    const ada = await enrolledUser(mac);
    const before = (await detail(mac)).reports;
    const asked = await ada.session();
    expect(asked.sort()).toEqual([
      'CertificateList',
      'InstalledApplicationList',
      'ManagedApplicationList',
      'ProfileList',
    ]);
    expect((await detail(mac)).reports).toEqual(before);
    const { enrollmentId } = await ofUser(ada);
    const own = await running.admin.call<UserInventory>('GET', `/device-users/${enrollmentId}/inventory`);
    expect(own.profiles.map((profile) => profile.identifier).sort()).toEqual(
      mac.state.profiles.map((profile) => profile.identifier).sort(),
    );
    expect(own.apps.length).toBeGreaterThan(0);
    expect(own.reports.certificates).not.toBeNull();
  });

  it('ends with its CheckOut alone, and with its device', async () => {
    const mac = await enrolled();
    const [ada, ben] = [await enrolledUser(mac, 'ada'), await enrolledUser(mac, 'ben')];
    expect((await ada.checkIn({ MessageType: 'CheckOut', Topic: ada.topic })).status).toBe(200);
    expect((await ada.idle()).status).toBe(403);
    expect((await ben.idle()).status).toBe(200);
    expect((await mac.idle()).status).toBe(200);
    await mac.checkIn('CheckOut', { MessageType: 'CheckOut', UDID: mac.state.udid, Topic: ben.topic });
    expect((await usersOf(mac)).map((user) => user.state)).toEqual(['ended', 'ended']);
    const secrets = storedRows<{ n: number }>(
      running.dataDir,
      `select count(*) n from enrollment n join device d on d.id = n."deviceId" where d."serialNumber" = ? and
        (n."pushTokenSecretId" is not null or n."authTokenSecretId" is not null)`,
      mac.serialNumber,
    );
    expect(secrets).toEqual([{ n: 0 }]);
    // The device was told to go: so is its user, and not more.
    expect((await ben.idle()).status).toBe(403);
  });

  it('comes before its device at no time: 503, and the device may enroll all the same', async () => {
    const mac = new StepDevice({ family: 'Mac' });
    devices.push(mac);
    await mac.download(way);
    await mac.obtainIdentity();
    const ada = new StepUser(mac, 'ada');
    expect((await ada.tokenUpdate()).status).toBe(403);
    await mac.authenticate();
    expect((await ada.tokenUpdate()).status).toBe(503);
    await mac.tokenUpdate();
    expect((await ada.tokenUpdate()).status).toBe(200);
  });

  it('is asked for again after the device enrolled anew; nothing that waited reaches it', async () => {
    const mac = await enrolled();
    const ada = await enrolledUser(mac);
    await ada.session();
    const { enrollmentId } = await ofUser(ada);
    await queueFor([enrollmentId], { RequestType: 'ProfileList' });
    await mac.enroll(way, running.apple);
    expect((await ada.idle()).status).toBe(403);
    expect((await ada.tokenUpdate()).status).toBe(200);
    expect((await usersOf(mac)).map((user) => user.state).sort()).toEqual(['ended', 'enrolled']);
    const now = (await ofUser(ada)).enrollmentId;
    expect(now).not.toBe(enrollmentId);
    // What is repeated goes to the same user as it is enrolled now.
    await ada.session();
    const [former] = await running.admin.commands(`enrollmentId=${enrollmentId}&state=cancelled`);
    const retried = await running.admin.call<{ queued: unknown[] }>('POST', '/command-queue/retry', {
      commandIds: [former?.id],
    });
    expect(retried.queued).toHaveLength(1);
    expect(await running.admin.commands(`enrollmentId=${now}&open=true`)).toHaveLength(1);
  });
});

describe('a network user', () => {
  it('is declined with 410 unless the policy says otherwise', async () => {
    const mac = await enrolled();
    await policy('decline');
    expect(await new StepUser(mac, 'ada').signIn(PASSWORD)).toMatchObject({ status: 410 });
    expect(await usersOf(mac)).toEqual([]);
    const channels = await enrolledUser(mac, 'local');
    expect((await channels.idle()).status).toBe(200);
  });

  it('needs no AuthToken where none is asked: an empty challenge, and no second step', async () => {
    const mac = await enrolled();
    await policy('manage');
    const ada = new StepUser(mac, 'ada');
    expect(await ada.signIn(PASSWORD)).toMatchObject({ status: 200, challenge: '' });
    expect((await ada.tokenUpdate()).status).toBe(200);
    expect((await ada.idle()).status).toBe(200);
  });

  it('USR-2 gets an AuthToken for the right password, which is not the push token; an empty one for a wrong one', async () => {
    const mac = await enrolled();
    await policy('password');
    await running.admin.call('POST', '/device-users/accounts', { shortName: 'grace', password: PASSWORD });
    const grace = new StepUser(mac, 'grace');
    const wrong = await grace.signIn('not it');
    expect(wrong).toMatchObject({ status: 200, said: { AuthToken: '' } });
    expect(await new StepUser(mac, 'nobody').signIn(PASSWORD)).toMatchObject({ status: 200, said: { AuthToken: '' } });
    const right = await grace.signIn(PASSWORD);
    expect(right.challenge).toMatch(/^Digest nonce="[0-9a-f]{32}",realm="[^"]+",qop="auth",algorithm=md5-sess$/);
    expect(grace.authToken).toMatch(/^[\w-]{43}$/);
    expect((await grace.tokenUpdate()).status).toBe(200);
    // Pushes go to the token of the TokenUpdate whatever the AuthToken is.
    grace.listen(running.apple);
    const { enrollmentId } = await ofUser(grace);
    const body = { enrollmentIds: [enrollmentId], command: { RequestType: 'ProfileList' }, wakeNow: true };
    await running.admin.call('POST', '/commands', body);
    await grace.pushedMoreThan(0);
    expect(await ofUser(grace)).toMatchObject({ signsIn: true, signedIn: true });
  });

  it('USR-3 is refused without the AuthToken, with a wrong one, and with that of an earlier log-in; never with 401', async () => {
    const mac = await enrolled();
    await policy('password');
    await running.admin.call('POST', '/device-users/accounts', { shortName: 'linus', password: PASSWORD });
    const linus = new StepUser(mac, 'linus');
    await linus.signIn('wrong');
    expect((await linus.tokenUpdate()).status).toBe(403);
    await linus.signIn(PASSWORD);
    await linus.tokenUpdate();
    const former = linus.authToken;
    await linus.signIn(PASSWORD);
    const current = linus.authToken;
    expect(current).not.toBe(former);
    for (const token of [undefined, '', 'x', former, `${current} `]) {
      linus.authToken = token;
      expect((await linus.idle()).status).toBe(403);
      expect((await linus.tokenUpdate()).status).toBe(403);
      const declarations = { MessageType: 'DeclarativeManagement', Endpoint: 'tokens' };
      expect((await linus.checkIn(declarations)).status).toBe(403);
    }
    linus.authToken = current;
    expect((await linus.idle()).status).toBe(200);
    expect((await mac.idle()).status).toBe(200);
  });

  it('answers a challenge once, and only its own', async () => {
    const mac = await enrolled();
    await policy('password');
    await running.admin.call('POST', '/device-users/accounts', { shortName: 'alan', password: PASSWORD });
    const alan = new StepUser(mac, 'alan');
    const ask = { MessageType: 'UserAuthenticate', UDID: mac.state.udid, UserID: alan.userId };
    const challenge = String(decodePlistDict((await mac.checkIn('UserAuthenticate', ask)).body).DigestChallenge);
    const DigestResponse = digestResponse(challenge, { name: 'alan', password: PASSWORD }, 'c1');
    const prove = async (response: string) =>
      decodePlistDict((await mac.checkIn('UserAuthenticate', { ...ask, DigestResponse: response })).body).AuthToken;
    expect(await prove(DigestResponse.replace(/nonce="[^"]+"/, `nonce="${'0'.repeat(32)}"`))).toBe('');
    expect(await prove(DigestResponse)).toBe('');
    const again = String(decodePlistDict((await mac.checkIn('UserAuthenticate', ask)).body).DigestChallenge);
    expect(again).not.toBe(challenge);
    expect(await prove(digestResponse(again, { name: 'alan', password: PASSWORD }, 'c2'))).not.toBe('');
  });

  it('USR-4 leaves neither token, digest nor password in the store, the events or the log', async () => {
    const mac = await enrolled();
    await policy('password');
    const account = { shortName: 'edsger', password: 'Copper-Kettle-93' };
    const { id } = await running.admin.call<NetworkAccount>('POST', '/device-users/accounts', account);
    const edsger = new StepUser(mac, 'edsger');
    const { challenge } = await edsger.signIn(account.password);
    await edsger.tokenUpdate();
    await mac.checkIn('SetBootstrapToken', {
      MessageType: 'SetBootstrapToken',
      UDID: mac.state.udid,
      BootstrapToken: Buffer.from('a bootstrap token of this Mac'),
    });
    const secrets = [edsger.authToken ?? '?', account.password, /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '?'];
    const rows = ['enrollment', 'event', 'networkAccount', 'setting', 'userReport', 'deviceReport'].map((table) =>
      JSON.stringify(storedRows(running.dataDir, `select * from "${table}"`)),
    );
    const sealed = storedRows<{ sealed: Buffer }>(running.dataDir, 'select sealed from secret');
    const shown = JSON.stringify([await usersOf(mac), await running.admin.call('GET', '/device-users/accounts')]);
    for (const secret of [...secrets, 'a bootstrap token of this Mac']) {
      for (const text of [...rows, shown, running.log.lines.join('\n')]) expect(text).not.toContain(secret);
      for (const each of sealed) expect(each.sealed.includes(secret)).toBe(false);
    }
    await running.admin.call('DELETE', `/device-users/accounts/${id}`);
    expect(await edsger.signIn(account.password)).toMatchObject({ said: { AuthToken: '' } });
  });
});

describe('a user of a Shared iPad', () => {
  it('USR-1 is told apart by its account, since all have one UserID', async () => {
    const ipad = await enrolled('iPad', '18.2');
    const [ada, ben] = [
      await enrolledUser(ipad, 'Ada@school.example', SHARED),
      await enrolledUser(ipad, 'ben@school.example', SHARED),
    ];
    await ada.session();
    await ben.session();
    const { enrollmentId } = await ofUser(ada);
    const { queued } = await queueFor([enrollmentId], { RequestType: 'ProfileList' });
    expect(queued).toHaveLength(1);
    expect([await ipad.session(), await ben.session(), await ada.session()]).toEqual([[], [], ['ProfileList']]);
    const nobody = new StepUser(ipad, 'ada', SHARED);
    const { status } = await nobody.connect({ Status: 'Idle', UserShortName: undefined });
    expect(status).toBe(400);
  });

  it('LOOP-12 is never given what is for the device, nor the device what is for it', async () => {
    const ipad = await enrolled('iPad', '18.2');
    const ada = await enrolledUser(ipad, 'ada@school.example', SHARED);
    await ada.session();
    const { id } = await running.admin.find(ipad.serialNumber);
    await running.admin.queueOne(id, { RequestType: 'SecurityInfo' });
    expect(await ada.session()).toEqual([]);
    expect(await ipad.session()).toEqual(['SecurityInfo']);
    const { enrollmentId } = await ofUser(ada);
    const outcome = await queueFor([enrollmentId], { RequestType: 'EraseDevice' });
    expect(outcome.refused[0]?.reasons.map((reason) => reason.code)).toContain('wrong-channel');
  });
});

describe('commands for a Mac', () => {
  /** The table of the reference, where Apple's schema of today still agrees: where each command may go. */
  const BOTH = ['ProfileList', 'CertificateList', 'InstalledApplicationList'];
  const DEVICE = ['DeviceLock', 'EraseDevice'];

  it('OSX-1 are offered each on the channel it belongs to', async () => {
    const mac = await enrolled();
    const ada = await enrolledUser(mac);
    await ada.session();
    const { id } = await running.admin.find(mac.serialNumber);
    const { enrollmentId } = await ofUser(ada);
    const fits = async (command: object) => {
      const check = (to: object) =>
        running.admin
          .call<{ fits: string[] }>('POST', '/commands/check', { ...to, command })
          .then((got) => got.fits.length);
      return [await check({ deviceIds: [id] }), await check({ enrollmentIds: [enrollmentId] })];
    };
    for (const RequestType of BOTH) expect([RequestType, await fits({ RequestType })]).toEqual([RequestType, [1, 1]]);
    for (const RequestType of DEVICE) expect([RequestType, await fits({ RequestType })]).toEqual([RequestType, [1, 0]]);
    expect(await fits({ RequestType: 'DeviceInformation', Queries: ['UDID'] })).toEqual([1, 1]);
    const name = { RequestType: 'Settings', Settings: [{ Item: 'DeviceName', DeviceName: 'Library' }] };
    expect((await fits(name))[0]).toBe(1);
  });

  it('OSX-2 are not queued when a Mac does not take them', async () => {
    const mac = await enrolled();
    const { id } = await running.admin.find(mac.serialNumber);
    const none = ['EnableLostMode', 'ManagedApplicationFeedback', 'ApplyRedemptionCode', 'DeviceLocation'];
    for (const RequestType of none) {
      const outcome = await running.admin.call<QueueOutcome>('POST', '/commands', {
        deviceIds: [id],
        command: { RequestType },
      });
      const codes = outcome.refused.flatMap((each) => each.reasons.map((reason) => reason.code));
      expect([RequestType, outcome.queued]).toEqual([RequestType, []]);
      expect(codes.some((code) => code === 'not-on-platform' || code === 'wrong-channel')).toBe(true);
    }
    expect(await mac.session()).toEqual([]);
  });
});
