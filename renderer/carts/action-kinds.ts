import type { CartActionKind } from '../../shared/contract/index.ts';

/** What can be done to slots, in the order to offer it. */
export const ACTIONS: readonly CartActionKind[] = [
  'lock',
  'unlock',
  'restart',
  'shutDown',
  'logOut',
  'message',
  'update',
  'refresh',
  'lostOn',
  'lostOff',
  'sound',
];

/** What takes something away, and is asked about twice. */
export const ASKS_TWICE: ReadonlySet<CartActionKind> = new Set(['unlock', 'shutDown', 'lostOn']);

/** What can wait for the night. */
export const CAN_WAIT: ReadonlySet<CartActionKind> = new Set(['restart', 'shutDown', 'update', 'refresh', 'logOut']);
