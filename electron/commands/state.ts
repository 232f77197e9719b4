import type { CommandState } from '../store/index.ts';

/**
 * What can happen to a command. `acknowledged`, `error`, `format-error` and `not-now` are the device's answers;
 * `unreadable` is an answer that cannot be decoded, `unfit` a last look before sending that finds the device can no
 * longer take it; `expire`, `cancel` and `supersede` end a command that waits; `abandon` ends it with its enrollment.
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
  | 'abandon';

/** States in which a command may still be delivered or answered; all others are final. */
const OPEN: ReadonlySet<CommandState> = new Set(['queued', 'sent', 'not-now']);

/** States in which the device does not have the command: it has not got it yet, or forgot it (NN-1). */
const WAITING: ReadonlySet<CommandState> = new Set(['queued', 'not-now']);

/** True when nothing can change the state any more. */
export function isFinal(state: CommandState): boolean {
  return !OPEN.has(state);
}

/** True when the command waits here: it may be cancelled or expire without the device ever running it. */
export function isWaiting(state: CommandState): boolean {
  return WAITING.has(state);
}

/**
 * The state a command is in after `stimulus`; the same state when the stimulus means nothing in it: final states
 * never change, an answer that comes twice changes nothing (LOOP-3), a command the device has cannot be cancelled.
 *
 * An answer is taken in any open state: a store restored from a backup may not remember having sent the command.
 */
export function transition(state: CommandState, stimulus: Stimulus): CommandState {
  if (isFinal(state)) return state;
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
      // A sent command is ended by its next delivery: only the device's Idle says that it does not have it.
      return 'expired';
    case 'cancel':
      return WAITING.has(state) ? 'cancelled' : state;
    case 'supersede':
      return WAITING.has(state) ? 'superseded' : state;
    case 'abandon':
      return 'cancelled';
  }
}
