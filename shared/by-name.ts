const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares names the way people order them: Cart 9 before Cart 10, whatever the case. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Compares rows by a name of theirs. */
export function by<Row>(name: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => collator.compare(name(a), name(b));
}

/** Compares what has a name by it. */
export const byName = by((row: { readonly name: string }) => row.name);
