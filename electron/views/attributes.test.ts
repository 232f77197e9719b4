import { describe, expect, it } from 'vitest';
import {
  type ImportInput,
  importInput,
  importPreview,
  newAttribute,
  restoreInput,
} from '../../shared/contract/attributes.ts';
import { attributeFieldId } from '../../shared/contract/device-fields.ts';
import { newId } from '../../shared/ids.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { openDeviceQueries } from '../inventory/index.ts';
import { openAttributes, openBulkActions, openNotes, openSavedViews } from './index.ts';

async function open() {
  const room = openRoom();
  const { store, events } = room;
  const devices = openDeviceQueries({ store });
  const names = openBulkActions({
    commands: room.commands,
    devices: {
      whereabouts: () => ({ cart: null, slot: null, person: null }),
      selected: (selection) => devices.selected(selection),
      rows: (ids) => devices.list.rows(ids),
    },
  });
  const notes = openNotes(store);
  const attributes = openAttributes(store, { names, notes });
  const define = (about: object) => attributes.create(newAttribute.parse(about), 'ada');
  const { deviceId: pad } = await addDevice(store, { device: { serialNumber: 'DMPX1' } });
  const { deviceId: mac } = await addDevice(store, { device: { serialNumber: 'C02B' } });
  const values = (deviceId: string) => attributes.ofDevice(deviceId).map(({ value }) => value);
  const input = (csv: string, more: Partial<ImportInput> = {}) => importInput.parse({ csv, ...more });
  return { room, notes, store, events, attributes, define, pad, mac, values, input };
}

describe('custom attributes', () => {
  it('are defined once by each name, changed and deleted, and every change is told', async () => {
    const { attributes, define, events } = await open();
    const room = await define({ name: 'Room', type: 'text' });
    await expect(define({ name: 'ROOM', type: 'number' })).rejects.toMatchObject({ code: 'conflict' });
    const other = await define({ name: 'Colour', type: 'choice', choices: ['Red', 'Blue', 'Red'] });
    expect(other.choices).toEqual(['Red', 'Blue']);
    await expect(attributes.update(other.id, { name: 'Room' }, 'ada')).rejects.toMatchObject({ code: 'conflict' });
    expect(await attributes.update(room.id, { name: 'Place', description: 'Where it is' }, 'ada')).toMatchObject({
      name: 'Place',
      description: 'Where it is',
    });
    await attributes.remove(other.id, 'ada');
    expect(attributes.list()).toMatchObject([{ id: room.id, name: 'Place', devices: 0 }]);
    await expect(attributes.remove(other.id, 'ada')).rejects.toMatchObject({ code: 'not-found' });
    expect(events.map((event) => event.type)).toEqual([
      'attribute.created',
      'attribute.created',
      'attribute.changed',
      'attribute.deleted',
    ]);
  });

  it('hold values of their kind on many devices; only what differs is written and told', async () => {
    const { attributes, define, events, pad, mac, values } = await open();
    const leased = await define({ name: 'Leased', type: 'boolean' });
    const count = await define({ name: 'Seats', type: 'number' });
    events.length = 0;
    const set = (deviceIds: string[], ...pairs: [string, boolean | number | string | null][]) =>
      attributes.setValues({ deviceIds, values: pairs.map(([attributeId, value]) => ({ attributeId, value })) }, 'bo');
    expect(await set([pad, mac, pad, newId()], [leased.id, true], [count.id, 2.5])).toEqual({ changed: 4 });
    expect(await set([pad, mac], [leased.id, true], [count.id, 3])).toEqual({ changed: 2 });
    expect(await set([pad], [count.id, null])).toEqual({ changed: 1 });
    expect([values(pad), values(mac)]).toEqual([
      [true, null],
      [true, 3],
    ]);
    expect(attributes.list().map(({ name, devices }) => [name, devices])).toEqual([
      ['Leased', 2],
      ['Seats', 1],
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'device.attributes-changed',
      deviceId: pad,
      actor: 'bo',
      data: { changes: [{ name: 'Seats', before: 3, after: null }] },
    });
    await expect(set([pad], [leased.id, 'yes'])).rejects.toMatchObject({ code: 'bad-request' });
    await expect(set([pad], [newId(), true])).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keep a choice that a device has, and stay while a saved view uses them (LBL-06)', async () => {
    const { attributes, define, pad, store } = await open();
    const colour = await define({ name: 'Colour', type: 'choice', choices: ['Red', 'Blue'] });
    await attributes.setValues({ deviceIds: [pad], values: [{ attributeId: colour.id, value: 'Red' }] }, 'ada');
    await expect(attributes.update(colour.id, { choices: ['Blue'] }, 'ada')).rejects.toThrow('1 devices have “Red”');
    expect(await attributes.update(colour.id, { choices: ['Red', 'Green'] }, 'ada')).toMatchObject({
      choices: ['Red', 'Green'],
    });
    const views = openSavedViews(store);
    const ada = { name: 'ada', role: 'administrator' } as const;
    const view = await views.create(
      {
        name: 'Red ones',
        filter: { field: attributeFieldId({ id: colour.id }), operator: 'is', value: 'Red' },
        search: '',
        ended: false,
        sort: 'name',
        direction: 'asc',
        columns: [],
        density: 'compact',
        layout: 'table',
        shared: false,
      },
      ada,
    );
    await expect(attributes.remove(colour.id, 'ada')).rejects.toThrow('Red ones');
    await views.remove(view.id, ada);
    await attributes.remove(colour.id, 'ada');
    expect(attributes.ofDevice(pad)).toEqual([]);
  });
});

