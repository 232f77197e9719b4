import type { Store } from '../store/index.ts';

/** The carts that keep groups in step, by the id of the group. */
export function cartUsage(store: Store): ReadonlyMap<string, readonly { kind: string; id: string; name: string }[]> {
  return new Map(
    store
      .all((db) => db.selectFrom('cart').select(['id', 'name', 'groupId']))
      .map(({ id, name, groupId }) => [groupId, [{ kind: 'cart', id, name }]]),
  );
}
