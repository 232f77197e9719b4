import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { silentLogger } from '../../shared/logger.ts';
import type { ConnectedEnrollment } from './index.ts';
import { openCommands } from './index.ts';
import { openKeeping } from './retention.ts';
import { readPlainProfile } from './testing/plain-profile.ts';
import { addDevice, commandIn, connectMessage, idle, openRoom, type TestRoom, TestTimers } from './testing/room.ts';

const DAY = 86_400_000;
const UNKNOWN = undefined;
const PLACE = {
  longitude: 7,
  horizontalAccuracy: UNKNOWN,
  verticalAccuracy: UNKNOWN,
  altitude: UNKNOWN,
  speed: UNKNOWN,
  course: UNKNOWN,
};

async function carryOut(room: TestRoom, device: ConnectedEnrollment, command: { RequestType: string }) {
  await room.commands.queueCommands({ deviceIds: [device.deviceId], command, actor: 'ada' });
  const id = commandIn(await room.commands.exchange(device, idle()))?.id ?? '';
  await room.commands.exchange(
    device,
    connectMessage({ Status: 'Acknowledged', CommandUUID: id, UserLongName: 'all of it' }),
  );
  return id;
}

/** Runs the pauses between slices until `work` is done. */
async function finished<T>(room: TestRoom, work: Promise<T>): Promise<T> {
  let done = false;
  const watched = work.finally(() => {
    done = true;
  });
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve));
    room.timers.runAll();
  }
  return watched;
}

