import { sql } from 'kysely';
import { byName } from '../../shared/by-name.ts';
import type { Cart, CartDetail, CartSlot, SlotDevice } from '../../shared/contract/cart.ts';
import { FAMILIES } from '../../shared/contract/device-fields.ts';
import { GROUP_COLOURS, GROUP_ICONS, type GroupColour, type GroupIcon } from '../../shared/contract/group-look.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { CartTable, Store } from '../store/index.ts';
import { conditionsOf } from './conditions.ts';
import { newestVersion } from './newest-version.ts';
import type { Place, Standing } from './slots.ts';

/** Reads carts in the contract's shape. */
export interface CartRows {
  /** By name. */
  list(): Cart[];
  /** @throws CartwrightError `not-found` */
  get(cartId: string): CartDetail;
  /** @throws CartwrightError `not-found` */
  row(cartId: string): CartTable;
  standing(): Standing;
  placeOf(deviceId: string): (Place & { cart: string }) | null;
}

const DAY = 86_400_000;
const flag = (bit: 0 | 1 | null): boolean | null => (bit === null ? null : bit === 1);

/** A colour and an icon as they are stored. */
export const colourOf = (stored: string): GroupColour => GROUP_COLOURS.find((one) => one === stored) ?? 'blue';
export const iconOf = (stored: string): GroupIcon => GROUP_ICONS.find((one) => one === stored) ?? 'cart';

/** What is known of the devices in slots. */
type Known = SlotDevice & Place & { since: number };

