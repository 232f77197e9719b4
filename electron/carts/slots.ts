import type { CartPlace } from '../../shared/contract/cart.ts';

/*
 * Who stands in which slot. Pure.
 */

/** A slot of a cart. */
export interface Place {
  readonly cartId: string;
  readonly slot: number;
}

/** What stands where: the devices of all carts, by the slot. */
export type Standing = readonly (Place & { readonly deviceId: string })[];

/** Why devices cannot be put where they are wanted. */
export type Hindrance =
  | { readonly kind: 'twice'; readonly deviceId: string }
  | { readonly kind: 'slotTwice'; readonly place: Place }
  | { readonly kind: 'elsewhere'; readonly deviceId: string; readonly place: Place };

export interface Arrangement {
  /** Slots that change, with what they hold then; a device leaves its slot before it comes into another. */
  readonly changes: readonly CartPlace[];
  /** The same slots with what they hold now. */
  readonly former: readonly CartPlace[];
}

const keyOf = ({ cartId, slot }: Place): string => `${cartId} ${slot}`;

/**
 * Works out what changes when slots shall hold these devices. No device ever stands in two slots: one that stands in a
 * slot that is not named leaves it when `take` is set, and hinders everything otherwise.
 */
export function arrange(
  standing: Standing,
  wanted: readonly CartPlace[],
  take: boolean,
): Arrangement | { readonly hindrance: Hindrance } {
  const now = new Map(standing.map((one) => [keyOf(one), one.deviceId]));
  const placeOf = new Map(standing.map((one) => [one.deviceId, one]));
  const then = new Map<string, CartPlace>();
  const devices = new Set<string>();
  for (const place of wanted) {
    const key = keyOf(place);
    if (then.has(key)) return { hindrance: { kind: 'slotTwice', place } };
    then.set(key, place);
    if (place.deviceId === null) continue;
    if (devices.has(place.deviceId)) return { hindrance: { kind: 'twice', deviceId: place.deviceId } };
    devices.add(place.deviceId);
  }
  for (const deviceId of devices) {
    const place = placeOf.get(deviceId);
    if (place === undefined || then.has(keyOf(place))) continue;
    if (!take) return { hindrance: { kind: 'elsewhere', deviceId, place } };
    then.set(keyOf(place), { cartId: place.cartId, slot: place.slot, deviceId: null });
  }
  const changes = [...then.values()].filter((place) => (now.get(keyOf(place)) ?? null) !== place.deviceId);
  return {
    changes,
    former: changes.map(({ cartId, slot }) => ({ cartId, slot, deviceId: now.get(keyOf({ cartId, slot })) ?? null })),
  };
}
