import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { DEVICE_FIELDS } from '../../shared/contract/device-fields.ts';
import { deviceFacets, FACETS, facetFilter } from '../../shared/contract/device-lists.ts';
import { deviceQuery } from '../../shared/contract/devices.ts';
import { newId } from '../../shared/ids.ts';
import { addDevice, openRoom } from '../commands/testing/room.ts';
import { openDeviceQueries } from './index.ts';

function open() {
  const room = openRoom();
  const { store } = room;
  const queries = openDeviceQueries({ store });
  const list = (query: object) => queries.listDevices(deviceQuery.parse(query));
  const names = (query: object) => list(query).rows.map((row) => row.name);
  const report = (deviceId: string, kind: 'device-information' | 'security', body: object) =>
    store.write((work) => {
      const row = { deviceId, kind, reportedAt: work.now, commandId: null, body: JSON.stringify(body) };
      store.run((db) =>
        db
          .insertInto('deviceReport')
          .values(row)
          .onConflict((c) => c.columns(['deviceId', 'kind']).doUpdateSet({ body: row.body })),
      );
    });
  return { room, store, queries, list, names, report };
}

describe('searching', () => {
  it('finds every word somewhere, ignoring case and accents, and follows what changes', async () => {
    const { store, names } = open();
    const { deviceId } = await addDevice(store, {
      device: { name: 'Müller’s iPad', serialNumber: 'DMPXK1', modelName: 'iPad Air', imei: '35 123456 7890' },
    });
    await addDevice(store, { device: { name: 'Office', serialNumber: 'C02AB', modelName: 'MacBook Pro' } });
    expect(names({ search: 'MÜLLER air' })).toEqual(['Müller’s iPad']);
    expect(names({ search: 'muller' })).toEqual(['Müller’s iPad']);
    expect(names({ search: 'müller office' })).toEqual([]);
    expect(names({ search: 'LL air ip' })).toEqual(['Müller’s iPad']);
    expect(names({ search: 'LL' })).toEqual(['Müller’s iPad']);
    expect(names({ search: '"mac book"' })).toEqual([]);
    expect(names({ search: '"book pro"' })).toEqual(['Office']);
    await store.write(() =>
      store.run((db) => db.updateTable('device').set({ name: 'Cart A' }).where('id', '=', deviceId)),
    );
    expect(names({ search: 'müller' })).toEqual([]);
    expect(names({ search: 'cart' })).toEqual(['Cart A']);
    await store.write(() => store.run((db) => db.deleteFrom('device').where('id', '=', deviceId)));
    expect(names({ search: 'cart' })).toEqual([]);
    expect(names({ search: 'dm' })).toEqual([]);
  });

  it('looks in one place only after a prefix', async () => {
    const { store, names, report } = open();
    const { deviceId } = await addDevice(store, { device: { name: 'C02 cart', serialNumber: 'DMPXK1' } });
    await addDevice(store, { device: { name: 'Office', serialNumber: 'C02AB' } });
    await report(deviceId, 'device-information', { WiFiMAC: 'a4:83:e7:01:02:03' });
    expect(names({ search: 'c02' })).toEqual(['C02 cart', 'Office']);
    expect(names({ search: 'sn:c02' })).toEqual(['Office']);
    expect(names({ search: 'name:c02 sn:dmp' })).toEqual(['C02 cart']);
    expect(names({ search: 'mac:a4:83' })).toEqual(['C02 cart']);
    expect(names({ search: 'a4:83:e7' })).toEqual(['C02 cart']);
  });

  it('takes signs of its own language for plain signs', async () => {
    const { store, names } = open();
    await addDevice(store, { device: { name: 'say "hi" AND (NOT) *', serialNumber: 'X1' } });
    await addDevice(store, { device: { name: 'AND', serialNumber: 'X2' } });
    for (const search of ['"hi"', '(NOT)', 'hi"', '*', ' ', 'name:', 'NEAR(x', 'a\0b', '-x', '^say'])
      expect(() => names({ search }), search).not.toThrow();
    expect(names({ search: '(not)' })).toEqual(['say "hi" AND (NOT) *']);
    expect(names({ search: 'and' })).toHaveLength(2);
  });
});

