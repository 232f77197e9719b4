import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { updateRuleContent } from '../../shared/contract/updates.ts';
import { hoursText } from './update-words.ts';

it('tells hours by their days, three in a row as from the first to the last', () => {
  const rule = (days: readonly number[]) =>
    updateRuleContent.parse({
      platform: 'iOS',
      goal: { kind: 'newest' },
      hours: { timeZone: 'UTC', days: days.map((day) => ({ day, from: '18:00', to: '06:00' })) },
    });
  const say = (days: readonly number[]) => hoursText(rule(days), ((key: string) => key) as TFunction, 'en-GB');
  expect(say([5, 1, 2, 3, 4])).toBe('Mon–Fri 18:00–06:00');
  expect(say([1, 2, 4, 5, 6])).toBe('Mon, Tue, Thu–Sat 18:00–06:00');
  expect(say([7])).toBe('Sun 18:00–06:00');
  expect(say([])).toBe('updates.never');
});
