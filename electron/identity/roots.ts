import { generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { CartwrightError } from '../../shared/errors.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CertificateRecords } from './certificate-records.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { importIdentity } from './import/import-identity.ts';
import { importFailure, loadPkcs8 } from './import/pkcs12.ts';
import { exportPrivateKey } from './x509/build.ts';
import { buildRootCertificate, type Issuer } from './x509/certificates.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate, readKeyUsage } from './x509/parse-certificate.ts';

const generate = promisify(generateKeyPair);

/** A root certificate devices are told to trust. */
export interface RootCertificate {
  readonly der: Buffer;
  /** Itself, and those above it. */
  readonly pem: string;
  readonly fingerprint: string;
  readonly notAfterAt: number;
  /** Those above it, nearest first: empty for a root of our own. */
  readonly chainDer: readonly Buffer[];
  /** What devices have to trust: itself, or the root it is below. */
  readonly anchorDer: Buffer;
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
        .select(['der', 'keySecretId', 'issuedAt', 'chain'])
        .where('purpose', '=', 'root')
        .where('revokedAt', 'is', null)
        .where('keySecretId', 'is not', null)
        .orderBy('issuedAt')
        .orderBy('notAfter'),
    )
    .flatMap(({ der, keySecretId, issuedAt, chain }) =>
      keySecretId === null
        ? []
        : [rootOf(Buffer.from(der), loadPkcs8(store.vault.get(keySecretId, 'private-key')), issuedAt, chainOf(chain))],
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

const DAY = 86_400_000;
/** An authority that ends sooner is not worth moving devices to. */
const LEAST_DAYS = 90;

/**
 * Takes an authority of somebody's own, with its key and the chain up to its root, and keeps it as {@link createRoot} does.
 *
 * @throws CartwrightError `bad-certificate` with `data.reason`; `conflict` when there was one of that name
 */
export async function adoptRoot(
  store: Store,
  records: CertificateRecords,
  file: { bytes: Buffer; passphrase?: string | undefined },
  { actor, within }: { actor: string; within: (work: UnitOfWork, fingerprint: string) => void },
): Promise<Root> {
  const now = store.clock.now();
  const identity = importIdentity(file.bytes, { passphrase: file.passphrase, now });
  const { certificateDer, privateKey, chainDer } = identity;
  const facts = parseCertificate(certificateDer);
  const refuse = (message: string) => importFailure('unreadable', message);
  if (!facts.isAuthority) throw refuse('This certificate may not issue others. Choose that of an authority.');
  if (privateKey.asymmetricKeyType !== 'rsa' || (privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw refuse(
      'The key of the authority has to be RSA with 2048 bits or more: devices encrypt their requests to it.',
    );
  if (!mayDo(certificateDer, KEY_CERT_SIGN) || !mayDo(certificateDer, CRL_SIGN))
    throw refuse('The key usage of this certificate does not allow it to sign certificates and revocation lists.');
  if (facts.notAfterAt < now + LEAST_DAYS * DAY)
    throw refuse(`The authority ends in less than ${LEAST_DAYS} days. Take one that lasts longer.`);
  const top = chainDer.at(-1) ?? certificateDer;
  const { subject, issuer } = parseCertificate(top);
  if (!subject.equals(issuer))
    throw importFailure(
      'no-certificate',
      `The file lacks “${nameText(issuer)}”. Give all certificates up to the root, which devices have to trust.`,
    );
  const createdAt = await store.write((work) => {
    const known = store.get((db) =>
      db
        .selectFrom('certificate')
        .select('fingerprint')
        .where('purpose', '=', 'root')
        .where('subject', '=', nameText(facts.subject)),
    );
    if (known !== undefined)
      throw new CartwrightError('conflict', 'There was an authority of this name already. Take one with another name.');
    const keySecretId = store.vault.put('private-key', exportPrivateKey(privateKey));
    const fingerprint = records.record(work, 'root', certificateDer, { keySecretId });
    const chain = JSON.stringify(chainDer.map((der) => der.toString('base64')));
    store.run((db) => db.updateTable('certificate').set({ chain }).where('fingerprint', '=', fingerprint));
    work.event({ type: 'authority.imported', actor, data: { fingerprint, subject: nameText(facts.subject) } });
    within(work, fingerprint);
    return work.now;
  });
  return rootOf(certificateDer, privateKey, createdAt, chainDer);
}

/** Bits of keyUsage (RFC 5280 §4.2.1.3), in the first octet. */
const KEY_CERT_SIGN = 0x04;
const CRL_SIGN = 0x02;

/** Whether the key usage allows something; all is allowed where it says nothing. */
function mayDo(der: Buffer, bit: number): boolean {
  const usage = readKeyUsage(der);
  return usage === undefined || (usage & bit) !== 0;
}

const chainOf = (text: string | null): Buffer[] =>
  text === null ? [] : (JSON.parse(text) as string[]).map((one) => Buffer.from(one, 'base64'));

function rootOf(der: Buffer, privateKey: KeyObject, createdAt: number, chainDer: readonly Buffer[] = []): Root {
  const facts = parseCertificate(der);
  const fingerprint = certificateFingerprint(der);
  return {
    issuer: { certificateDer: der, privateKey },
    subject: facts.subject,
    subjectText: nameText(facts.subject),
    createdAt,
    shortName: fingerprint.slice(0, 16),
    der,
    chainDer,
    anchorDer: chainDer.at(-1) ?? der,
    pem: [der, ...chainDer].map(certificatePem).join(''),
    fingerprint,
    notAfterAt: facts.notAfterAt,
  };
}
