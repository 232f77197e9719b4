import { execFileSync } from 'node:child_process';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importIdentity } from '../../electron/identity/index.ts';
import { decodePlistDict } from '../../electron/protocol/index.ts';
import { createPushService } from '../../electron/push/index.ts';
import { startSimulatedApple } from '../../electron/simulator/index.ts';
import { openMemoryStore } from '../../electron/store/index.ts';
import { systemClock } from '../../shared/clock.ts';
import { silentLogger } from '../../shared/logger.ts';
import { projectRoot } from '../ensure-installed.mjs';
import { signPushRequest, type Vendor } from './push-request.ts';

/** A root, an intermediate and a signing certificate of OpenSSL's, in the place of Apple's. */
let folder: string;
let vendor: Vendor;
let root: string;
let requestPem: string;
const NAMES = ['root', 'intermediate', 'vendor'] as const;
const pem: Record<string, string> = {};

const openssl = (...parameters: string[]): Buffer =>
  execFileSync('openssl', parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const der = (text: string): Buffer => Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartwright-vendor-'));
  writeFileSync(join(folder, 'ca.ext'), 'basicConstraints=critical,CA:TRUE\n');
  for (const [index, name] of NAMES.entries()) {
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name}`,
    );
    const issuer = NAMES[index - 1];
    const by =
      issuer === undefined
        ? ['-signkey', 'root.key']
        : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial'];
    const extensions = name === 'vendor' ? [] : ['-extfile', 'ca.ext'];
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, ...extensions, '-days', '30', '-out', `${name}.pem`);
    pem[name] = read(`${name}.pem`);
  }
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'customer.key',
    '-out',
    'customer.csr',
    '-subj',
    '/CN=Brook School',
  );
  requestPem = read('customer.csr');
  vendor = { keyPem: read('vendor.key'), chainPem: `${pem.vendor}${pem.intermediate}${pem.root}` };
  root = new X509Certificate(pem.root ?? '').fingerprint256.replaceAll(':', '').toLowerCase();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const now = (): number => Date.now() + 60_000;
const sign = (request: Uint8Array, more: Partial<Parameters<typeof signPushRequest>[2]> = {}, by = vendor) =>
  signPushRequest(request, by, { now: now(), root, ...more });
const opened = (file: string) => decodePlistDict(Buffer.from(file, 'base64'));

describe('a vendor signs a request for a push certificate', () => {
  it('CSR-1 takes PEM or DER and signs the bytes of the DER', () => {
    const fromPem = sign(Buffer.from(requestPem));
    expect(sign(der(requestPem))).toBe(fromPem);
    const { PushCertRequestCSR, PushCertSignature } = opened(fromPem);
    expect(PushCertRequestCSR).toBe(der(requestPem).toString('base64'));
    const key = createPublicKey(pem.vendor ?? '');
    const signature = Buffer.from(String(PushCertSignature), 'base64');
    expect(verify('sha256', der(requestPem), key, signature)).toBe(true);
    expect(verify('sha256', Buffer.from(requestPem), key, signature)).toBe(false);
    expect(verify('sha256', Buffer.from(String(PushCertRequestCSR)), key, signature)).toBe(false);
  });

  it('CSR-1 refuses what is no request, or was changed since it was made', () => {
    const changed = der(requestPem);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    for (const bad of [Buffer.from('words'), der(pem.vendor ?? ''), changed])
      expect(() => sign(bad)).toThrow('not a certificate request');
  });

  it('CSR-2 gives base64 of a property list of exactly three texts, which Apple can verify', () => {
    const file = sign(Buffer.from(requestPem));
    expect(file).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const plist = opened(file);
    expect(Object.keys(plist).sort()).toEqual(['PushCertCertificateChain', 'PushCertRequestCSR', 'PushCertSignature']);
    const [first] = String(plist.PushCertCertificateChain).split(/(?<=-----END CERTIFICATE-----\n)/);
    const check = (digest: string, of: typeof plist) =>
      verify(
        digest,
        Buffer.from(String(of.PushCertRequestCSR), 'base64'),
        createPublicKey(first ?? ''),
        Buffer.from(String(of.PushCertSignature), 'base64'),
      );
    expect(check('sha256', plist)).toBe(true);
    expect(check('sha1', opened(sign(Buffer.from(requestPem), { digest: 'sha1' })))).toBe(true);
  });

  it('CSR-7 an installation without a vendor’s key has its request signed outside and takes what Apple answers', async () => {
    const apple = await startSimulatedApple();
    const store = openMemoryStore({ clock: systemClock, logger: silentLogger });
    try {
      const { certificate } = createPushService({ store, clock: systemClock, logger: silentLogger, importIdentity });
      const getCertificate = async (renew?: string): Promise<string> => {
        const { csrPem } = await certificate.createRequest({
          organisation: 'Brook School',
          email: 'mdm@brook.example',
        });
        const file = sign(Buffer.from(csrPem));
        const answer = apple.portal.sign(file, renew === undefined ? {} : { renew });
        await certificate.importCertificate(Buffer.from(answer));
        return answer;
      };
      const first = await getCertificate();
      const { state, topic } = certificate.status();
      expect([state, topic]).toEqual(['ready', expect.stringMatching(/^com\.apple\.mgmt\.External\./)]);
      // Next year the same way, and the topic stays.
      await getCertificate(first);
      expect(certificate.status()).toMatchObject({ state: 'ready', topic });
    } finally {
      store.close();
      await apple.close();
    }
  });

  it('CSR-3 refuses a chain that is not whole, in order, valid and Apple’s, and writes it in lines of 64', () => {
    const chain = (...names: string[]) => ({ ...vendor, chainPem: names.map((name) => pem[name]).join('') });
    const request = Buffer.from(requestPem);
    expect(() => sign(request, {}, chain('vendor', 'root'))).toThrow('not whole');
    expect(() => sign(request, {}, chain('vendor', 'intermediate'))).toThrow('not whole');
    expect(() => sign(request, {}, chain('vendor', 'root', 'intermediate'))).toThrow('not whole');
    expect(() => sign(request, {}, chain('root', 'intermediate', 'vendor'))).toThrow('must begin with');
    expect(() => sign(request, {}, chain())).toThrow('must begin with');
    expect(() => signPushRequest(request, vendor, { now: now() })).toThrow('must end with the Apple Root CA');
    expect(() => sign(request, { now: now() + 31 * 86_400_000 })).toThrow('not valid today');
    // Whatever its lines were before.
    const oneLine = vendor.chainPem.replace(/(?<=[A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=])/g, '');
    const written = String(opened(sign(request, {}, { ...vendor, chainPem: oneLine })).PushCertCertificateChain);
    const lines = written.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    expect(Math.max(...lines.map((line) => line.length))).toBe(64);
    for (const block of written.match(/(?<=BEGIN CERTIFICATE-----\n)[^-]+/g) ?? []) {
      const inside = block.trim().split('\n');
      expect(inside.slice(0, -1).every((line) => line.length === 64)).toBe(true);
    }
    expect(written.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
  });

  it('CSR-6 is done beside the application: none of it, and no vendor’s key, is in what is shipped', () => {
    const shipped = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
    const files = /\nfiles:\n((?: {2}- .*\n)+)/.exec(shipped)?.[1] ?? '';
    expect(files).toContain('out/**');
    expect(files).not.toMatch(/scripts|\.key|\.pem|\.p12/);
    const sources = globSync('{electron,renderer,shared,resources}/**/*', { cwd: projectRoot })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => !/\.test\.tsx?$|\/testing\/|^electron\/simulator\//.test(file));
    expect(sources.filter((file) => /\.(key|pem|p12|pfx|p8)$/i.test(file))).toEqual([]);
    const text = sources.filter((file) => /\.(ts|tsx|json)$/.test(file));
    expect(text.length).toBeGreaterThan(300);
    const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
    expect(text.filter((file) => /scripts\/|PushCertSignature|PushCertWebRequest/.test(importsOf(read(file))))).toEqual(
      [],
    );
    expect(text.filter((file) => /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----\n[A-Za-z0-9+/]/.test(read(file)))).toEqual(
      [],
    );
  });
});

/** What a source takes from elsewhere, and the two names only a vendor writes. */
function importsOf(text: string): string {
  return [...text.matchAll(/^import .*|PushCert(?:Signature|WebRequest)/gm)].map(([line]) => line).join('\n');
}
