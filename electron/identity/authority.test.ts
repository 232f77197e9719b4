import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { openAuthority } from './authority.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { openTestIdentity } from './testing/house.ts';
import { OpensslBench, pem, privateKeyPem, rsaKey, testIdentity, testRequest, testRoot } from './testing/material.ts';
import type { TlsCredentials } from './tls-credentials.ts';
import { encodeName } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';
import { parseCertificateRequest } from './x509/request.ts';

const day = 86_400_000;
let house: Awaited<ReturnType<typeof openTestIdentity>>;
const bench = new OpensslBench();
afterAll(() => bench.remove());
beforeAll(async () => {
  house = await openTestIdentity();
  bench.write('root.pem', house.authority.rootCertificate.pem);
});

const reopen = () =>
  openAuthority({ store: house.store, clock: house.clock, logger: silentLogger, organisation: 'Test School' });
const purposes = () =>
  house.store.all((db) => db.selectFrom('certificate').select('purpose').orderBy('purpose')).map((row) => row.purpose);

describe('the authority', () => {
  it('makes its root once and finds it again (CERT-03, CERT-20)', async () => {
    const before = purposes();
    expect(before).toEqual(['profile-signing', 'root']);
    const again = await reopen();
    expect(again.rootCertificate).toEqual(house.authority.rootCertificate);
    expect(purposes()).toEqual(before);
    expect(certificateFingerprint(again.rootCertificate.der)).toBe(again.rootCertificate.fingerprint);
    expect(new X509Certificate(again.rootCertificate.pem).subject).toBe(
      'O=Test School\nCN=Test School Device Management',
    );
  });

  it('keeps its keys sealed in the vault (CERT-09)', () => {
    const key = house.authority.issuer.privateKey.export({ type: 'pkcs8', format: 'der' });
    const secrets = house.store.all((db) => db.selectFrom('secret').select(['kind', 'sealed']));
    expect(secrets.map((secret) => secret.kind)).toEqual(['private-key', 'private-key']);
    expect(secrets.some((secret) => Buffer.from(secret.sealed).includes(key.subarray(40, 80)))).toBe(false);
  });

  it('signs profiles that openssl verifies up to the root', () => {
    const xml = Buffer.from('<?xml version="1.0"?><plist version="1.0"><dict/></plist>');
    bench.write('profile.mobileconfig', house.authority.signProfile(xml));
    const content = bench.run(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'profile.mobileconfig',
      '-CAfile',
      'root.pem',
    );
    expect(content).toEqual(xml);
  });

  it('renews the certificate it signs profiles with before it expires', async () => {
    const clock = house.clock.at;
    house.clock.at += 380 * day;
    await house.authority.maintain();
    bench.write('later.mobileconfig', house.authority.signProfile(Buffer.from('x')));
    const at = String(Math.floor((house.clock.at + 60 * day) / 1000));
    bench.run(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'later.mobileconfig',
      '-CAfile',
      'root.pem',
      '-attime',
      at,
    );
    house.clock.at = clock;
  });

  it('never lets a request take the name of the authority, or none (CERT-24)', () => {
    const key = rsaKey();
    const subjectOf = (subject: [['O' | 'CN', string], ...['O' | 'CN', string][]] | []) =>
      parseCertificate(
        house.authority.prepareDeviceIdentity(parseCertificateRequest(testRequest(key, { subject }))).der,
      ).subject;
    const own = [
      ['O', 'Test School'],
      ['CN', 'Test School Device Management'],
    ] as const;
    expect(subjectOf([[...own[0]], [...own[1]]])).toEqual(encodeName([['CN', 'Device']]));
    expect(subjectOf([])).toEqual(encodeName([['CN', 'Device']]));
    expect(subjectOf([['CN', 'iPad']])).toEqual(encodeName([['CN', 'iPad']]));
  });
});

