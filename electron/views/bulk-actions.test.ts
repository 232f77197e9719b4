import { describe, expect, it } from 'vitest';
import { actionPreview, renameInput, renamePreview } from '../../shared/contract/device-lists.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { openDeviceQueries } from '../inventory/index.ts';
import { openBulkActions } from './index.ts';

async function open() {
  const room = openRoom();
  const { store, commands } = room;
  const devices = openDeviceQueries({ store });
  const bulk = openBulkActions({
    commands,
    devices: {
      whereabouts: () => ({ cart: null, slot: null, person: null }),
      selected: (selection) => devices.selected(selection),
      rows: (ids) => devices.list.rows(ids),
    },
  });
  const pad = (name: string, device: object = {}, enrollment: object = {}) =>
    addDevice(store, { device: { name, serialNumber: `SN${name}`, ...device }, enrollment });
  const one = await pad('one');
  const two = await pad('Cart 02');
  const loose = await pad('loose', { supervised: 0 });
  const gone = await pad('gone', {}, { state: 'ended' });
  const deaf = await pad('deaf', {}, { pushState: 'unregistered' });
  const ids = [one, two, loose, gone, deaf].map((device) => device.deviceId);
  return { ...room, bulk, ids, one, two, loose, gone, deaf };
}

describe('renaming by a pattern', () => {
  it('shows each new name and who cannot have one, and queues the others', async () => {
    const { bulk, ids, commands, events, one, two } = await open();
    const input = renameInput.parse({ deviceIds: ids, pattern: 'Cart {n:02}' });
    const preview = bulk.previewRename(input);
    expect(renamePreview.parse(preview)).toEqual(preview);
    expect(preview.rows.map((row) => [row.before, row.after, row.outcome, row.findings[0]?.code])).toEqual([
      ['one', 'Cart 01', 'rename', undefined],
      ['Cart 02', 'Cart 02', 'same', undefined],
      ['loose', 'Cart 03', 'refused', expect.any(String)],
      ['gone', 'Cart 04', 'refused', 'not-enrolled'],
      ['deaf', 'Cart 05', 'rename', undefined],
    ]);
    expect(preview).toMatchObject({ renamed: 2, unchanged: 1, refused: 2 });
    expect(events).toEqual([]);

    expect(await bulk.rename(input, 'ada')).toEqual(preview);
    const queued = commands.listCommands({ limit: 10 }).rows;
    expect(queued.map((row) => [row.deviceName, row.requestType, row.queuedBy]).sort()).toEqual([
      ['deaf', 'DeviceInformation', 'ada'],
      ['deaf', 'Settings', 'ada'],
      ['one', 'DeviceInformation', 'ada'],
      ['one', 'Settings', 'ada'],
    ]);
    const command = commands
      .listCommands({ deviceId: one.deviceId, limit: 2 })
      .rows.find(({ requestType }) => requestType === 'Settings');
    expect(commands.getCommand(command?.id ?? '').request).toMatchObject({
      Settings: [{ Item: 'DeviceName', DeviceName: 'Cart 01' }],
    });
    expect(commands.listCommands({ deviceId: two.deviceId, limit: 1 }).rows).toEqual([]);
  });

  it('warns of equal names and refuses what the pattern cannot say', async () => {
    const { bulk, one, deaf, store } = await open();
    const deviceIds = [one.deviceId, deaf.deviceId];
    const same = bulk.previewRename({ deviceIds, pattern: 'Cart', start: 1 });
    expect(same.rows.map((row) => [row.outcome, row.findings[0]?.code])).toEqual([
      ['rename', 'same-name'],
      ['rename', 'same-name'],
    ]);
    await store.write(() =>
      store.run((db) => db.updateTable('device').set({ serialNumber: null }).where('id', '=', one.deviceId)),
    );
    const partly = bulk.previewRename({ deviceIds, pattern: '{serial}', start: 1 });
    expect(partly.rows.map((row) => [row.after, row.outcome])).toEqual([
      [null, 'refused'],
      ['SNdeaf', 'rename'],
    ]);
    expect(() => bulk.previewRename({ deviceIds, pattern: '{what}', start: 1 })).toThrow('“{what}”');
  });
});

