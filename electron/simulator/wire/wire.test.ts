import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelope, openEnvelope } from './cms-envelope.ts';
import { openSigned } from './cms-read.ts';
import { type Identity, mdmSignature, signCms } from './cms-sign.ts';
import { children, integer, octets, oid, oidText, readElement, sequence, Tag, tlv } from './der.ts';
import { OID } from './oids.ts';
import { chainsTo } from './trust.ts';
import {
  buildCertificate,
  buildSigningRequest,
  certificateParts,
  fromPem,
  nameValues,
  readSigningRequest,
  toPem,
} from './x509.ts';

let dir: string;
let rsa: Identity;
let ec: Identity;

const file = (name: string, content?: string | Uint8Array): string => {
  const path = join(dir, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};
const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });

function identity(type: 'rsa' | 'ec'): Identity {
  const pair =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = buildCertificate({
    subject: [['CN', `device ${type}`]],
    issuer: [['CN', `device ${type}`]],
    publicKey: pair.publicKey,
    signingKey: pair.privateKey,
    serial: Buffer.from([0x80, 1, 2]),
    notBefore: Date.now() - 60_000,
    notAfter: Date.now() + 3_600_000,
    usage: { digitalSignature: true, keyEncipherment: true },
  });
  return { certificate, key: pair.privateKey };
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartwright-wire-'));
  rsa = identity('rsa');
  ec = identity('ec');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('DER', () => {
  it('reads back what it writes, for contents of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (bytes) => {
        const element = readElement(octets(bytes));
        return element.tag === Tag.octetString && element.content.equals(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it('writes object identifiers that read back the same', () => {
    for (const id of Object.values(OID)) expect(oidText(readElement(oid(id)))).toBe(id);
  });

  it('keeps integers positive', () => {
    expect(integer(128).toString('hex')).toBe('02020080');
    expect(integer(0).toString('hex')).toBe('020100');
    expect(integer(Buffer.from([0, 0, 0x7f])).toString('hex')).toBe('02017f');
  });

  it('understands indefinite lengths and refuses truncated encodings', () => {
    const inner = sequence(integer(5));
    const ber = Buffer.concat([Buffer.from([0x30, 0x80]), inner, Buffer.from([0, 0])]);
    expect(children(readElement(ber))[0]?.raw.equals(inner)).toBe(true);
    expect(() => readElement(ber.subarray(0, -2))).toThrow(RangeError);
    expect(() => readElement(tlv(0x04, Buffer.alloc(200)).subarray(0, 100))).toThrow(RangeError);
  });
});

describe('signed messages', () => {
  it('makes Mdm-Signature values that OpenSSL verifies, with RSA and with ECDSA', () => {
    const body = Buffer.from('<plist><dict/></plist>');
    for (const [name, signer] of [
      ['rsa', rsa],
      ['ec', ec],
    ] as const) {
      const signature = file(`${name}.cms`, Buffer.from(mdmSignature(body, signer), 'base64'));
      const certificate = file(`${name}.pem`, toPem('CERTIFICATE', signer.certificate));
      const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', signature, '-content', file('body', body)];
      expect(openssl(...args, '-CAfile', certificate, '-purpose', 'any').equals(body)).toBe(true);
    }
  });

  it('opens what OpenSSL signs, streamed encodings included', () => {
    const content = file('profile', '<plist version="1.0"><dict/></plist>');
    const certificate = file('rsa.pem', toPem('CERTIFICATE', rsa.certificate));
    const key = file('rsa.key', rsa.key.export({ type: 'pkcs8', format: 'pem' }));
    for (const extra of [[], ['-stream']]) {
      const args = ['cms', '-sign', '-binary', '-nodetach', '-outform', 'DER', '-in', content, '-signer', certificate];
      const opened = openSigned(openssl(...args, '-inkey', key, ...extra));
      expect(opened.content.equals(readFileSync(content))).toBe(true);
      expect(opened.signer.equals(rsa.certificate)).toBe(true);
    }
  });

  it('refuses a changed content and a changed signature', () => {
    const content = Buffer.from('one profile, signed');
    const detached = signCms(content, { signer: rsa, attached: false });
    expect(openSigned(detached, content).content.equals(content)).toBe(true);
    expect(() => openSigned(detached, Buffer.from('another one, signed'))).toThrow(/digest/);
    const broken = Buffer.from(detached);
    broken[broken.length - 9] = (broken.at(-9) ?? 0) ^ 1;
    expect(() => openSigned(broken, content)).toThrow(/does not verify/);
  });
});

describe('enveloped messages', () => {
  it('are opened by their recipient and by OpenSSL, with each cipher', () => {
    const content = Buffer.from('the request');
    const key = file('rsa.key', rsa.key.export({ type: 'pkcs8', format: 'pem' }));
    for (const cipher of ['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const) {
      const message = envelope(content, rsa.certificate, cipher);
      expect(openEnvelope(message, rsa.key).equals(content)).toBe(true);
      const path = file('enveloped', message);
      expect(openssl('cms', '-decrypt', '-binary', '-inform', 'DER', '-in', path, '-inkey', key).equals(content)).toBe(
        true,
      );
    }
  });

  it('opens what OpenSSL encrypts', () => {
    const certificate = file('rsa.pem', toPem('CERTIFICATE', rsa.certificate));
    const input = file('plain', 'the certificate');
    for (const extra of [[], ['-stream']]) {
      const args = [
        'cms',
        '-encrypt',
        '-binary',
        '-aes-256-cbc',
        '-outform',
        'DER',
        '-in',
        input,
        ...extra,
        certificate,
      ];
      expect(openEnvelope(openssl(...args), rsa.key).toString()).toBe('the certificate');
    }
  });

  it('refuses a message for someone else', () => {
    const message = envelope(Buffer.from('secret'), identity('rsa').certificate, 'aes-128-cbc');
    expect(() => openEnvelope(message, rsa.key)).toThrow();
  });
});

describe('certificates and requests', () => {
  it('are read by node:crypto with their names, times and extensions', () => {
    const read = new X509Certificate(rsa.certificate);
    expect(read.subject).toBe('CN=device rsa');
    expect(read.verify(createPublicKey(rsa.key))).toBe(true);
    expect(read.ca).toBe(false);
    expect(nameValues(certificateParts(rsa.certificate).subject)[OID.commonName]).toBe('device rsa');
  });

  it('makes requests OpenSSL accepts, with challenge and alternative names', () => {
    const der = buildSigningRequest({
      subject: [
        ['C', 'DE'],
        ['O', 'Schule'],
        ['CN', 'Gerät Ü'],
      ],
      key: rsa.key,
      challenge: 'one-time-secret',
      usage: { digitalSignature: true },
      alt: { dns: ['ipad.example.org'], principal: 'ipad@example.org' },
    });
    const text = openssl('req', '-inform', 'DER', '-in', file('csr', der), '-verify', '-noout', '-text').toString();
    expect(text).toContain('one-time-secret');
    expect(text).toContain('DNS:ipad.example.org');
    expect(nameValues(readSigningRequest(der).subject)[OID.commonName]).toBe('Gerät Ü');
  });

  it('refuses a request that is not signed with its own key', () => {
    const der = buildSigningRequest({ subject: [['CN', 'x']], key: rsa.key });
    der[der.length - 5] = (der.at(-5) ?? 0) ^ 1;
    expect(() => readSigningRequest(der)).toThrow(RangeError);
  });

  it('follows a chain to an anchor and not to a stranger', () => {
    expect(chainsTo(rsa.certificate, [], [rsa.certificate])).toBe(true);
    expect(chainsTo(rsa.certificate, [ec.certificate], [ec.certificate])).toBe(false);
    expect(fromPem(toPem('CERTIFICATE', rsa.certificate))[0]?.equals(rsa.certificate)).toBe(true);
  });
});
