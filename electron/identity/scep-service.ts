import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Store } from '../store/index.ts';
import type { Authority, PreparedIdentity } from './authority.ts';
import type { Challenges, OpenChallenge } from './challenges.ts';
import type { ContentCipher } from './cms/envelope.ts';
import { certificatePublicKey } from './cms/signer-cache.ts';
import type { CertificateOrders, OrderedCertificate } from './orders.ts';
import type { Root } from './roots.ts';
import {
  buildCertRep,
  CA_CAPABILITIES,
  type FailInfo,
  isScepRecipient,
  openScepContent,
  parseIssuerAndSerial,
  parseScepMessage,
  type ScepContent,
  type ScepMessage,
  type ScepOutcome,
} from './scep/messages.ts';
import { type ScepTransactions, scepTransactions } from './scep/transactions.ts';
import { publicKeyInfoOf } from './x509/build.ts';
import { nameText } from './x509/name.ts';
import { parseCertificate } from './x509/parse-certificate.ts';
import { type CertificateRequest, parseCertificateRequest } from './x509/request.ts';

/** A request as the listener hands it over: `message` is the POSTed body or the decoded query parameter. */
export interface ScepHttpRequest {
  readonly operation: string;
  /** The authority that GetCACert asks for, if it names one. */
  readonly name?: string;
  readonly message: Buffer;
}

/** What the listener answers. An empty body with status 400 refuses what is no SCEP at all. */
export interface ScepHttpResponse {
  readonly status: 200 | 400;
  readonly contentType: string;
  readonly body: Buffer;
}

const CLOCK_TOLERANCE = 86_400_000;

/** A refusal on its way to becoming a CertRep; `why` is for the log. */
class Refusal extends Error {
  readonly failInfo: FailInfo;
  constructor(failInfo: FailInfo, why: string) {
    super(why);
    this.failInfo = failInfo;
  }
}

/** Why a certificate is issued. */
interface Grounds {
  readonly challenge?: OpenChallenge;
  readonly order?: OrderedCertificate;
  readonly invitationId: string | null;
  readonly renewalOfEnrollmentId?: string | null;
  /** The certificate formerly issued under the same transactionID. */
  readonly replaces: string | undefined;
}

/** What a transactionID stands for already. */
interface FormerTransaction {
  readonly fingerprint: string;
  readonly der: Buffer;
}

/**
 * The `message` parameter of a GET PKIOperation: base64, where lenient decoders before us may have turned "+" into
 * spaces (RFC 8894 §4.1).
 */
export function scepMessageFromQuery(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', '+'), 'base64');
}

/** The Name in a SCEP payload, which clients send along when they ask for the authority's certificate. */
export function scepNameOf({ shortName }: Pick<Root, 'shortName'>): string {
  return `cartwright-${shortName}`;
}

