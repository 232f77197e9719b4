import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slotsOf, slotsText } from './exam-form.ts';

it('slots are written as spans and read back as they were', () => {
  expect(slotsText([1, 2, 3, 8, 12, 13])).toBe('1-3, 8, 12-13');
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (slots) => {
      expect(slotsOf(slotsText(slots), 100)).toEqual([...slots].sort((a, b) => a - b));
    }),
  );
  expect(slotsOf('  ', 10)).toBeNull();
  for (const wrong of ['0', '11', '5-3', 'a', '1,,x']) expect(slotsOf(wrong, 10)).toBeUndefined();
});
