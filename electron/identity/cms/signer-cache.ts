import { hash, type KeyObject, X509Certificate } from 'node:crypto';
import { CartwrightError } from '../../../shared/errors.ts';
import { keyWeakness } from './algorithms.ts';

/** Who made a signature. */
export interface Signer {
  /** SHA-256 of the DER certificate, lower-case hex. */
  readonly fingerprint: string;
  readonly publicKey: KeyObject;
}

const MAX_SIGNERS = 4096;
const signers = new Map<string, Signer>();

/** SHA-256 of a DER certificate, lower-case hex: how this house names certificates. */
export function certificateFingerprint(der: Uint8Array): string {
  return hash('sha256', der, 'hex');
}

/**
 * Fingerprint and public key of a DER certificate. The last 4096 are kept (15 MiB), because loading a key costs several
 * times what verifying with it does.
 *
 * @throws CartwrightError 'bad-certificate' for one that cannot be read or has a key we do not take.
 */
export function signerOf(der: Buffer): Signer {
  const fingerprint = certificateFingerprint(der);
  const known = signers.get(fingerprint);
  if (known !== undefined) {
    signers.delete(fingerprint);
    signers.set(fingerprint, known);
    return known;
  }
  const signer = { fingerprint, publicKey: certificatePublicKey(der) };
  if (signers.size >= MAX_SIGNERS) {
    const oldest = signers.keys().next().value;
    if (oldest !== undefined) signers.delete(oldest);
  }
  signers.set(fingerprint, signer);
  return signer;
}

/** Loads the public key of a DER certificate; refuses keys outside of our bounds. */
export function certificatePublicKey(der: Buffer): KeyObject {
  let publicKey: KeyObject;
  try {
    publicKey = new X509Certificate(der).publicKey;
  } catch (cause) {
    throw new CartwrightError('bad-certificate', 'The certificate cannot be read.', { cause });
  }
  const weakness = keyWeakness(publicKey);
  if (weakness !== undefined) throw new CartwrightError('bad-certificate', `The certificate is refused: ${weakness}.`);
  return publicKey;
}
