import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { attributeFieldId, DEVICE_FIELDS, type DeviceField } from '../../shared/contract/device-fields.ts';
import {
  type DeviceFilter,
  deviceFilter,
  type FilterOperator,
  OPERATORS_OF,
  SPAN_UNITS,
  takesList,
  takesValue,
} from '../../shared/contract/device-filter.ts';
import { deviceQuery } from '../../shared/contract/devices.ts';
import { newId } from '../../shared/ids.ts';
import { addDevice, openRoom, type TestRoom } from '../commands/testing/room.ts';
import { filterSql } from './filter-sql.ts';
import { type DeviceQueries, openDeviceQueries } from './index.ts';
import { evaluate, type KnownDevice } from './testing/evaluate.ts';

const NAMES = ['Cart 1', 'cart 10%', 'Büro_2', '', 'A\\B', "O'Neil", null];
const VERSIONS = ['17.4', '17.4.1', '17.10', '9.3.5', '26', '26.0.1', null];
const APPS = ['com.apple.Pages', 'org.example.app'];
const attributes = (['text', 'number', 'boolean', 'date', 'choice'] as const).map((type) => ({
  id: newId(),
  name: `My ${type}`,
  type,
  choices: type === 'choice' ? ['Red', 'Blue'] : [],
}));
const FIELDS: DeviceField[] = [
  ...DEVICE_FIELDS,
  ...attributes.map(
    ({ id, type, choices }): DeviceField => ({
      id: attributeFieldId({ id }),
      group: 'attributes',
      type: type === 'choice' ? 'enum' : type,
      labelKey: '',
      values: choices,
      column: true,
    }),
  ),
];

let room: TestRoom;
let queries: DeviceQueries;
let known: Map<string, KnownDevice>;

/** Devices that differ in every field, some of which is not known. */
async function fill(): Promise<void> {
  room = openRoom();
  const { store, clock } = room;
  let turn = 0;
  const pick = <T>(of: readonly T[]): T => of[turn++ % of.length] as T;
  const bit = () => pick([0, 1, null] as const);
  const time = () => pick([clock.time - 1800_000, clock.time - 20 * 86_400_000, clock.time + 86_400_000, null]);
  await store.write((work) => {
    for (const { id, name, type, choices } of attributes)
      store.run((db) =>
        db.insertInto('attribute').values({
          id,
          name,
          description: '',
          type,
          choices: JSON.stringify(choices),
          createdAt: work.now,
          createdBy: 'ada',
          changedAt: work.now,
        }),
      );
  });
  for (let i = 0; i < 60; i++) {
    turn = i * 7 + Math.floor(i / 3);
    const { deviceId } = await addDevice(store, {
      device: {
        name: pick(NAMES),
        serialNumber: pick(['DMPX1', 'dmpx2', null]),
        platform: pick(['iOS', 'macOS', 'tvOS', null]),
        family: pick(['iPad', 'Mac', 'iPhone', null]),
        modelName: pick(['iPad Air', 'MacBook Pro', null]),
        osVersion: pick(VERSIONS),
        supervised: bit(),
        passcodePresent: bit(),
        batteryLevel: pick([0, 0.2, 0.5, 1, null]),
        capacityGb: pick([64, 0, 256, null]),
        availableGb: pick([3.2, 32, 0, null]),
        lastSeenAt: time(),
      },
      enrollment: {
        state: pick(['enrolled', 'pending', 'ended'] as const),
        pushState: pick(['ready', 'unregistered', 'none'] as const),
        enrolledAt: time(),
        endedAt: time(),
        lastPushAt: time(),
        lastPushReason: pick(['Unregistered', null]),
        endReason: pick(['removed', 'erased', null] as const),
      },
    });
    await store.write((work) => {
      const put = (kind: 'security' | 'device-information', body: object) =>
        store.run((db) =>
          db
            .insertInto('deviceReport')
            .values({ deviceId, kind, reportedAt: work.now, commandId: null, body: JSON.stringify(body) }),
        );
      const flag = () => pick([true, false, undefined, 'odd']);
      put('security', {
        SecureBoot: { SecureBootLevel: pick(['full', 'off']) },
        FDE_Enabled: flag(),
        PasscodePresent: flag(),
        HardwareEncryptionCaps: pick([3, 1]),
      });
      put('device-information', {
        IsActivationLockEnabled: flag(),
        WiFiMAC: pick(['a4:83:e7:00', 7, undefined]),
        CellularTechnology: pick([0, 1, 'odd', undefined]),
        ResidentUsers: pick([0, 1, 32, undefined]),
        LastCloudBackupDate: pick([new Date(clock.time - 86_400_000).toISOString(), 'never', undefined]),
        ServiceSubscriptions: pick<unknown>([[{ ICCID: 'DMPX1', IsRoaming: true }, {}, 'odd'], [], {}, undefined]),
      });
      const app = pick([...APPS, null]);
      if (app !== null)
        store.run((db) => db.insertInto('installedApp').values({ deviceId, identifier: app, version: '1' }));
      if (i % 4 === 0)
        store.run((db) =>
          db.insertInto('deviceCertificate').values({ deviceId, fingerprint: 'f', isIdentity: 0, commonName: 'Room' }),
        );
      if (i % 3 === 0)
        store.run((db) => db.insertInto('osUpdate').values({ deviceId, productKey: 'k', version: '26' }));
      for (const { id, type } of attributes) {
        const number = { number: pick([0, 1, -2.5]), boolean: bit(), date: time(), text: null, choice: null }[type];
        const text = { text: pick(['Room 1', null]), choice: pick(['Red', 'Blue', null]) }[type as 'text' | 'choice'];
        if ((number ?? text ?? null) === null) continue;
        const value = { number, text: text ?? null, changedAt: work.now, changedBy: 'ada' };
        store.run((db) => db.insertInto('attributeValue').values({ attributeId: id, deviceId, ...value }));
      }
    });
  }
  queries = openDeviceQueries({ store });
  const columns = FIELDS.filter((field) => field.column).map((field) => field.id);
  const { rows } = queries.listDevices(deviceQuery.parse({ columns, limit: 1000 }));
  known = new Map(
    rows.map((row) => [
      row.id,
      {
        values: row.values ?? {},
        sets: {
          app: queries.listApps(row.id).map((app) => app.identifier),
          certificate: queries.listCertificates(row.id).map((one) => one.commonName ?? ''),
          osUpdate: queries.listOsUpdates(row.id).map((one) => one.version ?? ''),
        },
      },
    ]),
  );
}

