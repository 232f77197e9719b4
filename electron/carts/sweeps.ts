import type { SweepResult } from '../../shared/contract/carts.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../store/index.ts';
import type { CartRows } from './cart-rows.ts';
import type { Carts } from './carts.ts';
import { type Found, sweepOf } from './sweep.ts';

const MOST_KEPT = 60;

/** Sweeps at the end of a day: looked at, and kept. */
export function openSweeps(store: Store, rows: CartRows): Pick<Carts, 'sweep' | 'recordSweep' | 'sweeps'> {
  const look = (
    cartId: string,
    sinceAt: number,
    scans: readonly { slot: number; deviceId: string }[],
    by: string,
  ): SweepResult => {
    const cart = rows.get(cartId);
    const found = scans.flatMap(({ slot, deviceId }): Found[] => {
      const device = store.get((db) =>
        db.selectFrom('device').select(['name', 'serialNumber', 'lastSeenAt']).where('id', '=', deviceId),
      );
      return device === undefined ? [] : [{ slot, deviceId, ...device, place: rows.placeOf(deviceId) }];
    });
    return {
      ...{ id: null, cartId, at: store.clock.now(), by, sinceAt, scanned: scans.length > 0 },
      rows: sweepOf({
        cartId,
        sinceAt,
        found: scans.length > 0 ? found : undefined,
        belonging: cart.slots.flatMap(({ slot, device, loan }) =>
          device === null
            ? []
            : [
                {
                  slot,
                  deviceId: device.id,
                  name: device.name,
                  serialNumber: device.serialNumber,
                  lastSeenAt: device.lastSeenAt,
                  loan: loan === null ? null : { person: loan.personName, dueAt: loan.dueAt, overdue: loan.overdue },
                },
              ],
        ),
      }),
    };
  };

  return {
    sweep: (cartId, sinceAt) => look(cartId, sinceAt, [], ''),

    recordSweep: (cartId, { sinceAt, scans }, actor) =>
      store.write((work) => {
        const result = { ...look(cartId, sinceAt, scans, actor), id: newId(work.now), at: work.now };
        store.run((db) =>
          db.insertInto('cartSweep').values({
            ...{ id: result.id, cartId, at: work.now, by: actor, result: JSON.stringify(result) },
          }),
        );
        const old = store.all((db) =>
          db
            .selectFrom('cartSweep')
            .select('id')
            .where('cartId', '=', cartId)
            .orderBy('id', 'desc')
            .offset(MOST_KEPT)
            .limit(100),
        );
        for (const { id } of old) store.run((db) => db.deleteFrom('cartSweep').where('id', '=', id));
        const missing = result.rows.filter(({ state }) => state !== 'here' && state !== 'out').length;
        work.event({ type: 'cart.swept', actor, data: { cartId, name: rows.row(cartId).name, missing } });
        return result;
      }),

    sweeps(cartId) {
      rows.row(cartId);
      return store
        .all((db) =>
          db
            .selectFrom('cartSweep')
            .select('result')
            .where('cartId', '=', cartId)
            .orderBy('id', 'desc')
            .limit(MOST_KEPT),
        )
        .map(({ result }) => JSON.parse(result) as SweepResult);
    },
  };
}
