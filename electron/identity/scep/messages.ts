import { CartwrightError } from '../../../shared/errors.ts';
import type { Digest } from '../cms/algorithms.ts';
import {
  type ContentCipher,
  decryptEnvelope,
  type EnvelopeRecipient,
  encryptEnvelope,
  isRecipient,
  parseEnvelope,
} from '../cms/envelope.ts';
import { certificatesOnly, type SigningIdentity, signCms } from '../cms/sign.ts';
import { parseSignedData, readSignedAttributes, verifySignedData } from '../cms/signed-data.ts';
import { certificateFingerprint } from '../cms/signer-cache.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { OID } from '../der/oids.ts';
import { type DerReader, openWhole, TAG } from '../der/read.ts';
import { octetString, printableString } from '../der/write.ts';

/** RFC 8894 §3.2.1.2: the requests a server may get. */
const REQUEST_TYPES: Readonly<Record<string, ScepRequestType>> = {
  '17': 'RenewalReq',
  '19': 'PKCSReq',
  '20': 'CertPoll',
  '21': 'GetCert',
  '22': 'GetCRL',
};

type ScepRequestType = 'RenewalReq' | 'PKCSReq' | 'CertPoll' | 'GetCert' | 'GetCRL';

/** RFC 8894 §3.2.1.4. */
const FAIL_INFO = { badAlg: '0', badMessageCheck: '1', badRequest: '2', badTime: '3', badCertId: '4' } as const;

export type FailInfo = keyof typeof FAIL_INFO;

/** What an answer must repeat of its request. */
export interface ScepContext {
  readonly transactionId: string;
  readonly senderNonce: Buffer;
  readonly digest: Digest;
}

/** A pkiMessage from a client (RFC 8894 §3). Its signature may still be wrong: see `genuine`. */
export interface ScepMessage extends ScepContext {
  /** Undefined for a type this server does not know. */
  readonly type: ScepRequestType | undefined;
  readonly signerCertificateDer: Buffer;
  /** SHA-256 of the signer's certificate, lower-case hex. */
  readonly signerFingerprint: string;
  /** False when the signature, its digest or its signer's key is not acceptable: answer badMessageCheck. */
  readonly genuine: boolean;
  /** Milliseconds since the epoch; undefined when the client did not say when it signed. */
  readonly signedAt: number | undefined;
  /** The encrypted messageData; undefined when there is none. */
  readonly envelope: Buffer | undefined;
}

/** The decrypted inside of a request. */
export interface ScepContent {
  readonly content: Buffer;
  /** The cipher to answer with. */
  readonly cipher: ContentCipher;
}

/**
 * Parses a pkiMessage and checks its signature.
 *
 * @throws CartwrightError 'bad-signature' when the bytes lack what an answer needs (transactionID, senderNonce): such a
 *   request can only be refused at the HTTP level.
 */
export function parseScepMessage(bytes: Buffer): ScepMessage {
  const signed = parseDerOrBer(bytes, 'bad-signature', parseSignedData);
  if (signed.signedAttributes === undefined) throw malformed('it has no signed attributes');
  const attributes = readSignedAttributes(signed.signedAttributes);
  const transactionId = readText(attributes.get(OID.scepTransactionId));
  const messageType = readText(attributes.get(OID.scepMessageType));
  const senderNonce = attributes.get(OID.scepSenderNonce)?.expect(TAG.octetString).content();
  if (transactionId === undefined || transactionId.length === 0 || transactionId.length > 256)
    throw malformed('it has no transactionID');
  if (senderNonce === undefined || senderNonce.length === 0 || senderNonce.length > 64)
    throw malformed('it has no senderNonce');
  let genuine = true;
  try {
    verifySignedData(signed, signed.content ?? Buffer.alloc(0));
  } catch {
    genuine = false;
  }
  return {
    type: messageType === undefined ? undefined : REQUEST_TYPES[messageType],
    transactionId,
    senderNonce,
    digest: signed.digest,
    signerCertificateDer: signed.signerCertificateDer,
    signerFingerprint: certificateFingerprint(signed.signerCertificateDer),
    genuine,
    signedAt: attributes.get(OID.signingTime)?.time(),
    envelope: signed.content === undefined || signed.content.length === 0 ? undefined : signed.content,
  };
}