beforeAll(fill);

function valueFor(field: DeviceField, operator: FilterOperator): fc.Arbitrary<unknown> {
  if (!takesValue(operator)) return fc.constant(undefined);
  if (operator.startsWith('within') || operator === 'notWithinLast')
    return fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom(...SPAN_UNITS) });
  const texts = fc.constantFrom(
    'cart',
    'CART 1',
    '%',
    '_',
    '\\',
    "'",
    'ü',
    'DMPX1',
    'iPad',
    'Room',
    'a4:83',
    '26',
    ...APPS,
  );
  const choices = fc.constantFrom(...(field.values?.length ? field.values : ['x']));
  const one = field.type === 'enum' ? choices : texts;
  if (takesList(operator)) return fc.array(one, { minLength: 1, maxLength: 3 });
  switch (field.type) {
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'bytes':
    case 'share':
      return fc.constantFrom(0, 1, 0.2, 0.5, 32, 64, -2.5);
    case 'date':
      return fc.integer({ min: -60, max: 5 }).map((days) => room.clock.time + days * 86_400_000);
    case 'version':
      return fc.constantFrom('17', '17.4', '17.4.0', '17.4.1', '26', '9', '17.10');
    default:
      return one;
  }
}

const condition: fc.Arbitrary<DeviceFilter> = fc.constantFrom(...FIELDS).chain((field) =>
  fc.constantFrom(...OPERATORS_OF[field.type]).chain((operator) =>
    valueFor(field, operator).map((value): DeviceFilter => {
      const made = { field: field.id, operator, ...(value === undefined ? {} : { value }) };
      return deviceFilter.parse(made);
    }),
  ),
);
const { filter: anyFilter } = fc.letrec<{ filter: DeviceFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

describe('a filter as SQL', () => {
  it('finds exactly the devices that it holds for, whatever the fields, operators, values and nesting', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const found = queries.list.ids({ filter, sort: 'createdAt', direction: 'asc' }, 1000).ids;
        const expected = [...known].filter(([, device]) => evaluate(filter, device, room.clock.time, attributes));
        expect(found.sort()).toEqual(expected.map(([id]) => id).sort());
      }),
      { numRuns: 600 },
    );
  });

  it('asks each field with each of its operators without an error', () => {
    for (const field of FIELDS)
      for (const operator of OPERATORS_OF[field.type]) {
        const [value] = fc.sample(valueFor(field, operator), 1);
        const filter = { field: field.id, operator, value } as DeviceFilter;
        expect(
          () => queries.list.ids({ filter, sort: 'name', direction: 'asc' }, 10),
          `${field.id} ${operator}`,
        ).not.toThrow();
      }
  });

  it('keeps values out of the text of the query', () => {
    const filter: DeviceFilter = { field: 'name', operator: 'is', value: "'; drop table device; --" };
    expect(queries.list.ids({ filter, sort: 'name', direction: 'asc' }, 10).ids).toEqual([]);
    expect(queries.listDevices(deviceQuery.parse({})).total).toBe(60);
  });

  it('refuses what there is not, and says where', () => {
    const filter: DeviceFilter = { any: [{ not: { field: 'supervised', operator: 'is', value: 'yes' } }] };
    expect(() => filterSql(filter, 0)).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        data: { problems: [expect.objectContaining({ path: ['any', 0, 'not', 'value'], code: 'wrong-value' })] },
      }),
    );
    expect(() => filterSql({ field: attributeFieldId({ id: 'gone' }), operator: 'isEmpty' }, 0)).toThrow(
      'There is no field',
    );
  });
});
