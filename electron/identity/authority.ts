import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import { type CertificateRecords, certificateRecords } from './certificate-records.ts';
import type { ChallengePurpose } from './challenges.ts';
import { encryptEnvelope } from './cms/envelope.ts';
import { openEnveloped } from './cms/open-message.ts';
import { type SigningIdentity, signCms } from './cms/sign.ts';
import type { OrderedCertificate } from './orders.ts';
import { openProfileSigner } from './profile-signer.ts';
import { RevocationLists } from './revocation-lists.ts';
import { adoptRoot, createRoot, type Root, type RootCertificate, readRoots } from './roots.ts';
import { type TlsCredentials, TlsKeeper } from './tls-credentials.ts';
import { buildConfiguredCertificate, buildDeviceIdentity, type Issuer } from './x509/certificates.ts';
import { encodeName } from './x509/name.ts';
import { type CertificateFacts, parseCertificate } from './x509/parse-certificate.ts';
import type { CertificateRequest } from './x509/request.ts';
import type { RevocationReason } from './x509/revocation-list.ts';

const DAY = 86_400_000;

/** What the authority is opened with. */
export interface AuthorityOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name of the school or company; stands in the root's subject. */
  readonly organisation: string;
  /** How long a device identity lasts, in days; 365 unless told otherwise. */
  readonly identityDays?: number;
  /** Where the revocation list of the root with this short name is published now; written into device identities. */
  readonly revocationListUrls?: (root: string) => readonly string[];
}

/** A device identity that is signed but not kept yet; `record` keeps it, in the unit that justifies it. */
export interface PreparedIdentity {
  readonly der: Buffer;
  readonly facts: CertificateFacts;
  record(work: UnitOfWork, owner: { invitationId?: string | null; renewalOfEnrollmentId?: string | null }): string;
}

/**
 * Opens the built-in certificate authority; makes its root (RSA-3072, ten years) and its profile signing certificate
 * when there is none yet. Keys live in the vault.
 */
export async function openAuthority(options: AuthorityOptions): Promise<Authority> {
  const records = certificateRecords(options.store);
  const roots = await openRoots(options, records);
  return new Authority(options, records, roots, await openProfileSigner(options, records, servingOf(roots).issuer));
}

async function openRoots({ store, logger, organisation }: AuthorityOptions, records: CertificateRecords) {
  const roots = readRoots(store);
  if (roots.length > 0) return roots;
  const root = await createRoot(store, records, organisation);
  logger.info({ organisation }, 'created the root certificate of the built-in authority');
  return [root];
}

function servingOf(roots: readonly Root[]): Root {
  const [first] = roots;
  if (first === undefined) throw new TypeError('An authority without a root.');
  return first;
}

/**
 * The built-in certificate authority: issues, signs, revokes, and keeps the listener's TLS credentials current. It has one
 * root, or two while it rolls over: the newer one issues identities, while what serves devices (TLS, signatures of
 * profiles) stays under the former one until every device trusts both.
 */
export class Authority {
  readonly records: CertificateRecords;
  readonly #options: AuthorityOptions;
  readonly #tls: TlsKeeper;
  #roots: Root[];
  #profileSigner: SigningIdentity;
  readonly #revocationLists: RevocationLists;

  constructor(options: AuthorityOptions, records: CertificateRecords, roots: Root[], profileSigner: SigningIdentity) {
    this.#options = options;
    this.records = records;
    this.#roots = roots;
    this.#profileSigner = profileSigner;
    this.#revocationLists = new RevocationLists(options.clock, records);
    this.#tls = new TlsKeeper(options, records, () => this.#serving);
  }

  /** What devices are told to trust: the one that serves first. */
  get roots(): readonly Root[] {
    return this.#roots;
  }

  /** The root that the listener's own certificate and the signatures of profiles are of. */
  get rootCertificate(): RootCertificate {
    return this.#serving;
  }

  /** The root that issues identities and answers SCEP from now on. */
  get issuing(): Root {
    return this.#roots.at(-1) ?? this.#serving;
  }

  /** It as issuer and as SCEP signer; within this room only. */
  get issuer(): Issuer {
    return this.issuing.issuer;
  }

  /** Issuer of identities from now on, as the certificate table writes it. */
  get issuerText(): string {
    return this.issuing.subjectText;
  }

  /** The root with this short name. */
  rootNamed(shortName: string): Root | undefined {
    return this.#roots.find((root) => root.shortName === shortName);
  }

  get #serving(): Root {
    return servingOf(this.#roots);
  }

  /**
   * Makes another root, which issues identities from now on; both are trusted.
   *
   * @throws CartwrightError `conflict` while there are two already
   */
  async startRollOver(organisation: string, actor: string): Promise<void> {
    await this.#rollOver(actor, (within) =>
      createRoot(this.#options.store, this.records, organisation, { actor, within }),
    );
  }

  /**
   * The same with an authority of somebody's own: a root, or one below another, with its key and the chain above it.
   *
   * @throws CartwrightError `bad-certificate` with `data.reason`, `conflict`
   */
  async adopt(file: { bytes: Buffer; passphrase?: string | undefined }, actor: string): Promise<void> {
    await this.#rollOver(actor, (within) => adoptRoot(this.#options.store, this.records, file, { actor, within }));
  }

