import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandState } from '../store/index.ts';
import { isFinal, isWaiting, type Stimulus, transition } from './state.ts';

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
];
const anyStimulus = fc.constantFrom(...STIMULI);
const anyState = fc.constantFrom(...STATES);

describe('the states of a command', () => {
  it('never leaves a final state, whatever happens', () => {
    fc.assert(
      fc.property(anyState, fc.array(anyStimulus, { maxLength: 30 }), (state, stimuli) => {
        const visited: CommandState[] = [state];
        for (const stimulus of stimuli) visited.push(transition(visited.at(-1) ?? state, stimulus));
        const end = visited.findIndex(isFinal);
        if (end >= 0) expect(new Set(visited.slice(end)).size).toBe(1);
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

  it('cannot be cancelled or superseded while the device has it, but ends with its enrollment', () => {
    expect(transition('sent', 'cancel')).toBe('sent');
    expect(transition('sent', 'supersede')).toBe('sent');
    expect(transition('sent', 'abandon')).toBe('cancelled');
    expect(transition('queued', 'cancel')).toBe('cancelled');
    expect(transition('not-now', 'supersede')).toBe('superseded');
  });
});
