import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newExam } from '../../shared/contract/exams.ts';
import { commandIn, connectMessage, idle } from '../commands/testing/room.ts';
import { decodePlistDict } from '../protocol/index.ts';
import { openTestCarts } from './testing/room.ts';

const MONDAY = Date.parse('2026-11-23T07:00:00Z');
const HOUR = 3_600_000;
let house: Awaited<ReturnType<typeof openTestCarts>>;
beforeEach(async () => {
  house = await openTestCarts();
  house.clock.time = MONDAY;
});
afterEach(() => house.store.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

async function classroom() {
  const { room, cart, devices } = house;
  const { id: cartId } = await room.carts.create(cart('Cart A'), 'ada');
  const ids = [...(await devices(2)), ...(await devices(1, { supervised: 0 }))];
  await room.carts.arrange(
    ids.map((deviceId, index) => ({ cartId, slot: index + 1, deviceId })),
    false,
    'ada',
  );
  return { cartId, ids };
}
const lessonOf = (cartId: string, more: object = {}) =>
  newExam.parse({
    ...{ cartId, name: 'Maths', appId: 'com.example.exam', appName: 'Exam' },
    lessons: [{ kind: 'weekly', days: [1], from: '08:00', to: '09:30' }],
    ...more,
  });
/** A device connects and takes what waits. */
async function connect(deviceId: string, answer?: string) {
  const { store, commands } = house;
  const row = store.get((db) => db.selectFrom('enrollment').select('id').where('deviceId', '=', deviceId));
  const served = { id: row?.id ?? '', deviceId };
  const message = answer === undefined ? idle() : connectMessage({ Status: 'Acknowledged', CommandUUID: answer });
  return commandIn(await commands.exchange(served, message));
}
const kinds = () => house.queued().map(({ requestType }) => requestType);

describe('an exam by a timetable', () => {
  it('begins and ends by itself, tells who is not in it, and lets devices go by themselves when nothing reaches them', async () => {
    const { room, clock, queued } = house;
    const { cartId, ids } = await classroom();
    const exam = await room.exams.create(lessonOf(cartId), 'ada');
    expect(exam).toMatchObject({ running: null, next: { startAt: MONDAY + HOUR, endAt: MONDAY + 2.5 * HOUR } });
    expect(room.exams.nextAt()).toBe(MONDAY + HOUR);
    clock.time = MONDAY + HOUR;
    await room.exams.runDue();
    const [running] = room.exams.list(cartId);
    expect(running?.running).toEqual({ startedAt: MONDAY + HOUR, endsAt: MONDAY + 2.5 * HOUR });
    expect(running?.devices.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'skipped']);
    expect(running?.devices[2]?.findings[0]?.message).toMatch(/supervised/);
    expect(queued()).toMatchObject([
      { requestType: 'InstallProfile', expiresAt: MONDAY + 2.5 * HOUR },
      { requestType: 'InstallProfile' },
    ]);
    const sent = await connect(ids[0] ?? '');
    const profile = decodePlistDict((sent?.command.Payload as Uint8Array) ?? new Uint8Array());
    expect(profile.RemovalDate).toEqual(new Date(MONDAY + 2.75 * HOUR));
    expect(profile.PayloadContent).toMatchObject([
      { PayloadType: 'com.apple.app.lock', App: { Identifier: 'com.example.exam' } },
    ]);
    expect(room.carts.get(cartId).slots[0]?.conditions).toContain('exam');
    expect(room.exams.running()).toMatchObject([{ name: 'Maths', on: 0, meant: 2 }]);
    // Doing it again does nothing again.
    await room.exams.runDue();
    expect(queued()).toHaveLength(2);
    await connect(ids[0] ?? '', sent?.id);
    expect(room.exams.running()).toMatchObject([{ on: 1, meant: 2 }]);
    clock.time = MONDAY + 2.5 * HOUR;
    await room.exams.runDue();
    // The other one never got it: it shall not come into the app only to leave it.
    expect(queued().filter(({ requestType }) => requestType.endsWith('Profile'))).toMatchObject([
      { requestType: 'RemoveProfile', deviceId: ids[0] },
    ]);
    expect(room.exams.list(cartId)[0]?.devices.map(({ state }) => state)).toEqual(['releasing', 'released', 'skipped']);
    expect(room.exams.running()).toEqual([]);
    expect(room.exams.list(cartId)[0]?.next?.startAt).toBe(MONDAY + HOUR + 7 * 24 * HOUR);
  });

  it('released in a panic stays released until its next time', async () => {
    const { room, clock, wakes } = house;
    const { cartId, ids } = await classroom();
    await room.exams.create(lessonOf(cartId), 'ada');
    clock.time = MONDAY + 1.2 * HOUR;
    await room.exams.runDue();
    for (const deviceId of ids.slice(0, 2)) await connect(deviceId);
    wakes.length = 0;
    expect(await room.exams.release(undefined, 'eve')).toEqual({ released: 1, devices: 2 });
    expect(kinds()).toEqual(['InstallProfile', 'InstallProfile', 'RemoveProfile', 'RemoveProfile']);
    expect(wakes.every(({ urgent }) => urgent)).toBe(true);
    expect(wakes).toHaveLength(2);
    clock.time += 60_000;
    await room.exams.runDue();
    expect(room.exams.running()).toEqual([]);
    clock.time = MONDAY + HOUR + 7 * 24 * HOUR;
    await room.exams.runDue();
    expect(room.exams.running()).toHaveLength(1);
  });

  it('begins once however often it is looked at, and a release in the middle of beginning lets every device go', async () => {
    const { room, clock, store } = house;
    const { cartId } = await classroom();
    await room.exams.create(lessonOf(cartId), 'ada');
    let begun = 0;
    store.subscribe((events) => {
      begun += events.filter(({ type }) => type === 'exam.started').length;
    });
    clock.time = MONDAY + HOUR;
    await Promise.all([room.exams.runDue(), room.exams.runDue()]);
    expect(begun).toBe(1);
    expect(kinds()).toEqual(['InstallProfile', 'InstallProfile']);
    await room.exams.release(undefined, 'ada');
    expect(kinds()).toEqual([]);

    clock.time = MONDAY + 7 * 24 * HOUR + HOUR;
    const [, released] = await Promise.all([room.exams.runDue(), room.exams.release(undefined, 'ada')]);
    expect(released).toEqual({ released: 1, devices: 2 });
    expect(kinds()).toEqual([]);
    expect(room.exams.running()).toEqual([]);
  });

  it('what a clock that was ahead began is over when it is put back, and the lessons of today are not missed', async () => {
    const { room, clock, timers, store } = house;
    const { cartId } = await classroom();
    await room.exams.create(lessonOf(cartId), 'ada');
    const next = (type: string) =>
      new Promise<void>((resolve) => {
        const end = store.subscribe((events) => {
          if (!events.some((event) => event.type === type)) return;
          end();
          resolve();
        });
      });
    // Ahead by a year, in the middle of a lesson.
    clock.time = MONDAY + 371 * 24 * HOUR + HOUR;
    await room.start();
    expect(room.exams.running()).toHaveLength(1);
    const over = next('exam.ended');
    clock.time = MONDAY;
    timers.runAll();
    await over;
    expect(kinds()).toEqual([]);
    const begun = next('exam.started');
    // The keeper may still be at it.
    await new Promise((resolve) => setImmediate(resolve));
    clock.time = MONDAY + HOUR;
    timers.runAll();
    timers.runAll();
    await begun;
    expect(room.exams.list(cartId)[0]?.running).toEqual({ startedAt: MONDAY + HOUR, endsAt: MONDAY + 2.5 * HOUR });
    await room.stop();
  });

  it('what came due while nobody was here is done at the start, and what is past is not', async () => {
    const { room, open, clock } = house;
    const { cartId } = await classroom();
    await room.exams.create(lessonOf(cartId), 'ada');
    clock.time = MONDAY + 1.5 * HOUR;
    const second = open();
    await second.start();
    expect(second.exams.running()).toHaveLength(1);
    await second.stop();
    clock.time = MONDAY + 30 * HOUR;
    const third = open();
    await third.start();
    expect(third.exams.running()).toEqual([]);
    expect(kinds()).toEqual([]);
    await third.stop();
  });

  it('the keeper looks at the clock, and begins when it is time', async () => {
    const { room, clock, timers, store } = house;
    const { cartId } = await classroom();
    await room.exams.create(lessonOf(cartId), 'ada');
    await room.start();
    timers.runAll();
    expect(room.exams.running()).toEqual([]);
    clock.time = MONDAY + HOUR;
    const begun = new Promise<void>((resolve) => {
      store.subscribe((events) => events.some(({ type }) => type === 'exam.started') && resolve());
    });
    timers.runAll();
    await begun;
    await room.stop();
    expect(room.exams.running()).toHaveLength(1);
  });
});

