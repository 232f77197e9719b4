import type { SweepResult } from '../../shared/contract/carts.ts';

/*
 * Who is missing at the end of a day. Pure.
 */

type Row = SweepResult['rows'][number];

/** A device that has its place in the cart. */
export interface Belonging {
  readonly slot: number;
  readonly deviceId: string;
  readonly name: string | null;
  readonly serialNumber: string | null;
  readonly lastSeenAt: number | null;
  readonly loan: { readonly person: string; readonly dueAt: number | null; readonly overdue: boolean } | null;
}

/** A device that was found, as a scanner or the eye says. */
export interface Found {
  /** The slot it stood in. */
  readonly slot: number;
  readonly deviceId: string;
  readonly name: string | null;
  readonly serialNumber: string | null;
  readonly lastSeenAt: number | null;
  /** Where it belongs; null when it has no place anywhere. */
  readonly place: { readonly cartId: string; readonly cart: string; readonly slot: number } | null;
}

/**
 * Holds what should be there against what is. Where nothing was scanned, a device is here that was seen since a time;
 * else it is here that was scanned, in its own slot.
 */
export function sweepOf(input: {
  cartId: string;
  belonging: readonly Belonging[];
  /** Undefined: nothing was scanned. */
  found: readonly Found[] | undefined;
  sinceAt: number;
}): Row[] {
  const { cartId, belonging, found, sinceAt } = input;
  const scans = new Map((found ?? []).map((one) => [one.deviceId, one]));
  const rows = belonging.map(({ loan, ...device }): Row => {
    const scan = scans.get(device.deviceId);
    const row = {
      ...device,
      foundIn: scan?.slot ?? null,
      belongsTo: null,
      person: loan?.person ?? null,
      dueAt: loan?.dueAt ?? null,
    };
    if (scan !== undefined) return { ...row, state: scan.slot === device.slot ? 'here' : 'wrongSlot' };
    if (loan !== null) return { ...row, state: loan.overdue ? 'overdue' : 'out' };
    if (found !== undefined) return { ...row, state: 'notScanned' };
    return { ...row, state: device.lastSeenAt !== null && device.lastSeenAt >= sinceAt ? 'here' : 'notSeen' };
  });
  const own = new Set(belonging.map(({ deviceId }) => deviceId));
  const strangers = [...scans.values()]
    .filter(({ deviceId }) => !own.has(deviceId))
    .map(
      ({ slot, place, ...device }): Row => ({
        ...device,
        slot: null,
        state: 'stranger',
        foundIn: slot,
        belongsTo: place === null || place.cartId === cartId ? null : { cart: place.cart, slot: place.slot },
        person: null,
        dueAt: null,
      }),
    );
  return [...rows.sort((a, b) => (a.slot ?? 0) - (b.slot ?? 0)), ...strangers];
}
