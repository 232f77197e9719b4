import { createHash, createPublicKey, type KeyObject, timingSafeEqual, X509Certificate } from 'node:crypto';
import type { Cipher } from '../wire/cms-envelope.ts';
import { certificatesOf } from '../wire/cms-read.ts';
import type { Identity } from '../wire/cms-sign.ts';
import { type AltNames, buildSigningRequest, encodeName, type KeyUsage, type Name } from '../wire/x509.ts';
import {
  buildPkiMessage,
  issuerAndSubject,
  MessageType,
  newTransaction,
  type Reply,
  readReply,
  selfSigned,
} from './message.ts';

/** One HTTP exchange; the caller supplies trust and connection. */
export type Fetch = (request: {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
}) => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>;

export interface ScepOptions {
  /** The SCEP URL of the payload. */
  url: string;
  fetch: Fetch;
  key: KeyObject;
  subject: Name;
  /** `Name` of the payload: which authority, where a server has several. */
  authorityName?: string;
  challenge?: string;
  usage?: KeyUsage;
  alt?: AltNames;
  /** MD5, SHA-1, SHA-256 or SHA-512 of the authority's certificate. */
  fingerprint?: Uint8Array;
  /** Present: ask for a renewal, signed with this identity, instead of a first certificate. */
  renew?: Identity;
  retries?: number;
  /** Between polls of a pending request, in milliseconds; the first poll comes at once. */
  retryDelayMs?: number;
  wait?: (ms: number) => Promise<void>;
  now: number;
  /** Sends PKIOperation by GET even where POST is offered. */
  preferGet?: boolean;
}

/** Why SCEP did not give a certificate. `code` is one of Apple's MCSCEPErrorDomain codes. */
export class ScepError extends Error {
  readonly code: number;
  readonly failInfo: string | undefined;

  constructor(code: number, message: string, failInfo?: string) {
    super(message);
    this.name = 'ScepError';
    this.code = code;
    this.failInfo = failInfo;
  }
}

const MAX_GET_URL = 12_000;

/** Obtains (or renews) a certificate by SCEP (RFC 8894). Rejects with ScepError. */
export async function obtainCertificate(options: ScepOptions): Promise<{ certificate: Buffer; chain: Buffer[] }> {
  const capabilities = await getCapabilities(options);
  const authorities = await getAuthorities(options);
  const recipient = encryptionCertificate(authorities);
  const cipher: Cipher = capabilities.has('aes') || capabilities.has('scepstandard') ? 'aes-128-cbc' : 'des-ede3-cbc';
  if (!capabilities.has('sha-256') && !capabilities.has('scepstandard')) {
    throw new ScepError(22006, 'The SCEP server does not offer SHA-256.');
  }
  if (options.renew && !capabilities.has('renewal')) throw new ScepError(22006, 'The SCEP server does not renew.');
  const post = !options.preferGet && (capabilities.has('postpkioperation') || capabilities.has('scepstandard'));
  const publicKey = createPublicKey(options.key);
  const signer = options.renew ?? selfSigned(options.subject, options.key, publicKey, options.now);
  const transaction = newTransaction(publicKey);
  const request = buildSigningRequest({
    subject: options.subject,
    key: options.key,
    ...(options.challenge === undefined ? {} : { challenge: options.challenge }),
    ...(options.usage ? { usage: options.usage } : {}),
    ...(options.alt ? { alt: options.alt } : {}),
  });
  const exchange = async (
    type: typeof MessageType.pkcsReq | typeof MessageType.renewalReq | typeof MessageType.certPoll,
    content: Buffer,
  ): Promise<Reply> => {
    const message = buildPkiMessage({ type, content, transaction, signer, recipient, cipher });
    const body = await send(options, message, post);
    try {
      // A renewal may bring a new key; the reply is enveloped for the certificate that signed the request.
      return readReply(body, { transaction, authorities, key: options.key, openWith: signer.key });
    } catch (error) {
      throw new ScepError(22013, `The SCEP server’s answer is not valid: ${String(error)}`);
    }
  };
  let reply = await exchange(options.renew ? MessageType.renewalReq : MessageType.pkcsReq, request);
  for (let attempt = 0; reply.status === 'pending' && attempt < (options.retries ?? 3); attempt++) {
    if (attempt > 0) await options.wait?.(options.retryDelayMs ?? 10_000);
    reply = await exchange(MessageType.certPoll, issuerAndSubject(recipient, encodeName(options.subject)));
  }
  if (reply.status === 'failure') {
    throw new ScepError(22013, `The SCEP server refused the request (${reply.failInfo}).`, reply.failInfo);
  }
  if (reply.status === 'pending') throw new ScepError(22013, 'The SCEP server kept the request pending.');
  return { certificate: reply.certificate, chain: reply.chain };
}

