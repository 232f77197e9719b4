import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type AttributeShape, type DeviceField, FAMILIES, PLATFORMS } from '../../shared/contract/device-fields.ts';
import type { DeviceQuery, DeviceRow, DeviceSearch, FieldValue } from '../../shared/contract/devices.ts';
import type { Database, Store } from '../store/index.ts';
import { CountCache } from './count-cache.ts';
import { columnField, columnOf, orderOf, storedValue } from './device-columns.ts';
import { filterSql } from './filter-sql.ts';
import { searchWords, wordInColumns } from './search-words.ts';

/** The order of a list. */
export type DeviceOrder = Pick<DeviceQuery, 'sort' | 'direction'>;

/** Finds devices among many: pages, ids, and the fields asked for. */
export interface DeviceList {
  /** One page of the devices that match, and how many match in all. */
  page(query: DeviceQuery): { total: number; rows: DeviceRow[] };
  /** Ids of all that match, in order, `most` of them at most. */
  ids(query: DeviceSearch & DeviceOrder, most: number): { ids: string[]; truncated: boolean };
  /** These devices in this order; those that there are not any more are left out. */
  inOrder(ids: readonly string[], order: DeviceOrder): string[];
  /** Rows of these devices in the order of the ids, with the columns asked for. */
  rows(ids: readonly string[], columns?: readonly string[]): DeviceRow[];
  /** The fields of these columns. @throws CartwrightError `bad-request` when one cannot be a column */
  fields(columns: readonly string[]): DeviceField[];
  /** The custom attributes there are, of devices and of people. */
  attributes(): AttributeShape[];
  /** What a search means, as conditions on `device`. */
  conditions(search: DeviceSearch): RawBuilder<boolean>[];
}

const ROW = [
  'id',
  'name',
  'serialNumber',
  'udid',
  'modelName',
  'productName',
  'platform',
  'family',
  'osVersion',
  'supervised',
  'batteryLevel',
  'capacityGb',
  'availableGb',
  'state',
  'pushState',
  'enrolledAt',
  'lastSeenAt',
  'createdAt',
] as const;

/** Ids in one statement. */
const PER_QUERY = 1000;

export function openDeviceList(store: Store): DeviceList {
  const totals = new CountCache<number>(() => store.lastSeq);
  const attributes = (): AttributeShape[] => [
    ...store
      .all((db) => db.selectFrom('attribute').select(['id', 'name', 'type', 'choices']))
      .map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[] })),
    ...store
      .all((db) => db.selectFrom('personAttribute').select(['id', 'name', 'type', 'choices']))
      .map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[], of: 'person' as const })),
  ];
  const fieldsOf = (columns: readonly string[]): DeviceField[] => {
    const known = attributes();
    return columns.map((id) => columnField(id, known));
  };

  const conditions = ({ search, platform, family, state, filter }: DeviceSearch): RawBuilder<boolean>[] => {
    const found: RawBuilder<boolean>[] = [];
    if (platform !== undefined) found.push(sql`"device"."platform" = ${platform}`);
    if (family !== undefined) found.push(sql`"device"."family" = ${family}`);
    if (state !== undefined) found.push(sql`"device"."state" = ${state}`);
    const words = searchWords(search ?? '');
    const anywhere = words.flatMap(({ word, columns }) => (columns === undefined ? [word] : []));
    if (anywhere.length > 0) found.push(store.deviceHasWords(anywhere));
    for (const { word, columns } of words) if (columns !== undefined) found.push(wordInColumns(word, columns));
    if (filter !== undefined) found.push(filterSql(filter, store.clock.now(), attributes()));
    return found;
  };
  const matching = (db: Kysely<Database>, found: readonly RawBuilder<boolean>[]) =>
    found.reduce((rows, one) => rows.where(one), db.selectFrom('device').select('device.id'));
  /** Ends with the id, so that pages neither repeat nor skip a row. */
  const ordered = (rows: ReturnType<typeof matching>, { sort, direction }: DeviceOrder) => {
    const [field] = fieldsOf([sort]);
    const first = field === undefined || sort === 'createdAt' ? rows : rows.orderBy(orderOf(field), direction);
    return first.orderBy('device.id', direction);
  };

  const total = (search: DeviceSearch, found: readonly RawBuilder<boolean>[]): number =>
    totals.get(JSON.stringify(search), () => {
      const rows = store.get((db) =>
        matching(db, found)
          .clearSelect()
          .select((e) => e.fn.countAll<number>().as('count')),
      );
      return rows?.count ?? 0;
    });

  const rows: DeviceList['rows'] = (ids, columns) => {
    const fields = columns === undefined ? undefined : fieldsOf(columns);
    const byId = new Map<string, DeviceRow>();
    for (let from = 0; from < ids.length; from += PER_QUERY) {
      const part = ids.slice(from, from + PER_QUERY);
      const stored = store.all((db) =>
        db
          .selectFrom('device')
          .select(ROW.map((column) => `device.${column}` as const))
          .select(sql<number>`coalesce(${OPEN_COMMANDS}, 0)`.as('openCommands'))
          .select((fields ?? []).map((field, index) => columnOf(field).as(`value${index}`)))
          .where('device.id', 'in', part),
      );
      for (const row of stored) byId.set(row.id, rowOf(row, fields));
    }
    return ids.flatMap((id) => byId.get(id) ?? []);
  };

  return {
    attributes,
    conditions,
    rows,
    fields: fieldsOf,

    page({ sort, direction, columns, offset, limit, ...search }) {
      const found = conditions(search);
      const ids = store.all((db) => ordered(matching(db, found), { sort, direction }).limit(limit).offset(offset));
      // A first page that is not full tells how many there are.
      const all = offset === 0 && ids.length < limit ? ids.length : total(search, found);
      return {
        total: all,
        rows: rows(
          ids.map((row) => row.id),
          columns,
        ),
      };
    },

    ids({ sort, direction, ...search }, most) {
      const found = store.all((db) => ordered(matching(db, conditions(search)), { sort, direction }).limit(most + 1));
      return { ids: found.slice(0, most).map((row) => row.id), truncated: found.length > most };
    },

    inOrder(ids, order) {
      const wanted = new Set(ids);
      return store.all((db) => ordered(matching(db, []), order)).flatMap(({ id }) => (wanted.has(id) ? [id] : []));
    },
  };
}

const OPEN_COMMANDS = sql`(select count(*) from "command" c where c."enrollmentId" = "device"."enrollmentId" and c."open" = 1)`;

type StoredRow = Omit<DeviceRow, 'values' | 'supervised' | 'platform' | 'family'> & {
  platform: string | null;
  family: string | null;
  supervised: 0 | 1 | null;
};

function rowOf(stored: StoredRow & { [value: `value${number}`]: unknown }, fields?: readonly DeviceField[]): DeviceRow {
  const { supervised, ...row } = stored;
  const values: Record<string, FieldValue> = {};
  for (const [index, field] of (fields ?? []).entries()) {
    values[field.id] = storedValue(field, row[`value${index}`]);
    delete row[`value${index}`];
  }
  return {
    ...row,
    platform: oneOf(PLATFORMS, row.platform),
    family: oneOf(FAMILIES, row.family),
    supervised: supervised === null ? null : supervised === 1,
    ...(fields === undefined ? {} : { values }),
  };
}

function oneOf<T extends string>(options: readonly T[], value: string | null): T | null {
  return options.find((option) => option === value) ?? null;
}
