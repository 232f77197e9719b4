import { describe, expect, it } from 'vitest';
import {
  ACTION_KINDS,
  CHECK_KINDS,
  draftOf,
  FRESH,
  movedTier,
  newAction,
  newCheck,
  problemsOf,
  ruleOf,
  withTier,
} from './editor-model.ts';

describe('a rule while it is made', () => {
  it('says what is missing, in the order of the form, and nothing when it is whole', () => {
    const tiers = [
      { id: 'a', afterHours: 1, actions: [] },
      { id: 'b', afterHours: 1, actions: [newAction('message')] },
    ];
    const draft = { ...draftOf(FRESH), checks: [newCheck('apps')], tiers };
    expect(problemsOf(draft)).toEqual([
      { code: 'name' },
      { code: 'check', kind: 'apps' },
      { code: 'actions', number: 1 },
      { code: 'action', number: 2, kind: 'message' },
      { code: 'sameTime', first: 1, second: 2 },
    ]);
    expect(problemsOf({ ...draft, name: 'A', checks: [newCheck('roaming')], tiers: [] })).toEqual([]);
  });

  it('CMP-06 adds stages a day apart, and moves what one does while the times stay', () => {
    const two = withTier(withTier([]));
    expect(two.map(({ afterHours }) => afterHours)).toEqual([0, 24]);
    const moved = movedTier(two, 1, -1);
    expect(moved.map(({ afterHours }) => afterHours)).toEqual([0, 24]);
    expect(moved.map(({ id }) => id)).toEqual([two[1]?.id, two[0]?.id]);
    expect(movedTier(two, 0, -1)).toEqual(two);
  });

  it('is saved with its stages in the order of their times', () => {
    const stage = (id: string, afterHours: number) => ({ id, afterHours, actions: [newAction('ask')] });
    const draft = { ...draftOf(FRESH), tiers: [stage('late', 48), stage('soon', 2)] };
    expect(ruleOf(draft).tiers.map(({ id }) => id)).toEqual(['soon', 'late']);
  });

  it('can begin every check and every action', () => {
    expect(CHECK_KINDS.map((kind) => newCheck(kind).check.kind)).toEqual(CHECK_KINDS);
    expect(ACTION_KINDS.map((kind) => newAction(kind).kind)).toEqual(ACTION_KINDS);
  });
});
