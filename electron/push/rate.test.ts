import { describe, expect, it } from 'vitest';
import { Rate } from './rate.ts';

describe('a rate', () => {
  it('is the mean of the last ten full seconds, and falls to nothing after them', () => {
    let now = 1_000_000;
    const rate = new Rate({ now: () => now });
    for (let second = 0; second < 20; second++) {
      for (let i = 0; i < 7; i++) rate.add();
      now += 1000;
    }
    expect(rate.perSecond()).toBe(7);
    expect(rate.total).toBe(140);
    now += 5000;
    expect(rate.perSecond()).toBe(3.5);
    now += 60_000;
    expect(rate.perSecond()).toBe(0);
  });
});
