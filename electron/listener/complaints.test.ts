import { expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { Complaints } from './complaints.ts';

it('complaints of one kind are logged once in ten seconds, with how many were left out since', () => {
  const lines: [object, string][] = [];
  const clock = { at: 0, now: () => clock.at };
  const complaints = new Complaints(
    { ...silentLogger, warn: (fields, message) => lines.push([fields, message]) },
    clock,
  );
  for (let i = 0; i < 5; i++) complaints.warn('too large', { from: `a${i}` });
  complaints.warn('too slow', { from: 'b' });
  clock.at = 10_000;
  complaints.warn('too large', { from: 'c' });
  clock.at = 20_000;
  complaints.warn('too large', { from: 'd' });
  expect(lines).toEqual([
    [{ from: 'a0' }, 'too large'],
    [{ from: 'b' }, 'too slow'],
    [{ from: 'c', alsoLeftOut: 4 }, 'too large'],
    [{ from: 'd' }, 'too large'],
  ]);
});
