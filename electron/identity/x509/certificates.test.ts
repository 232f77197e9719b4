import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import fc from 'fast-check';
import forge from 'node-forge';
import { afterAll, describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { OID } from '../der/oids.ts';
import {
  ecKey,
  OpensslBench,
  pem,
  privateKeyPem,
  rsaKey,
  testIdentity,
  testRequest,
  testRoot,
} from '../testing/material.ts';
import { publicKeyInfoOf } from './build.ts';
import { buildDeviceIdentity, buildProfileSigningCertificate, buildTlsCertificate } from './certificates.ts';
import { addressBytes } from './extensions.ts';
import { encodeName, nameText, readName } from './name.ts';
import { parseCertificate } from './parse-certificate.ts';
import { parseCertificateRequest } from './request.ts';
import { buildRevocationList } from './revocation-list.ts';

const now = Date.now();
const day = 86_400_000;
const root = testRoot(now, rsaKey(3072));
const key = rsaKey();
const bench = new OpensslBench();
afterAll(() => bench.remove());
bench.write('root.pem', pem('CERTIFICATE', root.certificateDer));

describe('certificates of the built-in authority', () => {
  it('pass openssl: a root of ten years', () => {
    const facts = parseCertificate(root.certificateDer);
    expect(facts.isAuthority).toBe(true);
    expect((facts.notAfterAt - now) / day).toBeGreaterThan(3650);
    expect(
      bench.run('verify', '-x509_strict', '-check_ss_sig', '-CAfile', 'root.pem', 'root.pem').toString(),
    ).toContain('OK');
  });

  it('pass openssl: a TLS server certificate with names and addresses, for no more than 398 days', () => {
    const tls = buildTlsCertificate(root, {
      hostnames: ['mdm.school.example', '10.1.2.3', '::1', 'fe80::1'],
      publicKeyInfo: publicKeyInfoOf(ecKey()),
      now,
      days: 4000,
    });
    bench.write('tls.pem', pem('CERTIFICATE', tls));
    for (const check of [
      ['-verify_hostname', 'mdm.school.example'],
      ['-verify_ip', '10.1.2.3'],
      ['-verify_ip', 'fe80::1'],
    ]) {
      bench.run('verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'root.pem', ...check, 'tls.pem');
    }
    expect(() => bench.run('verify', '-CAfile', 'root.pem', '-verify_hostname', 'other.example', 'tls.pem')).toThrow();
    expect(() => bench.run('verify', '-purpose', 'sslclient', '-CAfile', 'root.pem', 'tls.pem')).toThrow();
    const seen = new X509Certificate(tls);
    expect(seen.subjectAltName).toBe(
      'DNS:mdm.school.example, IP Address:10.1.2.3, IP Address:0:0:0:0:0:0:0:1, IP Address:FE80:0:0:0:0:0:0:1',
    );
    expect((seen.validToDate.getTime() - now) / day).toBeLessThanOrEqual(398);
  });

  it('pass openssl: a device identity, with what its request asked for', () => {
    const der = buildDeviceIdentity(root, {
      subject: encodeName([
        ['O', 'Schule Ä'],
        ['CN', 'iPad "7", 3b'],
      ]),
      publicKeyInfo: publicKeyInfoOf(key),
      now,
      revocationListUrls: ['https://mdm.school.example/crl'],
    });
    bench.write('device.pem', pem('CERTIFICATE', der));
    bench.run('verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', 'root.pem', 'device.pem');
    expect(() => bench.run('verify', '-purpose', 'sslserver', '-CAfile', 'root.pem', 'device.pem')).toThrow();
    const seen = AsnConvert.parse(der, Certificate).tbsCertificate;
    expect(seen.extensions?.map((extension) => extension.extnID)).toEqual([
      OID.basicConstraints,
      OID.keyUsage,
      OID.extKeyUsage,
      OID.crlDistributionPoints,
      OID.subjectKeyIdentifier,
      OID.authorityKeyIdentifier,
    ]);
    expect(bench.run('x509', '-in', 'device.pem', '-noout', '-ext', 'crlDistributionPoints').toString()).toContain(
      'URI:https://mdm.school.example/crl',
    );
    expect(nameText(parseCertificate(der).subject)).toBe('O=Schule Ä, CN=iPad "7", 3b');
    expect(new X509Certificate(der).checkPrivateKey(key)).toBe(true);
  });

  it('never outlive the root', () => {
    const der = testIdentity(root, key, now, 'Long', 10_000).certificateDer;
    expect(parseCertificate(der).notAfterAt).toBe(parseCertificate(root.certificateDer).notAfterAt);
  });

  it('pass openssl: a profile signing certificate', () => {
    const der = buildProfileSigningCertificate(root, {
      name: [['CN', 'Signing']],
      publicKeyInfo: publicKeyInfoOf(key),
      now,
    });
    bench.write('signing.pem', pem('CERTIFICATE', der));
    bench.run('verify', '-x509_strict', '-purpose', 'smimesign', '-CAfile', 'root.pem', 'signing.pem');
  });
});

describe('the revocation list', () => {
  it('passes openssl, and makes it refuse a revoked certificate', () => {
    const revoked = parseCertificate(testIdentity(root, key, now, 'Lost').certificateDer);
    const fine = testIdentity(root, key, now, 'Kept').certificateDer;
    const list = (entries: Parameters<typeof buildRevocationList>[1]['revoked']) =>
      buildRevocationList(root, { number: now, thisUpdateAt: now - 1000, nextUpdateAt: now + day, revoked: entries });
    bench.write('lost.pem', pem('CERTIFICATE', revoked.der));
    bench.write('kept.pem', pem('CERTIFICATE', fine));
    bench.write('empty.crl', pem('X509 CRL', list([])));
    bench.write(
      'list.crl',
      pem('X509 CRL', list([{ serial: revoked.serial, revokedAt: now - 5000, reason: 'keyCompromise' }])),
    );
    bench.run('crl', '-in', 'list.crl', '-CAfile', 'root.pem', '-noout', '-verify');
    expect(bench.run('crl', '-in', 'list.crl', '-noout', '-text').toString()).toMatch(/Key Compromise/);
    const verify = (crl: string, certificate: string) =>
      bench.run('verify', '-crl_check', '-CRLfile', crl, '-CAfile', 'root.pem', certificate).toString();
    expect(verify('empty.crl', 'lost.pem')).toContain('OK');
    expect(verify('list.crl', 'kept.pem')).toContain('OK');
    expect(() => verify('list.crl', 'lost.pem')).toThrow();
  });
});

describe('certificate requests', () => {
  it('by openssl are read: subject, key, challenge and alternative names', () => {
    bench.write('device.key', privateKeyPem(key));
    bench.write(
      'request.cnf',
      '[req]\nprompt=no\ndistinguished_name=dn\nattributes=attrs\nreq_extensions=ext\n[dn]\nO=School\nCN=iPad 7\n[attrs]\nchallengePassword=correct horse\n[ext]\nsubjectAltName=DNS:ipad-7.example\n',
    );
    const der = bench.run('req', '-new', '-key', 'device.key', '-config', 'request.cnf', '-outform', 'DER');
    const request = parseCertificateRequest(der);
    expect(nameText(request.subject)).toBe('O=School, CN=iPad 7');
    expect(request.challengePassword).toBe('correct horse');
    expect(request.publicKeyInfo).toEqual(publicKeyInfoOf(key));
    const issued = buildDeviceIdentity(root, { ...request, now });
    expect(new X509Certificate(issued).subjectAltName).toBe('DNS:ipad-7.example');
  });

  it('are taken with RSA from 2048 bits, RSASSA-PSS and the curves of NIST', () => {
    for (const name of ['P-256', 'P-384'])
      expect(parseCertificateRequest(testRequest(ecKey(name))).publicKey.asymmetricKeyType).toBe('ec');
    bench.write('device.key', privateKeyPem(key));
    const pss = bench.run(
      'req',
      '-new',
      '-key',
      'device.key',
      '-subj',
      '/CN=x',
      '-outform',
      'DER',
      '-sigopt',
      'rsa_padding_mode:pss',
    );
    expect(parseCertificateRequest(pss).publicKey.asymmetricKeyType).toBe('rsa');
    const made = forge.pki.createCertificationRequest();
    made.publicKey = forge.pki.publicKeyFromPem(
      createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    );
    made.setSubject([{ name: 'commonName', value: 'From elsewhere' }]);
    made.setAttributes([{ name: 'challengePassword', value: 'once' }]);
    made.sign(forge.pki.privateKeyFromPem(privateKeyPem(key)), forge.md.sha512.create());
    const der = Buffer.from(forge.asn1.toDer(forge.pki.certificationRequestToAsn1(made)).getBytes(), 'latin1');
    expect(parseCertificateRequest(der).challengePassword).toBe('once');
  });

  it('are refused with weak keys and foreign signatures', () => {
    const codeOf = (der: Buffer) => {
      try {
        parseCertificateRequest(der);
      } catch (error) {
        return (error as CartwrightError).code;
      }
      return 'accepted';
    };
    expect(codeOf(testRequest(rsaKey(1024)))).toBe('unsupported');
    expect(codeOf(testRequest(ecKey('secp256k1')))).toBe('unsupported');
    const changed = testRequest(key);
    changed[changed.length - 1] = (changed.at(-1) as number) ^ 1;
    expect(codeOf(changed)).toBe('bad-signature');
    expect(codeOf(Buffer.from('MIIB'))).toBe('bad-request');
    expect(codeOf(testRequest(key).subarray(0, -1))).toBe('bad-request');
  });

  it('with changed bytes are accepted or refused, never worse', () => {
    const genuine = testRequest(ecKey(), { challenge: 'once' });
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(genuine);
        changed[at] = (changed[at] as number) ^ flip;
        try {
          parseCertificateRequest(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(CartwrightError);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('parsing a certificate', () => {
  it('agrees with node on what openssl makes', () => {
    bench.run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'k',
      '-out',
      'c',
      '-days',
      '20000',
      '-subj',
      '/C=DE/emailAddress=a@b.example/CN=Zoë',
      '-utf8',
    );
    const seen = new X509Certificate(bench.read('c'));
    const facts = parseCertificate(seen.raw);
    expect(facts.serial.toString('hex').replace(/^00/, '').toUpperCase()).toBe(seen.serialNumber);
    expect(facts.notAfterAt).toBe(seen.validToDate.getTime());
    expect(facts.notBeforeAt).toBe(seen.validFromDate.getTime());
    expect(readName(facts.subject)).toEqual([
      ['C', 'DE'],
      ['emailAddress', 'a@b.example'],
      ['CN', 'Zoë'],
    ]);
    expect(facts.publicKeyInfo).toEqual(publicKeyInfoOf(createPrivateKey(bench.read('k'))));
  });

  it('never fails but with bad-certificate', () => {
    const genuine = root.certificateDer;
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
        const changed = Buffer.from(cut ? genuine.subarray(0, at) : genuine);
        if (!cut) changed[at] = (changed[at] as number) ^ flip;
        try {
          parseCertificate(changed);
        } catch (error) {
          expect((error as CartwrightError).code).toBe('bad-certificate');
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('addresses in certificates', () => {
  it('are 4 or 16 bytes, whatever the notation', () => {
    const hex = (address: string) => addressBytes(address).toString('hex');
    expect(hex('192.0.2.1')).toBe('c0000201');
    expect(hex('::')).toBe('0'.repeat(32));
    expect(hex('2001:db8::ff00:42:8329')).toBe('20010db8000000000000ff0000428329');
    expect(hex('::ffff:192.0.2.1')).toBe('00000000000000000000ffffc0000201');
    expect(hex('1:2:3:4:5:6:7:8')).toBe('00010002000300040005000600070008');
  });
});
