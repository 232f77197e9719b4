import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CartwrightError } from '../../../shared/errors.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { OID } from '../der/oids.ts';
import { DerReader } from '../der/read.ts';
import { context, integer, octetString, oid, sequence, setOf, tlv } from '../der/write.ts';
import { ecKey, OpensslBench, pem, privateKeyPem, rsaKey, testIdentity, testRoot } from '../testing/material.ts';
import { publicKeyInfoOf } from '../x509/build.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { digestAlgorithm, signerAlgorithm } from './algorithms.ts';
import { parseMdmSignature } from './mdm-signature.ts';
import { contentInfo, issuerAndSerial, signCms } from './sign.ts';
import { parseSignedData, verifySignedData } from './signed-data.ts';
import { certificatePublicKey } from './signer-cache.ts';

const now = Date.now();
const root = testRoot(now);
const rsa = testIdentity(root, rsaKey(), now);
const ec = testIdentity(root, ecKey(), now);
const body = Buffer.from(
  '<?xml version="1.0"?><plist version="1.0"><dict><key>Status</key><string>Idle</string></dict></plist>',
);
/** Header and body as the request path takes them, one step after the other. */
function verifyDetached(header: string, content: Buffer) {
  const signed = parseMdmSignature(header);
  return { ...verifySignedData(signed, content), signerCertificateDer: signed.signerCertificateDer };
}
const fingerprint = (der: Buffer) => createHash('sha256').update(der).digest('hex');

const bench = new OpensslBench();
afterAll(() => bench.remove());
bench.write('body', body);
bench.write('rsa.pem', pem('CERTIFICATE', rsa.certificateDer));
bench.write('rsa.key', privateKeyPem(rsa.privateKey));
bench.write('ec.pem', pem('CERTIFICATE', ec.certificateDer));
bench.write('ec.key', privateKeyPem(ec.privateKey));
const p384 = testIdentity(root, ecKey('P-384'), now);
bench.write('p384.pem', pem('CERTIFICATE', p384.certificateDer));
bench.write('p384.key', privateKeyPem(p384.privateKey));
bench.write('root.pem', pem('CERTIFICATE', root.certificateDer));

function opensslSigns(who: string, ...options: string[]): string {
  return bench
    .run(
      'cms',
      '-sign',
      '-binary',
      '-in',
      'body',
      '-signer',
      `${who}.pem`,
      '-inkey',
      `${who}.key`,
      '-outform',
      'DER',
      ...options,
    )
    .toString('base64');
}

/** Re-encodes the constructed elements of the outer levels with indefinite lengths. */
function indefinite(der: Buffer, levels: number): Buffer {
  const outer = new DerReader(der, 'bad-signature').next();
  if ((outer.tag & 0x20) === 0 || levels === 0) return der;
  const children: Buffer[] = [];
  for (const inner = outer.enter(); !inner.done; ) children.push(indefinite(inner.next().element(), levels - 1));
  return Buffer.concat([Buffer.from([outer.tag, 0x80]), ...children, Buffer.alloc(2)]);
}

