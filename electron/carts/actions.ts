import type { CartSlot } from '../../shared/contract/cart.ts';
import type { CartAction } from '../../shared/contract/carts.ts';
import type { Finding } from '../../shared/contract/common.ts';
import type { CommandRequest } from './ports.ts';
import { messageIdentifier, messageProfile } from './profiles.ts';
import { NOT_SUPERVISED, refusal } from './step-state.ts';

/*
 * What an action on a cart means for each device. Pure.
 */

type Command = CommandRequest['command'];

/** What is to be queued for a device, or why nothing is. */
export type Meaning = { readonly command: Command } | { readonly skipped: Finding };

/** An update a device is offered. */
export interface Offer {
  readonly productKey: string;
  readonly version: string | null;
}

const NO_UPDATE = refusal('cart-no-update', 'No update is offered to this device.');
const NOT_LOST = refusal('cart-not-lost', 'This device is not in Lost Mode.');

const given = (keys: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(keys).filter(([, text]) => text !== ''));

/** @param offer the newest update the device is offered */
export function meaningOf(
  action: CartAction,
  cart: { id: string; name: string },
  device: Pick<NonNullable<CartSlot['device']>, 'supervised' | 'lostMode'>,
  offer: Offer | undefined,
): Meaning {
  switch (action.kind) {
    case 'lock':
      return {
        command: {
          RequestType: 'DeviceLock',
          ...given({ Message: action.message, PhoneNumber: action.phoneNumber }),
        },
      };
    case 'unlock':
      return { command: { RequestType: 'ClearPasscode' } };
    case 'restart':
      return { command: { RequestType: 'RestartDevice' } };
    case 'shutDown':
      return { command: { RequestType: 'ShutDownDevice' } };
    case 'logOut':
      return { command: { RequestType: 'LogOutUser' } };
    case 'lostOn': {
      const { message, phoneNumber, footnote } = action;
      return {
        command: {
          RequestType: 'EnableLostMode',
          ...given({ Message: message, PhoneNumber: phoneNumber, Footnote: footnote }),
        },
      };
    }
    case 'lostOff':
      return device.lostMode ? { command: { RequestType: 'DisableLostMode' } } : { skipped: NOT_LOST };
    case 'sound':
      return device.lostMode ? { command: { RequestType: 'PlayLostModeSound' } } : { skipped: NOT_LOST };
    case 'refresh':
      return { command: { RequestType: 'DeviceInformation', Queries: ['DeviceName'] } };
    case 'message':
      if (device.supervised !== true) return { skipped: NOT_SUPERVISED };
      return action.text === ''
        ? { command: { RequestType: 'RemoveProfile', Identifier: messageIdentifier(cart.id) } }
        : {
            command: {
              RequestType: 'InstallProfile',
              Payload: Buffer.from(messageProfile(cart, action.text)).toString('base64'),
            },
          };
    case 'update':
      if (offer === undefined) return { skipped: NO_UPDATE };
      return {
        command: {
          RequestType: 'ScheduleOSUpdate',
          Updates: [
            {
              ...(offer.productKey === '' ? {} : { ProductKey: offer.productKey }),
              ...(offer.version === null ? {} : { ProductVersion: offer.version }),
              InstallAction: 'InstallASAP',
            },
          ],
        },
      };
  }
}
