import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandQuery } from '../../shared/contract/commands.ts';
import { silentLogger } from '../../shared/logger.ts';
import { salvageConnect } from '../protocol/index.ts';
import { openStore, passphraseSealer } from '../store/index.ts';
import type { ConnectedEnrollment, ConnectMessage } from './index.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, TestClock, type TestRoom } from './testing/room.ts';

async function queue(room: TestRoom, device: ConnectedEnrollment, RequestType: string, more: object = {}) {
  const { queued, refused } = await room.commands.queueCommands({
    deviceIds: [device.deviceId],
    command: { RequestType, ...more },
    actor: 'ada',
  });
  expect(refused).toEqual([]);
  return queued[0]?.commandId ?? '';
}

const connect = async (room: TestRoom, device: ConnectedEnrollment, message: ConnectMessage) =>
  commandIn(await room.commands.exchange(device, message))?.id ?? null;

const answer = (
  room: TestRoom,
  device: ConnectedEnrollment,
  CommandUUID: string,
  Status: 'Acknowledged' | 'Error' | 'CommandFormatError' | 'NotNow' = 'Acknowledged',
  more: Parameters<typeof connectMessage>[0] | object = {},
) => connect(room, device, connectMessage({ Status, CommandUUID, ...more }));

const broken = (raw: Uint8Array): ConnectMessage => ({ undecodable: true, raw, salvage: salvageConnect(raw) });

const stateOf = (room: TestRoom, id: string) =>
  room.store.get((db) => db.selectFrom('command').selectAll().where('id', '=', id));

const told = (room: TestRoom) => room.events.map((event) => event.type);

async function roomWithPad() {
  const room = openRoom();
  return { room, pad: await addDevice(room.store) };
}

describe('the connect loop', () => {
  it('ends a session with nothing to do without touching the store', async () => {
    const { room, pad } = await roomWithPad();
    let writes = 0;
    const write = room.store.write.bind(room.store);
    room.store.write = (unit) => {
      writes++;
      return write(unit);
    };
    expect(await room.commands.exchange(pad, idle())).toBeNull();
    expect(writes).toBe(0);
  });

  it('serves commands in order, each once, until the queue is empty', async () => {
    const { room, pad } = await roomWithPad();
    const ids = [await queue(room, pad, 'RestartDevice'), await queue(room, pad, 'ShutDownDevice')];
    expect(await connect(room, pad, idle())).toBe(ids[0]);
    expect(stateOf(room, ids[0] ?? '')).toMatchObject({ state: 'sent', sendCount: 1, firstSentAt: room.clock.time });
    expect(await answer(room, pad, ids[0] ?? '')).toBe(ids[1]);
    expect(await answer(room, pad, ids[1] ?? '')).toBeNull();
    expect(ids.map((id) => stateOf(room, id)?.state)).toEqual(['acknowledged', 'acknowledged']);
    expect(room.settled.at(-1)).toEqual({ enrollmentId: pad.id, hasOpenCommands: false });
    expect(told(room)).toEqual([
      'command.queued',
      'command.queued',
      'command.sent',
      'command.acknowledged',
      'command.sent',
      'command.acknowledged',
    ]);
  });

  it('offers a command again, under the same CommandUUID and before others, when its answer never came', async () => {
    const { room, pad } = await roomWithPad();
    const lost = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    await queue(room, pad, 'ShutDownDevice');
    expect(await connect(room, pad, idle())).toBe(lost);
    expect(stateOf(room, lost)).toMatchObject({ state: 'sent', sendCount: 2 });
    expect(told(room).filter((type) => type === 'command.sent')).toHaveLength(1);
  });

  it('stops offering first what was sent five times in vain', async () => {
    const { room, pad } = await roomWithPad();
    const poison = await queue(room, pad, 'RestartDevice');
    const other = await queue(room, pad, 'ShutDownDevice');
    for (let i = 0; i < 5; i++) expect(await connect(room, pad, idle())).toBe(poison);
    expect(await connect(room, pad, idle())).toBe(other);
    expect(await answer(room, pad, other)).toBe(poison);
  });

  it('takes a cached result as the opening of a new connection', async () => {
    const { room, pad } = await roomWithPad();
    const [first, second] = [await queue(room, pad, 'RestartDevice'), await queue(room, pad, 'ShutDownDevice')];
    await connect(room, pad, idle());
    expect(await answer(room, pad, first)).toBe(second);
    expect(stateOf(room, first)?.state).toBe('acknowledged');
  });

  it('changes nothing on a result that comes twice, and answers with the next command', async () => {
    const { room, pad } = await roomWithPad();
    const [first, second] = [await queue(room, pad, 'RestartDevice'), await queue(room, pad, 'ShutDownDevice')];
    await connect(room, pad, idle());
    await answer(room, pad, first, 'Error');
    const before = [stateOf(room, first), room.commands.getCommand(first)];
    room.clock.time += 1000;
    expect(await answer(room, pad, first)).toBe(second);
    expect([stateOf(room, first), room.commands.getCommand(first)]).toEqual(before);
    expect(told(room).filter((type) => type.startsWith('command.') && type !== 'command.queued')).toEqual([
      'command.sent',
      'command.error',
      'command.sent',
    ]);
  });

  it('does not go round in circles with a device that answers under a wrong name', async () => {
    const { room, pad } = await roomWithPad();
    const [first, second] = [await queue(room, pad, 'RestartDevice'), await queue(room, pad, 'ShutDownDevice')];
    await connect(room, pad, idle());
    await answer(room, pad, first);
    let rounds = 0;
    while ((await answer(room, pad, first)) === second) rounds++;
    expect(rounds).toBeLessThan(10);
    expect(await connect(room, pad, idle())).toBe(second);
  });

  it('records a result for a command nobody knows and goes on', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    expect(await answer(room, pad, 'nobody-knows')).toBe(id);
    expect(room.events).toContainEqual(
      expect.objectContaining({
        type: 'command.unknown-result',
        data: { commandUUID: 'nobody-knows', status: 'Acknowledged' },
      }),
    );
    expect(await answer(room, pad, 'nobody-knows')).toBeNull();
    expect(await connect(room, pad, idle())).toBe(id);
  });

  it("treats a result for another enrollment's command as unknown", async () => {
    const { room, pad } = await roomWithPad();
    const stranger = await addDevice(room.store);
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    expect(await answer(room, stranger, id)).toBeNull();
    expect(stateOf(room, id)?.state).toBe('sent');
    expect(told(room)).toContain('command.unknown-result');
  });

  it('knows a CommandUUID whatever case the device writes it in', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    await answer(room, pad, id.toUpperCase());
    expect(stateOf(room, id)?.state).toBe('acknowledged');
  });
});

