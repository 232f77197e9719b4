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
import type { Store } from '../store/index.ts';
import { exportPeople, planImport } from './people-csv.ts';
import { openPersonAttributes, type PersonAttributes } from './person-attributes.ts';
import { openPersonRows } from './person-rows.ts';
import { fromDirectory, openPersonWriting } from './person-writing.ts';

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

export function openPeople(store: Store): People {
  const attributes = openPersonAttributes(store);
  const rows = openPersonRows(store, () => attributes.shapes());
  const { insert, change, unlessTooMany } = openPersonWriting(store, () => attributes.shapes());
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
        unlessFromDirectory(before, input);
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
        if (before.source?.goneAt === null)
          throw new CartwrightError(
            'conflict',
            `${before.name} would come back from the directory “${before.source.directory}”. Leave the person out there, or by its filter.`,
          );
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

/** @throws CartwrightError `conflict` when something that comes from a directory is changed by hand */
function unlessFromDirectory({ source, ...before }: Person, wanted: NewPerson): void {
  if (source === null || !fromDirectory(before, source.fields, wanted)) return;
  throw new CartwrightError(
    'conflict',
    `This comes from the directory “${source.directory}”. Change it there, and read the directory again.`,
  );
}
