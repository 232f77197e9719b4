/** What the plan for an enrollment's next wake-up is made from; all of it on the enrollment's row. */
export interface WakeRow {
  /** When the next wake-up is due; null when there is nothing to wake the device for. */
  readonly nextWakeAt: number | null;
  /** Wake-ups sent since something was last queued. */
  readonly wakeAttempts: number;
  readonly lastPushAt: number | null;
}

export interface WakePlan {
  readonly nextWakeAt: number | null;
  readonly wakeAttempts: number;
}

const MINUTE = 60_000;
const GAPS: readonly number[] = [1, 2, 5, 15, 60, 180, 360, 1440].map((minutes) => minutes * MINUTE);
/** The longest gap with its jitter; a plan beyond it was made by a clock that ran wrong. */
export const LONGEST_GAP_MS = 1440 * MINUTE * 1.1;
/** A device that is here just now needs no wake-up in this time. */
const CONNECTED_MS = MINUTE / 2;

/**
 * Pause after the `attempts`-th wake-up (from 1) in milliseconds: 1, 2, 5, 15 minutes, 1, 3, 6, 24 hours, give or take
 * a tenth, but never less than the minute that lies between two wake-ups of one device.
 *
 * @param random 0 ≤ random < 1
 */
export function gapMs(attempts: number, random: number): number {
  const gap = GAPS[Math.min(Math.max(attempts, 1), GAPS.length) - 1] ?? MINUTE;
  return Math.max(MINUTE, Math.round(gap * (0.9 + random / 5)));
}

/** Something was queued: wake soon, but a minute after the last wake-up unless it is urgent; gaps start small again. */
export function planQueued(row: WakeRow, now: number, urgent: boolean): WakePlan {
  const earliest = urgent || row.lastPushAt === null ? now : Math.max(now, Math.min(row.lastPushAt, now) + MINUTE);
  return { nextWakeAt: Math.min(row.nextWakeAt ?? earliest, earliest), wakeAttempts: 0 };
}

/**
 * The device has connected. With nothing left to do there is nothing to wake it for. With something left (put aside,
 * NotNow) the wake-ups go on in growing gaps, counted from now; the count goes on too, or a device that says NotNow
 * would be woken every minute.
 *
 * @returns undefined when the row is right as it stands
 */
export function planSettled(row: WakeRow, now: number, hasOpenCommands: boolean, random: number): WakePlan | undefined {
  if (!hasOpenCommands) {
    return row.nextWakeAt === null && row.wakeAttempts === 0 ? undefined : { nextWakeAt: null, wakeAttempts: 0 };
  }
  if (row.nextWakeAt !== null && row.nextWakeAt >= now + CONNECTED_MS) return undefined;
  return { nextWakeAt: now + gapMs(row.wakeAttempts, random), wakeAttempts: row.wakeAttempts };
}

/** A wake-up is about to be sent: what the row says from before the sending on, so that a crash cannot repeat it. */
export function planSending(row: WakeRow, now: number, random: number): WakePlan & { readonly nextWakeAt: number } {
  const wakeAttempts = row.wakeAttempts + 1;
  return { nextWakeAt: now + gapMs(wakeAttempts, random), wakeAttempts };
}

/**
 * Apple did not take the wake-up. When it was never Apple's to judge (`counts` false) the plan is as if nothing had
 * been sent; otherwise it is tried again after the pause Apple asks for, doubled with each attempt, at the latest when
 * planned.
 *
 * @returns undefined when the plan stands: nothing is planned any more, or it is due earlier anyway
 */
export function planUntaken(
  row: WakeRow,
  now: number,
  outcome: { readonly afterMs: number; readonly counts: boolean },
): WakePlan | undefined {
  if (row.nextWakeAt === null) return undefined;
  if (!outcome.counts) {
    const nextWakeAt = Math.min(row.nextWakeAt, now + Math.min(outcome.afterMs, 1000));
    return { nextWakeAt, wakeAttempts: Math.max(0, row.wakeAttempts - 1) };
  }
  const pause = outcome.afterMs * 2 ** Math.min(Math.max(row.wakeAttempts - 1, 0), 10);
  return now + pause < row.nextWakeAt ? { nextWakeAt: now + pause, wakeAttempts: row.wakeAttempts } : undefined;
}
