import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideAuthenticate,
  decideCheckOut,
  decideConnect,
  decideOther,
  decideTokenUpdate,
  invitationStatus,
  mayDownload,
  type Refusal,
  type Standing,
} from './state.ts';
import { decideUserAuthenticate, decideUserConnect, decideUserTokenUpdate } from './user-state.ts';

const NOW = 1_000_000;

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const ids = fc.constantFrom('e1', 'e2');
const certificate = fc.record({
  fingerprint: fc.constantFrom('f1', 'f2'),
  notAfter: fc.constantFrom(NOW - 1, NOW + 1),
  revokedAt: maybe(fc.constant(NOW - 5)),
  invitationId: maybe(fc.constant('i1')),
  enrollmentId: maybe(ids),
  renewalOfEnrollmentId: maybe(ids),
});
const invitation = fc.record({
  maxUses: maybe(fc.constantFrom(1, 2)),
  uses: fc.nat(3),
  expiresAt: maybe(fc.constantFrom(NOW, NOW + 1)),
  revokedAt: maybe(fc.constant(NOW - 1)),
});

/** Standings as the store can produce them: the enrollment is the one the certificate is bound to or renews. */
const standing: fc.Arbitrary<Standing> = fc
  .record({
    key: fc.constantFrom('k1', 'k2'),
    channel: fc.constantFrom('device' as const, 'device' as const, 'user' as const),
    certificate: fc.option(certificate, { nil: undefined }),
    state: fc.constantFrom('pending' as const, 'enrolled' as const, 'ended' as const),
    endReason: fc.constantFrom('checked-out' as const, 'replaced' as const, 'removed' as const, 'erased' as const),
    enrolledAt: maybe(fc.constant(NOW - 9)),
    topic: fc.constantFrom('t1', 't2'),
    current: fc.constantFrom('f1', 'f2'),
  })
  .map(({ key, channel, certificate, state, endReason, enrolledAt, topic, current }) => {
    const id = certificate?.enrollmentId ?? certificate?.renewalOfEnrollmentId ?? null;
    return {
      now: NOW,
      key,
      channel,
      certificate,
      enrollment:
        id === null
          ? undefined
          : {
              id,
              key: 'k1',
              state,
              endReason: state === 'ended' ? endReason : null,
              topic,
              enrolledAt: state === 'enrolled' ? NOW - 9 : enrolledAt,
              certificateFingerprint: current,
            },
    };
  });
const context = fc.record({
  serverTopic: fc.constantFrom(undefined, 't1'),
  invitation: fc.option(invitation, { nil: undefined }),
  unfinished: fc.boolean(),
  managed: fc.boolean(),
});
const user = fc.record({
  state: fc.constantFrom('pending' as const, 'enrolled' as const),
  authRequired: fc.boolean(),
  authorised: fc.boolean(),
});
const message = fc.record({ topic: fc.constantFrom('t1', 't2') });

/** Whether the enrollment was ended so that the device must hear of it. */
function endedOnPurpose({ key, enrollment }: Standing): boolean {
  return enrollment?.state === 'ended' && enrollment.endReason !== 'replaced' && enrollment.key === key;
}

function isRefusal(verdict: { verdict: string }): verdict is Refusal {
  return verdict.verdict === 'refuse';
}

