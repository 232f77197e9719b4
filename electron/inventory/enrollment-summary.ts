import type { Selectable } from 'kysely';
import type { EnrollmentSummary } from '../../shared/contract/devices.ts';
import type { CertificateTable, EnrollmentState, EnrollmentTable } from '../store/index.ts';

/** An enrollment with its certificate, whose columns are null when there is none. */
export type EnrollmentRow = Selectable<EnrollmentTable> & {
  [K in keyof Pick<CertificateTable, 'serial' | 'notBefore' | 'notAfter' | 'revokedAt'>]: CertificateTable[K] | null;
};

const RANK: Readonly<Record<EnrollmentState, number>> = { enrolled: 0, pending: 1, ended: 2 };

/** Puts the enrollment that counts first: device channel before users, enrolled before pending before ended, newest. */
export function enrollmentsFirst(a: EnrollmentRow, b: EnrollmentRow): number {
  if (a.channel !== b.channel) return a.channel === 'device' ? -1 : 1;
  return RANK[a.state] - RANK[b.state] || b.authenticatedAt - a.authenticatedAt || (a.id < b.id ? 1 : -1);
}

/** The contract's form. Tokens and secrets stay out by listing what goes in. */
export function enrollmentSummary(row: EnrollmentRow): EnrollmentSummary {
  const { certificateFingerprint: fingerprint, serial, notBefore, notAfter, revokedAt } = row;
  return {
    id: row.id,
    channel: row.channel,
    userShortName: row.userShortName,
    state: row.state,
    endReason: row.endReason,
    topic: row.topic,
    accessRights: row.accessRights,
    signMessage: row.signMessage === 1,
    userEnrollment: row.userEnrollment === 1,
    pushState: row.pushState,
    authenticatedAt: row.authenticatedAt,
    enrolledAt: row.enrolledAt,
    tokenUpdatedAt: row.tokenUpdatedAt,
    endedAt: row.endedAt,
    lastConnectAt: row.lastConnectAt,
    lastPushAt: row.lastPushAt,
    lastPushStatus: row.lastPushStatus,
    lastPushReason: row.lastPushReason,
    nextWakeAt: row.nextWakeAt,
    certificate:
      fingerprint === null || serial === null || notBefore === null || notAfter === null
        ? null
        : { fingerprint, serial, notBefore, notAfter, revokedAt },
  };
}
