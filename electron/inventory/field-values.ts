import { type RawBuilder, sql } from 'kysely';
import { type AttributeShape, deviceField, type FieldType } from '../../shared/contract/device-fields.ts';
import { type FieldValues, MOST_VALUES } from '../../shared/contract/device-lists.ts';
import type { DeviceSearch } from '../../shared/contract/devices.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store } from '../store/index.ts';
import { CountCache } from './count-cache.ts';
import { columnOf, storedValue } from './device-columns.ts';
import type { DeviceList } from './device-list.ts';

/** Where the many texts of a set are, and what each is called beside its identifier. */
const SETS: Readonly<Record<string, RawBuilder<unknown>>> = {
  app: sql`(select "deviceId", "identifier" as "value", max("name") as "label" from "installedApp" group by 1, 2)`,
  profile: sql`(select "deviceId", "identifier" as "value", "displayName" as "label" from "installedProfile")`,
  certificate: sql`(select distinct "deviceId", "commonName" as "value", null as "label" from "deviceCertificate")`,
  violates: sql`(select "deviceId", "ruleId" as "value", "ruleName" as "label" from "complianceViolation" where "endedAt" is null and "state" = 'violating')`,
  group: sql`(select m."deviceId", g."id" as "value", g."name" as "label" from "groupMember" m join "deviceGroup" g on g."id" = m."groupId" and coalesce(g."builtIn", '') not like 'rule:%')`,
  osUpdate: sql`(select distinct "deviceId", "version" as "value", null as "label" from "osUpdate")`,
};
const LISTED: ReadonlySet<FieldType> = new Set(['text', 'enum', 'version', 'boolean', 'set']);

/** The values that devices have in one field, most frequent first; on a large fleet they may be seconds old. */
export function openFieldValues(
  store: Store,
  list: Pick<DeviceList, 'conditions' | 'attributes'>,
): (field: string, search: DeviceSearch) => FieldValues {
  const cache = new CountCache<FieldValues>(() => store.lastSeq);

  const read = (id: string, search: DeviceSearch): FieldValues => {
    const attributes: readonly AttributeShape[] = list.attributes();
    const field = deviceField(id, attributes);
    if (field === undefined || !LISTED.has(field.type))
      throw new CartwrightError('bad-request', `The values of “${id}” cannot be listed.`);
    const found = list.conditions(search);
    const set = SETS[field.id];
    const column = set === undefined ? columnOf(field) : sql`s."value"`;
    const label = set === undefined ? sql<string | null>`null` : sql<string | null>`max(s."label")`;
    const rows = store.all((db) =>
      found
        .reduce(
          (all, one) => all.where(one),
          set === undefined
            ? db.selectFrom('device')
            : db
                .selectFrom('device')
                .where(sql<boolean>`1`)
                .innerJoin(sql<{ deviceId: string }>`${set}`.as('s'), 's.deviceId', 'device.id'),
        )
        .select((e) => [column.as('value'), label.as('label'), e.fn.countAll<number>().as('count')])
        .where(sql<boolean>`${column} is not null and ${column} <> ''`)
        .groupBy(column)
        .orderBy('count', 'desc')
        .orderBy('value')
        .limit(MOST_VALUES + 1),
    );
    return {
      values: rows.slice(0, MOST_VALUES).flatMap(({ value, label, count }) => {
        const shown = storedValue(field, value);
        return typeof shown === 'string' || typeof shown === 'boolean' ? [{ value: shown, label, count }] : [];
      }),
      truncated: rows.length > MOST_VALUES,
    };
  };
  return (field, search) => cache.get(JSON.stringify([field, search]), () => read(field, search));
}
