import { asksForReason } from '../../shared/contract/access.ts';
import type { ReasonSettings } from '../../shared/contract/reasons.ts';
import { MOST_OF_A_REASON, REASON_HEADER } from '../../shared/contract/stated-reason.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Caller } from '../people/index.ts';

/** Reasons for changes; the engine hands in that of `reasons.ts`. */
export interface ReasonServices {
  settings(): ReasonSettings;
  set(settings: ReasonSettings, actor: Caller): Promise<ReasonSettings>;
  /** Runs a call whose events carry the reason. */
  stating<T>(actor: Caller, reason: string, run: () => Promise<T>): Promise<T>;
}

/** What a caller gives as reason; undefined for none. @throws CartwrightError `bad-request` when it is too long */
function givenReason(headers: Headers | undefined): string | undefined {
  const sent = headers?.get(REASON_HEADER)?.trim() ?? '';
  const reason = decoded(sent).trim();
  if (reason.length > MOST_OF_A_REASON)
    throw new CartwrightError('bad-request', `A reason has at most ${MOST_OF_A_REASON} characters.`);
  return reason === '' ? undefined : reason;
}

/** A script may send plain text, in which a percent sign stands for itself. */
function decoded(sent: string): string {
  try {
    return decodeURIComponent(sent);
  } catch {
    return sent;
  }
}

/**
 * Runs a call with the reason it was sent with.
 *
 * @throws CartwrightError `reason-missing` before anything is done, when the organisation asks for one and none came
 */
export function withReason<T>(
  { reasons, procedure }: { reasons: ReasonServices; procedure: Parameters<typeof asksForReason>[0] },
  { actor, headers }: { actor: Caller; headers: Headers | undefined },
  run: () => Promise<T>,
): Promise<T> {
  if (!asksForReason(procedure)) return run();
  const reason = givenReason(headers);
  if (reason !== undefined) return reasons.stating(actor, reason, run);
  if (reasons.settings().ask)
    throw new CartwrightError(
      'reason-missing',
      `Your organisation asks for a reason for this change. Send one in the header ${REASON_HEADER}.`,
    );
  return run();
}