function refusal(work: () => unknown): CartwrightError {
  try {
    work();
  } catch (error) {
    if (error instanceof CartwrightError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a detached signature by openssl', () => {
  const people = { rsa, ec, p384 };
  for (const who of ['rsa', 'ec', 'p384'] as const) {
    for (const digest of ['sha1', 'sha256', 'sha384', 'sha512']) {
      for (const shape of [[], ['-noattr'], ['-keyid'], ['-certfile', 'root.pem']]) {
        it(`is accepted: ${who} ${digest} ${shape.join(' ')}`, () => {
          const header = opensslSigns(who, '-md', digest, ...shape);
          const signer = verifyDetached(header, body);
          expect(signer.fingerprint).toBe(fingerprint(people[who].certificateDer));
          expect(signer.signerCertificateDer).toEqual(people[who].certificateDer);
          expect(refusal(() => verifyDetached(header, Buffer.from(`${body} `))).code).toBe('bad-signature');
        });
      }
    }
  }

  it('is accepted with RSASSA-PSS', () => {
    for (const salt of ['32', 'max', '0']) {
      const header = opensslSigns(
        'rsa',
        '-md',
        'sha256',
        '-keyopt',
        'rsa_padding_mode:pss',
        '-keyopt',
        `rsa_pss_saltlen:${salt}`,
      );
      expect(verifyDetached(header, body).fingerprint).toBe(fingerprint(rsa.certificateDer));
    }
  });

  it('is accepted when it was streamed with indefinite lengths', () => {
    const streamed = indefinite(Buffer.from(opensslSigns('rsa'), 'base64'), 3);
    expect(streamed[1]).toBe(0x80);
    expect(verifyDetached(streamed.toString('base64'), body).fingerprint).toBe(fingerprint(rsa.certificateDer));
  });

  it('is read as openssl streams it, content in pieces', () => {
    const streamed = Buffer.from(opensslSigns('rsa', '-stream', '-indef'), 'base64');
    expect(streamed[1]).toBe(0x80);
    const signed = parseDerOrBer(streamed, 'bad-signature', parseSignedData);
    expect(signed.content).toEqual(body);
    expect(verifySignedData(signed, body).fingerprint).toBe(fingerprint(rsa.certificateDer));
  });

  it('is refused when the content travels inside', () => {
    expect(refusal(() => verifyDetached(opensslSigns('rsa', '-nodetach'), body)).message).toContain('not detached');
  });

  it('BP-19 is refused when two people signed', () => {
    const header = opensslSigns('rsa', '-signer', 'ec.pem', '-inkey', 'ec.key');
    expect(refusal(() => verifyDetached(header, body)).message).toContain('more than one signer');
  });

  it('is refused without the certificate of its signer', () => {
    expect(refusal(() => verifyDetached(opensslSigns('rsa', '-nocerts'), body)).message).toContain(
      'certificate of its signer',
    );
    const foreign = opensslSigns('rsa', '-nocerts', '-certfile', 'ec.pem');
    expect(refusal(() => verifyDetached(foreign, body)).message).toContain('certificate of its signer');
  });

  it('is refused with a digest that is broken', () => {
    expect(refusal(() => verifyDetached(opensslSigns('rsa', '-md', 'md5'), body)).message).toContain('not supported');
  });
});

describe('hostile bytes', () => {
  const genuine = Buffer.from(opensslSigns('rsa'), 'base64');
  const key = publicKeyInfoOf(rsa.privateKey);

  it('cut short anywhere are refused', () => {
    for (let length = 0; length < genuine.length; length++) {
      const error = refusal(() => verifyDetached(genuine.subarray(0, length).toString('base64'), body));
      expect(['bad-signature', 'bad-certificate']).toContain(error.code);
    }
  });

  it('with one byte changed pass for nobody who lacks the key, and never escape as another error', () => {
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(genuine);
        changed[at] = (changed[at] as number) ^ flip;
        let accepted: Buffer | undefined;
        try {
          accepted = verifyDetached(changed.toString('base64'), body).signerCertificateDer;
        } catch (error) {
          expect(error).toBeInstanceOf(CartwrightError);
        }
        // A changed certificate around the same key verifies; its fingerprint is then one we never issued.
        if (accepted !== undefined) expect(publicKeyInfoOf(certificatePublicKey(accepted))).toEqual(key);
      }),
      { numRuns: 1500 },
    );
  });

  it('of any kind are refused without another error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(['bad-signature', 'bad-certificate']).toContain(
          refusal(() =>
            verifyDetached(Buffer.concat([Buffer.from([0x30, bytes.length]), bytes]).toString('base64'), body),
          ).code,
        );
      }),
    );
    expect(refusal(() => verifyDetached('', body)).code).toBe('bad-signature');
    // Node joins repeated headers: the first must not be taken for all there is.
    const twice = `${opensslSigns('rsa')}, ${opensslSigns('ec')}`;
    expect(refusal(() => verifyDetached(twice, body)).message).toContain('more than one');
    expect(refusal(() => verifyDetached('A'.repeat(70_000), body)).message).toContain('too long');
    expect(refusal(() => verifyDetached(Buffer.alloc(30_000, 0x30).toString('base64'), body)).code).toBe(
      'bad-signature',
    );
  });

  it('nested beyond measure in BER are refused', () => {
    const deep = Buffer.concat([
      ...Array.from({ length: 10_000 }, () => Buffer.from([0x30, 0x80])),
      Buffer.alloc(20_000),
    ]);
    expect(refusal(() => verifyDetached(deep.toString('base64'), body)).code).toBe('bad-signature');
  });

  it('after the signature are refused', () => {
    const longer = Buffer.concat([genuine, Buffer.from([0])]);
    expect(refusal(() => verifyDetached(longer.toString('base64'), body)).code).toBe('bad-signature');
  });
});

