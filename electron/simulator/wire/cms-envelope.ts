import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import {
  child,
  children,
  context,
  contextPrimitive,
  integer,
  nothing,
  octetBytes,
  octets,
  oid,
  oidText,
  readElement,
  sequence,
  Tag,
  tlv,
} from './der.ts';
import { OID } from './oids.ts';
import { certificateParts } from './x509.ts';

const CIPHERS = {
  'aes-128-cbc': { id: OID.aes128Cbc, key: 16, iv: 16 },
  'aes-256-cbc': { id: OID.aes256Cbc, key: 32, iv: 16 },
  'des-ede3-cbc': { id: OID.desEde3Cbc, key: 24, iv: 8 },
} as const;

/** The content ciphers a device offers; single DES is left to servers from another age. */
export type Cipher = keyof typeof CIPHERS;

/** EnvelopedData (RFC 5652 §6) of `content` for one RSA certificate: PKCS#1 v1.5 key transport, CBC content. */
export function envelope(content: Uint8Array, recipient: Buffer, cipher: Cipher): Buffer {
  const { id, key: keyLength, iv: ivLength } = CIPHERS[cipher];
  const key = randomBytes(keyLength);
  const iv = randomBytes(ivLength);
  const encryptor = createCipheriv(cipher, key, iv);
  const encrypted = Buffer.concat([encryptor.update(content), encryptor.final()]);
  const { issuer, serial, key: publicKey } = certificateParts(recipient);
  const transported = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
  return sequence(
    oid(OID.envelopedData),
    context(
      0,
      sequence(
        integer(0),
        tlv(
          Tag.set,
          sequence(
            integer(0),
            sequence(issuer, serial),
            sequence(oid(OID.rsaEncryption), nothing()),
            octets(transported),
          ),
        ),
        sequence(oid(OID.data), sequence(oid(id), octets(iv)), contextPrimitive(0, encrypted)),
      ),
    ),
  );
}

/** Opens an EnvelopedData with the recipient's key. Throws RangeError when it is for someone else or damaged. */
export function openEnvelope(der: Buffer, key: KeyObject): Buffer {
  const info = readElement(der);
  if (oidText(child(info, 0, Tag.oid)) !== OID.envelopedData) throw new RangeError('not a CMS EnvelopedData');
  const parts = children(child(child(info, 1, 0xa0), 0, Tag.sequence));
  const recipients = parts.find((part) => part.tag === Tag.set);
  const encrypted = parts.at(-1);
  if (!recipients || !encrypted || encrypted.tag !== Tag.sequence) throw new RangeError('not a CMS EnvelopedData');
  const algorithm = child(encrypted, 1, Tag.sequence);
  const id = oidText(child(algorithm, 0));
  const found = (Object.keys(CIPHERS) as Cipher[]).find((name) => CIPHERS[name].id === id);
  if (!found) throw new RangeError('the message is encrypted with an unknown cipher');
  const transported = children(child(recipients, 0)).find((part) => part.tag === Tag.octetString);
  if (!transported) throw new RangeError('the message has no encrypted key');
  const contentKey = privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, transported.content);
  if (contentKey.length !== CIPHERS[found].key) throw new RangeError('the message is not encrypted for this device');
  const decryptor = createDecipheriv(found, contentKey, child(algorithm, 1, Tag.octetString).content);
  const body = child(encrypted, 2);
  // [0] IMPLICIT OCTET STRING: primitive in DER, pieces in BER.
  return Buffer.concat([decryptor.update(octetBytes(body)), decryptor.final()]);
}
