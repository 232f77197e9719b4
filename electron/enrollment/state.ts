import type { Invitation } from '../../shared/contract/enrollment.ts';
import type { EndReason, EnrollmentState, EnrollmentWay } from '../store/index.ts';

/*
 * What a check-in or connect means, decided from plain data: no store, no clock. docs/enrollment.md draws it.
 *
 * One rule stands above the others: a 401 makes a device delete its management profile and everything that came with
 * it. So 401 is said in two cases only: a device asks to enroll and may not, or the certificate is ours and its
 * enrollment was ended on purpose. Whatever may be a mistake of ours or of a proxy is 403, which devices survive.
 * Source: MDM Protocol Reference, "Check-in Protocol"; CHK-1 to CHK-16, BP-31 to BP-34.
 */

/** What is known of the certificate a message came with. */
export interface CertificateStanding {
  fingerprint: string;
  notAfter: number;
  revokedAt: number | null;
  /** The invitation it was issued for. */
  invitationId: string | null;
  /** The enrollment it is bound to. */
  enrollmentId: string | null;
  /** The enrollment it was issued to renew the identity of. */
  renewalOfEnrollmentId: string | null;
}

/** The enrollment a certificate is bound to, or is to renew. */
export interface EnrollmentStanding {
  id: string;
  key: string;
  state: EnrollmentState;
  endReason: EndReason | null;
  topic: string;
  /** When it was first confirmed; null means never. */
  enrolledAt: number | null;
  certificateFingerprint: string | null;
}

/** What of an invitation decides who may use it. */
export interface InvitationUse {
  maxUses: number | null;
  uses: number;
  expiresAt: number | null;
  revokedAt: number | null;
}

export type RefusalReason =
  | 'unknown-certificate'
  | 'certificate-expired'
  | 'certificate-revoked'
  | 'certificate-superseded'
  | 'certificate-unbound'
  | 'other-device'
  | 'user-channel'
  | 'user-unknown'
  | 'not-authenticated'
  | 'device-pending'
  | 'wrong-topic'
  | 'no-topic'
  | 'invitation-missing'
  | 'invitation-revoked'
  | 'invitation-expired'
  | 'invitation-used-up'
  | 'not-expected'
  | 'other-than-proven'
  | 'not-user-enrollment'
  | 'not-device-enrollment'
  | 'checked-out'
  | 'replaced'
  | 'removed'
  | 'erased';

/** A refusal: 401 ends management on the device, 403 and 400 leave it alone, 503 asks it to come again. */
export interface Refusal {
  verdict: 'refuse';
  status: 400 | 401 | 403 | 503;
  reason: RefusalReason;
}

/** Everything a decision looks at. `key` is the enrollment key in the message. */
export interface Standing {
  now: number;
  key: string;
  channel: 'device' | 'user';
  certificate: CertificateStanding | undefined;
  /** The enrollment `certificate` is bound to or renews. */
  enrollment: EnrollmentStanding | undefined;
}

export type AuthenticateVerdict =
  | Refusal
  /** A new enrollment; `counts` says whether it takes one use of the invitation. */
  | { verdict: 'enroll'; counts: boolean }
  /** The same certificate enrolls again: the check-in starts over. */
  | { verdict: 'restart' }
  /** A device that obeys replaces its profile in place, with a renewed identity: both count until the TokenUpdate. */
  | { verdict: 'replace' }
  /** The same request once more: nothing changes. */
  | { verdict: 'repeat' };

export type TokenVerdict =
  | Refusal
  /** The enrollment is confirmed; `again` when it had been before its check-in started over. */
  | { verdict: 'confirm'; again: boolean; renewed: boolean }
  /** A new token for an enrollment that obeys already. */
  | { verdict: 'update'; renewed: boolean };

export type ConnectVerdict =
  | Refusal
  /** Serve it. `resume`: its check-in had started over and did not finish. `renewed`: a renewed certificate's first use. */
  | { verdict: 'serve'; resume: boolean; renewed: boolean }
  /** It never finished enrolling: answer with nothing. */
  | { verdict: 'wait' };

