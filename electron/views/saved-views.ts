import { z } from 'zod';
import { byName } from '../../shared/by-name.ts';
import { mayActAs } from '../../shared/contract/access.ts';
import { type AttributeShape, attributeFieldId } from '../../shared/contract/device-fields.ts';
import { type DeviceView, type NewView, newView } from '../../shared/contract/views.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { attributeVariable } from '../../shared/variables/index.ts';
import type { DeviceViewTable, Store } from '../store/index.ts';
import type { Person } from './ports.ts';

/** Saved views of the devices list: everybody keeps their own, administrators share some with all. */
export interface SavedViews {
  /** One's own and the shared ones, by name. */
  list(who: Person): DeviceView[];
  /** @throws CartwrightError `forbidden` when a viewer shares, `too-many` */
  create(view: NewView, who: Person): Promise<DeviceView>;
  /** @throws CartwrightError `not-found`, `forbidden` */
  update(viewId: string, view: NewView, who: Person): Promise<DeviceView>;
  /** Returns what it was, so that it can be made again. @throws CartwrightError `not-found`, `forbidden` */
  remove(viewId: string, who: Person): Promise<DeviceView>;
}

const MOST_VIEWS = 500;
const content = newView.omit({ shared: true });

export function openSavedViews(store: Store): SavedViews {
  const read = (row: DeviceViewTable): DeviceView => ({
    ...content.parse(JSON.parse(row.content)),
    id: row.id,
    owner: row.owner,
    shared: row.shared === 1,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  });
  const find = (viewId: string): DeviceViewTable | undefined =>
    store.get((db) => db.selectFrom('deviceView').selectAll().where('id', '=', viewId));

  /** A view that this person may change. What belongs to somebody else alone does not exist for others. */
  const changeable = (viewId: string, who: Person): DeviceViewTable => {
    const row = find(viewId);
    if (row === undefined || (row.shared === 0 && row.owner !== who.name))
      throw new CartwrightError('not-found', 'There is no such view.');
    if (row.shared === 1) mayShare(who);
    return row;
  };

  return {
    list: (who) =>
      store
        .all((db) =>
          db
            .selectFrom('deviceView')
            .selectAll()
            .where((e) => e.or([e('shared', '=', 1), e('owner', '=', who.name)])),
        )
        .map(read)
        .sort((a, b) => byName(a, b) || (a.id < b.id ? -1 : 1)),

    create: ({ shared, ...view }, who) =>
      store.write((work) => {
        if (shared) mayShare(who);
        const count = store.get((db) =>
          db
            .selectFrom('deviceView')
            .select((e) => e.fn.countAll<number>().as('n'))
            .where('owner', '=', who.name),
        );
        if ((count?.n ?? 0) >= MOST_VIEWS)
          throw new CartwrightError('too-many', `You have ${MOST_VIEWS} views. Delete some that you no longer use.`);
        const row: DeviceViewTable = {
          id: newId(work.now),
          owner: who.name,
          shared: shared ? 1 : 0,
          content: JSON.stringify(view),
          createdAt: work.now,
          changedAt: work.now,
        };
        store.run((db) => db.insertInto('deviceView').values(row));
        work.event({ type: 'view.created', actor: who.name, data: { viewId: row.id, name: view.name, shared } });
        return read(row);
      }),

    update: (viewId, { shared, ...view }, who) =>
      store.write((work) => {
        const before = changeable(viewId, who);
        if (shared) mayShare(who);
        const row: DeviceViewTable = {
          ...before,
          shared: shared ? 1 : 0,
          content: JSON.stringify(view),
          changedAt: work.now,
        };
        const { id: _, ...changes } = row;
        store.run((db) => db.updateTable('deviceView').set(changes).where('id', '=', viewId));
        work.event({ type: 'view.changed', actor: who.name, data: { viewId, name: view.name, shared } });
        return read(row);
      }),

    remove: (viewId, who) =>
      store.write((work) => {
        const view = read(changeable(viewId, who));
        store.run((db) => db.deleteFrom('deviceView').where('id', '=', viewId));
        work.event({
          type: 'view.deleted',
          actor: who.name,
          data: { viewId, name: view.name, shared: view.shared },
        });
        return view;
      }),
  };
}

function mayShare(who: Person): void {
  if (!mayActAs(who.role, 'administrator'))
    throw new CartwrightError('forbidden', 'Shared views are for administrators to change. Keep a copy of your own.');
}

/** Names of the saved views that use a field, in their filter, order or columns. */
function viewsUsing(store: Store, fieldId: string): string[] {
  const named = z.object({ name: z.string() });
  return store
    .all((db) => db.selectFrom('deviceView').select('content').where('content', 'like', `%${fieldId}%`))
    .map((row) => named.parse(JSON.parse(row.content)).name);
}

/** Names of the groups whose filter uses a field. */
function groupsUsing(store: Store, fieldId: string): string[] {
  return (
    store
      .all((db) =>
        db.selectFrom('deviceGroup').select(['name', 'description', 'builtIn']).where('filter', 'like', `%${fieldId}%`),
      )
      // The group of a rule of compliance has the rule's name beside it.
      .map(({ name, description, builtIn }) => (builtIn?.startsWith('rule:') ? description : name))
  );
}

/** Names of the policies whose newest or published version has a variable. */
function policiesUsing(store: Store, variable: string): string[] {
  return [
    ...new Set(
      store
        .all((db) =>
          db
            .selectFrom('policy as p')
            .innerJoin('policyVersion as v', 'v.policyId', 'p.id')
            .select(['p.name', 'v.variables'])
            .where((e) => e.or([e('v.number', '=', e.ref('p.newestVersion')), e('v.number', '=', e.ref('p.version'))]))
            .where('v.variables', '<>', '[]')
            .orderBy('p.name'),
        )
        .filter((row) => z.array(z.string()).parse(JSON.parse(row.variables)).includes(variable))
        .map(({ name }) => name),
    ),
  ];
}

/**
 * An attribute is a variable by its name: another name would leave policies without their value.
 *
 * @throws CartwrightError `conflict` naming the policies that use it
 */
export function unlessVariable(store: Store, { name, of }: Pick<AttributeShape, 'of' | 'name'>): void {
  const variable = attributeVariable(name, of);
  const policies = policiesUsing(store, variable);
  if (policies.length > 0)
    throw new CartwrightError(
      'conflict',
      `Policies use “${name}” as $${variable}$: ${policies.join(', ')}. Take it out there first.`,
      { data: { policies } },
    );
}

/** @throws CartwrightError `conflict` naming the saved views, the groups or the policies that use an attribute */
export function unlessUsed(store: Store, attribute: Pick<AttributeShape, 'id' | 'of' | 'name'>): void {
  const fieldId = attributeFieldId(attribute);
  const views = viewsUsing(store, fieldId);
  if (views.length > 0)
    throw new CartwrightError(
      'conflict',
      `Saved views use “${attribute.name}”: ${views.join(', ')}. Change or delete them first.`,
      { data: { views } },
    );
  const groups = groupsUsing(store, fieldId);
  if (groups.length > 0)
    throw new CartwrightError(
      'conflict',
      `Groups use “${attribute.name}”: ${groups.join(', ')}. Change or delete them first.`,
      { data: { groups } },
    );
  unlessVariable(store, attribute);
}
