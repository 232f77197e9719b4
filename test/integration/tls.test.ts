import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHttpClient } from '../../electron/simulator/index.ts';
import type { Status } from '../../shared/contract/index.ts';
import { Refused } from '../support/administrator.ts';
import { commandLine } from '../support/command-line.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';

const DAY = 86_400_000;
let running: RunningEngine;
let skew = 0;

beforeAll(async () => {
  // The engine looks after its certificates on an interval of hours; the test lets those hours pass.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  running = await runEngine({ clock: { now: () => Date.now() + skew } });
});

afterAll(async () => {
  vi.useRealTimers();
  await running.stop();
});

/** The certificate new connections are served with now. */
function served(): Promise<X509Certificate> {
  const { hostname, port } = new URL(running.engine.listenerUrl);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), servername: 'localhost', rejectUnauthorized: false });
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      if (certificate === undefined) reject(new Error('No certificate was served.'));
      else resolve(certificate);
    });
    socket.once('error', reject);
  });
}

/** A certificate of the administrator's own, made by OpenSSL: PEM of both, and PKCS#12 in base64. */
async function ownCertificate(name: string): Promise<{ pem: string; pkcs12: string; fingerprint: string }> {
  const { directory } = running;
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:localhost,DNS:${name},IP:127.0.0.1`];
  const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '90', ...subject, ...files];
  await commandLine('openssl', make, { directory });
  const bundle = ['-inkey', `${name}.key`, '-in', `${name}.pem`, '-out', `${name}.p12`, '-passout', 'pass:open sesame'];
  await commandLine('openssl', ['pkcs12', '-export', ...bundle], { directory });
  const read = (file: string) => readFileSync(join(directory, file));
  const pem = read(`${name}.pem`).toString();
  return {
    pem: `${read(`${name}.key`).toString()}${pem}`,
    pkcs12: read(`${name}.p12`).toString('base64'),
    fingerprint: new X509Certificate(pem).fingerprint256,
  };
}

describe("the listener's TLS certificate", () => {
  it('is renewed before it expires, without a restart and without disturbing who is connected', async () => {
    const first = await served();
    const http = createHttpClient({ trustPem: running.rootPem });
    const health = async () => (await http.send({ method: 'GET', url: `${running.engine.listenerUrl}/health` })).status;
    expect(await health()).toBe(200);
    await vi.advanceTimersByTimeAsync(DAY);
    expect((await served()).fingerprint256).toBe(first.fingerprint256);

    skew = first.validToDate.getTime() - Date.now() - 29 * DAY;
    vi.advanceTimersByTime(DAY);
    const second = await running.admin.until('another certificate', async () => {
      const now = await served();
      return now.fingerprint256 === first.fingerprint256 ? undefined : now;
    });
    expect(second.validToDate.getTime()).toBeGreaterThan(first.validToDate.getTime());
    expect(second.validToDate.getTime() - second.validFromDate.getTime()).toBeLessThanOrEqual(398 * DAY);
    expect(second.verify(new X509Certificate(running.rootPem).publicKey)).toBe(true);
    expect(second.subjectAltName).toBe(first.subjectAltName);
    // The same connection as before goes on.
    expect(await health()).toBe(200);
    http.close();
    skew = 0;
  });

  it('may be one of your own, as PEM or PKCS#12, and is served from the next connection on', async () => {
    const { admin } = running;
    const [one, other] = [await ownCertificate('mdm-one.example'), await ownCertificate('mdm-other.example')];
    const status = await admin.call<Status>('POST', '/tls', { bundle: one.pem });
    expect(status.listener.certificate).toMatchObject({
      source: 'imported',
      names: ['localhost', 'mdm-one.example', '127.0.0.1'],
    });
    expect((await served()).fingerprint256).toBe(one.fingerprint);
    await admin.call('POST', '/tls', { bundle: other.pkcs12, passphrase: 'open sesame' });
    expect((await served()).fingerprint256).toBe(other.fingerprint);
    // Devices that trust it go on with it.
    const device = new StepDevice();
    const way = await admin.invite();
    await device.enroll({ ...way, trustPem: running.rootPem + other.pem.slice(other.pem.indexOf('-----BEGIN CERT')) });
    device.close();
  });

  it('stays when what is imported is not usable, and the reason is said', async () => {
    const { admin } = running;
    const before = (await served()).fingerprint256;
    const good = await ownCertificate('mdm-third.example');
    const foreign = await ownCertificate('mdm-fourth.example');
    const onlyCertificate = good.pem.slice(good.pem.indexOf('-----BEGIN CERTIFICATE'));
    const mixed = `${foreign.pem.slice(0, foreign.pem.indexOf('-----BEGIN CERTIFICATE'))}${onlyCertificate}`;
    const bundles = [
      { bundle: 'hello' },
      { bundle: onlyCertificate },
      { bundle: mixed },
      { bundle: good.pkcs12, passphrase: 'wrong' },
      { bundle: good.pkcs12 },
    ];
    for (const bundle of bundles) {
      const refusal: unknown = await admin.call('POST', '/tls', bundle).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Refused);
      expect((refusal as Refused).status).toBeLessThan(500);
      expect((refusal as Refused).message).not.toContain('PRIVATE KEY');
    }
    expect((await served()).fingerprint256).toBe(before);
  });

  it('is our own again when that is asked for', async () => {
    const status = await running.admin.call<Status>('DELETE', '/tls');
    expect(status.listener.certificate.source).toBe('built-in');
    expect((await served()).verify(new X509Certificate(running.rootPem).publicKey)).toBe(true);
  });
});
