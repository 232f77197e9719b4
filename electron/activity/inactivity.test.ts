import { beforeEach, describe, expect, it } from 'vitest';
import { addDevice, DAY, openTestActivity, type TestActivity } from './testing.ts';

const ATTRIBUTE = '01980000-0000-7000-8000-000000000001';
let room: TestActivity;
beforeEach(() => {
  room = openTestActivity();
});

const device = (id: string) =>
  room.store.get((db) => db.selectFrom('device').selectAll().where('id', '=', id)) ?? { inactiveSince: -1 };
const seen = (id: string, at: number) =>
  room.store.write(() => room.store.run((db) => db.updateTable('device').set({ lastSeenAt: at }).where('id', '=', id)));
const events = (type: string) =>
  room.store.all((db) => db.selectFrom('event').select(['deviceId', 'data']).where('type', '=', type));
const policy = { wakeDaily: true, mark: { attributeId: ATTRIBUTE, value: 'blocked' }, holdRenewals: true };

describe('a silent device', () => {
  it('BP-21 is inactive after the days that are set, and not before', async () => {
    const { deviceId: id } = await addDevice(room.store, { lastSeenAt: room.clock.time });
    room.clock.time += 7 * DAY;
    expect(await room.activity.inactivity.run()).toMatchObject({ inactive: 0 });
    room.clock.time += 1;
    expect(await room.activity.inactivity.run()).toMatchObject({ inactive: 1 });
    expect(device(id).inactiveSince).toBe(room.clock.time);
    expect(await room.activity.inactivity.run()).toMatchObject({ inactive: 0 });
    expect(events('device.inactive').map((event) => event.deviceId)).toEqual([id]);
    expect(room.activity.inactivity.count()).toBe(1);
  });

  it('BP-21 is woken once it was not heard of for a day, unless that is switched off', async () => {
    await addDevice(room.store, { lastSeenAt: room.clock.time });
    expect(await room.activity.inactivity.run()).toMatchObject({ woken: 0 });
    room.clock.time += DAY + 1;
    await room.activity.inactivity.setPolicy({ ...policy, wakeDaily: false, mark: null }, 'Ada');
    expect(await room.activity.inactivity.run()).toMatchObject({ woken: 0 });
    await room.activity.inactivity.setPolicy({ ...policy, mark: null }, 'Ada');
    expect(await room.activity.inactivity.run()).toMatchObject({ woken: 1, inactive: 0 });
    expect(room.woken).toHaveLength(1);
  });

  it('BP-23 is marked, is not renewed, and all of that is undone when it answers', async () => {
    const { deviceId: id } = await addDevice(room.store, { lastSeenAt: room.clock.time });
    const key = `${id} ${ATTRIBUTE}`;
    room.marks.set(key, 'open');
    await room.activity.inactivity.setPolicy(policy, 'Ada');
    expect(room.activity.inactivity.mayRenew(id)).toBe(true);
    room.clock.time += 8 * DAY;
    await room.activity.inactivity.run();
    expect(room.marks.get(key)).toBe('blocked');
    expect(room.activity.inactivity.mayRenew(id)).toBe(false);
    await seen(id, room.clock.time);
    room.seen(id);
    await room.store.write(() => {});
    expect(room.marks.get(key)).toBe('open');
    expect(device(id).inactiveSince).toBeNull();
    expect(room.activity.inactivity.mayRenew(id)).toBe(true);
    expect(events('device.active-again').map((event) => event.deviceId)).toEqual([id]);
  });

  it('BP-23 keeps what somebody set in the meantime', async () => {
    const { deviceId: id } = await addDevice(room.store, { lastSeenAt: room.clock.time });
    await room.activity.inactivity.setPolicy(policy, 'Ada');
    room.clock.time += 8 * DAY;
    await room.activity.inactivity.run();
    room.marks.set(`${id} ${ATTRIBUTE}`, 'lost at the station');
    await seen(id, room.clock.time);
    expect(await room.activity.inactivity.run()).toMatchObject({ back: 1 });
    expect(room.marks.get(`${id} ${ATTRIBUTE}`)).toBe('lost at the station');
  });

  it('BP-25 is found by the time alone, whatever Apple says of its token', async () => {
    const { deviceId: ready } = await addDevice(room.store, { lastSeenAt: room.clock.time, pushState: 'ready' });
    const { deviceId: dead } = await addDevice(room.store, { lastSeenAt: room.clock.time, pushState: 'unregistered' });
    room.clock.time += 3 * DAY;
    expect(await room.activity.inactivity.run()).toMatchObject({ inactive: 0 });
    room.clock.time += 5 * DAY;
    expect(await room.activity.inactivity.run()).toMatchObject({ inactive: 2 });
    for (const id of [ready, dead]) expect(device(id).inactiveSince).not.toBeNull();
  });
});
