import type { TFunction } from 'i18next';
import type { CartDetail, CartPlace } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { tellFailure } from '../parts/notify.ts';
import { notifyWithUndo } from '../parts/undo.tsx';

/** Reads again what stands in carts, and what follows from it. */
export async function rereadCarts(): Promise<void> {
  await Promise.all(
    [api.carts, api.exams, api.groups, api.loans, api.people, api.devices.list].map((part) =>
      queryClient.invalidateQueries({ queryKey: part.key() }),
    ),
  );
}

/**
 * Puts devices into slots or takes them out, and offers to take that back.
 *
 * @param said what was done, as a sentence
 * @returns whether it was done; why not is told
 */
export async function arrange(
  cart: Pick<CartDetail, 'name'>,
  places: CartPlace[],
  t: TFunction,
  options: { take?: boolean; said?: string } = {},
): Promise<boolean> {
  try {
    const { former } = await engine.carts.arrange({ places, take: options.take ?? false });
    await rereadCarts();
    if (former.length > 0)
      notifyWithUndo(options.said ?? t('carts.scan.undo', { name: cart.name }), async () => {
        await engine.carts.arrange({ places: former, take: true });
        await rereadCarts();
      });
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}

/**
 * Gives a cart a picture or takes it away, and offers to take that back.
 *
 * @param base64 null for none
 * @returns whether it was done; why not is told
 */
export async function changePicture(
  cart: Pick<CartDetail, 'id' | 'name'>,
  base64: string | null,
  t: TFunction,
): Promise<boolean> {
  const cartId = cart.id;
  try {
    const { former } = await engine.carts.changePicture({ cartId, base64 });
    await rereadCarts();
    notifyWithUndo(
      t(base64 === null ? 'carts.picture.removed' : 'carts.picture.set', { name: cart.name }),
      async () => {
        await engine.carts.changePicture({ cartId, base64: former?.base64 ?? null });
        await rereadCarts();
      },
    );
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}

/** Deletes a cart, and offers to make it again with its devices and its picture. @returns whether it is gone; why not is told */
export async function removeCart(cart: CartDetail, t: TFunction): Promise<boolean> {
  try {
    const picture = cart.pictureId === null ? undefined : await engine.carts.picture({ pictureId: cart.pictureId });
    const { cart: was } = await engine.carts.remove({ cartId: cart.id });
    await rereadCarts();
    notifyWithUndo(t('carts.deleted', { name: was.name }), async () => {
      const { name, place, rows, columns, colour, icon, pattern, timeZone, missingHours } = was;
      const made = await engine.carts.create({
        name,
        place,
        rows,
        columns,
        colour,
        icon,
        pattern,
        timeZone,
        missingHours,
      });
      const places = was.slots.flatMap(({ slot, device }) =>
        device === null ? [] : [{ cartId: made.id, slot, deviceId: device.id }],
      );
      if (picture !== undefined) await engine.carts.changePicture({ cartId: made.id, base64: picture.base64 });
      if (places.length > 0) await engine.carts.arrange({ places });
      await rereadCarts();
    });
    return true;
  } catch (error) {
    tellFailure(error, t('carts.notDeleted', { name: cart.name }));
    return false;
  }
}

/** The first free slot at or after one; undefined when every slot is filled. */
export function freeSlot(cart: CartDetail, from = 1): number | undefined {
  const free = cart.slots.filter(({ device }) => device === null).map(({ slot }) => slot);
  return free.find((slot) => slot >= from) ?? free[0];
}
