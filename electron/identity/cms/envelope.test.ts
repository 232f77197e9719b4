import { constants, publicEncrypt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { ecKey, OpensslBench, pem, privateKeyPem, rsaKey, testIdentity, testRoot } from '../testing/material.ts';
import { type ContentCipher, decryptEnvelope, encryptEnvelope, parseEnvelope } from './envelope.ts';
import { unpadPkcs1 } from './pkcs1.ts';

const now = Date.now();
const root = testRoot(now);
const device = testIdentity(root, rsaKey(), now);
const other = testIdentity(root, rsaKey(), now);
const secret = Buffer.from('a certificate request would stand here, of some length');

const bench = new OpensslBench();
afterAll(() => bench.remove());
bench.write('secret', secret);
bench.write('device.pem', pem('CERTIFICATE', device.certificateDer));
bench.write('device.key', privateKeyPem(device.privateKey));
bench.write('other.pem', pem('CERTIFICATE', other.certificateDer));

const ciphers: Record<ContentCipher, string[]> = {
  des: ['-des', '-provider', 'legacy', '-provider', 'default'],
  des3: ['-des3'],
  aes128: ['-aes128'],
  aes192: ['-aes192'],
  aes256: ['-aes256'],
};

const opensslEncrypts = (...options: string[]) =>
  bench.run('cms', '-encrypt', '-binary', '-in', 'secret', '-outform', 'DER', ...options);

describe('an envelope by openssl', () => {
  for (const [cipher, flags] of Object.entries(ciphers)) {
    it(`opens: ${cipher}`, () => {
      const envelope = parseEnvelope(opensslEncrypts(...flags, 'device.pem'));
      expect(envelope.cipher).toBe(cipher);
      expect(decryptEnvelope(envelope, device)).toEqual(secret);
    });
  }

  it('opens with OAEP, and when the recipient is named by key identifier', () => {
    for (const digest of ['sha1', 'sha256']) {
      const oaep = opensslEncrypts(
        '-aes128',
        '-recip',
        'device.pem',
        '-keyopt',
        'rsa_padding_mode:oaep',
        '-keyopt',
        `rsa_oaep_md:${digest}`,
      );
      expect(decryptEnvelope(parseEnvelope(oaep), device)).toEqual(secret);
    }
    expect(decryptEnvelope(parseEnvelope(opensslEncrypts('-aes128', '-keyid', 'device.pem')), device)).toEqual(secret);
  });

  it('opens when it was streamed, and when it was made for several', () => {
    const streamed = opensslEncrypts('-aes256', '-stream', '-indef', 'device.pem');
    expect(streamed[1]).toBe(0x80);
    expect(decryptEnvelope(parseEnvelope(streamed), device)).toEqual(secret);
    const several = opensslEncrypts('-aes256', 'other.pem', 'device.pem');
    expect(decryptEnvelope(parseEnvelope(several), device)).toEqual(secret);
    expect(decryptEnvelope(parseEnvelope(several), other)).toEqual(secret);
  });
});

describe('our own envelopes', () => {
  for (const [cipher, flags] of Object.entries(ciphers) as [ContentCipher, string[]][]) {
    it(`open in openssl and here: ${cipher}`, () => {
      const envelope = encryptEnvelope(secret, device.certificateDer, cipher);
      expect(decryptEnvelope(parseEnvelope(envelope), device)).toEqual(secret);
      bench.write('ours', envelope);
      const providers = cipher === 'des' ? flags.slice(1) : [];
      const opened = bench.run(
        'cms',
        '-decrypt',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'ours',
        '-recip',
        'device.pem',
        '-inkey',
        'device.key',
        ...providers,
      );
      expect(opened).toEqual(secret);
    });
  }

  it('are not made for a key that cannot open them', () => {
    const elliptic = testIdentity(root, ecKey(), now);
    expect(() => encryptEnvelope(secret, elliptic.certificateDer)).toThrow(/RSA/);
  });
});

describe('an envelope that does not open', () => {
  const messageOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(CartwrightError);
      return (error as CartwrightError).message;
    }
    return 'opened';
  };

  it('never tells why: wrong key, wrong padding, wrong key length, wrong content, wrong recipient', () => {
    const envelope = parseEnvelope(encryptEnvelope(secret, device.certificateDer));
    const [recipient] = envelope.recipients;
    if (recipient === undefined) throw new Error('no recipient');
    const withKey = (encryptedKey: Buffer) => ({ ...envelope, recipients: [{ ...recipient, encryptedKey }] });
    const key = { key: device.privateKey, padding: constants.RSA_PKCS1_PADDING };
    const noise = Buffer.alloc(256, 1);
    const texts = new Set([
      messageOf(() => decryptEnvelope(withKey(noise), device)),
      messageOf(() => decryptEnvelope(withKey(Buffer.alloc(3)), device)),
      messageOf(() => decryptEnvelope(withKey(publicEncrypt(key, Buffer.alloc(16))), device)),
      messageOf(() => decryptEnvelope(withKey(publicEncrypt(key, Buffer.alloc(32))), device)),
      messageOf(() => decryptEnvelope({ ...envelope, ciphertext: envelope.ciphertext.subarray(0, 16) }, device)),
      messageOf(() => decryptEnvelope({ ...envelope, ciphertext: envelope.ciphertext.subarray(0, 15) }, device)),
      messageOf(() => decryptEnvelope({ ...envelope, iv: Buffer.alloc(3) }, device)),
      messageOf(() => decryptEnvelope({ ...envelope, cipher: undefined }, device)),
      messageOf(() => decryptEnvelope(envelope, other)),
    ]);
    expect([...texts]).toEqual(['The message cannot be decrypted.']);
  });

  it('is refused when it is cut short or changed, always with a CartwrightError', () => {
    const genuine = encryptEnvelope(secret, device.certificateDer);
    for (let length = 0; length < genuine.length; length++) {
      expect(messageOf(() => decryptEnvelope(parseEnvelope(genuine.subarray(0, length)), device))).not.toBe('opened');
    }
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(genuine);
        changed[at] = (changed[at] as number) ^ flip;
        messageOf(() => decryptEnvelope(parseEnvelope(changed), device));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('PKCS#1 v1.5 unpadding', () => {
  const substitute = Buffer.alloc(16, 0xee);
  const key = Buffer.from('0123456789abcdef');
  const block = (head: number[], filler: number, separator: number) =>
    Buffer.concat([Buffer.from(head), Buffer.alloc(237, filler), Buffer.from([separator]), key]);

  it('takes a well-formed key and replaces anything else', () => {
    expect(unpadPkcs1(block([0, 2], 7, 0), substitute)).toEqual(key);
    expect(unpadPkcs1(block([0, 1], 7, 0), substitute)).toEqual(substitute);
    expect(unpadPkcs1(block([1, 2], 7, 0), substitute)).toEqual(substitute);
    expect(unpadPkcs1(block([0, 2], 0, 0), substitute)).toEqual(substitute);
    expect(unpadPkcs1(block([0, 2], 7, 9), substitute)).toEqual(substitute);
    expect(unpadPkcs1(Buffer.alloc(20), substitute)).toEqual(substitute);
  });
});
