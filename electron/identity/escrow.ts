import type { Authority } from './authority.ts';
import { decryptEnvelope, parseEnvelope } from './cms/envelope.ts';

/** Takes in what devices seal for this server, such as FileVault recovery keys. */
export interface KeyEscrow {
  /** The certificate (DER) to seal for. */
  readonly certificate: Buffer;
  /** The text inside a CMS EnvelopedData; undefined when it is for somebody else or damaged. */
  open(message: Uint8Array): string | undefined;
}

/** Longer than any recovery key, or the property list around one. */
const MOST_BYTES = 16_384;

/** Keys are sealed for the root of the built-in authority, which every Mac here trusts already. */
export function openKeyEscrow(authority: Authority): KeyEscrow {
  return {
    certificate: authority.rootCertificate.der,
    open(message) {
      try {
        const opened = decryptEnvelope(parseEnvelope(Buffer.from(message)), authority.issuer);
        if (opened.length === 0 || opened.length > MOST_BYTES) return undefined;
        const text = new TextDecoder('utf-8', { fatal: true }).decode(opened);
        // A wrong key may give bytes that happen to end like a message, but no printable text.
        return /^[\t\n\r -~]+$/.test(text) ? text : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
