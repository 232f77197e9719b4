import type { Alert, AlertCode, AlertSettings, AlertSeverity } from '../../shared/contract/alerts.ts';
import type { AlertFacts, Found } from './alert-types.ts';
import {
  cartAlerts,
  commandAlerts,
  deviceAlerts,
  enrollmentAlerts,
  policyAlerts,
  prepareAlerts,
} from './device-alerts.ts';
import { certificateAlerts, directoryAlerts, machineAlerts, pushAlerts } from './server-alerts.ts';

/*
 * What needs attention, decided from facts. Pure: no store, no clock.
 */

/** Kept with an alert that somebody put out of sight. */
export interface Mark {
  readonly key: string;
  readonly kind: 'acknowledged' | 'snoozed';
  readonly at: number;
  readonly by: string;
  readonly severity: string;
  readonly count: number;
  readonly until: number | null;
}

const RANK: Readonly<Record<AlertSeverity, number>> = { critical: 2, warning: 1, info: 0 };

/** All alerts the facts give rise to, worst first, whoever has put them out of sight. */
export function alertsFrom(facts: AlertFacts, settings: AlertSettings): Alert[] {
  const found: Found[] = [
    ...pushAlerts(facts, settings),
    ...certificateAlerts(facts, settings),
    ...deviceAlerts(facts, settings),
    ...commandAlerts(facts),
    ...machineAlerts(facts, settings),
    ...directoryAlerts(facts),
    ...enrollmentAlerts(facts, settings),
    ...facts.violations.map(
      ({ ruleId, name, severity, count, at }): Found => ({
        key: `compliance-violated:${ruleId}`,
        code: 'compliance-violated',
        severity,
        count,
        data: { name, oldestAt: at },
        namesDevices: true,
        link: { screen: 'compliance', filter: { rule: ruleId } },
      }),
    ),
    ...cartAlerts(facts),
    ...policyAlerts(facts),
    ...prepareAlerts(facts),
  ];
  return found
    .map(
      (one): Alert => ({
        key: one.code,
        count: 1,
        data: {},
        namesDevices: false,
        acknowledged: null,
        snoozedUntil: null,
        ...one,
      }),
    )
    .sort((a, b) => RANK[b.severity] - RANK[a.severity] || ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
}

/**
 * Parts alerts into those in sight and those put away. Acknowledging holds until an alert grows: more severe, or about
 * more than it was; snoozing until its time.
 */
export function partByMarks(
  alerts: readonly Alert[],
  marks: readonly Mark[],
  now: number,
): { shown: Alert[]; hidden: Alert[]; stale: string[] } {
  const byKey = new Map(marks.map((mark) => [mark.key, mark]));
  const shown: Alert[] = [];
  const hidden: Alert[] = [];
  const stale = new Set(byKey.keys());
  for (const alert of alerts) {
    const mark = byKey.get(alert.key);
    if (mark === undefined || !holds(mark, alert, now)) {
      shown.push(alert);
      continue;
    }
    stale.delete(alert.key);
    hidden.push({
      ...alert,
      acknowledged: mark.kind === 'acknowledged' ? { at: mark.at, by: mark.by } : null,
      snoozedUntil: mark.kind === 'snoozed' ? mark.until : null,
    });
  }
  return { shown, hidden, stale: [...stale] };
}

function holds(mark: Mark, alert: Alert, now: number): boolean {
  if (mark.kind === 'snoozed') return mark.until !== null && mark.until > now;
  const before = RANK[mark.severity as AlertSeverity] ?? 0;
  return RANK[alert.severity] <= before && alert.count <= mark.count;
}

/** What comes first among equally severe ones: what affects most. */
const ORDER: readonly AlertCode[] = [
  'push-certificate-expired',
  'push-certificate-missing',
  'push-certificate-refused',
  'push-other-topic',
  'tls-expired',
  'root-expired',
  'profile-signing-expired',
  'library-expired',
  'clock-wrong',
  'disk-low',
  'identities-expired',
  'push-unreachable',
  'approvals-waiting',
  'push-certificate-expiring',
  'tls-expiring',
  'root-expiring',
  'profile-signing-expiring',
  'library-expiring',
  'identities-expiring',
  'provisioning-expired',
  'provisioning-expiring',
  'push-tokens-dead',
  'compliance-violated',
  'devices-silent',
  'commands-failed',
  'backup-missing',
  'backup-old',
  'answers-broken',
  'exam-incomplete',
  'roll-out-stopped',
  'policy-failed',
  'policy-drifted',
  'prepare-failed',
  'prepare-stuck',
  'directory-unreadable',
  'loans-overdue',
  'invitation-ending',
];
