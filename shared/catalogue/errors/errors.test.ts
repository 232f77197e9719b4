import { describe, expect, test } from 'vitest';
import { ERROR_DOMAINS, explainError } from './index.ts';

describe('error explanations', () => {
  test('every documented domain and code has words of its own', () => {
    expect(ERROR_DOMAINS).toHaveLength(34);
    const rows = ERROR_DOMAINS.flatMap(({ domain, codes }) =>
      Object.keys(codes).map((code) => [domain, Number(code)] as const),
    );
    expect(rows).toHaveLength(207);
    for (const [domain, code] of rows) {
      const found = explainError(domain, code);
      expect(found.known, `${domain} ${code}`).toBe(true);
      for (const text of [found.meaning, found.cause, found.nextStep])
        expect(text, `${domain} ${code}`).toMatch(/[.!?]$/);
    }
  });

  test('a missing right is explained with what to do about it', () => {
    expect(explainError('MCMDMErrorDomain', 12007)).toMatchObject({
      area: 'MDM itself',
      cause: expect.stringContaining('fewer rights'),
      nextStep: expect.stringContaining('rights'),
    });
  });

  test('the domain decides: the same number elsewhere means nothing', () => {
    expect(explainError('MCWiFiErrorDomain', 12007)).toMatchObject({ known: false, area: 'Wi-Fi', meaning: null });
  });

  test('an unknown error passes through as it came', () => {
    expect(explainError('NSCocoaErrorDomain', -1, 'Out of tea.')).toEqual({
      domain: 'NSCocoaErrorDomain',
      code: -1,
      area: null,
      known: false,
      meaning: null,
      cause: null,
      nextStep: null,
      description: 'Out of tea.',
    });
    expect(explainError('constructor', 1).known).toBe(false);
    expect(explainError('MCHomeScreenLayoutErrorDomain', 43000).area).toBe('Home Screen layout');
  });
});
