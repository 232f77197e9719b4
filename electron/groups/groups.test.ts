import { describe, expect, it } from 'vitest';
import { circleFrom } from '../../shared/circle.ts';
import { attributeFieldId } from '../../shared/contract/device-fields.ts';
import type { DeviceFilter } from '../../shared/contract/device-filter.ts';
import { deviceQuery } from '../../shared/contract/devices.ts';
import { newPerson } from '../../shared/contract/directory.ts';
import { BUILT_IN_GROUPS } from '../../shared/contract/group-look.ts';
import { groupExplanation, newGroup } from '../../shared/contract/groups.ts';
import { addDevice } from '../commands/testing/room.ts';
import { openLoans, openPeople } from '../directory/index.ts';
import { inLevels } from './definitions.ts';
import { serialsIn } from './match-serials.ts';
import { type GroupRoom, openGroupRoom } from './testing/room.ts';

const DAY = 86_400_000;
const IPAD: DeviceFilter = { field: 'family', operator: 'is', value: 'iPad' };
const inGroup = (value: string): DeviceFilter => ({ field: 'group', operator: 'includes', value });
const fixed = (name: string) => newGroup.parse({ kind: 'static', name });
const groupEvents = (room: GroupRoom) => room.events.filter(({ type }) => type.startsWith('group.'));
const device = (room: GroupRoom, about: object = {}) => addDevice(room.store, { device: about });

