import { describe, expect, it } from 'vitest';
import { type NewUpdateRule, newUpdateRule } from '../../shared/contract/updates.ts';
import { silentLogger } from '../../shared/logger.ts';
import { addDevice } from '../commands/testing/room.ts';
import { openGroupRoom } from '../groups/testing/room.ts';
import { updatePorts } from '../update-ports.ts';
import { openUpdates } from './index.ts';

const HOUR = 3_600_000;
const page = { offset: 0, limit: 100 };

/** Updates on the real store, queue and groups; two iPads in a group of their own. */
async function openUpdateRoom() {
  const room = await openGroupRoom();
  const updates = openUpdates({
    store: room.store,
    logger: silentLogger,
    ports: updatePorts(room.commands),
  });
  room.groups.subscribe((changes) => updates.membersChanged(changes));
  const group = await room.groups.create(
    { kind: 'static', name: 'Cart', description: '', colour: 'gray', icon: 'tag' },
    'ada',
  );
  const pad = await addDevice(room.store, { device: { name: 'Pad', osVersion: '18.1' } });
  await room.groups.addMembers(group.id, { ids: [pad.deviceId] } as never, 'ada');
  await room.settled();
  const offer = (version: string) =>
    room.store.write((work) => {
      room.store.run((db) =>
        db
          .insertInto('osUpdate')
          .values({ deviceId: pad.deviceId, productKey: `key-${version}`, version, restartRequired: 1 } as never),
      );
      room.store.run((db) =>
        db
          .insertInto('deviceReport')
          .values({ deviceId: pad.deviceId, kind: 'os-updates', reportedAt: work.now, body: '[]', commandId: null }),
      );
    });
  const orders = () =>
    room.store.all((db) =>
      db.selectFrom('command').selectAll().where('requestType', '=', 'ScheduleOSUpdate').orderBy('id'),
    );
  const answer = (commandId: string, state: 'acknowledged' | 'error') =>
    room.store.write((work) =>
      room.store.run((db) =>
        db.updateTable('command').set({ state, open: 0, stateAt: work.now }).where('id', '=', commandId),
      ),
    );
  const rule = (over: object = {}): NewUpdateRule =>
    newUpdateRule.parse({
      name: 'Newest',
      content: { platform: 'iOS', goal: { kind: 'newest' }, ...over },
      groups: [{ id: group.id, mode: 'include' }],
    });
  const states = () => updates.devices(page).rows.map(({ deviceId, state }) => [deviceId, state]);
  return { ...room, updates, group, pad, offer, orders, answer, rule, states };
}

