import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../shared/catalogue/index.ts';
import { isQuery, lifetimeOf, PRIORITY, priorityOf, subjectOf } from './discipline.ts';
import type { ConnectedEnrollment } from './index.ts';
import { readPlainProfile } from './testing/plain-profile.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom } from './testing/room.ts';

type Command = { RequestType: string; [key: string]: unknown };

const DAY = 86_400_000;
const profile = (identifier: string, version: number): Command => ({
  RequestType: 'InstallProfile',
  Payload: Buffer.from(
    `<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadIdentifier</key><string>${identifier}</string>
     <key>PayloadVersion</key><integer>${version}</integer></dict></plist>`,
  ).toString('base64'),
});
const settings = (...Settings: object[]): Command => ({ RequestType: 'Settings', Settings });
const nameIt = (DeviceName: string) => ({ Item: 'DeviceName', DeviceName });
const bluetooth = (Enabled: boolean) => ({ Item: 'Bluetooth', Enabled });

async function ask(room: TestRoom, device: ConnectedEnrollment, command: Command, more: object = {}) {
  const { queued, refused } = await room.commands.queueCommands({
    deviceIds: [device.deviceId],
    command,
    actor: 'ada',
    ...more,
  });
  expect(refused).toEqual([]);
  return queued[0] ?? { commandId: '', alreadyQueued: false };
}

const next = async (room: TestRoom, device: ConnectedEnrollment) =>
  commandIn(await room.commands.exchange(device, idle()));
const say = async (
  room: TestRoom,
  device: ConnectedEnrollment,
  Status: 'Acknowledged' | 'NotNow',
  CommandUUID: string,
) => commandIn(await room.commands.exchange(device, connectMessage({ Status, CommandUUID })));
const stateOf = (room: TestRoom, id: string) => room.commands.getCommand(id).state;

describe('what waits already', () => {
  it('is not queued twice: the one that waits is given back, and who asked again is recorded', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    for (const command of [{ RequestType: 'ProfileList' }, { RequestType: 'RestartDevice' }, profile('a', 1)]) {
      const first = await ask(room, pad, command);
      expect(first.alreadyQueued).toBe(false);
      const again = await ask(room, pad, command, { actor: 'grace', reason: 'Still nothing' });
      expect(again).toMatchObject({ commandId: first.commandId, alreadyQueued: true });
      expect(room.events.at(-1)).toMatchObject({
        type: 'command.asked-again',
        commandId: first.commandId,
        actor: 'grace',
        data: { reason: 'Still nothing' },
      });
    }
    expect(room.commands.listCommands({ limit: 10 }).rows).toHaveLength(3);
  });

  it('lives as long as the newer wish, and goes as far in front', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    await room.commands.refreshInventory([pad.deviceId], 'ada');
    room.clock.time += DAY;
    const { commandId } = await ask(room, pad, { RequestType: 'SecurityInfo' });
    expect(room.commands.getCommand(commandId).expiresAt).toBe(room.clock.time + 14 * DAY);
    expect((await next(room, pad))?.id).not.toBe(commandId);
    await ask(room, pad, { RequestType: 'SecurityInfo' }, { priority: 5, expiresAt: room.clock.time + 60 * DAY });
    expect(room.commands.getCommand(commandId).expiresAt).toBe(room.clock.time + 60 * DAY);
  });

  it('is asked anew once the device has it, or when its secrets are others', async () => {
    const room = openRoom();
    const mac = await addDevice(room.store, { device: { platform: 'macOS', osVersion: '14.4' } });
    const lock = await ask(room, mac, { RequestType: 'DeviceLock' });
    // The PIN was made up by us: asking again means the same lock.
    expect(await ask(room, mac, { RequestType: 'DeviceLock' })).toMatchObject({ commandId: lock.commandId });
    const other = await ask(room, mac, { RequestType: 'DeviceLock', PIN: '123456' });
    expect(other.alreadyQueued).toBe(false);
    expect(stateOf(room, lock.commandId)).toBe('superseded');
    expect((await next(room, mac))?.id).toBe(other.commandId);
    expect((await ask(room, mac, { RequestType: 'DeviceLock', PIN: '123456' })).alreadyQueued).toBe(false);
  });
});

