import { CartwrightError } from '../../../shared/errors.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { parseSignedData, verifySignedData } from './signed-data.ts';

/** Who signed a request. */
export interface DetachedSigner {
  readonly signerCertificateDer: Buffer;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
}

const MAX_HEADER_CHARACTERS = 64 * 1024;

/**
 * Verifies an `Mdm-Signature` header: base64 of a CMS SignedData, detached over the exact bytes of the request body
 * (RFC 5652; Apple MDM Protocol Reference, "SignMessage"). SHA-1 and SHA-2, RSA PKCS#1 v1.5, RSASSA-PSS and
 * ECDSA; with and without signed attributes; one signer, whose certificate is embedded.
 *
 * The signer's chain and whether we issued the certificate are not looked at here: the caller looks the fingerprint up.
 *
 * @throws CartwrightError 'bad-signature' or 'bad-certificate'.
 */
export function verifyDetached(headerBase64: string, body: Buffer): DetachedSigner {
  if (headerBase64.length > MAX_HEADER_CHARACTERS) {
    throw new CartwrightError('bad-signature', 'The signature is not accepted: it is too long.');
  }
  const signed = parseDerOrBer(Buffer.from(headerBase64, 'base64'), 'bad-signature', parseSignedData);
  if (signed.content !== undefined) {
    throw new CartwrightError('bad-signature', 'The signature is not accepted: it is not detached.');
  }
  const { fingerprint } = verifySignedData(signed, body);
  return { signerCertificateDer: signed.signerCertificateDer, fingerprint };
}
