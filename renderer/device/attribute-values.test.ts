import { expect, it } from 'vitest';
import { dateValue, ofDateValue } from './attribute-values.ts';

it('goes from a day to its moment and back, and knows an unfinished one', () => {
  const at = new Date(2026, 2, 14).getTime();
  expect(dateValue(at + 5 * 3_600_000)).toBe('2026-03-14');
  expect(ofDateValue('2026-03-14')).toBe(at);
  expect(ofDateValue('')).toBeNull();
});