describe('keeping what commands brought', () => {
  it('compacts old answers to what became of them, and leaves newer ones whole', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const old = await carryOut(room, pad, { RequestType: 'RestartDevice' });
    room.clock.time += 60 * DAY;
    const newer = await carryOut(room, pad, { RequestType: 'ShutDownDevice' });
    room.clock.time += 31 * DAY;
    expect(await finished(room, room.commands.tidy())).toMatchObject({ answers: 1, commands: 0 });
    expect(room.commands.getCommand(old)).toMatchObject({
      state: 'acknowledged',
      result: { status: 'Acknowledged', compactedAt: room.clock.time, raw: '', size: expect.any(Number) },
    });
    expect(room.commands.getCommand(newer).result).toMatchObject({
      compactedAt: null,
      raw: expect.stringContaining('all of it'),
    });
    expect(await finished(room, room.commands.tidy())).toEqual({ answers: 0, places: 0, commands: 0, wakeUps: 0 });
  });

  it('forgets where a lost device was with the answers that told it, and keeps what is newer', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const lostAt = (at: number, latitude: number) =>
      room.store.write((work) =>
        room.inventory.places.add(work, { deviceId: pad.deviceId, commandId: newId() }, { ...PLACE, at, latitude }),
      );
    await lostAt(room.clock.time, 51);
    room.clock.time += 60 * DAY;
    await lostAt(room.clock.time, 52);
    room.clock.time += 31 * DAY;
    expect(await finished(room, room.commands.tidy())).toMatchObject({ places: 1 });
    expect((await room.inventory.places.show(pad.deviceId, 'ada')).map(({ latitude }) => latitude)).toEqual([52]);
  });

  it('keeps codes and passwords of a managed device for ever: they are what opens it', async () => {
    const room = openRoom();
    const mac = await addDevice(room.store, { device: { platform: 'macOS', osVersion: '14.4' } });
    await room.store.write((work) => {
      const target = { deviceId: mac.deviceId, commandId: newId() };
      room.inventory.secrets.keep(work, target, 'filevault-key', 'ABCD-EFGH-JKLM-NPQR-STUV-WXYZ');
    });
    await room.commands.setRetention({ answerDays: 1, commandDays: 1 }, 'ada');
    room.clock.time += 3650 * DAY;
    await finished(room, room.commands.tidy());
    expect(room.inventory.secrets.current(mac.deviceId, 'filevault-key')).toBe('ABCD-EFGH-JKLM-NPQR-STUV-WXYZ');
  });

  it('goes by small slices, with a pause after each, and ends when it is told to', async () => {
    const room = openRoom();
    const pads = [];
    for (let i = 0; i < 120; i++) pads.push(await addDevice(room.store));
    for (const pad of pads) await carryOut(room, pad, { RequestType: 'RestartDevice' });
    room.clock.time += 91 * DAY;
    const timers = new TestTimers();
    const keeping = openKeeping({ store: room.store, timers, byDefault: { answerDays: 90, commandDays: null } });
    const whole = () =>
      room.store.all((db) => db.selectFrom('commandResult').select('commandId').where('compactedAt', 'is', null))
        .length;
    const tidying = keeping.tidy();
    const left: number[] = [];
    for (let slice = 1; slice <= 2; slice++) {
      while (timers.waiting.size === 0) await new Promise((resolve) => setImmediate(resolve));
      left.push(whole());
      if (slice === 2) keeping.stopTidying();
      timers.runAll();
    }
    expect(await tidying).toMatchObject({ answers: 100, commands: 0, wakeUps: 0 });
    left.push(whole());
    expect(left).toEqual([70, 20, 20]);
  });

  it('removes finished commands after their time, but none that is open and none whose PIN is kept', async () => {
    const room = openRoom();
    // Ids of one process only grow: later than the tests before.
    room.clock.time += 2000 * DAY;
    const mac = await addDevice(room.store, { device: { platform: 'macOS', osVersion: '14.4' } });
    const lock = await carryOut(room, mac, { RequestType: 'DeviceLock' });
    const done = await carryOut(room, mac, { RequestType: 'RestartDevice' });
    await room.commands.queueCommands({
      deviceIds: [mac.deviceId],
      command: { RequestType: 'EraseDevice' },
      actor: 'ada',
    });
    await room.store.write(() =>
      room.store.run((db) =>
        db
          .insertInto('wakeUp')
          .values({ enrollmentId: mac.id, sentAt: room.clock.time, attempt: 1, status: 200, reason: null }),
      ),
    );
    await room.commands.setRetention({ answerDays: 10, commandDays: 20 }, 'ada');
    expect(room.events.at(-1)).toMatchObject({
      type: 'setting.changed',
      actor: 'ada',
      data: { after: { commandDays: 20 } },
    });
    room.clock.time += 21 * DAY;
    expect(await finished(room, room.commands.tidy())).toEqual({ answers: 2, places: 0, commands: 1, wakeUps: 1 });
    expect(() => room.commands.getCommand(done)).toThrow('no such command');
    expect(room.commands.getCommand(lock).state).toBe('acknowledged');
    expect(await room.commands.revealPin(lock, { name: 'ada', role: 'administrator' })).toMatch(/^\d{6}$/);
    expect(room.commands.listCommands({ open: true, limit: 5 }).rows).toHaveLength(1);
  });

  it('keeps commands for ever where that is wanted, and what was set holds after a restart', async () => {
    const room = openRoom();
    const pad = await addDevice(room.store);
    const id = await carryOut(room, pad, { RequestType: 'RestartDevice' });
    await room.commands.setRetention({ answerDays: 1, commandDays: null }, 'ada');
    const again = openCommands({
      store: room.store,
      logger: silentLogger,
      inventory: room.inventory,
      valuesOf: () => ({}),
      wakeUps: { scheduleWake: () => {}, settle: () => {} },
      onErased: () => {},
      onRemoved: () => {},
      timers: room.timers,
      readProfile: readPlainProfile,
    });
    expect(again.retention()).toEqual({ answerDays: 1, commandDays: null });
    room.clock.time += 3650 * DAY;
    expect(await finished(room, again.tidy())).toMatchObject({ answers: 1, commands: 0 });
    expect(again.getCommand(id).state).toBe('acknowledged');
  });
});

describe('a PIN made by us', () => {
  it('is shown once, then to owners only; each time it is recorded who asked', async () => {
    const room = openRoom();
    const mac = await addDevice(room.store, { device: { platform: 'macOS', osVersion: '14.4' } });
    const id = await carryOut(room, mac, { RequestType: 'DeviceLock' });
    const pin = await room.commands.revealPin(id, { name: 'ada', role: 'administrator' });
    await expect(room.commands.revealPin(id, { name: 'grace', role: 'administrator' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('ada'),
    });
    expect(await room.commands.revealPin(id, { name: 'olga', role: 'owner' })).toBe(pin);
    const shown = room.events.filter(({ type }) => type === 'device.secret-revealed');
    expect(shown.map(({ actor }) => actor)).toEqual(['ada', 'olga']);
    expect(JSON.stringify(room.events)).not.toContain(pin);
  });
});
