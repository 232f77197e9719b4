import { BUILT_IN_GROUPS } from '../../shared/contract/group-look.ts';
import type { Store, UnitOfWork } from '../store/index.ts';

/**
 * Makes the groups every installation has, and brings those of an older version up to date.
 *
 * @returns the ids of those whose members have to be worked out
 */
export function putBuiltInGroups(store: Store, work: UnitOfWork): string[] {
  const stored = new Map(
    store
      .all((db) =>
        db.selectFrom('deviceGroup').select(['id', 'name', 'filter', 'ended']).where('builtIn', 'is not', null),
      )
      .map((row) => [row.id, row]),
  );
  const changed: string[] = [];
  for (const { id, key, name, icon, colour, filter, ended } of BUILT_IN_GROUPS) {
    const before = stored.get(id);
    const content = { name, filter: JSON.stringify(filter), ended: ended ? (1 as const) : (0 as const) };
    if (before?.name === name && before.filter === content.filter && before.ended === content.ended) continue;
    // Whoever has the name by now gives it away.
    store.run((db) =>
      db
        .updateTable('deviceGroup')
        .set((e) => ({
          name: e(e.ref('name'), '||', ' (2)').$castTo<string>(),
          nameKey: e(e.ref('nameKey'), '||', ' (2)').$castTo<string>(),
        }))
        .where('nameKey', '=', name.toLowerCase())
        .where('id', '<>', id),
    );
    const row = { ...content, nameKey: name.toLowerCase(), icon, colour, changedAt: work.now, changedBy: 'system' };
    store.run((db) =>
      db
        .insertInto('deviceGroup')
        .values({ id, description: '', kind: 'smart', builtIn: key, createdAt: work.now, createdBy: 'system', ...row })
        .onConflict((c) => c.column('id').doUpdateSet(row)),
    );
    changed.push(id);
  }
  return changed;
}