describe('smart groups', () => {
  it('that list very many serial numbers are kept up to date, however many of them there are', async () => {
    const room = await openGroupRoom();
    const serials = (tag: string): DeviceFilter => ({
      any: [0, 1, 2, 3].map((part) => ({
        field: 'serialNumber',
        operator: 'isOneOf',
        value: Array.from({ length: 1000 }, (_, index) => `${tag}-${part}-${index}`),
      })),
    });
    let last = '';
    for (let index = 0; index < 9; index++)
      last = (await room.groups.create(room.smart(`Class ${index}`, serials(`C${index}`)), 'ada')).id;
    const { deviceId } = await device(room, { serialNumber: 'C8-3-999' });
    await room.settled();
    expect(room.members(last)).toEqual([deviceId]);
  });

  it('have their members in the same commit as the change that makes them so, and tell who came and went (LBL-02, LBL-05)', async () => {
    const room = await openGroupRoom();
    const pad = await device(room, { batteryLevel: 0.9 });
    const low = await room.groups.create(
      room.smart('Low', { field: 'batteryLevel', operator: 'below', value: 0.2 }),
      'ada',
    );
    expect(low).toMatchObject({ members: 0, settling: false, createdBy: 'ada' });
    const heard: object[] = [];
    room.groups.subscribe((changes) => heard.push(...changes));
    const set = (batteryLevel: number) =>
      room.store.write(() =>
        room.store.run((db) => db.updateTable('device').set({ batteryLevel }).where('id', '=', pad.deviceId)),
      );
    await set(0.1);
    expect(room.members(low.id)).toEqual([pad.deviceId]);
    // On a machine that is busy the news follow a moment later.
    await room.settled();
    expect(groupEvents(room).at(-1)).toMatchObject({
      type: 'group.member-joined',
      deviceId: pad.deviceId,
      actor: 'system',
      data: { groupId: low.id, name: 'Low' },
    });
    room.clock.time += 1;
    await set(0.5);
    expect(room.members(low.id)).toEqual([]);
    await room.settled();
    expect(groupEvents(room).at(-1)).toMatchObject({ type: 'group.member-left', deviceId: pad.deviceId });
    expect(heard).toMatchObject([{ joined: true }, { joined: false }]);
    const { groups, changes } = room.groups.ofDevice(pad.deviceId);
    expect(changes).toMatchObject([
      { name: 'Low', joined: false },
      { name: 'Low', joined: true },
    ]);
    expect(groups.map(({ name }) => name)).toEqual(['All devices', 'iPads', 'Supervised']);
  });

  it('follow the attributes of the person who has a device, who has it, and nobody else (CA-04)', async () => {
    const room = await openGroupRoom();
    const people = openPeople(room.store);
    const loans = openLoans(room.store);
    const pad = await device(room);
    const other = await device(room);
    const house = await people.attributes.create(
      { name: 'House', description: '', type: 'choice', choices: ['Oak', 'Elm'] },
      'ada',
    );
    const born = await people.attributes.create({ name: 'Born', description: '', type: 'date', choices: [] }, 'ada');
    const on = (id: string) => attributeFieldId({ id, of: 'person' });
    const oak = await room.groups.create(
      room.smart('Oak', { field: on(house.id), operator: 'is', value: 'Oak' }),
      'ada',
    );
    const young = await room.groups.create(
      room.smart('Young', { field: on(born.id), operator: 'withinLast', value: { amount: 1, unit: 'days' } }),
      'ada',
    );
    const write = (person: object) => newPerson.parse({ name: 'Bo', ...person });
    const bo = await people.create(write({ values: { [house.id]: 'Elm' } }), 'ada');
    await loans.checkOut({ deviceIds: [pad.deviceId], personId: bo.id, dueAt: null, note: '' }, 'ada');
    expect(room.members(oak.id)).toEqual([]);
    await people.update(bo.id, write({ values: { [house.id]: 'Oak', [born.id]: room.clock.time } }), 'ada');
    expect([room.members(oak.id), room.members(young.id)]).toEqual([[pad.deviceId], [pad.deviceId]]);
    expect(room.groups.explain(oak.id, pad.deviceId).why).toMatchObject({ holds: true, value: 'Oak' });
    await room.pass(2 * DAY);
    expect(room.members(young.id)).toEqual([]);
    // The device goes to somebody else, and back to this person.
    await loans.checkIn({ deviceIds: [pad.deviceId], note: '' }, 'ada');
    expect(room.members(oak.id)).toEqual([]);
    await loans.checkOut({ deviceIds: [other.deviceId], personId: bo.id, dueAt: null, note: '' }, 'ada');
    expect(room.members(oak.id)).toEqual([other.deviceId]);
    await expect(people.attributes.remove(house.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await people.update(bo.id, write({ values: { [house.id]: null } }), 'ada');
    expect(room.members(oak.id)).toEqual([]);
    const text = room.groups.export([oak.id]).text;
    expect(text).toContain('person.House');
    await room.groups.remove(oak.id, 'ada');
    await people.attributes.remove(house.id, 'ada');
  });

  it('change by time alone, at the moment a span is over', async () => {
    const room = await openGroupRoom();
    const pad = await device(room, { lastSeenAt: room.clock.time });
    const silent = BUILT_IN_GROUPS.find(({ key }) => key === 'silent')?.id ?? '';
    await room.pass(7 * DAY);
    expect(room.members(silent)).toEqual([]);
    await room.pass(1);
    expect(room.members(silent)).toEqual([pad.deviceId]);
    await room.store.write(() => room.store.run((db) => db.updateTable('device').set({ lastSeenAt: room.clock.time })));
    expect(room.members(silent)).toEqual([]);
  });

  it('ask for other groups by name, but never for themselves over any number of others', async () => {
    const room = await openGroupRoom();
    const pad = await device(room);
    const { groups } = room;
    const a = await groups.create(fixed('A'), 'ada');
    const b = await groups.create(room.smart('B', { all: [inGroup('a'), IPAD] }), 'ada');
    const c = await groups.create(room.smart('C', { not: inGroup('B') }), 'ada');
    expect(b.filter).toEqual({ all: [inGroup(a.id), IPAD] });
    expect(room.members(c.id)).toEqual([pad.deviceId]);
    await groups.addMembers(a.id, { deviceIds: [pad.deviceId] }, 'ada');
    expect([room.members(b.id), room.members(c.id)]).toEqual([[pad.deviceId], []]);
    await expect(groups.update(b.id, room.smart('B', inGroup('C')), 'ada')).rejects.toMatchObject({
      code: 'conflict',
      message: 'A group cannot contain itself: B → C → B.',
      data: { circle: ['B', 'C', 'B'] },
    });
    await expect(groups.create(room.smart('D', inGroup('Nobody')), 'ada')).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(room.queries.listDevices(deviceQuery.parse({ filter: inGroup('b') })).total).toBe(1);
    const listed = room.queries.listDevices(deviceQuery.parse({ columns: ['group'] })).rows[0];
    expect(listed?.values?.group).toBe('A, B');
  });

  it('tell of a crowd in one event', async () => {
    const room = await openGroupRoom();
    for (let index = 0; index < 15; index++) await device(room);
    const pads = await room.groups.create(room.smart('Pads', IPAD), 'ada');
    expect(groupEvents(room).map(({ type, actor, data }) => ({ type, actor, data }))).toEqual([
      { type: 'group.created', actor: 'ada', data: { groupId: pads.id, name: 'Pads', kind: 'smart' } },
      { type: 'group.members-changed', actor: 'ada', data: { groupId: pads.id, name: 'Pads', joined: 15, left: 0 } },
    ]);
    room.events.length = 0;
    await room.store.write(() => room.store.run((db) => db.updateTable('device').set({ family: 'Mac' })));
    await room.settled();
    expect(groupEvents(room)).toMatchObject([{ type: 'group.members-changed', data: { joined: 0, left: 15 } }]);
  });

  it('keep devices no longer managed out, unless they are asked for', async () => {
    const room = await openGroupRoom();
    const pad = await device(room);
    const managed = await room.groups.create(room.smart('Managed', IPAD), 'ada');
    const every = await room.groups.create(room.smart('Every', IPAD, { ended: true }), 'ada');
    await room.store.write(() =>
      room.store.run((db) => db.updateTable('enrollment').set({ state: 'ended' }).where('deviceId', '=', pad.deviceId)),
    );
    expect([room.members(managed.id), room.members(every.id)]).toEqual([[], [pad.deviceId]]);
    expect(room.groups.explain(managed.id, pad.deviceId)).toMatchObject({
      member: false,
      managed: false,
      why: { holds: true },
    });
  });
});

describe('a preview', () => {
  it('says who is found, who would join and who would leave', async () => {
    const room = await openGroupRoom();
    const old = await device(room, { name: 'Old', osVersion: '16.1' });
    const young = await device(room, { name: 'Young', osVersion: '18.1' });
    const version = (operator: 'below' | 'atLeast'): DeviceFilter => ({ field: 'osVersion', operator, value: '17' });
    const { id: groupId } = await room.groups.create(room.smart('Version', version('below')), 'ada');
    const preview = room.groups.preview({ groupId, filter: version('atLeast'), ended: false });
    const ids = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id);
    expect(ids(preview.members)).toEqual([young.deviceId]);
    expect(ids(preview.joining)).toEqual([young.deviceId]);
    expect(ids(preview.leaving)).toEqual([old.deviceId]);
    expect(room.members(groupId)).toEqual([old.deviceId]);
  });
});

describe('an explanation', () => {
  it('names each condition with what the device has there, and goes into groups', async () => {
    const room = await openGroupRoom();
    const pad = await device(room, { batteryLevel: 0.4, osVersion: '17.4' });
    const inner = await room.groups.create(
      room.smart('Inner', { field: 'osVersion', operator: 'below', value: '17' }),
      'ada',
    );
    const outer = await room.groups.create(
      room.smart('Outer', {
        any: [{ field: 'batteryLevel', operator: 'below', value: 0.2 }, { not: inGroup('Inner') }],
      }),
      'ada',
    );
    const explained = room.groups.explain(outer.id, pad.deviceId);
    expect(groupExplanation.parse(explained)).toMatchObject({
      member: true,
      why: {
        kind: 'any',
        holds: true,
        parts: [
          { kind: 'condition', holds: false, value: 0.4 },
          {
            kind: 'not',
            holds: true,
            part: {
              holds: false,
              group: { id: inner.id, name: 'Inner', why: { kind: 'condition', holds: false, value: '17.4' } },
            },
          },
        ],
      },
    });
  });
});

describe('what uses a group', () => {
  it('keeps it from being deleted: groups, saved views, and what the engine names', async () => {
    const uses = new Map<string, { kind: string; id: string; name: string }[]>();
    const room = await openGroupRoom([() => uses]);
    const { groups } = room;
    const used = await groups.create(fixed('Used'), 'ada');
    const by = await groups.create(room.smart('By', inGroup(used.id)), 'ada');
    await expect(groups.remove(used.id, 'ada')).rejects.toMatchObject({
      code: 'conflict',
      data: { usedBy: [{ kind: 'group', id: by.id, name: 'By' }] },
    });
    await groups.remove(by.id, 'ada');
    uses.set(used.id, [{ kind: 'policy', id: 'p', name: 'Wi-Fi' }]);
    await expect(groups.remove(used.id, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    uses.clear();
    await expect(groups.remove(used.id, 'ada')).resolves.toMatchObject({ group: { name: 'Used' }, deviceIds: [] });
    const all = BUILT_IN_GROUPS[0]?.id ?? '';
    await expect(groups.remove(all, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(groups.update(all, fixed('Mine'), 'ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(groups.create(fixed('all DEVICES'), 'ada')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a file of groups', () => {
  it('makes the same groups elsewhere, whatever their order', async () => {
    const here = await openGroupRoom();
    const pad = await device(here, { serialNumber: 'DMPX1' });
    const cart = await here.groups.create(newGroup.parse({ ...fixed('Cart'), colour: 'teal', icon: 'cart' }), 'ada');
    await here.groups.addMembers(cart.id, { deviceIds: [pad.deviceId] }, 'ada');
    await here.groups.create(here.smart('Zebra', IPAD), 'ada');
    await here.groups.create(here.smart('Both', { all: [inGroup('Zebra'), inGroup('Cart')] }), 'ada');
    const { text, rows } = here.groups.export(undefined);
    expect(rows).toBe(3);
    expect(text).toContain('group includes \\"Zebra\\" and group includes \\"Cart\\"');

    const there = await openGroupRoom();
    await device(there, { serialNumber: 'DMPX1' });
    const rehearsed = await there.groups.import({ text, replace: false, dryRun: true }, 'bob');
    expect(rehearsed.rows.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    expect(there.groups.list()).toHaveLength(BUILT_IN_GROUPS.length);
    await there.groups.import({ text, replace: false, dryRun: false }, 'bob');
    await there.settled();
    expect(there.groups.export(undefined).text).toBe(text);
    expect(there.groups.list().find(({ name }) => name === 'Both')?.members).toBe(1);
    const again = await there.groups.import({ text, replace: false, dryRun: false }, 'bob');
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept']);
    const broken = text.replace('family is', 'famly is');
    const refused = await there.groups.import({ text: broken, replace: true, dryRun: false }, 'bob');
    expect(refused.rows).toMatchObject([
      { name: 'Both', outcome: 'replaced' },
      { name: 'Cart', outcome: 'replaced' },
      { name: 'Zebra', outcome: 'refused', reason: 'There is no field “famly”. Is it family?' },
    ]);
    await expect(there.groups.import({ text: '{}', replace: true, dryRun: false }, 'bob')).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});

describe('serial numbers in a text', () => {
  it('are a column of a table, or all there is', () => {
    expect([...serialsIn('Name,Serial Number\nA,dmp1\nB,\nC,DMP1\nD,dmp2')]).toEqual([
      ['DMP1', 2],
      ['DMP2', 5],
    ]);
    expect([...serialsIn('dmp1\n\n dmp2 ').keys()]).toEqual(['DMP1', 'DMP2']);
  });

  it('find their devices, and say which find none', async () => {
    const room = await openGroupRoom();
    const pad = await device(room, { serialNumber: 'DMP1' });
    expect(room.groups.matchSerials('dmp1\nnope')).toEqual({
      deviceIds: [pad.deviceId],
      read: 2,
      problems: [{ line: 2, serialNumber: 'NOPE', reason: 'unknown' }],
      problemCount: 1,
    });
  });
});

describe('the order of groups', () => {
  it('puts each after those it asks for, and finds the way around a circle', () => {
    const of = (id: string, ...groups: string[]) => ({ id, groups });
    const levels = inLevels([of('c', 'a', 'b'), of('a'), of('b', 'a'), of('x', 'y'), of('y', 'x')]);
    expect(levels.map((level) => level.map(({ id }) => id))).toEqual([['a'], ['b'], ['c']]);
    const asked: Record<string, string[]> = { a: ['b', 'c'], b: [], c: ['d'], d: ['a'] };
    expect(circleFrom('a', (id) => asked[id])).toEqual(['a', 'c', 'd', 'a']);
    expect(circleFrom('b', (id) => asked[id])).toBeUndefined();
  });
});
