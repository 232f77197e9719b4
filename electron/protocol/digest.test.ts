import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountDigest, answersDigest, digestChallenge, readDigestResponse } from './digest.ts';

const REALM = 'testrealm@host.com';
const NONCE = 'dcd98b7102dd2f0e8b11d0f600bfb0c093';
const digest = accountDigest('Mufasa', REALM, 'Circle Of Life');
const expected = { digest, realm: REALM, nonce: NONCE };

/** The example of RFC 2617, section 3.5. */
const EXAMPLE =
  `Digest username="Mufasa", realm="${REALM}", nonce="${NONCE}", uri="/dir/index.html", qop=auth, nc=00000001, ` +
  'cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"';

function read(text: string) {
  const response = readDigestResponse(text);
  if (response === undefined) throw new Error('It was not read.');
  return response;
}
const md5 = (data: string | Buffer) => createHash('md5').update(data).digest();

describe('a digest', () => {
  it('of the standard’s example is right, and for no other password, nonce, realm or quality', () => {
    expect(answersDigest(read(EXAMPLE), expected)).toBe(true);
    const other = accountDigest('Mufasa', REALM, 'circle of life');
    expect(answersDigest(read(EXAMPLE), { ...expected, digest: other })).toBe(false);
    expect(answersDigest(read(EXAMPLE), { ...expected, nonce: '0'.repeat(34) })).toBe(false);
    expect(answersDigest(read(EXAMPLE), { ...expected, realm: 'another' })).toBe(false);
    expect(answersDigest(read(EXAMPLE.replace('qop=auth', 'qop=auth-int')), expected)).toBe(false);
    expect(answersDigest(read(EXAMPLE.replace('nc=00000001', 'nc=00000002')), expected)).toBe(false);
  });

  it('with a session is right in the form of HTTP and in that of directories', () => {
    const rest = `:${NONCE}:c1`;
    const forms = [md5(digest + rest), md5(Buffer.concat([Buffer.from(digest, 'hex'), Buffer.from(rest)]))];
    for (const [at, first] of forms.entries()) {
      const second = md5(`${at === 0 ? 'PUT' : 'AUTHENTICATE'}:mdm/host`).toString('hex');
      const response = md5(`${first.toString('hex')}:${NONCE}:00000001:c1:auth:${second}`).toString('hex');
      const text = `username="Mufasa",realm="${REALM}",nonce="${NONCE}",digest-uri="mdm/host",cnonce="c1",nc=00000001,qop=auth,algorithm=md5-sess,response=${response}`;
      expect(answersDigest(read(text), expected)).toBe(true);
    }
  });

  it('is not read when it lacks what it must have, or has something twice', () => {
    expect(readDigestResponse('')).toBeUndefined();
    expect(readDigestResponse('Digest username="a", nonce="b"')).toBeUndefined();
    expect(readDigestResponse(`${EXAMPLE}, username="Scar"`)).toBeUndefined();
    expect(readDigestResponse(`${EXAMPLE}${' '.repeat(10_000)}`)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        const response = readDigestResponse(text);
        expect(response === undefined || !answersDigest(response, expected)).toBe(true);
      }),
    );
  });

  it('is asked for with a nonce of ours', () => {
    expect(digestChallenge(REALM, NONCE)).toBe(
      `Digest nonce="${NONCE}",realm="${REALM}",qop="auth",algorithm=md5-sess`,
    );
  });
});
