import { useRef } from 'react';

/**
 * Gives each visible line of a long list a place of its own, and a line that comes the place of one that left: as React
 * keys, lines are then changed rather than made and thrown away, which is most of what scrolling costs.
 *
 * @param visible indexes of the lines, each once
 * @returns the place of each, in the same order; stays the same for as long as the line is visible
 */
export function takePlaces(places: Map<number, number>, visible: readonly number[]): number[] {
  const staying = new Set(visible);
  const free: number[] = [];
  for (const [index, place] of places) {
    if (staying.has(index)) continue;
    places.delete(index);
    free.push(place);
  }
  const taken = new Set(places.values());
  let next = 0;
  for (const index of visible) {
    if (places.has(index)) continue;
    let place = free.pop();
    if (place === undefined) {
      while (taken.has(next)) next++;
      place = next++;
    }
    taken.add(place);
    places.set(index, place);
  }
  return visible.map((index) => places.get(index) ?? 0);
}

/**
 * The order to draw lines in while the list moves: as they were drawn before, new places after them, so that no element
 * is moved about.
 *
 * @param drawn places in the order they were drawn last
 * @param taken the places of the visible lines
 */
export function keepOrder(drawn: readonly number[], taken: readonly number[]): number[] {
  const now = new Set(taken);
  const staying = drawn.filter((place) => now.has(place));
  const before = new Set(staying);
  return [...staying, ...taken.filter((place) => !before.has(place))];
}

/**
 * The visible lines of a virtual list with React keys, see {@link takePlaces}. While the list moves they are drawn in the
 * order they were; at rest in the order of the list, as they are to be read.
 */
export function useSlots<T extends { readonly index: number }>(
  items: readonly T[],
  moving: boolean,
): { readonly item: T; readonly slot: number }[] {
  const places = useRef(new Map<number, number>());
  const slots = takePlaces(
    places.current,
    items.map(({ index }) => index),
  );
  const drawn = useRef<readonly number[]>([]);
  drawn.current = moving ? keepOrder(drawn.current, slots) : slots;
  const bySlot = new Map(slots.map((slot, position) => [slot, items[position]]));
  return drawn.current.flatMap((slot) => {
    const item = bySlot.get(slot);
    return item === undefined ? [] : [{ item, slot }];
  });
}
