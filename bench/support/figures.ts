/** What one case found. */
export interface Figure {
  readonly name: string;
  /** Median of the runs. */
  readonly value: number;
  readonly unit: 'µs' | 'ms' | 's' | 'MB' | '/s' | 'bytes' | '%';
  readonly least: number;
  readonly most: number;
  readonly runs: number;
  /** The figure must be at most, or at least, this. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

/** A figure from its runs. */
export function figure(name: string, unit: Figure['unit'], runs: readonly number[], target?: Figure['target']): Figure {
  const sorted = runs.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const value = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  return {
    name,
    unit,
    value: rounded(value),
    least: rounded(sorted[0] ?? value),
    most: rounded(sorted.at(-1) ?? value),
    runs: sorted.length,
    ...(target === undefined ? {} : { target }),
  };
}

/** Three significant digits are more than a shared machine repeats. */
function rounded(value: number): number {
  return value >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

/** True when it meets its target; undefined when it has none. */
export function meets({ value, target }: Figure): boolean | undefined {
  if (target === undefined) return undefined;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
