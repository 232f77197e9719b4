import { CartwrightError } from '../../../shared/errors.ts';
import { parseDerOrBer } from '../der/normalize.ts';
import { OID } from '../der/oids.ts';
import { openWhole, TAG } from '../der/read.ts';
import { decryptEnvelope, type EnvelopeRecipient, parseEnvelope } from './envelope.ts';
import { parseSignedData, verifySignedData } from './signed-data.ts';

/** What was inside a signed message, and whether its signature holds. */
export interface OpenedSigned {
  readonly content: Buffer;
  /** DER. */
  readonly signerCertificate: Buffer;
  /** Every certificate that came along, the signer's included; DER. */
  readonly certificates: readonly Buffer[];
  /** Why the signature does not hold; undefined when it does. Whether the signer is anyone we know is another question. */
  readonly problem: string | undefined;
}

/** What kind of CMS message bytes hold; undefined when it is none. */
export function cmsKind(bytes: Buffer): 'signed' | 'enveloped' | undefined {
  try {
    return parseDerOrBer(bytes, 'bad-request', (der) => {
      const type = openWhole(der, TAG.sequence, 'bad-request').oid();
      return type === OID.signedData ? 'signed' : type === OID.envelopedData ? 'enveloped' : undefined;
    });
  } catch {
    return undefined;
  }
}

/**
 * Opens a CMS SignedData that carries its content, as a signed `.mobileconfig` does. A signature that does not hold is
 * told, not thrown: an administrator may look into such a file.
 *
 * @throws CartwrightError 'bad-signature' when it cannot be read, or is detached
 */
export function openSigned(bytes: Buffer): OpenedSigned {
  const signed = parseDerOrBer(bytes, 'bad-signature', parseSignedData);
  const { content } = signed;
  if (content === undefined) {
    throw new CartwrightError('bad-signature', 'The file holds a signature without what was signed.');
  }
  let problem: string | undefined;
  try {
    verifySignedData(signed, content);
  } catch (error) {
    problem = error instanceof CartwrightError ? error.message : 'The signature is not accepted.';
  }
  return { content, signerCertificate: signed.signerCertificateDer, certificates: signed.certificates, problem };
}

/** Decrypts a CMS EnvelopedData with the first of these keys it was made for; undefined when it is for none of them. */
export function openEnveloped(bytes: Buffer, recipients: readonly EnvelopeRecipient[]): Buffer | undefined {
  for (const recipient of recipients) {
    try {
      return decryptEnvelope(parseEnvelope(bytes), recipient);
    } catch (error) {
      if (!(error instanceof CartwrightError)) throw error;
    }
  }
  return undefined;
}
