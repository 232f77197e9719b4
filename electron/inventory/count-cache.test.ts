import { describe, expect, it } from 'vitest';
import { CountCache } from './count-cache.ts';

function counting(cost: number) {
  const state = { now: 0, seq: 1, counted: 0 };
  const cache = new CountCache<number>(
    () => state.seq,
    () => state.now,
  );
  const ask = () =>
    cache.get('all', () => {
      state.now += cost;
      return ++state.counted;
    });
  return { state, ask };
}

describe('counts that are kept a moment', () => {
  it('counts again every time where counting is cheap', () => {
    const { ask } = counting(2);
    expect([ask(), ask(), ask()]).toEqual([1, 2, 3]);
  });

  it('keeps an expensive count for twenty times as long as it took, while things change', () => {
    const { state, ask } = counting(40);
    ask();
    state.seq++;
    state.now = 799;
    expect(ask()).toBe(1);
    state.now = 801;
    expect(ask()).toBe(2);
  });

  it('keeps it for seconds while nothing happens', () => {
    const { state, ask } = counting(40);
    ask();
    state.now = 4999;
    expect(ask()).toBe(1);
    state.now = 5001;
    expect(ask()).toBe(2);
  });
});
