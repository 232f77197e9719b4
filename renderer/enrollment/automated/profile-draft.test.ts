import { describe, expect, it } from 'vitest';
import { automatedProfileInput } from '../../../shared/contract/automated.ts';
import { certificateIn, draftOf, problemsOf } from './profile-draft.ts';

const draft = { ...draftOf(null), name: 'Classroom' };

describe('the draft of an automated enrollment profile', () => {
  it('begins with what the contract takes by itself', () => {
    expect(draft).toEqual(automatedProfileInput.parse({ name: 'Classroom' }));
  });

  it('is wrong where the contract would say so, and nowhere else', () => {
    const wrong = [
      [{ name: ' ' }, 'name'],
      [{ supportEmail: 'it@' }, 'email'],
      [{ supervised: false }, 'removable'],
      [{ multiUser: true, awaitConfigured: false }, 'multiUser'],
      [{ autoAdvance: true, region: 'DE' }, 'language'],
      [{ autoAdvance: true, language: 'de' }, 'region'],
      [{ language: 'German' }, 'language'],
      [{ holdMinutes: 0 }, 'minutes'],
    ] as const;
    for (const [change, problem] of wrong) {
      expect([...problemsOf({ ...draft, ...change })]).toEqual([problem]);
      expect(automatedProfileInput.safeParse({ ...draft, ...change }).success, problem).toBe(false);
    }
    const right = { ...draft, autoAdvance: true, language: 'de', region: 'DE', multiUser: true };
    expect([...problemsOf(right)]).toEqual([]);
    expect(automatedProfileInput.safeParse(right).success).toBe(true);
  });

  it('finds a certificate in DER and PEM, and none in anything else', () => {
    const der = Uint8Array.from([0x30, 0x82, 0x01, 0x02, 0x30]);
    const pem = new TextEncoder().encode(`-----BEGIN CERTIFICATE-----\nMIIB\nAjA=\n-----END CERTIFICATE-----\n`);
    expect(certificateIn(der)).toBe(btoa(String.fromCharCode(...der)));
    expect(certificateIn(pem)).toBe('MIIBAjA=');
    expect(certificateIn(new TextEncoder().encode('hello'))).toBeUndefined();
  });
});
