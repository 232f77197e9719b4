import type { Alert, AlertCode, AlertSettings, AlertSeverity } from '../../shared/contract/alerts.ts';
import type { EndingItem, FailureFacts, PushFacts } from './ports.ts';

/*
 * What needs attention, decided from facts. Pure: no store, no clock.
 */

/** How many, and the time that counts: the oldest contact, the next end. */
export interface Counted {
  readonly count: number;
  readonly at: number | null;
}

export interface AlertFacts {
  readonly now: number;
  /** Whether any device is enrolled: then what is missing hurts today. */
  readonly anyEnrolled: boolean;
  readonly push: PushFacts;
  readonly tls: { readonly notAfterAt: number; readonly source: string };
  readonly rootNotAfterAt: number;
  /** Of the certificate library, what ends or has ended. */
  readonly library: readonly EndingItem[];
  readonly profileSigningNotAfterAt: number | null;
  readonly identitiesExpiring: Counted;
  readonly identitiesExpired: Counted;
  /** Devices with provisioning profiles that end: their in-house apps will not open. */
  readonly provisioningExpiring: Counted;
  readonly provisioningExpired: Counted;
  readonly silent: Counted;
  readonly deadTokens: Counted;
  /** Devices that listen on another topic than that of the present push certificate. */
  readonly otherTopic: number;
  readonly failures: readonly FailureFacts[];
  readonly broken: { readonly unreadable: number; readonly unknown: number; readonly lastAt: number | null };
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | undefined;
  /** The newest event; one from the future tells that the clock was set back. */
  readonly newestEventAt: number | null;
  /** `since`: when there was first something worth a backup. Undefined when backups are nobody's business. */
  readonly backup: { readonly lastAt: number | null; readonly since: number | null } | undefined;
  readonly invitations: readonly { readonly id: string; readonly name: string; readonly expiresAt: number }[];
  readonly approvals: Counted;
  /** Devices whose people should have brought them back, and since when the first. */
  readonly overdue: Counted;
  /** Exams that are on, with devices that did not come into the app. */
  readonly exams: readonly {
    readonly id: string;
    readonly name: string;
    readonly cartId: string;
    readonly failed: number;
  }[];
  /** Policies that trouble devices: roll-outs that stopped by themselves, and how many failed or are as nobody wants. */
  readonly policies: readonly {
    readonly id: string;
    readonly name: string;
    readonly stopped: boolean;
    readonly failed: number;
    readonly drifted: number;
  }[];
  /** Prepare runs of these days with devices that failed, or that nothing was heard of for long. */
  readonly prepares: readonly {
    readonly id: string;
    readonly name: string;
    readonly failed: number;
    readonly stuck: number;
    /** Since when the first of them is. */
    readonly stuckSince: number | null;
  }[];
  /** Rules of compliance whose alerts stand, with the gravest of each. */
  readonly violations: readonly {
    readonly ruleId: string;
    readonly name: string;
    readonly severity: AlertSeverity;
    readonly count: number;
    readonly at: number;
  }[];
}

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

const DAY = 86_400_000;
const HOUR = 3_600_000;
const GIB = 1024 ** 3;
/** Steps of the clock up to this are corrections, not mistakes. */
const CLOCK_STEP = 5 * 60_000;
const RANK: Readonly<Record<AlertSeverity, number>> = { critical: 2, warning: 1, info: 0 };
/** Groups of failed commands that are worth a line each. */
const MOST_FAILURES = 20;
/** Things of the certificate library that get a line each. */
const MOST_ITEMS = 20;

type Found = Pick<Alert, 'code' | 'severity' | 'link'> &
  Partial<Pick<Alert, 'key' | 'count' | 'data' | 'namesDevices'>>;

