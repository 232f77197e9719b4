import { describe, expect, test } from 'vitest';
import { type DiagnosedEnrollment, type DiagnosisFacts, diagnose, type WaitingCommand } from './diagnosis.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const TOPIC = 'com.apple.mgmt.test';

const ENROLLED: DiagnosedEnrollment = {
  state: 'enrolled',
  endReason: null,
  topic: TOPIC,
  pushState: 'ready',
  authenticatedAt: NOW - 30 * DAY,
  enrolledAt: NOW - 30 * DAY,
  endedAt: null,
  tokenUpdatedAt: NOW - 30 * DAY,
  lastConnectAt: NOW - MINUTE,
  lastPushAt: NOW - 2 * MINUTE,
  lastPushStatus: 200,
  lastPushReason: null,
  nextWakeAt: null,
  wakeAttempts: 0,
  identityNotAfter: NOW + 300 * DAY,
  identityRevokedAt: null,
};

const WELL: DiagnosisFacts = {
  now: NOW,
  lastSeenAt: NOW - MINUTE,
  enrollment: ENROLLED,
  commands: [],
  push: {
    certificate: { state: 'ready', topic: TOPIC, notAfter: NOW + 200 * DAY },
    connection: 'connected',
    lastError: null,
  },
  tlsNotAfterAt: NOW + 200 * DAY,
  listenerUrl: 'https://mdm.school.example',
  refusal: undefined,
  restored: undefined,
  newestEventAt: NOW - MINUTE,
  silentDays: 7,
};

const QUEUED: WaitingCommand = {
  id: '0190a000-0000-7000-8000-000000000001',
  requestType: 'ProfileList',
  state: 'queued',
  queuedAt: NOW - MINUTE,
  lastSentAt: null,
  sentInVain: 0,
  notNowCount: 0,
  lastNotNowAt: null,
};

const enrolled = (change: Partial<DiagnosedEnrollment>): Partial<DiagnosisFacts> => ({
  enrollment: { ...ENROLLED, ...change },
});
const certificate = (change: Partial<DiagnosisFacts['push']['certificate']>): Partial<DiagnosisFacts> => ({
  push: { ...WELL.push, certificate: { ...WELL.push.certificate, ...change } },
});
const waiting = (...commands: Partial<WaitingCommand>[]): Partial<DiagnosisFacts> => ({
  commands: commands.map((command) => ({ ...QUEUED, ...command })),
});

