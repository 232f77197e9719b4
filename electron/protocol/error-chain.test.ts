import { describe, expect, it } from 'vitest';
import { decodeErrorChain, summariseErrorChain } from './error-chain.ts';

describe('an error chain', () => {
  it('keeps every item in order', () => {
    const chain = decodeErrorChain([
      { ErrorDomain: 'MCMDMErrorDomain', ErrorCode: 12021, LocalizedDescription: 'Nein', USEnglishDescription: 'No' },
      { ErrorDomain: 'Inner', ErrorCode: 2n },
    ]);
    expect(chain).toEqual([
      { domain: 'MCMDMErrorDomain', code: 12021, localizedDescription: 'Nein', usEnglishDescription: 'No' },
      { domain: 'Inner', code: 2 },
    ]);
  });

  it('is empty when there is none, and refused when it is none', () => {
    expect(decodeErrorChain(undefined)).toEqual([]);
    expect(() => decodeErrorChain('x')).toThrow('ErrorChain: expected an array, found a string.');
    expect(() => decodeErrorChain([{}, 'x'])).toThrow('ErrorChain[1]: expected a dictionary, found a string.');
  });

  it('says what the outermost error says: in English, else as the device says it, else domain and code', () => {
    const say = (item: Parameters<typeof summariseErrorChain>[0][number]) => summariseErrorChain([item, { code: 1 }]);
    expect(say({ usEnglishDescription: 'The profile\n  is bad.', localizedDescription: 'Schlecht' })).toBe(
      'The profile is bad.',
    );
    expect(say({ usEnglishDescription: '', localizedDescription: 'Schlecht', domain: 'D', code: 1 })).toBe('Schlecht');
    expect(say({ domain: 'D', code: 0 })).toBe('D 0');
    expect(say({})).toBe('The device gave no reason');
    expect(summariseErrorChain([])).toBe('');
    expect(say({ usEnglishDescription: 'x'.repeat(5000) })).toHaveLength(300);
  });
});