describe('a verdict', () => {
  it('is never 401 for a connect, unless the enrollment was ended on purpose', () => {
    fc.assert(
      fc.property(standing, (s) => {
        for (const verdict of [decideConnect(s), decideOther(s)]) {
          if (isRefusal(verdict) && verdict.status === 401) expect(endedOnPurpose(s)).toBe(true);
        }
      }),
    );
  });

  it('is never 401 for a TokenUpdate, unless the enrollment was ended on purpose or there never was one', () => {
    fc.assert(
      fc.property(standing, message, context, (s, m, c) => {
        const verdict = decideTokenUpdate(s, m, c);
        if (!isRefusal(verdict) || verdict.status !== 401) return;
        const never = s.certificate !== undefined && s.enrollment === undefined && !c.managed;
        expect(endedOnPurpose(s) || never).toBe(true);
      }),
    );
  });

  it('is never 401 without a certificate of ours that is good, or whose enrollment was ended on purpose', () => {
    fc.assert(
      fc.property(standing, message, context, (s, m, c) => {
        for (const verdict of [
          decideAuthenticate(s, m, c),
          decideTokenUpdate(s, m, c),
          decideConnect(s),
          decideCheckOut(s),
        ]) {
          if (!isRefusal(verdict) || verdict.status !== 401) continue;
          const good = s.certificate !== undefined && s.certificate.revokedAt === null && s.certificate.notAfter > NOW;
          expect(good || endedOnPurpose(s)).toBe(true);
        }
      }),
    );
  });

  it('never serves, confirms, restarts or ends for another key, the user channel, or a certificate that is not current', () => {
    fc.assert(
      fc.property(standing, message, context, (s, m, c) => {
        for (const verdict of [
          decideAuthenticate(s, m, c),
          decideTokenUpdate(s, m, c),
          decideConnect(s),
          decideCheckOut(s),
        ]) {
          if (isRefusal(verdict) || (verdict.verdict === 'repeat' && s.enrollment?.state === 'ended')) continue;
          expect(s.channel).toBe('device');
          expect(s.certificate?.revokedAt).toBeNull();
          expect(s.certificate?.notAfter).toBeGreaterThan(NOW);
          if (s.enrollment === undefined) continue;
          expect(s.enrollment.key).toBe(s.key);
          expect(s.enrollment.state).not.toBe('ended');
          const current = s.certificate?.fingerprint === s.enrollment.certificateFingerprint;
          expect(current || s.certificate?.enrollmentId === null).toBe(true);
        }
      }),
    );
  });

  it('about a user is 401 only when its device must hear that, and serves no user whose device it would not serve', () => {
    fc.assert(
      fc.property(standing, message, fc.option(user, { nil: undefined }), (s, m, u) => {
        const device = decideConnect({ ...s, channel: 'device' });
        for (const verdict of [decideUserConnect(s, u), decideUserTokenUpdate(s, m, u), decideUserAuthenticate(s)]) {
          if (isRefusal(verdict)) {
            if (verdict.status === 401) expect(endedOnPurpose(s)).toBe(true);
            continue;
          }
          expect(device.verdict).toBe('serve');
        }
      }),
    );
  });

  it('never serves a user who had to sign in and did not, and none before its TokenUpdate', () => {
    fc.assert(
      fc.property(standing, message, user, (s, m, u) => {
        const verdicts = [decideUserConnect(s, u), decideUserTokenUpdate(s, m, u)];
        if (u.authRequired && !u.authorised) expect(verdicts.every(isRefusal)).toBe(true);
        if (u.state !== 'enrolled') expect(verdicts[0]?.verdict).not.toBe('serve');
        expect(isRefusal(decideUserConnect(s, undefined))).toBe(true);
      }),
    );
  });

  it('begins an enrollment only for a good invitation and our topic', () => {
    fc.assert(
      fc.property(standing, message, context, (s, m, c) => {
        const verdict = decideAuthenticate(s, m, c);
        if (verdict.verdict !== 'enroll') return;
        expect(m.topic).toBe(c.serverTopic);
        expect(c.invitation).toBeDefined();
        if (c.invitation === undefined) return;
        const status = invitationStatus(c.invitation, NOW);
        expect(status === 'open' || (status === 'used-up' && c.unfinished)).toBe(true);
        expect(verdict.counts).toBe(!c.unfinished);
      }),
    );
  });

  it('lets a profile be downloaded only while someone could enroll with it', () => {
    fc.assert(
      fc.property(invitation, fc.boolean(), (i, unfinished) => {
        const status = invitationStatus(i, NOW);
        expect(mayDownload(i, unfinished, NOW)).toBe(status === 'open' || (status === 'used-up' && unfinished));
      }),
    );
  });
});
