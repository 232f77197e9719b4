import type { NewComplianceRule } from '../contract/compliance-rule.ts';

/*
 * Rules that many organisations want: something to begin with. Names and descriptions are the console's, by the key.
 */

type Content = Pick<NewComplianceRule, 'checks' | 'graceHours' | 'tiers'>;

const DAY = 24;
const alert = (severity: 'info' | 'warning' | 'critical', afterHours = 0): NewComplianceRule['tiers'][number] => ({
  id: `alert-${afterHours}`,
  afterHours,
  actions: [{ kind: 'alert', severity, again: null }],
});

export interface RuleTemplate extends Content {
  readonly key:
    | 'silent'
    | 'passcode'
    | 'encryption'
    | 'oldSystem'
    | 'tampered'
    | 'managementEnded'
    | 'restored'
    | 'supervised';
}

/** In the order to offer them. */
export const RULE_TEMPLATES: readonly RuleTemplate[] = [
  { key: 'silent', checks: [{ kind: 'silent', days: 30 }], graceHours: 0, tiers: [alert('warning')] },
  {
    key: 'passcode',
    checks: [{ kind: 'passcode', missing: true, weak: true }],
    graceHours: DAY,
    tiers: [alert('warning'), { id: 'lock', afterHours: 2 * DAY, actions: [{ kind: 'lock', message: '', phone: '' }] }],
  },
  { key: 'encryption', checks: [{ kind: 'encryption' }], graceHours: 3 * DAY, tiers: [alert('warning')] },
  {
    key: 'oldSystem',
    checks: [
      {
        kind: 'os',
        limits: [
          { platform: 'iOS', atLeast: '17', atMost: null },
          { platform: 'macOS', atLeast: '14', atMost: null },
        ],
      },
    ],
    graceHours: 14 * DAY,
    tiers: [alert('warning')],
  },
  { key: 'tampered', checks: [{ kind: 'tampered' }], graceHours: 0, tiers: [alert('critical')] },
  { key: 'managementEnded', checks: [{ kind: 'managementEnded' }], graceHours: 0, tiers: [alert('warning')] },
  { key: 'restored', checks: [{ kind: 'restored' }], graceHours: 0, tiers: [alert('critical')] },
  { key: 'supervised', checks: [{ kind: 'supervised' }], graceHours: 0, tiers: [alert('info')] },
];