describe('what is newer', () => {
  it('replaces a waiting profile of the same identifier, and says by what it was replaced', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const [one, other] = [await ask(room, pad, profile('wifi', 1)), await ask(room, pad, profile('mail', 1))];
    const two = await ask(room, pad, profile('wifi', 2));
    expect([one, other, two].map(({ commandId }) => stateOf(room, commandId))).toEqual([
      'superseded',
      'queued',
      'queued',
    ]);
    expect(room.commands.timeline(one.commandId).entries.at(-1)).toMatchObject({
      kind: 'superseded',
      actor: 'ada',
      commandId: two.commandId,
      reason: expect.stringContaining('newer'),
    });
  });

  it('replaces nothing beyond the removal that was asked for in between', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const all = [
      await ask(room, pad, profile('wifi', 1)),
      await ask(room, pad, { RequestType: 'RemoveProfile', Identifier: 'wifi' }),
      await ask(room, pad, profile('wifi', 1)),
    ];
    expect(new Set(all.map(({ commandId }) => commandId)).size).toBe(3);
    expect(all.map(({ commandId }) => stateOf(room, commandId))).toEqual(['queued', 'queued', 'queued']);
  });

  it('replaces waiting settings when it says all that they do', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const name = await ask(room, pad, settings(nameIt('A')));
    const both = await ask(room, pad, settings(nameIt('B'), bluetooth(true)));
    const radio = await ask(room, pad, settings(bluetooth(false)));
    expect([name, both, radio].map(({ commandId }) => stateOf(room, commandId))).toEqual([
      'superseded',
      'queued',
      'queued',
    ]);
    const app = (Identifier: string) => ({ Item: 'ApplicationConfiguration', Identifier, Configuration: { a: 1 } });
    const apps = [await ask(room, pad, settings(app('x.y'))), await ask(room, pad, settings(app('x.z')))];
    expect(apps.map(({ commandId }) => stateOf(room, commandId))).toEqual(['queued', 'queued']);
  });

  it('does not pass what the device put aside about the same thing', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const install = await ask(room, pad, profile('wifi', 1));
    await next(room, pad);
    const remove = await ask(room, pad, { RequestType: 'RemoveProfile', Identifier: 'wifi' });
    const other = await ask(room, pad, profile('mail', 1));
    expect((await say(room, pad, 'NotNow', install.commandId))?.id).toBe(other.commandId);
    expect(await say(room, pad, 'NotNow', other.commandId)).toBeNull();
    expect((await next(room, pad))?.id).toBe(install.commandId);
    expect((await say(room, pad, 'Acknowledged', install.commandId))?.id).toBe(remove.commandId);
  });
});

describe('what overtakes', () => {
  it('goes before everything, even what is in flight: erasure first, then lock and lost mode', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const sent = await ask(room, pad, { RequestType: 'RestartDevice' });
    await next(room, pad);
    await ask(room, pad, { RequestType: 'ProfileList' });
    const lock = await ask(room, pad, { RequestType: 'DeviceLock' });
    const lost = await ask(room, pad, { RequestType: 'EnableLostMode', Message: 'Call us' });
    const order = [(await next(room, pad))?.id];
    for (let i = 0; i < 2; i++) order.push((await say(room, pad, 'Acknowledged', order.at(-1) ?? ''))?.id);
    expect(order).toEqual([lock, lost, sent].map(({ commandId }) => commandId));
    const erase = await ask(room, pad, { RequestType: 'EraseDevice' });
    expect((await next(room, pad))?.id).toBe(erase.commandId);
  });

  it('clears what an erasure makes pointless, once the device is told, and says why', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const waiting = [await ask(room, pad, profile('wifi', 1)), await ask(room, pad, { RequestType: 'ProfileList' })];
    const erase = await ask(room, pad, { RequestType: 'EraseDevice' });
    // It may still be taken back: nothing is lost by then.
    expect(waiting.map(({ commandId }) => stateOf(room, commandId))).toEqual(['queued', 'queued']);
    expect((await next(room, pad))?.id).toBe(erase.commandId);
    for (const { commandId } of waiting) {
      expect(room.commands.timeline(commandId).entries.at(-1)).toMatchObject({
        kind: 'cancelled',
        actor: 'system',
        reason: 'The device was told to erase itself.',
      });
    }
  });
});

