import { expect, it } from 'vitest';
import { stepOf } from './list-keys.ts';

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
