import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Figure, meets } from './figures.ts';

/** Under what circumstances the figures came about. */
export interface Circumstances {
  readonly pinned: boolean;
  readonly quick: boolean;
  readonly devices: number;
}

/** The table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((one) => {
    const { name, value, unit, least, most, runs, target } = one;
    const wanted =
      target === undefined ? '' : 'atMost' in target ? `≤ ${target.atMost} ${unit}` : `≥ ${target.atLeast} ${unit}`;
    const verdict = { true: 'pass', false: 'MISS', undefined: '' }[`${meets(one)}` as 'true'];
    return [name, `${value} ${unit}`, runs > 1 ? `${least} – ${most}` : '', wanted, verdict];
  });
  const head = ['figure', 'median', 'runs from – to', 'target', ''];
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** `bench/results.json`: machine, Node, date, figures, targets, pass or miss. */
export function writeResults(file: URL, figures: readonly Figure[], circumstances: Circumstances): void {
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
  };
  const results = {
    date: new Date().toISOString(),
    node: process.version,
    machine,
    ...circumstances,
    figures: figures.map((one) => ({ ...one, ...(one.target === undefined ? {} : { pass: meets(one) }) })),
  };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
