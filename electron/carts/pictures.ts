import { LARGEST_CART_PICTURE } from '../../shared/contract/cart.ts';
import type { CartPicture } from '../../shared/contract/carts.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { pictureTypeOf } from '../../shared/picture-type.ts';
import type { Store } from '../store/index.ts';
import type { CartRows } from './cart-rows.ts';
import type { Carts } from './carts.ts';

/** What carts look like: one picture each, small enough to be shown in lists. */
export function openCartPictures(store: Store, rows: CartRows): Pick<Carts, 'picture' | 'changePicture'> {
  const read = (by: 'id' | 'cartId', id: string): CartPicture | null => {
    const row = store.get((db) => db.selectFrom('cartPicture').select(['contentType', 'bytes']).where(by, '=', id));
    return row === undefined
      ? null
      : { contentType: row.contentType, base64: Buffer.from(row.bytes).toString('base64') };
  };
  return {
    picture(pictureId) {
      const found = read('id', pictureId);
      if (found === null) throw new CartwrightError('not-found', 'There is no such picture. Reload the list.');
      return found;
    },
    async changePicture(cartId, bytes, actor) {
      const contentType = bytes === null ? undefined : pictureTypeOf(bytes);
      if (bytes !== null && contentType === undefined)
        throw new CartwrightError('bad-request', 'A picture is a PNG or a JPEG file.');
      if (bytes !== null && bytes.length > LARGEST_CART_PICTURE)
        throw new CartwrightError(
          'too-large',
          `A cart’s picture has ${LARGEST_CART_PICTURE / 1000} kB at most. Make it smaller.`,
        );
      return store.write((work) => {
        const { name } = rows.row(cartId);
        const former = read('cartId', cartId);
        if (bytes === null && former === null) return { former };
        store.run((db) => db.deleteFrom('cartPicture').where('cartId', '=', cartId));
        if (bytes !== null && contentType !== undefined) {
          const row = { cartId, id: newId(work.now), contentType, bytes, addedAt: work.now, addedBy: actor };
          store.run((db) => db.insertInto('cartPicture').values(row));
        }
        work.event({
          type: bytes === null ? 'cart.picture-removed' : 'cart.picture-set',
          actor,
          data: { cartId, name },
        });
        return { former };
      });
    },
  };
}
