import { CartwrightError } from '../../../shared/errors.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { parseSignedData, type SignedData } from './signed-data.ts';

const MAX_HEADER_CHARACTERS = 64 * 1024;

/**
 * Reads an `Mdm-Signature` header: base64 of a CMS SignedData, detached over the exact bytes of the request body
 * (RFC 5652; Apple MDM Protocol Reference, "SignMessage"). SHA-1 and SHA-2, RSA PKCS#1 v1.5, RSASSA-PSS and
 * ECDSA; with and without signed attributes; one signer, whose certificate is embedded.
 *
 * Nothing is verified yet: the certificate inside is a claim until `verifySignedData` proves it over the body, and whether
 * we issued it is for the caller to find out.
 *
 * @throws CartwrightError 'bad-signature'.
 */
export function parseMdmSignature(headerBase64: string): SignedData {
  if (headerBase64.length > MAX_HEADER_CHARACTERS) {
    throw new CartwrightError('bad-signature', 'The signature is not accepted: it is too long.');
  }
  // Node joins repeated headers with a comma, which its base64 decoder would skip, to stop at the first padding.
  if (headerBase64.includes(',')) {
    throw new CartwrightError('bad-signature', 'The signature is not accepted: there is more than one.');
  }
  const signed = parseDerOrBer(Buffer.from(headerBase64, 'base64'), 'bad-signature', parseSignedData);
  if (signed.content !== undefined) {
    throw new CartwrightError('bad-signature', 'The signature is not accepted: it is not detached.');
  }
  return signed;
}