describe('at the door', () => {
  it('two exams of the same slots at the same time are refused, by timetable and by hand', async () => {
    const { room } = house;
    const { cartId } = await classroom();
    await room.exams.create(lessonOf(cartId, { slots: [1, 2] }), 'ada');
    expect(await codeOf(room.exams.create(lessonOf(cartId, { slots: [2] }), 'ada'))).toBe('conflict');
    expect(await codeOf(room.exams.create(lessonOf(cartId, { slots: [3] }), 'ada'))).toBe('done');
    const now = { cartId, name: 'Test', appId: 'com.example.exam', appName: '', slots: null };
    expect(await codeOf(room.exams.start({ ...now, minutes: 61 }, 'ada'))).toBe('conflict');
    const begun = await room.exams.start({ ...now, slots: [1], minutes: 45 }, 'ada');
    expect(begun.devices).toHaveLength(1);
    expect(await codeOf(room.exams.extend(begun.id, 30, 'ada'))).toBe('conflict');
    expect((await room.exams.extend(begun.id, 10, 'ada')).running?.endsAt).toBe(MONDAY + 55 * 60_000);
    expect(await codeOf(room.exams.remove(begun.id, 'ada'))).toBe('conflict');
    expect(await codeOf(room.carts.remove(cartId, 'ada'))).toBe('conflict');
  });

  it('an exam begun by hand ends by itself and does not come again', async () => {
    const { room, clock } = house;
    const { cartId } = await classroom();
    const exam = await room.exams.start(
      { cartId, name: 'Test', appId: 'com.example.exam', appName: '', slots: null, minutes: 30 },
      'ada',
    );
    clock.time = MONDAY + 0.5 * HOUR;
    await room.exams.runDue();
    expect(room.exams.list(cartId)[0]).toMatchObject({ running: null, next: null });
    expect(room.exams.nextAt()).toBeUndefined();
    await room.exams.remove(exam.id, 'ada');
    expect(room.exams.list(cartId)).toEqual([]);
  });
});
