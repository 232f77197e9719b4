import type { CommandDetail } from '../../shared/contract/index.ts';
import { COMMAND_TONE, type Tone } from '../parts/tones.ts';

/** One step in a command's life. */
export interface Step {
  readonly kind: 'queued' | 'sent' | 'sent-again' | 'not-now' | 'expires' | 'ended';
  readonly at: number;
  readonly tone: Tone;
  /** How often, where a step stands for several. */
  readonly count?: number;
}

/** A command's life in order, from what is known of it. */
export function timelineOf(command: CommandDetail): Step[] {
  const steps: Step[] = [{ kind: 'queued', at: command.queuedAt, tone: 'waits' }];
  if (command.firstSentAt !== null) steps.push({ kind: 'sent', at: command.firstSentAt, tone: 'way' });
  if (command.lastNotNowAt !== null)
    steps.push({ kind: 'not-now', at: command.lastNotNowAt, tone: 'waits', count: command.notNowCount });
  if (command.lastSentAt !== null && command.lastSentAt !== command.firstSentAt)
    steps.push({ kind: 'sent-again', at: command.lastSentAt, tone: 'way', count: command.sendCount - 1 });
  steps.sort((a, b) => a.at - b.at);
  const over = !['queued', 'sent', 'not-now'].includes(command.state);
  if (over) steps.push({ kind: 'ended', at: command.answeredAt ?? command.stateAt, tone: COMMAND_TONE[command.state] });
  else if (command.expiresAt !== null) steps.push({ kind: 'expires', at: command.expiresAt, tone: 'none' });
  return steps;
}