describe('NotNow', () => {
  it('puts the command aside for this session and offers the others', async () => {
    const { room, pad } = await roomWithPad();
    const [first, second] = [await queue(room, pad, 'RestartDevice'), await queue(room, pad, 'ShutDownDevice')];
    await connect(room, pad, idle());
    expect(await answer(room, pad, first, 'NotNow')).toBe(second);
    expect(await answer(room, pad, second, 'NotNow')).toBeNull();
    expect(stateOf(room, first)).toMatchObject({ state: 'not-now', notNowCount: 1, lastNotNowAt: room.clock.time });
    expect(room.settled.at(-1)).toEqual({ enrollmentId: pad.id, hasOpenCommands: true });
  });

  it('offers it again in the next session, as often as it takes', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    for (let i = 1; i <= 8; i++) {
      expect(await connect(room, pad, idle())).toBe(id);
      expect(await answer(room, pad, id, 'NotNow')).toBeNull();
      expect(stateOf(room, id)?.notNowCount).toBe(i);
    }
    await connect(room, pad, idle());
    await answer(room, pad, id);
    expect(stateOf(room, id)?.state).toBe('acknowledged');
  });

  it('counts a NotNow that comes twice once', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    await answer(room, pad, id, 'NotNow');
    expect(await answer(room, pad, id, 'NotNow')).toBeNull();
    expect(stateOf(room, id)?.notNowCount).toBe(1);
  });
});

describe('answers that are errors', () => {
  it('keeps the whole chain and says the outermost error', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    await answer(room, pad, id, 'Error', {
      ErrorChain: [
        { ErrorDomain: 'MCMDMErrorDomain', ErrorCode: 12021, LocalizedDescription: 'Nein', USEnglishDescription: 'No' },
        { ErrorDomain: 'Inner', ErrorCode: 1, LocalizedDescription: 'weil' },
      ],
    });
    expect(stateOf(room, id)).toMatchObject({
      state: 'error',
      errorDomain: 'MCMDMErrorDomain',
      errorCode: 12021,
      errorSummary: 'No',
    });
    expect(room.commands.getCommand(id).result?.errorChain).toEqual([
      { domain: 'MCMDMErrorDomain', code: 12021, description: 'No' },
      { domain: 'Inner', code: 1, description: 'weil' },
    ]);
  });

  it('never sends again what the device calls malformed', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    expect(await answer(room, pad, id, 'CommandFormatError')).toBeNull();
    expect(stateOf(room, id)?.state).toBe('format-error');
    expect(await connect(room, pad, idle())).toBeNull();
  });
});

