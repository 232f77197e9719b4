import type {
  Attribute,
  AttributeValue,
  ImportInput,
  ImportPreview,
  ImportResult,
  NewAttribute,
  RestoreInput,
  SetValuesInput,
} from '../../shared/contract/attributes.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { attributeVariable } from '../../shared/variables/index.ts';
import type { Store } from '../store/index.ts';
import { applyImport, planImport, restoreValues } from './attribute-import.ts';
import { misfit, valueFrom } from './attribute-values.ts';
import type { ImportDoors } from './import-cells.ts';
import { unlessUsed, unlessVariable } from './saved-views.ts';
import { type ValueChange, valueWriter } from './value-writer.ts';

/** Facts about devices that administrators keep themselves. */
export interface Attributes {
  /** By name, with how many devices have a value. */
  list(): Attribute[];
  /** @throws CartwrightError `conflict` when the name is taken, `too-many` */
  create(input: NewAttribute, actor: string): Promise<Attribute>;
  /** @throws CartwrightError `not-found`, `conflict` when the name is taken or a device has a choice that goes */
  update(
    attributeId: string,
    changes: Partial<Pick<NewAttribute, 'name' | 'description' | 'choices'>>,
    actor: string,
  ): Promise<Attribute>;
  /** Returns what it was. @throws CartwrightError `not-found`, `conflict` while a saved view uses it */
  remove(attributeId: string, actor: string): Promise<Attribute>;
  /** Every attribute, those without a value too. @throws CartwrightError `not-found` */
  ofDevice(deviceId: string): AttributeValue[];
  /** @throws CartwrightError `not-found`, `bad-request` when a value does not fit */
  setValues(input: SetValuesInput, actor: string): Promise<{ changed: number }>;
  /** What an import would do. @throws CartwrightError `bad-request` when the table cannot be read */
  previewImport(input: ImportInput): ImportPreview;
  /** Imports what matches and fits. @throws CartwrightError as the preview */
  import(input: ImportInput, actor: string): Promise<ImportResult>;
  /** Sets values, names and notes device by device, as they were before an import; what is gone is left out. */
  restore(input: RestoreInput, actor: string): Promise<{ changed: number }>;
}

const MOST_ATTRIBUTES = 300;

export function openAttributes(store: Store, doors: ImportDoors): Attributes {
  const writer = valueWriter(store);
  const list = (): Attribute[] =>
    store
      .all((db) =>
        db
          .selectFrom('attribute as a')
          .selectAll('a')
          .select((e) =>
            e
              .selectFrom('attributeValue as v')
              .select((v) => v.fn.countAll<number>().as('n'))
              .whereRef('v.attributeId', '=', 'a.id')
              .$asScalar()
              .$notNull()
              .as('devices'),
          )
          .orderBy('a.name', (o) => o.collate('nocase')),
      )
      .map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[] }));
  const find = (attributeId: string): Attribute => {
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

    create: ({ name, description, type, choices }, actor) =>
      store.write((work) => {
        if (list().length >= MOST_ATTRIBUTES)
          throw new CartwrightError('too-many', `There are ${MOST_ATTRIBUTES} attributes, the most there can be.`);
        const row = { id: newId(work.now), name, description, type, createdAt: work.now, createdBy: actor };
        const kept = type === 'choice' ? [...new Set(choices)] : [];
        unlessTaken(name, () =>
          store.run((db) =>
            db.insertInto('attribute').values({ ...row, choices: JSON.stringify(kept), changedAt: work.now }),
          ),
        );
        work.event({ type: 'attribute.created', actor, data: { attributeId: row.id, name, type } });
        return { ...row, choices: kept, changedAt: work.now, devices: 0 };
      }),

    update: (attributeId, changes, actor) =>
      store.write((work) => {
        const before = find(attributeId);
        const name = changes.name ?? before.name;
        const description = changes.description ?? before.description;
        const choices = before.type === 'choice' ? [...new Set(changes.choices ?? before.choices)] : [];
        for (const gone of before.choices.filter((choice) => !choices.includes(choice))) {
          const used = store.get((db) =>
            db
              .selectFrom('attributeValue')
              .select((e) => e.fn.countAll<number>().as('n'))
              .where('attributeId', '=', attributeId)
              .where('text', '=', gone),
          );
          if ((used?.n ?? 0) > 0)
            throw new CartwrightError('conflict', `${used?.n} devices have “${gone}”. Give them another value first.`);
        }
        if (attributeVariable(name) !== attributeVariable(before.name)) unlessVariable(store, before);
        unlessTaken(name, () =>
          store.run((db) =>
            db
              .updateTable('attribute')
              .set({ name, description, choices: JSON.stringify(choices), changedAt: work.now })
              .where('id', '=', attributeId),
          ),
        );
        const after: Attribute = { ...before, name, description, choices, changedAt: work.now };
        const told = ({ name, description, choices }: Attribute) => ({ name, description, choices });
        work.event({
          type: 'attribute.changed',
          actor,
          data: { attributeId, name, before: told(before), after: told(after) },
        });
        return after;
      }),

    remove: (attributeId, actor) =>
      store.write((work) => {
        const before = find(attributeId);
        unlessUsed(store, before);
        store.run((db) => db.deleteFrom('attribute').where('id', '=', attributeId));
        const { name, type, devices } = before;
        work.event({ type: 'attribute.deleted', actor, data: { attributeId, name, type, devices } });
        return before;
      }),

    ofDevice(deviceId) {
      if (store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId)) === undefined)
        throw new CartwrightError('not-found', 'There is no such device.');
      return store
        .all((db) =>
          db
            .selectFrom('attribute as a')
            .leftJoin('attributeValue as v', (join) =>
              join.onRef('v.attributeId', '=', 'a.id').on('v.deviceId', '=', deviceId),
            )
            .select(['a.id as attributeId', 'a.type', 'v.text', 'v.number', 'v.changedAt', 'v.changedBy'])
            .orderBy('a.name', (o) => o.collate('nocase')),
        )
        .map(({ type, text, number, ...row }) => ({ ...row, value: valueFrom({ type }, { text, number }) }));
    },

    async setValues({ deviceIds, values }, actor) {
      const known = new Map(list().map((attribute) => [attribute.id, attribute]));
      const changes = values.map(({ attributeId, value }): ValueChange => {
        const attribute = known.get(attributeId);
        if (attribute === undefined) throw new CartwrightError('not-found', 'There is no such attribute.');
        const problem = misfit(attribute, value);
        if (problem !== undefined) throw new CartwrightError('bad-request', `${attribute.name}: ${problem}`);
        return { attribute, value };
      });
      const written = await store.writeEach([...new Set(deviceIds)], (work, id) =>
        writer.write(work, id, changes, actor),
      );
      return { changed: written.reduce((sum, count) => sum + count, 0) };
    },

    previewImport: (input) => planImport(store, doors, list(), input).preview,
    import: (input, actor) => applyImport(store, doors, writer, planImport(store, doors, list(), input), actor),
    restore: (input, actor) => restoreValues(store, doors, writer, list(), input, actor),
  };
}
