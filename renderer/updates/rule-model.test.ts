import { expect, it } from 'vitest';
import { updateRuleContent } from '../../shared/contract/updates.ts';
import { emptyRule, forPlatform, isComplete, usualHours } from './rule-model.ts';

it('a rule for another platform keeps what that can be told', () => {
  const mac = { ...emptyRule().content, platform: 'macOS' as const, action: 'InstallLater' as const, maxDeferrals: 3 };
  expect(forPlatform(mac, 'iOS')).toMatchObject({ platform: 'iOS', action: 'Default', maxDeferrals: null });
  expect(forPlatform({ ...mac, action: 'InstallASAP' }, 'tvOS')).toMatchObject({ action: 'InstallASAP' });
});

it('a rule to begin with is one the engine takes, once it has a name and a version', () => {
  const rule = emptyRule();
  expect(updateRuleContent.parse({ ...rule.content, hours: usualHours('Europe/Berlin') })).toMatchObject(
    rule.content.hours === null ? { hours: { timeZone: 'Europe/Berlin' } } : {},
  );
  expect(isComplete(rule)).toBe(false);
  expect(isComplete({ ...rule, name: 'A' })).toBe(true);
  const certain = (version: string) => ({
    ...rule,
    name: 'A',
    content: { ...rule.content, goal: { kind: 'version' as const, version } },
  });
  expect(isComplete(certain('26.1'))).toBe(true);
  expect(isComplete(certain('new'))).toBe(false);
});
