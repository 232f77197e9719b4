import type { Store } from './store/index.ts';
import type { Whereabouts } from './views/index.ts';

/** Looks up where devices have their places, and who has them. */
export function openWhereabouts(store: Store): (deviceId: string) => Whereabouts {
  const look = store.statement<{ deviceId: string }, Whereabouts>((db, p) =>
    db
      .selectFrom('device as d')
      .leftJoin('cartSlot as s', 's.deviceId', 'd.id')
      .leftJoin('cart as c', 'c.id', 's.cartId')
      .leftJoin('loan as l', (join) => join.onRef('l.deviceId', '=', 'd.id').on('l.inAt', 'is', null))
      .leftJoin('person as p', 'p.id', 'l.personId')
      .select(['c.name as cart', 's.slot', 'p.name as person'])
      .where('d.id', '=', p.deviceId),
  );
  return (deviceId) => look.get({ deviceId }) ?? { cart: null, slot: null, person: null };
}