describe('what the store derives about devices', () => {
  it('follows the enrollment that counts', async () => {
    const { store, list } = open();
    const { deviceId, id } = await addDevice(store, { enrollment: { pushState: 'none', state: 'pending' } });
    const row = () => list({}).rows[0];
    expect(row()).toMatchObject({ state: 'pending', pushState: 'none' });
    await store.write(() =>
      store.run((db) =>
        db.updateTable('enrollment').set({ state: 'enrolled', pushState: 'ready', enrolledAt: 5 }).where('id', '=', id),
      ),
    );
    expect(row()).toMatchObject({ state: 'enrolled', pushState: 'ready', enrolledAt: 5 });
    await store.write(() => store.run((db) => db.deleteFrom('enrollment').where('deviceId', '=', deviceId)));
    expect(row()).toMatchObject({ state: 'ended', pushState: 'none', enrolledAt: null, openCommands: 0 });
  });

  it('reads facts out of the newest reports and forgets what they no longer say', async () => {
    const { store, list, report } = open();
    const { deviceId } = await addDevice(store);
    const columns = ['encrypted', 'activationLock', 'wifiMac', 'carrier', 'availableShare', 'osVersion'];
    const values = () => list({ columns }).rows[0]?.values;
    expect(values()).toEqual({
      encrypted: null,
      activationLock: null,
      wifiMac: null,
      carrier: null,
      availableShare: null,
      osVersion: '17.4',
    });
    await report(deviceId, 'security', { HardwareEncryptionCaps: 3, PasscodePresent: true });
    await report(deviceId, 'device-information', {
      IsActivationLockEnabled: true,
      WiFiMAC: 'a4',
      ServiceSubscriptions: [{ CurrentCarrierNetwork: 'Tele' }],
    });
    expect(values()).toMatchObject({ encrypted: true, activationLock: true, wifiMac: 'a4', carrier: 'Tele' });
    await report(deviceId, 'security', { HardwareEncryptionCaps: 3, PasscodePresent: false });
    await report(deviceId, 'device-information', { IsActivationLockEnabled: 'yes', WiFiMAC: ['a4'] });
    expect(values()).toMatchObject({ encrypted: false, activationLock: null, wifiMac: null, carrier: null });
    await report(deviceId, 'security', { FDE_Enabled: true });
    expect(values()).toMatchObject({ encrypted: true });
  });

  it('reads the rarer facts too, of every SIM card, and whatever shape a report has', async () => {
    const { room, store, list, report, names } = open();
    const { deviceId, id } = await addDevice(store, {
      device: { name: 'Both SIMs', serialNumber: 'DMPX1' },
      enrollment: { lastPushAt: 7, lastPushReason: 'Unregistered', topic: 'com.apple.mgmt.External.former' },
    });
    const columns = DEVICE_FIELDS.filter((field) => field.column).map((field) => field.id);
    const values = () => list({ columns }).rows[0]?.values;
    await report(deviceId, 'device-information', {
      ServiceSubscriptions: [
        { ICCID: '8949', PhoneNumber: '+491', IsRoaming: true },
        { ICCID: '8950', PhoneNumber: '' },
      ],
      CellularTechnology: 3,
      Languages: ['de-DE', 'en'],
      OrganizationInfo: { OrganizationName: 'Maple Street School' },
      LastCloudBackupDate: '2026-03-01T10:00:00.000Z',
      IsAppleSilicon: true,
      ResidentUsers: 4,
      PersonalHotspotEnabled: false,
    });
    await report(deviceId, 'security', {
      HardwareEncryptionCaps: 2,
      SecureBoot: { SecureBootLevel: 'full' },
      ManagementStatus: { UserApprovedEnrollment: true },
      FDE_HasPersonalRecoveryKey: false,
    });
    await store.write((work) => {
      store.run((db) =>
        db
          .insertInto('deviceNote')
          .values({ id: newId(), deviceId, text: 'Screen is cracked.', author: 'ada', createdAt: work.now }),
      );
      store.run((db) =>
        db.insertInto('expectedDevice').values({
          ...{ id: newId(), serialNumber: 'DMPX1', invitationId: null, name: null },
          ...{ person: 'Bo Chen <bo@maple.example>', addedAt: work.now, addedBy: 'ada' },
        }),
      );
      store.run((db) => db.insertInto('osUpdate').values({ deviceId, productKey: 'k', version: '26.1' }));
      const about = store.get((db) => db.selectFrom('enrollment').selectAll().where('id', '=', id));
      if (about !== undefined)
        store.run((db) =>
          db.insertInto('enrollment').values({
            ...about,
            ...{ id: newId(), key: 'user', channel: 'user', userShortName: 'bchen', userLongName: 'Bo Chen' },
          }),
        );
    });
    expect(values()).toMatchObject({
      ...{ iccid: '8949, 8950', simPhoneNumber: '+491', simCount: 2, roaming: true, cellularTechnology: 'both' },
      ...{ language: 'de-DE', organization: 'Maple Street School', appleSilicon: true, personalHotspot: false },
      ...{ lastCloudBackupAt: Date.UTC(2026, 2, 1, 10), residentUsers: 4, inventoryAt: room.clock.time },
      ...{ hardwareEncryption: 'file', secureBoot: 'full', userApproved: true, fileVaultPersonalKey: false },
      ...{ note: 'Screen is cracked.', person: 'Bo Chen <bo@maple.example>', user: 'bchen Bo Chen' },
      ...{ updateAvailable: true, lastPushAt: 7, lastPushReason: 'Unregistered', endedAt: null },
      pushTopic: 'com.apple.mgmt.External.former',
    });
    const topic = (operator: 'is' | 'isNot') =>
      names({ filter: { field: 'pushTopic', operator, value: 'com.apple.mgmt.External.former' } });
    expect([topic('is'), topic('isNot')]).toEqual([['Both SIMs'], []]);
    expect(names({ search: 'uid:bchen' })).toEqual(['Both SIMs']);
    expect(names({ search: 'mail:bo@maple' })).toEqual(['Both SIMs']);
    expect(names({ search: 'uid:nobody' })).toEqual([]);
    // A report whose facts have other types than Apple says makes them unknown, not the write fail.
    await report(deviceId, 'device-information', {
      ...{ ServiceSubscriptions: { ICCID: 'x' }, CellularTechnology: 'lots', Languages: 'de', OrganizationInfo: 'x' },
      ...{ LastCloudBackupDate: 'yesterday', IsAppleSilicon: 1, ResidentUsers: '4' },
    });
    const unknown = ['cellularTechnology', 'language', 'organization', 'lastCloudBackupAt', 'appleSilicon', 'simCount'];
    for (const field of unknown) expect(values()?.[field], field).toBeNull();
  });
});

