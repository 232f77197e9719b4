import type { CauseCode, DiagnosisFinding, FindingCode, StepCode } from '../../shared/contract/diagnosis.ts';
import type { RestoredFrom } from '../store/index.ts';
import type { PushFacts } from './ports.ts';

/*
 * "Why is nothing happening?", answered from facts. Pure: no store, no clock.
 */

export interface DiagnosedEnrollment {
  readonly state: 'pending' | 'enrolled' | 'ended';
  readonly endReason: string | null;
  readonly topic: string;
  readonly pushState: 'none' | 'ready' | 'unregistered' | 'refused';
  readonly authenticatedAt: number;
  readonly enrolledAt: number | null;
  readonly endedAt: number | null;
  readonly tokenUpdatedAt: number | null;
  readonly lastConnectAt: number | null;
  readonly lastPushAt: number | null;
  readonly lastPushStatus: number | null;
  readonly lastPushReason: string | null;
  readonly nextWakeAt: number | null;
  readonly wakeAttempts: number;
  /** Of the device's identity certificate. */
  readonly identityNotAfter: number | null;
  readonly identityRevokedAt: number | null;
}

export interface WaitingCommand {
  readonly id: string;
  readonly requestType: string;
  readonly state: 'queued' | 'sent' | 'not-now';
  readonly queuedAt: number;
  readonly lastSentAt: number | null;
  /** Times it was sent since the device last said anything about it. */
  readonly sentInVain: number;
  readonly notNowCount: number;
  readonly lastNotNowAt: number | null;
}

export interface DiagnosisFacts {
  readonly now: number;
  readonly lastSeenAt: number | null;
  /** The enrollment that counts: the enrolled one, else the newest. */
  readonly enrollment: DiagnosedEnrollment | undefined;
  readonly commands: readonly WaitingCommand[];
  readonly push: PushFacts;
  readonly tlsNotAfterAt: number;
  readonly listenerUrl: string;
  /** The newest refusal of this device at the door. */
  readonly refusal: { readonly at: number; readonly reason: string; readonly status: number } | undefined;
  /** It came back with an identity that no longer counts. */
  readonly restored: { readonly at: number; readonly from: RestoredFrom } | undefined;
  /** The newest event of all; one from the future tells that the clock was set back. */
  readonly newestEventAt: number | null;
  readonly silentDays: number;
}

export type Outcome = 'nothing-waits' | 'on-its-way' | 'hindered' | 'blocked' | 'not-managed';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A device answers a command in seconds; installing something large takes minutes. */
const DELIVERING = 2 * MINUTE;
/** After a wake-up a device with network comes in seconds; in poor network it takes minutes. */
const COMING = 5 * MINUTE;
/** Given this often without an answer, a command is what the device stumbles over. */
const IN_VAIN = 5;

/** What stands against delivery, what counts most first, and what it comes to. */
export function diagnose(facts: DiagnosisFacts): { outcome: Outcome; findings: DiagnosisFinding[] } {
  const management = managementFinding(facts);
  if (management !== undefined) return { outcome: 'not-managed', findings: [management] };
  const { enrollment, commands } = facts;
  if (enrollment === undefined) return { outcome: 'not-managed', findings: [] };
  const findings = [
    ...pushFindings(facts, enrollment),
    ...doorFindings(facts, enrollment),
    ...tokenFindings(facts, enrollment),
    ...(commands.length === 0 ? silence(facts) : waitingFindings(facts, enrollment)),
  ].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return { outcome: outcomeOf(findings, commands.length), findings };
}

const RANK = { blocks: 0, hinders: 1, note: 2 } as const;

function outcomeOf(findings: readonly DiagnosisFinding[], waiting: number): Outcome {
  if (findings.some(({ severity }) => severity === 'blocks')) return 'blocked';
  if (waiting === 0) return 'nothing-waits';
  return findings.some(({ severity }) => severity === 'hinders') ? 'hindered' : 'on-its-way';
}

function finding(
  code: FindingCode,
  severity: DiagnosisFinding['severity'],
  cause: CauseCode,
  step: StepCode,
  facts: DiagnosisFinding['facts'] = {},
  action: DiagnosisFinding['action'] = null,
): DiagnosisFinding {
  return { code, severity, cause, step, action, facts };
}

const open = (screen: 'push' | 'listener' | 'enrollment') => ({ kind: 'open', screen }) as const;
const WAKE = { kind: 'wake' } as const;

/** What it shows is refused for good: only a new enrollment helps. */
const restoredFinding = ({ at, from }: { at: number; from: RestoredFrom }): DiagnosisFinding =>
  finding('restored', 'blocks', `restored-${from}`, 're-enroll', { restoredAt: at }, open('enrollment'));

