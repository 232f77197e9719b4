import { generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { type CertificateRecords, certificateRecords } from './certificate-records.ts';
import { encryptEnvelope } from './cms/envelope.ts';
import { openEnveloped } from './cms/open-message.ts';
import { type SigningIdentity, signCms } from './cms/sign.ts';
import { loadPkcs8 } from './import/pkcs12.ts';
import { type TlsCredentials, TlsKeeper } from './tls-credentials.ts';
import { exportPrivateKey, publicKeyInfoOf } from './x509/build.ts';
import {
  buildDeviceIdentity,
  buildProfileSigningCertificate,
  buildRootCertificate,
  type Issuer,
} from './x509/certificates.ts';
import { encodeName, nameText } from './x509/name.ts';
import { type CertificateFacts, parseCertificate } from './x509/parse-certificate.ts';
import type { CertificateRequest } from './x509/request.ts';
import { buildRevocationList, REVOCATION_REASONS, type RevocationReason } from './x509/revocation-list.ts';

const DAY = 86_400_000;
const RENEW_BEFORE = 30 * DAY;
const LIST_LIFETIME = 7 * DAY;

const generate = promisify(generateKeyPair);

/** What the authority is opened with. */
export interface AuthorityOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name of the school or company; stands in the root's subject. */
  readonly organisation: string;
  /** How long a device identity lasts, in days; 365 unless told otherwise. */
  readonly identityDays?: number;
  /** Where the revocation list is published now; written into device identities. */
  readonly revocationListUrls?: () => readonly string[];
}

/** The root certificate devices are told to trust. */
export interface RootCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly fingerprint: string;
  readonly notAfterAt: number;
}

/** A device identity that is signed but not kept yet; `record` keeps it, in the unit that justifies it. */
export interface PreparedIdentity {
  readonly der: Buffer;
  readonly facts: CertificateFacts;
  record(work: UnitOfWork, owner: { invitationId?: string | null; renewalOfEnrollmentId?: string | null }): string;
}

/** PEM armour around a certificate. */
export function certificatePem(der: Buffer): string {
  return new X509Certificate(der).toString();
}

/**
 * Opens the built-in certificate authority; makes its root (RSA-3072, ten years) and its profile signing certificate
 * when there is none yet. Keys live in the vault.
 */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  const records = certificateRecords(options.store);
  const root = await openRoot(options, records);
  const authority = new Authority(options, records, root, await openProfileSigner(options, records, root));
  return authority;
}

async function openRoot(options: AuthorityOptions, records: CertificateRecords): Promise<Issuer> {
  const { store } = options;
  const stored = store.get((db) =>
    db
      .selectFrom('certificate')
      .select(['der', 'keySecretId'])
      .where('purpose', '=', 'root')
      .where('revokedAt', 'is', null)
      .orderBy('notAfter', 'desc')
      .limit(1),
  );
  if (stored?.keySecretId != null) {
    return {
      certificateDer: Buffer.from(stored.der),
      privateKey: loadPkcs8(store.vault.get(stored.keySecretId, 'private-key')),
    };
  }
  const key = await newRsaKey(3072);
  const organisation = options.organisation.trim().slice(0, 64) || 'Cartwright';
  const certificateDer = buildRootCertificate({
    name: [
      ['O', organisation],
      ['CN', `${organisation.slice(0, 40)} Device Management`],
    ],
    key,
    now: options.clock.now(),
  });
  await store.write((work) => {
    const keySecretId = store.vault.put('private-key', exportPrivateKey(key));
    const fingerprint = records.record(work, 'root', certificateDer, { keySecretId });
    work.event({ type: 'certificate.issued', data: { purpose: 'root', fingerprint } });
  });
  options.logger.info({ organisation }, 'created the root certificate of the built-in authority');
  return { certificateDer, privateKey: key };
}