describe('rules of updates', () => {
  it('POL-60, POL-62 order an update once, in the hours of the rule, and no longer than these last', async () => {
    const room = await openUpdateRoom();
    await room.offer('18.2');
    const start = new Date(room.clock.time + 2 * HOUR).toISOString().slice(11, 16);
    const end = new Date(room.clock.time + 3 * HOUR).toISOString().slice(11, 16);
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: start, to: end }));
    await room.updates.create(room.rule({ hours: { timeZone: 'UTC', days } }), 'ada');
    await room.updates.run();
    expect(room.orders()).toEqual([]);
    expect(room.updates.devices(page).rows).toMatchObject([{ state: 'waiting', version: '18.2', ruleName: 'Newest' }]);
    room.clock.time += 2 * HOUR;
    await room.updates.run();
    const [order] = room.orders();
    expect(order?.expiresAt).toBe(Math.floor((room.clock.time + HOUR) / 60_000) * 60_000);
    room.clock.time += 60_000;
    await room.updates.run();
    expect(room.orders()).toHaveLength(1);
    expect(room.events.filter(({ type }) => type === 'update.ordered')).toMatchObject([
      { deviceId: room.pad.deviceId, data: { name: 'Newest', version: '18.2' } },
    ]);
    // Nobody came for it: it is over, and goes out anew when the hours come again.
    room.clock.time += 2 * HOUR;
    await room.commands.expireDue();
    await room.updates.run();
    expect(room.states()).toEqual([[room.pad.deviceId, 'waiting']]);
  });

  it('ask again after an error, later each time, and at once when somebody says so', async () => {
    const room = await openUpdateRoom();
    await room.offer('18.2');
    await room.updates.create(room.rule(), 'ada');
    await room.updates.run();
    await room.answer(room.orders()[0]?.id ?? '', 'error');
    room.clock.time += 60_000;
    await room.updates.run();
    expect(room.updates.devices(page).rows).toMatchObject([{ state: 'failed', because: { code: 'error' } }]);
    expect(room.events.filter(({ type }) => type === 'update.failed')).toHaveLength(1);
    room.clock.time += 30 * 60_000;
    await room.updates.run();
    expect(room.orders()).toHaveLength(1);
    room.clock.time += HOUR;
    await room.updates.run();
    expect(room.orders()).toHaveLength(2);
    await room.answer(room.orders()[1]?.id ?? '', 'error');
    room.clock.time += 2 * 60_000;
    await room.updates.run();
    expect(room.states()).toEqual([[room.pad.deviceId, 'failed']]);
    expect(await room.updates.again({})).toBe(1);
    await room.updates.run();
    expect(room.orders()).toHaveLength(3);
  });

  it('LBL-04 let go of devices that leave their groups, and take back what waits', async () => {
    const room = await openUpdateRoom();
    await room.offer('18.2');
    await room.updates.create(room.rule(), 'ada');
    await room.updates.run();
    expect(room.orders()).toMatchObject([{ state: 'queued' }]);
    await room.groups.removeMembers(room.group.id, { ids: [room.pad.deviceId] } as never, 'ada');
    await room.settled();
    await room.updates.run();
    expect(room.orders()).toMatchObject([{ state: 'cancelled' }]);
    expect(room.states()).toEqual([]);
  });

  it('of which the first counts for a device, none that is off, and none for another platform', async () => {
    const room = await openUpdateRoom();
    await room.offer('18.2');
    const first = await room.updates.create(room.rule({ goal: { kind: 'version', version: '17.0' } }), 'ada');
    const second = await room.updates.create({ ...room.rule(), name: 'Second' }, 'ada');
    await room.updates.create({ ...room.rule({ platform: 'macOS' }), name: 'Macs' }, 'ada');
    const counts = () => Object.fromEntries(room.updates.rules().map((rule) => [rule.name, rule.counts]));
    await room.updates.run();
    expect(counts()).toEqual({ Newest: { 'up-to-date': 1 }, Second: {}, Macs: {} });
    await room.updates.setRanks([second.id], 'ada');
    await room.updates.run();
    expect(room.updates.rules().map(({ name }) => name)).toEqual(['Second', 'Newest', 'Macs']);
    expect(counts()).toEqual({ Newest: {}, Second: { pending: 1 }, Macs: {} });
    await room.updates.update(second.id, { ...room.rule(), name: 'Second', active: false }, 'ada');
    await room.updates.run();
    expect(counts()).toMatchObject({ Newest: { 'up-to-date': 1 }, Second: {} });
    expect(room.orders()).toMatchObject([{ state: 'cancelled' }]);
    expect(first.rank).toBeLessThan(second.rank);
  });

  it('refuse names that are taken, groups and time zones there are not, and keep the groups they use', async () => {
    const room = await openUpdateRoom();
    const made = await room.updates.create(room.rule(), 'ada');
    await expect(room.updates.create({ ...room.rule(), name: 'NEWEST' }, 'ada')).rejects.toThrow(
      'Newest'.toUpperCase(),
    );
    const hours = { timeZone: 'Nowhere/Here', days: [] };
    await expect(room.updates.create({ ...room.rule({ hours }), name: 'B' }, 'ada')).rejects.toThrow('time zone');
    const groups = [{ id: '019aa000-0000-7000-8000-000000000000', mode: 'include' as const }];
    await expect(room.updates.create({ ...room.rule(), name: 'C', groups }, 'ada')).rejects.toThrow('group');
    expect(room.updates.usage().get(room.group.id)).toEqual([{ kind: 'update-rule', id: made.id, name: 'Newest' }]);
    expect(await room.updates.remove(made.id, 'ada')).toMatchObject({ name: 'Newest' });
    expect(room.updates.rules()).toEqual([]);
  });

  it('tell of systems that take updates in another way only', async () => {
    const room = await openUpdateRoom();
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('device').set({ osVersion: '27.0' }).where('id', '=', room.pad.deviceId)),
    );
    await room.updates.create(room.rule(), 'ada');
    await room.updates.run();
    expect(room.updates.devices(page).rows).toMatchObject([{ state: 'not-applicable', because: { code: 'refused' } }]);
    expect(room.store.all((db) => db.selectFrom('command').select('id'))).toEqual([]);
  });

  it('POL-64 leave devices unasked where that is switched off', async () => {
    const room = await openUpdateRoom();
    await room.updates.setSettings({ askForUpdates: false }, 'ada');
    await room.updates.create(room.rule(), 'ada');
    await room.updates.run();
    const asked = () =>
      room.store.all((db) => db.selectFrom('command').select('id').where('requestType', '=', 'AvailableOSUpdates'));
    expect(asked()).toEqual([]);
    await room.updates.setSettings({ askForUpdates: true }, 'ada');
    room.clock.time += 24 * HOUR;
    await room.updates.run();
    expect(asked()).toHaveLength(1);
  });
});
