/** Where the keyboard stands in a list of `total` rows or cards. */
export interface Standing {
  readonly cursor: number;
  readonly total: number;
  /** How many lie side by side: one in a table. */
  readonly across: number;
  /** How many lines fit on the screen. */
  readonly lines: number;
}

/** Where a key leads; undefined when it leads nowhere. */
export function stepOf(key: string, { cursor, total, across, lines }: Standing): number | undefined {
  const page = Math.max(1, lines - 2) * across;
  const steps: Record<string, number> = {
    ArrowDown: cursor + across,
    ArrowUp: cursor - across,
    PageDown: cursor + page,
    PageUp: cursor - page,
    Home: 0,
    End: total - 1,
    ...(across > 1 ? { ArrowRight: cursor + 1, ArrowLeft: cursor - 1 } : {}),
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  // Down from the last but one line, where nothing lies below, goes to the end rather than nowhere.
  return Math.max(0, Math.min(total - 1, step));
}

/** Lines drawn beyond the screen: where the list is going, and on the other side. */
const AHEAD = 10;
const BEHIND = 3;

/** The lines to draw: those on screen, and more of them where the list is going than where it came from. */
export function linesToDraw(
  { startIndex, endIndex, count }: { startIndex: number; endIndex: number; count: number },
  direction: 'forward' | 'backward' | null,
): number[] {
  const first = Math.max(0, startIndex - (direction === 'backward' ? AHEAD : BEHIND));
  const last = Math.min(count - 1, endIndex + (direction === 'forward' ? AHEAD : BEHIND));
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}