function managementFinding({ enrollment, restored }: DiagnosisFacts): DiagnosisFinding | undefined {
  if (enrollment === undefined)
    return finding('not-enrolled', 'blocks', 'never-enrolled', 'enroll', {}, open('enrollment'));
  if (enrollment.state === 'ended') {
    if (restored !== undefined) return restoredFinding(restored);
    const { endReason, endedAt } = enrollment;
    return finding(
      'enrollment-ended',
      'blocks',
      'management-ended',
      're-enroll',
      { endReason, endedAt },
      open('enrollment'),
    );
  }
  if (enrollment.state === 'pending' && enrollment.enrolledAt === null) {
    const { authenticatedAt } = enrollment;
    return finding('enrollment-pending', 'blocks', 'enrollment-unfinished', 'finish-enrollment', { authenticatedAt });
  }
  return undefined;
}

/** What keeps all wake-ups from leaving. */
function pushFindings({ push, now }: DiagnosisFacts, { topic }: DiagnosedEnrollment): DiagnosisFinding[] {
  const { state, notAfter } = push.certificate;
  const go = open('push');
  if (state === 'none' || state === 'requested') {
    return [finding('push-certificate-missing', 'blocks', 'certificate-not-loaded', 'load-push-certificate', {}, go)];
  }
  if (state === 'expired' || (notAfter !== null && notAfter <= now)) {
    const facts = { notAfterAt: notAfter };
    return [
      finding('push-certificate-expired', 'blocks', 'certificate-out-of-date', 'renew-push-certificate', facts, go),
    ];
  }
  if (state === 'refused' || push.connection === 'refused') {
    const facts = { error: push.lastError };
    return [
      finding('push-certificate-refused', 'blocks', 'certificate-not-accepted', 'renew-push-certificate', facts, go),
    ];
  }
  if (push.certificate.topic !== null && topic !== push.certificate.topic) {
    const facts = { topic, serverTopic: push.certificate.topic };
    return [
      finding('other-topic', 'blocks', 'enrolled-under-another-certificate', 'load-former-push-certificate', facts, go),
    ];
  }
  if (push.connection !== 'backing-off') return [];
  const facts = { error: push.lastError };
  return [
    finding('push-unreachable', 'blocks', 'network-between-server-and-apple', 'check-network-to-apple', facts, go),
  ];
}

/** What keeps a device that comes from being let in. */
function doorFindings(facts: DiagnosisFacts, enrollment: DiagnosedEnrollment): DiagnosisFinding[] {
  const { now, tlsNotAfterAt, listenerUrl, newestEventAt, refusal, restored, lastSeenAt } = facts;
  const { identityNotAfter, identityRevokedAt } = enrollment;
  const found: DiagnosisFinding[] = [];
  if (tlsNotAfterAt <= now) {
    const about = { notAfterAt: tlsNotAfterAt };
    found.push(
      finding('tls-expired', 'blocks', 'server-certificate-out-of-date', 'renew-tls', about, open('listener')),
    );
  }
  if (identityRevokedAt !== null) {
    found.push(
      finding('identity-revoked', 'blocks', 'identity-withdrawn', 're-enroll', { revokedAt: identityRevokedAt }),
    );
  } else if (identityNotAfter !== null && identityNotAfter <= now) {
    found.push(
      finding('identity-expired', 'blocks', 'identity-not-renewed', 're-enroll', { notAfterAt: identityNotAfter }),
    );
  } else if (identityNotAfter !== null && identityNotAfter <= now + 14 * DAY) {
    found.push(
      finding('identity-expiring', 'note', 'identity-not-renewed', 're-enroll', { notAfterAt: identityNotAfter }),
    );
  }
  // A device that was here lately shows by itself that the address is right: it runs on this very machine.
  if (isLoopback(listenerUrl) && (lastSeenAt === null || lastSeenAt < now - DAY)) {
    found.push(
      finding(
        'listener-loopback',
        'blocks',
        'address-only-reaches-this-machine',
        'set-public-address',
        { listenerUrl },
        open('listener'),
      ),
    );
  }
  if (newestEventAt !== null && newestEventAt > now + COMING) {
    found.push(
      finding('clock-wrong', 'hinders', 'clock-of-this-machine', 'set-clock', { newestAt: newestEventAt, nowAt: now }),
    );
  }
  const came = enrollment.lastConnectAt ?? 0;
  if (restored !== undefined) {
    found.push(restoredFinding(restored));
  } else if (refusal !== undefined && refusal.at > came && refusal.at > now - DAY) {
    const { at, reason, status } = refusal;
    found.push(
      finding('refused-lately', 'hinders', 'identity-withdrawn', 're-enroll', { refusedAt: at, reason, status }),
    );
  }
  return found;
}

