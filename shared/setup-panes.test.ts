import { describe, expect, it } from 'vitest';
import { setupPaneName, setupPanes } from './setup-panes.ts';

describe('panes of the Setup Assistant', () => {
  it('have a name of their own in each language, and say on which devices they show', () => {
    for (const language of ['en', 'de']) {
      const panes = setupPanes(language);
      expect(panes.length).toBeGreaterThan(50);
      expect(new Set(panes.map(({ name }) => name)).size).toBe(panes.length);
      expect(panes.filter(({ name, on }) => name === '' || on.length === 0)).toEqual([]);
      expect(panes.map(({ name }) => name)).toEqual(
        panes.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, language)),
      );
    }
  });

  it('are called by words, and by the name of Apple where they are newer than this list', () => {
    expect(setupPaneName('SIMSetup', 'en')).toBe('Mobile plan (SIM)');
    expect(setupPaneName('SIMSetup', 'de')).toBe('Mobilfunktarif (SIM)');
    expect(setupPaneName('toString', 'de')).toBe('toString');
    expect(setupPaneName('FlyingCars', 'en')).toBe('FlyingCars');
  });
});
