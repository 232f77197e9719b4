import { expect, it } from 'vitest';
import { linesToDraw, stepOf } from './list-keys.ts';

it('walks a table by lines and pages, and stops at its ends', () => {
  const at = (cursor: number) => ({ cursor, total: 100, across: 1, lines: 12 });
  expect(stepOf('ArrowDown', at(4))).toBe(5);
  expect(stepOf('PageDown', at(4))).toBe(14);
  expect(stepOf('PageUp', at(4))).toBe(0);
  expect(stepOf('End', at(4))).toBe(99);
  expect(stepOf('ArrowDown', at(99))).toBe(99);
  expect(stepOf('ArrowRight', at(4))).toBeUndefined();
});

it('walks a grid in both directions', () => {
  const at = (cursor: number) => ({ cursor, total: 10, across: 4, lines: 3 });
  expect(stepOf('ArrowRight', at(3))).toBe(4);
  expect(stepOf('ArrowDown', at(3))).toBe(7);
  expect(stepOf('ArrowDown', at(7))).toBe(9);
  expect(stepOf('x', at(7))).toBeUndefined();
});

it('draws more lines where the list is going than where it came from, and none that there are not', () => {
  const shown = { startIndex: 100, endIndex: 120, count: 1000 };
  const ends = (direction: 'forward' | 'backward' | null) => {
    const lines = linesToDraw(shown, direction);
    return [lines[0], lines.at(-1), lines.length];
  };
  expect(ends(null)).toEqual([97, 123, 27]);
  expect(ends('forward')).toEqual([97, 130, 34]);
  expect(ends('backward')).toEqual([90, 123, 34]);
  expect(linesToDraw({ startIndex: 0, endIndex: 4, count: 5 }, 'forward')).toEqual([0, 1, 2, 3, 4]);
});
