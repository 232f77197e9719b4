import { expect, it } from 'vitest';
import { newComplianceRule } from '../contract/compliance-rule.ts';
import { RULE_TEMPLATES } from './index.ts';

it('CMP-05, CMP-22 ready-made rules begin with an alert, the first about devices that are silent for a month', () => {
  for (const { key, ...content } of RULE_TEMPLATES) {
    const rule = newComplianceRule.parse({ name: key, description: '', ...content });
    expect(rule.tiers[0]?.actions[0]?.kind, key).toBe('alert');
  }
  expect(RULE_TEMPLATES[0]).toMatchObject({ key: 'silent', checks: [{ kind: 'silent', days: 30 }] });
});
