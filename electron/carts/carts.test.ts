import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_CART_PICTURE } from '../../shared/contract/cart.ts';
import { openTestCarts } from './testing/room.ts';

let house: Awaited<ReturnType<typeof openTestCarts>>;
beforeEach(async () => {
  house = await openTestCarts();
});
afterEach(() => house.store.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

async function filled(count = 3, about: object = {}) {
  const { room, cart, devices } = house;
  const { id: cartId, groupId } = await room.carts.create(cart('Cart A', { pattern: 'Cart A - {slot:02}' }), 'ada');
  const ids = await devices(count, about);
  const places = ids.map((deviceId, index) => ({ cartId, slot: index + 1, deviceId }));
  await room.carts.arrange(places, false, 'ada');
  return { cartId, groupId, ids };
}

describe('a cart', () => {
  it('ASM-09: is a group that follows it, and that nobody else changes', async () => {
    const { groups, room, cart, members } = house;
    const { cartId, groupId, ids } = await filled();
    expect(members(groupId)).toEqual([...ids].sort());
    expect(groups.get(groupId)).toMatchObject({ name: 'Cart A', icon: 'cart', usedBy: [{ kind: 'cart', id: cartId }] });
    expect(await codeOf(groups.addMembers(groupId, { deviceIds: ids }, 'eve'))).toBe('conflict');
    expect(await codeOf(groups.removeMembers(groupId, { deviceIds: ids }, 'eve'))).toBe('conflict');
    expect(await codeOf(groups.remove(groupId, 'eve'))).toBe('conflict');
    await room.carts.arrange([{ cartId, slot: 1, deviceId: null }], false, 'ada');
    await room.carts.update(cartId, cart('Cart One', { colour: 'red' }), 'ada');
    expect(members(groupId)).toEqual(ids.slice(1).sort());
    expect(groups.get(groupId)).toMatchObject({ name: 'Cart One', colour: 'red' });
    await room.carts.remove(cartId, 'ada');
    expect(groups.list().some(({ id }) => id === groupId)).toBe(false);
  });

  it('refuses names that are taken, patterns nobody can read, and to lose slots that hold a device', async () => {
    const { room, cart } = house;
    const { cartId } = await filled();
    expect(await codeOf(room.carts.create(cart('cart a'), 'ada'))).toBe('conflict');
    expect(await codeOf(room.carts.create(cart('B', { pattern: '{nonsense}' }), 'ada'))).toBe('bad-request');
    expect(await codeOf(room.carts.update(cartId, cart('Cart A', { rows: 1, columns: 2 }), 'ada'))).toBe('conflict');
    expect(await codeOf(room.carts.arrange([{ cartId, slot: 9, deviceId: null }], false, 'ada'))).toBe('bad-request');
  });

  it('has a picture that can be given back, of a size and form that is refused otherwise', async () => {
    const { room, store } = house;
    const { cartId } = await filled(1);
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 2]);
    expect(room.carts.get(cartId).pictureId).toBeNull();
    expect(await room.carts.changePicture(cartId, null, 'ada')).toEqual({ former: null });
    expect(await room.carts.changePicture(cartId, png, 'ada')).toEqual({ former: null });
    const first = room.carts.list()[0]?.pictureId ?? '';
    expect(room.carts.picture(first)).toEqual({ contentType: 'image/png', base64: png.toString('base64') });
    const { former } = await room.carts.changePicture(cartId, jpeg, 'ada');
    expect(former?.base64).toBe(png.toString('base64'));
    const second = room.carts.get(cartId).pictureId ?? '';
    expect(second).not.toBe(first);
    expect(room.carts.picture(second).contentType).toBe('image/jpeg');
    expect(() => room.carts.picture(first)).toThrow(expect.objectContaining({ code: 'not-found' }));

    expect(await codeOf(room.carts.changePicture(cartId, Buffer.from('GIF89a'), 'ada'))).toBe('bad-request');
    const large = Buffer.concat([jpeg, Buffer.alloc(LARGEST_CART_PICTURE)]);
    expect(await codeOf(room.carts.changePicture(cartId, large, 'ada'))).toBe('too-large');
    expect(await codeOf(room.carts.changePicture('nobody', jpeg, 'ada'))).toBe('not-found');
    expect(room.carts.get(cartId).pictureId).toBe(second);
    await room.carts.changePicture(cartId, null, 'ada');
    expect(room.carts.get(cartId).pictureId).toBeNull();
    const said = store.all((db) =>
      db.selectFrom('event').select('type').where('type', 'like', 'cart.picture-%').orderBy('seq'),
    );
    expect(said.map(({ type }) => type)).toEqual(['cart.picture-set', 'cart.picture-set', 'cart.picture-removed']);

    await room.carts.changePicture(cartId, png, 'ada');
    await room.carts.remove(cartId, 'ada');
    expect(store.all((db) => db.selectFrom('cartPicture').select('id'))).toEqual([]);
  });

  it('ASM-09: a device is in one cart only, and what stood before can be given back', async () => {
    const { room, cart } = house;
    const { cartId, ids } = await filled();
    const other = await room.carts.create(cart('Cart B'), 'ada');
    const wanted = [{ cartId: other.id, slot: 5, deviceId: ids[0] ?? '' }];
    const refused = await room.carts.arrange(wanted, false, 'ada').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'conflict', data: { place: { cart: 'Cart A', slot: 1 } } });
    const { former } = await room.carts.arrange(wanted, true, 'ada');
    expect(room.carts.get(cartId).slots[0]?.device).toBeNull();
    expect(room.carts.ofDevice(ids[0] ?? '').place).toMatchObject({ cart: 'Cart B', slot: 5 });
    await room.carts.arrange(former, false, 'ada');
    expect(room.carts.ofDevice(ids[0] ?? '').place).toMatchObject({ cart: 'Cart A', slot: 1 });
  });

  it('finds devices by serial number as Apple prints it and by asset tag, and reads lists', async () => {
    const { room, store, devices } = house;
    const { cartId } = await filled(1);
    const [first = '', second = ''] = await devices(2);
    const serial = (id: string) =>
      store.get((db) => db.selectFrom('device').select('serialNumber').where('id', '=', id))?.serialNumber ?? '';
    await store.write((work) => {
      const row = {
        description: '',
        type: 'text' as const,
        choices: '[]',
        createdAt: work.now,
        createdBy: 'ada',
        changedAt: work.now,
      };
      store.run((db) => db.insertInto('attribute').values({ id: 'tag', name: 'Asset tag', ...row }));
      store.run((db) =>
        db.insertInto('attributeValue').values({
          attributeId: 'tag',
          deviceId: second,
          text: 'MAPLE-0042',
          number: null,
          changedAt: work.now,
          changedBy: 'ada',
        }),
      );
      store.run((db) => db.insertInto('attribute').values({ id: 'room', name: 'Room tag', ...row }));
      store.run((db) =>
        db.insertInto('attributeValue').values({
          attributeId: 'room',
          deviceId: second,
          text: 'GRÜN-weiß 7',
          number: null,
          changedAt: work.now,
          changedBy: 'ada',
        }),
      );
    });
    expect(room.carts.find(`S${serial(first).toLowerCase()}`).devices).toMatchObject([
      { id: first, by: 'serialNumber', place: null },
    ]);
    expect(room.carts.find('maple-0042').devices).toMatchObject([{ id: second, by: 'tag' }]);
    for (const tag of ['GRÜN-weiß 7', 'grün-weiß 7', ' gru\u0308n-weiß 7 '])
      expect(room.carts.find(tag).devices).toMatchObject([{ id: second, by: 'tag' }]);
    expect(room.carts.find('nothing').devices).toEqual([]);
    const file = room.carts.readFile(
      cartId,
      `Slot;Serial number\n4;${serial(first)}\n;MAPLE-0042\n77;${serial(first)}\n3;UNKNOWN`,
    );
    expect(file.places).toMatchObject([
      { slot: 4, deviceId: first },
      { slot: 2, deviceId: second },
    ]);
    expect(file.problems.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'repeated'],
      [5, 'unknown'],
    ]);
    expect(room.carts.readFile(cartId, serial(first)).places).toMatchObject([{ slot: 2, deviceId: first }]);
    const again = room.carts.readFile(cartId, room.carts.export(cartId).text);
    expect(again.problems).toEqual([]);
    expect(again.places).toMatchObject([{ slot: 1 }]);
  });

  it('says of each slot what is wrong, worst first', async () => {
    const { room, store, clock, people, loans } = house;
    const { cartId, ids } = await filled(5);
    const set = (at: number, part: object) =>
      store.write(() =>
        store.run((db) =>
          db
            .updateTable('device')
            .set(part)
            .where('id', '=', ids[at] ?? ''),
        ),
      );
    await set(0, { batteryLevel: 0.1 });
    await set(1, { lastSeenAt: clock.now() - 25 * 3_600_000, batteryLevel: 0.1 });
    const { id: personId } = await people.create(
      { name: 'Bo Chen', email: null, team: '7b', note: '', values: {} },
      'ada',
    );
    await loans.checkOut({ deviceIds: [ids[2] ?? ''], personId, dueAt: clock.now() + 1000, note: '' }, 'ada');
    await loans.checkOut({ deviceIds: [ids[3] ?? ''], personId, dueAt: clock.now() - 1000, note: '' }, 'ada');
    await set(3, { lastSeenAt: 0 });
    const { slots, shown } = room.carts.get(cartId);
    expect(slots.slice(0, 6).map(({ conditions }) => conditions)).toEqual([
      ['batteryLow'],
      ['missing', 'batteryLow'],
      ['out'],
      ['overdue'],
      ['ready'],
      ['empty'],
    ]);
    expect(shown.slice(0, 6)).toEqual(['batteryLow', 'missing', 'out', 'overdue', 'ready', 'empty']);
    expect(slots[2]?.loan).toMatchObject({ personName: 'Bo Chen', overdue: false });
  });
});