describe('diagnosis', () => {
  test('says plainly that nothing is wrong and nothing waits', () => {
    expect(diagnose(WELL)).toEqual({ outcome: 'nothing-waits', findings: [] });
  });

  test('a command that is planned to be woken for is on its way', () => {
    const { outcome, findings } = diagnose({ ...WELL, ...waiting({}), ...enrolled({ nextWakeAt: NOW + 30_000 }) });
    expect(outcome).toBe('on-its-way');
    expect(findings.map((one) => [one.code, one.severity, one.action])).toEqual([
      ['wake-planned', 'note', { kind: 'wake' }],
    ]);
  });

  const table: [
    what: string,
    facts: Partial<DiagnosisFacts>,
    outcome: string,
    first: string,
    cause: string,
    step: string,
  ][] = [
    ['never enrolled', { enrollment: undefined }, 'not-managed', 'not-enrolled', 'never-enrolled', 'enroll'],
    [
      'management ended',
      enrolled({ state: 'ended', endReason: 'checked-out', endedAt: NOW - DAY }),
      'not-managed',
      'enrollment-ended',
      'management-ended',
      're-enroll',
    ],
    [
      'enrollment under way',
      enrolled({ state: 'pending', enrolledAt: null }),
      'not-managed',
      'enrollment-pending',
      'enrollment-unfinished',
      'finish-enrollment',
    ],
    [
      'no push certificate',
      certificate({ state: 'none', notAfter: null, topic: null }),
      'blocked',
      'push-certificate-missing',
      'certificate-not-loaded',
      'load-push-certificate',
    ],
    [
      'push certificate over',
      certificate({ state: 'expired', notAfter: NOW - 1 }),
      'blocked',
      'push-certificate-expired',
      'certificate-out-of-date',
      'renew-push-certificate',
    ],
    [
      'push certificate refused',
      certificate({ state: 'refused' }),
      'blocked',
      'push-certificate-refused',
      'certificate-not-accepted',
      'renew-push-certificate',
    ],
    [
      'another topic',
      certificate({ topic: 'com.apple.mgmt.other' }),
      'blocked',
      'other-topic',
      'enrolled-under-another-certificate',
      'load-former-push-certificate',
    ],
    [
      'Apple out of reach',
      { push: { ...WELL.push, connection: 'backing-off', lastError: 'no route' } },
      'blocked',
      'push-unreachable',
      'network-between-server-and-apple',
      'check-network-to-apple',
    ],
    [
      'no push token',
      enrolled({ pushState: 'none' }),
      'blocked',
      'no-push-token',
      'device-sent-no-token',
      'refresh-token',
    ],
    [
      'a dead push token',
      enrolled({ pushState: 'unregistered', lastPushStatus: 410 }),
      'blocked',
      'push-token-dead',
      'profile-removed-or-device-erased',
      're-enroll',
    ],
    [
      'a refused push token',
      enrolled({ pushState: 'refused', lastPushStatus: 400 }),
      'blocked',
      'push-token-refused',
      'token-of-another-service',
      'refresh-token',
    ],
    [
      'an expired identity',
      enrolled({ identityNotAfter: NOW - 1 }),
      'blocked',
      'identity-expired',
      'identity-not-renewed',
      're-enroll',
    ],
    [
      'a revoked identity',
      enrolled({ identityRevokedAt: NOW - 1 }),
      'blocked',
      'identity-revoked',
      'identity-withdrawn',
      're-enroll',
    ],
    [
      'an expired TLS certificate',
      { tlsNotAfterAt: NOW },
      'blocked',
      'tls-expired',
      'server-certificate-out-of-date',
      'renew-tls',
    ],
    [
      'a loopback address and a device that does not come',
      { listenerUrl: 'https://127.0.0.1:8443', lastSeenAt: NOW - 2 * DAY },
      'blocked',
      'listener-loopback',
      'address-only-reaches-this-machine',
      'set-public-address',
    ],
    [
      'a device silent for long',
      { lastSeenAt: NOW - 8 * DAY },
      'nothing-waits',
      'silent',
      'gone-or-off',
      'check-network-of-device',
    ],
    [
      'a locked device',
      waiting({ state: 'not-now', notNowCount: 2, lastNotNowAt: NOW - MINUTE }),
      'hindered',
      'not-now',
      'device-locked-or-busy',
      'unlock-device',
    ],
    [
      'a command given just now',
      waiting({ state: 'sent', sentInVain: 1, lastSentAt: NOW - 5000 }),
      'on-its-way',
      'being-delivered',
      'ordinary',
      'wait',
    ],
    [
      'a command given twice without an answer',
      waiting({ state: 'sent', sentInVain: 2, lastSentAt: NOW - 10 * MINUTE }),
      'hindered',
      'in-flight-unanswered',
      'device-off-or-without-network',
      'wake',
    ],
    [
      'a command the device stumbles over',
      waiting({ state: 'sent', sentInVain: 6, lastSentAt: NOW - 1000 }),
      'hindered',
      'sent-in-vain',
      'device-stumbles-over-command',
      'restart-device',
    ],
    [
      'a wake-up nobody followed',
      {
        ...waiting({}),
        ...enrolled({ lastPushAt: NOW - 10 * MINUTE, lastConnectAt: NOW - DAY }),
        lastSeenAt: NOW - DAY,
      },
      'hindered',
      'wake-unanswered',
      'device-off-or-without-network',
      'check-network-of-device',
    ],
    [
      'a wake-up Apple did not take',
      { ...waiting({}), ...enrolled({ lastPushAt: NOW, lastPushStatus: 503, lastPushReason: 'ServiceUnavailable' }) },
      'hindered',
      'wake-not-taken',
      'apple-did-not-take-it',
      'wait',
    ],
    [
      'a clock that was set back',
      { ...waiting({}), newestEventAt: NOW + DAY },
      'hindered',
      'clock-wrong',
      'clock-of-this-machine',
      'set-clock',
    ],
    [
      'erased, and back from a backup',
      {
        ...enrolled({ state: 'ended', endReason: 'erased', endedAt: NOW - DAY }),
        restored: { at: NOW - MINUTE, from: 'erased' },
      },
      'not-managed',
      'restored',
      'restored-erased',
      're-enroll',
    ],
    [
      'managed, and back from a backup from before its identity was renewed',
      {
        restored: { at: NOW - MINUTE, from: 'renewed' },
        refusal: { at: NOW - 1000, reason: 'certificate-superseded', status: 403 },
      },
      'blocked',
      'restored',
      'restored-renewed',
      're-enroll',
    ],
    [
      'a refusal at the door since it was here',
      { ...waiting({}), refusal: { at: NOW - 1000, reason: 'certificate-superseded', status: 403 } },
      'hindered',
      'refused-lately',
      'identity-withdrawn',
      're-enroll',
    ],
  ];
  test.each(table)('%s', (_what, facts, outcome, code, cause, step) => {
    const found = diagnose({ ...WELL, ...facts });
    expect(found.outcome).toBe(outcome);
    expect(found.findings[0]).toMatchObject({ code, cause, step });
  });

  test('BP-22 a silent device may have lost its profile, been erased, be without network or off: the cause says so, whatever waits', () => {
    for (const commands of [[], [QUEUED]]) {
      const { findings } = diagnose({ ...WELL, commands, lastSeenAt: NOW - 8 * DAY });
      const silent = findings.find(({ code }) => code === 'silent');
      expect(silent).toMatchObject({ cause: 'gone-or-off', action: { kind: 'wake' }, facts: { days: 8 } });
    }
    // A token that Apple calls dead narrows it down.
    const dead = diagnose({ ...WELL, lastSeenAt: NOW - 8 * DAY, ...enrolled({ pushState: 'unregistered' }) });
    expect(dead.findings[0]).toMatchObject({ code: 'push-token-dead', cause: 'profile-removed-or-device-erased' });
  });

  test('what blocks comes before what hinders, and that before notes', () => {
    const { findings } = diagnose({
      ...WELL,
      ...waiting({ state: 'not-now', notNowCount: 1 }),
      ...enrolled({ pushState: 'unregistered', identityNotAfter: NOW + DAY }),
    });
    expect(findings.map((one) => one.severity)).toEqual(['blocks', 'hinders', 'note']);
  });

  test('a device on this very machine may use a loopback address', () => {
    expect(diagnose({ ...WELL, listenerUrl: 'https://localhost:8443' }).findings).toEqual([]);
  });

  test('an old refusal that the device has got over is no finding', () => {
    const refusal = { at: NOW - 2 * MINUTE, reason: 'certificate-unbound', status: 403 };
    expect(diagnose({ ...WELL, refusal }).findings).toEqual([]);
  });
});
