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
 * The visible lines of a virtual list with React keys, see {@link takePlaces}. While the list moves they come in the
 * order of their places, so that no element is moved about; at rest in the order of the list, as they are to be read.
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
  const lines = items.map((item, position) => ({ item, slot: slots[position] ?? 0 }));
  return moving ? lines.sort((a, b) => a.slot - b.slot) : lines;
}
