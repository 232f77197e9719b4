import type { Cart, CartDetail, CartPlace, NewCart } from '../../shared/contract/cart.ts';
import type { CartFile, CartPicture, Scanned, SweepResult } from '../../shared/contract/carts.ts';
import type { CsvFile } from '../../shared/contract/device-lists.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { parseNamePattern } from '../../shared/name-pattern.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { colourOf, iconOf, openCartRows } from './cart-rows.ts';
import { exportCart, openFinding } from './finding.ts';
import { openCartPictures } from './pictures.ts';
import type { GroupDoor } from './ports.ts';
import { arrange, type Hindrance } from './slots.ts';
import { openSweeps } from './sweeps.ts';

/** Carts: devices in numbered slots, each with a static group that is kept in step. */
export interface Carts {
  list(): Cart[];
  /** @throws CartwrightError `not-found`, as all that name a cart */
  get(cartId: string): CartDetail;
  /** @throws CartwrightError `conflict` for a name that is taken, `bad-request` for a pattern that cannot be read */
  create(cart: NewCart, actor: string): Promise<CartDetail>;
  /** @throws CartwrightError as `create`, and `conflict` when devices stand in slots that would go */
  update(cartId: string, cart: NewCart, actor: string): Promise<CartDetail>;
  /** Returns what it was. @throws CartwrightError `conflict` during an exam, or while its group is used */
  remove(cartId: string, actor: string): Promise<{ cart: CartDetail }>;
  /** @throws CartwrightError `not-found` */
  picture(pictureId: string): CartPicture;
  /**
   * Gives a cart a picture; null takes it away.
   *
   * @returns what it was
   * @throws CartwrightError `bad-request` for what is no PNG or JPEG, `too-large`
   */
  changePicture(cartId: string, bytes: Buffer | null, actor: string): Promise<{ former: CartPicture | null }>;
  /**
   * Puts devices into slots or takes them out, all or nothing.
   *
   * @param take devices that have their place elsewhere leave it
   * @returns what stood in the slots that changed
   * @throws CartwrightError `conflict` with `data.deviceId` and `data.place` for a device that has its place elsewhere
   */
  arrange(places: readonly CartPlace[], take: boolean, actor: string): Promise<{ former: CartPlace[] }>;
  find(code: string): Scanned;
  ofDevice(deviceId: string): { place: { cartId: string; cart: string; slot: number } | null };
  readFile(cartId: string, text: string): CartFile;
  export(cartId: string): CsvFile;
  sweep(cartId: string, sinceAt: number): SweepResult;
  recordSweep(
    cartId: string,
    input: { sinceAt: number; scans: readonly { slot: number; deviceId: string }[] },
    actor: string,
  ): Promise<SweepResult>;
  /** Newest first. */
  sweeps(cartId: string): SweepResult[];
}

const MOST_CARTS = 500;

