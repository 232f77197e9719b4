import { expect, it } from 'vitest';
import { de } from '../locales/de.ts';
import { en } from '../locales/en.ts';

it('BP-22 names every cause of silence: the profile removed, the device erased, no network, switched off', () => {
  const causes = [en.diagnosis.causes['gone-or-off'], de.diagnosis.causes['gone-or-off']];
  expect(causes[0]).toMatch(/profile was removed.*erased.*no network.*switched off/);
  expect(causes[1]).toMatch(/profil wurde entfernt.*gelöscht.*kein Netz.*ausgeschaltet/);
});
