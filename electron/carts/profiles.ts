import { createHash } from 'node:crypto';
import { encodePlistBytes } from '../protocol/index.ts';

/*
 * The profiles of this room. Pure.
 */

/** Of the profile that shows a text on the lock screens of a cart. */
export const messageIdentifier = (cartId: string): string => `org.cartwright.cart.${cartId}.message`;
/** Of the profile that keeps devices in the app of an exam. */
export const examIdentifier = (examId: string): string => `org.cartwright.exam.${examId}`;

/** The same for the same words, so that a profile that was not changed keeps its UUID. */
function uuidOf(...words: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(words.join('\0')).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)]
    .join('-')
    .toUpperCase();
}

/** A text below the clock of the lock screen (`com.apple.shareddeviceconfiguration`, supervised). */
export function messageProfile(cart: { id: string; name: string }, text: string): Uint8Array {
  const identifier = messageIdentifier(cart.id);
  return encodePlistBytes({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(identifier, text),
    PayloadDisplayName: `Lock screen message of ${cart.name}`,
    PayloadRemovalDisallowed: true,
    PayloadContent: [
      {
        PayloadType: 'com.apple.shareddeviceconfiguration',
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.text`,
        PayloadUUID: uuidOf(identifier, 'text', text),
        PayloadDisplayName: 'Lock screen message',
        LockScreenFootnote: text,
      },
    ],
  });
}

/**
 * Single-app mode (`com.apple.app.lock`, supervised).
 *
 * @param exam.removedAt when the device lets itself go, should nothing of us reach it
 */
export function examProfile(exam: {
  id: string;
  name: string;
  appId: string;
  startedAt: number;
  removedAt: number;
}): Uint8Array {
  const identifier = examIdentifier(exam.id);
  return encodePlistBytes({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(identifier, exam.startedAt, exam.removedAt),
    PayloadDisplayName: exam.name,
    PayloadRemovalDisallowed: true,
    RemovalDate: new Date(Math.floor(exam.removedAt / 1000) * 1000),
    PayloadContent: [
      {
        PayloadType: 'com.apple.app.lock',
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.app`,
        PayloadUUID: uuidOf(identifier, 'app', exam.startedAt, exam.removedAt),
        PayloadDisplayName: 'Single-app mode',
        App: { Identifier: exam.appId, Options: { DisableAutoLock: true } },
      },
    ],
  });
}
