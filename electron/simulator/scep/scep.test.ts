import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelope, openEnvelope } from '../wire/cms-envelope.ts';
import { openSigned } from '../wire/cms-read.ts';
import { type Identity, signCms } from '../wire/cms-sign.ts';
import { octets, printable } from '../wire/der.ts';
import { OID } from '../wire/oids.ts';
import { fromPem, readSigningRequest } from '../wire/x509.ts';
import { type Fetch, obtainCertificate, ScepError, type ScepOptions } from './client.ts';

/** A certificate authority made by OpenSSL, and the answers it gives when OpenSSL is asked to sign. */
let dir: string;
let authority: Identity;
let deviceKey: KeyObject;

const path = (name: string, content?: string | Uint8Array): string => {
  const full = join(dir, name);
  if (content !== undefined) writeFileSync(full, content);
  return full;
};
const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cartwright-scep-'));
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', path('ca.key'), '-out', path('ca.pem'), '-days', '30'];
  openssl('req', '-x509', ...made, '-subj', '/O=OpenSSL School/CN=OpenSSL CA');
  const certificate = fromPem(readFileSync(path('ca.pem'), 'utf8'))[0] ?? Buffer.alloc(0);
  authority = { certificate, key: createPrivateKey(readFileSync(path('ca.key'))) };
  deviceKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Script {
  caps?: string;
  statuses?: string[];
  failInfo?: string;
  emptyContent?: boolean;
  forgetNonce?: boolean;
  seen?: { type: string; challenge: boolean; signer: Buffer; method: string }[];
}

/** Issues with `openssl x509 -req`, and packs with `openssl crl2pkcs7`. */
function issue(csr: Buffer): Buffer {
  openssl(
    'x509',
    '-req',
    '-inform',
    'DER',
    '-in',
    path('csr', csr),
    '-CA',
    path('ca.pem'),
    '-CAkey',
    path('ca.key'),
    '-CAcreateserial',
    '-days',
    '10',
    '-out',
    path('issued.pem'),
  );
  return openssl(
    'crl2pkcs7',
    '-nocrl',
    '-certfile',
    path('issued.pem'),
    '-certfile',
    path('ca.pem'),
    '-outform',
    'DER',
  );
}

function server(script: Script): Fetch {
  const statuses = [...(script.statuses ?? ['0'])];
  let csr: Buffer | undefined;
  return async (request) => {
    const url = new URL(request.url);
    const answer = (body: Buffer) => ({ status: 200, headers: {}, body });
    const operation = url.searchParams.get('operation');
    if (operation === 'GetCACaps')
      return answer(Buffer.from(script.caps ?? 'AES\nPOSTPKIOperation\nRenewal\nSHA-256\nSCEPStandard'));
    if (operation === 'GetCACert') return answer(authority.certificate);
    const message = Buffer.from(request.body ?? Buffer.from(url.searchParams.get('message') ?? '', 'base64'));
    const signed = openSigned(message);
    const content = openEnvelope(signed.content, authority.key);
    const type = signed.attributes.get(OID.scepMessageType)?.content.toString() ?? '';
    if (type !== '20') {
      csr = content;
      readSigningRequest(content);
    }
    script.seen?.push({
      type,
      challenge: content.includes('the-challenge'),
      signer: signed.signer,
      method: request.method,
    });
    const status = statuses.length > 1 ? (statuses.shift() ?? '0') : (statuses[0] ?? '0');
    const nonce = script.forgetNonce
      ? Buffer.alloc(16)
      : (signed.attributes.get(OID.scepSenderNonce)?.content ?? Buffer.alloc(0));
    const body = status === '0' && csr ? envelope(issue(csr), signed.signer, 'aes-256-cbc') : Buffer.alloc(0);
    return answer(
      signCms(body, {
        signer: authority,
        // What is no success has no content (RFC 8894 §3.2.2); some servers send an empty one instead.
        attached: status === '0' || script.emptyContent === true,
        attributes: [
          [OID.scepMessageType, printable('3')],
          [OID.scepPkiStatus, printable(status)],
          [OID.scepTransactionId, printable(signed.attributes.get(OID.scepTransactionId)?.content.toString() ?? '')],
          [OID.scepRecipientNonce, octets(nonce)],
          ...(script.failInfo ? [[OID.scepFailInfo, printable(script.failInfo)] as const] : []),
        ],
      }),
    );
  };
}

