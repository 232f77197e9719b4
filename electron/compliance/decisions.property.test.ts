import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComplianceAction, ComplianceTier } from '../../shared/contract/compliance-rule.ts';
import { deviceState, dueSteps, effectsOf, exemptionFrom, stepsOf } from './decisions.ts';

const HOUR = 3_600_000;

const action: fc.Arbitrary<ComplianceAction> = fc.oneof(
  fc.record({
    kind: fc.constant('alert' as const),
    severity: fc.constantFrom('info' as const, 'warning' as const, 'critical' as const),
    again: fc.option(fc.record({ everyHours: fc.integer({ min: 1, max: 48 }), times: fc.integer({ min: 1, max: 5 }) })),
  }),
  fc.record({ kind: fc.constant('block' as const) }),
  fc.record({ kind: fc.constant('ask' as const) }),
  fc.record({ kind: fc.constant('lock' as const), message: fc.string(), phone: fc.constant('') }),
  fc.record({
    kind: fc.constant('removeProfiles' as const),
    keep: fc.constantFrom('nothing' as const, 'wifi' as const, 'wifiWhereNeeded' as const),
    apps: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('quarantine' as const), groupId: fc.constantFrom('a', 'b') }),
);
const tiers: fc.Arbitrary<ComplianceTier[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 20 })
  .chain((delays) =>
    fc.tuple(
      ...delays.map((afterHours, index) =>
        fc.record({
          id: fc.constant(`tier-${index}`),
          afterHours: fc.constant(afterHours),
          actions: fc.uniqueArray(action, { minLength: 1, maxLength: 4, selector: ({ kind }) => kind }),
        }),
      ),
    ),
  );
const looks = fc.array(fc.integer({ min: 0, max: 800 * HOUR }), { minLength: 1, maxLength: 30 });

describe('CMP-07 tiers', () => {
  it('do each step exactly once, in order and never early, however often and whenever it is looked', () => {
    fc.assert(
      fc.property(tiers, fc.integer({ min: 0, max: 2_000_000_000_000 }), looks, (list, from, times) => {
        const done = new Set<string>();
        const order: { key: string; at: number }[] = [];
        const end = from + 2000 * HOUR;
        for (const now of [...times.map((time) => from + time - 100 * HOUR).sort((a, b) => a - b), end]) {
          const { due, next } = dueSteps(list, from, done, now);
          for (const step of due) {
            expect(step.at).toBeLessThanOrEqual(now);
            expect(done.has(step.key)).toBe(false);
            done.add(step.key);
            order.push(step);
          }
          if (next !== null) expect(next.at).toBeGreaterThan(now);
          // What was done is not due again, at the same time or after a restart.
          expect(dueSteps(list, from, done, now).due).toEqual([]);
        }
        const all = stepsOf(list, from);
        expect(order.map(({ key }) => key)).toEqual(all.map(({ key }) => key));
        expect(order.map(({ at }) => at)).toEqual([...order.map(({ at }) => at)].sort((a, b) => a - b));
        expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
      }),
    );
  });

  it('tell the next step, and that it comes exactly then', () => {
    fc.assert(
      fc.property(tiers, fc.integer({ min: 0, max: 600 * HOUR }), (list, now) => {
        const done = new Set(dueSteps(list, 0, new Set(), now).due.map(({ key }) => key));
        const { next } = dueSteps(list, 0, done, now);
        if (next === null) {
          expect(done.size).toBe(stepsOf(list, 0).length);
          return;
        }
        expect(dueSteps(list, 0, done, next.at - 1).due).toEqual([]);
        expect(dueSteps(list, 0, done, next.at).due.map(({ action: one }) => one.kind)).toEqual(
          expect.arrayContaining(next.kinds),
        );
      }),
    );
  });

  it('begin anew for the next violation: nothing of one holds for another', () => {
    fc.assert(
      fc.property(tiers, (list) => {
        expect(effectsOf([])).toEqual({ blocked: false, groups: [], message: null, withheld: null });
        expect(dueSteps(list, 10, new Set(), Number.MAX_SAFE_INTEGER).due).toHaveLength(stepsOf(list, 0).length);
      }),
    );
  });
});

describe('what holds for a device', () => {
  it('is the strictest of what its violations ask for, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 8 }), (done) => {
        const { blocked, groups, withheld } = effectsOf(done);
        const back = effectsOf([...done].reverse());
        expect([back.blocked, [...back.groups].sort(), back.withheld]).toEqual([blocked, [...groups].sort(), withheld]);
        expect(blocked).toBe(done.some(({ kind }) => kind === 'block'));
      }),
    );
    const keep = (one: 'nothing' | 'wifi'): ComplianceAction => ({ kind: 'removeProfiles', keep: one, apps: false });
    expect(effectsOf([keep('wifi'), keep('nothing')]).withheld).toBe('nothing');
  });

  it('stands as its worst rule stands', () => {
    expect(deviceState([])).toBe('compliant');
    expect(deviceState(['exempt', 'grace'])).toBe('grace');
    expect(deviceState(['violating', 'exempt'])).toBe('violating');
  });
});

describe('an exemption', () => {
  it('holds until its time, from its rule or from all, and the longest counts', () => {
    const own = { id: 'own', ruleId: 'r', untilAt: 100 };
    const all = { id: 'all', ruleId: null, untilAt: 50 };
    expect(exemptionFrom('r', [all, own], 10)?.id).toBe('own');
    expect(exemptionFrom('other', [all, own], 10)?.id).toBe('all');
    expect(exemptionFrom('other', [all, own], 50)).toBeUndefined();
    expect(exemptionFrom('r', [own, { ...all, untilAt: null }], 1000)?.id).toBe('all');
  });
});
