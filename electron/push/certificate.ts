import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';
import type { ApnsCredentials } from './apns-connection.ts';
import { makeCertificateRequest, type RequestSubject } from './certificate-request.ts';
import {
  badPushCertificate,
  certificatesIn,
  choosePushCertificate,
  type PushCertificate,
  readPushCertificate,
} from './push-certificate.ts';

/** Reads a certificate and its key out of a PKCS#12 file or a PEM bundle; identity's `importIdentity`. */
export type ImportIdentity = (
  bytes: Buffer,
  options: { passphrase?: string | undefined; now: number },
) => { readonly certificateDer: Buffer; readonly privateKey: KeyObject };

export type PushCertificateState = 'none' | 'requested' | 'ready' | 'expiring' | 'expired' | 'refused';

export interface PushCertificateStatus {
  readonly state: PushCertificateState;
  readonly topic: string | null;
  readonly notAfter: number | null;
  readonly serial: string | null;
  readonly fingerprint: string | null;
}

/** A request that waits for its signed certificate. */
export interface PendingRequest extends RequestSubject {
  readonly csrPem: string;
  readonly createdAt: number;
}

const SETTING = 'push.certificate';
const settingSchema = z.object({
  current: z.string().nullable(),
  request: z
    .object({
      keySecretId: z.string(),
      csrPem: z.string(),
      organisation: z.string(),
      email: z.string(),
      createdAt: z.number(),
    })
    .nullable(),
  /** What was said of the present certificate's age already. */
  announced: z.enum(['expiring', 'expired']).nullable(),
});
type Setting = z.infer<typeof settingSchema>;

const DAY = 24 * 3600_000;
const EXPIRING_MS = 30 * DAY;
/** Clocks differ; a certificate made a moment ago elsewhere is not from the future. */
const SKEW_MS = 5 * 60_000;

interface Current extends PushCertificate {
  readonly keySecretId: string;
}

/** The life of the push certificate: request, import, renewal, expiry. The key never leaves the vault but for TLS. */
export class CertificateLife {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #importIdentity: ImportIdentity;
  readonly #onImported: (work: UnitOfWork, change: { topicChanged: boolean }) => void;
  #current: Current | undefined;
  /** Set while Apple refuses the present certificate. */
  #refused = false;

  /** @param options.onImported runs inside the import's unit of work */
  constructor(options: {
    store: Store;
    logger: Logger;
    importIdentity: ImportIdentity;
    onImported: (work: UnitOfWork, change: { topicChanged: boolean }) => void;
  }) {
    this.#store = options.store;
    this.#logger = options.logger;
    this.#importIdentity = options.importIdentity;
    this.#onImported = options.onImported;
    this.#load();
  }