function malformed(why: string): CartwrightError {
  return new CartwrightError('bad-signature', `This is not a SCEP message: ${why}.`);
}

function readText(value: DerReader | undefined): string | undefined {
  if (value === undefined) return undefined;
  value.next();
  if (value.tag !== TAG.printableString && value.tag !== TAG.utf8String && value.tag !== TAG.ia5String)
    return undefined;
  return value.content().toString('latin1');
}

/**
 * Opens the envelope of a request.
 *
 * @throws CartwrightError 'unsupported' (a cipher we do not take: badAlg) or 'bad-request' (badMessageCheck), the
 *   latter without telling why.
 */
export function openScepContent(envelope: Buffer, authority: EnvelopeRecipient): ScepContent {
  const parsed = parseEnvelope(envelope);
  if (parsed.cipher === undefined) {
    throw new CartwrightError('unsupported', 'The SCEP message is encrypted with a cipher we do not take.');
  }
  return { content: decryptEnvelope(parsed, authority), cipher: parsed.cipher };
}

/** Whether an envelope is for this authority; false for what is no envelope at all. */
export function isScepRecipient(envelope: Buffer, authority: EnvelopeRecipient): boolean {
  try {
    return isRecipient(parseEnvelope(envelope), authority);
  } catch {
    return false;
  }
}

/** IssuerAndSerialNumber, the content of GetCert and GetCRL (RFC 8894 §3.3.4): issuer in DER, serial as INTEGER octets. */
export function parseIssuerAndSerial(content: Buffer): { issuer: Buffer; serial: Buffer } {
  const reader = openWhole(content, TAG.sequence, 'bad-request');
  const issuer = reader.expect(TAG.sequence).element();
  return { issuer, serial: reader.integer() };
}

/** The outcome of a request, before it becomes a CertRep. */
export type ScepOutcome =
  | {
      readonly status: 'success';
      readonly certificatesDer: readonly Buffer[];
      readonly revocationListsDer?: readonly Buffer[];
      readonly cipher: ContentCipher;
    }
  | { readonly status: 'failure'; readonly failInfo: FailInfo }
  | { readonly status: 'pending' };

const PKI_STATUS = { success: '0', failure: '2', pending: '3' } as const;

/**
 * Builds the CertRep for a request (RFC 8894 §3.3.2): signed by the authority with the request's digest; a success is
 * encrypted to the request's signer with the request's cipher.
 *
 * @throws CartwrightError 'bad-certificate' when the signer's key is not RSA and so nothing can be encrypted to it.
 */
export function buildCertRep(
  request: ScepContext & { readonly signerCertificateDer: Buffer },
  outcome: ScepOutcome,
  authority: SigningIdentity,
  options: { readonly now: number; readonly nonce: Buffer },
): Buffer {
  const content =
    outcome.status === 'success'
      ? encryptEnvelope(
          certificatesOnly(outcome.certificatesDer, outcome.revocationListsDer),
          request.signerCertificateDer,
          outcome.cipher,
        )
      : undefined;
  return signCms(authority, {
    content,
    signedAt: options.now,
    digest: request.digest,
    attributes: [
      [OID.scepTransactionId, printableString(request.transactionId)],
      [OID.scepMessageType, printableString('3')],
      [OID.scepPkiStatus, printableString(PKI_STATUS[outcome.status])],
      ...(outcome.status === 'failure'
        ? [[OID.scepFailInfo, printableString(FAIL_INFO[outcome.failInfo])] as const]
        : []),
      [OID.scepSenderNonce, octetString(options.nonce)],
      [OID.scepRecipientNonce, octetString(request.senderNonce)],
    ],
  });
}

/** GetCACaps (RFC 8894 §3.5.2): what this server can do, one keyword a line. */
export const CA_CAPABILITIES = [
  'POSTPKIOperation',
  'Renewal',
  'SHA-1',
  'SHA-256',
  'SHA-512',
  'AES',
  'DES3',
  'SCEPStandard',
  '',
].join('\n');
