import { createCipheriv, createHash, createHmac, hash, type KeyObject, randomBytes } from 'node:crypto';
import { OID } from '../der/oids.ts';
import { context, contextPrimitive, integer, nullValue, octetString, oid, sequence, setOf, tlv } from '../der/write.ts';
import { exportPrivateKey } from '../x509/build.ts';
import { passphraseForms, pkcs12Kdf } from './password-encryption.ts';

/** For passphrases that people choose. */
const ROUNDS = 10_000;
const BMP_STRING = 0x1e;

/**
 * Writes a key with its certificates as PKCS#12 (RFC 7292): triple DES and SHA-1, the strongest that every system of
 * Apple in use can open. The passphrase has to be good for as much.
 *
 * @param identity.chainDer certificates above, nearest issuer first
 * @param rounds fewer for passphrases made of chance, which no rounds make better
 */
export function writePkcs12(
  identity: { certificateDer: Buffer; privateKey: KeyObject; chainDer?: readonly Buffer[]; name: string },
  passphrase: string,
  rounds = ROUNDS,
): Buffer {
  const [{ bmp } = { bmp: Buffer.alloc(0) }] = passphraseForms(passphrase);
  const id = hash('sha1', identity.certificateDer, 'buffer');
  const marks = [
    attribute(OID.localKeyId, octetString(id)),
    attribute(OID.friendlyName, tlv(BMP_STRING, Buffer.from(identity.name.slice(0, 64), 'utf16le').swap16())),
  ];
  const certificates = sequence(
    bag(OID.certBag, certificateValue(identity.certificateDer), marks),
    ...(identity.chainDer ?? []).map((der) => bag(OID.certBag, certificateValue(der), [])),
  );
  const sealedKey = encrypt(exportPrivateKey(identity.privateKey), bmp, rounds);
  const keys = sequence(
    bag(OID.shroudedKeyBag, sequence(sealedKey.algorithm, octetString(sealedKey.ciphertext)), marks),
  );
  const sealed = encrypt(certificates, bmp, rounds);
  const safe = sequence(
    sequence(
      oid(OID.encryptedData),
      context(
        0,
        sequence(integer(0), sequence(oid(OID.data), sealed.algorithm, contextPrimitive(0, sealed.ciphertext))),
      ),
    ),
    sequence(oid(OID.data), context(0, octetString(keys))),
  );
  const salt = randomBytes(8);
  const mac = createHmac('sha1', pkcs12Kdf('sha1', 3, bmp, salt, rounds, createHash('sha1').digest().length))
    .update(safe)
    .digest();
  return sequence(
    integer(3),
    sequence(oid(OID.data), context(0, octetString(safe))),
    sequence(sequence(sequence(oid(OID.sha1), nullValue()), octetString(mac)), octetString(salt), integer(rounds)),
  );
}

const attribute = (type: string, value: Buffer): Buffer => sequence(oid(type), setOf(value));

const certificateValue = (der: Buffer): Buffer => sequence(oid(OID.x509Certificate), context(0, octetString(der)));

function bag(type: string, value: Buffer, attributes: readonly Buffer[]): Buffer {
  return sequence(oid(type), context(0, value), ...(attributes.length === 0 ? [] : [setOf(...attributes)]));
}

function encrypt(plain: Buffer, password: Buffer, rounds: number): { algorithm: Buffer; ciphertext: Buffer } {
  const salt = randomBytes(8);
  const derive = (purpose: number, bytes: number) => pkcs12Kdf('sha1', purpose, password, salt, rounds, bytes);
  const cipher = createCipheriv('des-ede3-cbc', derive(1, 24), derive(2, 8));
  return {
    algorithm: sequence(oid(OID.pbeSha1TripleDes), sequence(octetString(salt), integer(rounds))),
    ciphertext: Buffer.concat([cipher.update(plain), cipher.final()]),
  };
}
