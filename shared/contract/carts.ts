import { z } from 'zod';
import { cart, cartDetail, cartPlace, LARGEST_CART_PICTURE, newCart, slotNumber } from './cart.ts';
import { finding, id, procedure, time } from './common.ts';
import { csvFile } from './device-lists.ts';
import { family } from './devices.ts';

/* Carts: devices in numbered slots, what can be done to them, and the sweep at the end of a day. */

/** What was found for a code that was scanned or typed. */
export const scanned = z.object({
  code: z.string(),
  /** One device means it was found; more that the code is ambiguous. */
  devices: z.array(
    z.object({
      id,
      name: z.string().nullable(),
      serialNumber: z.string().nullable(),
      modelName: z.string().nullable(),
      productName: z.string().nullable(),
      family: family.nullable(),
      /** Where it has its place now. */
      place: z.object({ cartId: id, cart: z.string(), slot: slotNumber }).nullable(),
      /** By what it was found: a serial number, an asset tag (a custom attribute of this name) … */
      by: z.string(),
    }),
  ),
});
export type Scanned = z.infer<typeof scanned>;

export const cartFile = z.object({
  places: z.array(
    z.object({ line: z.number().int(), slot: slotNumber, deviceId: id, code: z.string(), name: z.string().nullable() }),
  ),
  problems: z.array(
    z.object({
      line: z.number().int(),
      code: z.string(),
      reason: z.enum(['unknown', 'ambiguous', 'repeated', 'noSuchSlot', 'slotTwice', 'full']),
    }),
  ),
});
export type CartFile = z.infer<typeof cartFile>;

const lockText = z.string().trim().max(500).default('');

export const cartAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lock'), message: lockText, phoneNumber: z.string().trim().max(50).default('') }),
  /** Takes the passcode off. */
  z.object({ kind: z.literal('unlock') }),
  z.object({ kind: z.literal('restart') }),
  z.object({ kind: z.literal('shutDown') }),
  z.object({ kind: z.literal('logOut') }),
  z.object({
    kind: z.literal('lostOn'),
    message: z.string().trim().min(1).max(500),
    phoneNumber: z.string().trim().max(50).default(''),
    footnote: lockText,
  }),
  z.object({ kind: z.literal('lostOff') }),
  z.object({ kind: z.literal('sound') }),
  z.object({ kind: z.literal('refresh') }),
  /** Below the clock of the lock screen until it is taken away again: an empty text. */
  z.object({ kind: z.literal('message'), text: z.string().trim().max(200) }),
  z.object({ kind: z.literal('update') }),
]);
export type CartAction = z.infer<typeof cartAction>;
export type CartActionKind = CartAction['kind'];

export const STEP_STATES = ['skipped', 'planned', 'waiting', 'done', 'failed', 'expired', 'cancelled'] as const;

export const cartRun = z.object({
  id,
  cartId: id,
  kind: z.string(),
  at: time,
  by: z.string(),
  /** Where it is to begin later. */
  startAt: time.nullable(),
  endAt: time.nullable(),
  state: z.enum(['scheduled', 'running', 'done', 'cancelled']),
  steps: z.array(
    z.object({
      slot: slotNumber,
      deviceId: id,
      name: z.string().nullable(),
      serialNumber: z.string().nullable(),
      state: z.enum(STEP_STATES),
      commandId: id.nullable(),
      /** Why it is skipped, or what went wrong. */
      findings: z.array(finding),
      /** What the device said. */
      error: z.string().nullable(),
    }),
  ),
});
export type CartRun = z.infer<typeof cartRun>;

export const actionCheck = z.object({
  rows: z.array(
    z.object({
      slot: slotNumber,
      deviceId: id,
      name: z.string().nullable(),
      serialNumber: z.string().nullable(),
      fits: z.boolean(),
      findings: z.array(finding),
    }),
  ),
});
export type ActionCheck = z.infer<typeof actionCheck>;

/** Null: every slot that holds a device. */
const slots = z.array(slotNumber).min(1).max(100).nullable().default(null);
/** Wall-clock times in the cart's time zone, `22:00` to `05:00`: begins at the next time it is so late. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 08:00');
const timeWindow = z.object({ from: clockTime, to: clockTime });

export const SWEEP_STATES = ['here', 'notSeen', 'notScanned', 'wrongSlot', 'out', 'overdue', 'stranger'] as const;
export const sweepResult = z.object({
  id: id.nullable(),
  cartId: id,
  at: time,
  by: z.string(),
  /** Who was not seen since then is missing. */
  sinceAt: time,
  /** Whether the devices were scanned in their slots. */
  scanned: z.boolean(),
  rows: z.array(
    z.object({
      /** Where it belongs; null for a device that belongs elsewhere. */
      slot: slotNumber.nullable(),
      deviceId: id,
      name: z.string().nullable(),
      serialNumber: z.string().nullable(),
      state: z.enum(SWEEP_STATES),
      lastSeenAt: time.nullable(),
      /** Where it was scanned. */
      foundIn: slotNumber.nullable(),
      /** Where it belongs instead, of a device that was found here. */
      belongsTo: z.object({ cart: z.string(), slot: slotNumber }).nullable(),
      person: z.string().nullable(),
      dueAt: time.nullable(),
    }),
  ),
});
export type SweepResult = z.infer<typeof sweepResult>;

export const cartPicture = z.object({ contentType: z.string(), base64: z.base64() });
export type CartPicture = z.infer<typeof cartPicture>;

const byCart = z.object({ cartId: id });
const CARTS = ['Carts'];