  async #rollOver(
    actor: string,
    make: (within: (work: UnitOfWork, fingerprint: string) => void) => Promise<Root>,
  ): Promise<void> {
    const underWay = () =>
      new CartwrightError('conflict', 'A roll-over is under way already. Retire the former authority first.');
    if (this.#roots.length > 1) throw underWay();
    const root = await make((work, fingerprint) => {
      // Two at once: the second finds what the first has made.
      if (this.#roots.length > 1 || readRoots(this.#options.store).length > 2) throw underWay();
      const former = this.#serving.fingerprint;
      work.event({ type: 'authority.roll-over-started', actor, data: { fingerprint, former } });
    });
    this.#roots = [...this.#roots, root];
    this.#tls.announce();
  }

  /**
   * Retires the former of two roots: its key is forgotten, identities it issued count no more, and TLS and signatures of
   * profiles are of the other one. Whether devices are ready for that is for the caller to know.
   */
  async retireFormer(actor: string): Promise<void> {
    const { store } = this.#options;
    const [former, ...rest] = this.#roots;
    if (former === undefined || rest.length === 0) return;
    const [next] = rest;
    await store.write((work) => {
      for (const fingerprint of this.records.unrevokedOf(former.subjectText))
        this.revokeWithin(work, fingerprint, 'cessationOfOperation', actor);
      this.records.forgetKey(former.fingerprint);
      work.event({
        type: 'authority.retired',
        actor,
        data: { fingerprint: former.fingerprint, successor: next?.fingerprint ?? null },
      });
    });
    this.#roots = rest;
    this.#revocationLists.forget();
    this.#profileSigner = await openProfileSigner(this.#options, this.records, this.#serving.issuer);
    await this.#tls.maintain();
    this.#tls.announce();
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
    this.#profileSigner = await openProfileSigner(this.#options, this.records, this.#serving.issuer);
    await this.#tls.maintain();
    const days = Math.floor((this.rootCertificate.notAfterAt - clock.now()) / DAY);
    if (days < 400) logger.warn({ days }, 'the root certificate of the built-in authority nears its end');
  }

  /**
   * Signs the certificate for a verified request. Nothing is kept until `record` runs in a unit of work.
   * The requested subject stands, unless it is empty or pretends to be the authority.
   *
   * @param options.purpose `over-the-air` makes one for a day, which proves a device between two steps and opens no other
   *   door
   * @param options.root the root the client asked; the one that issues now unless told
   */
  prepareDeviceIdentity(
    request: CertificateRequest,
    { purpose = 'device-identity', root = this.issuing }: { purpose?: ChallengePurpose | undefined; root?: Root } = {},
  ): PreparedIdentity {
    const { clock, revocationListUrls } = this.#options;
    const identityDays = purpose === 'over-the-air' ? 1 : this.#options.identityDays;
    const empty = request.subject.length <= 2;
    const pretends = this.#roots.some((each) => request.subject.equals(each.subject));
    const subject = empty || pretends ? encodeName([['CN', 'Device']]) : request.subject;
    const der = buildDeviceIdentity(root.issuer, {
      subject,
      publicKeyInfo: request.publicKeyInfo,
      now: clock.now(),
      subjectAltName: request.subjectAltName,
      ...(identityDays === undefined ? {} : { days: identityDays }),
      ...(revocationListUrls === undefined ? {} : { revocationListUrls: revocationListUrls(root.shortName) }),
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
   * Signs a certificate that a profile ordered, over a key the device or we made. Nothing is kept until `record` runs.
   *
   * @param publicKeyInfo SubjectPublicKeyInfo in DER
   */
  prepareConfigured(
    order: Omit<OrderedCertificate, 'id'>,
    publicKeyInfo: Buffer,
    root: Root = this.issuing,
  ): PreparedIdentity {
    const { clock, revocationListUrls } = this.#options;
    const pretends = this.#roots.some((each) => order.subject.equals(each.subject));
    if (pretends) throw new CartwrightError('bad-request', 'A certificate may not have the name of the authority.');
    const der = buildConfiguredCertificate(root.issuer, {
      ...order,
      publicKeyInfo,
      now: clock.now(),
      ...(revocationListUrls === undefined ? {} : { revocationListUrls: revocationListUrls(root.shortName) }),
    });
    return {
      der,
      facts: parseCertificate(der),
      record: (work) => {
        const fingerprint = this.records.record(work, 'configured', der);
        work.event({ type: 'certificate.issued', data: { purpose: 'configured', fingerprint } });
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
      this.#revocationLists.forget();
    });
  }

  /** Revokes a certificate in a unit of its own. */
  revoke(fingerprint: string, reason: RevocationReason, actor: string): Promise<void> {
    return this.#options.store.write((work) => this.revokeWithin(work, fingerprint, reason, actor));
  }

  /**
   * The certificate revocation list in DER of a root, the one that issues now unless told; the same bytes until something
   * is revoked or a day has passed.
   */
  revocationList(root: Root = this.issuing): Buffer {
    return this.#revocationLists.of(root);
  }

  /**
   * Encrypts for the holder of a certificate with an RSA key: CMS EnvelopedData.
   *
   * @throws CartwrightError 'bad-certificate' when its key is not RSA
   */
  encryptFor(certificateDer: Buffer, content: Buffer): Buffer {
    return encryptEnvelope(content, certificateDer);
  }

  /**
   * Signs a configuration profile: CMS SignedData around its XML, with the chain up to the root.
   *
   * @param by an identity of somebody else; the built-in authority unless told
   */
  signProfile(
    xml: Buffer,
    by: SigningIdentity = { ...this.#profileSigner, chainDer: [this.#serving.der, ...this.#serving.chainDer] },
  ): Buffer {
    return signCms(by, { content: xml, signedAt: this.#options.clock.now() });
  }

  /** Decrypts a CMS message that was encrypted to our root certificate; undefined when it was not. */
  openEnveloped(message: Buffer): Buffer | undefined {
    return openEnveloped(message, [this.issuer]);
  }
}
