import { useQuery } from '@tanstack/react-query';
import type { Cart } from '../../shared/contract/index.ts';
import { GroupMark } from '../groups/GroupMark.tsx';
import { api } from '../live/client.ts';
import classes from './Carts.module.css';

/** A cart's picture as an address; undefined until it is read. */
export function useCartPicture(pictureId: string | null): string | undefined {
  const { data } = useQuery({
    ...api.carts.picture.queryOptions({ input: { pictureId: pictureId ?? '' } }),
    enabled: pictureId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data === undefined ? undefined : `data:${data.contentType};base64,${data.base64}`;
}

/** How a cart looks: its picture, or its sign. The name stands beside it. */
export function CartPicture(props: { cart: Pick<Cart, 'pictureId' | 'colour' | 'icon'>; size: number; mark: number }) {
  const { cart, size, mark } = props;
  const address = useCartPicture(cart.pictureId);
  if (cart.pictureId === null) return <GroupMark group={cart} size={mark} />;
  const style = { width: size, height: size };
  return address === undefined ? (
    <span className={classes.picture} style={style} />
  ) : (
    <img className={classes.picture} style={style} src={address} alt="" />
  );
}
