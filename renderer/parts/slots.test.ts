import { expect, it } from 'vitest';
import { keepOrder, takePlaces } from './slots.ts';

it('keeps the place of a line for as long as it is visible, and gives it to the next one after', () => {
  const places = new Map<number, number>();
  expect(takePlaces(places, [0, 1, 2])).toEqual([0, 1, 2]);
  expect(takePlaces(places, [1, 2, 3])).toEqual([1, 2, 0]);
  expect(takePlaces(places, [1, 2, 3, 4])).toEqual([1, 2, 0, 3]);
});

it('gives no place twice, however the list jumps and grows', () => {
  const places = new Map<number, number>();
  for (const [from, count] of [
    [0, 30],
    [500, 34],
    [510, 28],
    [0, 40],
    [20, 40],
  ] as const) {
    const taken = takePlaces(
      places,
      Array.from({ length: count }, (_, line) => from + line),
    );
    expect(new Set(taken).size).toBe(count);
    expect(Math.max(...taken)).toBeLessThan(80);
  }
  expect(places.size).toBe(40);
});

it('draws lines in the order they were drawn while the list moves, new ones after them', () => {
  expect(keepOrder([2, 0, 1], [0, 1, 2])).toEqual([2, 0, 1]);
  expect(keepOrder([2, 0, 1], [1, 3, 2])).toEqual([2, 1, 3]);
  expect(keepOrder([], [4, 3])).toEqual([4, 3]);
});
