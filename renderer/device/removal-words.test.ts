import { expect, it } from 'vitest';
import { de } from '../locales/de.ts';
import { en } from '../locales/en.ts';

it('BP-9 says before management is ended that every managed profile and account goes with it', () => {
  expect(en.device.end.parts.device).toMatch(/Every managed profile goes with it.*accounts.*apps/);
  expect(de.device.end.parts.device).toMatch(/alle verwalteten Profile.*Accounts.*Apps/);
});
