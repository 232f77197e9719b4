import type { UnitOfWork } from '../store/index.ts';
import type { WakeOutcome } from './apns-answer.ts';
import { planUntaken } from './wake-plan.ts';
import type { PushRow, WakeRows } from './wake-rows.ts';

/** One sending: whom, when, and what the row said before of the last one. */
export interface SentWake {
  readonly enrollmentId: string;
  readonly sentAt: number;
  /** Its line in the history of wake-ups. */
  readonly wakeId: number;
  readonly lastPushAt: number | null;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Writes what became of a wake-up to its enrollment, inside a unit of work.
 *
 * @returns when the enrollment is to be woken again because of this outcome, in milliseconds since the epoch;
 *   infinity when the outcome changed nothing about that
 */
export function recordOutcome(rows: WakeRows, work: UnitOfWork, sent: SentWake, outcome: WakeOutcome): number {
  const { enrollmentId: id, sentAt, wakeId } = sent;
  if (outcome.kind === 'delivered') rows.answered.run({ wakeId, status: 200, reason: null });
  else if (outcome.kind !== 'retry') rows.answered.run({ wakeId, status: outcome.status, reason: outcome.reason });
  else if (outcome.counts) rows.answered.run({ wakeId, status: outcome.status ?? null, reason: outcome.cause });
  else rows.forget.run({ wakeId });
  if (outcome.kind === 'delivered') {
    rows.record.run({ id, sentAt, status: 200, reason: null, apnsId: outcome.apnsId });
    return NEVER;
  }
  if (outcome.kind === 'refused') {
    rows.record.run({ id, sentAt, status: outcome.status, reason: outcome.reason, apnsId: outcome.apnsId });
    return NEVER;
  }
  const row = rows.find.get({ id });
  if (row === undefined) return NEVER;
  if (outcome.kind === 'rejected') {
    rows.record.run({ id, sentAt, status: outcome.status, reason: outcome.reason, apnsId: outcome.apnsId });
    if (speaksOfAFormerToken(row, sentAt, outcome.since)) return row.nextWakeAt ?? NEVER;
    reject(rows, work, row, outcome);
    return NEVER;
  }
  if (outcome.counts)
    rows.record.run({ id, sentAt, status: outcome.status ?? null, reason: outcome.cause, apnsId: null });
  else rows.unsend.run({ id, sentAt, before: sent.lastPushAt });
  // A wake-up that may have arrived is not repeated before its time, nor one that another has followed meanwhile.
  if (outcome.accepted === 'unknown' || row.lastPushAt !== sentAt) return NEVER;
  const plan = planUntaken(row, work.now, outcome);
  if (plan === undefined) return NEVER;
  rows.plan.run({ id, ...plan });
  return plan.nextWakeAt ?? NEVER;
}

/**
 * The device sent a token after this one was used, or after Apple saw the last of it (a 410 says when). Equal times
 * count for the device: a token is worth another try more than a device is worth losing.
 */
function speaksOfAFormerToken(row: PushRow, sentAt: number, since: number | undefined): boolean {
  if (row.tokenUpdatedAt === null) return false;
  return row.tokenUpdatedAt > sentAt || (since !== undefined && row.tokenUpdatedAt >= since);
}

function reject(rows: WakeRows, work: UnitOfWork, row: PushRow, outcome: { status: number; reason: string }): void {
  if (row.state !== 'enrolled' || row.pushState !== 'ready') return;
  const pushState = outcome.status === 410 ? 'unregistered' : 'refused';
  rows.reject.run({ id: row.id, pushState });
  work.event({
    type: `push.${pushState}`,
    deviceId: row.deviceId,
    enrollmentId: row.id,
    actor: 'apns',
    data: { status: outcome.status, reason: outcome.reason },
  });
}
