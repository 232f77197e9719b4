import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { importIdentity } from './import/import-identity.ts';
import { loadPkcs8 } from './import/pkcs12.ts';
import { writePkcs12 } from './import/write-pkcs12.ts';
import { certificatePem, newRsaKey } from './roots.ts';
import { buildSupervisionCertificate } from './x509/certificates.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

/** What a Mac shows to devices it may manage by cable although they refuse every other computer. */
export interface SupervisionIdentity {
  readonly certificateDer: Buffer;
  readonly privateKey: KeyObject;
}

/** Makes one the way Apple Configurator does: RSA-2048, signed by itself, for twenty years. */
export async function newSupervisionIdentity(organisation: string, now: number): Promise<SupervisionIdentity> {
  const privateKey = await newRsaKey(2048);
  return {
    privateKey,
    certificateDer: buildSupervisionCertificate({ organisation, id: newId(now), key: privateKey, now }),
  };
}

/**
 * Reads one out of a file: PKCS#12 or PEM as `importIdentity` takes them, or the two DER files Apple Configurator exports
 * for its command line, certificate and key apart.
 *
 * @param file.key the key's file, when it is one of its own
 * @throws CartwrightError `bad-certificate` with `data.reason`
 */
export function readSupervisionIdentity(
  file: { readonly bytes: Buffer; readonly key?: Buffer | undefined; readonly passphrase?: string | undefined },
  now: number,
): SupervisionIdentity {
  const bytes = file.key === undefined ? file.bytes : Buffer.from(`${asPem(file.bytes)}\n${keyPem(file.key)}`);
  const { certificateDer, privateKey } = importIdentity(bytes, { passphrase: file.passphrase, now });
  if (privateKey.asymmetricKeyType !== 'rsa')
    throw new CartwrightError('bad-certificate', 'Devices take supervision identities with an RSA key only.', {
      data: { reason: 'unreadable' },
    });
  return { certificateDer, privateKey };
}

const asPem = (bytes: Buffer): string =>
  bytes.includes('-----BEGIN') ? bytes.toString('latin1') : certificatePem(bytes);

function keyPem(bytes: Buffer): string {
  if (bytes.includes('-----BEGIN')) return bytes.toString('latin1');
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      const key = createPrivateKey({ key: bytes, format: 'der', type });
      return key.export({ type: 'pkcs8', format: 'pem' }).toString();
    } catch {
      // The other form, then.
    }
  }
  throw new CartwrightError('bad-certificate', 'The file of the key holds no private key that can be read.', {
    data: { reason: 'no-key' },
  });
}

/** The key of one as the vault keeps it. */
export function supervisionKey(pkcs8: Buffer): KeyObject {
  return loadPkcs8(pkcs8);
}

/** What people are told of the certificate of one. */
export function supervisionFacts(certificateDer: Buffer): { subject: string; fingerprint: string; notAfterAt: number } {
  const { subject, notAfterAt } = parseCertificate(certificateDer);
  return { subject: nameText(subject), fingerprint: certificateFingerprint(certificateDer), notAfterAt };
}

/** Writes one as PKCS#12; see `writePkcs12` for how strong. */
export function writeSupervisionPkcs12(identity: SupervisionIdentity, passphrase: string): Buffer {
  const subject = nameText(parseCertificate(identity.certificateDer).subject);
  return writePkcs12({ ...identity, name: /CN=([^,]*)/.exec(subject)?.[1] ?? 'Supervision' }, passphrase);
}