/** What keeps a wake-up from reaching this device. */
function tokenFindings({ now }: DiagnosisFacts, enrollment: DiagnosedEnrollment): DiagnosisFinding[] {
  const { pushState, lastPushAt, lastPushStatus, lastPushReason, tokenUpdatedAt } = enrollment;
  const facts = { lastPushAt, status: lastPushStatus, reason: lastPushReason, tokenUpdatedAt };
  switch (pushState) {
    case 'none':
      return [
        finding('no-push-token', 'blocks', 'device-sent-no-token', 'refresh-token', {
          enrolledFor: now - enrollment.authenticatedAt,
        }),
      ];
    case 'unregistered':
      return [
        finding(
          'push-token-dead',
          'blocks',
          'profile-removed-or-device-erased',
          're-enroll',
          facts,
          open('enrollment'),
        ),
      ];
    case 'refused':
      return [finding('push-token-refused', 'blocks', 'token-of-another-service', 'refresh-token', facts)];
    case 'ready':
      return [];
  }
}

function silence({ now, lastSeenAt, silentDays }: DiagnosisFacts): DiagnosisFinding[] {
  if (lastSeenAt === null || lastSeenAt > now - silentDays * DAY) return [];
  const facts = { lastSeenAt, days: Math.floor((now - lastSeenAt) / DAY) };
  return [finding('silent', 'hinders', 'gone-or-off', 'check-network-of-device', facts, WAKE)];
}

/** What is known of the commands that wait. */
function waitingFindings(facts: DiagnosisFacts, enrollment: DiagnosedEnrollment): DiagnosisFinding[] {
  const { now, commands, lastSeenAt } = facts;
  const found: DiagnosisFinding[] = [];
  const stuck = commands.find(({ state, sentInVain }) => state === 'sent' && sentInVain >= IN_VAIN);
  const sent = commands
    .filter(({ state, lastSentAt }) => state === 'sent' && lastSentAt !== null)
    .sort((a, b) => (b.lastSentAt ?? 0) - (a.lastSentAt ?? 0))[0];
  const about = ({ id, requestType, sentInVain, lastSentAt }: WaitingCommand) => ({
    commandId: id,
    requestType,
    sendCount: sentInVain,
    lastSentAt,
  });
  if (stuck !== undefined) {
    found.push(finding('sent-in-vain', 'hinders', 'device-stumbles-over-command', 'restart-device', about(stuck)));
  } else if (sent?.lastSentAt != null && sent.lastSentAt < now - DELIVERING) {
    const severity = sent.sentInVain > 1 ? 'hinders' : 'note';
    found.push(finding('in-flight-unanswered', severity, 'device-off-or-without-network', 'wake', about(sent), WAKE));
  } else if (sent !== undefined) {
    found.push(finding('being-delivered', 'note', 'ordinary', 'wait', about(sent)));
  }
  const aside = commands.filter(({ state }) => state === 'not-now');
  const [busy] = aside;
  if (busy !== undefined) {
    const { id, requestType, notNowCount, lastNotNowAt } = busy;
    const told = { commandId: id, requestType, notNowCount, lastNotNowAt, commands: aside.length };
    found.push(finding('not-now', 'hinders', 'device-locked-or-busy', 'unlock-device', told, WAKE));
  }
  if (enrollment.pushState !== 'ready') return [...found, ...silence(facts)];

  const { lastPushAt, lastPushStatus, lastPushReason, nextWakeAt, wakeAttempts, lastConnectAt } = enrollment;
  const came = Math.max(lastConnectAt ?? 0, lastSeenAt ?? 0);
  const wake = { lastPushAt, status: lastPushStatus, reason: lastPushReason, nextWakeAt, wakeAttempts };
  if (lastPushAt !== null && lastPushAt > came) {
    if (lastPushStatus !== null && lastPushStatus !== 200) {
      found.push(finding('wake-not-taken', 'hinders', 'apple-did-not-take-it', 'wait', wake));
    } else if (lastPushAt < now - COMING || wakeAttempts > 2) {
      const step = 'check-network-of-device';
      found.push(finding('wake-unanswered', 'hinders', 'device-off-or-without-network', step, wake, WAKE));
    }
  }
  if (found.length === 0 && nextWakeAt !== null && nextWakeAt > now) {
    found.push(finding('wake-planned', 'note', 'ordinary', 'wait', wake, WAKE));
  }
  return [...found, ...silence(facts)];
}

function isLoopback(url: string): boolean {
  try {
    const { hostname } = new URL(url);
    return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  } catch {
    return false;
  }
}