export function openCartRows(store: Store): CartRows {
  const row = (cartId: string): CartTable => {
    const found = store.get((db) => db.selectFrom('cart').selectAll().where('id', '=', cartId));
    if (found === undefined) throw new CartwrightError('not-found', 'There is no such cart.');
    return found;
  };

  const devicesIn = (cartId: string | undefined): Known[] => {
    const since = store.clock.now() - DAY;
    const rows = store.all((db) => {
      const all = db
        .selectFrom('cartSlot as s')
        .innerJoin('device as d', 'd.id', 's.deviceId')
        .select(['s.cartId', 's.slot', 's.since', 'd.id', 'd.name', 'd.serialNumber', 'd.productName', 'd.modelName'])
        .select(['d.family', 'd.state', 'd.supervised', 'd.sharedIpad', 'd.batteryLevel', 'd.osVersion', 'd.lostMode'])
        .select(['d.lastSeenAt'])
        .select((e) => [
          e
            .selectFrom('osUpdate as u')
            .select((u) => u.fn.agg<string | null>('group_concat', ['u.version']).as('versions'))
            .whereRef('u.deviceId', '=', 'd.id')
            .where('u.version', 'is not', null)
            .whereRef('u.version', 'is not', 'd.osVersion')
            .as('offered'),
          e
            .selectFrom('command as c')
            .select((c) => c.fn.countAll<number>().as('n'))
            .whereRef('c.enrollmentId', '=', 'd.enrollmentId')
            .where('c.open', '=', sql.lit<1>(1))
            .$asScalar()
            .$notNull()
            .as('openCommands'),
          e
            .selectFrom('command as c')
            .select((c) => c.fn.countAll<number>().as('n'))
            .whereRef('c.deviceId', '=', 'd.id')
            .where('c.state', 'in', ['error', 'format-error'])
            .where('c.stateAt', '>=', since)
            .$asScalar()
            .$notNull()
            .as('failedCommands'),
        ])
        .orderBy('s.slot');
      return cartId === undefined ? all : all.where('s.cartId', '=', cartId);
    });
    return rows.map(({ family, supervised, sharedIpad, lostMode, offered, ...facts }) => ({
      ...facts,
      updateVersion: newestVersion(offered?.split(',') ?? []),
      family: FAMILIES.find((one) => one === family) ?? null,
      supervised: flag(supervised),
      sharedIpad: flag(sharedIpad),
      lostMode: lostMode === 1,
    }));
  };

  const loansOf = (): Map<string, NonNullable<CartSlot['loan']>> => {
    const now = store.clock.now();
    return new Map(
      store
        .all((db) =>
          db
            .selectFrom('loan as l')
            .innerJoin('person as p', 'p.id', 'l.personId')
            .innerJoin('cartSlot as s', 's.deviceId', 'l.deviceId')
            .select(['l.id', 'l.deviceId', 'l.personId', 'p.name as personName', 'l.dueAt', 'l.outAt'])
            .where('l.inAt', 'is', null),
        )
        .map(({ deviceId, ...loan }) => [deviceId, { ...loan, overdue: loan.dueAt !== null && loan.dueAt < now }]),
    );
  };

  /** Devices that an exam holds now, and the exams that are on. */
  const examsNow = () => {
    const running = store.all((db) =>
      db.selectFrom('exam').select(['id', 'name', 'cartId', 'endsAt']).where('startedAt', 'is not', null),
    );
    const held = new Set(
      running.length === 0
        ? []
        : store
            .all((db) =>
              db
                .selectFrom('examDevice')
                .select('deviceId')
                .where(
                  'examId',
                  'in',
                  running.map(({ id }) => id),
                )
                .where('installCommandId', 'is not', null),
            )
            .map(({ deviceId }) => deviceId),
    );
    const byCart = new Map(
      running.map(({ id, name, cartId, endsAt }) => [cartId, { id, name, endsAt: endsAt ?? 0 }] as const),
    );
    return { held, byCart };
  };

  const read = (carts: readonly CartTable[], cartId: string | undefined): CartDetail[] => {
    const now = store.clock.now();
    const loans = loansOf();
    const { held, byCart } = examsNow();
    const pictures = new Map(
      store
        .all((db) => db.selectFrom('cartPicture').select(['cartId', 'id']))
        .map((picture) => [picture.cartId, picture.id] as const),
    );
    const standing = new Map<string, Map<number, Known>>();
    for (const device of devicesIn(cartId)) {
      const slots = standing.get(device.cartId) ?? new Map<number, Known>();
      standing.set(device.cartId, slots.set(device.slot, device));
    }
    return carts.map(({ nameKey: _, colour, icon, ...cart }) => {
      const here = standing.get(cart.id);
      const slots = Array.from({ length: cart.rows * cart.columns }, (_one, index): CartSlot => {
        const slot = index + 1;
        const known = here?.get(slot);
        if (known === undefined) return { slot, device: null, conditions: ['empty'], since: null, loan: null };
        const { cartId: _cart, slot: _slot, since, ...device } = known;
        const loan = loans.get(device.id) ?? null;
        const exam = held.has(device.id);
        const conditions = conditionsOf({ device, loan, exam, missingHours: cart.missingHours }, now);
        return { slot, device, conditions, since, loan };
      });
      return {
        ...cart,
        colour: colourOf(colour),
        icon: iconOf(icon),
        pictureId: pictures.get(cart.id) ?? null,
        devices: here?.size ?? 0,
        shown: slots.map(({ conditions }) => conditions[0] ?? 'empty'),
        exam: byCart.get(cart.id) ?? null,
        slots,
      };
    });
  };

  return {
    row,
    list: () =>
      read(
        store.all((db) => db.selectFrom('cart').selectAll()),
        undefined,
      )
        .map(({ slots: _, ...cart }) => cart)
        .sort(byName),
    get(cartId) {
      const [found] = read([row(cartId)], cartId);
      if (found === undefined) throw new CartwrightError('not-found', 'There is no such cart.');
      return found;
    },
    standing: () => store.all((db) => db.selectFrom('cartSlot').select(['cartId', 'slot', 'deviceId'])),
    placeOf: (deviceId) =>
      store.get((db) =>
        db
          .selectFrom('cartSlot as s')
          .innerJoin('cart as c', 'c.id', 's.cartId')
          .select(['s.cartId', 'c.name as cart', 's.slot'])
          .where('s.deviceId', '=', deviceId),
      ) ?? null,
  };
}