describe('the published revocation list', () => {
  it('stays the same bytes until something is revoked, and then names it (CERT-23)', async () => {
    const prepared = house.authority.prepareDeviceIdentity(parseCertificateRequest(testRequest(rsaKey())));
    const fingerprint = await house.store.write((work) => prepared.record(work, {}));
    const empty = house.authority.revocationList();
    house.clock.at += 1000;
    expect(house.authority.revocationList()).toBe(empty);
    await house.authority.revoke(fingerprint, 'keyCompromise', 'test');
    const list = house.authority.revocationList();
    await house.authority.revoke(fingerprint, 'superseded', 'test');
    bench.write('list.crl', list);
    bench.run('crl', '-inform', 'DER', '-in', 'list.crl', '-CAfile', 'root.pem', '-verify', '-noout');
    const text = bench.run('crl', '-inform', 'DER', '-in', 'list.crl', '-noout', '-text').toString();
    expect(text.toLowerCase()).toContain(prepared.facts.serial.toString('hex'));
    expect(house.authority.records.find(fingerprint)?.revokedAt).toBe(house.clock.at);
    const events = house.store.all((db) =>
      db.selectFrom('event').select('type').where('type', '=', 'certificate.revoked'),
    );
    expect(events).toHaveLength(1);
  });

  it('is made anew each day', () => {
    const list = house.authority.revocationList();
    house.clock.at += day;
    expect(house.authority.revocationList()).not.toEqual(list);
    house.clock.at -= day;
  });

  it('has a number that only grows, also within a millisecond and when the clock is set back', async () => {
    const house = await openTestIdentity();
    const numberOf = () =>
      BigInt(
        /X509v3 CRL Number: \s*(0x[0-9A-F]+|\d+)/.exec(
          execFileSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], {
            input: house.authority.revocationList(),
          }).toString(),
        )?.[1] ?? '-1',
      );
    const revokeOne = async () => {
      const prepared = house.authority.prepareDeviceIdentity(parseCertificateRequest(testRequest(rsaKey())));
      const fingerprint = await house.store.write((work) => prepared.record(work, {}));
      await house.authority.revoke(fingerprint, 'superseded', 'test');
    };
    const numbers = [numberOf()];
    await revokeOne();
    numbers.push(numberOf());
    house.clock.at -= 30 * 86_400_000;
    await revokeOne();
    numbers.push(numberOf());
    expect(numbers[1]).toBeGreaterThan(numbers[0] as bigint);
    expect(numbers[2]).toBeGreaterThan(numbers[1] as bigint);
  });

  it('cannot name what was never issued', async () => {
    await expect(house.authority.revoke('00', 'keyCompromise', 'test')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('TLS credentials', () => {
  const names = ['mdm.school.example', '127.0.0.1'];

  it('serve a real HTTPS connection that trusts the root', async () => {
    const credentials = await house.authority.tlsCredentials(names);
    const server = createServer({ cert: credentials.cert, key: credentials.key }, (_, response) =>
      response.end('hello'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const [response] = await once(
      get({ host: '127.0.0.1', port, ca: house.authority.rootCertificate.pem, agent: false }),
      'response',
    );
    expect(response.statusCode).toBe(200);
    response.resume();
    await once(response, 'end');
    server.close();
  });

  it('stay the same until the host names change or expiry comes near, and then tell the listener', async () => {
    const first = await house.authority.tlsCredentials(names);
    const told: TlsCredentials[] = [];
    const stop = house.authority.onTlsCredentials((credentials) => told.push(credentials));
    expect(await house.authority.tlsCredentials(names)).toEqual(first);
    expect(await (await reopen()).tlsCredentials(names)).toEqual(first);
    await house.authority.maintain();
    expect(told).toEqual([]);
    const other = await house.authority.tlsCredentials([...names, 'second.example']);
    expect(other.fingerprint).not.toBe(first.fingerprint);
    expect(told).toEqual([other]);
    const clock = house.clock.at;
    house.clock.at = other.notAfterAt - 29 * day;
    await house.authority.maintain();
    expect(told).toHaveLength(2);
    expect(told[1]?.notAfterAt).toBeGreaterThan(house.clock.at + 390 * day);
    house.clock.at = clock;
    stop();
    const keys = house.store.all((db) =>
      db.selectFrom('certificate').select('keySecretId').where('purpose', '=', 'tls'),
    );
    expect(keys.filter((row) => row.keySecretId !== null)).toHaveLength(1);
  });

  it('can be imported with their chain, survive a restart, and be given up again', async () => {
    const told: TlsCredentials[] = [];
    const stop = house.authority.onTlsCredentials((credentials) => told.push(credentials));
    const own = await house.authority.tlsCredentials(names);
    const root = testRoot(house.clock.at);
    const bought = testIdentity(root, rsaKey(), house.clock.at, 'mdm.school.example');
    const bundle =
      pem('CERTIFICATE', bought.certificateDer) +
      pem('CERTIFICATE', root.certificateDer) +
      privateKeyPem(bought.privateKey);
    const imported = await house.authority.importTls(Buffer.from(bundle), undefined, 'test');
    expect(imported).toMatchObject({ source: 'imported', fingerprint: certificateFingerprint(bought.certificateDer) });
    expect(imported.cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(await (await reopen()).tlsCredentials(names)).toEqual(imported);
    const back = await house.authority.forgetImportedTls('test');
    expect(back.source).toBe('built-in');
    expect(told.map((credentials) => credentials.source)).toEqual(['built-in', 'imported', 'built-in']);
    expect(own.source).toBe('built-in');
    await expect(house.authority.importTls(Buffer.from('junk'), undefined, 'test')).rejects.toMatchObject({
      code: 'bad-certificate',
    });
    stop();
  });

  it('need a host name', async () => {
    await expect(house.authority.tlsCredentials([])).rejects.toMatchObject({ code: 'bad-configuration' });
    await expect(house.authority.tlsCredentials(['two words'])).rejects.toMatchObject({ code: 'bad-configuration' });
    expect((await house.authority.tlsCredentials(names)).source).toBe('built-in');
  });
});
