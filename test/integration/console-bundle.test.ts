import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const bundle = join(root, 'out', 'renderer');
const assets = join(bundle, 'assets');
const KB = 1000;
const sizeOf = (file: string): number => statSync(join(assets, file)).size;
const sumOf = (files: readonly string[]): number => files.reduce((sum, file) => sum + sizeOf(file), 0);

const page = readFileSync(join(bundle, 'index.html'), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? '');
const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));

/** Bytes as they lie on the disk, which is where the desktop app reads them. Raise a budget only knowingly. */
it('keeps what the first paint waits for within its budget', () => {
  // `npm run bench -- --only console-100k` shows the first paint.
  expect(sumOf(first.filter((file) => file.endsWith('.js')))).toBeLessThan(900 * KB);
  expect(sumOf(first.filter((file) => file.endsWith('.css')))).toBeLessThan(320 * KB);
});

it('asks for few files until the first screen is there', () => {
  expect(first.length).toBeLessThanOrEqual(4);
  const home = scripts.find((file) => file.startsWith('HomeScreen-')) ?? '';
  const wanted = new Set([home]);
  for (const file of wanted)
    for (const [, other] of readFileSync(join(assets, file), 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      wanted.add(other ?? '');
  expect(wanted.size).toBeGreaterThan(4);
  expect(wanted.size).toBeLessThan(40);
});

it('keeps every screen in a file of its own, out of the first load and within its budget', () => {
  const routes = readFileSync(join(root, 'renderer', 'app', 'routes.tsx'), 'utf8');
  const screens = [...routes.matchAll(/import\('[^']*\/(\w+)\.tsx'\)/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'GalleryScreen');
  expect(screens.length).toBeGreaterThan(7);
  for (const screen of screens) {
    const file = scripts.find((each) => each.startsWith(`${screen}-`));
    expect(file, screen).toBeDefined();
    expect(first, screen).not.toContain(file);
    expect(sizeOf(file ?? ''), screen).toBeLessThan(100 * KB);
  }
});

it('loads charts, the command catalogue and other languages only where they are asked for', () => {
  for (const heavy of ['FleetCharts-', 'catalogue-', 'de-'])
    expect(
      first.filter((file) => file.startsWith(heavy)),
      heavy,
    ).toEqual([]);
  // The largest read barcodes and write PDFs, where somebody scans or prints; one cuts fonts to the letters of a PDF.
  const [largest = '', ...others] = scripts
    .filter((file) => !first.includes(file))
    .toSorted((a, b) => sizeOf(b) - sizeOf(a));
  expect(largest).toMatch(/^fontkit/);
  expect(sizeOf(largest)).toBeLessThan(750 * KB);
  expect(Math.max(...others.map(sizeOf))).toBeLessThan(500 * KB);
});

it('brings its own letters along in latin only, and those of PDFs apart', () => {
  const fonts = readdirSync(assets).filter((file) => /\.(woff2?|ttf)$/.test(file));
  const shown = fonts.filter((file) => file.endsWith('.woff2'));
  expect(shown.map((file) => file.replace(/-[\w-]{8}\.woff2$/, '')).sort()).toEqual([
    'inter-latin-ext-wght-normal',
    'inter-latin-wght-normal',
  ]);
  expect(sumOf(shown)).toBeLessThan(150 * KB);
  const printed = fonts.filter((file) => !shown.includes(file));
  expect(printed.filter((file) => !/^noto-sans-.*\.woff$/.test(file))).toEqual([]);
  expect(sumOf(printed)).toBeLessThan(1_000 * KB);
});
