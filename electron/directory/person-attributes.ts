import type { AttributeShape } from '../../shared/contract/device-fields.ts';
import type { NewPersonAttribute, PersonAttribute } from '../../shared/contract/directory.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { attributeVariable } from '../../shared/variables/index.ts';
import type { Store } from '../store/index.ts';
import { unlessUsed, unlessVariable } from '../views/index.ts';

/** Facts about people that administrators keep themselves. */
export interface PersonAttributes {
  /** By name, with how many people have a value. */
  list(): PersonAttribute[];
  /** By name, without the count: what people's values are checked and filtered by. */
  shapes(): (AttributeShape & { of: 'person' })[];
  /** @throws CartwrightError `conflict` when the name is taken, `too-many` */
  create(input: NewPersonAttribute, actor: string): Promise<PersonAttribute>;
  /** @throws CartwrightError `not-found`, `conflict` when the name is taken or a person has a choice that goes */
  update(
    attributeId: string,
    changes: {
      name?: string | undefined;
      description?: string | undefined;
      choices?: string[] | undefined;
    },
    actor: string,
  ): Promise<PersonAttribute>;
  /** Returns what it was. @throws CartwrightError `not-found`, `conflict` while a saved view or a group uses it */
  remove(attributeId: string, actor: string): Promise<PersonAttribute>;
}

const MOST_ATTRIBUTES = 300;

export function openPersonAttributes(store: Store): PersonAttributes {
  const list = (): PersonAttribute[] =>
    store
      .all((db) =>
        db
          .selectFrom('personAttribute as a')
          .select(['a.id', 'a.name', 'a.description', 'a.type', 'a.choices'])
          .select((e) =>
            e
              .selectFrom('personValue as v')
              .select((v) => v.fn.countAll<number>().as('n'))
              .whereRef('v.attributeId', '=', 'a.id')
              .$asScalar()
              .$notNull()
              .as('people'),
          )
          .orderBy('a.nameKey'),
      )
      .map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[] }));
  const shapes = (): (AttributeShape & { of: 'person' })[] =>
    store
      .all((db) => db.selectFrom('personAttribute').select(['id', 'name', 'type', 'choices']).orderBy('nameKey'))
      .map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[], of: 'person' }));
  const find = (attributeId: string): PersonAttribute => {
    const found = list().find((one) => one.id === attributeId);
    if (found === undefined) throw new CartwrightError('not-found', 'There is no such attribute.');
    return found;
  };
  const unlessTaken = (name: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is an attribute “${name}” already. Take another name.`);
    }
  };

  return {
    list,
    shapes,

    create: ({ name, description, type, choices }, actor) =>
      store.write((work) => {
        if (list().length >= MOST_ATTRIBUTES)
          throw new CartwrightError('too-many', `There are ${MOST_ATTRIBUTES} attributes, the most there can be.`);
        const id = newId(work.now);
        const kept = type === 'choice' ? [...new Set(choices)] : [];
        unlessTaken(name, () =>
          store.run((db) =>
            db.insertInto('personAttribute').values({
              ...{ id, name, nameKey: name.toLowerCase(), description, type },
              ...{ choices: JSON.stringify(kept), createdAt: work.now, createdBy: actor, changedAt: work.now },
            }),
          ),
        );
        work.event({ type: 'person.attribute-created', actor, data: { attributeId: id, name, type } });
        return { id, name, description, type, choices: kept, people: 0 };
      }),

    update: (attributeId, changes, actor) =>
      store.write((work) => {
        const before = find(attributeId);
        const name = changes.name ?? before.name;
        const description = changes.description ?? before.description;
        const choices = before.type === 'choice' ? [...new Set(changes.choices ?? before.choices)] : [];
        const gone = before.choices.filter((choice) => !choices.includes(choice));
        const used =
          gone.length === 0
            ? undefined
            : store.get((db) =>
                db
                  .selectFrom('personValue')
                  .select('text')
                  .where('attributeId', '=', attributeId)
                  .where('text', 'in', gone)
                  .limit(1),
              );
        if (used !== undefined)
          throw new CartwrightError('conflict', `People have “${used.text}”. Give them another value first.`);
        if (attributeVariable(name, 'person') !== attributeVariable(before.name, 'person'))
          unlessVariable(store, { ...before, of: 'person' });
        unlessTaken(name, () =>
          store.run((db) =>
            db
              .updateTable('personAttribute')
              .set({
                ...{ name, nameKey: name.toLowerCase(), description },
                ...{ choices: JSON.stringify(choices), changedAt: work.now },
              })
              .where('id', '=', attributeId),
          ),
        );
        const after = { ...before, name, description, choices };
        const told = ({ name, description, choices }: PersonAttribute) => ({ name, description, choices });
        work.event({
          type: 'person.attribute-changed',
          actor,
          data: { attributeId, name, before: told(before), after: told(after) },
        });
        return after;
      }),

    remove: (attributeId, actor) =>
      store.write((work) => {
        const before = find(attributeId);
        unlessUsed(store, { ...before, of: 'person' });
        store.run((db) => db.deleteFrom('personAttribute').where('id', '=', attributeId));
        const { name, people } = before;
        work.event({ type: 'person.attribute-deleted', actor, data: { attributeId, name, people } });
        return before;
      }),
  };
}