describe('answers that cannot be read', () => {
  const garbled = (id?: string) =>
    Buffer.from(
      `<plist><dict><key>Status</key><string>Acknowledged</string>${id === undefined ? '' : `<key>CommandUUID</key><string>${id}</string>`}<key>Bad</key><string>\u0001`,
    );

  it('marks the command the answer names, keeps the answer sealed, and goes on', async () => {
    const { room, pad } = await roomWithPad();
    const [first, second] = [await queue(room, pad, 'RestartDevice'), await queue(room, pad, 'ShutDownDevice')];
    await connect(room, pad, idle());
    expect(await connect(room, pad, broken(garbled(first)))).toBe(second);
    expect(stateOf(room, first)).toMatchObject({
      state: 'error',
      errorSummary: "The device's answer could not be read.",
    });
    const sealed = room.store.get((db) => db.selectFrom('commandResult').selectAll().where('commandId', '=', first));
    expect(sealed).toMatchObject({ decoded: 0, size: garbled(first).length });
    expect(Buffer.from(sealed?.sealed ?? []).includes('Acknowledged')).toBe(false);
    expect(room.commands.getCommand(first).result?.raw).toContain('<key>CommandUUID</key>');
    expect(told(room)).toContain('command.unreadable-result');
  });

  it('marks the command in flight when the answer names none', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    expect(await connect(room, pad, broken(Buffer.from([0xff, 0xfe, 0x00])))).toBeNull();
    expect(stateOf(room, id)?.state).toBe('error');
    expect(room.commands.getCommand(id).result).toMatchObject({ decoded: false, raw: '//4A' });
  });

  it('goes on when there is no command it could be about', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    expect(await connect(room, pad, broken(Buffer.from('x')))).toBe(id);
    expect(told(room)).toContain('command.unknown-result');
  });

  it('begins a session when all that could be saved is that the device is idle', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'RestartDevice');
    await connect(room, pad, idle());
    const raw = Buffer.from('<plist><dict><key>Status</key><string>Idle</string><key>x</key>\u0001');
    expect(await connect(room, pad, broken(raw))).toBe(id);
    expect(stateOf(room, id)?.state).toBe('sent');
  });

  it('acknowledges an answer of the wrong shape, marks it unreadable, and leaves inventory as it was', async () => {
    const { room, pad } = await roomWithPad();
    const [first, second] = [await queue(room, pad, 'ProfileList'), await queue(room, pad, 'RestartDevice')];
    await connect(room, pad, idle());
    expect(await answer(room, pad, first, 'Acknowledged', { ProfileList: 'none' })).toBe(second);
    expect(stateOf(room, first)?.state).toBe('acknowledged');
    expect(room.commands.getCommand(first).result).toMatchObject({ decoded: false, status: 'Acknowledged' });
    expect(told(room)).toContain('command.unreadable-result');
    expect(told(room)).not.toContain('inventory.changed');
  });

  it('does not let a failure to store inventory block the device', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'ProfileList');
    room.inventory.applyProfiles = () => {
      throw new Error('a bug');
    };
    await connect(room, pad, idle());
    expect(await answer(room, pad, id, 'Acknowledged', { ProfileList: [] })).toBeNull();
    expect(stateOf(room, id)?.state).toBe('acknowledged');
    expect(room.commands.getCommand(id).result?.decoded).toBe(false);
  });
});

