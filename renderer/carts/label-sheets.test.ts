import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAPER } from '../parts/pdf.ts';
import { LABEL_SHEETS, layOut } from './label-sheets.ts';

const label = (n: number) => ({ code: `C${n}`, lines: ['Cart A - 01', 'DMPX0001', 'iPad'] });

describe.each(LABEL_SHEETS.map((sheet) => [sheet.code, sheet] as const))('%s', (_, sheet) => {
  it('keeps every label on the paper and apart from the others, with all of it inside the label', () => {
    const { width, height } = PAPER[sheet.paper];
    const [page = []] = layOut(
      sheet,
      1,
      Array.from({ length: sheet.columns * sheet.rows }, (_one, n) => label(n)),
    );
    expect(page).toHaveLength(sheet.columns * sheet.rows);
    for (const [index, one] of page.entries()) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width).toBeLessThanOrEqual(width + 0.01);
      expect(one.y + one.height).toBeLessThanOrEqual(height + 0.01);
      expect(one.code.x + one.code.side).toBeLessThanOrEqual(one.x + one.width);
      expect(one.code.y).toBeGreaterThanOrEqual(one.y);
      expect(one.code.y + one.code.side).toBeLessThanOrEqual(one.y + one.height);
      expect(one.lineWidth).toBeGreaterThan(10);
      for (const line of one.lines) expect(line.y).toBeLessThanOrEqual(one.y + one.height);
      for (const other of page.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x + 0.01 ||
          other.x + other.width <= one.x + 0.01 ||
          one.y + one.height <= other.y + 0.01;
        expect(apart).toBe(true);
      }
    }
  });
});

it('begins at the first free label and goes on to as many sheets as it takes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LABEL_SHEETS),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 1, max: 100 }),
      (sheet, start, count) => {
        const perSheet = sheet.columns * sheet.rows;
        const first = Math.min(start, perSheet) - 1;
        const pages = layOut(
          sheet,
          start,
          Array.from({ length: count }, (_one, n) => label(n)),
        );
        expect(pages.flat().map(({ code }) => code.text)).toEqual(Array.from({ length: count }, (_one, n) => `C${n}`));
        expect(pages).toHaveLength(Math.ceil((first + count) / perSheet));
        expect(pages[0]?.length).toBe(Math.min(count, perSheet - first));
      },
    ),
  );
});
