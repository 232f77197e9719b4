import { z } from 'zod';
import { isTimeZone } from '../hours.ts';
import { id, time } from './common.ts';
import { family, managementState } from './devices.ts';
import { GROUP_COLOURS, GROUP_ICONS } from './group-look.ts';

/* What a cart is: numbered slots, the devices in them, and what is to be said of each. */

/**
 * What is to be said of a slot, worst first; a slot is shown by the first that holds. `missing`: not out and not seen
 * for long; `osBehind`: an update is offered to it; `busy`: commands wait; `ready`: nothing of all that.
 */
export const SLOT_CONDITIONS = [
  'notManaged',
  'lost',
  'missing',
  'failed',
  'overdue',
  'out',
  'exam',
  'batteryLow',
  'osBehind',
  'busy',
  'ready',
  'empty',
] as const;
export type SlotCondition = (typeof SLOT_CONDITIONS)[number];
const condition = z.enum(SLOT_CONDITIONS);

export const slotNumber = z.number().int().min(1).max(100);

/** The most bytes of a cart's picture. */
export const LARGEST_CART_PICTURE = 300_000;

/** An IANA name of a time zone this machine knows. */
const timeZone = z.string().max(64).refine(isTimeZone, 'must be a time zone such as Europe/Berlin');

export const newCart = z
  .object({
    name: z.string().trim().min(1).max(100),
    /** Where it stands. */
    place: z.string().trim().max(200).default(''),
    rows: z.number().int().min(1).max(10),
    columns: z.number().int().min(1).max(20),
    colour: z.enum(GROUP_COLOURS).default('blue'),
    icon: z.enum(GROUP_ICONS).default('cart'),
    /** How its devices are named, such as `Cart A - {slot:02}`; empty for none. See shared/name-pattern.ts. */
    pattern: z.string().trim().max(200).default(''),
    timeZone: timeZone.default('UTC'),
    /** A device that is not out and was not seen for so long is missing. */
    missingHours: z
      .number()
      .int()
      .min(1)
      .max(24 * 60)
      .default(24),
  })
  .refine(({ rows, columns }) => rows * columns <= 100, {
    path: ['columns'],
    message: 'A cart has 100 slots at most.',
  });
export type NewCart = z.infer<typeof newCart>;

export const cart = z.object({
  id,
  name: z.string(),
  place: z.string(),
  rows: z.number().int(),
  columns: z.number().int(),
  colour: z.enum(GROUP_COLOURS),
  icon: z.enum(GROUP_ICONS),
  /** What it looks like, see `carts.picture`; null for its icon. Another picture has another id. */
  pictureId: id.nullable(),
  pattern: z.string(),
  timeZone: z.string(),
  missingHours: z.number().int(),
  /** The static group that holds its devices. */
  groupId: id,
  /** Devices that have their place in it. */
  devices: z.number().int(),
  /** For each slot from the first, what it is shown by. */
  shown: z.array(condition),
  /** What is on now. */
  exam: z.object({ id, name: z.string(), endsAt: time }).nullable(),
  createdAt: time,
  createdBy: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type Cart = z.infer<typeof cart>;

export const slotDevice = z.object({
  id,
  name: z.string().nullable(),
  serialNumber: z.string().nullable(),
  productName: z.string().nullable(),
  modelName: z.string().nullable(),
  family: family.nullable(),
  state: managementState,
  supervised: z.boolean().nullable(),
  sharedIpad: z.boolean().nullable(),
  batteryLevel: z.number().nullable(),
  osVersion: z.string().nullable(),
  /** The newest update it is offered. */
  updateVersion: z.string().nullable(),
  lastSeenAt: time.nullable(),
  lostMode: z.boolean(),
  openCommands: z.number().int(),
  /** Commands that failed within the last day. */
  failedCommands: z.number().int(),
});
export type SlotDevice = z.infer<typeof slotDevice>;

export const cartSlot = z.object({
  slot: slotNumber,
  device: slotDevice.nullable(),
  /** All that holds, worst first. */
  conditions: z.array(condition),
  since: time.nullable(),
  loan: z
    .object({ id, personId: id, personName: z.string(), dueAt: time.nullable(), outAt: time, overdue: z.boolean() })
    .nullable(),
});
export type CartSlot = z.infer<typeof cartSlot>;

export const cartDetail = cart.extend({ slots: z.array(cartSlot) });
export type CartDetail = z.infer<typeof cartDetail>;

/** What a slot shall hold; null for nothing. */
export const cartPlace = z.object({ cartId: id, slot: slotNumber, deviceId: id.nullable() });
export type CartPlace = z.infer<typeof cartPlace>;
