import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverNotNow } from '../../shared/catalogue/index.ts';
import { openQueueGate, type QueueGate, type WireDevice } from '../support/queue-gate.ts';
import { testProfile } from '../support/test-profile.ts';

/* The delivery rules of the protocol, held over the wire: real listener, real TLS, real store. */

const MINUTE = 60_000;
const DAY = 86_400_000;

let gate: QueueGate;

beforeAll(async () => {
  gate = await openQueueGate();
});
afterAll(() => gate.stop());

async function queue(device: WireDevice, RequestType: string, more: object = {}): Promise<string> {
  const wish = { deviceIds: [device.deviceId], command: { RequestType, ...more }, actor: 'ada' };
  const { queued, refused } = await gate.commands.queueCommands(wish);
  expect(refused).toEqual([]);
  return queued[0]?.commandId ?? '';
}

const pass = (ms: number) => {
  gate.school.clock.at += ms;
};

describe('delivery', () => {
  it('LOOP-1 ends a session with 200 and exactly no bytes', async () => {
    const device = await gate.device();
    expect(await device.idle()).toMatchObject({ status: 200, length: '0', body: Buffer.alloc(0) });
    const id = await queue(device, 'RestartDevice');
    await device.idle();
    expect(await device.answer(id)).toMatchObject({ status: 200, length: '0', body: Buffer.alloc(0) });
  });

  it('LOOP-2, BP-27 keeps a command in the queue until an answer bears its CommandUUID', async () => {
    const device = await gate.device();
    const [first, second, third] = [
      await queue(device, 'RestartDevice'),
      await queue(device, 'ShutDownDevice'),
      await queue(device, 'ProfileList'),
    ];
    expect((await device.idle()).commandId).toBe(first);
    expect(gate.row(first)).toMatchObject({ open: 1, state: 'sent' });
    await device.answer(first, 'NotNow');
    expect(gate.row(first)).toMatchObject({ open: 1, state: 'not-now' });
    await device.answer(second, 'Error');
    await device.answer(third, 'CommandFormatError');
    await device.idle();
    await device.answer(first);
    expect([first, second, third].map((id) => [gate.row(id).open, gate.row(id).state])).toEqual([
      [0, 'acknowledged'],
      [0, 'error'],
      [0, 'format-error'],
    ]);
  });

  it('LOOP-3 changes nothing when the same answer comes twice, or another one after it', async () => {
    const device = await gate.device();
    const id = await queue(device, 'RestartDevice');
    await device.idle();
    await device.answer(id, 'Error');
    const [row, told] = [gate.row(id), gate.told(id)];
    pass(1000);
    for (const status of ['Error', 'Acknowledged', 'NotNow'] as const) await device.answer(id, status);
    expect(gate.row(id)).toEqual(row);
    expect(gate.told(id)).toEqual(told);
  });

  it('LOOP-4 records an answer to an unknown command and goes on with the next', async () => {
    const device = await gate.device();
    const id = await queue(device, 'RestartDevice');
    expect((await device.answer('nobody-sent-this')).commandId).toBe(id);
    expect(gate.school.events('command.unknown-result').at(-1)).toMatchObject({
      enrollmentId: device.enrollmentId,
      data: { commandUUID: 'nobody-sent-this' },
    });
    await device.answer(id);
    expect(await device.answer('nor-this')).toMatchObject({ status: 200, length: '0' });
  });

  it('LOOP-5 takes an answer kept from a broken connection as the opening of a new one', async () => {
    const device = await gate.device();
    const [first, second] = [await queue(device, 'RestartDevice'), await queue(device, 'ShutDownDevice')];
    await device.idle();
    device.hangUp();
    expect((await device.answer(first)).commandId).toBe(second);
    expect(gate.row(first).state).toBe('acknowledged');
  });

  it('LOOP-6 gives a command that was never answered again under the same CommandUUID, counts it, and ends it at last', async () => {
    const device = await gate.device();
    const id = await queue(device, 'InstallProfile', { Payload: testProfile('example.unanswered') });
    for (let times = 1; times <= 10; times++) {
      device.hangUp();
      expect((await device.idle()).commandId).toBe(id);
      expect(gate.row(id)).toMatchObject({ state: 'sent', sendCount: times, sentInVain: times });
    }
    // However often the line breaks on one day, it is not given up on that day.
    expect((await device.idle()).commandId).toBe(id);
    pass(DAY);
    expect((await device.idle()).commandId).toBeUndefined();
    expect(gate.row(id)).toMatchObject({
      state: 'unanswered',
      open: 0,
      errorSummary: expect.stringContaining('11 times'),
    });
    expect(gate.told(id)).toEqual(['queued', 'sent', 'unanswered']);
    // A device keeps what it could not deliver: the answer counts whenever it comes.
    await device.answer(id);
    expect(gate.row(id)).toMatchObject({ state: 'acknowledged', errorSummary: null });
  });

  it('LOOP-6 wakes a device that took a command and was not heard of again, and says when', async () => {
    const device = await gate.device();
    const id = await queue(device, 'RestartDevice');
    pass(DAY / 2);
    await device.idle();
    device.hangUp();
    const { expected } = gate.commands.timeline(id);
    expect(expected?.nextWakeAt).toBe(gate.nextWakeAt(device));
    expect(expected?.nextWakeAt).not.toBeNull();
    expect(expected).toMatchObject({ sentInVain: 1, expiresAt: gate.row(id).queuedAt + DAY });
    pass(DAY / 2 + MINUTE);
    await gate.commands.expireDue();
    expect(gate.row(id).state).toBe('sent');
    pass(DAY / 2);
    await gate.commands.expireDue();
    expect(gate.row(id)).toMatchObject({ state: 'unanswered', errorSummary: expect.stringContaining('once') });
    expect(gate.nextWakeAt(device)).toBeNull();
  });

  it('LOOP-7 leaves an erasure that is not answered as sent until the device enrolls anew or a month is over', async () => {
    const [back, gone, alive] = [await gate.device(), await gate.device(), await gate.device()];
    const erase = async (device: WireDevice) => {
      const id = await queue(device, 'EraseDevice');
      expect((await device.idle()).commandId).toBe(id);
      expect(gate.row(id).state).toBe('sent');
      device.hangUp();
      return id;
    };
    const ids = [await erase(back), await erase(gone), await erase(alive)] as const;
    // One whose connection broke before it heard of it is still there, and is told again.
    pass(2 * DAY);
    expect((await alive.idle()).commandId).toBe(ids[2]);
    await gate.school.store.write((work) => gate.commands.cancelAll(work, back.enrollmentId, 'replaced'));
    expect(gate.row(ids[0])).toMatchObject({
      state: 'unanswered',
      errorSummary: expect.stringContaining('most likely'),
    });
    pass(29 * DAY);
    await gate.commands.expireDue();
    expect(gate.row(ids[1])).toMatchObject({ state: 'unanswered', errorSummary: expect.stringContaining('erased') });
    expect(gate.row(ids[2]).state).toBe('sent');
  });

  it('LOOP-8 serves a device that was redirected here, and starts each message at the address of its profile', async () => {
    const device = await gate.device();
    const { authority } = gate.school;
    const { cert, key } = await authority.tlsCredentials(['localhost']);
    let asked = 0;
    const former = createServer({ cert, key }, (message, response) => {
      asked += 1;
      message.resume().on('end', () => {
        response.writeHead(301, { location: `https://localhost:${gate.port}/mdm/connect` }).end();
      });
    });
    await new Promise<void>((resolve) => void former.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(former.address() as AddressInfo).port}/mdm/connect`;
    try {
      const id = await queue(device, 'RestartDevice');
      expect((await device.say({ Status: 'Idle' }, url)).commandId).toBe(id);
      expect(await device.say({ Status: 'Acknowledged', CommandUUID: id }, url)).toMatchObject({
        status: 200,
        length: '0',
      });
      expect(gate.row(id).state).toBe('acknowledged');
      expect(asked).toBe(2);
    } finally {
      device.close();
      former.closeAllConnections();
      await new Promise((resolve) => former.close(resolve));
    }
  });

  it('LOOP-9 wakes a device when something is queued for it, and not once nothing is left', async () => {
    const device = await gate.device();
    await device.session();
    expect(gate.nextWakeAt(device)).toBeNull();
    await queue(device, 'RestartDevice');
    expect(gate.nextWakeAt(device)).toBe(gate.school.clock.at);
    await queue(device, 'ShutDownDevice');
    expect(gate.nextWakeAt(device)).toBe(gate.school.clock.at);
    await device.session();
    expect(gate.nextWakeAt(device)).toBeNull();
  });

  it('LOOP-10 tells that a command waits, and when its device is woken, never that it arrives then', async () => {
    const device = await gate.device();
    const id = await queue(device, 'RestartDevice');
    expect(gate.row(id)).toMatchObject({ state: 'queued', firstSentAt: null });
    const { command, expected, entries } = gate.commands.timeline(id);
    expect(command.state).toBe('queued');
    expect(entries.map(({ kind }) => kind)).toEqual(['queued']);
    expect(expected).toEqual({ nextWakeAt: gate.nextWakeAt(device), expiresAt: command.expiresAt, sentInVain: 0 });
  });

  it('LOOP-11 sends a whole profile as base64, its XML header included', async () => {
    const device = await gate.device();
    const Payload = testProfile('example.base64');
    await queue(device, 'InstallProfile', { Payload });
    const { body, command } = await device.idle();
    const sent = /<key>Payload<\/key>\s*<data>([^<]+)<\/data>/.exec(body.toString('utf8'))?.[1]?.replace(/\s/g, '');
    expect(sent).toBe(Payload);
    expect(Buffer.from(command.Payload as Uint8Array).toString('utf8')).toMatch(/^<\?xml/);
  });

  it('LOOP-12 gives a channel only the commands of its own queue', async () => {
    const mac = await gate.device({ platform: 'macOS', family: 'Mac', osVersion: '14.4' });
    const UserID = '6B3F9B6E-0000-4000-8000-000000000001';
    const user = { UserID, UserShortName: 'grace', UserLongName: 'Grace' };
    await mac.device.send({ MessageType: 'TokenUpdate', Token: Buffer.from('u'), PushMagic: 'm', ...user });
    const { store } = gate.school;
    const channel = store.get((db) =>
      db.selectFrom('enrollment').select('id').where('deviceId', '=', mac.deviceId).where('channel', '=', 'user'),
    );
    const forDevice = await queue(mac, 'RestartDevice');
    const forUser = await gate.commands.queueCommands({
      enrollmentIds: [channel?.id ?? ''],
      command: { RequestType: 'ProfileList' },
      actor: 'ada',
    });
    const userCommand = forUser.queued[0]?.commandId;
    expect((await mac.say({ Status: 'Idle', ...user })).commandId).toBe(userCommand);
    expect((await mac.idle()).commandId).toBe(forDevice);
    // Nor does an answer over the one settle what the other was given.
    expect((await mac.answer(userCommand)).commandId).toBeUndefined();
    expect(gate.row(userCommand ?? '').state).toBe('sent');
  });
});

describe('NotNow', () => {
  it('NN-1 sends the same command again at a later poll, and keeps every time it was put aside', async () => {
    const device = await gate.device();
    const id = await queue(device, 'InstallProfile', { Payload: testProfile('example.later') });
    const times: number[] = [];
    for (let i = 1; i <= 12; i++) {
      pass(i * MINUTE);
      expect((await device.idle()).commandId).toBe(id);
      expect(await device.answer(id, 'NotNow')).toMatchObject({ commandId: undefined });
      times.push(gate.school.clock.at);
    }
    expect(gate.row(id)).toMatchObject({ state: 'not-now', notNowCount: 12, sentInVain: 0 });
    const kept = () =>
      gate.commands
        .timeline(id)
        .entries.filter(({ kind }) => kind === 'not-now')
        .map(({ at }) => at);
    expect(kept()).toEqual(times);
    await device.idle();
    await device.answer(id);
    expect(gate.row(id).state).toBe('acknowledged');
    expect(kept()).toEqual(times);
  });

  it('NN-2, BP-28 waits for the device to come by itself, and wakes it in gaps that grow meanwhile', async () => {
    const device = await gate.device();
    const id = await queue(device, 'InstallProfile', { Payload: testProfile('example.gaps') });
    const { store, clock } = gate.school;
    const gaps: number[] = [];
    for (let i = 0; i < 8; i++) {
      // The push service would do this: the plan says when, the row says how often it was done.
      clock.at = gate.nextWakeAt(device) ?? clock.at;
      await store.write(() =>
        store.run((db) =>
          db
            .updateTable('enrollment')
            .set({ wakeAttempts: i + 1, nextWakeAt: null, lastPushAt: clock.at })
            .where('id', '=', device.enrollmentId),
        ),
      );
      await device.idle();
      await device.answer(id, 'NotNow');
      gaps.push((gate.nextWakeAt(device) ?? 0) - clock.at);
    }
    expect(gaps).toEqual([1, 2, 5, 15, 60, 180, 360, 1440].map((minutes) => minutes * MINUTE));
    // Nobody had to wake it: it came by itself.
    pass(10);
    expect((await device.idle()).commandId).toBe(id);
    for (let next = await device.answer(id); next.commandId !== undefined; ) next = await device.answer(next.commandId);
    expect(gate.nextWakeAt(device)).toBeNull();
  });

  it('NN-3, NN-4 offers the others after a NotNow, and the same one not again in that session', async () => {
    const device = await gate.device();
    const ids = [
      await queue(device, 'InstallProfile', { Payload: testProfile('example.one') }),
      await queue(device, 'InstallProfile', { Payload: testProfile('example.two') }),
      await queue(device, 'ProfileList'),
    ];
    const offered: (string | undefined)[] = [];
    for (let next = await device.idle(); next.commandId !== undefined; ) {
      offered.push(next.commandId);
      next = await device.answer(next.commandId, next.commandId === ids[2] ? 'Acknowledged' : 'NotNow');
    }
    expect(offered).toEqual(ids);
    expect((await device.idle()).commandId).toBe(ids[0]);
  });

  it('NN-5, NN-6 is known of what is never put off, on iOS and on a Mac', () => {
    const guaranteed = [
      'DeviceInformation',
      'ProfileList',
      'DeviceLock',
      'EraseDevice',
      'ClearPasscode',
      'CertificateList',
      'ProvisioningProfileList',
      'InstalledApplicationList',
      'Restrictions',
    ];
    expect(guaranteed.filter((requestType) => neverNotNow(requestType, 'iOS'))).toEqual(guaranteed);
    expect(guaranteed.filter((requestType) => neverNotNow(requestType, 'macOS'))).toEqual([
      'DeviceLock',
      'EraseDevice',
    ]);
    expect(neverNotNow('InstallProfile', 'iOS')).toBe(false);
  });

  it('NN-5 takes a NotNow to what is guaranteed never to be put off all the same', async () => {
    const device = await gate.device();
    const id = await queue(device, 'ProfileList');
    await device.idle();
    await device.answer(id, 'NotNow');
    expect(gate.row(id).state).toBe('not-now');
    expect((await device.idle()).commandId).toBe(id);
  });

  it('NN-6 gives a Mac in Power Nap its lock before what it puts off', async () => {
    const mac = await gate.device({ platform: 'macOS', family: 'Mac', osVersion: '14.4' });
    const asked = await queue(mac, 'ProfileList');
    await mac.idle();
    const lock = await queue(mac, 'DeviceLock');
    expect((await mac.answer(asked, 'NotNow')).commandId).toBe(lock);
  });

  it("NN-7 lets a user's channel put off profiles without holding up the device's", async () => {
    const mac = await gate.device({ platform: 'macOS', family: 'Mac', osVersion: '14.4' });
    const user = { UserID: '6B3F9B6E-0000-4000-8000-000000000002', UserShortName: 'ada', UserLongName: 'Ada' };
    await mac.device.send({ MessageType: 'TokenUpdate', Token: Buffer.from('u'), PushMagic: 'm', ...user });
    const channel = gate.school.store.get((db) =>
      db.selectFrom('enrollment').select('id').where('deviceId', '=', mac.deviceId).where('channel', '=', 'user'),
    );
    const { queued } = await gate.commands.queueCommands({
      enrollmentIds: [channel?.id ?? ''],
      command: { RequestType: 'InstallProfile', Payload: testProfile('example.keychain') },
      actor: 'ada',
    });
    const put = queued[0]?.commandId ?? '';
    const own = await queue(mac, 'RestartDevice');
    await mac.say({ Status: 'Idle', ...user });
    expect((await mac.say({ Status: 'NotNow', CommandUUID: put, ...user })).commandId).toBeUndefined();
    expect((await mac.idle()).commandId).toBe(own);
    expect((await mac.say({ Status: 'Idle', ...user })).commandId).toBe(put);
  });

  it('NN-8 lets a Mac that holds up a log-in put off its inventory too', async () => {
    const mac = await gate.device({ platform: 'macOS', family: 'Mac', osVersion: '14.4' });
    const ids = [
      await queue(mac, 'InstalledApplicationList'),
      await queue(mac, 'DeviceInformation', { Queries: ['UDID'] }),
    ];
    await mac.idle();
    expect((await mac.answer(ids[0], 'NotNow')).commandId).toBe(ids[1]);
    expect((await mac.answer(ids[1], 'NotNow')).commandId).toBeUndefined();
    // What the answers make worth asking comes after them.
    expect((await mac.session()).slice(0, 2)).toEqual(ids);
  });

  it('NN-9 delivers what a locked device puts off once it is unlocked, in the order it was asked for', async () => {
    const device = await gate.device();
    const ids = [
      await queue(device, 'InstallProfile', { Payload: testProfile('example.first') }),
      await queue(device, 'RemoveProfile', { Identifier: 'example.first' }),
    ];
    for (let next = await device.idle(); next.commandId !== undefined; )
      next = await device.answer(next.commandId, 'NotNow');
    expect((await device.session()).slice(0, 2)).toEqual(ids);
  });

  it('NN-10 shows what was put aside as waiting, with the time of the last NotNow, and not as failed', async () => {
    const device = await gate.device();
    const id = await queue(device, 'InstallProfile', { Payload: testProfile('example.waiting') });
    await device.idle();
    pass(5000);
    await device.answer(id, 'NotNow');
    const { deviceId } = device;
    expect(gate.commands.getCommand(id)).toMatchObject({
      state: 'not-now',
      lastNotNowAt: gate.school.clock.at,
      result: null,
    });
    expect(gate.commands.listAll({ deviceId, failed: true, limit: 10 }).rows).toEqual([]);
    expect(gate.commands.listAll({ deviceId, open: true, limit: 10 }).rows.map((row) => row.id)).toEqual([id]);
  });
});
