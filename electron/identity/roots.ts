import { generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CertificateRecords } from './certificate-records.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { loadPkcs8 } from './import/pkcs12.ts';
import { exportPrivateKey } from './x509/build.ts';
import { buildRootCertificate, type Issuer } from './x509/certificates.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';

const generate = promisify(generateKeyPair);

/** A root certificate devices are told to trust. */
export interface RootCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly fingerprint: string;
  readonly notAfterAt: number;
}

/** A root with its key. */
export interface Root extends RootCertificate {
  readonly issuer: Issuer;
  /** Its subject in DER, and as the certificate table writes it. */
  readonly subject: Buffer;
  readonly subjectText: string;
  readonly createdAt: number;
  /** Names it in addresses and SCEP payloads: the first 16 digits of the fingerprint. */
  readonly shortName: string;
}

/** PEM armour around a certificate. */
export function certificatePem(der: Buffer): string {
  return new X509Certificate(der).toString();
}

export async function newRsaKey(modulusLength: number): Promise<KeyObject> {
  return (await generate('rsa', { modulusLength })).privateKey;
}

/** The roots whose keys we hold, the oldest first: one, or two while the authority rolls over. */
export function readRoots(store: Store): Root[] {
  return store
    .all((db) =>
      db
        .selectFrom('certificate')
        .select(['der', 'keySecretId', 'issuedAt'])
        .where('purpose', '=', 'root')
        .where('revokedAt', 'is', null)
        .where('keySecretId', 'is not', null)
        .orderBy('issuedAt')
        .orderBy('notAfter'),
    )
    .flatMap(({ der, keySecretId, issuedAt }) =>
      keySecretId === null
        ? []
        : [rootOf(Buffer.from(der), loadPkcs8(store.vault.get(keySecretId, 'private-key')), issuedAt)],
    );
}

/** Makes a root (RSA-3072, ten years) and keeps it, with its key in the vault; `within` runs in the same unit. */
export async function createRoot(
  store: Store,
  records: CertificateRecords,
  organisation: string,
  { actor = 'system', within }: { actor?: string; within?: (work: UnitOfWork, fingerprint: string) => void } = {},
): Promise<Root> {
  const key = await newRsaKey(3072);
  const name = organisation.trim().slice(0, 64) || 'Cartwright';
  // Roots are told apart by their names wherever issuers are compared.
  const former = store.get((db) =>
    db
      .selectFrom('certificate')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('purpose', '=', 'root'),
  );
  const ordinal = (former?.count ?? 0) + 1;
  const certificateDer = buildRootCertificate({
    name: [
      ['O', name],
      ['CN', `${name.slice(0, 36)} Device Management${ordinal === 1 ? '' : ` ${ordinal}`}`],
    ],
    key,
    now: store.clock.now(),
  });
  const createdAt = await store.write((work) => {
    const keySecretId = store.vault.put('private-key', exportPrivateKey(key));
    const fingerprint = records.record(work, 'root', certificateDer, { keySecretId });
    work.event({ type: 'certificate.issued', actor, data: { purpose: 'root', fingerprint } });
    within?.(work, fingerprint);
    return work.now;
  });
  return rootOf(certificateDer, key, createdAt);
}

function rootOf(der: Buffer, privateKey: KeyObject, createdAt: number): Root {
  const facts = parseCertificate(der);
  const fingerprint = certificateFingerprint(der);
  return {
    issuer: { certificateDer: der, privateKey },
    subject: facts.subject,
    subjectText: nameText(facts.subject),
    createdAt,
    shortName: fingerprint.slice(0, 16),
    der,
    pem: certificatePem(der),
    fingerprint,
    notAfterAt: facts.notAfterAt,
  };
}