export function openCarts(store: Store, groups: GroupDoor): Carts {
  const rows = openCartRows(store);
  const finding = openFinding(store, rows);
  const sweeps = openSweeps(store, rows);

  const unlessTaken = (name: string, change: () => void): void => {
    try {
      change();
    } catch (error) {
      if (!store.isUniqueViolation(error)) throw error;
      throw new CartwrightError('conflict', `There is a cart “${name}” already. Take another name.`);
    }
  };
  const checkPattern = ({ pattern }: NewCart): void => {
    const parsed = parseNamePattern(pattern);
    if ('problem' in parsed) throw new CartwrightError('bad-request', parsed.problem);
  };
  const devicesOf = (cartId: string): string[] =>
    store
      .all((db) => db.selectFrom('cartSlot').select('deviceId').where('cartId', '=', cartId).orderBy('slot'))
      .map(({ deviceId }) => deviceId);
  const keepInStep = (
    work: UnitOfWork,
    cart: { id: string; groupId: string | null; name: string; place: string; colour: string; icon: string },
    actor: string,
  ): string => {
    const { name, place: description } = cart;
    const look = { name, description, colour: colourOf(cart.colour), icon: iconOf(cart.icon) };
    const deviceIds = cart.groupId === null ? [] : devicesOf(cart.id);
    return groups.follow(work, cart.groupId, { ...look, deviceIds }, actor);
  };

  const hindered = (hindrance: Hindrance): CartwrightError => {
    if (hindrance.kind === 'slotTwice')
      return new CartwrightError('bad-request', `Slot ${hindrance.place.slot} is named twice.`);
    const device = store.get((db) =>
      db.selectFrom('device').select(['name', 'serialNumber']).where('id', '=', hindrance.deviceId),
    );
    const name = device?.name ?? device?.serialNumber ?? hindrance.deviceId;
    if (hindrance.kind === 'twice')
      return new CartwrightError('bad-request', `“${name}” cannot stand in two slots at once.`);
    const { cartId, slot } = hindrance.place;
    const cart = rows.row(cartId).name;
    return new CartwrightError('conflict', `“${name}” has its place in ${cart}, slot ${slot}. Move it from there?`, {
      data: { deviceId: hindrance.deviceId, place: { cartId, cart, slot } },
    });
  };

  return {
    list: () => rows.list(),
    get: (cartId) => rows.get(cartId),
    find: (code) => finding.find(code),
    ofDevice: (deviceId) => ({ place: rows.placeOf(deviceId) }),
    readFile: (cartId, text) => finding.readFile(rows.get(cartId), text),
    export: (cartId) => exportCart(rows.get(cartId)),
    ...sweeps,
    ...openCartPictures(store, rows),

    async create(cart, actor) {
      checkPattern(cart);
      const id = await store.write((work) => {
        if (rows.list().length >= MOST_CARTS)
          throw new CartwrightError('too-many', `There are ${MOST_CARTS} carts, the most there can be.`);
        const cartId = newId(work.now);
        if (store.get((db) => db.selectFrom('cart').select('id').where('nameKey', '=', cart.name.toLowerCase())))
          throw new CartwrightError('conflict', `There is a cart “${cart.name}” already. Take another name.`);
        const groupId = keepInStep(work, { ...cart, id: cartId, groupId: null }, actor);
        store.run((db) =>
          db.insertInto('cart').values({
            ...cart,
            ...{ id: cartId, nameKey: cart.name.toLowerCase(), groupId },
            ...{ createdAt: work.now, createdBy: actor, changedAt: work.now, changedBy: actor },
          }),
        );
        work.event({ type: 'cart.created', actor, data: { cartId, name: cart.name } });
        return cartId;
      });
      return rows.get(id);
    },

    async update(cartId, cart, actor) {
      checkPattern(cart);
      await store.write((work) => {
        const { groupId } = rows.row(cartId);
        const beyond = store.get((db) =>
          db
            .selectFrom('cartSlot')
            .select('slot')
            .where('cartId', '=', cartId)
            .where('slot', '>', cart.rows * cart.columns)
            .orderBy('slot', 'desc'),
        );
        if (beyond !== undefined)
          throw new CartwrightError(
            'conflict',
            `Slot ${beyond.slot} holds a device. Take it out, or keep as many slots.`,
          );
        unlessTaken(cart.name, () =>
          store.run((db) =>
            db
              .updateTable('cart')
              .set({ ...cart, nameKey: cart.name.toLowerCase(), changedAt: work.now, changedBy: actor })
              .where('id', '=', cartId),
          ),
        );
        keepInStep(work, { ...cart, id: cartId, groupId }, actor);
        work.event({ type: 'cart.changed', actor, data: { cartId, name: cart.name } });
      });
      return rows.get(cartId);
    },

    remove: (cartId, actor) =>
      store.write((work) => {
        const cart = rows.get(cartId);
        if (cart.exam !== null)
          throw new CartwrightError('conflict', `The exam “${cart.exam.name}” is on. Release its devices first.`);
        store.run((db) => db.deleteFrom('cart').where('id', '=', cartId));
        groups.unfollow(work, cart.groupId, actor);
        work.event({ type: 'cart.deleted', actor, data: { cartId, name: cart.name, devices: cart.devices } });
        return { cart };
      }),

    arrange: (places, take, actor) =>
      store.write((work) => {
        const sizes = new Map<string, number>();
        for (const { cartId, slot, deviceId } of places) {
          const size = sizes.get(cartId) ?? sizeOf(rows.row(cartId));
          sizes.set(cartId, size);
          if (slot > size) throw new CartwrightError('bad-request', `This cart has ${size} slots.`);
          if (deviceId === null) continue;
          if (store.get((db) => db.selectFrom('device').select('id').where('id', '=', deviceId)) === undefined)
            throw new CartwrightError('not-found', 'There is no such device.');
        }
        const outcome = arrange(rows.standing(), places, take);
        if ('hindrance' in outcome) throw hindered(outcome.hindrance);
        const { changes, former } = outcome;
        for (const { cartId, slot } of former)
          store.run((db) => db.deleteFrom('cartSlot').where('cartId', '=', cartId).where('slot', '=', slot));
        for (const { cartId, slot, deviceId } of changes)
          if (deviceId !== null)
            store.run((db) =>
              db.insertInto('cartSlot').values({ cartId, slot, deviceId, since: work.now, placedBy: actor }),
            );
        for (const cartId of new Set(changes.map((change) => change.cartId))) {
          const cart = rows.row(cartId);
          keepInStep(work, cart, actor);
          const slots = changes.filter((change) => change.cartId === cartId).map(({ slot }) => slot);
          work.event({ type: 'cart.arranged', actor, data: { cartId, name: cart.name, slots } });
        }
        return { former: [...former] };
      }),
  };
}

const sizeOf = ({ rows, columns }: { rows: number; columns: number }): number => rows * columns;