describe('an action', () => {
  it('goes to the chosen slots, skips others with the reason, and tells what became of each', async () => {
    const { room, devices, queued } = house;
    const { cartId, ids } = await filled(2);
    const [loose = ''] = await devices(1, { supervised: 0 });
    await room.carts.arrange([{ cartId, slot: 3, deviceId: loose }], false, 'ada');
    const lost = { kind: 'lostOn', message: 'Call us', phoneNumber: '', footnote: '' } as const;
    expect(room.runs.check(cartId, null, lost).rows.map(({ slot, fits }) => [slot, fits])).toEqual([
      [1, true],
      [2, true],
      [3, false],
    ]);
    const run = await room.runs.act(cartId, { slots: [1, 3], action: lost, window: null }, 'ada');
    expect(run).toMatchObject({
      state: 'running',
      steps: [
        { slot: 1, state: 'waiting' },
        { slot: 3, state: 'skipped' },
      ],
    });
    expect(run.steps[1]?.findings[0]?.message).toMatch(/supervised/i);
    expect(queued().filter(({ requestType }) => requestType === 'EnableLostMode')).toMatchObject([
      { deviceId: ids[0] },
    ]);
    const cancelled = await room.runs.cancel(run.id, 'ada');
    expect(cancelled).toMatchObject({ state: 'done', steps: [{ state: 'cancelled' }, { state: 'skipped' }] });
    expect(await codeOf(room.runs.cancel(run.id, 'ada'))).toBe('conflict');
  });

  it('shows a message on lock screens by a profile, and takes it away by its absence', async () => {
    const { room, queued } = house;
    const { cartId } = await filled(1);
    await room.runs.act(
      cartId,
      { slots: null, action: { kind: 'message', text: 'Maple Street School' }, window: null },
      'ada',
    );
    expect(queued().map(({ requestType }) => requestType)).toContain('InstallProfile');
    await room.runs.act(cartId, { slots: null, action: { kind: 'message', text: '' }, window: null }, 'ada');
    expect(queued().map(({ requestType }) => requestType)).toEqual(['InstallProfile', 'RemoveProfile']);
  });

  it('waits for the night, begins then, and takes nothing past its end', async () => {
    const { room, store, clock, queued } = house;
    clock.time = Date.parse('2026-11-21T17:00:00Z');
    const { cartId, ids } = await filled(2);
    await store.write(() =>
      store.run((db) =>
        db.insertInto('osUpdate').values({
          deviceId: ids[0] ?? '',
          productKey: 'iOS26',
          version: '26.1',
          name: null,
          build: null,
          critical: null,
          restartRequired: null,
          downloadSize: null,
        }),
      ),
    );
    const planned = await room.runs.act(
      cartId,
      { slots: null, action: { kind: 'update' }, window: { from: '22:00', to: '05:00' } },
      'ada',
    );
    expect(planned).toMatchObject({ state: 'scheduled', startAt: Date.parse('2026-11-21T22:00:00Z') });
    expect(queued()).toEqual([]);
    expect(room.runs.nextAt()).toBe(planned.startAt);
    clock.time = Date.parse('2026-11-21T22:00:01Z');
    await room.runs.startDue();
    expect(queued()).toMatchObject([
      { deviceId: ids[0], requestType: 'ScheduleOSUpdate', expiresAt: Date.parse('2026-11-22T05:00:00Z') },
    ]);
    expect(JSON.parse(queued()[0]?.request ?? '{}')).toMatchObject({
      Updates: [{ ProductKey: 'iOS26', ProductVersion: '26.1' }],
    });
    expect(room.runs.list(cartId, 5)[0]).toMatchObject({
      state: 'running',
      steps: [{ state: 'waiting' }, { state: 'skipped' }],
    });
    const late = await room.runs.act(
      cartId,
      { slots: null, action: { kind: 'restart' }, window: { from: '01:00', to: '02:00' } },
      'ada',
    );
    clock.time = Date.parse('2026-11-22T09:00:00Z');
    await room.runs.startDue();
    expect(room.runs.list(cartId, 1)[0]).toMatchObject({ id: late.id, state: 'cancelled' });
  });
});

