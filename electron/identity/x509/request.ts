import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { keyWeakness, readSignatureScheme, verifyOptions } from '../cms/algorithms.ts';
import { OID } from '../der/oids.ts';
import { type DerReader, openWhole, TAG } from '../der/read.ts';
import { readExtensions } from './parse-certificate.ts';

/** A certification request whose own signature was verified (PKCS#10, RFC 2986). */
export interface CertificateRequest {
  readonly der: Buffer;
  /** DER Name; may be empty. */
  readonly subject: Buffer;
  readonly publicKeyInfo: Buffer;
  readonly publicKey: KeyObject;
  readonly challengePassword: string | undefined;
  /** Value of the requested subjectAltName extension, DER GeneralNames. */
  readonly subjectAltName: Buffer | undefined;
}

/**
 * Parses a certification request and verifies that its sender holds the key.
 *
 * @throws CartwrightError 'bad-request' (not a request), 'unsupported' (RSA below 2048 bits, unknown algorithm),
 *   'bad-signature' (the request's own signature is wrong).
 */
export function parseCertificateRequest(der: Buffer): CertificateRequest {
  const request = openWhole(der, TAG.sequence, 'bad-request');
  const info = request.expect(TAG.sequence).enter();
  const signedPart = request.element();
  info.smallInteger();
  const subject = info.expect(TAG.sequence).element();
  const publicKeyInfo = info.expect(TAG.sequence).element();
  const attributes = info.optional(0xa0)
    ? readAttributes(info.enter())
    : { challengePassword: undefined, subjectAltName: undefined };
  const scheme = readSignatureScheme(request);
  const signature = request.bitString();
  request.finish();

  const publicKey = loadPublicKey(publicKeyInfo);
  const key = scheme?.digest === undefined ? undefined : verifyOptions(publicKey, scheme);
  if (scheme?.digest === undefined || key === undefined) {
    throw new CartwrightError('unsupported', 'The certificate request is signed with an algorithm we do not take.');
  }
  let genuine = false;
  try {
    genuine = verify(scheme.digest, signedPart, key, signature);
  } catch {
    genuine = false;
  }
  if (!genuine) throw new CartwrightError('bad-signature', 'The certificate request is not signed by its own key.');
  return { der, subject, publicKeyInfo, publicKey, ...attributes };
}

function loadPublicKey(publicKeyInfo: Buffer): KeyObject {
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey({ key: publicKeyInfo, format: 'der', type: 'spki' });
  } catch (cause) {
    throw new CartwrightError('unsupported', 'The certificate request holds a key we cannot read.', { cause });
  }
  const weakness = keyWeakness(publicKey, 2048);
  if (weakness !== undefined)
    throw new CartwrightError('unsupported', `The certificate request is refused: ${weakness}.`);
  return publicKey;
}

interface RequestAttributes {
  challengePassword: string | undefined;
  subjectAltName: Buffer | undefined;
}

function readAttributes(attributes: DerReader): RequestAttributes {
  const found: RequestAttributes = { challengePassword: undefined, subjectAltName: undefined };
  while (!attributes.done) {
    const attribute = attributes.open(TAG.sequence);
    const name = attribute.oid();
    const values = attribute.open(TAG.set);
    if (name === OID.challengePassword && found.challengePassword === undefined && !values.done) {
      values.next();
      const text = values.content();
      found.challengePassword =
        values.tag === TAG.bmpString && text.length % 2 === 0
          ? Buffer.from(text).swap16().toString('utf16le')
          : text.toString(values.tag === TAG.utf8String ? 'utf8' : 'latin1');
    }
    if (name === OID.extensionRequest && !values.done) {
      for (const [extension, value] of readExtensions(values)) {
        if (extension === OID.subjectAltName) found.subjectAltName = value.expect(TAG.sequence).element();
      }
    }
  }
  return found;
}
