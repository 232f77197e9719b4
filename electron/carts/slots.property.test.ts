import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CartPlace } from '../../shared/contract/cart.ts';
import { arrange, type Standing } from './slots.ts';

const cartId = fc.constantFrom('a', 'b');
const slot = fc.integer({ min: 1, max: 4 });
const deviceId = fc.constantFrom('d1', 'd2', 'd3', 'd4', 'd5');
const places = fc.array(fc.record({ cartId, slot, deviceId: fc.option(deviceId) }), { minLength: 1, maxLength: 5 });
const keyOf = (place: { cartId: string; slot: number }) => `${place.cartId} ${place.slot}`;

function after(standing: Standing, changes: readonly CartPlace[]): Standing {
  const now = new Map(standing.map((one) => [keyOf(one), one]));
  for (const { cartId, slot, deviceId } of changes)
    if (deviceId === null) now.delete(keyOf({ cartId, slot }));
    else now.set(keyOf({ cartId, slot }), { cartId, slot, deviceId });
  return [...now.values()];
}

it('ASM-09: no device ever stands in two slots, what was asked for stands, and it can all be put back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(places, fc.boolean()), { minLength: 1, maxLength: 12 }), (steps) => {
      let standing: Standing = [];
      for (const [wanted, take] of steps) {
        const outcome = arrange(standing, wanted, take);
        if ('hindrance' in outcome) {
          // What is hindered with taking is what can never be: twice in one list.
          if (take) expect(outcome.hindrance.kind).not.toBe('elsewhere');
          continue;
        }
        const then = after(standing, outcome.changes);
        expect(new Set(then.map((one) => one.deviceId)).size).toBe(then.length);
        for (const place of wanted)
          expect(then.find((one) => keyOf(one) === keyOf(place))?.deviceId ?? null).toBe(place.deviceId);
        const back = arrange(then, outcome.former, false);
        if ('hindrance' in back) throw new Error(`cannot be put back: ${JSON.stringify(back)}`);
        const sorted = (some: Standing) => some.map((one) => `${keyOf(one)} ${one.deviceId}`).sort();
        expect(sorted(after(then, back.changes))).toEqual(sorted(standing));
        standing = then;
      }
    }),
    { numRuns: 300 },
  );
});

it('a device that has its place elsewhere hinders unless it is taken from there', () => {
  const standing = [{ cartId: 'a', slot: 1, deviceId: 'd1' }];
  const wanted = [{ cartId: 'b', slot: 3, deviceId: 'd1' }];
  expect(arrange(standing, wanted, false)).toMatchObject({ hindrance: { kind: 'elsewhere', place: { slot: 1 } } });
  expect(arrange(standing, wanted, true)).toMatchObject({
    changes: expect.arrayContaining([{ cartId: 'a', slot: 1, deviceId: null }]),
  });
});
