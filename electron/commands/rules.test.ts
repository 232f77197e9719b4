import { beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS, commandFacts, sampleCommand } from '../../shared/catalogue/index.ts';
import type { ConnectedEnrollment } from './ports.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

const MAC = { device: { platform: 'macOS', family: 'Mac', osVersion: '14.4', supervised: 0 as const } };

let room: TestRoom;
beforeEach(() => {
  room = openRoom();
});

const ask = (
  device: ConnectedEnrollment,
  command: { RequestType: string; [key: string]: unknown },
  more: object = {},
) => room.commands.queueCommands({ deviceIds: [device.deviceId], command, actor: 'ada', ...more });

const reasonsFor = async (device: ConnectedEnrollment, command: { RequestType: string; [key: string]: unknown }) =>
  (await ask(device, command)).refused.flatMap(({ reasons }) => reasons.map(({ code }) => code));

const deliver = async (device: ConnectedEnrollment) => commandIn(await room.commands.exchange(device, idle()));

const acknowledge = (device: ConnectedEnrollment, CommandUUID: string, more: object = {}) =>
  room.commands.exchange(device, connectMessage({ Status: 'Acknowledged', CommandUUID, ...more }));

describe('what is sent', () => {
  it('CMD-1 sends the keys that were given and no others, and none to a platform that does not have them', async () => {
    const pad = await addDevice(room.store);
    const mac = await addDevice(room.store, MAC);
    const lock = { RequestType: 'DeviceLock', Message: 'Call us', PhoneNumber: '123' };
    await room.commands.queueCommands({ deviceIds: [pad.deviceId, mac.deviceId], command: lock, actor: 'ada' });
    expect((await deliver(pad))?.command).toEqual(lock);
    expect((await deliver(mac))?.command).toEqual({ ...lock, PIN: expect.stringMatching(/^\d{6}$/) });
    expect(await reasonsFor(pad, { RequestType: 'DeviceLock', PIN: '123456' })).toEqual(['not-on-platform']);
    for (const { requestType } of COMMANDS) {
      expect(await reasonsFor(pad, { RequestType: requestType, NotAKeyOfApple: 1 }), requestType).toContain(
        'unknown-key',
      );
    }
  });

  it('CMD-2 takes a PIN of 4 or 6 characters, and makes one of six digits where none was given', async () => {
    const mac = await addDevice(room.store, MAC);
    for (const PIN of ['', '12345', '1234567'])
      expect(await reasonsFor(mac, { RequestType: 'DeviceLock', PIN }), PIN).toContain('rule');
    for (const PIN of ['12ab', '123456'])
      expect(await reasonsFor(mac, { RequestType: 'EraseDevice', PIN })).toEqual([]);
    const { queued } = await ask(mac, { RequestType: 'DeviceLock' });
    expect(await room.commands.revealPin(queued[0]?.commandId ?? '', { name: 'ada', role: 'administrator' })).toMatch(
      /^\d{6}$/,
    );
  });

  it('CMD-3 refuses mirroring to nowhere, and a scan time that Apple does not take', async () => {
    const pad = await addDevice(room.store);
    const mirror = (more: object) => reasonsFor(pad, { RequestType: 'RequestMirroring', ...more });
    expect(await mirror({})).toContain('rule');
    for (const ScanTime of [9, 301])
      expect(await mirror({ DestinationName: 'TV', ScanTime })).toEqual(['out-of-range']);
    for (const ScanTime of [10, 300]) expect(await mirror({ DestinationName: 'TV', ScanTime })).toEqual([]);
  });

  it('CMD-4 clears a passcode only with the unlock token of the device, and never on a Mac', async () => {
    const unlockTokenSecretId = await room.store.write(() => room.store.vault.put('unlock-token', Buffer.from('key')));
    const [pad, without] = [
      await addDevice(room.store, { enrollment: { unlockTokenSecretId } }),
      await addDevice(room.store),
    ];
    const mac = await addDevice(room.store, { ...MAC, enrollment: { unlockTokenSecretId } });
    expect(await reasonsFor(pad, { RequestType: 'ClearPasscode' })).toEqual([]);
    expect(await reasonsFor(without, { RequestType: 'ClearPasscode' })).toContain('needs-unlock-token');
    expect(await reasonsFor(mac, { RequestType: 'ClearPasscode' })).toContain('not-on-platform');
  });

  it('CMD-5 refuses what needs supervision where it is known that there is none', async () => {
    const devices = {
      supervised: await addDevice(room.store),
      not: await addDevice(room.store, { device: { supervised: 0 } }),
      unknown: await addDevice(room.store, { device: { supervised: null } }),
    };
    const stop = { RequestType: 'StopMirroring' };
    expect(await reasonsFor(devices.supervised, stop)).toEqual([]);
    expect(await reasonsFor(devices.not, stop)).toEqual(['needs-supervision']);
    expect(await reasonsFor(devices.unknown, stop)).toEqual([]);
  });

  it('CMD-6 checks version and platform before queueing, and once more before sending', async () => {
    const old = await addDevice(room.store, { device: { osVersion: '9.0' } });
    const tv = await addDevice(room.store, { device: { platform: 'tvOS', family: 'AppleTV', osVersion: '17.0' } });
    const lost = { RequestType: 'EnableLostMode', Message: 'Call us' };
    expect(await reasonsFor(old, lost)).toContain('os-too-old');
    expect(await reasonsFor(tv, lost)).toContain('not-on-platform');
    const pad = await addDevice(room.store);
    const { queued } = await ask(pad, lost);
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('device').set({ osVersion: '9.0' }).where('id', '=', pad.deviceId)),
    );
    expect(await deliver(pad)).toBeNull();
    expect(room.commands.getCommand(queued[0]?.commandId ?? '')).toMatchObject({ state: 'error' });
  });

  it('CMD-7 keeps the keys of its own that an error carries', async () => {
    const pad = await addDevice(room.store);
    const { queued } = await ask(pad, { RequestType: 'InstallApplication', iTunesStoreID: 361285480 });
    const id = queued[0]?.commandId ?? '';
    await deliver(pad);
    const error = {
      Status: 'Error' as const,
      CommandUUID: id,
      RejectionReason: 'AppAlreadyInstalled',
      Identifier: 'x.y',
    };
    await room.commands.exchange(pad, connectMessage(error));
    const { state, result } = room.commands.getCommand(id);
    expect(state).toBe('error');
    expect(result?.raw).toMatch(/<key>RejectionReason<\/key>\s*<string>AppAlreadyInstalled<\/string>/);
  });

  it('CMD-8 replaces a list as a whole, with the time it was taken, or not at all', async () => {
    const pad = await addDevice(room.store);
    const list = async (...identifiers: string[]) => {
      const { queued } = await ask(pad, { RequestType: 'InstalledApplicationList' });
      await deliver(pad);
      const apps = identifiers.map((Identifier) => ({ Identifier, Name: Identifier, Version: '1' }));
      await acknowledge(pad, queued[0]?.commandId ?? '', { InstalledApplicationList: apps });
    };
    const stored = () => ({
      apps: room.store
        .all((db) => db.selectFrom('installedApp').select('identifier').where('deviceId', '=', pad.deviceId))
        .map(({ identifier }) => identifier)
        .sort(),
      at: room.store.get((db) => db.selectFrom('deviceReport').select('reportedAt').where('kind', '=', 'apps'))
        ?.reportedAt,
    });
    await list('a', 'b');
    const first = room.clock.time;
    room.clock.time += 60_000;
    await list('b', 'c');
    expect(stored()).toEqual({ apps: ['b', 'c'], at: first + 60_000 });
    // What cannot be stored leaves the list and its time as they were.
    room.clock.time += 60_000;
    const put = room.inventory.applyApps.bind(room.inventory);
    room.inventory.applyApps = (...given) => {
      put(...given);
      throw new Error('the disk is full');
    };
    await list('d');
    expect(stored()).toEqual({ apps: ['b', 'c'], at: first + 60_000 });
  });
});

