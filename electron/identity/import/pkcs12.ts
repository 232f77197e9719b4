import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { OID } from '../der/oids.ts';
import { DerReader, openWhole, TAG } from '../der/read.ts';
import { decryptWithPassphrase, macFits, type Passphrase, passphraseForms } from './password-encryption.ts';

/** Certificates and keys found in a file, in the order they stand. */
export interface KeyMaterial {
  readonly certificatesDer: Buffer[];
  readonly privateKeys: KeyObject[];
}

/** An error about an imported file; `reason` tells programs what the message tells people. */
export function importFailure(reason: ImportFailure, message: string, cause?: unknown): CartwrightError {
  return new CartwrightError('bad-certificate', message, { cause, data: { reason } });
}

export type ImportFailure =
  | 'unreadable'
  | 'passphrase-needed'
  | 'wrong-passphrase'
  | 'no-key'
  | 'no-certificate'
  | 'key-mismatch'
  | 'expired'
  | 'not-yet-valid';

/**
 * Opens a PKCS#12 file (RFC 7292): AES by PBES2 as today's tools write it, triple DES and RC2 as older ones did.
 *
 * @throws CartwrightError 'bad-certificate' with `data.reason` 'unreadable', 'passphrase-needed' or 'wrong-passphrase'.
 */
export function openPkcs12(bytes: Buffer, passphrase: string | undefined): KeyMaterial {
  return parseDerOrBer(bytes, 'bad-certificate', (der) => {
    const pfx = openWhole(der, TAG.sequence, 'bad-certificate');
    pfx.smallInteger();
    const authSafe = pfx.open(TAG.sequence);
    if (authSafe.oid() !== OID.data) {
      throw importFailure(
        'unreadable',
        'This PKCS#12 file is protected by a certificate instead of a passphrase; export it again.',
      );
    }
    const content = authSafe.open(0xa0).expect(TAG.octetString).content();
    const macData = pfx.optional(TAG.sequence) ? pfx.element() : undefined;
    const fitting = passphraseForms(passphrase ?? '').find(
      (form) => macData === undefined || macFits(openWhole(macData, TAG.sequence, 'bad-certificate'), content, form),
    );
    if (fitting === undefined) throw wrongPassphrase(passphrase);
    const found: KeyMaterial = { certificatesDer: [], privateKeys: [] };
    const safes = openWhole(content, TAG.sequence, 'bad-certificate');
    while (!safes.done) readSafe(safes.open(TAG.sequence), fitting, passphrase, found);
    return found;
  });
}

function wrongPassphrase(given: string | undefined, cause?: unknown): CartwrightError {
  return given === undefined || given === ''
    ? importFailure('passphrase-needed', 'This file is protected. Enter its passphrase.', cause)
    : importFailure('wrong-passphrase', 'The passphrase is not the one this file was protected with.', cause);
}

function readSafe(safe: DerReader, form: Passphrase, passphrase: string | undefined, found: KeyMaterial): void {
  const type = safe.oid();
  const content = safe.open(0xa0);
  if (type === OID.data) {
    readBags(content.expect(TAG.octetString).content(), form, passphrase, found, 0);
  } else if (type === OID.encryptedData) {
    const encryptedData = content.open(TAG.sequence);
    encryptedData.smallInteger();
    const encrypted = encryptedData.open(TAG.sequence);
    encrypted.oid();
    const algorithm = encrypted.open(TAG.sequence);
    readBags(decrypt(algorithm, readImplicitOctets(encrypted), form, passphrase), form, passphrase, found, 0);
  } else {
    throw safe.failure(`it has a part of type ${type}`);
  }
}

/** [0] IMPLICIT OCTET STRING, whole or, from streaming encoders, in pieces. */
function readImplicitOctets(reader: DerReader): Buffer {
  reader.next();
  if (reader.tag === 0x80) return reader.content();
  const pieces = reader.enter();
  const parts: Buffer[] = [];
  while (!pieces.done) parts.push(pieces.expect(TAG.octetString).content());
  return Buffer.concat(parts);
}

function decrypt(algorithm: DerReader, ciphertext: Buffer, form: Passphrase, passphrase: string | undefined): Buffer {
  try {
    return decryptWithPassphrase(algorithm, ciphertext, form);
  } catch (error) {
    if (error instanceof CartwrightError) throw error;
    throw wrongPassphrase(passphrase, error);
  }
}

function readBags(
  der: Buffer,
  form: Passphrase,
  passphrase: string | undefined,
  found: KeyMaterial,
  depth: number,
): void {
  const bags = openWhole(der, TAG.sequence, 'bad-certificate');
  while (!bags.done) {
    const bag = bags.open(TAG.sequence);
    const type = bag.oid();
    const value = bag.open(0xa0);
    if (type === OID.certBag) {
      const certificate = value.open(TAG.sequence);
      if (certificate.oid() === OID.x509Certificate) {
        found.certificatesDer.push(certificate.open(0xa0).expect(TAG.octetString).content());
      }
    } else if (type === OID.keyBag) {
      found.privateKeys.push(loadPkcs8(value.expect(TAG.sequence).element()));
    } else if (type === OID.shroudedKeyBag) {
      found.privateKeys.push(openEncryptedPkcs8(value.expect(TAG.sequence).element(), form, passphrase));
    } else if (type === OID.safeContentsBag && depth < 4) {
      readBags(value.expect(TAG.sequence).element(), form, passphrase, found, depth + 1);
    }
  }
}

/** Opens an EncryptedPrivateKeyInfo (RFC 5958 §3); the "ENCRYPTED PRIVATE KEY" of PEM files as well. */
export function openEncryptedPkcs8(der: Buffer, form: Passphrase, passphrase: string | undefined): KeyObject {
  const info = openWhole(der, TAG.sequence, 'bad-certificate');
  const algorithm = info.open(TAG.sequence);
  const plain = decrypt(algorithm, info.expect(TAG.octetString).content(), form, passphrase);
  try {
    // A wrong passphrase gets past the padding once in 256 times; what comes out is then no key.
    new DerReader(plain, 'bad-certificate').expect(TAG.sequence);
  } catch (cause) {
    throw wrongPassphrase(passphrase, cause);
  }
  return loadPkcs8(plain);
}

/** Loads a PrivateKeyInfo. */
export function loadPkcs8(der: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw importFailure('unreadable', 'The private key in this file is of a kind that cannot be used.', cause);
  }
}
