import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { openQueueGate, type QueueGate, type WireDevice } from '../support/queue-gate.ts';

/* Ten thousand devices get a command while some of them call: real listener, real TLS, real store. */

const FLEET = 10_000;
const CALLING = 24;

let gate: QueueGate;
const calling: WireDevice[] = [];
const all: string[] = [];

beforeAll(async () => {
  gate = await openQueueGate();
  for (let i = 0; i < CALLING; i++) calling.push(await gate.device());
  const { store } = gate.school;
  for (let from = 0; from < FLEET - CALLING; from += 1000) {
    await store.write((work) => {
      for (let i = from; i < Math.min(from + 1000, FLEET - CALLING); i++) {
        const deviceId = newId();
        store.run((db) =>
          db
            .insertInto('device')
            .values({ id: deviceId, udid: deviceId, platform: 'iOS', osVersion: '17.4', createdAt: work.now }),
        );
        store.run((db) =>
          db.insertInto('enrollment').values({
            id: newId(),
            deviceId,
            key: deviceId,
            channel: 'device',
            userEnrollment: 0,
            state: 'enrolled',
            topic: 'com.apple.mgmt.test',
            accessRights: 8191,
            signMessage: 0,
            pushState: 'ready',
            awaitingConfiguration: 0,
            authenticatedAt: work.now,
            enrolledAt: work.now,
            wakeAttempts: 0,
          }),
        );
        all.push(deviceId);
      }
    });
  }
  // Those that call are spread over the whole list.
  for (const [index, device] of calling.entries())
    all.splice(Math.floor((index * FLEET) / CALLING), 0, device.deviceId);
});
afterAll(() => gate.stop());

/** Calls again and again until told that it is over, then once more; gives every delivery, in order. */
async function callUntil(device: WireDevice, over: () => boolean): Promise<string[]> {
  const given: string[] = [];
  for (let last = false; ; last = over()) {
    given.push(...(await device.session()));
    if (last) return given;
  }
}

const send = (command: { RequestType: string; [key: string]: unknown }) =>
  gate.commands.queueCommands({ deviceIds: all, command, actor: 'ada' });

describe('a bulk send of ten thousand', () => {
  it('loses no command and delivers none twice, while devices take theirs', async () => {
    let over = false;
    const calls = calling.map((device) => callUntil(device, () => over));
    const outcomes = await Promise.all([
      send({ RequestType: 'RestartDevice' }),
      send({ RequestType: 'Settings', Settings: [{ Item: 'VoiceRoaming', Enabled: true }] }),
    ]);
    over = true;
    const given = await Promise.all(calls);
    for (const { queued, refused } of outcomes) {
      expect(refused).toEqual([]);
      expect(queued.map(({ deviceId }) => deviceId).sort()).toEqual([...all].sort());
      expect(new Set(queued.map(({ commandId }) => commandId)).size).toBe(FLEET);
    }
    for (const [index, device] of calling.entries()) {
      const wanted = outcomes.flatMap(({ queued }) =>
        queued.filter(({ deviceId }) => deviceId === device.deviceId).map(({ commandId }) => commandId),
      );
      const mine = given[index]?.filter((id) => wanted.includes(id));
      expect(mine?.sort()).toEqual(wanted.sort());
      for (const id of wanted) expect(gate.row(id)).toMatchObject({ state: 'acknowledged', sendCount: 1 });
    }
    const { open } = gate.commands.summary(0);
    expect(open).toMatchObject({ sent: 0, notNow: 0 });
    expect(open.queued).toBe(2 * (FLEET - CALLING));
  });

  it('queues nothing twice when it is asked for by two at once', async () => {
    const both = await Promise.all([send({ RequestType: 'ShutDownDevice' }), send({ RequestType: 'ShutDownDevice' })]);
    const ids = both.map(({ queued }) => new Map(queued.map(({ deviceId, commandId }) => [deviceId, commandId])));
    const first = both.map(({ queued }) => queued.filter(({ alreadyQueued }) => !alreadyQueued).length);
    expect(first.reduce((sum, count) => sum + count, 0)).toBe(FLEET);
    for (const deviceId of all) expect(ids[0]?.get(deviceId)).toBe(ids[1]?.get(deviceId));
  });

  it('lets a lock through that is asked for in the middle of it', async () => {
    const [device] = calling;
    if (device === undefined) throw new Error('Nobody calls.');
    await device.session();
    const bulk = send({ RequestType: 'ProfileList' });
    const lock = await gate.commands.queueCommands({
      deviceIds: [device.deviceId],
      command: { RequestType: 'DeviceLock' },
      actor: 'grace',
    });
    // However much of the bulk was before it.
    expect((await device.idle()).commandId).toBe(lock.queued[0]?.commandId);
    await device.answer(lock.queued[0]?.commandId);
    expect((await bulk).queued).toHaveLength(FLEET);
    const rest = await device.session();
    expect(rest.length).toBeGreaterThanOrEqual(1);
  });

  it('is over for all at once when it is taken back', async () => {
    const { cancelled, left } = await gate.commands.cancelMany({ filter: { requestTypes: ['ShutDownDevice'] } }, 'ada');
    expect(cancelled.length + left.length).toBe(FLEET);
    expect(left.every(({ reason }) => reason === 'finished')).toBe(true);
    expect(gate.commands.listAll({ requestTypes: ['ShutDownDevice'], open: true, limit: 5 }).rows).toEqual([]);
  });
});
