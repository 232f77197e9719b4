import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const partOf = (challenge: string, name: string): string =>
  new RegExp(`${name}="?([^",]+)"?`, 'i').exec(challenge)?.[1] ?? '';

/** What a Mac answers to a `DigestChallenge` when a network user logs in: HTTP Digest with a session (RFC 2617). */
export function digestResponse(
  challenge: string,
  account: { name: string; password: string },
  cnonce: string,
  uri = '/mdm/checkin',
): string {
  const [realm, nonce] = [partOf(challenge, 'realm'), partOf(challenge, 'nonce')];
  const nc = '00000001';
  const first = md5(`${md5(`${account.name}:${realm}:${account.password}`)}:${nonce}:${cnonce}`);
  const response = md5(`${first}:${nonce}:${nc}:${cnonce}:auth:${md5(`PUT:${uri}`)}`);
  return [
    `Digest username="${account.name}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `cnonce="${cnonce}"`,
    `nc=${nc}`,
    'qop="auth"',
    'algorithm=md5-sess',
    `response="${response}"`,
  ].join(',');
}
