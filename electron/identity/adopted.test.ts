import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { openAuthority } from './authority.ts';
import { openTestIdentity } from './testing/house.ts';
import { OpensslBench, pem, privateKeyPem, rsaKey, testIdentity, testRoot } from './testing/material.ts';
import { scepClient } from './testing/scep-client.ts';

const bench = new OpensslBench();
let house: Awaited<ReturnType<typeof openTestIdentity>>;
const ssl = (line: string) => bench.run(...line.split(' '));
const text = (name: string) => bench.read(name).toString();

/** A root of somebody's own and an authority below it, both made by openssl. */
beforeAll(() => {
  bench.write(
    'ca.ext',
    Buffer.from(
      'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign,digitalSignature\nsubjectKeyIdentifier=hash\n',
    ),
  );
  bench.write('short.ext', Buffer.from('basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature\n'));
  ssl('req -x509 -newkey rsa:2048 -nodes -subj /O=Site/CN=Site-Root -keyout root.key -out root.crt -days 3650');
  ssl('req -newkey rsa:2048 -nodes -subj /O=Site/CN=Site-Issuing -keyout sub.key -out sub.csr');
  const below = (out: string, extensions: string, days: number) =>
    ssl(
      `x509 -req -in sub.csr -CA root.crt -CAkey root.key -set_serial 7 -extfile ${extensions} -days ${days} -out ${out}`,
    );
  below('sub.crt', 'ca.ext', 2000);
  below('no-sign.crt', 'short.ext', 2000);
  below('soon.crt', 'ca.ext', 30);
});
afterAll(() => bench.remove());
beforeEach(async () => {
  house = await openTestIdentity();
});

const adopt = (...names: string[]) => house.authority.adopt({ bytes: Buffer.from(names.map(text).join('')) }, 'root');

describe('an authority of somebody’s own', () => {
  it('below a root issues identities from then on, and devices are told of the root (CERT-03, CERT-22)', async () => {
    const former = house.authority.rootCertificate;
    await adopt('sub.crt', 'sub.key', 'root.crt');
    const { issuing, roots } = house.authority;
    expect(roots).toHaveLength(2);
    expect(issuing.subjectText).toContain('Site-Issuing');
    expect(issuing.chainDer).toHaveLength(1);
    expect(new X509Certificate(issuing.anchorDer).subject).toBe('O=Site\nCN=Site-Root');
    const key = rsaKey();
    const { der } = await scepClient({ ...house }, key).enroll();
    expect(new X509Certificate(der).issuer).toBe(new X509Certificate(former.der).subject);
    await house.authority.retireFormer('root');
    const signed = house.authority.signProfile(Buffer.from('<plist/>'));
    bench.write('signed.p7', signed);
    expect(ssl('cms -verify -inform DER -in signed.p7 -CAfile root.crt -purpose any').toString()).toContain('<plist/>');
    const enrolled = await scepClient({ ...house }, rsaKey()).enroll();
    bench.write('device.pem', Buffer.from(new X509Certificate(enrolled.der).toString()));
    expect(ssl('verify -CAfile root.crt -untrusted sub.crt device.pem').toString()).toContain('OK');
    bench.write('list.crl', house.authority.revocationList());
    expect(ssl('crl -inform DER -in list.crl -noout -issuer -nameopt oneline').toString()).toContain('Site-Issuing');
    const tls = await house.authority.tlsCredentials(['mdm.school.example']);
    expect(tls.cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    bench.write('tls.pem', Buffer.from(tls.cert));
    expect(ssl('verify -CAfile root.crt -untrusted tls.pem tls.pem').toString()).toContain('OK');

    const again = await openAuthority({ ...house, logger: silentLogger, organisation: 'Test School' });
    expect(again.issuing.chainDer).toEqual(issuing.chainDer);
    expect(again.issuing.pem).toBe(issuing.pem);
  });

  it('is refused with what is wrong with it (CERT-22)', async () => {
    await expect(adopt('sub.crt', 'sub.key')).rejects.toThrow(/lacks “.*Site-Root”/);
    await expect(adopt('no-sign.crt', 'sub.key', 'root.crt')).rejects.toThrow(/key usage/);
    await expect(adopt('soon.crt', 'sub.key', 'root.crt')).rejects.toThrow(/less than 90 days/);
    await expect(adopt('sub.crt', 'root.crt')).rejects.toThrow(/no private key/);
    const key = rsaKey();
    const leaf = testIdentity(testRoot(house.clock.at), key, house.clock.at);
    const file = Buffer.from(pem('CERTIFICATE', leaf.certificateDer) + privateKeyPem(key));
    await expect(house.authority.adopt({ bytes: file }, 'root')).rejects.toThrow(/may not issue others/);
    expect(house.authority.roots).toHaveLength(1);
    await adopt('sub.crt', 'sub.key', 'root.crt');
    await expect(adopt('root.crt', 'root.key')).rejects.toThrow(/under way/);
  });
});
