import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePlistBytes } from '../../electron/protocol/index.ts';
import { mdmSignature } from '../../electron/simulator/index.ts';
import { commandLine } from '../support/command-line.ts';
import { freePort } from '../support/free-port.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { readTerms, StepDevice } from '../support/step-device.ts';
import { storedRows } from '../support/stored-rows.ts';

// Programs that know nothing of ours: curl, openssl, and scepclient of Debian's package `scep`.

let running: RunningEngine;
let url: string;
let address: string;

beforeAll(async () => {
  // Certificates name the address of the revocation list only where the port is a lasting one.
  address = `127.0.0.1:${await freePort()}`;
  running = await runEngine({ flags: ['--listen', address] });
  url = `https://${address}`;
  await curl('/ca.pem', 'root.pem', ['--insecure']);
});

afterAll(async () => {
  await running.stop();
});

const run = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  commandLine(program, args, { directory: running.directory, environment });
const openssl = (...args: string[]) => run('openssl', args);
const fileOf = (name: string) => readFileSync(join(running.directory, name));

/** Downloads into a file; fails on anything but success. */
async function curl(path: string, file: string, more: readonly string[] = ['--cacert', 'root.pem']): Promise<void> {
  const where = path.startsWith('https:') ? path : url + path;
  await run('curl', ['--silent', '--show-error', '--fail', ...more, '--output', file, where]);
}

describe('curl and openssl', () => {
  it('download the root and trust the listener by it', async () => {
    expect(fileOf('root.pem').toString()).toBe(running.rootPem);
    await curl('/health', 'health');
    expect(fileOf('health').toString()).toBe('ok');
    for (const version of ['-tls1_2', '-tls1_3']) {
      const args = [
        's_client',
        '-connect',
        address,
        '-CAfile',
        'root.pem',
        '-verify_ip',
        '127.0.0.1',
        '-verify_return_error',
      ];
      const { stdout } = await openssl(...args, version);
      expect(stdout).toContain('Verify return code: 0 (ok)');
    }
    await expect(openssl('s_client', '-connect', address, '-tls1_1')).rejects.toThrow();
  });

  it('see a TLS certificate devices accept: its names, at most 398 days, for servers', async () => {
    const { stdout } = await openssl('s_client', '-connect', address, '-CAfile', 'root.pem');
    const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(stdout)?.[0] ?? '';
    writeFileSync(join(running.directory, 'tls.pem'), pem);
    const certificate = new X509Certificate(pem);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    const days = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / 86_400_000;
    expect(days).toBeLessThanOrEqual(398);
    expect(certificate.validToDate.getTime()).toBeGreaterThan(Date.now() + 86_400_000);
    const verified = await openssl('verify', '-purpose', 'sslserver', '-x509_strict', '-CAfile', 'root.pem', 'tls.pem');
    expect(verified.stdout).toContain('tls.pem: OK');
  });

  it('verify the enrollment profile with the root', async () => {
    const way = await running.admin.invite();
    await curl(way.profileUrl, 'enroll.mobileconfig');
    const args = [
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-in',
      'enroll.mobileconfig',
      '-CAfile',
      'root.pem',
      '-purpose',
      'any',
    ];
    const { stderr } = await openssl(...args, '-out', 'enroll.plist');
    expect(stderr).toMatch(/Verification successful/i);
    expect(fileOf('enroll.plist').toString()).toContain('<string>com.apple.mdm</string>');
    const changed = fileOf('enroll.mobileconfig');
    const at = changed.indexOf('com.apple.mdm');
    changed[at] = 0x43;
    writeFileSync(join(running.directory, 'changed.mobileconfig'), changed);
    await expect(
      openssl(...args.map((arg) => (arg === 'enroll.mobileconfig' ? 'changed.mobileconfig' : arg))),
    ).rejects.toThrow();
  });

  it.each(['rsa', 'ec'] as const)('verify what a device signs with its %s key', async (type) => {
    const device = new StepDevice();
    await device.enroll(await running.admin.invite({ signMessage: true }));
    if (type === 'ec') {
      await device.obtainIdentity({ renew: true, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey });
    }
    const body = encodePlistBytes({ Status: 'Idle', UDID: device.state.udid });
    if (device.identity === undefined) throw new Error('The device has no identity.');
    writeFileSync(join(running.directory, 'body'), body);
    writeFileSync(join(running.directory, 'signature.der'), Buffer.from(mdmSignature(body, device.identity), 'base64'));
    const signed = ['-inform', 'DER', '-in', 'signature.der', '-content', 'body', '-binary'];
    const { stderr } = await openssl(
      'cms',
      '-verify',
      ...signed,
      '-CAfile',
      'root.pem',
      '-purpose',
      'any',
      '-out',
      'none',
    );
    expect(stderr).toMatch(/Verification successful/i);
    device.close();
  });

  it('find a device certificate good until its device checks out, and revoked from then on', async () => {
    const device = new StepDevice();
    await device.enroll(await running.admin.invite());
    writeFileSync(join(running.directory, 'device.pem'), device.identity?.certificatePem ?? '');
    const certificate = new X509Certificate(device.identity?.certificate ?? Buffer.alloc(0));
    const named = await openssl('x509', '-in', 'device.pem', '-noout', '-ext', 'crlDistributionPoints');
    expect(named.stdout).toContain(`${url}/crl`);
    const check = async (file: string) => {
      await curl('/crl', 'revoked.der');
      await openssl(
        'crl',
        '-inform',
        'DER',
        '-in',
        'revoked.der',
        '-out',
        'revoked.pem',
        '-CAfile',
        'root.pem',
        '-verify',
      );
      return openssl('verify', '-crl_check', '-CRLfile', 'revoked.pem', '-CAfile', 'root.pem', file);
    };
    expect((await check('device.pem')).stdout).toContain('OK');
    expect((await check('tls.pem')).stdout).toContain('OK');
    const { management } = device.terms ?? {};
    const message = { MessageType: 'CheckOut', UDID: device.state.udid, Topic: management?.topic };
    expect((await device.checkIn('CheckOut', message)).status).toBe(200);
    await expect(check('device.pem')).rejects.toMatchObject({ stderr: expect.stringContaining('revoked') });
    const list = await openssl('crl', '-in', 'revoked.pem', '-noout', '-text');
    expect(list.stdout.replaceAll(':', '').toUpperCase()).toContain(certificate.serialNumber.toUpperCase());
    device.close();
  });
});

describe('scepclient', () => {
  it('gets a certificate from the listener with the challenge of a downloaded profile, once', async () => {
    const way = await running.admin.invite();
    await curl(way.profileUrl, 'scep.mobileconfig');
    const { challenge, scepUrl } = readTerms(fileOf('scep.mobileconfig'));
    const enroll = (name: string) => {
      const files = ['-private-key', `${name}.key`, '-certificate', `${name}.pem`];
      const args = ['-server-url', scepUrl, '-challenge', challenge, '-cn', name, ...files];
      return run('scepclient', args, { SSL_CERT_FILE: join(running.directory, 'root.pem') });
    };
    await enroll('scep-one');
    const verified = await openssl('verify', '-purpose', 'sslclient', '-CAfile', 'root.pem', 'scep-one.pem');
    expect(verified.stdout).toContain('OK');
    // It keeps its request in a file of this name, and would send the first one again.
    writeFileSync(join(running.directory, 'csr.pem'), '');
    await expect(enroll('scep-two')).rejects.toThrow();
    const issued = storedRows<{ subject: string }>(
      running.dataDir,
      `select subject from certificate where subject like '%scep-%'`,
    );
    expect(issued).toHaveLength(1);
  });
});