describe('delivery', () => {
  it('looks again whether the device can take the command, and ends it with the reason when not', async () => {
    const { room, pad } = await roomWithPad();
    const [lost, next] = [
      await queue(room, pad, 'EnableLostMode', { Message: 'Please return' }),
      await queue(room, pad, 'ProfileList'),
    ];
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('device').set({ supervised: 0 }).where('id', '=', pad.deviceId)),
    );
    expect(await connect(room, pad, idle())).toBe(next);
    expect(stateOf(room, lost)).toMatchObject({
      state: 'error',
      sendCount: 0,
      errorSummary: expect.stringContaining('supervised'),
    });
  });

  it('passes over what has expired', async () => {
    const { room, pad } = await roomWithPad();
    const { queued } = await room.commands.queueCommands({
      deviceIds: [pad.deviceId],
      command: { RequestType: 'RestartDevice' },
      actor: 'ada',
      expiresAt: room.clock.time + 10,
    });
    const next = await queue(room, pad, 'ProfileList');
    room.clock.time += 10;
    expect(await connect(room, pad, idle())).toBe(next);
    expect(stateOf(room, queued[0]?.commandId ?? '')?.state).toBe('expired');
  });

  it('ends a command whose secrets are gone rather than block the others', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'InstallProfile', { Payload: 'AAAA' });
    const next = await queue(room, pad, 'ProfileList');
    await room.store.write(() => room.store.vault.remove(stateOf(room, id)?.secretId ?? null));
    expect(await connect(room, pad, idle())).toBe(next);
    expect(stateOf(room, id)).toMatchObject({ state: 'error', errorSummary: expect.stringContaining('vault') });
  });

  it('tells when an erased device says goodbye, and offers nothing more', async () => {
    const { room, pad } = await roomWithPad();
    const id = await queue(room, pad, 'EraseDevice');
    await queue(room, pad, 'ProfileList');
    await connect(room, pad, idle());
    expect(await answer(room, pad, id)).toBeNull();
    expect(room.erased).toEqual([pad]);
  });

  it("keeps what a user's channel reports apart from the device's inventory", async () => {
    const room = openRoom();
    const mac = await addDevice(room.store, {
      device: { platform: 'macOS', osVersion: '14.4' },
      enrollment: { channel: 'user', userId: 'u' },
    });
    const { queued } = await room.commands.queueCommands({
      enrollmentIds: [mac.id],
      command: { RequestType: 'ProfileList' },
      actor: 'ada',
    });
    await connect(room, mac, idle());
    await answer(room, mac, queued[0]?.commandId ?? '', 'Acknowledged', {
      ProfileList: [{ PayloadIdentifier: 'a', PayloadUUID: 'b' }],
    });
    expect(room.store.all((db) => db.selectFrom('installedProfile').selectAll())).toEqual([]);
    expect(stateOf(room, queued[0]?.commandId ?? '')?.state).toBe('acknowledged');
  });

  it('has everything on disk when it answers', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cartwright-commands-'));
    const clock = new TestClock();
    const open = () =>
      openRoom({
        clock,
        store: openStore({ directory, sealer: passphraseSealer('a passphrase'), clock, logger: silentLogger }),
      });
    const before = open();
    const pad = await addDevice(before.store);
    const [first, second] = [await queue(before, pad, 'RestartDevice'), await queue(before, pad, 'ShutDownDevice')];
    await connect(before, pad, idle());
    expect(await answer(before, pad, first)).toBe(second);
    // The first process is gone without a word; a second one opens what is on disk.
    const after = open();
    expect([first, second].map((id) => stateOf(after, id)?.state)).toEqual(['acknowledged', 'sent']);
    expect(await answer(after, pad, first)).toBe(second);
    expect(await connect(after, pad, idle())).toBe(second);
    expect(await answer(after, pad, second)).toBeNull();
    for (const room of [before, after]) room.store.close();
    rmSync(directory, { recursive: true, force: true });
  });
});

describe('a command that changes something', () => {
  it('has the facts it changed asked for again, once, and nothing else', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    for (const name of ['one', 'two']) {
      await room.commands.queueCommands({
        deviceIds: [pad.deviceId],
        command: { RequestType: 'RemoveProfile', Identifier: `example.${name}` },
        actor: 'ada',
      });
    }
    const asked: string[] = [];
    let given = commandIn(await room.commands.exchange(pad, idle()));
    while (given !== null && asked.length < 20) {
      asked.push(String(given.command.RequestType));
      // Read-only facts come back empty here: this test is about what is asked.
      const Status = given.command.RequestType === 'RemoveProfile' ? 'Acknowledged' : 'Error';
      given = commandIn(await room.commands.exchange(pad, connectMessage({ Status, CommandUUID: given.id })));
    }
    expect(asked).toEqual([
      'RemoveProfile',
      'RemoveProfile',
      'SecurityInfo',
      'ProfileList',
      'CertificateList',
      'Restrictions',
    ]);
  });

  it('has a device asked for OS updates only once it is known to be supervised', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store, { device: { supervised: null } });
    await room.store.write((work) => room.commands.queueInitialInventory(work, pad.id));
    const asked: string[] = [];
    let given = commandIn(await room.commands.exchange(pad, idle()));
    while (given !== null && asked.length < 20) {
      asked.push(String(given.command.RequestType));
      const answer =
        given.command.RequestType === 'DeviceInformation'
          ? connectMessage({ Status: 'Acknowledged', CommandUUID: given.id, QueryResponses: { IsSupervised: true } })
          : connectMessage({ Status: 'Error', CommandUUID: given.id });
      given = commandIn(await room.commands.exchange(pad, answer));
    }
    expect(asked[0]).toBe('DeviceInformation');
    expect(asked.filter((name) => name === 'AvailableOSUpdates')).toHaveLength(1);

    const personal = await addDevice(room.store, { device: { supervised: null } });
    await room.store.write((work) => room.commands.queueInitialInventory(work, personal.id));
    const waiting = room.commands.listCommands(commandQuery.parse({ deviceId: personal.deviceId })).rows;
    expect(waiting.map((row) => row.requestType)).not.toContain('AvailableOSUpdates');
  });
});