it('gives devices names one by one, as when a renaming is taken back, and warns of long ones', async () => {
  const { bulk, commands, one, two, loose } = await open();
  const names = [
    { deviceId: two.deviceId, name: 'Two' },
    { deviceId: one.deviceId, name: 'ü'.repeat(32) },
    { deviceId: loose.deviceId, name: 'Loose' },
  ];
  const done = await bulk.rename(renameInput.parse({ names }), 'ada');
  expect(done.rows.map((row) => [row.after, row.outcome, row.findings[0]?.code])).toEqual([
    ['Two', 'rename', undefined],
    ['ü'.repeat(32), 'rename', 'long-name'],
    ['Loose', 'refused', expect.any(String)],
  ]);
  const settings = commands.listCommands({ limit: 10 }).rows.filter(({ requestType }) => requestType === 'Settings');
  const queued = settings.map((row) => row.deviceId);
  expect(queued.sort()).toEqual([one.deviceId, two.deviceId].sort());
});

describe('the preview of an action', () => {
  it('says who a command reaches, who not, and why', async () => {
    const { bulk, ids, loose, gone } = await open();
    const command = { RequestType: 'Settings', Settings: [{ Item: 'DeviceName', DeviceName: 'x' }] };
    const preview = await bulk.preview({ deviceIds: ids }, { kind: 'command', command });
    expect(actionPreview.parse(preview)).toEqual(preview);
    expect(preview).toMatchObject({ total: 5, affected: 3, refused: 2 });
    expect(preview.reasons.flatMap((reason) => reason.examples.map((one) => one.deviceId)).sort()).toEqual(
      [loose.deviceId, gone.deviceId].sort(),
    );
    expect(preview.reasons.find((reason) => reason.code === 'not-enrolled')).toMatchObject({
      count: 1,
      examples: [{ deviceId: gone.deviceId, name: 'gone', serialNumber: 'SNgone' }],
    });
  });

  it('can be taken away as a table, which no spreadsheet runs', async () => {
    const { bulk, store, gone, one } = await open();
    await store.write(() =>
      store.run((db) => db.updateTable('device').set({ name: '=1+1' }).where('id', '=', one.deviceId)),
    );
    const devices = { deviceIds: [one.deviceId, gone.deviceId] };
    const csv = await bulk.report({ devices, action: { kind: 'wake' } });
    expect(csv.rows).toBe(2);
    expect(csv.text.replace('\uFEFF', '').split('\r\n')).toEqual([
      'name,serialNumber,reached,reasons',
      `"'=1+1",SNone,yes,`,
      'gone,SNgone,no,This device is not managed now. Enroll it first.',
      '',
    ]);
  });

  it('knows whom waking and ending reach, for everything a search finds', async () => {
    const { bulk, deaf, gone } = await open();
    const selection = { search: {} };
    const wake = await bulk.preview(selection, { kind: 'wake' });
    expect(wake).toMatchObject({ total: 5, affected: 3, refused: 2 });
    expect(wake.reasons.map((reason) => reason.code).sort()).toEqual(['not-enrolled', 'unreachable']);
    expect(wake.affectedIds).not.toContain(deaf.deviceId);
    for (const way of ['turn-away', 'remove-profile'] as const) {
      const end = await bulk.preview({ search: { search: 'gone' } }, { kind: 'end-management', way });
      expect(end).toMatchObject({ total: 1, affected: 0, reasons: [{ examples: [{ deviceId: gone.deviceId }] }] });
      expect(await bulk.preview(selection, { kind: 'end-management', way })).toMatchObject({ affected: 4 });
    }
    expect(await bulk.preview(selection, { kind: 'refresh' })).toMatchObject({ affected: 4 });
  });
});
