import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { OID } from '../der/oids.ts';
import { type DerReader, openWhole, TAG } from '../der/read.ts';
import { contextPrimitive, integer, nullValue, octetString, oid, sequence, setOf } from '../der/write.ts';
import { parseCertificate } from '../x509/parse-certificate.ts';
import { unpadPkcs1 } from './pkcs1.ts';
import { contentInfo, issuerAndSerial } from './sign.ts';
import { certificatePublicKey } from './signer-cache.ts';

/** Content ciphers, all in CBC mode; what SCEP clients still send (RFC 8894 §2.9 and older drafts). */
export type ContentCipher = 'des' | 'des3' | 'aes128' | 'aes192' | 'aes256';

interface CipherFacts {
  readonly oid: string;
  readonly name: string;
  readonly keyBytes: number;
  readonly blockBytes: number;
}

const CIPHERS: Readonly<Record<ContentCipher, CipherFacts>> = {
  des: { oid: OID.desCbc, name: 'des-ede3-cbc', keyBytes: 8, blockBytes: 8 },
  des3: { oid: OID.des3Cbc, name: 'des-ede3-cbc', keyBytes: 24, blockBytes: 8 },
  aes128: { oid: OID.aes128Cbc, name: 'aes-128-cbc', keyBytes: 16, blockBytes: 16 },
  aes192: { oid: OID.aes192Cbc, name: 'aes-192-cbc', keyBytes: 24, blockBytes: 16 },
  aes256: { oid: OID.aes256Cbc, name: 'aes-256-cbc', keyBytes: 32, blockBytes: 16 },
};

/** Single DES is triple DES with one key three times; OpenSSL 3 and BoringSSL offer only the latter everywhere. */
function cipherKey(cipher: ContentCipher, key: Buffer): Buffer {
  return cipher === 'des' ? Buffer.concat([key, key, key]) : key;
}

type KeyTransport = { readonly padding: 'pkcs1' } | { readonly padding: 'oaep'; readonly digest: string };

interface Recipient {
  /** Issuer and serial as one DER SEQUENCE, or undefined when named by key identifier. */
  readonly issuerAndSerial: Buffer | undefined;
  readonly keyId: Buffer | undefined;
  readonly transport: KeyTransport | undefined;
  readonly encryptedKey: Buffer;
}

/** A parsed EnvelopedData (RFC 5652 §6). */
export interface Envelope {
  readonly recipients: readonly Recipient[];
  /** Undefined for a cipher we do not take. */
  readonly cipher: ContentCipher | undefined;
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
}

/** Who an envelope was made for. */
export interface EnvelopeRecipient {
  readonly certificateDer: Buffer;
  /** RSA. */
  readonly privateKey: KeyObject;
}

/** One text for everything that can go wrong with an envelope: the difference would be a padding oracle. */
const undecipherable = (): CartwrightError => new CartwrightError('bad-request', 'The message cannot be decrypted.');

/**
 * Parses a ContentInfo that holds an EnvelopedData with RSA key transport recipients.
 *
 * @throws CartwrightError 'bad-request' when the bytes are not one.
 */
export function parseEnvelope(bytes: Buffer): Envelope {
  return parseDerOrBer(bytes, 'bad-request', (der) => {
    const outer = openWhole(der, TAG.sequence, 'bad-request');
    if (outer.oid() !== OID.envelopedData) throw outer.failure('it is not a CMS EnvelopedData');
    const enveloped = outer.open(0xa0).open(TAG.sequence);
    enveloped.smallInteger();
    enveloped.optional(0xa0);
    const infos = enveloped.open(TAG.set);
    const recipients: Recipient[] = [];
    while (!infos.done) {
      infos.next();
      if (infos.tag === TAG.sequence) recipients.push(readRecipient(infos.enter()));
    }
    const encrypted = enveloped.open(TAG.sequence);
    encrypted.oid();
    const { cipher, iv } = readContentCipher(encrypted.open(TAG.sequence));
    return { recipients, cipher, iv, ciphertext: readOctets(encrypted) };
  });
}

function readRecipient(info: DerReader): Recipient {
  info.smallInteger();
  info.next();
  const named = info.tag === TAG.sequence ? info.element() : undefined;
  const keyId = info.tag === 0x80 ? info.content() : undefined;
  const transport = readKeyTransport(info.open(TAG.sequence));
  return { issuerAndSerial: named, keyId, transport, encryptedKey: info.expect(TAG.octetString).content() };
}

function readKeyTransport(algorithm: DerReader): KeyTransport | undefined {
  const name = algorithm.oid();
  if (name === OID.rsaEncryption) return { padding: 'pkcs1' };
  if (name !== OID.rsaesOaep) return undefined;
  const digests: Readonly<Record<string, string>> = {
    [OID.sha1]: 'sha1',
    [OID.sha256]: 'sha256',
    [OID.sha384]: 'sha384',
    [OID.sha512]: 'sha512',
  };
  let digest: string | undefined = 'sha1';
  let maskDigest: string | undefined = 'sha1';
  if (!algorithm.done) {
    const params = algorithm.open(TAG.sequence);
    if (params.optional(0xa0)) digest = digests[params.enter().open(TAG.sequence).oid()];
    if (params.optional(0xa1)) {
      const mask = params.enter().open(TAG.sequence);
      maskDigest = mask.oid() === OID.mgf1 ? digests[mask.open(TAG.sequence).oid()] : undefined;
    }
    // A label (pSourceAlgorithm) that is not empty is nothing any SCEP client sends.
  }
  return digest === undefined || digest !== maskDigest ? undefined : { padding: 'oaep', digest };
}

