import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, type SimulatedDevice, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type {
  ActionCheck,
  CartAction,
  CartDetail,
  CartRun,
  DeviceRow,
  Exam,
  Loan,
  Person,
  Scanned,
  SweepResult,
} from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/*
 * A cart of six iPads over TLS: everything that can be done to it arrives on the devices. Two are Shared iPads.
 */

const DEVICES = 6;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How far the clock on the wall was moved on. */
let skew = 0;
const clock = { now: () => Date.now() + skew };
let running: RunningEngine;
let fleet: Fleet;
let cart: CartDetail;

beforeAll(async () => {
  running = await runEngine({ clock });
  fleet = createFleet({
    ...{ seed: 3, count: DEVICES, push: running.apple.apns.devices, keyPool: 4, apps: 3, supervised: true, clock },
    mix: { ...STEADY_IPADS, sharedIpads: 0.4 },
  });
  const { failed } = await fleet.enrollAll(await running.admin.invite());
  expect(failed).toEqual([]);
  for (const { state } of fleet.devices) await running.admin.inventoried(state.serialNumber);
  const made = await call<CartDetail>('POST', '/carts', {
    ...{
      name: 'Cart A',
      place: 'Room 12',
      rows: 2,
      columns: 4,
      pattern: 'Cart A - {slot:02}',
      timeZone: 'Europe/Berlin',
    },
  });
  for (const [index, { state }] of fleet.devices.entries()) {
    const found = await call<Scanned>('GET', `/carts/find?code=S${state.serialNumber}`);
    const places = [{ cartId: made.id, slot: index + 1, deviceId: found.devices[0]?.id }];
    await call('POST', '/carts/places', { places });
  }
  cart = await call('GET', `/carts/${made.id}`);
}, 120_000);
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call(method, path, body);
const deviceOf = (slot: number): SimulatedDevice => {
  const device = fleet.devices[slot - 1];
  if (device === undefined) throw new Error(`Nothing stands in slot ${slot}.`);
  return device;
};
const idOf = (slot: number): string => cart.slots[slot - 1]?.device?.id ?? '';
const rowOf = async (slot: number): Promise<DeviceRow> => running.admin.find(deviceOf(slot).state.serialNumber);
const profilesOf = (slot: number): string[] => deviceOf(slot).state.profiles.map(({ identifier }) => identifier);
const ALL = Array.from({ length: DEVICES }, (_, index) => index + 1);

/** Does something to slots, and waits until every device of them answered. */
async function act(action: CartAction, slots: number[] | null = null): Promise<CartRun> {
  const begun = await call<CartRun>('POST', `/carts/${cart.id}/actions`, { slots, action });
  return running.admin.until(`${action.kind} on ${begun.steps.length} devices`, async () => {
    const run = (await call<CartRun[]>('GET', `/carts/${cart.id}/runs`)).find(({ id }) => id === begun.id);
    return run?.state === 'done' ? run : undefined;
  });
}
const states = (run: CartRun): string[] => run.steps.map(({ state }) => state);

