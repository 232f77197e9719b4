import type { LinkedDevice } from '../../shared/contract/blueprints.ts';
import type { Store, UnitOfWork } from '../store/index.ts';

export interface Link {
  readonly deviceId: string;
  readonly blueprintId: string;
  readonly version: number;
  readonly follows: 0 | 1;
  readonly place: number;
}

/** Which device belongs to which blueprint. */
export class Links {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  of(blueprintId: string): (Omit<LinkedDevice, 'drift' | 'follows'> & Link)[] {
    return this.#store.all((db) =>
      db
        .selectFrom('blueprintLink as l')
        .innerJoin('device as d', 'd.id', 'l.deviceId')
        .selectAll('l')
        .select(['d.name as deviceName', 'd.serialNumber'])
        .where('l.blueprintId', '=', blueprintId)
        .orderBy('l.place')
        .orderBy('d.name'),
    );
  }

  get(deviceId: string): Link | undefined {
    return this.#store.get((db) => db.selectFrom('blueprintLink').selectAll().where('deviceId', '=', deviceId));
  }

  /** The place after the last one of a blueprint, for the numbers in names. */
  nextPlace(blueprintId: string): number {
    const row = this.#store.get((db) =>
      db
        .selectFrom('blueprintLink')
        .select((e) => e.fn.max<number | null>('place').as('last'))
        .where('blueprintId', '=', blueprintId),
    );
    return (row?.last ?? 0) + 1;
  }

  put(work: UnitOfWork, { deviceId, ...rest }: Link, actor: string): void {
    const row = { ...rest, linkedAt: work.now, linkedBy: actor };
    this.#store.run((db) =>
      db
        .insertInto('blueprintLink')
        .values({ deviceId, ...row })
        .onConflict((c) => c.column('deviceId').doUpdateSet(row)),
    );
  }

  follow(blueprintId: string, deviceIds: readonly string[], follows: boolean): number {
    return this.#store.run((db) =>
      db
        .updateTable('blueprintLink')
        .set({ follows: follows ? 1 : 0 })
        .where('blueprintId', '=', blueprintId)
        .where('deviceId', 'in', [...deviceIds]),
    );
  }

  drop(blueprintId: string, deviceId: string): boolean {
    const gone = this.#store.run((db) =>
      db.deleteFrom('blueprintLink').where('blueprintId', '=', blueprintId).where('deviceId', '=', deviceId),
    );
    return gone > 0;
  }
}
