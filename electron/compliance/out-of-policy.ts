import { sql } from 'kysely';
import type { Store } from '../store/index.ts';

/** How policies stand that a device is to have and has not. */
const LACKING = ['pending', 'sent', 'verifying', 'failed', 'waiting', 'held', 'drifted'] as const;
const FIELD = 'outOfPolicySince';

/**
 * Notes since when something that policies are to bring is not on a device. Looked at from time to time, and only while a
 * group or a rule asks for it: what matters counts in days, and writing it with every answer of a device would cost each.
 *
 * @returns how many devices changed
 */
export async function noteOutOfPolicy(store: Store): Promise<number> {
  const asked = store.get((db) => db.selectFrom('groupWatch').select('field').where('field', '=', FIELD).limit(1));
  if (asked === undefined) return 0;
  const changed = store.all((db) =>
    db
      .selectFrom('device as d')
      .leftJoin(
        (e) =>
          e
            .selectFrom('policyState')
            .select('deviceId')
            .select((on) => on.fn.min('since').as('since'))
            .where('state', 'in', [...LACKING])
            .groupBy('deviceId')
            .as('s'),
        (join) => join.onRef('s.deviceId', '=', 'd.id'),
      )
      .select(['d.id', 's.since'])
      .where(sql<boolean>`d."outOfPolicySince" is not s."since"`),
  );
  const noted = await store.writeEach(changed, (_, { id, since }) => {
    const there = store.run((db) => db.updateTable('device').set({ outOfPolicySince: since }).where('id', '=', id));
    // Somebody deleted it meanwhile.
    if (there === 0) return false;
    // Groups and rules that ask for it are worked out again.
    store.run((db) =>
      db
        .insertInto('groupDue')
        .values({ deviceId: id, dueAt: 0 })
        .onConflict((c) => c.column('deviceId').doUpdateSet({ dueAt: 0 })),
    );
    return true;
  });
  return noted.filter(Boolean).length;
}
