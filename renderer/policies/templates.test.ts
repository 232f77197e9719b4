import { expect, it } from 'vitest';
import { payloadsOf, validateProfile } from '../../shared/payloads/index.ts';
import { stagesIn } from './PublishFields.tsx';
import { isTemplate, profileFrom, TEMPLATE_GROUPS } from './templates.ts';

let last = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}`;

it.each(Object.values(TEMPLATE_GROUPS).flat())('%s begins as a profile devices take', (name) => {
  const profile = profileFrom(name, 'Title', (id) => id, uuid);
  expect(payloadsOf(profile).length).toBeGreaterThan(0);
  const findings = validateProfile(profile).filter(({ severity }) => severity !== 'info');
  // The certificate of the sign-in server is nobody's but the organisation's own.
  const left = name === 'wifi-certificate' ? ['PayloadContent[0].PayloadContent'] : [];
  expect(findings.map(({ path }) => path)).toEqual(left);
  const other = profileFrom(name, 'Title', (id) => id, uuid);
  expect(other.PayloadIdentifier).not.toBe(profile.PayloadIdentifier);
});

it('knows its templates by name only', () => {
  expect(isTemplate('kiosk')).toBe(true);
  for (const name of ['toString', undefined, 'nope']) expect(isTemplate(name)).toBe(false);
});

it('reads shares of a roll-out that grow up to all', () => {
  expect(stagesIn('10, 50')).toEqual([10, 50, 100]);
  expect(stagesIn('5% 25% 100%')).toEqual([5, 25, 100]);
  for (const bad of ['', 'x', '50, 10', '0', '10, 10', '120']) expect(stagesIn(bad)).toBeUndefined();
});
