import type { CommandState } from '../store/index.ts';

/**
 * What can happen to a command. `acknowledged`, `error`, `format-error` and `not-now` are the device's answers;
 * `unreadable` is an answer that cannot be decoded, `unfit` a last look before sending that finds the device can no
 * longer take it; `expire`, `cancel` and `supersede` end a command that waits; `give-up` ends one that is sent again and
 * again without an answer; `abandon` ends it with its enrollment.
 */
export type Stimulus =
  | 'send'
  | 'acknowledged'
  | 'error'
  | 'format-error'
  | 'not-now'
  | 'unreadable'
  | 'unfit'
  | 'expire'
  | 'cancel'
  | 'supersede'
  | 'give-up'
  | 'abandon';

/** States in which a command may still be delivered or answered; all others are final. */
const OPEN: ReadonlySet<CommandState> = new Set(['queued', 'sent', 'not-now']);

/** States in which the device does not have the command: it has not got it yet, or forgot it (NN-1). */
const WAITING: ReadonlySet<CommandState> = new Set(['queued', 'not-now']);

const ANSWERS: ReadonlySet<Stimulus> = new Set(['acknowledged', 'error', 'format-error', 'unreadable']);

/** True when the command is not delivered any more. */
export function isFinal(state: CommandState): boolean {
  return !OPEN.has(state);
}

/**
 * True when an answer of the device still counts: while the command is open, and where nobody knows what became of it,
 * for a device keeps an answer it could not deliver (LOOP-5).
 */
export function takesAnswer(state: CommandState): boolean {
  return OPEN.has(state) || state === 'unanswered';
}

/** True when the command waits here: it may be cancelled or expire without the device ever running it. */
export function isWaiting(state: CommandState): boolean {
  return WAITING.has(state);
}

/**
 * The state a command is in after `stimulus`; the same state when the stimulus means nothing in it: final states
 * never change (save `unanswered`, by the answer), an answer that comes twice changes nothing (LOOP-3), a command the
 * device has cannot be cancelled.
 *
 * An answer is taken in any open state: a store restored from a backup may not remember having sent the command.
 */
export function transition(state: CommandState, stimulus: Stimulus): CommandState {
  if (state === 'unanswered' ? !ANSWERS.has(stimulus) : isFinal(state)) return state;
  switch (stimulus) {
    case 'send':
      return 'sent';
    case 'acknowledged':
      return 'acknowledged';
    case 'error':
    case 'unreadable':
      return 'error';
    case 'format-error':
      return 'format-error';
    case 'not-now':
      return 'not-now';
    case 'unfit':
      return 'error';
    case 'expire':
      // What the device was given it may have done.
      return state === 'sent' ? 'unanswered' : 'expired';
    case 'cancel':
      return WAITING.has(state) ? 'cancelled' : state;
    case 'supersede':
      return WAITING.has(state) ? 'superseded' : state;
    case 'give-up':
      return state === 'sent' ? 'unanswered' : state;
    case 'abandon':
      return state === 'sent' ? 'unanswered' : 'cancelled';
  }
}
