const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares rows by a name, the way people order names. */
export function by<Row>(name: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => collator.compare(name(a), name(b));
}
