import { X509Certificate } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { wifiProfileInput } from '../../shared/contract/configurator.ts';
import { OpensslBench } from '../identity/testing/material.ts';
import { openSchool } from './testing/school.ts';

const bench = new OpensslBench();
afterAll(() => bench.remove());
const PASSPHRASE = 'Grüne Wiese 42';

it('makes a supervision identity that OpenSSL opens as PKCS#12 and as DER', async () => {
  const school = await openSchool();
  const { configurator } = school.enrollment;
  expect(configurator.shown()).toMatchObject({ identity: null, organization: { name: 'Brook <School>' } });
  const facts = {
    name: 'Brook School',
    phone: '+1 555 0100',
    email: 'it@brook.example',
    address: 'Elm 1',
    department: 'IT',
  };
  await configurator.setOrganization(facts, 'ada');
  const { identity, organization } = await configurator.create(false, 'ada');
  expect(organization).toEqual(facts);
  expect(identity).toMatchObject({ imported: false, addedBy: 'ada' });

  const exported = await configurator.export(PASSPHRASE, 'ada');
  expect(exported.filename).toBe('Brook-School-supervision.p12');
  bench.write('own.p12', exported.body);
  const pem = bench.run('pkcs12', '-in', 'own.p12', '-nodes', '-passin', `pass:${PASSPHRASE}`).toString();
  bench.write('own.pem', pem);
  expect(pem).toContain('friendlyName: Brook School');
  expect(() => bench.run('pkcs12', '-in', 'own.p12', '-nodes', '-passin', 'pass:other words')).toThrow();

  const { filename, body } = configurator.certificate();
  expect(filename).toBe('Brook-School-supervision.cer');
  bench.write('own.cer', body);
  const text = bench.run('x509', '-inform', 'DER', '-in', 'own.cer', '-noout', '-text').toString();
  expect(text).toMatch(/Subject: CN *= *Brook School [0-9a-f-]{36}, O *= *Brook School/);
  expect(text).toContain('Code Signing');
  expect(text).toContain('Digital Signature, Key Encipherment');
  const certificate = new X509Certificate(body);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(identity?.notAfterAt).toBeGreaterThan(school.clock.at + 19 * 365 * 86_400_000);

  // Key and certificate belong together, and the key comes out in DER as the command line of Configurator wants it.
  bench.run('pkey', '-in', 'own.pem', '-outform', 'DER', '-out', 'key.der');
  const publicKey = bench.run('pkey', '-inform', 'DER', '-in', 'key.der', '-pubout').toString();
  expect(bench.run('x509', '-inform', 'DER', '-in', 'own.cer', '-noout', '-pubkey').toString()).toBe(publicKey);
  expect(school.events().map(({ type }) => type)).toContain('supervision.identity-exported');
  expect(JSON.stringify(school.events())).not.toContain(PASSPHRASE);
});

it('takes an identity over from another Mac, in one file or in two, and replaces one only when told to', async () => {
  const [from, to] = [await openSchool(), await openSchool()];
  const made = await from.enrollment.configurator.create(false, 'ada');
  const p12 = await from.enrollment.configurator.export(PASSPHRASE, 'ada');
  const { configurator } = to.enrollment;
  const file = (passphrase: string) => ({ bytes: p12.body, passphrase });
  expect(() => configurator.import(file('wrong words'), false, 'bob')).toThrow(
    expect.objectContaining({ code: 'bad-certificate', data: { reason: 'wrong-passphrase' } }),
  );
  const taken = await configurator.import(file(PASSPHRASE), false, 'bob');
  expect(taken.identity).toMatchObject({ fingerprint: made.identity?.fingerprint, imported: true, addedBy: 'bob' });
  await expect(configurator.create(false, 'bob')).rejects.toMatchObject({
    code: 'conflict',
    data: { needs: 'replace' },
  });

  // The two files Configurator exports for its command line.
  bench.write('two.p12', p12.body);
  const pem = bench.run('pkcs12', '-in', 'two.p12', '-nodes', '-nocerts', '-passin', `pass:${PASSPHRASE}`);
  bench.write('two.pem', pem);
  for (const form of [['pkey'], ['rsa', '-traditional']]) {
    bench.run(...form, '-in', 'two.pem', '-outform', 'DER', '-out', 'two.der');
    const two = { bytes: from.enrollment.configurator.certificate().body, key: bench.read('two.der') };
    expect((await configurator.import(two, true, 'bob')).identity?.fingerprint).toBe(made.identity?.fingerprint);
  }
  const other = await configurator.create(true, 'bob');
  expect(other.identity?.fingerprint).not.toBe(made.identity?.fingerprint);
  // The key that was replaced is gone from the vault, too.
  const kept = to.store.all((db) => db.selectFrom('secret').select('kind').where('kind', '=', 'private-key'));
  expect(kept).toHaveLength(to.authority.roots.length + 2);
});

it('makes a signed Wi-Fi profile and keeps nothing of it', async () => {
  const school = await openSchool();
  const network = (input: object) => school.enrollment.configurator.wifi(wifiProfileInput.parse(input));
  const content = (body: Buffer): string => {
    bench.write('wifi.mobileconfig', body);
    return bench.run('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'wifi.mobileconfig').toString();
  };
  const personal = network({ ssid: 'Brook & Co', security: 'personal', password: 'geheim-und-<lang>' });
  expect(personal.filename).toBe('Brook-School-wifi.mobileconfig');
  const xml = content(personal.body);
  expect(xml).toContain('<string>Brook &amp; Co</string>');
  expect(xml).toContain('<key>EncryptionType</key><string>Any</string>');
  expect(xml).toContain('<key>Password</key><string>geheim-und-&lt;lang&gt;</string>');
  const enterprise = content(
    network({ ssid: 'Staff', security: 'enterprise', userName: 'setup', password: 'x', hidden: true }).body,
  );
  expect(enterprise).toContain('<key>UserName</key><string>setup</string>');
  expect(enterprise).toContain('<key>HIDDEN_NETWORK</key><true/>');
  expect(content(network({ ssid: 'Guests', security: 'none', password: 'unused' }).body)).not.toContain('unused');
  expect(school.events().filter(({ type }) => type.startsWith('supervision'))).toEqual([]);

  const problems = (input: object) => wifiProfileInput.safeParse(input).error?.issues.map(({ path }) => path.join('.'));
  expect(problems({ ssid: '', security: 'none' })).toEqual(['ssid']);
  expect(problems({ ssid: 'ü'.repeat(17), security: 'none' })).toEqual(['ssid']);
  expect(problems({ ssid: 'A', security: 'wpa3', password: 'short' })).toEqual(['password']);
  expect(problems({ ssid: 'A', security: 'enterprise', password: 'long enough' })).toEqual(['userName']);
});