  /** The present state, for the console. Times are milliseconds since the epoch. */
  status(): PushCertificateStatus {
    const current = this.#current;
    if (current === undefined) {
      const state = this.#setting().request === null ? 'none' : 'requested';
      return { state, topic: null, notAfter: null, serial: null, fingerprint: null };
    }
    const { topic, notAfterAt, serial, fingerprint } = current;
    return { state: this.#state(current), topic, notAfter: notAfterAt, serial, fingerprint };
  }

  /** The topic of the present certificate, expired or not; it goes into enrollment profiles. */
  get topic(): string | undefined {
    return this.#current?.topic;
  }

  /** The topic, while the certificate can be used to push. */
  usableTopic(): string | undefined {
    const current = this.#current;
    return current === undefined || this.#store.clock.now() >= current.notAfterAt ? undefined : current.topic;
  }

  /** What to connect to APNs with; undefined when there is none, it has expired, or its key cannot be read. */
  credentials(): ApnsCredentials | undefined {
    const current = this.#current;
    if (current === undefined || this.usableTopic() === undefined) return undefined;
    try {
      const privateKeyPem = this.#key(current.keySecretId).export({ type: 'pkcs8', format: 'pem' }).toString();
      return { certificatePem: current.x509.toString(), privateKeyPem };
    } catch (error) {
      this.#logger.error({ err: error }, 'the key of the push certificate cannot be read');
      return undefined;
    }
  }

  /** The request that waits for its certificate. */
  pendingRequest(): PendingRequest | undefined {
    const request = this.#setting().request;
    if (request === null) return undefined;
    const { csrPem, organisation, email, createdAt } = request;
    return { csrPem, organisation, email, createdAt };
  }

  /**
   * Makes a key and a certificate signing request (PEM) for a vendor to sign and Apple to answer. A request that waits
   * already is returned again, whatever its subject, because its certificate may be on its way; `replace` makes a new
   * one, and the certificate made for the old one can no longer be imported.
   */
  async createRequest(options: RequestSubject & { replace?: boolean; actor?: string }): Promise<PendingRequest> {
    const pending = this.pendingRequest();
    if (pending !== undefined && options.replace !== true) return pending;
    const made = await makeCertificateRequest(options);
    return this.#store.write((work) => {
      const setting = this.#setting();
      if (setting.request !== null) {
        // Two at once: the first stands, unless it was to be replaced.
        if (options.replace !== true) return this.pendingRequest() as PendingRequest;
        this.#store.vault.remove(setting.request.keySecretId);
      }
      const { organisation, email } = options;
      const request = { organisation, email, csrPem: made.csrPem, createdAt: work.now };
      const keySecretId = this.#store.vault.put('private-key', made.keyDer);
      this.#save({ ...setting, request: { ...request, keySecretId } });
      work.event({
        type: 'push.certificate-requested',
        actor: options.actor,
        data: { organisation, replaced: setting.request !== null },
      });
      return request;
    });
  }

  /**
   * Takes the signed push certificate into use: PEM or DER over the requested (or the present) key, or a PKCS#12 file
   * or PEM bundle that brings its own.
   *
   * @throws CartwrightError `bad-certificate` with `data.reason` (PushCertificateFault, or importIdentity's) when it
   *   cannot be used; `conflict` with `data.reason` 'other-topic' when it has another topic than the present one and
   *   `allowTopicChange` is not set: every device enrolled under the present topic would have to enroll again
   */
  async importCertificate(
    bytes: Uint8Array,
    options: { passphrase?: string | undefined; allowTopicChange?: boolean; actor?: string } = {},
  ): Promise<PushCertificateStatus> {
    const { certificate, ownKey } = this.#open(bytes, options.passphrase);
    const now = this.#store.clock.now();
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    if (certificate.notAfterAt <= now) {
      throw badPushCertificate('expired', `This certificate expired on ${day(certificate.notAfterAt)}. Renew it.`);
    }
    if (certificate.notBeforeAt > now + SKEW_MS) {
      throw badPushCertificate(
        'not-yet-valid',
        `This certificate is only valid from ${day(certificate.notBeforeAt)} on. Is this machine's clock right?`,
      );
    }
    await this.#store.write((work) => this.#take(work, certificate, ownKey, options));
    return this.status();
  }

  /** Apple accepts or refuses the present certificate; recorded once. */
  async judged(refused: boolean, detail: string | undefined): Promise<void> {
    if (this.#refused === refused) return;
    this.#refused = refused;
    const current = this.#current;
    if (!refused || current === undefined) return;
    await this.#store.write((work) =>
      work.event({
        type: 'push.certificate-refused',
        actor: 'apns',
        data: { topic: current.topic, fingerprint: current.fingerprint, detail },
      }),
    );
  }

  /** Records once that the certificate is about to expire, and once that it has. True when something was recorded. */
  async review(): Promise<boolean> {
    const current = this.#current;
    if (current === undefined) return false;
    const left = current.notAfterAt - this.#store.clock.now();
    const age = left <= 0 ? 'expired' : left < EXPIRING_MS ? 'expiring' : null;
    if (age === null || this.#setting().announced === age) return false;
    await this.#store.write((work) => {
      const setting = this.#setting();
      if (setting.current !== current.fingerprint || setting.announced === age) return;
      this.#save({ ...setting, announced: age });
      work.event({
        type: `push.certificate-${age}`,
        data: { topic: current.topic, notAfter: current.notAfterAt, fingerprint: current.fingerprint },
      });
    });
    return true;
  }

  #take(
    work: UnitOfWork,
    certificate: PushCertificate,
    ownKey: KeyObject | undefined,
    options: { allowTopicChange?: boolean; actor?: string },
  ): void {
    const setting = this.#setting();
    const present = this.#current;
    if (present?.fingerprint === certificate.fingerprint) return;
    const topicChanged = present !== undefined && present.topic !== certificate.topic;
    if (topicChanged && options.allowTopicChange !== true) {
      const devices = this.#listeningOn(present.topic);
      throw new CartwrightError(
        'conflict',
        `This certificate is for ${certificate.topic}, the present one for ${present.topic}. ` +
          `${devices} enrolled devices listen on that topic only and would have to enroll again: no profile can change ` +
          'it in place. At identity.apple.com/pushcert renew the present certificate instead of ' +
          'creating a new one, with the same Apple account as last time.',
        { data: { reason: 'other-topic', topic: certificate.topic, presentTopic: present.topic, devices } },
      );
    }
    const keySecretId = this.#keyFor(certificate, ownKey, setting);
    const former = this.#store.get((db) =>
      db.selectFrom('certificate').select('fingerprint').where('fingerprint', '=', certificate.fingerprint),
    );
    if (former !== undefined) {
      this.#store.run((db) =>
        db.updateTable('certificate').set({ keySecretId }).where('fingerprint', '=', certificate.fingerprint),
      );
    } else this.#insert(work, certificate, keySecretId);
    if (present !== undefined && present.keySecretId !== keySecretId) {
      this.#store.vault.remove(present.keySecretId);
      this.#store.run((db) =>
        db.updateTable('certificate').set({ keySecretId: null }).where('fingerprint', '=', present.fingerprint),
      );
    }
    const answered = setting.request?.keySecretId === keySecretId;
    const request = answered ? null : setting.request;
    this.#save({ current: certificate.fingerprint, request, announced: null });
    const { topic, notAfterAt, fingerprint, serial } = certificate;
    work.event({
      type: 'push.certificate-imported',
      actor: options.actor,
      data: { topic, notAfter: notAfterAt, fingerprint, serial, renewal: present !== undefined, topicChanged },
    });
    work.afterCommit(() => {
      this.#refused = false;
      this.#current = { ...certificate, keySecretId };
    });
    this.#onImported(work, { topicChanged });
  }

  #open(bytes: Uint8Array, passphrase: string | undefined): { certificate: PushCertificate; ownKey?: KeyObject } {
    const certificates = certificatesIn(bytes);
    if (certificates !== undefined) return { certificate: choosePushCertificate(certificates) };
    const identity = this.#importIdentity(Buffer.from(bytes), { passphrase, now: this.#store.clock.now() });
    return { certificate: choosePushCertificate([identity.certificateDer]), ownKey: identity.privateKey };
  }

  #keyFor(certificate: PushCertificate, ownKey: KeyObject | undefined, setting: Setting): string {
    for (const id of [setting.request?.keySecretId, this.#current?.keySecretId]) {
      if (id !== undefined && certificate.x509.checkPrivateKey(this.#key(id))) return id;
    }
    if (ownKey !== undefined && certificate.x509.checkPrivateKey(ownKey)) {
      return this.#store.vault.put('private-key', ownKey.export({ type: 'pkcs8', format: 'der' }));
    }
    throw badPushCertificate(
      'wrong-key',
      'This certificate belongs to another key than the one requested here. Import the certificate that was made ' +
        'from this request, or a PKCS#12 file that brings its key.',
    );
  }

  /** Enrolled devices that listen on a topic. */
  #listeningOn(topic: string): number {
    const row = this.#store.get((db) =>
      db
        .selectFrom('enrollment')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('topic', '=', topic)
        .where('state', '=', 'enrolled')
        .where('channel', '=', 'device'),
    );
    return row?.count ?? 0;
  }

  #insert(work: UnitOfWork, certificate: PushCertificate, keySecretId: string): void {
    this.#store.run((db) =>
      db.insertInto('certificate').values({
        fingerprint: certificate.fingerprint,
        serial: certificate.serial,
        purpose: 'push',
        subject: certificate.subject,
        issuer: certificate.issuer,
        notBefore: certificate.notBeforeAt,
        notAfter: certificate.notAfterAt,
        der: certificate.der,
        keySecretId,
        invitationId: null,
        enrollmentId: null,
        renewalOfEnrollmentId: null,
        issuedAt: work.now,
        revokedAt: null,
        revocationReason: null,
      }),
    );
  }

  #state(current: Current): PushCertificateState {
    const left = current.notAfterAt - this.#store.clock.now();
    if (left <= 0) return 'expired';
    if (this.#refused) return 'refused';
    return left < EXPIRING_MS ? 'expiring' : 'ready';
  }

  #load(): void {
    const { current } = this.#setting();
    if (current === null) return;
    const row = this.#store.get((db) =>
      db.selectFrom('certificate').select(['der', 'keySecretId']).where('fingerprint', '=', current),
    );
    const certificate = row === undefined ? undefined : readPushCertificate(row.der);
    if (row === undefined || row.keySecretId === null || certificate === undefined) {
      this.#logger.error({ fingerprint: current }, 'the stored push certificate cannot be used; import it again');
      return;
    }
    this.#current = { ...certificate, keySecretId: row.keySecretId };
  }

  #key(secretId: string): KeyObject {
    return createPrivateKey({ key: this.#store.vault.get(secretId, 'private-key'), format: 'der', type: 'pkcs8' });
  }

  #setting(): Setting {
    return readSetting(this.#store, SETTING, settingSchema) ?? { current: null, request: null, announced: null };
  }

  #save(setting: Setting): void {
    writeSetting(this.#store, SETTING, setting);
  }
}
