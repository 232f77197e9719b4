import type { KnownProfile, ProfileState, ProfileStatus, Step } from './plan-types.ts';

const HOUR = 3_600_000;

/** How long what failed is left alone, after the first time, the second, …; then it stays until something changes. */
const RETRY_AFTER = [HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR] as const;

/** A question that was answered and told nothing of what was asked for is not asked again before. */
export const ASK_AGAIN_MS = HOUR;

/** How a profile stands, and what follows from it. */
export type Verdict = Omit<ProfileStatus, 'identifier'> & {
  readonly step?: Step;
  readonly lookAgainAt?: number;
};

/** What went wrong is tried again in growing gaps; what the device could not read is not. */
export function tryAgain(known: KnownProfile, now: number, step: Step, state: ProfileState): Verdict {
  const gap = known.outcome === 'refused' ? undefined : RETRY_AFTER[known.failures - 1];
  if (gap === undefined) return { state: 'failed', because: { code: 'given-up' } };
  const at = known.at + gap;
  if (now >= at) return { state, step };
  return { state: 'failed', because: { code: 'try-again', at }, lookAgainAt: at };
}
