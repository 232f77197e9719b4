import { type RawBuilder, sql } from 'kysely';
import {
  type AttributeShape,
  attributeOf,
  type DeviceField,
  deviceField,
} from '../../shared/contract/device-fields.ts';
import { type FieldValues, MOST_VALUES } from '../../shared/contract/device-lists.ts';
import type { FieldValue } from '../../shared/contract/devices.ts';
import type { Person, PersonPage, PersonQuery, PersonSearch, PersonSource } from '../../shared/contract/directory.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { filterSql, storedValue } from '../inventory/index.ts';
import { hasText, type Store } from '../store/index.ts';
import { valueFrom } from '../views/index.ts';
import { keptSettings } from './directory-settings.ts';
import { mappedFields } from './entry-people.ts';

/** Reads people in the contract's shape. */
export interface PersonRows {
  page(query: PersonQuery): PersonPage;
  /** @throws CartwrightError `not-found` */
  get(personId: string): Person;
  /** Everybody a search means, by name. */
  all(query: PersonSearch): Person[];
  /** The values people have in a field, most frequent first. @throws CartwrightError `bad-request` */
  values(field: string): FieldValues;
}

/** Of more people than these the values of everybody are read. */
const MOST_NAMED = 1000;

/** What people can be filtered by besides their attributes: fields of devices that are about who has them. */
const FIELDS: Readonly<Record<string, RawBuilder<unknown>>> = {
  personName: sql`"person"."name"`,
  personEmail: sql`"person"."email"`,
  personTeam: sql`nullif("person"."team", '')`,
};

/** @throws CartwrightError `bad-request` for a field that people do not have */
function columnOf(field: DeviceField): RawBuilder<unknown> {
  const fixed = FIELDS[field.id];
  if (fixed !== undefined) return fixed;
  const attribute = attributeOf(field.id);
  if (attribute?.of !== 'person') throw new CartwrightError('bad-request', `People have no field “${field.id}”.`);
  const value = sql.ref(field.type === 'text' || field.type === 'enum' ? 'v.text' : 'v.number');
  return sql`(select ${value} from "personValue" v where v."personId" = "person"."id" and v."attributeId" = ${attribute.id})`;
}

const open = sql`(select count(*) from "loan" l where l."personId" = "person"."id" and l."inAt" is null)`;