/** Where an invitation stands. */
export function invitationStatus(invitation: InvitationUse, now: number): Invitation['status'] {
  if (invitation.revokedAt !== null) return 'revoked';
  if (invitation.expiresAt !== null && invitation.expiresAt <= now) return 'expired';
  if (invitation.maxUses !== null && invitation.uses >= invitation.maxUses) return 'used-up';
  return 'open';
}

/**
 * Whether the profile may be downloaded. A used-up invitation still lends it while one of its enrollments is unfinished:
 * an installation that failed half-way must be possible to repeat, and only that device gets in with it.
 */
export function mayDownload(invitation: InvitationUse, unfinished: boolean, now: number): boolean {
  const status = invitationStatus(invitation, now);
  return status === 'open' || (status === 'used-up' && unfinished);
}

/**
 * Authenticate. `serverTopic` is the push certificate's, undefined while there is none. `invitation` is the one the
 * certificate was issued for; `unfinished` says that this very device began an enrollment with it and never finished.
 */
export function decideAuthenticate(
  standing: Standing,
  message: { topic: string },
  context: {
    serverTopic: string | undefined;
    invitation: InvitationUse | undefined;
    unfinished: boolean;
    /** False when the invitation takes expected devices only, and this is none. */
    expected?: boolean;
    /** What the profile with the certificate's challenge was handed out for. */
    terms?: { way: EnrollmentWay | null; deviceKey: string | null } | undefined;
    /** Whether the device names itself as under user enrollment. */
    personal?: boolean;
  },
): AuthenticateVerdict {
  if (standing.channel === 'user') return refuse(403, 'user-channel');
  const { enrollment } = standing;
  const refusal = refuseCertificate(standing);
  if (refusal !== undefined) return refusal;
  if (context.serverTopic === undefined) return refuse(503, 'no-topic');
  if (message.topic !== context.serverTopic) return refuse(401, 'wrong-topic');
  if (enrollment !== undefined) {
    // A renewed certificate takes over at the TokenUpdate, not here: when the new profile fails to install, the old one
    // comes back with the former certificate (BP-31).
    if (enrollment.state === 'enrolled' && isRenewal(standing.certificate, enrollment)) return { verdict: 'replace' };
    const again = enrollment.state === 'pending' && enrollment.topic === message.topic;
    return { verdict: again ? 'repeat' : 'restart' };
  }
  if (context.invitation === undefined) return refuse(401, 'invitation-missing');
  const unlike = otherThanAgreed(standing.key, context.terms, context.personal === true);
  if (unlike !== undefined) return refuse(401, unlike);
  const status = invitationStatus(context.invitation, standing.now);
  if (status === 'revoked') return refuse(401, 'invitation-revoked');
  if (status === 'expired') return refuse(401, 'invitation-expired');
  if (context.expected === false) return refuse(401, 'not-expected');
  if (context.unfinished) return { verdict: 'enroll', counts: false };
  return status === 'open' ? { verdict: 'enroll', counts: true } : refuse(401, 'invitation-used-up');
}

/**
 * TokenUpdate. Without an Authenticate before (a restored backup) it counts while the enrollment does (CHK-13).
 * `managed` says that this very device has an enrollment that has not ended, with whatever certificate.
 */
export function decideTokenUpdate(
  standing: Standing,
  message: { topic: string },
  context: { managed: boolean },
): TokenVerdict {
  if (standing.channel === 'user') return refuse(403, 'user-channel');
  const { certificate, enrollment } = standing;
  const refusal = refuseCertificate(standing);
  if (refusal !== undefined) return refusal;
  if (enrollment === undefined) return refuse(context.managed ? 403 : 401, 'certificate-unbound');
  // Compared with what the device enrolled for: the server's own topic may have changed since, and the device cannot help it.
  if (message.topic !== enrollment.topic) return refuse(400, 'wrong-topic');
  const renewed = isRenewal(certificate, enrollment);
  if (enrollment.state === 'enrolled') return { verdict: 'update', renewed };
  return { verdict: 'confirm', again: enrollment.enrolledAt !== null, renewed };
}