function readContentCipher(algorithm: DerReader): { cipher: ContentCipher | undefined; iv: Buffer } {
  const name = algorithm.oid();
  const cipher = (Object.keys(CIPHERS) as ContentCipher[]).find((candidate) => CIPHERS[candidate].oid === name);
  const iv = cipher === undefined ? Buffer.alloc(0) : algorithm.expect(TAG.octetString).content();
  return { cipher, iv };
}

/** [0] IMPLICIT OCTET STRING, in one piece or, from streaming encoders, in several. */
function readOctets(encrypted: DerReader): Buffer {
  encrypted.next();
  if (encrypted.tag === 0x80) return encrypted.content();
  if (encrypted.tag !== 0xa0) throw encrypted.failure('it carries no content');
  const pieces = encrypted.enter();
  const parts: Buffer[] = [];
  while (!pieces.done) parts.push(pieces.expect(TAG.octetString).content());
  return Buffer.concat(parts);
}

/**
 * Decrypts an envelope. A wrong key, wrong padding and wrong content all give the same error after the same work:
 * when the key transport fails, decryption goes on with a random key (RFC 3218 §2.3.2).
 *
 * @throws CartwrightError 'bad-request', always with the same message.
 */
export function decryptEnvelope(envelope: Envelope, to: EnvelopeRecipient): Buffer {
  const recipient = recipientOf(envelope, to);
  if (recipient?.transport === undefined || envelope.cipher === undefined) throw undecipherable();
  const facts = CIPHERS[envelope.cipher];
  const wrongSize = envelope.ciphertext.length === 0 || envelope.ciphertext.length % facts.blockBytes !== 0;
  if (envelope.iv.length !== facts.blockBytes || wrongSize) throw undecipherable();
  const key = contentKey(recipient.transport, recipient.encryptedKey, to.privateKey, facts.keyBytes);
  try {
    const decipher = createDecipheriv(facts.name, cipherKey(envelope.cipher, key), envelope.iv);
    return Buffer.concat([decipher.update(envelope.ciphertext), decipher.final()]);
  } catch {
    throw undecipherable();
  }
}

function recipientOf(envelope: Envelope, to: EnvelopeRecipient): Envelope['recipients'][number] | undefined {
  const certificate = parseCertificate(to.certificateDer);
  const mine = issuerAndSerial(certificate);
  return envelope.recipients.find(
    (candidate) =>
      candidate.issuerAndSerial?.equals(mine) === true ||
      (candidate.keyId !== undefined && certificate.subjectKeyId?.equals(candidate.keyId) === true),
  );
}

/** Whether an envelope was made for this key. */
export function isRecipient(envelope: Envelope, to: EnvelopeRecipient): boolean {
  return recipientOf(envelope, to) !== undefined;
}

function contentKey(transport: KeyTransport, encryptedKey: Buffer, privateKey: KeyObject, keyBytes: number): Buffer {
  const substitute = randomBytes(keyBytes);
  try {
    if (transport.padding === 'pkcs1') {
      const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encryptedKey);
      return unpadPkcs1(block, substitute);
    }
    const options = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: transport.digest };
    const key = privateDecrypt(options, encryptedKey);
    return key.length === keyBytes ? key : substitute;
  } catch {
    return substitute;
  }
}

/**
 * Encrypts content for the holder of an RSA certificate.
 *
 * @throws CartwrightError 'bad-certificate' when the certificate's key is not RSA.
 */
export function encryptEnvelope(content: Buffer, recipientDer: Buffer, cipher: ContentCipher = 'aes256'): Buffer {
  const publicKey = certificatePublicKey(recipientDer);
  if (publicKey.asymmetricKeyType !== 'rsa') {
    throw new CartwrightError('bad-certificate', 'The message can only be encrypted for an RSA key.');
  }
  const facts = CIPHERS[cipher];
  const key = randomBytes(facts.keyBytes);
  const iv = randomBytes(facts.blockBytes);
  const encipher = createCipheriv(facts.name, cipherKey(cipher, key), iv);
  const ciphertext = Buffer.concat([encipher.update(content), encipher.final()]);
  const encryptedKey = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
  const recipient = sequence(
    integer(0),
    issuerAndSerial(parseCertificate(recipientDer)),
    sequence(oid(OID.rsaEncryption), nullValue()),
    octetString(encryptedKey),
  );
  const encrypted = sequence(oid(OID.data), sequence(oid(facts.oid), octetString(iv)), contextPrimitive(0, ciphertext));
  return contentInfo(OID.envelopedData, sequence(integer(0), setOf(recipient), encrypted));
}
