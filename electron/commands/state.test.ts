import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandState } from '../store/index.ts';
import { isFinal, isWaiting, type Stimulus, takesAnswer, transition } from './state.ts';

const STIMULI: readonly Stimulus[] = [
  'send',
  'acknowledged',
  'error',
  'format-error',
  'not-now',
  'unreadable',
  'unfit',
  'expire',
  'cancel',
  'supersede',
  'give-up',
  'abandon',
];
const STATES: readonly CommandState[] = [
  'queued',
  'sent',
  'not-now',
  'acknowledged',
  'error',
  'format-error',
  'expired',
  'cancelled',
  'superseded',
  'unanswered',
];
const anyStimulus = fc.constantFrom(...STIMULI);
const anyState = fc.constantFrom(...STATES);

describe('the states of a command', () => {
  it('never leaves a final state, whatever happens; only what nobody knows is settled by an answer', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyStimulus, { maxLength: 30 }), (state, stimuli) => {
        const visited: CommandState[] = [state];
        for (const stimulus of stimuli) visited.push(transition(visited.at(-1) ?? state, stimulus));
        const end = visited.findIndex((each) => !takesAnswer(each));
        if (end >= 0) expect(new Set(visited.slice(end)).size).toBe(1);
        const over = visited.findIndex(isFinal);
        if (over >= 0) expect(visited.slice(over).every(isFinal)).toBe(true);
      }),
    );
  });

  it('changes nothing when the same thing happens twice', () => {
    fc.assert(
      fc.property(anyState, anyStimulus, (state, stimulus) => {
        const once = transition(state, stimulus);
        expect(transition(once, stimulus)).toBe(once);
      }),
    );
  });

  it('ends exactly once for any answer of the device that ends it', () => {
    for (const state of ['queued', 'sent', 'not-now'] as const) {
      expect(transition(state, 'acknowledged')).toBe('acknowledged');
      expect(transition(state, 'error')).toBe('error');
      expect(transition(state, 'format-error')).toBe('format-error');
      expect(transition(state, 'unreadable')).toBe('error');
    }
  });

  it('waits again after NotNow, and may then be sent again', () => {
    expect(transition(transition('sent', 'not-now'), 'send')).toBe('sent');
    expect(isWaiting('not-now')).toBe(true);
  });

  it('is unanswered once it was sent and nothing came, until something comes after all', () => {
    for (const stimulus of ['give-up', 'expire', 'abandon'] as const)
      expect(transition('sent', stimulus)).toBe('unanswered');
    for (const state of ['queued', 'not-now'] as const) expect(transition(state, 'give-up')).toBe(state);
    expect(transition('unanswered', 'acknowledged')).toBe('acknowledged');
    expect(transition('unanswered', 'not-now')).toBe('unanswered');
    expect(transition('unanswered', 'send')).toBe('unanswered');
  });

  it('cannot be cancelled or superseded while the device has it, but ends with its enrollment', () => {
    expect(transition('sent', 'cancel')).toBe('sent');
    expect(transition('sent', 'supersede')).toBe('sent');
    expect(transition('sent', 'abandon')).toBe('unanswered');
    expect(transition('queued', 'abandon')).toBe('cancelled');
    expect(transition('queued', 'cancel')).toBe('cancelled');
    expect(transition('not-now', 'supersede')).toBe('superseded');
  });
});