describe('importing attributes from a table', () => {
  it('shows what would change, what does not match and what does not fit, and then does just that', async () => {
    const { attributes, define, events, pad, mac, values, input, room } = await open();
    await addDevice(room.store, { device: { serialNumber: 'TWICE' } });
    await addDevice(room.store, { device: { serialNumber: 'TWICE' } });
    const place = await define({ name: 'Room', type: 'text' });
    const seats = await define({ name: 'Seats', type: 'number' });
    await define({ name: 'Due', type: 'date' });
    await attributes.setValues({ deviceIds: [pad], values: [{ attributeId: place.id, value: 'A1' }] }, 'ada');
    const csv = [
      '\uFEFFSerial Number;room;SEATS;Due;Remark',
      'dmpx1;A1;2,5;31.12.2026;x',
      'C02B;"B ""2""; left";many;2026-02-30;y',
      ';C;1;;',
      'NOBODY;C;1;;',
      'twice;C;1;;',
      'C02B;Z;1;;',
      '',
    ].join('\r\n');
    const preview = attributes.previewImport(input(csv));
    expect(importPreview.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({
      serialColumn: 'Serial Number',
      rows: 6,
      matched: 2,
      changes: 3,
      devices: 2,
      unmatched: [
        { line: 4, serialNumber: '', reason: 'empty' },
        { line: 5, serialNumber: 'NOBODY', reason: 'unknown' },
        { line: 6, serialNumber: 'twice', reason: 'ambiguous' },
        { line: 7, serialNumber: 'C02B', reason: 'repeated' },
      ],
      invalid: [
        { line: 3, header: 'SEATS', value: 'many', reason: 'This is not a number.' },
        { line: 3, header: 'Due', value: '2026-02-30' },
      ],
    });
    expect(preview.columns.at(-1)).toEqual({ header: 'Remark', attributeId: null });
    expect(preview.sample[0]).toMatchObject({ deviceId: pad, attributeId: seats.id, before: null, after: 2.5 });
    expect(values(mac)).toEqual([null, null, null]);

    events.length = 0;
    const { former, formerNames, notes, ...done } = await attributes.import(input(csv), 'ada');
    expect(done).toEqual(preview);
    expect([formerNames, notes]).toEqual([[], []]);
    expect(values(pad)).toEqual([Date.UTC(2026, 11, 31), 'A1', 2.5]);
    expect(values(mac)).toEqual([null, 'B "2"; left', null]);
    expect(events.map((event) => event.deviceId)).toEqual([pad, mac]);
    expect(attributes.previewImport(input(csv)).changes).toBe(0);

    const gone = { deviceId: pad, attributeId: newId(), value: 'x' };
    expect(await attributes.restore(restoreInput.parse({ values: [...(former ?? []), gone] }), 'ada')).toEqual({
      changed: 3,
    });
    expect(values(pad)).toEqual([null, 'A1', null]);
    expect(values(mac)).toEqual([null, null, null]);
  });

  it('takes columns as told, and clears by empty cells only when asked to', async () => {
    const { attributes, define, pad, values, input } = await open();
    const place = await define({ name: 'Room', type: 'text' });
    await attributes.setValues({ deviceIds: [pad], values: [{ attributeId: place.id, value: 'A1' }] }, 'ada');
    const csv = 'id,where,Room\nDMPX1,B7,C9\n';
    const told = { serialColumn: 'id', columns: { where: place.id, Room: null } };
    await attributes.import(input(csv, told), 'ada');
    expect(values(pad)).toEqual(['B7']);
    expect((await attributes.import(input('sn,Room\nDMPX1,\n'), 'ada')).changes).toBe(0);
    expect((await attributes.import(input('sn,Room\nDMPX1,\n', { clearEmpty: true }), 'ada')).changes).toBe(1);
    expect(values(pad)).toEqual([null]);
    expect(() => attributes.previewImport(input('name,Room\nx,y\n'))).toThrow('No column is named “Serial number”');
    expect(() => attributes.previewImport(input('sn,Room\n"DMPX1,y\n'))).toThrow('quotation marks');
    expect(() => attributes.previewImport(input(csv, { serialColumn: 'nope' }))).toThrow('no column “nope”');
  });

  it('renames devices as a bulk rename does, writes notes, and takes both back', async () => {
    const { room, store, notes, attributes, pad, mac, input } = await open();
    await store.write(() =>
      store.run((db) => db.updateTable('device').set({ name: 'Old', supervised: 1 }).where('id', '=', pad)),
    );
    await store.write(() => store.run((db) => db.updateTable('device').set({ supervised: 0 }).where('id', '=', mac)));
    const csv = 'Serial,Call it,Remark\nDMPX1,Cart 01,Scratched\nC02B,Cart 02,\n';
    const told = { nameColumn: 'Call it', noteColumn: 'Remark' };
    const preview = attributes.previewImport(input(csv, told));
    expect(importPreview.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({
      changes: 2,
      devices: 1,
      sample: [
        { header: 'Call it', attributeId: null, before: 'Old', after: 'Cart 01' },
        { header: 'Remark', attributeId: null, before: null, after: 'Scratched' },
      ],
      invalid: [{ line: 3, header: 'Call it', value: 'Cart 02', reason: expect.stringContaining('supervised') }],
    });
    const done = await attributes.import(input(csv, told), 'ada');
    const asked = () =>
      room.commands
        .listCommands({ limit: 10 })
        .rows.filter((row) => row.requestType === 'Settings' && row.deviceId === pad).length;
    expect(asked()).toBe(1);
    expect(notes.list(pad)).toMatchObject([{ text: 'Scratched', author: 'ada' }]);
    expect(attributes.previewImport(input(csv, { noteColumn: 'Remark' })).changes).toBe(0);
    const back = restoreInput.parse({ names: done.formerNames, notes: [...done.notes, newId()] });
    expect(back.names).toEqual([{ deviceId: pad, name: 'Old' }]);
    await store.write(() => store.run((db) => db.updateTable('device').set({ name: 'Cart 01' }).where('id', '=', pad)));
    expect(await attributes.restore(back, 'ada')).toEqual({ changed: 2 });
    expect(asked()).toBe(2);
    expect(notes.list(pad)).toEqual([]);
    expect(() => attributes.previewImport(input(csv, { nameColumn: 'nope' }))).toThrow('no column “nope”');
  });
});