/** A connect: may this caller get commands of this enrollment? */
export function decideConnect(standing: Standing): ConnectVerdict {
  if (standing.channel === 'user') return refuse(403, 'user-channel');
  const { certificate, enrollment } = standing;
  const refusal = refuseCertificate(standing);
  if (refusal !== undefined) return refusal;
  // Ours, but it never authenticated: it has nothing to lose, and may still do so.
  if (enrollment === undefined) return refuse(403, 'certificate-unbound');
  const renewed = isRenewal(certificate, enrollment);
  if (enrollment.state === 'enrolled') return { verdict: 'serve', resume: false, renewed };
  return enrollment.enrolledAt === null ? { verdict: 'wait' } : { verdict: 'serve', resume: true, renewed };
}

/** Whether a CheckOut ends the enrollment; it is answered 200 either way, since devices ignore the answer (CHK-11). */
export function decideCheckOut(standing: Standing): Refusal | { verdict: 'end' } | { verdict: 'repeat' } {
  if (standing.channel === 'user') return refuse(403, 'user-channel');
  if (standing.enrollment?.state === 'ended') return { verdict: 'repeat' };
  const refusal = refuseCertificate(standing);
  if (refusal !== undefined) return refusal;
  return standing.enrollment === undefined ? refuse(403, 'certificate-unbound') : { verdict: 'end' };
}

/** Any other message: only whether the caller is who it says, and managed. */
export function decideOther(standing: Standing): Refusal | { verdict: 'serve' } {
  const verdict = decideConnect({ ...standing, channel: 'device' });
  return verdict.verdict === 'refuse' ? verdict : { verdict: 'serve' };
}

/**
 * What speaks against the certificate. An enrollment that was ended on purpose comes first: its certificate is revoked
 * as well, and the device must hear that it is no longer managed.
 */
function refuseCertificate({ now, key, certificate, enrollment }: Standing): Refusal | undefined {
  if (certificate === undefined) return refuse(403, 'unknown-certificate');
  if (enrollment !== undefined && enrollment.key !== key) return refuse(403, 'other-device');
  if (enrollment?.state === 'ended') {
    // The device lives on under a newer enrollment, and a 401 could end that one.
    return enrollment.endReason === 'replaced'
      ? refuse(403, 'replaced')
      : refuse(401, enrollment.endReason ?? 'removed');
  }
  if (certificate.revokedAt !== null) return refuse(403, 'certificate-revoked');
  if (certificate.notAfter <= now) return refuse(403, 'certificate-expired');
  // A renewal replaces the certificate before it; the renewal that has not been used yet replaces nothing.
  if (enrollment !== undefined && isFormer(certificate, enrollment)) return refuse(403, 'certificate-superseded');
  return undefined;
}

/** How a device that asks to enroll differs from what its profile was handed out for. */
function otherThanAgreed(
  key: string,
  terms: { way: EnrollmentWay | null; deviceKey: string | null } | undefined,
  personal: boolean,
): RefusalReason | undefined {
  if (terms === undefined) return undefined;
  if (terms.deviceKey !== null && terms.deviceKey !== key) return 'other-than-proven';
  const forUser = terms.way === 'user-profile' || terms.way === 'account-user';
  if (forUser && !personal) return 'not-user-enrollment';
  return terms.way === 'account-device' && personal ? 'not-device-enrollment' : undefined;
}

/** A certificate that was issued to renew this enrollment's and is used for the first time. */
function isRenewal(certificate: CertificateStanding | undefined, enrollment: EnrollmentStanding): boolean {
  return (
    certificate !== undefined &&
    certificate.enrollmentId === null &&
    certificate.renewalOfEnrollmentId === enrollment.id &&
    certificate.fingerprint !== enrollment.certificateFingerprint
  );
}

/** A certificate that was bound to this enrollment and is no longer its current one. */
function isFormer(certificate: CertificateStanding, enrollment: EnrollmentStanding): boolean {
  return certificate.enrollmentId === enrollment.id && certificate.fingerprint !== enrollment.certificateFingerprint;
}

function refuse(status: Refusal['status'], reason: RefusalReason): Refusal {
  return { verdict: 'refuse', status, reason };
}