export const carts = {
  list: procedure.route({ method: 'GET', path: '/carts', summary: 'Carts', tags: CARTS }).output(z.array(cart)),
  get: procedure
    .route({ method: 'GET', path: '/carts/{cartId}', summary: 'One cart with its slots', tags: CARTS })
    .input(byCart)
    .output(cartDetail),
  create: procedure
    .route({
      method: 'POST',
      path: '/carts',
      summary: 'Make a cart',
      description: 'Makes a static group of the same name, too, and keeps it in step.',
      tags: CARTS,
    })
    .input(newCart)
    .output(cartDetail),
  update: procedure
    .route({
      method: 'PUT',
      path: '/carts/{cartId}',
      summary: 'Change a cart',
      description: 'Refused when devices stand in slots that it would no longer have.',
      tags: CARTS,
    })
    .input(byCart.extend({ cart: newCart }))
    .output(cartDetail),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/carts/{cartId}',
      summary: 'Delete a cart and its group',
      description: 'Refused during an exam, and while something uses the group. Answers what it was.',
      tags: CARTS,
    })
    .input(byCart)
    .output(z.object({ cart: cartDetail })),
  picture: procedure
    .route({ method: 'GET', path: '/cart-pictures/{pictureId}', summary: 'The picture of a cart', tags: CARTS })
    .input(z.object({ pictureId: id }))
    .output(cartPicture),
  changePicture: procedure
    .route({
      method: 'PUT',
      path: '/carts/{cartId}/picture',
      summary: 'Give a cart a picture, or take it away',
      description: 'PNG or JPEG of 300 kB at most; null takes it away. Answers what it was, to be given back.',
      tags: CARTS,
    })
    .input(
      byCart.extend({
        base64: z
          .base64()
          .min(1)
          .max(Math.ceil(LARGEST_CART_PICTURE * 1.4))
          .nullable(),
      }),
    )
    .output(z.object({ former: cartPicture.nullable() })),
  arrange: procedure
    .route({
      method: 'POST',
      path: '/carts/places',
      summary: 'Put devices into slots, or take them out',
      description:
        'All or nothing. A device is in one slot only: one that has its place elsewhere is refused unless `take` is set, then it leaves that place. Answers what stood in the slots before, to be given back.',
      tags: CARTS,
    })
    .input(z.object({ places: z.array(cartPlace).min(1).max(500), take: z.boolean().default(false) }))
    .output(z.object({ former: z.array(cartPlace) })),
  find: procedure
    .route({
      method: 'GET',
      path: '/carts/find',
      summary: 'The device of a scanned code',
      description:
        'A serial number, also as Apple prints it; an IMEI or UDID; or an asset tag: a custom attribute of type text.',
      tags: CARTS,
    })
    .input(z.object({ code: z.string().trim().min(1).max(200) }))
    .output(scanned),
  ofDevice: procedure
    .route({ method: 'GET', path: '/devices/{deviceId}/cart', summary: 'Where a device has its place', tags: CARTS })
    .input(z.object({ deviceId: id }))
    .output(z.object({ place: z.object({ cartId: id, cart: z.string(), slot: slotNumber }).nullable() })),
  readFile: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/carts/{cartId}/file',
      summary: 'What a list of devices means for a cart',
      description:
        'CSV with columns for the slot and the serial number or asset tag, or one code in each line: those fill free slots in order.',
      tags: CARTS,
    })
    .input(byCart.extend({ text: z.string().min(1).max(1_000_000) }))
    .output(cartFile),
  export: procedure
    .meta({ access: 'viewer' })
    .route({ method: 'POST', path: '/carts/{cartId}/export', summary: 'A cart as CSV', tags: CARTS })
    .input(byCart)
    .output(csvFile),
  checkAction: procedure
    .meta({ access: 'viewer' })
    .route({
      method: 'POST',
      path: '/carts/{cartId}/actions/check',
      summary: 'Whom an action would reach',
      tags: CARTS,
    })
    .input(byCart.extend({ slots, action: cartAction }))
    .output(actionCheck),
  act: procedure
    .route({
      method: 'POST',
      path: '/carts/{cartId}/actions',
      summary: 'Do something to the devices of a cart',
      description: 'At once, or within a window of time; devices that cannot take it are skipped with the reason.',
      tags: CARTS,
    })
    .input(byCart.extend({ slots, action: cartAction, window: timeWindow.nullable().default(null) }))
    .output(cartRun),
  runs: procedure
    .route({
      method: 'GET',
      path: '/carts/{cartId}/runs',
      summary: 'What was done to a cart, newest first',
      tags: CARTS,
    })
    .input(byCart.extend({ limit: z.coerce.number().int().min(1).max(100).default(20) }))
    .output(z.array(cartRun)),
  cancelRun: procedure
    .route({
      method: 'POST',
      path: '/carts/runs/{runId}/cancel',
      summary: 'Call off an action',
      description: 'What devices have already cannot be called back.',
      tags: CARTS,
    })
    .input(z.object({ runId: id }))
    .output(cartRun),
  sweep: procedure
    .route({ method: 'GET', path: '/carts/{cartId}/sweep', summary: 'Who is missing', tags: CARTS })
    .input(byCart.extend({ sinceAt: z.coerce.number().int() }))
    .output(sweepResult),
  recordSweep: procedure
    .route({ method: 'POST', path: '/carts/{cartId}/sweeps', summary: 'Keep a sweep', tags: CARTS })
    .input(
      byCart.extend({
        sinceAt: time,
        /** What was scanned in which slot; none when nothing was scanned. */
        scans: z
          .array(z.object({ slot: slotNumber, deviceId: id }))
          .max(200)
          .default([]),
      }),
    )
    .output(sweepResult),
  sweeps: procedure
    .route({
      method: 'GET',
      path: '/carts/{cartId}/sweeps',
      summary: 'Sweeps that were kept, newest first',
      tags: CARTS,
    })
    .input(byCart)
    .output(z.array(sweepResult)),
};
