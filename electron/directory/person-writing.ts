import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { NewPerson, Person } from '../../shared/contract/directory.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { misfit, storedForm } from '../views/index.ts';

/** Writes people within units of work; whoever calls says so in an event. */
export interface PersonWriting {
  /** @throws CartwrightError `too-many` when there is no room for so many more */
  unlessTooMany(coming: number): void;
  /** Returns the new id. @throws CartwrightError `conflict` when the address is somebody else's, `bad-request` for a value */
  insert(work: UnitOfWork, input: NewPerson, actor: string): string;
  /** @throws CartwrightError as `insert` */
  change(work: UnitOfWork, personId: string, input: NewPerson, actor: string): void;
}

const MOST_PEOPLE = 50_000;

/** Whether something that comes from a directory would become different. */
export function fromDirectory(
  before: Omit<Person, 'source'>,
  fields: readonly string[],
  { name, email, team, values }: NewPerson,
): boolean {
  return fields.some((field) => {
    if (field === 'name') return name !== before.name;
    if (field === 'email') return (email ?? '') !== (before.email ?? '');
    if (field === 'team') return team !== before.team;
    return values[field] !== undefined && values[field] !== (before.values[field] ?? null);
  });
}

export function openPersonWriting(store: Store, shapes: () => readonly AttributeShape[]): PersonWriting {
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
    const known = new Map(shapes().map((one) => [one.id, one]));
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

  return { unlessTooMany, insert, change };
}