describe('actions on a cart reach the devices over TLS', () => {
  it('locks, restarts, asks for news and takes passcodes off, and skips what cannot with the reason', async () => {
    const { slots } = await call<CartDetail>('GET', `/carts/${cart.id}`);
    const shared = slots.filter(({ device }) => device?.sharedIpad === true);
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.length).toBeLessThan(DEVICES);
    const lock = { kind: 'lock', message: 'Eyes on the board', phoneNumber: '' } as const;
    const { rows } = await call<ActionCheck>('POST', `/carts/${cart.id}/actions/check`, { action: lock });
    const locked = await act(lock);
    expect(locked.steps.map(({ state }) => state === 'done')).toEqual(rows.map(({ fits }) => fits));
    expect(states(locked).filter((state) => state === 'done')).not.toHaveLength(0);
    for (const device of fleet.devices) device.unlock();

    expect(states(await act({ kind: 'restart' }))).toEqual(ALL.map(() => 'done'));
    expect(states(await act({ kind: 'refresh' }))).toEqual(ALL.map(() => 'done'));
    const unlocked = await act({ kind: 'unlock' });
    // A Shared iPad has no passcode to take off.
    expect(unlocked.steps.map(({ state }) => state)).toEqual(
      ALL.map((slot) => (shared.some((one) => one.slot === slot) ? 'skipped' : 'done')),
    );
    const out = await act({ kind: 'logOut' });
    for (const { slot, state, findings } of out.steps) {
      const isShared = shared.some((one) => one.slot === slot);
      expect(state === 'skipped').toBe(!isShared);
      if (!isShared) expect(findings[0]?.message).toMatch(/Shared iPad/);
    }
  });

  it('shows a text on the lock screen and takes it away again', async () => {
    expect(states(await act({ kind: 'message', text: 'Charge me' }))).toEqual(ALL.map(() => 'done'));
    const identifier = `org.cartwright.cart.${cart.id}.message`;
    for (const slot of ALL) expect(profilesOf(slot)).toContain(identifier);
    expect(states(await act({ kind: 'message', text: '' }))).toEqual(ALL.map(() => 'done'));
    for (const slot of ALL) expect(profilesOf(slot)).not.toContain(identifier);
  });

  it('turns Lost Mode on, plays a sound only there, and turns it off', async () => {
    const lost = { kind: 'lostOn', message: 'Bring me to room 12', phoneNumber: '', footnote: '' } as const;
    expect(states(await act(lost, [2, 3]))).toEqual(['done', 'done']);
    expect(deviceOf(2).state.lostMode).toMatchObject({ message: 'Bring me to room 12' });
    await running.admin.until('Lost Mode shows', async () =>
      (await call<CartDetail>('GET', `/carts/${cart.id}`)).shown.slice(1, 3).every((shown) => shown === 'lost'),
    );
    expect(states(await act({ kind: 'sound' }))).toEqual(['skipped', 'done', 'done', 'skipped', 'skipped', 'skipped']);
    expect(states(await act({ kind: 'lostOff' }, [2, 3]))).toEqual(['done', 'done']);
    expect(deviceOf(2).state.lostMode).toBeUndefined();
    await running.admin.until('Lost Mode is gone', async () =>
      (await call<CartDetail>('GET', `/carts/${cart.id}`)).slots.every(({ device }) => device?.lostMode !== true),
    );
  });

  it('updates overnight: nothing before the window, then every device that is offered something', async () => {
    await running.admin.until('updates are offered', async () =>
      (await call<CartDetail>('GET', `/carts/${cart.id}`)).slots.some(({ device }) => device?.updateVersion != null),
    );
    const { rows } = await call<ActionCheck>('POST', `/carts/${cart.id}/actions/check`, { action: { kind: 'update' } });
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    const window = { from: wall.format(clock.now() + 2 * HOUR), to: wall.format(clock.now() + 4 * HOUR) };
    const run = await call<CartRun>('POST', `/carts/${cart.id}/actions`, { action: { kind: 'update' }, window });
    expect(run).toMatchObject({ state: 'scheduled' });
    expect(new Set(states(run))).toEqual(new Set(['planned']));
    // A power cut in the evening changes nothing.
    await running.restart();
    skew += 2 * HOUR + MINUTE;
    const done = await running.admin.until('the night of the update', async () => {
      const [found] = await call<CartRun[]>('GET', `/carts/${cart.id}/runs`);
      return found?.state === 'done' ? found : undefined;
    });
    expect(done.steps.map(({ state }) => state !== 'skipped')).toEqual(rows.map(({ fits }) => fits));
    const sent = (await running.admin.commands('')).filter(({ requestType }) => requestType === 'ScheduleOSUpdate');
    expect(sent).toHaveLength(rows.filter(({ fits }) => fits).length);
  });
});