describe('clearing a passcode', () => {
  const TOKEN = 'the master passcode';
  const withToken = async () => {
    const unlockTokenSecretId = await room.store.write(() => room.store.vault.put('unlock-token', Buffer.from(TOKEN)));
    return addDevice(room.store, { enrollment: { unlockTokenSecretId } });
  };

  it('BP-35 sends the unlock token to the device and shows it nowhere else', async () => {
    const pad = await withToken();
    const { queued } = await ask(pad, { RequestType: 'ClearPasscode' });
    const id = queued[0]?.commandId ?? '';
    expect(Buffer.from((await deliver(pad))?.command.UnlockToken as Uint8Array).toString()).toBe(TOKEN);
    await acknowledge(pad, id);
    const base64 = Buffer.from(TOKEN).toString('base64');
    const shown = JSON.stringify([room.commands.getCommand(id), room.commands.timeline(id), room.events]);
    for (const secret of [TOKEN, base64]) expect(shown).not.toContain(secret);
    for (const table of ['command', 'event', 'commandResult'] as const)
      expect(JSON.stringify(room.store.all((db) => db.selectFrom(table).selectAll()))).not.toContain(base64);
    const rightless = await addDevice(room.store, { enrollment: { accessRights: 8191 - 4 } });
    expect(await reasonsFor(rightless, { RequestType: 'ClearPasscode' })).toContain('needs-right');
  });

  it('BP-36 records who cleared it, when and why', async () => {
    const pad = await withToken();
    await ask(pad, { RequestType: 'ClearPasscode' }, { reason: 'Grace forgot it, and showed her pass.' });
    expect(room.events.at(-1)).toMatchObject({
      type: 'command.queued',
      at: room.clock.time,
      actor: 'ada',
      deviceId: pad.deviceId,
      data: { requestType: 'ClearPasscode', reason: 'Grace forgot it, and showed her pass.' },
    });
  });

  it('BP-37 is barred while the device is marked as lost, from before it hears of it until it said that it is not', async () => {
    const pad = await withToken();
    const clear = { RequestType: 'ClearPasscode' };
    const { queued: waits } = await ask(pad, clear);
    const { queued: lost } = await ask(pad, { RequestType: 'EnableLostMode', Message: 'Call us' });
    expect(await reasonsFor(pad, clear)).toEqual(['in-lost-mode']);
    expect((await deliver(pad))?.id).toBe(lost[0]?.commandId);
    expect(room.commands.getCommand(waits[0]?.commandId ?? '')).toMatchObject({
      state: 'cancelled',
      errorSummary: 'The device was put in lost mode.',
    });
    expect(await reasonsFor(pad, clear)).toEqual(['in-lost-mode']);
    await acknowledge(pad, lost[0]?.commandId ?? '');
    expect(await reasonsFor(pad, clear)).toEqual(['in-lost-mode']);
    const { queued: found } = await ask(pad, { RequestType: 'DisableLostMode' });
    await deliver(pad);
    await acknowledge(pad, found[0]?.commandId ?? '');
    expect(await reasonsFor(pad, clear)).toEqual([]);
    await room.store.write(() =>
      room.store.run((db) =>
        db.insertInto('deviceReport').values({
          deviceId: pad.deviceId,
          kind: 'device-information',
          reportedAt: room.clock.time + 1,
          commandId: null,
          body: JSON.stringify({ IsMDMLostModeEnabled: true }),
        }),
      ),
    );
    expect(await reasonsFor(pad, clear)).toEqual(['in-lost-mode']);
    // And what was queued before is barred at the door.
    const barred = room.store.all((db) =>
      db.selectFrom('command').select(['id', 'state']).where('requestType', '=', 'ClearPasscode').orderBy('id', 'desc'),
    );
    for (;;) {
      const given = await deliver(pad);
      if (given === null) break;
      expect(given.command.RequestType).not.toBe('ClearPasscode');
      await acknowledge(pad, given.id);
    }
    expect(room.commands.getCommand(barred[0]?.id ?? '').state).toBe('error');
  });

  it('BP-37, BP-38 is described as what it is: Data Protection ends, and its owner must hold the device', () => {
    const summary = commandFacts('ClearPasscode')?.summary ?? '';
    expect(summary).toContain('Data Protection');
    expect(summary).toContain('owner');
    expect(commandFacts('ClearPasscode')?.destructive).toBe(true);
  });
});

