import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lesson } from '../../shared/contract/exams.ts';
import { nextOccurrence, nextWindow, overlap, overlapsItself } from './timetable.ts';
import { dayAfter, dayAt, instantOf, weekdayOf } from './zoned.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'] as const;
const at = (text: string) => Date.parse(text);
const weekly = (days: number[], from: string, to: string, more: Partial<Lesson> = {}): Lesson =>
  ({ kind: 'weekly', days, from, to, firstDay: null, lastDay: null, ...more }) as Lesson;
const table = (...lessons: Lesson[]) => ({ lessons, once: null, slots: null });

const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
});
const span = fc
  .tuple(time, time)
  .filter(([from, to]) => from !== to)
  .map(([a, b]) => (a < b ? [a, b] : [b, a]) as [string, string]);
const day = fc.integer({ min: 0, max: 500 }).map((days) => dayAfter('2026-01-01', days));
const lesson: fc.Arbitrary<Lesson> = fc.oneof(
  fc
    .record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), span })
    .map(({ days, span: [from, to] }) => weekly(days, from, to)),
  fc.record({ day, span }).map(({ day, span: [from, to] }): Lesson => ({ kind: 'date', day, from, to })),
);
const moment = fc
  .integer({ min: at('2026-01-01T00:00:00Z') / 60_000, max: at('2027-05-01T00:00:00Z') / 60_000 })
  .map((m) => m * 60_000);

describe('the next time of a timetable', () => {
  it('is not over, is on the days and at the times on the wall, and no time lies between', () => {
    fc.assert(
      fc.property(
        fc.array(lesson, { minLength: 1, maxLength: 4 }),
        moment,
        fc.constantFrom(...ZONES),
        (lessons, now, zone) => {
          const next = nextOccurrence({ lessons, once: null }, zone, now);
          if (next === null) {
            for (const one of lessons)
              if (one.kind === 'date') expect(instantOf(zone, one.day, one.to)).toBeLessThanOrEqual(now);
            expect(lessons.every((one) => one.kind === 'date')).toBe(true);
            return;
          }
          expect(next.endAt).toBeGreaterThan(now);
          expect(next.startAt).toBeLessThan(next.endAt);
          const today = dayAt(zone, next.startAt);
          expect(
            lessons.some((one) => {
              const on = one.kind === 'date' ? one.day === today : one.days.includes(weekdayOf(today));
              return on && instantOf(zone, today, one.from) === next.startAt;
            }),
          ).toBe(true);
          // Asked a little later, while it is on, it is the same or one that began by then.
          expect(nextOccurrence({ lessons, once: null }, zone, next.endAt - 1)?.startAt ?? 0).toBeLessThanOrEqual(
            next.startAt,
          );
          expect(
            nextOccurrence({ lessons, once: null }, zone, now - 1)?.startAt ?? Number.POSITIVE_INFINITY,
          ).toBeLessThanOrEqual(next.startAt);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('follows the clock on the wall when it is changed', () => {
    const first = { lessons: [weekly([1, 2, 3, 4, 5], '08:00', '08:45')], once: null };
    // Before and after the last Sunday of March 2026.
    expect(nextOccurrence(first, 'Europe/Berlin', at('2026-03-27T12:00:00Z'))).toEqual({
      startAt: at('2026-03-30T06:00:00Z'),
      endAt: at('2026-03-30T06:45:00Z'),
    });
    // A time that the clocks skip comes later that night, and ends as late as it should.
    const night = { lessons: [{ kind: 'date', day: '2026-03-29', from: '02:30', to: '04:00' } as Lesson], once: null };
    const skipped = nextOccurrence(night, 'Europe/Berlin', at('2026-03-28T12:00:00Z'));
    expect(skipped?.startAt).toBe(at('2026-03-29T01:30:00Z'));
    expect(skipped?.endAt).toBe(at('2026-03-29T02:00:00Z'));
  });

  it('begins with the first day and ends with the last', () => {
    const term = {
      lessons: [weekly([1], '10:00', '11:00', { firstDay: '2026-09-01', lastDay: '2026-09-10' })],
      once: null,
    };
    expect(nextOccurrence(term, 'UTC', at('2026-01-01T00:00:00Z'))?.startAt).toBe(at('2026-09-07T10:00:00Z'));
    expect(nextOccurrence(term, 'UTC', at('2026-09-07T11:00:00Z'))).toBeNull();
  });
});

describe('two timetables', () => {
  it('overlap exactly when they are on at the same time for the same slot', () => {
    fc.assert(
      fc.property(lesson, lesson, fc.constantFrom(...ZONES), (a, b, zone) => {
        const known = overlap(table(a), table(b), zone);
        expect(overlap(table(b), table(a), zone)).toBe(known);
        if (known) return;
        // Nothing of one is on while the other is, for weeks.
        for (let after = at('2026-03-20T00:00:00Z'), seen = 0; seen < 12; seen++) {
          const x = nextOccurrence({ lessons: [a], once: null }, zone, after);
          if (x === null) break;
          const y = nextOccurrence({ lessons: [b], once: null }, zone, x.startAt);
          expect(
            y !== null &&
              y.startAt < x.endAt &&
              Math.min(x.endAt, y.endAt) - Math.max(x.startAt, y.startAt) > 3_600_000,
          ).toBe(false);
          after = x.endAt;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('may share a time when they share no slot, and one begun by hand meets the lessons it runs into', () => {
    const monday = weekly([1], '08:00', '09:00');
    expect(overlap({ ...table(monday), slots: [1, 2] }, { ...table(monday), slots: [3] }, 'UTC')).toBe(false);
    expect(overlap({ ...table(monday), slots: [1, 2] }, { ...table(monday), slots: [2] }, 'UTC')).toBe(true);
    const hand = (from: string, to: string) => ({
      lessons: [],
      slots: null,
      once: { startAt: at(from), endAt: at(to) },
    });
    expect(overlap(hand('2026-11-23T07:00:00Z', '2026-11-23T08:00:00Z'), table(monday), 'UTC')).toBe(false);
    expect(overlap(hand('2026-11-23T07:00:00Z', '2026-11-23T08:01:00Z'), table(monday), 'UTC')).toBe(true);
    expect(overlap(table({ kind: 'date', day: '2026-11-23', from: '08:30', to: '10:00' }), table(monday), 'UTC')).toBe(
      true,
    );
    expect(overlapsItself([monday, weekly([1, 2], '08:59', '10:00')])).toBe(true);
    expect(overlapsItself([monday, weekly([2], '08:00', '10:00')])).toBe(false);
  });
});

it('a window of the night is the one that is open now, or the next', () => {
  const night = { from: '22:00', to: '05:00' };
  expect(nextWindow('UTC', at('2026-11-21T17:00:00Z'), night)).toEqual({
    startAt: at('2026-11-21T22:00:00Z'),
    endAt: at('2026-11-22T05:00:00Z'),
  });
  expect(nextWindow('UTC', at('2026-11-22T01:00:00Z'), night)).toEqual({
    startAt: at('2026-11-22T01:00:00Z'),
    endAt: at('2026-11-22T05:00:00Z'),
  });
});
