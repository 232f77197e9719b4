/** What a new list changes in the rows that are stored. */
export interface RowDiff<Row> {
  added: Row[];
  changed: Row[];
  removed: Row[];
}

/**
 * Compares stored rows with reported ones. Pure. A row reported twice counts once, the first time.
 *
 * @param keyOf tells rows apart; equal for two versions of one row
 * @param columns what else is compared
 * @param partial when true, stored rows that are not reported stay
 */
export function diffRows<Row extends object>(
  stored: readonly Row[],
  reported: readonly Row[],
  keyOf: (row: Row) => string,
  columns: readonly (keyof Row)[],
  partial = false,
): RowDiff<Row> {
  const known = new Map<string, Row>();
  for (const row of stored) known.set(keyOf(row), row);
  const seen = new Set<string>();
  const diff: RowDiff<Row> = { added: [], changed: [], removed: [] };
  for (const row of reported) {
    const key = keyOf(row);
    if (seen.has(key)) continue;
    seen.add(key);
    const before = known.get(key);
    if (before === undefined) diff.added.push(row);
    else if (columns.some((column) => before[column] !== row[column])) diff.changed.push(row);
  }
  if (!partial) for (const [key, row] of known) if (!seen.has(key)) diff.removed.push(row);
  return diff;
}
