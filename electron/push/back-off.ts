const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * Pause before connecting again after the `failures`-th failure in a row (from 1): doubling from one second to five
 * minutes, spread by half of itself, so that many servers do not return to Apple in step.
 */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(SECOND * 2 ** Math.min(failures - 1, 20), 5 * MINUTE);
  return Math.round(full * (0.5 + random / 2));
}

/** Pause after Apple refused our certificate for the `refusals`-th time in a row: 15 minutes doubling to 6 hours. */
export function refusalPauseMs(refusals: number, random: number): number {
  const full = Math.min(15 * MINUTE * 2 ** Math.min(refusals - 1, 10), 360 * MINUTE);
  return Math.round(full * (0.9 + random / 5));
}
