import type { CsvFile, FieldValues } from '../../shared/contract/device-lists.ts';
import type {
  NewPerson,
  PeopleImport,
  PeopleImportInput,
  Person,
  PersonPage,
  PersonQuery,
  PersonSearch,
} from '../../shared/contract/directory.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { misfit, storedForm } from '../views/index.ts';
import { exportPeople, planImport } from './people-csv.ts';
import { openPersonAttributes, type PersonAttributes } from './person-attributes.ts';
import { openPersonRows } from './person-rows.ts';

/** People who use devices. They sign in nowhere here: those who use this console are accounts. */
export interface People {
  readonly attributes: PersonAttributes;
  list(query: PersonQuery): PersonPage;
  /** @throws CartwrightError `not-found`, as all that name a person */
  get(personId: string): Person;
  /** @throws CartwrightError `conflict` when the address is somebody else's, `bad-request` when a value does not fit */
  create(input: NewPerson, actor: string): Promise<Person>;
  update(personId: string, input: NewPerson, actor: string): Promise<Person>;
  /** Returns who it was. @throws CartwrightError `conflict` while the person has a device */
  remove(personId: string, actor: string): Promise<Person>;
  /** @throws CartwrightError `bad-request` when the table has no names */
  previewImport(input: PeopleImportInput): PeopleImport;
  import(input: PeopleImportInput, actor: string): Promise<PeopleImport>;
  export(query: PersonSearch): CsvFile;
  /** The values people have in a field, most frequent first. @throws CartwrightError `bad-request` */
  values(field: string): FieldValues;
}

const MOST_PEOPLE = 50_000;

export function openPeople(store: Store): People {
  const attributes = openPersonAttributes(store);
  const rows = openPersonRows(store, () => attributes.shapes());
  const count = (): number =>
    store.get((db) => db.selectFrom('person').select((e) => e.fn.countAll<number>().as('n')))?.n ?? 0;

  /** Asked once for all that come: counting them for each would take as long as all together. */
  const unlessTooMany = (coming: number): void => {
    if (coming > 0 && count() + coming > MOST_PEOPLE)
      throw new CartwrightError('too-many', `${MOST_PEOPLE} people are the most there can be. Delete some first.`);
  };

  const unlessTaken = (email: string | null, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `The address ${email ?? ''} is somebody else’s already.`);
    }
  };

  const writeValues = (personId: string, values: NewPerson['values']): void => {
    const known = new Map(attributes.shapes().map((one) => [one.id, one]));
    for (const [attributeId, value] of Object.entries(values)) {
      const attribute = known.get(attributeId);
      if (attribute === undefined) throw new CartwrightError('not-found', 'There is no such attribute.');
      const problem = misfit(attribute, value);
      if (problem !== undefined) throw new CartwrightError('bad-request', `${attribute.name}: ${problem}`);
      if (value === null)
        store.run((db) =>
          db.deleteFrom('personValue').where('personId', '=', personId).where('attributeId', '=', attributeId),
        );
      else
        store.run((db) =>
          db
            .insertInto('personValue')
            .values({ personId, attributeId, ...storedForm(value) })
            .onConflict((c) => c.columns(['personId', 'attributeId']).doUpdateSet(storedForm(value))),
        );
    }
  };

  const factsOf = ({ name, email, team, note }: NewPerson) => {
    const address = email === '' ? null : email;
    return { name, nameKey: name.toLowerCase(), email: address, emailKey: address?.toLowerCase() ?? null, team, note };
  };

  const insert = (work: UnitOfWork, input: NewPerson, actor: string): string => {
    const id = newId(work.now);
    unlessTaken(input.email, () =>
      store.run((db) =>
        db.insertInto('person').values({
          ...{ id, ...factsOf(input) },
          ...{ createdAt: work.now, createdBy: actor, changedAt: work.now, changedBy: actor },
        }),
      ),
    );
    writeValues(id, input.values);
    return id;
  };

  const change = (work: UnitOfWork, personId: string, input: NewPerson, actor: string): void => {
    unlessTaken(input.email, () =>
      store.run((db) =>
        db
          .updateTable('person')
          .set({ ...factsOf(input), changedAt: work.now, changedBy: actor })
          .where('id', '=', personId),
      ),
    );
    writeValues(personId, input.values);
  };

  const plan = (input: PeopleImportInput) => planImport(input, attributes.list(), rows.all({}));

  return {
    attributes,
    list: (query) => rows.page(query),
    get: (personId) => rows.get(personId),

    async create(input, actor) {
      const id = await store.write((work) => {
        unlessTooMany(1);
        const personId = insert(work, input, actor);
        work.event({ type: 'person.created', actor, data: { personId, name: input.name } });
        return personId;
      });
      return rows.get(id);
    },

    async update(personId, input, actor) {
      await store.write((work) => {
        const before = rows.get(personId);
        change(work, personId, input, actor);
        const changes = attributes.shapes().flatMap(({ id: attributeId, name }) => {
          const [was, is] = [before.values[attributeId] ?? null, input.values[attributeId]];
          return is === undefined || is === was ? [] : [{ attributeId, name, before: was, after: is }];
        });
        work.event({ type: 'person.changed', actor, data: { personId, name: input.name, changes } });
      });
      return rows.get(personId);
    },

    remove: (personId, actor) =>
      store.write((work) => {
        const before = rows.get(personId);
        if (before.devices > 0)
          throw new CartwrightError('conflict', `${before.name} still has a device. Take it back first.`);
        store.run((db) => db.deleteFrom('person').where('id', '=', personId));
        work.event({ type: 'person.deleted', actor, data: { personId, name: before.name } });
        return before;
      }),

    previewImport: (input) => plan(input).preview,

    async import(input, actor) {
      const { preview, people } = plan(input);
      unlessTooMany(preview.created);
      await store.writeEach(people, (work, { personId, person }) => {
        if (personId === null) insert(work, person, actor);
        else change(work, personId, person, actor);
      });
      if (people.length > 0)
        await store.write((work) => {
          const { created, changed } = preview;
          work.event({ type: 'person.imported', actor, data: { created, changed } });
        });
      return preview;
    },

    values: (field) => rows.values(field),
    export: (query) => exportPeople(rows.all(query), attributes.list()),
  };
}
