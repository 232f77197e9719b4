import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursAt, instantOf, isTimeZone, type WeekHours, wallTime } from './hours.ts';

const at = (text: string) => Date.parse(text);
const nights: WeekHours = { days: [1, 2, 3, 4, 5], from: '22:00', to: '05:00', timeZone: 'Europe/Berlin' };

describe('hours of a week', () => {
  it('are open from their beginning to their end, also over midnight', () => {
    // Friday, 20 November 2026, winter time.
    expect(hoursAt([nights], at('2026-11-20T20:59:59Z'))).toEqual({ open: false, next: at('2026-11-20T21:00:00Z') });
    expect(hoursAt([nights], at('2026-11-20T21:00:00Z'))).toEqual({ open: true, until: at('2026-11-21T04:00:00Z') });
    expect(hoursAt([nights], at('2026-11-21T03:59:00Z'))).toEqual({ open: true, until: at('2026-11-21T04:00:00Z') });
    expect(hoursAt([nights], at('2026-11-21T04:00:00Z'))).toEqual({ open: false, next: at('2026-11-23T21:00:00Z') });
  });

  it('follow the clock there when it is changed', () => {
    const sunday: WeekHours = { days: [7], from: '01:00', to: '04:00', timeZone: 'Europe/Berlin' };
    // In spring the hour from two to three is left out, in autumn it is there twice.
    expect(hoursAt([sunday], at('2026-03-29T00:30:00Z'))).toEqual({ open: true, until: at('2026-03-29T02:00:00Z') });
    expect(hoursAt([sunday], at('2026-10-24T23:30:00Z'))).toEqual({ open: true, until: at('2026-10-25T03:00:00Z') });
  });

  it('that meet are one, and none are never', () => {
    const days: WeekHours = { days: [1, 2], from: '00:00', to: '00:00', timeZone: 'UTC' };
    expect(hoursAt([days], at('2026-11-16T12:00:00Z'))).toEqual({ open: true, until: at('2026-11-18T00:00:00Z') });
    expect(hoursAt([], 0)).toEqual({ open: false, next: undefined });
    expect(hoursAt([{ ...days, days: [] }], 0)).toEqual({ open: false, next: undefined });
  });

  it('know the time zones there are', () => {
    expect(['Europe/Berlin', 'UTC', 'America/New_York'].map(isTimeZone)).toEqual([true, true, true]);
    expect(['', 'Europe/Nowhere'].map(isTimeZone)).toEqual([false, false]);
  });

  it('open exactly when they say they will, and close when they say', () => {
    const time = fc.integer({ min: 0, max: 95 }).map((n) => {
      const two = (value: number) => String(value).padStart(2, '0');
      return `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`;
    });
    const hours = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: time,
      to: time,
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    });
    const moment = fc.integer({ min: at('2026-01-01T00:00:00Z') / 60_000, max: at('2027-12-31T00:00:00Z') / 60_000 });
    fc.assert(
      fc.property(fc.array(hours, { minLength: 1, maxLength: 3 }), moment, (all, minute) => {
        const now = minute * 60_000;
        const found = hoursAt(all, now);
        if (!found.open) {
          expect(found.next).toBeGreaterThan(now);
          expect(hoursAt(all, found.next ?? 0).open).toBe(true);
          expect(hoursAt(all, (found.next ?? 0) - 1).open).toBe(false);
        } else {
          expect(found.until).toBeGreaterThan(now);
          expect(hoursAt(all, found.until - 1).open).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('turn a time on the wall into an instant and back', () => {
    const noon = instantOf(at('2026-07-01T00:00:00Z'), '12:00', 'America/New_York');
    expect(noon).toBe(at('2026-07-01T16:00:00Z'));
    expect(wallTime(noon, 'America/New_York')).toBe(at('2026-07-01T12:00:00Z'));
  });
});
