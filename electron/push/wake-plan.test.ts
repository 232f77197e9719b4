import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapMs, LONGEST_GAP_MS, planQueued, planSending, planSettled, planUntaken } from './wake-plan.ts';

const MINUTE = 60_000;
const NOW = 1_800_000_000_000;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const row = fc.record({
  nextWakeAt: fc.option(fc.integer({ min: NOW - 1e8, max: NOW + 1e8 })),
  wakeAttempts: fc.integer({ min: 0, max: 50 }),
  lastPushAt: fc.option(fc.integer({ min: NOW - 1e8, max: NOW + 1e8 })),
});

describe('the gaps between wake-ups', () => {
  it('are 1, 2, 5, 15 minutes, 1, 3, 6 and then 24 hours', () => {
    const minutes = Array.from({ length: 10 }, (_, index) => gapMs(index + 1, 0.5) / MINUTE);
    expect(minutes).toEqual([1, 2, 5, 15, 60, 180, 360, 1440, 1440, 1440]);
  });

  it('grow whatever the dice say, and are never under a minute nor over the longest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), random, random, (attempt, one, other) => {
        const gap = gapMs(attempt, one);
        expect(gap).toBeGreaterThanOrEqual(MINUTE);
        expect(gap).toBeLessThanOrEqual(LONGEST_GAP_MS);
        if (attempt < 8) expect(gapMs(attempt + 1, other)).toBeGreaterThan(gap);
      }),
    );
  });
});

describe('the plan', () => {
  it('for something queued is soon, never later than planned, and a minute after the last unless urgent', () => {
    fc.assert(
      fc.property(row, fc.boolean(), (before, urgent) => {
        const { nextWakeAt, wakeAttempts } = planQueued(before, NOW, urgent);
        expect(wakeAttempts).toBe(0);
        expect(nextWakeAt).toBeLessThanOrEqual(urgent ? NOW : NOW + MINUTE);
        expect(nextWakeAt).toBeLessThanOrEqual(before.nextWakeAt ?? Number.POSITIVE_INFINITY);
        const last = before.lastPushAt;
        if (!urgent && before.nextWakeAt === null && last !== null && last <= NOW) {
          expect((nextWakeAt ?? 0) - last).toBeGreaterThanOrEqual(MINUTE);
        }
      }),
    );
  });

  it('for a device that has connected is none without open commands, and a growing gap with some', () => {
    fc.assert(
      fc.property(row, random, (before, dice) => {
        const none = planSettled(before, NOW, false, dice) ?? before;
        expect(none).toMatchObject({ nextWakeAt: null, wakeAttempts: 0 });
        const some = planSettled(before, NOW, true, dice) ?? before;
        expect(some.nextWakeAt).toBeGreaterThanOrEqual(NOW + MINUTE / 2);
        expect(some.wakeAttempts).toBe(before.wakeAttempts);
      }),
    );
  });

  it('after an answer that asks for a pause is not later than it was, and not sooner than asked', () => {
    fc.assert(
      fc.property(row, random, fc.integer({ min: 1000, max: 3600_000 }), (before, dice, afterMs) => {
        const sent = { ...planSending(before, NOW, dice), lastPushAt: NOW };
        const plan = planUntaken(sent, NOW + 100, { afterMs, counts: true }) ?? sent;
        expect(plan.nextWakeAt).toBeLessThanOrEqual(sent.nextWakeAt);
        expect(plan.nextWakeAt).toBeGreaterThanOrEqual(Math.min(NOW + 100 + afterMs, sent.nextWakeAt));
      }),
    );
  });

  it('after a wake-up that was never sent is as before it', () => {
    fc.assert(
      fc.property(row, random, (before, dice) => {
        const sent = { ...planSending(before, NOW, dice), lastPushAt: NOW };
        const plan = planUntaken(sent, NOW + 100, { afterMs: 0, counts: false });
        expect(plan).toEqual({ nextWakeAt: NOW + 100, wakeAttempts: before.wakeAttempts });
        expect(planUntaken({ ...sent, nextWakeAt: null }, NOW + 100, { afterMs: 0, counts: false })).toBeUndefined();
      }),
    );
  });
});