describe('how long a command waits', () => {
  it('depends on what it is; locks, erasure and lost mode are never too late', () => {
    for (const { requestType } of COMMANDS) {
      const lifetime = lifetimeOf(requestType);
      if (lifetime === null) expect(priorityOf(requestType), requestType).toBeLessThanOrEqual(PRIORITY.overtaking);
      else expect(lifetime, requestType).toBeGreaterThanOrEqual(60_000);
      expect(priorityOf(requestType)).toBeLessThan(PRIORITY.inventory);
    }
    expect(['DeviceLock', 'EraseDevice', 'EnableLostMode', 'DisableLostMode'].map(lifetimeOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(lifetimeOf('RestartDevice')).toBe(DAY);
    expect(lifetimeOf('ProfileList')).toBe(14 * DAY);
    expect(lifetimeOf('InstallProfile')).toBe(90 * DAY);
    expect(isQuery('InstallProfile')).toBe(false);
  });

  it('ends it as expired, with an event and a reason, and leaves nothing to wake the device for', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const { commandId } = await ask(room, pad, { RequestType: 'RestartDevice' });
    room.clock.time += DAY;
    expect(await room.commands.expireDue()).toBe(1);
    expect(room.commands.getCommand(commandId)).toMatchObject({
      state: 'expired',
      errorSummary: 'The device did not come for it in time.',
    });
    expect(room.events.at(-1)).toMatchObject({ type: 'command.expired', commandId, actor: 'system' });
    expect(room.settled.at(-1)).toEqual({ enrollmentId: pad.id, hasOpenCommands: false });
  });
});

describe('what a command is about', () => {
  const open = (payload: string) => {
    try {
      return readPlainProfile(Buffer.from(payload, 'base64'));
    } catch {
      return undefined;
    }
  };
  it('is found in profiles, signed or not, and in whatever names what it changes', () => {
    const { Payload } = profile('org.example.wifi', 1);
    expect(subjectOf({ RequestType: 'InstallProfile', Payload }, open)).toBe('profile:org.example.wifi');
    const signed = Buffer.concat([
      Buffer.from([0x30, 0x82, 1, 2]),
      Buffer.from(String(Payload), 'base64'),
      Buffer.alloc(99),
    ]);
    expect(subjectOf({ RequestType: 'InstallProfile', Payload: signed.toString('base64') }, open)).toBe(
      'profile:org.example.wifi',
    );
    expect(subjectOf({ RequestType: 'RemoveProfile', Identifier: 'org.example.wifi' }, open)).toBe(
      'profile:org.example.wifi',
    );
    for (const Payload of ['', 'AAAA', 'not base64!', 7])
      expect(subjectOf({ RequestType: 'InstallProfile', Payload }, open)).toBeNull();
    expect(subjectOf({ RequestType: 'InstallApplication', iTunesStoreID: 42 }, open)).toBe('app:42');
    expect(subjectOf({ RequestType: 'RestartDevice' }, open)).toBeNull();
  });
});

/** What an administrator asks for and a device does, in any order. */
const wish = fc.oneof(
  fc.record({
    do: fc.constant('install' as const),
    which: fc.constantFrom('a', 'b'),
    version: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('remove' as const), which: fc.constantFrom('a', 'b') }),
  fc.record({
    do: fc.constant('set' as const),
    name: fc.option(fc.constantFrom('X', 'Y')),
    radio: fc.option(fc.boolean()),
  }),
  fc.record({ do: fc.constant('lose' as const), on: fc.boolean(), message: fc.constantFrom('1', '2') }),
  fc.record({
    do: fc.constant('session' as const),
    says: fc.array(fc.constantFrom('Acknowledged' as const, 'NotNow' as const, 'hang up' as const), { maxLength: 6 }),
  }),
);
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

function commandOf(step: Exclude<Wish, { do: 'session' }>): Command | undefined {
  switch (step.do) {
    case 'install':
      return profile(step.which, step.version);
    case 'remove':
      return { RequestType: 'RemoveProfile', Identifier: step.which };
    case 'lose':
      return step.on ? { RequestType: 'EnableLostMode', Message: step.message } : { RequestType: 'DisableLostMode' };
    case 'set': {
      const items = [
        ...(step.name === null ? [] : [nameIt(step.name)]),
        ...(step.radio === null ? [] : [bluetooth(step.radio)]),
      ];
      return items.length === 0 ? undefined : settings(...items);
    }
  }
}

/** What a device is like once it has carried out a command. */
function carryOut(device: Map<string, unknown>, command: Readonly<Record<string, unknown>>): void {
  switch (command.RequestType) {
    case 'InstallProfile': {
      const { Payload } = command;
      const text = (
        typeof Payload === 'string' ? Buffer.from(Payload, 'base64') : Buffer.from(Payload as Uint8Array)
      ).toString();
      device.set(`profile:${/<string>([^<]+)/.exec(text)?.[1]}`, /<integer>(\d+)/.exec(text)?.[1]);
      break;
    }
    case 'RemoveProfile':
      device.delete(`profile:${command.Identifier}`);
      break;
    case 'EnableLostMode':
      device.set('lost', command.Message);
      break;
    case 'DisableLostMode':
      device.delete('lost');
      break;
    case 'Settings':
      for (const item of command.Settings as Record<string, unknown>[])
        device.set(String(item.Item), item.DeviceName ?? item.Enabled);
  }
}

it('leaves a device as if it had been told everything in the order it was asked for, whatever is left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 4, maxLength: 40 }), async (steps) => {
      const room = openRoom();
      const pad = await addDevice(room.store);
      const wanted = new Map<string, unknown>();
      const real = new Map<string, unknown>();
      const serve = async (
        says: (room: TestRoom, index: number) => 'Acknowledged' | 'NotNow' | 'hang up' | undefined,
      ) => {
        let answer = await next(room, pad);
        for (let index = 0; answer !== null; index++) {
          const said = says(room, index);
          if (said === undefined || said === 'hang up') return;
          if (said === 'Acknowledged') carryOut(real, answer.command);
          answer = await say(room, pad, said, answer.id);
        }
      };
      for (const step of steps) {
        room.clock.time += 1000;
        if (step.do === 'session') await serve((_room, index) => step.says[index]);
        else {
          const command = commandOf(step);
          if (command === undefined) continue;
          carryOut(wanted, command);
          await ask(room, pad, command);
        }
      }
      for (let session = 0; session < 8; session++) await serve(() => 'Acknowledged');
      expect(Object.fromEntries(real)).toEqual(Object.fromEntries(wanted));
      expect(room.commands.listCommands({ open: true, limit: 5 }).rows).toEqual([]);
      room.store.close();
    }),
    { numRuns: 60 },
  );
}, 120_000);
