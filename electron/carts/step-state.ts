import type { CartRun } from '../../shared/contract/carts.ts';
import type { Finding } from '../../shared/contract/common.ts';
import type { CommandState } from '../store/index.ts';

/*
 * What became of a slot, by the command that was queued for it. Pure.
 */

type StepState = CartRun['steps'][number]['state'];

const STATES: Readonly<Record<CommandState, StepState>> = {
  queued: 'waiting',
  sent: 'waiting',
  'not-now': 'waiting',
  acknowledged: 'done',
  error: 'failed',
  'format-error': 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
  superseded: 'cancelled',
  unanswered: 'expired',
};

/** A command that is no longer kept was over long ago. */
export function stepState(command: CommandState | null): StepState {
  return command === null ? 'expired' : STATES[command];
}

/** Why something is not done to a device. */
export const refusal = (code: string, message: string): Finding => ({ code, severity: 'refuse', path: [], message });

export const NOT_SUPERVISED = refusal(
  'cart-not-supervised',
  'This takes a supervised device. Enroll it through Apple School Manager or Apple Configurator.',
);