describe('secrets of commands', () => {
  it('are in no event and no list, whatever the command: only what is listed is told', async () => {
    const mark = 'S3CR3T-MARK';
    for (const definition of COMMANDS) {
      const sample = marked(sampleCommand(definition), mark) as { RequestType: string };
      const platform = (['iOS', 'macOS', 'tvOS'] as const).find((name) => definition.support[name].available !== false);
      const device = await addDevice(room.store, {
        device: { platform: platform ?? 'iOS', osVersion: '26.0' },
      });
      await ask(device, { ...sample, RequestType: definition.requestType });
    }
    const queued = room.events.filter(({ type }) => type === 'command.queued');
    expect(queued.length).toBeGreaterThan(40);
    for (const { data } of queued) {
      for (const [name, value] of Object.entries(data))
        if (String(JSON.stringify(value)).includes(mark)) expect(TOLD, name).toContain(name);
    }
    // Messages to be shown on a screen and names of things are told; nothing of an account, a key or a profile.
    expect(JSON.stringify(queued)).not.toContain(Buffer.from(mark).toString('base64'));
  });
});

const TOLD = [
  'Message',
  'PhoneNumber',
  'Footnote',
  'Identifier',
  'UserName',
  'UUID',
  'GUID',
  'DestinationName',
  'PersistentID',
  'MediaType',
  'items',
  'versions',
];

/** Every free text with a mark in it that can be found again. */
function marked(value: unknown, mark: string, name = ''): unknown {
  if (typeof value === 'string' && !['RequestType', 'Item'].includes(name)) return `${mark} ${value}`;
  if (Array.isArray(value)) return value.map((each) => marked(each, mark, name));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each, mark, key)]));
  return value;
}
