import { X509Certificate } from 'node:crypto';
import { CartwrightError } from '../../shared/errors.ts';
import {
  certificateFingerprint,
  exportPrivateKey,
  type ImportedIdentity,
  importFailure,
  importIdentity,
  nameText,
  parseCertificate,
} from '../identity/index.ts';

/*
 * Files that people drop: certificates, identities, chains.
 */

export const bytesOf = (file: string): Buffer =>
  file.includes('-----BEGIN') ? Buffer.from(file) : Buffer.from(file, 'base64');

export const commonName = (subject: string): string =>
  /CN=([^,]+)/.exec(subject)?.[1] ?? /O=([^,]+)/.exec(subject)?.[1] ?? subject;

/** An identity when there is a private key in the file, else every certificate of it. */
export function readFile(bytes: Buffer, passphrase: string | undefined, now: number): ImportedIdentity | Buffer[] {
  try {
    return importIdentity(bytes, { passphrase, now });
  } catch (error) {
    if (!(error instanceof CartwrightError) || error.data?.reason !== 'no-key') throw error;
  }
  return certificatesOf(bytes).map((der) => current(der, now));
}

/**
 * The certificates above what a server issues, nearest first, in base64.
 *
 * @param file PEM as it is, anything else in base64
 * @throws CartwrightError `bad-certificate` with `data.reason`
 */
export function readChain(file: string): string[] {
  const facts = certificatesOf(bytesOf(file)).map((der) => parseCertificate(der));
  const stranger = facts.find(({ isAuthority }) => !isAuthority);
  if (stranger !== undefined)
    throw importFailure(
      'unreadable',
      `“${nameText(stranger.subject)}” is not the certificate of an authority. Give those above the certificates only.`,
    );
  const nearest = facts.find((one) => !facts.some((other) => other !== one && other.issuer.equals(one.subject)));
  const ordered: typeof facts = [];
  for (let next = nearest ?? facts[0]; next !== undefined && !ordered.includes(next); ) {
    ordered.push(next);
    const { issuer } = next;
    next = facts.find((each) => each.subject.equals(issuer));
  }
  if (ordered.length < facts.length)
    throw importFailure('unreadable', 'The certificates are no chain: each has to be issued by the next.');
  return ordered.map(({ der }) => der.toString('base64'));
}

/** Every certificate of a file. */
function certificatesOf(bytes: Buffer): Buffer[] {
  const ders = bytes.includes('-----BEGIN')
    ? [...bytes.toString('latin1').matchAll(/-----BEGIN (?:X509 )?CERTIFICATE-----([\s\S]*?)-----END/g)].map(
        ([, body]) => Buffer.from(body ?? '', 'base64'),
      )
    : [bytes];
  if (ders.length === 0) throw importFailure('no-certificate', 'This file has no certificate.');
  for (const der of ders) new X509Certificate(parseCertificate(der).der);
  return ders;
}

function current(der: Buffer, now: number): Buffer {
  if (parseCertificate(der).notAfterAt < now)
    throw importFailure(
      'expired',
      `The certificate “${nameText(parseCertificate(der).subject)}” has expired. Import a current one.`,
    );
  return der;
}

function facts(der: Buffer) {
  const { subject, issuer, notBeforeAt, notAfterAt } = parseCertificate(der);
  return {
    der,
    fingerprint: certificateFingerprint(der),
    subject: nameText(subject),
    issuer: nameText(issuer),
    notBefore: notBeforeAt,
    notAfter: notAfterAt,
  };
}

export const certificateRow = (der: Buffer) => ({
  kind: 'certificate' as const,
  ...facts(der),
  chain: '[]',
  key: undefined,
});

export const identityRow = (identity: ImportedIdentity) => ({
  kind: 'identity' as const,
  ...facts(identity.certificateDer),
  chain: JSON.stringify(identity.chainDer.map((der) => der.toString('base64'))),
  key: exportPrivateKey(identity.privateKey),
});