async function openProfileSigner(
  options: AuthorityOptions,
  records: CertificateRecords,
  root: Issuer,
): Promise<SigningIdentity> {
  const { store, clock } = options;
  const issuer = nameText(parseCertificate(root.certificateDer).subject);
  const stored = records.newestOf('profile-signing', issuer);
  if (stored !== undefined && parseCertificate(stored.der).notAfterAt - clock.now() > RENEW_BEFORE) {
    return { certificateDer: stored.der, privateKey: loadPkcs8(store.vault.get(stored.keySecretId, 'private-key')) };
  }
  const key = await newRsaKey(2048);
  const organisation = options.organisation.trim().slice(0, 64) || 'Cartwright';
  const certificateDer = buildProfileSigningCertificate(root, {
    name: [
      ['O', organisation],
      ['CN', `${organisation.slice(0, 44)} Profile Signing`],
    ],
    publicKeyInfo: publicKeyInfoOf(key),
    now: clock.now(),
  });
  await store.write((work) => {
    if (stored !== undefined) records.forgetKey(stored.fingerprint);
    const keySecretId = store.vault.put('private-key', exportPrivateKey(key));
    const fingerprint = records.record(work, 'profile-signing', certificateDer, { keySecretId });
    work.event({ type: 'certificate.issued', data: { purpose: 'profile-signing', fingerprint } });
  });
  return { certificateDer, privateKey: key };
}

async function newRsaKey(modulusLength: number): Promise<KeyObject> {
  return (await generate('rsa', { modulusLength })).privateKey;
}

/** The built-in certificate authority: issues, signs, revokes, and keeps the listener's TLS credentials current. */
export class Authority {
  readonly rootCertificate: RootCertificate;
  /** The root as issuer and as SCEP signer; within this room only. */
  readonly issuer: Issuer;
  readonly records: CertificateRecords;
  readonly #options: AuthorityOptions;
  readonly #rootSubject: Buffer;
  readonly #tls: TlsKeeper;
  #profileSigner: SigningIdentity;
  #revocationList: { readonly der: Buffer; readonly madeAt: number } | undefined;
  #revocationListNumber = 0;

  constructor(options: AuthorityOptions, records: CertificateRecords, root: Issuer, profileSigner: SigningIdentity) {
    const facts = parseCertificate(root.certificateDer);
    this.#options = options;
    this.records = records;
    this.issuer = root;
    this.#rootSubject = facts.subject;
    this.#profileSigner = profileSigner;
    this.#tls = new TlsKeeper(options, records, root);
    this.rootCertificate = {
      der: root.certificateDer,
      pem: certificatePem(root.certificateDer),
      fingerprint: new X509Certificate(root.certificateDer).fingerprint256.replaceAll(':', '').toLowerCase(),
      notAfterAt: facts.notAfterAt,
    };
  }

