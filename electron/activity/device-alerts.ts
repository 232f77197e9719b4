import type { AlertCode, AlertSettings, AlertSeverity } from '../../shared/contract/alerts.ts';
import type { AlertFacts, Counted, Found } from './alert-types.ts';
import type { FailureFacts } from './ports.ts';

/*
 * What needs attention of devices: those themselves, and what was to be done with them. Pure: no store, no clock.
 */

const HOUR = 3_600_000;
/** Groups of failed commands that are worth a line each. */
const MOST_FAILURES = 20;

export function deviceAlerts(facts: AlertFacts, settings: AlertSettings): Found[] {
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

export function commandAlerts({ failures, broken }: AlertFacts): Found[] {
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

export function enrollmentAlerts(
  { now, invitations, approvals }: AlertFacts,
  { invitationHours }: AlertSettings,
): Found[] {
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

export function cartAlerts({ overdue, exams }: AlertFacts): Found[] {
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

export function policyAlerts({ policies }: AlertFacts): Found[] {
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

export function prepareAlerts({ prepares }: AlertFacts): Found[] {
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
