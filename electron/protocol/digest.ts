import { createHash, timingSafeEqual } from 'node:crypto';

/*
 * The digest with which a network user of a Mac proves a password in UserAuthenticate: HTTP Digest (RFC 2617), as far as
 * Macs use it. The server keeps MD5(name:realm:password) and never the password.
 * Source: MDM Protocol Reference, “UserAuthenticate”; RFC 2617 and, for the session form, RFC 2831.
 */

const ALGORITHM = 'md5-sess';

/** `DigestChallenge` for a nonce, in the form of a WWW-Authenticate header. */
export function digestChallenge(realm: string, nonce: string): string {
  return `Digest nonce="${nonce}",realm="${realm}",qop="auth",algorithm=${ALGORITHM}`;
}

/** What is kept of a password: MD5 of name, realm and password, in lower-case hexadecimal. */
export function accountDigest(name: string, realm: string, password: string): string {
  return md5(`${name.normalize('NFC')}:${realm}:${password.normalize('NFC')}`).toString('hex');
}

export interface DigestResponse {
  username: string;
  realm: string;
  nonce: string;
  uri: string;
  response: string;
  cnonce: string;
  nc: string;
  qop: string;
  algorithm: string;
}

const PART = /([A-Za-z-]{1,32})\s*=\s*(?:"((?:[^"\\]|\\.){0,1024})"|([^\s,"]{1,1024}))/g;
const LONGEST = 8192;

/** Takes a `DigestResponse` apart; undefined when it lacks what a digest must have. Parts it may leave out become empty. */
export function readDigestResponse(text: string): DigestResponse | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.replace(/^\s*Digest\s+/i, '').matchAll(PART)) {
    const key = name.toLowerCase();
    // A part given twice could mean one thing to the reader and another to the check.
    if (parts.has(key)) return undefined;
    parts.set(key, quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  const part = (name: string): string => parts.get(name) ?? parts.get(`digest-${name}`) ?? '';
  const read: DigestResponse = {
    username: part('username'),
    realm: part('realm'),
    nonce: part('nonce'),
    uri: part('uri'),
    response: part('response').toLowerCase(),
    cnonce: part('cnonce'),
    nc: part('nc'),
    qop: part('qop'),
    algorithm: part('algorithm').toLowerCase(),
  };
  return read.username !== '' && read.nonce !== '' && /^[0-9a-f]{32}$/.test(read.response) ? read : undefined;
}

/** No document of Apple's names the method of the second hash: HTTP's own, and the one of the directory's form of digest. */
const METHODS = ['PUT', 'POST', 'AUTHENTICATE', 'GET'];

/**
 * Whether the response was made with the password behind `digest`, for this very nonce.
 *
 * @param digest from {@link accountDigest}
 */
export function answersDigest(
  read: DigestResponse,
  expected: { digest: string; realm: string; nonce: string },
): boolean {
  if (read.nonce !== expected.nonce) return false;
  if (read.realm !== '' && read.realm !== expected.realm) return false;
  if (read.qop !== '' && read.qop !== 'auth') return false;
  const given = Buffer.from(read.response, 'hex');
  let right = false;
  for (const first of firstHashes(read, expected.digest)) {
    for (const method of METHODS) {
      const second = md5(`${method}:${read.uri}`).toString('hex');
      const between = read.qop === '' ? read.nonce : `${read.nonce}:${read.nc}:${read.cnonce}:${read.qop}`;
      // All are compared, so that the time taken tells nothing.
      if (timingSafeEqual(md5(`${first}:${between}:${second}`), given)) right = true;
    }
  }
  return right;
}

/** The session form hashes the account's digest with both nonces: HTTP does so with its text, directories with its bytes. */
function firstHashes({ algorithm, nonce, cnonce }: DigestResponse, digest: string): string[] {
  if (algorithm !== ALGORITHM) return [digest];
  const rest = `:${nonce}:${cnonce}`;
  const bytes = Buffer.concat([Buffer.from(digest, 'hex'), Buffer.from(rest)]);
  return [md5(digest + rest).toString('hex'), md5(bytes).toString('hex')];
}

function md5(data: string | Uint8Array): Buffer {
  return createHash('md5').update(data).digest();
}