  /** Issuer of what this authority issued, as the certificate table writes it. */
  get issuerText(): string {
    return nameText(this.#rootSubject);
  }

  /**
   * The certificate and key the listener serves: the imported one when there is one, else one of ours for these host
   * names (DNS names and IP addresses), issued anew when they change or it expires within 30 days.
   */
  tlsCredentials(hostnames: readonly string[]): Promise<TlsCredentials> {
    return this.#tls.current(hostnames);
  }

  /**
   * Takes a PEM bundle or PKCS#12 file as the listener's TLS credentials.
   *
   * @throws CartwrightError 'bad-certificate' with `data.reason`, see importIdentity
   */
  importTls(bytes: Buffer, passphrase: string | undefined, actor: string): Promise<TlsCredentials> {
    return this.#tls.import(bytes, passphrase, actor);
  }

  /** Goes back from imported TLS credentials to our own. */
  forgetImportedTls(actor: string): Promise<TlsCredentials> {
    return this.#tls.forgetImported(actor);
  }

  /** Calls back whenever the listener must swap its TLS context. Returns how to stop that. */
  onTlsCredentials(listener: (credentials: TlsCredentials) => void): () => void {
    return this.#tls.subscribe(listener);
  }

  /** Renews what expires within 30 days; call it at least daily. */
  async maintain(): Promise<void> {
    const { logger, clock } = this.#options;
    this.#profileSigner = await openProfileSigner(this.#options, this.records, this.issuer);
    await this.#tls.maintain();
    const days = Math.floor((this.rootCertificate.notAfterAt - clock.now()) / DAY);
    if (days < 400) logger.warn({ days }, 'the root certificate of the built-in authority nears its end');
  }

  /**
   * Signs the certificate for a verified request. Nothing is kept until `record` runs in a unit of work.
   * The requested subject stands, unless it is empty or pretends to be the authority.
   *
   * @param purpose `over-the-air` makes one for a day, which proves a device between two steps and opens no other door
   */
  prepareDeviceIdentity(
    request: CertificateRequest,
    purpose: 'device-identity' | 'over-the-air' = 'device-identity',
  ): PreparedIdentity {
    const { clock, revocationListUrls } = this.#options;
    const identityDays = purpose === 'over-the-air' ? 1 : this.#options.identityDays;
    const empty = request.subject.length <= 2;
    const subject =
      empty || request.subject.equals(this.#rootSubject) ? encodeName([['CN', 'Device']]) : request.subject;
    const der = buildDeviceIdentity(this.issuer, {
      subject,
      publicKeyInfo: request.publicKeyInfo,
      now: clock.now(),
      subjectAltName: request.subjectAltName,
      ...(identityDays === undefined ? {} : { days: identityDays }),
      ...(revocationListUrls === undefined ? {} : { revocationListUrls: revocationListUrls() }),
    });
    return {
      der,
      facts: parseCertificate(der),
      record: (work, owner) => {
        const fingerprint = this.records.record(work, purpose, der, owner);
        work.event({
          type: 'certificate.issued',
          enrollmentId: owner.renewalOfEnrollmentId ?? null,
          actor: 'device',
          data: { purpose, fingerprint, invitationId: owner.invitationId ?? null },
        });
        return fingerprint;
      },
    };
  }

  /**
   * Revokes a certificate within the caller's unit of work; again is no error.
   *
   * @throws CartwrightError 'not-found'
   */
  revokeWithin(work: UnitOfWork, fingerprint: string, reason: RevocationReason, actor = 'system'): void {
    if (!this.records.revoke(work, fingerprint, reason)) return;
    work.event({ type: 'certificate.revoked', actor, data: { fingerprint, reason } });
    work.afterCommit(() => {
      this.#revocationList = undefined;
    });
  }

  /** Revokes a certificate in a unit of its own. */
  revoke(fingerprint: string, reason: RevocationReason, actor: string): Promise<void> {
    return this.#options.store.write((work) => this.revokeWithin(work, fingerprint, reason, actor));
  }

  /** The certificate revocation list in DER; the same bytes until something is revoked or a day has passed. */
  revocationList(): Buffer {
    const now = this.#options.clock.now();
    const kept = this.#revocationList;
    if (kept !== undefined && now - kept.madeAt < DAY && now >= kept.madeAt) return kept.der;
    const names = new Map<number, RevocationReason>(
      Object.entries(REVOCATION_REASONS).map(([name, number]) => [number, name as RevocationReason]),
    );
    const revoked = this.records.revoked(this.issuerText, now - DAY).map((record) => ({
      serial: Buffer.from(record.serial, 'hex'),
      revokedAt: record.revokedAt ?? now,
      reason: names.get(record.revocationReason ?? 0) ?? 'unspecified',
    }));
    // The time is the list's number and needs no place to be kept; but it must grow even when the clock does not.
    this.#revocationListNumber = Math.max(now, this.#revocationListNumber + 1);
    const der = buildRevocationList(this.issuer, {
      number: this.#revocationListNumber,
      thisUpdateAt: now,
      nextUpdateAt: now + LIST_LIFETIME,
      revoked,
    });
    this.#revocationList = { der, madeAt: now };
    return der;
  }

  /**
   * Encrypts for the holder of a certificate with an RSA key: CMS EnvelopedData.
   *
   * @throws CartwrightError 'bad-certificate' when its key is not RSA
   */
  encryptFor(certificateDer: Buffer, content: Buffer): Buffer {
    return encryptEnvelope(content, certificateDer);
  }

  /** Signs a configuration profile: CMS SignedData around its XML, with the chain up to the root. */
  signProfile(xml: Buffer): Buffer {
    return signCms(
      { ...this.#profileSigner, chainDer: [this.issuer.certificateDer] },
      { content: xml, signedAt: this.#options.clock.now() },
    );
  }

  /** Decrypts a CMS message that was encrypted to our root certificate; undefined when it was not. */
  openEnveloped(message: Buffer): Buffer | undefined {
    return openEnveloped(message, [this.issuer]);
  }
}
