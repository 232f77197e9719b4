import { describe, expect, test } from 'vitest';
import REFERENCE from '../generated/error-codes.json' with { type: 'json' };
import { ERROR_DOMAINS, explainError } from './index.ts';

describe('error explanations', () => {
  test('every documented domain and code has words of its own', () => {
    expect(ERROR_DOMAINS).toHaveLength(43);
    const rows = ERROR_DOMAINS.flatMap(({ domain, codes }) =>
      Object.keys(codes).map((code) => [domain, Number(code)] as const),
    );
    expect(rows).toHaveLength(207 + 47 + 19);
    for (const [domain, code] of rows) {
      const found = explainError(domain, code);
      expect(found.known, `${domain} ${code}`).toBe(true);
      for (const text of [found.meaning, found.cause, found.nextStep])
        expect(text, `${domain} ${code}`).toMatch(/[.!?]$/);
    }
  });

  test('every code of the reference is explained under its own domain, in words of its own', () => {
    const listed = Object.entries(REFERENCE).flatMap(([domain, codes]) => codes.map((code) => [domain, code] as const));
    expect([Object.keys(REFERENCE).length, listed.length]).toEqual([34, 207]);
    const unknown = listed.filter(([domain, code]) => !explainError(domain, code).known);
    expect(unknown).toEqual([]);
    // A number right beside the documented ones has no meaning, and is passed on as it came.
    for (const [domain, codes] of Object.entries(REFERENCE)) {
      const beside = Math.max(...codes) + 500;
      expect(explainError(domain, beside, 'Raw.')).toMatchObject({ known: false, code: beside, description: 'Raw.' });
    }
  });

  test('a missing right is explained with what to do about it', () => {
    expect(explainError('MCMDMErrorDomain', 12007)).toMatchObject({
      area: 'MDM itself',
      cause: expect.stringContaining('fewer rights'),
      nextStep: expect.stringContaining('rights'),
    });
  });

  test('a domain is described once', () => {
    expect(new Set(ERROR_DOMAINS.map(({ domain }) => domain)).size).toBe(ERROR_DOMAINS.length);
  });

  test('what came later is explained too', () => {
    for (const [domain, code] of [
      ['MCPayloadErrorDomain', 2005],
      ['MCInstallationErrorDomain', 4031],
      ['MCPasscodeErrorDomain', 5018],
      ['MCMDMErrorDomain', 12043],
      ['MCMDMErrorDomain', 12076],
      ['MCVPNErrorDomain', 15005],
      ['MCSSOErrorDomain', 34004],
      ['MCSharedDeviceConfigurationErrorDomain', 46000],
    ] as const)
      expect(explainError(domain, code).known, `${domain} ${code}`).toBe(true);
    expect(explainError('MCMDMErrorDomain', 12077)).toMatchObject({ known: false, area: 'MDM itself' });
  });

  test('ERR-4 the domain decides: the same number elsewhere means nothing', () => {
    for (const { domain, codes } of ERROR_DOMAINS) {
      for (const code of Object.keys(codes).map(Number)) {
        for (const other of ERROR_DOMAINS)
          if (!Object.hasOwn(other.codes, code))
            expect(explainError(other.domain, code), `${other.domain} ${code}`).toMatchObject({
              known: false,
              meaning: null,
            });
        expect(explainError(`${domain}x`, code).known).toBe(false);
      }
    }
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
    expect(explainError('MCHomeScreenLayoutErrorDomain', 43999).area).toBe('Home Screen layout');
  });
});