describe('signatures that lie', () => {
  function handMade(
    attributes: Buffer | undefined,
    overrides: { digest?: 'sha256' | 'sha512'; scheme?: Buffer; contentType?: string } = {},
  ) {
    const digest = 'sha256';
    const signature = sign(digest, attributes ?? body, rsa.privateKey);
    const travelling = attributes === undefined ? [] : [Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)])];
    const info = sequence(
      integer(1),
      issuerAndSerial(parseCertificate(rsa.certificateDer)),
      digestAlgorithm(overrides.digest ?? digest),
      ...travelling,
      overrides.scheme ?? signerAlgorithm(rsa.privateKey, digest),
      octetString(signature),
    );
    const type = overrides.contentType ?? OID.data;
    return contentInfo(
      OID.signedData,
      sequence(
        integer(1),
        setOf(digestAlgorithm(digest)),
        sequence(oid(type)),
        context(0, rsa.certificateDer),
        setOf(info),
      ),
    ).toString('base64');
  }
  const attribute = (name: string, value: Buffer) => sequence(oid(name), tlv(0x31, value));
  const truth = attribute(OID.messageDigest, octetString(createHash('sha256').update(body).digest()));

  it('about what they sign are refused: attributes without a digest, or with two', () => {
    const typed = attribute(OID.contentType, oid(OID.data));
    expect(verifyDetached(handMade(setOf(typed, truth)), body).fingerprint).toBe(fingerprint(rsa.certificateDer));
    expect(refusal(() => verifyDetached(handMade(setOf(typed)), body)).message).toContain('incomplete');
    expect(refusal(() => verifyDetached(handMade(setOf(truth)), body)).message).toContain('incomplete');
    expect(refusal(() => verifyDetached(handMade(setOf(typed, truth, truth)), body)).message).toContain('incomplete');
  });

  it('about the content type are refused', () => {
    const typed = attribute(OID.contentType, oid(OID.signedData));
    expect(refusal(() => verifyDetached(handMade(setOf(typed, truth)), body)).message).toContain('content type');
    expect(refusal(() => verifyDetached(handMade(undefined, { contentType: OID.signedData }), body)).message).toContain(
      'attributes',
    );
  });

  it('about the digest or the kind of key are refused', () => {
    const other = sequence(oid(OID.sha512WithRsa));
    expect(refusal(() => verifyDetached(handMade(undefined, { scheme: other }), body)).message).toContain(
      'two different digests',
    );
    const elliptic = sequence(oid(OID.ecdsaWithSha256));
    expect(refusal(() => verifyDetached(handMade(undefined, { scheme: elliptic }), body)).message).toContain(
      'does not fit',
    );
  });

  it('by a key of another kind are refused', () => {
    const ed = generateKeyPairSync('ed25519').privateKey;
    const strange = testIdentity(root, ed, now);
    expect(refusal(() => certificatePublicKey(strange.certificateDer)).message).toContain('neither RSA nor ECDSA');
    const weak = testIdentity(root, rsaKey(512), now);
    expect(refusal(() => certificatePublicKey(weak.certificateDer)).message).toContain('512 bits');
    const curve = testIdentity(root, ecKey('secp256k1'), now);
    expect(refusal(() => certificatePublicKey(curve.certificateDer)).message).toContain('curve');
  });
});

describe('our own signatures', () => {
  it('pass openssl, attached and with the chain', () => {
    bench.write('ours.cms', signCms({ ...rsa, chainDer: [root.certificateDer] }, { content: body, signedAt: now }));
    const out = bench.run(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'ours.cms',
      '-CAfile',
      'root.pem',
      '-purpose',
      'any',
    );
    expect(out).toEqual(body);
  });

  it('pass openssl, detached, by ECDSA and every digest', () => {
    for (const digest of ['sha1', 'sha256', 'sha384', 'sha512'] as const) {
      bench.write('ours.cms', signCms(ec, { content: body, signedAt: now, detached: true, digest }));
      bench.run(
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'ours.cms',
        '-content',
        'body',
        '-CAfile',
        'root.pem',
        '-purpose',
        'any',
      );
    }
  });
});
