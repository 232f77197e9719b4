// @vitest-environment jsdom
import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import type { PolicySummary } from '../../shared/contract/index.ts';
import { policiesCsv } from './policies-csv.ts';

const t = ((key: string) => key) as unknown as TFunction;
const policy: PolicySummary = {
  id: 'p1',
  type: 'profile',
  name: '=HYPERLINK("x")',
  description: '',
  identifier: 'org.brook.wifi',
  payloadTypes: ['com.apple.wifi.managed'],
  active: true,
  newestVersion: 3,
  version: 2,
  changedAt: Date.UTC(2026, 0, 2),
  changedBy: 'ada',
  groups: [
    { id: 'g1', name: 'Lab', mode: 'include' },
    { id: 'g2', name: 'Loan, spare', mode: 'exclude' },
  ],
  devices: { included: 0, excluded: 0 },
  blueprints: [],
  counts: { installed: 7, failed: 1 },
  rollOut: null,
  slot: null,
  fallback: false,
  rank: 4,
};

it('writes one line for each policy with how it stands, harmless to spreadsheets', () => {
  const [heading = '', line = '', end] = policiesCsv([policy], t).split('\r\n');
  expect(heading.startsWith('\uFEFFpolicies.name,')).toBe(true);
  expect(heading.split(',')).toHaveLength(23);
  expect(line).toContain(`"'=HYPERLINK(""x"")",policies.types.profile,org.brook.wifi,com.apple.wifi.managed,2,3`);
  expect(line).toContain('Lab,"Loan, spare",4,7,');
  expect(line.endsWith('2026-01-02T00:00:00.000Z,ada')).toBe(true);
  expect(end).toBe('');
});
