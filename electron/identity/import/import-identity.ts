import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { publicKeyInfoOf } from '../x509/build.ts';
import { type CertificateFacts, parseCertificate } from '../x509/parse-certificate.ts';
import { passphraseForms } from './password-encryption.ts';
import { importFailure, type KeyMaterial, loadPkcs8, openEncryptedPkcs8, openPkcs12 } from './pkcs12.ts';

/** A certificate with its key and the certificates above it, nearest issuer first. */
export interface ImportedIdentity {
  readonly certificateDer: Buffer;
  readonly chainDer: readonly Buffer[];
  readonly privateKey: KeyObject;
}

const MAX_BYTES = 1024 * 1024;

/**
 * Reads a certificate with its private key out of a PKCS#12 file or a PEM bundle (certificate, chain and key in any
 * order, key possibly encrypted). The certificate is the one the key belongs to; others become its chain.
 *
 * @param options.now milliseconds; certificates outside of their validity are refused
 * @throws CartwrightError 'bad-certificate' with `data.reason`: see `ImportFailure`.
 */
export function importIdentity(
  bytes: Buffer,
  options: { passphrase?: string | undefined; now: number },
): ImportedIdentity {
  if (bytes.length > MAX_BYTES) throw importFailure('unreadable', 'This file is too large to be a certificate.');
  let found: KeyMaterial;
  try {
    found = bytes.includes('-----BEGIN ')
      ? openPem(bytes.toString('latin1'), options.passphrase)
      : openBinary(bytes, options.passphrase);
  } catch (error) {
    if (error instanceof CartwrightError && error.data?.reason !== undefined) throw error;
    throw importFailure('unreadable', 'This is neither a PKCS#12 file nor a PEM bundle that can be read.', error);
  }
  if (found.privateKeys.length === 0) {
    throw importFailure('no-key', 'This file has no private key. Export the certificate together with its key.');
  }
  if (found.certificatesDer.length === 0)
    throw importFailure('no-certificate', 'This file has a key but no certificate.');
  return choose(found, options.now);
}

function openBinary(bytes: Buffer, passphrase: string | undefined): KeyMaterial {
  try {
    return { certificatesDer: [parseCertificate(bytes).der], privateKeys: [] };
  } catch {
    return openPkcs12(bytes, passphrase);
  }
}

function openPem(text: string, passphrase: string | undefined): KeyMaterial {
  const found: KeyMaterial = { certificatesDer: [], privateKeys: [] };
  for (const match of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g)) {
    const [block, label = '', body = ''] = match;
    const der = () => Buffer.from(body, 'base64');
    if (label === 'CERTIFICATE' || label === 'X509 CERTIFICATE') found.certificatesDer.push(der());
    else if (label === 'PRIVATE KEY') found.privateKeys.push(loadPkcs8(der()));
    else if (label === 'ENCRYPTED PRIVATE KEY') found.privateKeys.push(openEncrypted(der(), passphrase));
    else if (label.endsWith(' PRIVATE KEY')) found.privateKeys.push(openTraditional(block, body, passphrase));
  }
  return found;
}

function openEncrypted(der: Buffer, passphrase: string | undefined): KeyObject {
  const [form] = passphraseForms(passphrase ?? '');
  return openEncryptedPkcs8(der, form as NonNullable<typeof form>, passphrase);
}

/** "RSA PRIVATE KEY" and "EC PRIVATE KEY", possibly with OpenSSL's own encryption headers. */
function openTraditional(block: string, body: string, passphrase: string | undefined): KeyObject {
  const protectedKey = body.includes('ENCRYPTED');
  if (protectedKey && (passphrase === undefined || passphrase === '')) {
    throw importFailure('passphrase-needed', 'The key in this file is protected. Enter its passphrase.');
  }
  try {
    return createPrivateKey(protectedKey ? { key: block, passphrase: passphrase ?? '' } : block);
  } catch (cause) {
    throw protectedKey
      ? importFailure('wrong-passphrase', 'The passphrase is not the one this key was protected with.', cause)
      : importFailure('unreadable', 'The private key in this file is of a kind that cannot be used.', cause);
  }
}

function choose(found: KeyMaterial, now: number): ImportedIdentity {
  const certificates = found.certificatesDer.map(readable);
  for (const privateKey of found.privateKeys) {
    const publicKeyInfo = publicKeyInfoOf(privateKey);
    const own = certificates.filter((candidate) => sameKey(candidate, publicKeyInfo));
    // A renewed certificate may lie beside its predecessor over the same key: the one that lasts longest is meant.
    const certificate = own.sort((a, b) => b.notAfterAt - a.notAfterAt)[0];
    if (certificate === undefined) continue;
    checkValidity(certificate, now);
    return { certificateDer: certificate.der, chainDer: chainOf(certificate, certificates), privateKey };
  }
  throw importFailure('key-mismatch', 'The private key in this file does not belong to its certificate.');
}

function readable(der: Buffer): CertificateFacts {
  try {
    new X509Certificate(der);
    return parseCertificate(der);
  } catch (cause) {
    throw importFailure('unreadable', 'A certificate in this file cannot be read.', cause);
  }
}

function sameKey(certificate: CertificateFacts, publicKeyInfo: Buffer): boolean {
  return (
    certificate.publicKeyInfo.equals(publicKeyInfo) ||
    publicKeyInfoOf(new X509Certificate(certificate.der).publicKey).equals(publicKeyInfo)
  );
}

function checkValidity(certificate: CertificateFacts, now: number): void {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  if (now > certificate.notAfterAt) {
    throw importFailure('expired', `The certificate expired on ${day(certificate.notAfterAt)}. Import a current one.`);
  }
  if (now < certificate.notBeforeAt) {
    throw importFailure('not-yet-valid', `The certificate is only valid from ${day(certificate.notBeforeAt)} on.`);
  }
}

function chainOf(leaf: CertificateFacts, certificates: readonly CertificateFacts[]): Buffer[] {
  const chain: Buffer[] = [];
  let current = leaf;
  while (!current.issuer.equals(current.subject)) {
    const issuer = certificates.find(
      (candidate) =>
        candidate.subject.equals(current.issuer) &&
        !chain.includes(candidate.der) &&
        new X509Certificate(current.der).verify(new X509Certificate(candidate.der).publicKey),
    );
    if (issuer === undefined) break;
    chain.push(issuer.der);
    current = issuer;
  }
  return chain;
}
