import { readFileSync, writeFileSync } from 'node:fs';
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
    figures: figures.map(judged),
  };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

/**
 * Puts figures measured by themselves among those of the last whole run; each says when it was measured. A figure goes
 * together with those below it that tell more of the same.
 */
export function recordResults(file: URL, figures: readonly Figure[]): void {
  const results = JSON.parse(readFileSync(file, 'utf8')) as { figures: Figure[] };
  const date = new Date().toISOString();
  const measured = blocks(figures.map((one) => ({ ...judged(one), date })));
  const before = blocks(results.figures);
  const nameOf = ([first]: readonly Figure[]): string | undefined => first?.name;
  const kept = before.map((block) => measured.find((one) => nameOf(one) === nameOf(block)) ?? block);
  const added = measured.filter((one) => !before.some((block) => nameOf(block) === nameOf(one)));
  writeFileSync(file, `${JSON.stringify({ ...results, figures: [...kept, ...added].flat() }, null, 2)}\n`);
}

function blocks(figures: readonly Figure[]): Figure[][] {
  const found: Figure[][] = [];
  for (const one of figures) {
    const open = found.at(-1);
    if (one.name.startsWith(' ') && open !== undefined) open.push(one);
    else found.push([one]);
  }
  return found;
}

function judged(one: Figure): Figure & { pass?: boolean | undefined } {
  return one.target === undefined ? one : { ...one, pass: meets(one) };
}