describe('a sweep', () => {
  it('names who was not seen, and after scanning who is in the wrong slot, elsewhere or a stranger', async () => {
    const { room, store, clock, devices, people, loans, cart } = house;
    const { cartId, ids } = await filled(4);
    const since = clock.now() - 1000;
    await store.write(() =>
      store.run((db) =>
        db
          .updateTable('device')
          .set({ lastSeenAt: since - 1 })
          .where('id', '=', ids[1] ?? ''),
      ),
    );
    const { id: personId } = await people.create({ name: 'Bo', email: null, team: '', note: '', values: {} }, 'ada');
    await loans.checkOut({ deviceIds: [ids[2] ?? ''], personId, dueAt: null, note: '' }, 'ada');
    expect(room.carts.sweep(cartId, since).rows.map(({ state }) => state)).toEqual(['here', 'notSeen', 'out', 'here']);
    const [stranger = ''] = await devices(1);
    const other = await room.carts.create(cart('Cart B'), 'ada');
    await room.carts.arrange([{ cartId: other.id, slot: 2, deviceId: stranger }], false, 'ada');
    const scans = [
      { slot: 2, deviceId: ids[0] ?? '' },
      { slot: 4, deviceId: ids[3] ?? '' },
      { slot: 1, deviceId: stranger },
    ];
    const kept = await room.carts.recordSweep(cartId, { sinceAt: since, scans }, 'ada');
    expect(kept.rows.map(({ slot, state, foundIn }) => [slot, state, foundIn])).toEqual([
      [1, 'wrongSlot', 2],
      [2, 'notScanned', null],
      [3, 'out', null],
      [4, 'here', 4],
      [null, 'stranger', 1],
    ]);
    expect(kept.rows[4]?.belongsTo).toEqual({ cart: 'Cart B', slot: 2 });
    expect(room.carts.sweeps(cartId)).toEqual([kept]);
  });
});