describe('exams over TLS', () => {
  const exams = (): Promise<Exam[]> => call('GET', `/exams?cartId=${cart.id}`);
  const inApp = (exam: string, slots: readonly number[]): Promise<true> =>
    running.admin.until(`slots ${slots.join(', ')} are in the app`, async () =>
      slots.every((slot) => profilesOf(slot).includes(`org.cartwright.exam.${exam}`)),
    );
  const free = (): Promise<true> =>
    running.admin.until('every device left the app', async () =>
      ALL.every((slot) => !profilesOf(slot).some((identifier) => identifier.startsWith('org.cartwright.exam'))),
    );

  it('begins by the timetable and ends by itself, though the engine was restarted meanwhile and one device slept', async () => {
    const zone = 'UTC';
    const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const time = (at: number): string => new Date(at).toISOString().slice(11, 16);
    // Tomorrow at noon: a lesson ends on the day it began.
    const noon = Date.parse(`${day(clock.now() + 24 * HOUR)}T12:00:00Z`);
    const { id: _id, name, place, rows, columns, colour, icon, pattern, missingHours } = cart;
    const look = { name, place, rows, columns, colour, icon, pattern, missingHours, timeZone: zone };
    await call('PUT', `/carts/${cart.id}`, { cart: look });
    const exam = await call<Exam>('POST', '/exams', {
      ...{ cartId: cart.id, name: 'Maths', appId: 'com.example.exam', appName: 'Exam', slots: null },
      lessons: [{ kind: 'date', day: day(noon), from: time(noon), to: time(noon + HOUR) }],
    });
    expect(exam).toMatchObject({ running: null, next: { startAt: noon, endAt: noon + HOUR } });
    deviceOf(6).setAsleep(true);
    skew += noon - clock.now() + MINUTE;
    await inApp(exam.id, [1, 2, 3, 4, 5]);
    await running.admin.until('five of six show as in the app', async () => {
      const [now] = await call<{ on: number; meant: number; endsAt: number }[]>('GET', '/exams/running');
      return now?.on === 5 && now.meant === 6 && now.endsAt === noon + HOUR;
    });
    // When a device was last seen is written a moment later than it is here.
    await running.admin.until('the cart shows them in the app', async () =>
      (await call<CartDetail>('GET', `/carts/${cart.id}`)).shown.slice(0, 5).every((shown) => shown === 'exam'),
    );

    await running.restart();
    expect((await exams()).find(({ id }) => id === exam.id)?.running).toMatchObject({ endsAt: noon + HOUR });
    skew += HOUR;
    await free();
    await running.admin.until('it is over', async () => (await exams())[0]?.running === null);
    // Who slept all the time wakes up to nothing.
    deviceOf(6).setAsleep(false);
    await running.admin.wake(idOf(6));
    await running.admin.until('nothing waits', async () => (await rowOf(6)).openCommands === 0);
    expect(profilesOf(6).filter((identifier) => identifier.startsWith('org.cartwright.exam'))).toEqual([]);
    expect((await exams())[0]?.next).toBeNull();
  });

  it('begins now and is released in a panic, by devices that are away as soon as they are back', async () => {
    const exam = await call<Exam>('POST', '/exams/start', {
      ...{ cartId: cart.id, name: 'Spelling', appId: 'com.example.exam', slots: [1, 2], minutes: 30 },
    });
    await inApp(exam.id, [1, 2]);
    await running.admin.until('both said so', async () => {
      const [now] = await call<{ on: number }[]>('GET', '/exams/running');
      return now?.on === 2;
    });
    const longer = await call<Exam>('POST', `/exams/${exam.id}/extend`, { minutes: 10 });
    expect(longer.running?.endsAt).toBe((exam.running?.endsAt ?? 0) + 10 * MINUTE);
    await running.admin.until('both know of the new end', async () => {
      const now = (await exams()).find(({ id }) => id === exam.id);
      return now?.devices.every(({ state }) => state === 'on');
    });
    deviceOf(2).setAsleep(true);
    const released = await call<{ released: number; devices: number }>('POST', '/exams/release', {});
    expect(released).toEqual({ released: 1, devices: 2 });
    expect(await call('GET', '/exams/running')).toEqual([]);
    await running.admin.until('the one that listens is free', async () =>
      profilesOf(1).every((id) => !id.includes('exam')),
    );
    expect(profilesOf(2)).toContain(`org.cartwright.exam.${exam.id}`);
    deviceOf(2).setAsleep(false);
    await running.admin.wake(idOf(2));
    await free();
  });
});

describe('people and the end of the day', () => {
  it('gives devices out until a day, tells what is due back, takes it back, and says who is missing', async () => {
    const person = await call<Person>('POST', '/people', { name: 'Łucja Żak', team: '7b' });
    const dueAt = clock.now() + 2 * HOUR;
    await call('POST', '/loans', { deviceIds: [idOf(1)], personId: person.id, dueAt });
    expect((await call<CartDetail>('GET', `/carts/${cart.id}`)).slots[0]).toMatchObject({
      loan: { personName: 'Łucja Żak', overdue: false },
    });
    for (const slot of [5, 6]) deviceOf(slot).setAsleep(true);
    skew += 3 * HOUR;
    const since = clock.now() - MINUTE;
    for (const slot of [2, 3, 4]) await running.admin.wake(idOf(slot));
    const sweep = await running.admin.until('three were seen', async () => {
      const found = await call<SweepResult>('GET', `/carts/${cart.id}/sweep?sinceAt=${since}`);
      return found.rows.filter(({ state }) => state === 'here').length === 3 ? found : undefined;
    });
    expect(sweep.rows.map(({ state }) => state)).toEqual(['overdue', 'here', 'here', 'here', 'notSeen', 'notSeen']);
    await running.admin.until('an alert tells of it', async () => {
      const alerts = await call<{ rows: { rule: string }[] } | { rule: string }[]>('GET', '/alerts');
      return JSON.stringify(alerts).includes('loan');
    });
    const scans = [2, 3, 4, 5].map((slot) => ({ slot: slot === 5 ? 6 : slot, deviceId: idOf(slot) }));
    const kept = await call<SweepResult>('POST', `/carts/${cart.id}/sweeps`, { sinceAt: since, scans });
    expect(kept.rows.map(({ state }) => state)).toEqual(['overdue', 'here', 'here', 'here', 'wrongSlot', 'notScanned']);
    await call('POST', '/loans/return', { deviceIds: [idOf(1)], note: 'A scratch' });
    const history = await call<{ rows: Loan[] }>('GET', `/loans?deviceId=${idOf(1)}&which=all`);
    expect(history.rows).toMatchObject([{ personName: 'Łucja Żak', inNote: 'A scratch', overdue: false }]);
    expect((await call<CartDetail>('GET', `/carts/${cart.id}`)).slots[0]?.loan).toBeNull();
  });
});
