import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { ringLog } from './index.ts';
import { scrub } from './scrub.ts';

describe('what is made for other eyes', () => {
  it('loses fields whose names tell of secrets, at any depth', () => {
    const clean = scrub({ a: [{ passphrase: 'x', pushMagic: 'y', pin: '1234', name: 'iPad', token: { deep: 1 } }] });
    expect(clean).toEqual({
      a: [{ passphrase: '[redacted]', pushMagic: '[redacted]', pin: '[redacted]', name: 'iPad', token: '[redacted]' }],
    });
  });

  it('loses tokens and links inside texts, and keeps fingerprints and paths', () => {
    const link = `https://host/sign-in/${'aB3-_x'.repeat(7)}`;
    expect(scrub(`see ${link} or cwt_abc-DEF`)).toBe('see https://host/sign-in/[redacted] or [redacted]');
    const fingerprint = 'ab12'.repeat(16);
    expect(scrub(`certificate ${fingerprint}`)).toBe(`certificate ${fingerprint}`);
  });

  it('loses every known secret wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), fc.string(), (secret, before, after) => {
        const text = JSON.stringify(scrub({ error: new Error(before + secret + after) }, [secret]));
        // The mark put in its place may itself happen to spell the secret.
        return (
          '[redacted]'.includes(secret) ||
          !JSON.parse(text).error.message.split('[redacted]').join('\0').includes(secret)
        );
      }),
    );
  });

  it('is plain JSON whatever was logged', () => {
    const circular: Record<string, unknown> = { bytes: Buffer.from('abc'), at: 1n, f: () => 1 };
    circular.self = circular;
    expect(JSON.stringify(scrub(circular))).toContain('[3 bytes]');
  });
});

describe('the log', () => {
  it('remembers its last thousand lines, oldest first, and passes everything on', () => {
    let now = 0;
    const passed: string[] = [];
    const inner = { ...silentLogger, info: (_fields: object, message: string) => passed.push(message) };
    const log = ringLog(inner, { now: () => now });
    log.debug({}, 'not kept');
    for (now = 0; now < 1_500; now++) log.info({ now }, `line ${now}`);
    const lines = log.lines();
    expect([lines.length, lines[0]?.message, lines.at(-1)?.message]).toEqual([1_000, 'line 500', 'line 1499']);
    expect(passed).toHaveLength(1_500);
  });
});
