import { describe, expect, it } from 'vitest';
import { DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import { deviceDetail, deviceQuery, deviceRow } from '../../shared/contract/devices.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { openDeviceQueries } from './index.ts';

async function school() {
  const room = openRoom();
  const { store } = room;
  const cart = await addDevice(store, { device: { name: 'Cart 10%', serialNumber: 'DMPX1', batteryLevel: 0.2 } });
  const mac = await addDevice(store, {
    device: { name: 'office mac', platform: 'macOS', family: 'Mac', modelName: 'MacBook Pro', batteryLevel: 0.9 },
  });
  const gone = await addDevice(store, {
    device: { name: 'Anna' },
    enrollment: { state: 'ended', endReason: 'removed' },
  });
  const pending = await addDevice(store, {
    device: { name: null },
    enrollment: { state: 'pending', enrolledAt: null },
  });
  const { listDevices, getDevice } = openDeviceQueries({ store });
  const list = (query: object) => listDevices(deviceQuery.parse(query));
  const names = (query: object) => list(query).rows.map((row) => row.name);
  return { room, cart, mac, gone, pending, list, names, getDevice };
}

describe('the list of devices', () => {
  it('answers in the contract’s shape, sorted by name whatever the case', async () => {
    const { list, names } = await school();
    const { total, rows } = list({});
    expect(total).toBe(4);
    for (const row of rows) expect(deviceRow.parse(row)).toEqual(row);
    expect(names({})).toEqual([null, 'Anna', 'Cart 10%', 'office mac']);
    expect(names({ sort: 'batteryLevel', direction: 'desc', state: 'enrolled' })).toEqual(['office mac', 'Cart 10%']);
  });

  it('finds devices by any part of name, serial number, model or UDID, taking signs literally', async () => {
    const { list, names, cart } = await school();
    expect(names({ search: 'CART' })).toEqual(['Cart 10%']);
    expect(names({ search: 'mpx' })).toEqual(['Cart 10%']);
    expect(names({ search: 'macbook' })).toEqual(['office mac']);
    expect(names({ search: cart.deviceId.slice(-8) })).toEqual(['Cart 10%']);
    expect(names({ search: '0%' })).toEqual(['Cart 10%']);
    expect(list({ search: '_' })).toEqual({ total: 0, rows: [] });
  });

  it('filters by platform, family and state', async () => {
    const { names } = await school();
    expect(names({ platform: 'macOS' })).toEqual(['office mac']);
    expect(names({ family: 'Mac' })).toEqual(['office mac']);
    expect(names({ state: 'enrolled' })).toEqual(['Cart 10%', 'office mac']);
    expect(names({ state: 'ended' })).toEqual(['Anna']);
    expect(names({ state: 'pending' })).toEqual([null]);
  });

  it('shows the state of the enrollment that counts, and its open commands', async () => {
    const { room, cart, list, getDevice } = await school();
    await room.store.write((work) =>
      room.store.run((db) =>
        db.insertInto('enrollment').values({
          id: '01900000-0000-7000-8000-000000000001',
          deviceId: cart.deviceId,
          key: cart.deviceId,
          channel: 'device',
          userEnrollment: 0,
          state: 'ended',
          endReason: 'replaced',
          topic: 't',
          accessRights: 1,
          signMessage: 0,
          pushState: 'none',
          awaitingConfiguration: 0,
          authenticatedAt: work.now + 1,
          wakeAttempts: 0,
        }),
      ),
    );
    await room.commands.refreshInventory([cart.deviceId], 'ada');
    expect(list({ search: 'cart' }).rows[0]).toMatchObject({ state: 'enrolled', openCommands: 8, pushState: 'ready' });
    const detail = getDevice(cart.deviceId);
    expect(deviceDetail.parse(detail)).toEqual(detail);
    expect(detail.enrollments.map((enrollment) => enrollment.state)).toEqual(['enrolled', 'ended']);
    expect(() => getDevice('nobody')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('gives every device exactly once over pages, in every order', async () => {
    const room = openRoom();
    for (let i = 0; i < 30; i++) {
      await addDevice(room.store, { device: { name: `Pad ${i % 3}`, osVersion: '17.4', batteryLevel: null } });
    }
    const { listDevices } = openDeviceQueries({ store: room.store });
    for (const { id: sort } of DEVICE_FIELDS.filter((field) => field.column)) {
      for (const direction of ['asc', 'desc'] as const) {
        const seen = new Set<string>();
        for (let offset = 0; offset < 30; offset += 7) {
          const { rows } = listDevices(deviceQuery.parse({ sort, direction, offset, limit: 7 }));
          for (const row of rows) seen.add(row.id);
        }
        expect(seen.size, `${sort} ${direction}`).toBe(30);
      }
    }
  });

  it('orders versions by their numbers', async () => {
    const room = openRoom();
    for (const osVersion of ['17.10', '9.3.5', '17.2.1', null, '17.2', '26'])
      await addDevice(room.store, { device: { osVersion } });
    const { listDevices } = openDeviceQueries({ store: room.store });
    const { rows } = listDevices(deviceQuery.parse({ sort: 'osVersion' }));
    expect(rows.map((row) => row.osVersion)).toEqual([null, '9.3.5', '17.2', '17.2.1', '17.10', '26']);
  });
});