const ask = (script: Script, more: Partial<ScepOptions> = {}): ReturnType<typeof obtainCertificate> =>
  obtainCertificate({
    url: 'https://scep.invalid/scep?profile=1',
    fetch: server(script),
    key: deviceKey,
    subject: [
      ['O', 'School'],
      ['CN', 'iPad 1'],
    ],
    challenge: 'the-challenge',
    now: Date.now(),
    ...more,
  });

describe('a device’s SCEP client', () => {
  it('obtains a certificate for its own key from an authority made by OpenSSL', async () => {
    const seen: Script['seen'] = [];
    const { certificate, chain } = await ask({ seen });
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe('O=School\nCN=iPad 1');
    expect(read.checkPrivateKey(deviceKey)).toBe(true);
    expect(read.verify(createPublicKey(authority.key))).toBe(true);
    expect(chain.some((der) => der.equals(authority.certificate))).toBe(true);
    expect(seen).toMatchObject([{ type: '19', challenge: true, method: 'POST' }]);
  });

  it('renews with the former certificate as signer, also for a new key', async () => {
    const former = await ask({});
    const seen: Script['seen'] = [];
    const newKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const renewed = await ask({ seen }, { key: newKey, renew: { certificate: former.certificate, key: deviceKey } });
    expect(new X509Certificate(renewed.certificate).checkPrivateKey(newKey)).toBe(true);
    expect(seen[0]?.type).toBe('17');
    expect(seen[0]?.signer.equals(former.certificate)).toBe(true);
  });

  it('uses GET and Triple DES where the server offers no more', async () => {
    const seen: Script['seen'] = [];
    await ask({ caps: 'DES3\r\nSHA-256\r\n', seen });
    expect(seen[0]?.method).toBe('GET');
  });

  it('polls a pending request and takes the certificate when it comes', async () => {
    const waits: number[] = [];
    const seen: Script['seen'] = [];
    const wait = async (ms: number): Promise<void> => void waits.push(ms);
    const { certificate } = await ask({ statuses: ['3', '3', '0'], seen }, { wait, retryDelayMs: 7000 });
    expect(certificate.length).toBeGreaterThan(100);
    expect(seen.map((message) => message.type)).toEqual(['19', '20', '20']);
    expect(waits).toEqual([7000]);
  });

  it('gives up on a request that stays pending', async () => {
    await expect(ask({ statuses: ['3'] }, { retries: 2 })).rejects.toMatchObject({ code: 22013 });
  });

  it.each([false, true])(
    'tells the reason of a refusal, whether it has empty content (%s) or none',
    async (emptyContent) => {
      await expect(ask({ statuses: ['2'], failInfo: '1', emptyContent })).rejects.toMatchObject({
        code: 22013,
        failInfo: 'badMessageCheck',
      });
    },
  );

  it('refuses an authority whose fingerprint is not the profile’s, and accepts the right one', async () => {
    await expect(ask({}, { fingerprint: Buffer.alloc(32) })).rejects.toMatchObject({ code: 22002 });
    const right = Buffer.from(new X509Certificate(authority.certificate).fingerprint256.replaceAll(':', ''), 'hex');
    await expect(ask({}, { fingerprint: right })).resolves.toBeDefined();
  });

  it('refuses an answer that does not repeat its nonce', async () => {
    await expect(ask({ forgetNonce: true })).rejects.toThrow(/nonce/);
  });

  it('reports a server that cannot be reached or cannot sign with SHA-256', async () => {
    const fetch: Fetch = () => Promise.reject(new Error('ECONNREFUSED'));
    await expect(ask({}, { fetch })).rejects.toBeInstanceOf(ScepError);
    await expect(ask({ caps: 'DES3' })).rejects.toMatchObject({ code: 22006 });
  });

  it('gives two devices that share a key different transactions', async () => {
    const ids = new Set<string>();
    const inner = server({});
    const fetch: Fetch = (request) => {
      if (request.body) {
        const id = openSigned(Buffer.from(request.body)).attributes.get(OID.scepTransactionId);
        ids.add(id?.content.toString() ?? '');
      }
      return inner(request);
    };
    await ask({}, { fetch });
    await ask({}, { fetch });
    expect(ids.size).toBe(2);
  });
});
