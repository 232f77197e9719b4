import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import forge from 'node-forge';
import { afterAll, describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { ecKey, OpensslBench, pem, privateKeyPem, rsaKey, testIdentity, testRoot } from '../testing/material.ts';
import { importIdentity } from './import-identity.ts';

const now = Date.now();
const root = testRoot(now);
const rsa = testIdentity(root, rsaKey(), now);
const ec = testIdentity(root, ecKey(), now);
const bench = new OpensslBench();
afterAll(() => bench.remove());
bench.write('root.pem', pem('CERTIFICATE', root.certificateDer));
for (const [name, identity] of Object.entries({ rsa, ec })) {
  bench.write(`${name}.pem`, pem('CERTIFICATE', identity.certificateDer));
  bench.write(`${name}.key`, privateKeyPem(identity.privateKey));
}

const legacy = ['-provider', 'legacy', '-provider', 'default'];
const exported = (who: string, passphrase: string, ...options: string[]) =>
  bench.run(
    'pkcs12',
    '-export',
    '-in',
    `${who}.pem`,
    '-inkey',
    `${who}.key`,
    '-certfile',
    'root.pem',
    '-passout',
    `pass:${passphrase}`,
    ...options,
  );

function reason(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(CartwrightError);
    expect((error as CartwrightError).code).toBe('bad-certificate');
    return (error as CartwrightError).data?.reason;
  }
  return 'imported';
}

describe('a PKCS#12 file', () => {
  const shapes: Record<string, string[]> = {
    'AES-256 and SHA-256, as OpenSSL 3 writes it': [],
    'AES-128 with a SHA-512 MAC': ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'],
    'RC2 and triple DES, as older tools wrote it': ['-legacy'],
    'RC2 with 128 bits': ['-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-RC2-128', '-macalg', 'sha1', ...legacy],
    'triple DES with two keys': ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1', ...legacy],
    'certificates in the clear': ['-certpbe', 'NONE'],
    'nothing encrypted': ['-certpbe', 'NONE', '-keypbe', 'NONE'],
    'without a MAC': ['-nomac'],
  };
  for (const [shape, options] of Object.entries(shapes)) {
    it(`is imported: ${shape}`, () => {
      for (const who of ['rsa', 'ec'] as const) {
        const expected = { rsa, ec }[who];
        const identity = importIdentity(exported(who, 'Größe 7', ...options), { passphrase: 'Größe 7', now });
        expect(identity.certificateDer).toEqual(expected.certificateDer);
        expect(identity.chainDer).toEqual([root.certificateDer]);
        expect(new X509Certificate(identity.certificateDer).checkPrivateKey(identity.privateKey)).toBe(true);
      }
    });
  }

  it('is imported as node-forge writes it', () => {
    const key = forge.pki.privateKeyFromPem(privateKeyPem(rsa.privateKey));
    const asn1 = forge.pkcs12.toPkcs12Asn1(
      key,
      [forge.pki.certificateFromPem(pem('CERTIFICATE', rsa.certificateDer))],
      'secret',
    );
    const bytes = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
    expect(importIdentity(bytes, { passphrase: 'secret', now }).certificateDer).toEqual(rsa.certificateDer);
  });

  it('is imported with an empty passphrase', () => {
    expect(importIdentity(exported('rsa', ''), { passphrase: '', now }).certificateDer).toEqual(rsa.certificateDer);
    expect(importIdentity(exported('rsa', '', '-legacy'), { now }).certificateDer).toEqual(rsa.certificateDer);
  });

  it('says so when the passphrase is missing or wrong', () => {
    for (const options of [[], ['-legacy'], ['-nomac']]) {
      const bytes = exported('rsa', 'right', ...options);
      expect(reason(() => importIdentity(bytes, { passphrase: 'wrong', now }))).toBe('wrong-passphrase');
      expect(reason(() => importIdentity(bytes, { now }))).toBe('passphrase-needed');
    }
  });

  it('says so when there is no key in it', () => {
    const bytes = bench.run('pkcs12', '-export', '-nokeys', '-in', 'rsa.pem', '-passout', 'pass:x');
    expect(reason(() => importIdentity(bytes, { passphrase: 'x', now }))).toBe('no-key');
  });

  it('never fails but with a reason, whatever is changed in it', () => {
    const genuine = exported('ec', 'x', '-iter', '10');
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(genuine);
        changed[at] = (changed[at] as number) ^ flip;
        expect(reason(() => importIdentity(changed, { passphrase: 'x', now }))).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe('a PEM bundle', () => {
  const certificate = pem('CERTIFICATE', rsa.certificateDer);
  const authority = pem('CERTIFICATE', root.certificateDer);
  const key = privateKeyPem(rsa.privateKey);

  it('is imported whatever the order of its parts', () => {
    for (const parts of [
      [certificate, authority, key],
      [key, authority, certificate],
      [authority, 'some words\n', key, certificate],
    ]) {
      const identity = importIdentity(Buffer.from(parts.join('')), { now });
      expect(identity.certificateDer).toEqual(rsa.certificateDer);
      expect(identity.chainDer).toEqual([root.certificateDer]);
    }
  });

  it('is imported with an encrypted key, new style and old', () => {
    const encrypted = bench.run('pkcs8', '-topk8', '-in', 'rsa.key', '-passout', 'pass:sesame').toString();
    const traditional = bench
      .run('rsa', '-traditional', '-aes128', '-in', 'rsa.key', '-passout', 'pass:sesame')
      .toString();
    const elliptic = bench.run('ec', '-in', 'ec.key', '-aes256', '-passout', 'pass:sesame').toString();
    expect(encrypted).toContain('ENCRYPTED PRIVATE KEY');
    expect(traditional).toContain('DEK-Info');
    for (const block of [encrypted, traditional]) {
      const bytes = Buffer.from(certificate + block);
      expect(importIdentity(bytes, { passphrase: 'sesame', now }).certificateDer).toEqual(rsa.certificateDer);
      expect(reason(() => importIdentity(bytes, { passphrase: 'wrong', now }))).toBe('wrong-passphrase');
      expect(reason(() => importIdentity(bytes, { now }))).toBe('passphrase-needed');
    }
    const bytes = Buffer.from(pem('CERTIFICATE', ec.certificateDer) + elliptic);
    expect(importIdentity(bytes, { passphrase: 'sesame', now }).certificateDer).toEqual(ec.certificateDer);
  });

  it('says what is wrong with it', () => {
    const expired = testIdentity(root, rsa.privateKey, now, 'Old', 1).certificateDer;
    expect(reason(() => importIdentity(Buffer.from(certificate), { now }))).toBe('no-key');
    expect(reason(() => importIdentity(rsa.certificateDer, { now }))).toBe('no-key');
    expect(reason(() => importIdentity(Buffer.from(key), { now }))).toBe('no-certificate');
    expect(reason(() => importIdentity(Buffer.from(authority + key), { now }))).toBe('key-mismatch');
    expect(
      reason(() => importIdentity(Buffer.from(pem('CERTIFICATE', expired) + key), { now: now + 3 * 86_400_000 })),
    ).toBe('expired');
    expect(reason(() => importIdentity(Buffer.from(certificate + key), { now: now - 9 * 86_400_000 }))).toBe(
      'not-yet-valid',
    );
    expect(reason(() => importIdentity(Buffer.from('hello'), { now }))).toBe('unreadable');
    expect(reason(() => importIdentity(Buffer.alloc(2_000_000), { now }))).toBe('unreadable');
    expect(
      reason(() =>
        importIdentity(Buffer.from(`-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${key}`), { now }),
      ),
    ).toBe('unreadable');
  });
});
