/*
 * Slots as people write them: `1-8, 12`. Pure.
 */

/** Slots in few signs, `1-8, 12`. */
export function slotsText(slots: readonly number[]): string {
  const sorted = [...new Set(slots)].sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const slot of sorted) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === slot - 1) last[1] = slot;
    else spans.push([slot, slot]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

/** The slots a text means; null for none written, undefined when it cannot be read. */
export function slotsOf(text: string, most: number): number[] | null | undefined {
  if (text.trim() === '') return null;
  const slots = new Set<number>();
  for (const part of text.split(/[,;\s]+/).filter((one) => one !== '')) {
    const [, from, to] = /^(\d{1,3})(?:[-–](\d{1,3}))?$/.exec(part) ?? [];
    if (from === undefined) return undefined;
    const [first, last] = [Number(from), Number(to ?? from)];
    if (first < 1 || last > most || last < first) return undefined;
    for (let slot = first; slot <= last; slot++) slots.add(slot);
  }
  return [...slots].sort((a, b) => a - b);
}
