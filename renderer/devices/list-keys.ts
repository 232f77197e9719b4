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