function operationUrl(options: ScepOptions, operation: string, message: string): string {
  const url = new URL(options.url);
  url.searchParams.set('operation', operation);
  if (message !== '') url.searchParams.set('message', message);
  return url.href;
}

async function getCapabilities(options: ScepOptions): Promise<ReadonlySet<string>> {
  const answer = await call(options, {
    method: 'GET',
    url: operationUrl(options, 'GetCACaps', options.authorityName ?? ''),
  });
  return new Set(
    answer
      .toString('latin1')
      .split(/\s+/)
      .map((word) => word.toLowerCase())
      .filter((word) => word !== ''),
  );
}

async function getAuthorities(options: ScepOptions): Promise<Buffer[]> {
  const body = await call(options, {
    method: 'GET',
    url: operationUrl(options, 'GetCACert', options.authorityName ?? ''),
  });
  let certificates: Buffer[];
  try {
    certificates = certificatesOf(body);
  } catch (error) {
    throw new ScepError(22002, `The SCEP server’s certificate cannot be read: ${String(error)}`);
  }
  if (options.fingerprint && !certificates.some((der) => hasFingerprint(der, options.fingerprint ?? Buffer.alloc(0)))) {
    throw new ScepError(22002, 'The authority’s certificate does not have the fingerprint the profile names.');
  }
  if (certificates.length === 0) throw new ScepError(22002, 'The SCEP server sent no certificate.');
  return certificates;
}

const DIGEST_BY_LENGTH: Readonly<Record<number, string>> = { 16: 'md5', 20: 'sha1', 32: 'sha256', 64: 'sha512' };

function hasFingerprint(der: Buffer, fingerprint: Uint8Array): boolean {
  const digest = DIGEST_BY_LENGTH[fingerprint.length];
  return digest !== undefined && timingSafeEqual(createHash(digest).update(der).digest(), fingerprint);
}

/** The registration authority's certificate where the server sends one beside the authority's, else the authority's. */
function encryptionCertificate(certificates: readonly Buffer[]): Buffer {
  const leaf = certificates.find((der) => !new X509Certificate(der).ca);
  const chosen = leaf ?? certificates[0];
  if (!chosen) throw new ScepError(22003, 'The SCEP server sent no certificate to encrypt for.');
  return chosen;
}

async function send(options: ScepOptions, message: Buffer, post: boolean): Promise<Buffer> {
  if (post) {
    const headers = { 'content-type': 'application/x-pki-message' };
    return call(options, { method: 'POST', url: operationUrl(options, 'PKIOperation', ''), headers, body: message });
  }
  const url = operationUrl(options, 'PKIOperation', message.toString('base64'));
  if (url.length > MAX_GET_URL) throw new ScepError(22006, 'The SCEP request is too long for GET.');
  return call(options, { method: 'GET', url });
}

async function call(options: ScepOptions, request: Parameters<Fetch>[0]): Promise<Buffer> {
  const answer = await options.fetch(request).catch((error: unknown) => {
    throw new ScepError(22005, `The SCEP server cannot be reached: ${String(error)}`);
  });
  if (answer.status !== 200) throw new ScepError(22005, `The SCEP server answered ${answer.status}.`);
  return answer.body;
}