/** All alerts the facts give rise to, worst first, whoever has put them out of sight. */
export function alertsFrom(facts: AlertFacts, settings: AlertSettings): Alert[] {
  const found: Found[] = [
    ...pushAlerts(facts, settings),
    ...certificateAlerts(facts, settings),
    ...deviceAlerts(facts, settings),
    ...commandAlerts(facts),
    ...machineAlerts(facts, settings),
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

function pushAlerts({ push, anyEnrolled, now }: AlertFacts, settings: AlertSettings): Found[] {
  const { state, notAfter } = push.certificate;
  const link = { screen: 'push', filter: {} } as const;
  const found: Found[] = [];
  const ended = notAfter !== null && notAfter <= now;
  if (state === 'none' || state === 'requested') {
    const severity = anyEnrolled ? 'critical' : 'warning';
    found.push({ code: 'push-certificate-missing', severity, link, data: { requested: state === 'requested' } });
  } else if (state === 'expired' || ended) {
    found.push({ code: 'push-certificate-expired', severity: 'critical', link, data: { notAfterAt: notAfter } });
  } else if (state === 'refused' || push.connection === 'refused') {
    found.push({ code: 'push-certificate-refused', severity: 'critical', link, data: { error: push.lastError } });
  } else if (notAfter !== null && notAfter <= now + settings.pushCertificateDays * DAY) {
    const severity = notAfter <= now + 7 * DAY ? 'critical' : 'warning';
    found.push({ code: 'push-certificate-expiring', severity, link, data: until(notAfter, now) });
  }
  if (push.connection === 'backing-off' && !ended) {
    found.push({ code: 'push-unreachable', severity: 'warning', link, data: { error: push.lastError } });
  }
  return found;
}

function certificateAlerts(facts: AlertFacts, { certificateDays }: AlertSettings): Found[] {
  const { now, tls, rootNotAfterAt, profileSigningNotAfterAt } = facts;
  const certificates = { screen: 'certificates', filter: {} } as const;
  const one = (
    name: 'tls' | 'root' | 'profile-signing',
    notAfter: number | null,
    link: Found['link'],
    data: Found['data'],
  ): Found[] => {
    if (notAfter === null || notAfter > now + certificateDays * DAY) return [];
    return notAfter <= now
      ? [{ code: `${name}-expired`, severity: 'critical', link, data: { ...data, notAfterAt: notAfter } }]
      : [{ code: `${name}-expiring`, severity: 'warning', link, data: { ...data, ...until(notAfter, now) } }];
  };
  return [
    ...one('tls', tls.notAfterAt, { screen: 'listener', filter: {} }, { source: tls.source }),
    ...one('root', rootNotAfterAt, certificates, {}),
    ...one('profile-signing', profileSigningNotAfterAt, certificates, {}),
    ...facts.library.slice(0, MOST_ITEMS).map(({ id, name, notAfterAt, uses, signs }): Found => {
      const ended = notAfterAt <= now;
      const needed = uses > 0 || signs;
      return {
        key: `library-${ended ? 'expired' : 'expiring'}:${id}`,
        code: ended ? 'library-expired' : 'library-expiring',
        // What nothing uses hurts nobody.
        severity: !needed ? 'info' : ended ? 'critical' : 'warning',
        data: { name, uses, signs, ...until(notAfterAt, now) },
        link: { screen: 'certificates', filter: { view: 'library' } },
      };
    }),
  ];
}

function deviceAlerts(facts: AlertFacts, settings: AlertSettings): Found[] {
  const found: Found[] = [];
  const about = (code: AlertCode, severity: AlertSeverity, { count }: Counted, data: Found['data']): void => {
    const link = { screen: 'devices', filter: { alert: code } } as const;
    if (count > 0) found.push({ code, severity, count, data, namesDevices: true, link });
  };
  const { identitiesExpired, identitiesExpiring, silent, deadTokens, otherTopic } = facts;
  about('push-other-topic', 'critical', { count: otherTopic, at: null }, { topic: facts.push.certificate.topic });
  about('identities-expired', 'critical', identitiesExpired, { firstAt: identitiesExpired.at });
  about('identities-expiring', 'warning', identitiesExpiring, { nextAt: identitiesExpiring.at });
  about('provisioning-expired', 'warning', facts.provisioningExpired, { firstAt: facts.provisioningExpired.at });
  about('provisioning-expiring', 'warning', facts.provisioningExpiring, {
    nextAt: facts.provisioningExpiring.at,
    days: settings.certificateDays,
  });
  about('push-tokens-dead', 'warning', deadTokens, {});
  about('devices-silent', 'warning', silent, { days: settings.silentDays, oldestAt: silent.at });
  return found;
}

function commandAlerts({ failures, broken }: AlertFacts): Found[] {
  const found = failures.slice(0, MOST_FAILURES).map(
    (group): Found => ({
      key: failureKey(group),
      code: 'commands-failed',
      severity: group.state === 'expired' ? 'info' : 'warning',
      count: group.count,
      data: {
        requestType: group.requestType,
        state: group.state,
        errorDomain: group.errorDomain,
        errorCode: group.errorCode,
        reason: group.errorSummary,
        lastAt: group.lastAt,
      },
      namesDevices: true,
      link: {
        screen: 'commands',
        filter: {
          states: group.state,
          requestTypes: group.requestType,
          ...(group.errorDomain === null ? {} : { errorDomain: group.errorDomain }),
          ...(group.errorCode === null ? {} : { errorCode: group.errorCode }),
        },
      },
    }),
  );
  const count = broken.unreadable + broken.unknown;
  if (count > 0) {
    found.push({
      code: 'answers-broken',
      severity: 'info',
      count,
      data: { ...broken },
      namesDevices: true,
      link: { screen: 'activity', filter: { typePrefix: broken.unreadable > 0 ? 'command.un' : 'command.unknown' } },
    });
  }
  return found;
}

/** Names a kind of failure; {@link failureOf} reads it back. */
function failureKey({ requestType, state, errorDomain, errorCode }: FailureFacts): string {
  const parts = [requestType, state, errorDomain ?? '', errorCode === null ? '' : String(errorCode)];
  return ['commands-failed', ...parts.map(encodeURIComponent)].join(':');
}

/** The kind of failure a key names. */
export function failureOf(key: string): Pick<FailureFacts, 'requestType' | 'state' | 'errorDomain' | 'errorCode'> {
  const [, requestType = '', state = '', domain = '', code = ''] = key.split(':').map(decodeURIComponent);
  return {
    requestType,
    state,
    errorDomain: domain === '' ? null : domain,
    errorCode: code === '' ? null : Number(code),
  };
}

function machineAlerts(facts: AlertFacts, settings: AlertSettings): Found[] {
  const { now, disk, newestEventAt, backup } = facts;
  const found: Found[] = [];
  const system = { screen: 'system', filter: {} } as const;
  if (disk !== undefined && disk.freeBytes < settings.diskFreeGb * GIB) {
    const severity = disk.freeBytes < (settings.diskFreeGb * GIB) / 4 ? 'critical' : 'warning';
    found.push({ code: 'disk-low', severity, link: system, data: { ...disk } });
  }
  if (newestEventAt !== null && newestEventAt > now + CLOCK_STEP) {
    found.push({
      code: 'clock-wrong',
      severity: 'critical',
      link: system,
      data: { newestAt: newestEventAt, nowAt: now },
    });
  }
  if (backup !== undefined) {
    const link = { screen: 'backup', filter: {} } as const;
    const late = now - settings.backupDays * DAY;
    if (backup.lastAt === null && backup.since !== null && backup.since < late) {
      found.push({ code: 'backup-missing', severity: 'warning', link });
    } else if (backup.lastAt !== null && backup.lastAt < late) {
      found.push({ code: 'backup-old', severity: 'warning', link, data: { lastAt: backup.lastAt } });
    }
  }
  return found;
}

function enrollmentAlerts({ now, invitations, approvals }: AlertFacts, { invitationHours }: AlertSettings): Found[] {
  const found: Found[] = invitations
    .filter(({ expiresAt }) => expiresAt > now && expiresAt <= now + invitationHours * HOUR)
    .map(({ id, name, expiresAt }) => ({
      key: `invitation-ending:${id}`,
      code: 'invitation-ending',
      severity: 'info',
      data: { name, expiresAt },
      link: { screen: 'invitations', filter: { invitationId: id } },
    }));
  if (approvals.count > 0) {
    found.push({
      code: 'approvals-waiting',
      severity: 'warning',
      count: approvals.count,
      data: { oldestAt: approvals.at },
      link: { screen: 'approvals', filter: { state: 'waiting' } },
    });
  }
  return found;
}

function cartAlerts({ overdue, exams }: AlertFacts): Found[] {
  const found = exams.map(
    ({ id, name, cartId, failed }): Found => ({
      key: `exam-incomplete:${id}`,
      code: 'exam-incomplete',
      severity: 'warning',
      count: failed,
      data: { name },
      link: { screen: 'carts', filter: { cartId } },
    }),
  );
  if (overdue.count > 0)
    found.push({
      code: 'loans-overdue',
      severity: 'info',
      count: overdue.count,
      data: { oldestAt: overdue.at },
      namesDevices: true,
      link: { screen: 'people', filter: { devices: 'overdue' } },
    });
  return found;
}

function policyAlerts({ policies }: AlertFacts): Found[] {
  return policies.flatMap(({ id, name, stopped, failed, drifted }): Found[] => {
    const about = (code: AlertCode, count: number, state: string): Found => ({
      key: `${code}:${id}`,
      code,
      severity: code === 'policy-drifted' ? 'info' : 'warning',
      count,
      data: { name },
      link: { screen: 'policies', filter: { policyId: id, state } },
    });
    return [
      // What stopped says already that devices failed.
      ...(stopped ? [about('roll-out-stopped', 1, '')] : failed > 0 ? [about('policy-failed', failed, 'failed')] : []),
      ...(drifted > 0 ? [about('policy-drifted', drifted, 'drifted')] : []),
    ];
  });
}

function prepareAlerts({ prepares }: AlertFacts): Found[] {
  return prepares.flatMap(({ id, name, failed, stuck, stuckSince }): Found[] => {
    const about = (code: AlertCode, count: number, data: Found['data'] = {}): Found => ({
      key: `${code}:${id}`,
      code,
      severity: 'warning',
      count,
      data: { name, ...data },
      namesDevices: true,
      link: { screen: 'blueprints', filter: { runId: id } },
    });
    return [
      ...(failed > 0 ? [about('prepare-failed', failed)] : []),
      ...(stuck > 0 ? [about('prepare-stuck', stuck, { oldestAt: stuckSince })] : []),
    ];
  });
}

function until(notAfterAt: number, now: number): { notAfterAt: number; days: number } {
  return { notAfterAt, days: Math.floor((notAfterAt - now) / DAY) };
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
  'loans-overdue',
  'invitation-ending',
];
