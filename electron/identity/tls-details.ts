import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { ListenerDetails } from '../../shared/contract/index.ts';
import type { Store } from '../store/index.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import type { TlsCredentials } from './tls-credentials.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

const RENEW_BEFORE = 30 * 86_400_000;
const HISTORY = 50;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The listener's certificate as people look at it.
 *
 * @param wanted host names and addresses that devices may call, to find those the certificate lacks
 */
export function describeTls(credentials: TlsCredentials, wanted: readonly string[]): ListenerDetails['tls'] {
  const [leaf, ...chain] = (credentials.cert.match(PEM) ?? []).map((pem) => new X509Certificate(pem));
  if (leaf === undefined) throw new Error('The TLS credentials hold no certificate.');
  const link = linkOf(leaf.raw);
  return {
    source: credentials.source,
    ...link,
    serial: leaf.serialNumber.toLowerCase(),
    key: keyText(leaf),
    names: namesOf(leaf),
    missingNames: wanted.filter((name) => !isNamed(leaf, name)),
    chain: chain.map((certificate) => linkOf(certificate.raw)),
    renewsAt: credentials.source === 'built-in' ? link.notAfter - RENEW_BEFORE : null,
  };
}

/** Certificates the listener had, newest first. */
export function tlsHistory(store: Store, current: TlsCredentials): ListenerDetails['history'] {
  const ours = new Set(
    store
      .all((db) => db.selectFrom('certificate').select('subject').where('purpose', '=', 'root'))
      .map((r) => r.subject),
  );
  return store
    .all((db) =>
      db
        .selectFrom('certificate')
        .select(['fingerprint', 'subject', 'issuer', 'notBefore', 'notAfter', 'issuedAt'])
        .where('purpose', '=', 'tls')
        .orderBy('issuedAt', 'desc')
        .limit(HISTORY),
    )
    .map(({ issuedAt, ...row }) => ({
      ...row,
      source: ours.has(row.issuer) ? ('built-in' as const) : ('imported' as const),
      since: issuedAt,
      current: row.fingerprint === current.fingerprint,
    }));
}

/** Whether a certificate is good for a host name or an IP address. */
export function tlsCovers(credentials: TlsCredentials, name: string): boolean {
  return isNamed(new X509Certificate(credentials.cert), name);
}

function isNamed(certificate: X509Certificate, name: string): boolean {
  const found = isIP(name) === 0 ? certificate.checkHost(name, { subject: 'never' }) : certificate.checkIP(name);
  return found !== undefined;
}

function linkOf(der: Buffer) {
  const { subject, issuer, notBeforeAt, notAfterAt } = parseCertificate(der);
  return {
    fingerprint: certificateFingerprint(der),
    subject: nameText(subject),
    issuer: nameText(issuer),
    notBefore: notBeforeAt,
    notAfter: notAfterAt,
  };
}

function namesOf(certificate: X509Certificate): string[] {
  const names = certificate.subjectAltName ?? '';
  return names
    .split(', ')
    .filter((name) => name !== '')
    .map((name) => name.replace(/^(DNS|IP Address):/, ''));
}

function keyText({ publicKey }: X509Certificate): string {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined) return `RSA ${modulusLength}`;
  const curve = namedCurve === 'prime256v1' ? 'P-256' : namedCurve === 'secp384r1' ? 'P-384' : namedCurve;
  return curve === undefined ? (publicKey.asymmetricKeyType ?? 'unknown') : `EC ${curve}`;
}
