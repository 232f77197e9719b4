import cart from '../../resources/illustrations/cart.svg?raw';
import invitation from '../../resources/illustrations/invitation.svg?raw';
import nothingFound from '../../resources/illustrations/nothing-found.svg?raw';
import { addPictures } from './sprite.ts';

/** Our own drawings for pages that have nothing yet. Decoration only. */
const DRAWINGS = addPictures('drawing', { cart, invitation, nothingFound });

/** A cart with empty slots. */
export function CartDrawing() {
  return (
    <svg width="144" height="104" aria-hidden="true">
      <use href={DRAWINGS.cart} />
    </svg>
  );
}

/** A magnifier over nothing. */
export function NothingFoundDrawing() {
  return (
    <svg width="112" height="88" aria-hidden="true">
      <use href={DRAWINGS.nothingFound} />
    </svg>
  );
}

/** An invitation with a link in it. */
export function InvitationDrawing() {
  return (
    <svg width="128" height="92" aria-hidden="true">
      <use href={DRAWINGS.invitation} />
    </svg>
  );
}