export function openPersonRows(store: Store, attributes: () => readonly AttributeShape[]): PersonRows {
  const overdue = (): RawBuilder<unknown> =>
    sql`(select count(*) from "loan" l where l."personId" = "person"."id" and l."inAt" is null and l."dueAt" < ${store.clock.now()})`;

  const conditions = (query: PersonSearch): RawBuilder<boolean> => {
    const parts: RawBuilder<unknown>[] = [sql`1`];
    for (const word of (query.search ?? '').split(/\s+/).filter((one) => one !== '')) {
      const has = (column: RawBuilder<unknown>) => hasText(column, word.toLowerCase());
      parts.push(
        sql`(${has(sql`"person"."nameKey"`)} or ${has(sql`"person"."emailKey"`)} or ${has(sql`"person"."team"`)} or exists (select 1 from "personValue" v where v."personId" = "person"."id" and ${has(sql`v."text"`)}))`,
      );
    }
    if (query.team !== undefined) parts.push(sql`"person"."team" = ${query.team}`);
    if (query.devices === 'with') parts.push(sql`${open} > 0`);
    if (query.devices === 'without') parts.push(sql`${open} = 0`);
    if (query.devices === 'overdue') parts.push(sql`${overdue()} > 0`);
    const origin = sql`from "personSource" o where o."personId" = "person"."id"`;
    if (query.origin === 'hand') parts.push(sql`not exists (select 1 ${origin})`);
    else if (query.origin === 'gone') parts.push(sql`exists (select 1 ${origin} and o."goneAt" is not null)`);
    else if (query.origin !== undefined)
      parts.push(sql`exists (select 1 ${origin} and o."serverId" = ${query.origin})`);
    if (query.filter !== undefined) parts.push(filterSql(query.filter, store.clock.now(), attributes(), columnOf));
    return sql<boolean>`${sql.join(parts, sql` and `)}`;
  };

  const read = (
    where: RawBuilder<boolean>,
    by: Pick<PersonQuery, 'sort' | 'direction'>,
    part?: { offset: number; limit: number },
  ): Person[] => {
    const direction = by.direction;
    const fixed: Readonly<Record<string, RawBuilder<unknown>>> = {
      name: sql`"person"."nameKey"`,
      email: sql`"person"."emailKey"`,
      team: sql`"person"."team" collate nocase`,
      devices: open,
    };
    const order =
      fixed[by.sort] ??
      sql`(select coalesce(v."number", lower(v."text")) from "personValue" v where v."personId" = "person"."id" and v."attributeId" = ${by.sort})`;
    const rows = store.all((db) => {
      let found = db
        .selectFrom('person')
        .leftJoin('personSource as source', 'source.personId', 'person.id')
        .select(['id', 'name', 'email', 'team', 'note', 'createdAt', 'createdBy', 'changedAt', 'changedBy'])
        .select(['source.serverId', 'source.dn', 'source.goneAt'])
        .select([open.as('devices') as never, overdue().as('overdue') as never])
        .where(where)
        .orderBy(order, (o) => (direction === 'desc' ? o.desc() : o.asc()).nullsLast())
        .orderBy('nameKey')
        .orderBy('id');
      if (part !== undefined) found = found.limit(part.limit).offset(part.offset);
      return found;
    }) as unknown as (Omit<Person, 'values' | 'source'> & {
      serverId: string | null;
      dn: string | null;
      goneAt: number | null;
    })[];
    const values = valuesOf(rows.map(({ id }) => id));
    const servers = rows.some(({ serverId }) => serverId !== null) ? serversById() : new Map();
    return rows.map(({ serverId, dn, goneAt, ...row }) => {
      const server = serverId === null ? undefined : servers.get(serverId);
      const source =
        server === undefined ? null : { ...server, dn: dn ?? '', goneAt, fields: goneAt === null ? server.fields : [] };
      return { ...row, source, values: values.get(row.id) ?? {} };
    });
  };

  const serversById = (): Map<string, Pick<PersonSource, 'directoryId' | 'directory' | 'fields'>> =>
    new Map(
      store
        .all((db) => db.selectFrom('directoryServer').select(['id', 'name', 'settings']))
        .map(({ id, name, settings }) => [
          id,
          { directoryId: id, directory: name, fields: mappedFields(keptSettings(settings).mapping) },
        ]),
    );

  const valuesOf = (ids: readonly string[]): Map<string, Record<string, FieldValue>> => {
    const found = new Map<string, Record<string, FieldValue>>();
    if (ids.length === 0) return found;
    const kinds = new Map(attributes().map(({ id, type }) => [id, type]));
    for (const { personId, attributeId, text, number } of store.all((db) => {
      const all = db.selectFrom('personValue').selectAll();
      return ids.length > MOST_NAMED ? all : all.where('personId', 'in', ids);
    })) {
      const type = kinds.get(attributeId);
      if (type === undefined) continue;
      const values = found.get(personId) ?? {};
      values[attributeId] = valueFrom({ type }, { text, number });
      found.set(personId, values);
    }
    return found;
  };

  return {
    page({ sort, direction, offset, limit, ...query }) {
      const where = conditions(query);
      const total =
        store.get((db) =>
          db
            .selectFrom('person')
            .select((e) => e.fn.countAll<number>().as('n'))
            .where(where),
        )?.n ?? 0;
      const teams = store.all((db) =>
        db
          .selectFrom('person')
          .select(['team', (e) => e.fn.countAll<number>().as('people')])
          .where('team', '<>', '')
          .groupBy('team')
          .orderBy(sql`"team" collate nocase`),
      );
      return { total, rows: read(where, { sort, direction }, { offset, limit }), teams };
    },

    get(personId) {
      const [found] = read(sql<boolean>`"person"."id" = ${personId}`, { sort: 'name', direction: 'asc' });
      if (found === undefined) throw new CartwrightError('not-found', 'There is no such person.');
      return found;
    },

    values(id) {
      const field = deviceField(id, attributes());
      if (field === undefined) throw new CartwrightError('bad-request', `People have no field “${id}”.`);
      const column = columnOf(field);
      const found = store.all((db) =>
        db
          .selectFrom('person')
          .select((e) => [column.as('value'), e.fn.countAll<number>().as('count')])
          .where(sql<boolean>`${column} is not null`)
          .groupBy(column)
          .orderBy('count', 'desc')
          .orderBy('value')
          .limit(MOST_VALUES + 1),
      );
      return {
        values: found.slice(0, MOST_VALUES).flatMap(({ value, count }) => {
          const shown = storedValue(field, value);
          return typeof shown === 'string' || typeof shown === 'boolean' ? [{ value: shown, label: null, count }] : [];
        }),
        truncated: found.length > MOST_VALUES,
      };
    },

    all: (query) => read(conditions(query), { sort: 'name', direction: 'asc' }),
  };
}