/** The SCEP server (RFC 8894): answers are given only when what they promise is durable. */
export class ScepService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #authority: Authority;
  readonly #challenges: Challenges;
  readonly #orders: CertificateOrders | undefined;
  readonly #transactions: ScepTransactions;

  constructor(context: {
    store: Store;
    clock: Clock;
    logger: Logger;
    authority: Authority;
    challenges: Challenges;
    /** Certificates that profiles bring. */
    orders?: CertificateOrders;
  }) {
    this.#store = context.store;
    this.#clock = context.clock;
    this.#logger = context.logger;
    this.#authority = context.authority;
    this.#challenges = context.challenges;
    this.#orders = context.orders;
    this.#transactions = scepTransactions(context.store);
  }

  /**
   * Answers one request.
   *
   * @throws CartwrightError only for failures of our own ('store-failure', …): answer those with a 5xx.
   */
  async handle(request: ScepHttpRequest): Promise<ScepHttpResponse> {
    switch (request.operation) {
      case 'GetCACaps':
        return { status: 200, contentType: 'text/plain', body: Buffer.from(CA_CAPABILITIES) };
      case 'GetCACert':
        return {
          status: 200,
          contentType: 'application/x-x509-ca-cert',
          body: this.#asked(request.name).der,
        };
      case 'PKIOperation':
        return this.#pkiOperation(request.message);
      default:
        return { status: 400, contentType: 'text/plain', body: Buffer.alloc(0) };
    }
  }

  /** Removes challenges and remembered answers that nobody will ask for any more. */
  async sweep(): Promise<void> {
    await this.#challenges.sweep();
    await this.#transactions.sweep();
  }

  /** A profile names the root it was made for; whoever names none is told of the one that issues now. */
  #asked(name: string | undefined): Root {
    return this.#authority.roots.find((root) => scepNameOf(root) === name) ?? this.#authority.issuing;
  }

  async #pkiOperation(bytes: Buffer): Promise<ScepHttpResponse> {
    let message: ScepMessage;
    try {
      message = parseScepMessage(bytes);
    } catch (error) {
      this.#logger.warn({ err: error, bytes: bytes.length }, 'a SCEP message could not be read');
      return { status: 400, contentType: 'text/plain', body: Buffer.alloc(0) };
    }
    const body = await this.#answer(bytes, message);
    return { status: 200, contentType: 'application/x-pki-message', body };
  }

  async #answer(bytes: Buffer, message: ScepMessage): Promise<Buffer> {
    try {
      if (!message.genuine) throw new Refusal('badMessageCheck', 'its signature is wrong');
      const requestHash = hash('sha256', bytes, 'hex');
      const former = this.#transactions.find(message.transactionId);
      if (former !== undefined && former.requestHash === requestHash) return former.response;
      const now = this.#clock.now();
      if (message.signedAt !== undefined && Math.abs(now - message.signedAt) > CLOCK_TOLERANCE) {
        throw new Refusal('badTime', 'the clock of the client is off by more than a day');
      }
      return await this.#dispatch(message, requestHash);
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal === undefined) throw error;
      const { transactionId, type, signerFingerprint } = message;
      this.#logger.warn(
        { transactionId, type, signerFingerprint, failInfo: refusal.failInfo },
        `SCEP request refused: ${refusal.message}`,
      );
      return this.#reply(message, { status: 'failure', failInfo: refusal.failInfo });
    }
  }

  async #dispatch(message: ScepMessage, requestHash: string): Promise<Buffer> {
    if (message.type === undefined) throw new Refusal('badRequest', 'its message type is unknown');
    if (message.envelope === undefined) throw new Refusal('badMessageCheck', 'it carries no envelope');
    const inside = openScepContent(message.envelope, this.#rootFor(message).issuer);
    switch (message.type) {
      case 'PKCSReq':
        return this.#enroll(message, inside, requestHash);
      case 'RenewalReq':
        return this.#renew(message, inside, requestHash);
      case 'CertPoll':
        return this.#poll(message, inside.cipher);
      case 'GetCert':
        return this.#getCertificate(message, inside);
      case 'GetCRL':
        return this.#getRevocationList(message, inside);
    }
  }

  async #enroll(message: ScepMessage, inside: ScepContent, requestHash: string): Promise<Buffer> {
    const request = parseCertificateRequest(inside.content);
    const password = request.challengePassword ?? '';
    const former = this.#formerTransaction(message, request);
    const usedFor = (fingerprint: string): boolean =>
      this.#challenges.wasUsedFor(password, fingerprint) || this.#orders?.wasUsedFor(password, fingerprint) === true;
    if (former !== undefined && usedFor(former.fingerprint)) {
      return this.#success(message, former.der, inside.cipher);
    }
    const signerKey = publicKeyInfoOf(certificatePublicKey(message.signerCertificateDer));
    if (!signerKey.equals(publicKeyInfoOf(request.publicKey)) && this.#currentSigner(message) === undefined) {
      throw new Refusal('badMessageCheck', 'it is signed with another key than it asks a certificate for');
    }
    const order = this.#orders?.findOpen(password, this.#clock.now());
    if (order !== undefined)
      return this.#issue(message, inside.cipher, request, requestHash, {
        order,
        invitationId: null,
        replaces: former?.fingerprint,
      });
    const challenge = this.#challenges.findOpen(password, this.#clock.now());
    if (challenge === undefined) throw new Refusal('badRequest', 'its challenge password is unknown, used or expired');
    return this.#issue(message, inside.cipher, request, requestHash, {
      challenge,
      invitationId: challenge.invitationId,
      renewalOfEnrollmentId: challenge.renewalOfEnrollmentId,
      replaces: former?.fingerprint,
    });
  }

  async #renew(message: ScepMessage, inside: ScepContent, requestHash: string): Promise<Buffer> {
    const request = parseCertificateRequest(inside.content);
    const signer = this.#currentSigner(message);
    if (signer === undefined) throw new Refusal('badCertId', 'it is not signed by a current identity of ours');
    const renewalOfEnrollmentId = signer.enrollmentId ?? signer.renewalOfEnrollmentId;
    if (renewalOfEnrollmentId !== null && this.#transactions.enrollmentEnded(renewalOfEnrollmentId)) {
      throw new Refusal('badCertId', 'the enrollment of its signer has ended');
    }
    const former = this.#formerTransaction(message, request);
    // Clients that keep their key keep their transactionID: when the signer is what that transaction issued, its
    // answer arrived and this is the next one; when it is older, the answer to this very renewal was lost.
    if (former !== undefined && former.fingerprint !== signer.fingerprint) {
      const issued = this.#authority.records.find(former.fingerprint);
      const same =
        issued?.renewalOfEnrollmentId === renewalOfEnrollmentId && issued.invitationId === signer.invitationId;
      if (!same) throw new Refusal('badRequest', 'its transactionID was used by another request');
      return this.#success(message, former.der, inside.cipher);
    }
    const { invitationId } = signer;
    return this.#issue(message, inside.cipher, request, requestHash, {
      invitationId,
      renewalOfEnrollmentId,
      replaces: former?.fingerprint,
    });
  }

  /** The signer's record when it is a device identity of ours, in time and not revoked. */
  #currentSigner(message: ScepMessage) {
    const record = this.#authority.records.find(message.signerFingerprint);
    if (record === undefined || record.purpose !== 'device-identity' || record.revokedAt !== null) return undefined;
    const now = this.#clock.now();
    if (now > record.notAfter || now < record.notBefore)
      throw new Refusal('badTime', 'the certificate of its signer is not valid now');
    return record;
  }

  /**
   * The certificate already issued under this transactionID to this key. A transactionID is commonly a hash of the key,
   * so the key is what makes it the client's own; under another's it is refused.
   */
  #formerTransaction(message: ScepMessage, request: CertificateRequest): FormerTransaction | undefined {
    const former = this.#transactions.find(message.transactionId);
    if (former === undefined) return undefined;
    const fingerprint = former.certificateFingerprint ?? '';
    const der = this.#authority.records.material(fingerprint)?.der;
    if (der === undefined || !parseCertificate(der).publicKeyInfo.equals(request.publicKeyInfo)) {
      throw new Refusal('badRequest', 'its transactionID was used by another request');
    }
    return { fingerprint, der };
  }

  async #issue(
    message: ScepMessage,
    cipher: ContentCipher,
    request: CertificateRequest,
    requestHash: string,
    grounds: Grounds,
  ): Promise<Buffer> {
    const root = this.#rootFor(message);
    const identity: PreparedIdentity =
      grounds.order === undefined
        ? this.#authority.prepareDeviceIdentity(request, { purpose: grounds.challenge?.purpose, root })
        : this.#authority.prepareConfigured(grounds.order, request.publicKeyInfo, root);
    const response = this.#success(message, identity.der, cipher);
    try {
      await this.#store.write((work) => {
        const { challenge, order, invitationId, renewalOfEnrollmentId = null, replaces } = grounds;
        const fingerprint = identity.record(work, { invitationId, renewalOfEnrollmentId });
        if (order !== undefined && this.#orders?.fulfil(work, order, fingerprint) !== true) {
          throw new Refusal('badRequest', 'its challenge password was used by another request meanwhile');
        }
        if (challenge !== undefined && !this.#challenges.consume(work, challenge, fingerprint)) {
          throw new Refusal('badRequest', 'its challenge password was used by another request meanwhile');
        }
        const answer = { requestHash, response, certificateFingerprint: fingerprint };
        if (!this.#transactions.remember(work, message.transactionId, answer, replaces)) {
          throw new Refusal('badRequest', 'its transactionID was used by another request meanwhile');
        }
      });
    } catch (error) {
      // The same bytes may have arrived twice at once: both get the answer of the one that was first.
      const former = error instanceof Refusal ? this.#transactions.find(message.transactionId) : undefined;
      if (former?.requestHash === requestHash) return former.response;
      throw error;
    }
    return response;
  }

  #poll(message: ScepMessage, cipher: ContentCipher): Buffer {
    const former = this.#transactions.find(message.transactionId);
    const issued =
      former?.certificateFingerprint == null
        ? undefined
        : this.#authority.records.material(former.certificateFingerprint);
    if (issued === undefined) throw new Refusal('badCertId', 'no certificate was issued under its transactionID');
    const signerKey = publicKeyInfoOf(certificatePublicKey(message.signerCertificateDer));
    if (!parseCertificate(issued.der).publicKeyInfo.equals(signerKey)) {
      throw new Refusal('badCertId', 'the certificate under its transactionID belongs to another key');
    }
    return this.#success(message, issued.der, cipher);
  }

  #getCertificate(message: ScepMessage, inside: ScepContent): Buffer {
    const { issuer, serial } = parseIssuerAndSerial(inside.content);
    const ours = this.#authority.roots.some((root) => issuer.equals(root.subject));
    const found = ours ? this.#authority.records.findBySerial(nameText(issuer), serial.toString('hex')) : undefined;
    if (found === undefined) throw new Refusal('badCertId', 'there is no such certificate');
    return this.#success(message, found.der, inside.cipher);
  }

  #getRevocationList(message: ScepMessage, inside: ScepContent): Buffer {
    const { issuer } = parseIssuerAndSerial(inside.content);
    const root = this.#authority.roots.find((each) => issuer.equals(each.subject));
    if (root === undefined) {
      throw new Refusal('badCertId', 'it asks for the revocation list of another authority');
    }
    const revocationListsDer = [this.#authority.revocationList(root)];
    return this.#reply(message, { status: 'success', certificatesDer: [], revocationListsDer, cipher: inside.cipher });
  }

  #success(message: ScepMessage, certificateDer: Buffer, cipher: ContentCipher): Buffer {
    return this.#reply(message, { status: 'success', certificatesDer: [certificateDer], cipher });
  }

  /** The root a message is encrypted for: during a roll-over clients still know the former one. */
  #rootFor(message: ScepMessage): Root {
    const { roots, issuing } = this.#authority;
    if (roots.length === 1 || message.envelope === undefined) return issuing;
    const { envelope } = message;
    return roots.find((root) => isScepRecipient(envelope, root.issuer)) ?? issuing;
  }

  #reply(message: ScepMessage, outcome: ScepOutcome): Buffer {
    return buildCertRep(message, outcome, this.#rootFor(message).issuer, {
      now: this.#clock.now(),
      nonce: randomBytes(16),
    });
  }
}

/** What a client did wrong, as SCEP says it; undefined for failures of our own. */
function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!(error instanceof CartwrightError)) return undefined;
  switch (error.code) {
    case 'unsupported':
    case 'bad-certificate':
      return new Refusal('badAlg', error.message);
    case 'bad-signature':
      return new Refusal('badMessageCheck', error.message);
    case 'bad-request':
      return new Refusal('badRequest', error.message);
    default:
      return undefined;
  }
}
