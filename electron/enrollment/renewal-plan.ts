import { createHash } from 'node:crypto';

/*
 * When an identity is renewed. Pure: no store, no clock.
 */

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Renewals begin over this part of the lead time, so that a class enrolled in one morning is not renewed in one. */
const SPREAD = 0.4;
const GAPS: readonly number[] = [HOUR, 6 * HOUR, DAY];

/** The identity an enrolled device calls with. */
export interface PresentIdentity {
  readonly enrollmentId: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** From when on an identity counts as near its end: the lead time before it, but a third of its life at most. */
export function leadTimeOf({ notBefore, notAfter }: PresentIdentity, leadDays: number): number {
  return Math.min(leadDays * DAY, Math.floor((notAfter - notBefore) / 3));
}

/**
 * When this identity is to be renewed. The same for the same enrollment every time, so that a restart changes nothing,
 * and different for enrollments that began together.
 */
export function renewalDueAt(identity: PresentIdentity, leadDays: number): number {
  const lead = leadTimeOf(identity, leadDays);
  const share = createHash('sha256').update(identity.enrollmentId).digest().readUInt32BE(0) / 0x1_0000_0000;
  return identity.notAfter - lead + Math.floor(share * SPREAD * lead);
}

/** When a try that failed is repeated: after an hour, six hours, and then once a day. */
export function tryAgainAt(attempt: number, failedAt: number): number {
  return failedAt + (GAPS[Math.min(attempt, GAPS.length) - 1] ?? DAY);
}

/** How long a replacement waits for its device before it counts as failed: two weeks, and never past the identity. */
export function waitsUntil(now: number, identityNotAfter: number): number {
  return Math.max(now + HOUR, Math.min(now + 14 * DAY, identityNotAfter));
}