describe('lists of many devices', () => {
  it('give all ids in order, and say when there are more', async () => {
    const { store, queries } = open();
    for (const name of ['c', 'A', 'b']) await addDevice(store, { device: { name } });
    const ids = (most: number) => queries.list.ids({ sort: 'name', direction: 'asc' }, most);
    const all = ids(3);
    expect(queries.list.rows(all.ids).map((row) => row.name)).toEqual(['A', 'b', 'c']);
    expect(all.truncated).toBe(false);
    expect(ids(2)).toEqual({ ids: all.ids.slice(0, 2), truncated: true });
    expect(queries.list.rows([newId(), ...all.ids]).length).toBe(3);
  });

  it('are in the order people expect of names, and follow a new name', async () => {
    const { store, list, names } = open();
    const { deviceId } = await addDevice(store, { device: { name: 'iPad 11', modelName: 'iPad (10th generation)' } });
    await addDevice(store, { device: { name: 'ipad 2', modelName: 'iPad (9th generation)' } });
    await addDevice(store, { device: { name: 'Ärztin', modelName: null } });
    expect(names({ sort: 'name' })).toEqual(['Ärztin', 'ipad 2', 'iPad 11']);
    expect(list({ sort: 'modelName', direction: 'desc' }).rows.map((row) => row.modelName)).toEqual([
      'iPad (10th generation)',
      'iPad (9th generation)',
      null,
    ]);
    await store.write(() =>
      store.run((db) => db.updateTable('device').set({ name: 'iPad 1' }).where('id', '=', deviceId)),
    );
    expect(names({ sort: 'name' })).toEqual(['Ärztin', 'iPad 1', 'ipad 2']);
  });

  it('count devices of each kind, and each count finds as many devices', async () => {
    const { room, store, queries, list } = open();
    const hour = 3_600_000;
    for (let i = 0; i < 24; i++)
      await addDevice(store, {
        device: {
          platform: i % 5 === 0 ? 'macOS' : 'iOS',
          family: i % 5 === 0 ? 'Mac' : 'iPad',
          modelName: i % 7 === 0 ? null : `Model ${i % 3}`,
          osVersion: ['17.4', '17.10', '9.3', null][i % 4] ?? null,
          supervised: ([1, 0, null] as const)[i % 3],
          passcodePresent: ([1, 0] as const)[i % 2],
          lastSeenAt: [0, 2, 30, 24 * 10, 24 * 90].map((hours) => room.clock.time - hours * hour)[i % 6] ?? null,
          capacityGb: 100,
          availableGb: [1, 7, 20, 40, 80, null][i % 6] ?? null,
        },
        enrollment: { state: i % 8 === 0 ? 'ended' : 'enrolled', pushState: i % 9 === 0 ? 'unregistered' : 'ready' },
      });
    const facets = queries.facets({});
    expect(deviceFacets.parse(facets)).toEqual(facets);
    expect(facets.total).toBe(24);
    expect(facets.facets.osVersion.map(({ value }) => value)).toEqual(['17.10', '17.4', '9.3', null]);
    for (const facet of FACETS) {
      expect(
        facets.facets[facet].reduce((sum, { count }) => sum + count, 0),
        facet,
      ).toBe(24);
      for (const { value, count } of facets.facets[facet])
        expect(list({ filter: facetFilter(facet, value) }).total, `${facet} ${value}`).toBe(count);
    }
    expect(queries.facets({ platform: 'macOS' }).total).toBe(5);
  });

  it('know what devices have in a field, and how many', async () => {
    const { store, queries } = open();
    for (let i = 0; i < 5; i++) {
      const { deviceId } = await addDevice(store, {
        device: { modelName: i < 3 ? 'iPad' : 'iPhone', supervised: i === 0 ? 0 : 1, osVersion: null },
        enrollment: { state: i === 4 ? 'ended' : 'enrolled' },
      });
      for (const version of ['1', '2'])
        await store.write(() =>
          store.run((db) =>
            db.insertInto('installedApp').values({ deviceId, identifier: 'com.apple.Pages', version, name: 'Pages' }),
          ),
        );
    }
    const values = (field: string, search = {}) => queries.values(field, search).values;
    expect(values('modelName')).toEqual([
      { value: 'iPad', label: null, count: 3 },
      { value: 'iPhone', label: null, count: 2 },
    ]);
    expect(values('supervised')[0]).toEqual({ value: true, label: null, count: 4 });
    expect(values('osVersion')).toEqual([]);
    expect(values('app')).toEqual([{ value: 'com.apple.Pages', label: 'Pages', count: 5 }]);
    expect(values('app', { filter: { field: 'state', operator: 'isNot', value: 'ended' } })[0]?.count).toBe(4);
    expect(() => values('lastSeenAt')).toThrow('cannot be listed');
    for (const field of DEVICE_FIELDS)
      if (['text', 'enum', 'version', 'boolean', 'set'].includes(field.type))
        expect(() => values(field.id), field.id).not.toThrow();
  });

  it('export chosen columns as CSV that reads back, with nothing a spreadsheet would run', async () => {
    const { room, store, queries } = open();
    await addDevice(store, {
      device: { name: '=HYPERLINK("x")', serialNumber: 'A,1', supervised: 1, lastSeenAt: room.clock.time },
    });
    await addDevice(store, { device: { name: 'b "quoted"\nname', serialNumber: 'B1', supervised: null } });
    const columns = ['name', 'serialNumber', 'supervised', 'lastSeenAt'];
    const file = await queries.exportCsv({
      devices: { search: {} },
      sort: 'serialNumber',
      direction: 'desc',
      columns,
      headers: ['Name', 'Serial'],
    });
    expect(file).toMatchObject({ rows: 2, contentType: 'text/csv; charset=utf-8' });
    const { data } = Papa.parse(file.text.slice(1).trimEnd());
    expect(data).toEqual([
      ['Name', 'Serial', 'supervised', 'lastSeenAt'],
      ['b "quoted"\nname', 'B1', '', ''],
      ['\'=HYPERLINK("x")', 'A,1', 'true', new Date(room.clock.time).toISOString()],
    ]);
    const input = { devices: { search: {} }, sort: 'name', direction: 'asc', columns: ['app'] } as const;
    await expect(queries.exportCsv({ ...input, columns: ['app'] })).rejects.toThrow('There is no column “app”');
  });
});

it('takes a filter in a query as JSON or typed, and says where a typed one is wrong', async () => {
  const { store, names } = open();
  await addDevice(store, { device: { name: 'Low', batteryLevel: 0.1 } });
  await addDevice(store, { device: { name: 'Full', batteryLevel: 1 } });
  expect(names({ filter: 'platform is "iOS" and battery below 20%' })).toEqual(['Low']);
  expect(names({ filter: '{"field":"batteryLevel","operator":"atLeast","value":1}' })).toEqual(['Full']);
  const wrong = deviceQuery.safeParse({ filter: 'platform is "Android"' });
  expect(JSON.stringify(wrong.error?.issues)).toContain('(at character 13 of the filter)');
  expect(deviceQuery.safeParse({ filter: '{"field":' }).success).toBe(false);
});
