import { CartwrightError } from '../../shared/errors.ts';
import type { CertificateRecord, CertificateRecords } from './certificate-records.ts';
import { parseMdmSignature } from './cms/mdm-signature.ts';
import { verifySignedData } from './cms/signed-data.ts';
import { certificateFingerprint } from './cms/signer-cache.ts';
import { readClientCertificateHeader, type TrustedProxies } from './trusted-proxies.ts';

/** What the listener knows of a request, before anything in it is believed. */
export interface CallerFacts {
  /** The socket's remote address. */
  readonly remoteAddress: string | undefined;
  /** SHA-256 of the TLS client certificate, lower-case hex; undefined when none was shown on this connection. */
  readonly peerFingerprint: string | undefined;
  /** The `Mdm-Signature` header. */
  readonly mdmSignature: string | undefined;
  /** A request header by its lower-case name. */
  header(name: string): string | undefined;
  /** The exact bytes received. */
  readonly body: Buffer;
}

/** How a caller proved who it is. */
export type CallerProof = 'tls' | 'mdm-signature' | 'proxy';

/** Why a caller is not known. */
export type CallerRefusal =
  | 'no-certificate'
  | 'unknown-certificate'
  | 'expired-certificate'
  | 'future-certificate'
  | 'revoked-certificate'
  | 'bad-signature'
  | 'conflicting-certificates'
  | 'untrusted-proxy'
  | 'bad-proxy-header';

/** Who calls, or why nobody we know does. `detail` is for the log. */
export type Caller =
  | { readonly known: true; readonly via: CallerProof; readonly certificate: CertificateRecord }
  | { readonly known: false; readonly reason: CallerRefusal; readonly detail?: string };

/**
 * Makes the function that tells which of our device identities a request comes from: by the TLS client certificate,
 * the `Mdm-Signature` header, or the client-certificate header of a trusted proxy. Only certificates we issued count,
 * by fingerprint, in time, and not revoked. When a request proves two different identities it is refused.
 *
 * @param proxies undefined when no proxy stands in front
 */
export function callerIdentifier(
  records: CertificateRecords,
  clock: { now(): number },
  proxies?: TrustedProxies,
): (facts: CallerFacts) => Caller {
  const decide = (fingerprint: string, via: CallerProof, prove?: () => void): Caller => {
    const certificate = records.find(fingerprint);
    if (certificate === undefined || certificate.purpose !== 'device-identity')
      return { known: false, reason: 'unknown-certificate' };
    prove?.();
    if (certificate.revokedAt !== null) return { known: false, reason: 'revoked-certificate', detail: fingerprint };
    const now = clock.now();
    if (now > certificate.notAfter) return { known: false, reason: 'expired-certificate', detail: fingerprint };
    if (now < certificate.notBefore) return { known: false, reason: 'future-certificate', detail: fingerprint };
    return { known: true, via, certificate };
  };

  return (facts) => {
    let proven = facts.peerFingerprint;
    let via: CallerProof = 'tls';
    if (proxies !== undefined) {
      const header = facts.header(proxies.header);
      if (header !== undefined && header !== '') {
        if (proxies.trusts(facts.remoteAddress)) {
          const der = readClientCertificateHeader(proxies.header, header);
          if (der === undefined) return { known: false, reason: 'bad-proxy-header' };
          // The proxy may show a client certificate of its own on this connection; the device's is in the header.
          proven = certificateFingerprint(der);
          via = 'proxy';
        } else if (proven === undefined && facts.mdmSignature === undefined) {
          return { known: false, reason: 'untrusted-proxy', detail: facts.remoteAddress ?? 'unknown address' };
        }
      }
    }
    if (facts.mdmSignature !== undefined) {
      try {
        const signed = parseMdmSignature(facts.mdmSignature);
        const signer = certificateFingerprint(signed.signerCertificateDer);
        if (proven !== undefined && proven !== signer) return { known: false, reason: 'conflicting-certificates' };
        // Strangers' signatures are not worth the digest of a body, nor their keys a place among those we keep loaded.
        return decide(signer, 'mdm-signature', () => verifySignedData(signed, facts.body));
      } catch (error) {
        if (!(error instanceof CartwrightError)) throw error;
        return { known: false, reason: 'bad-signature', detail: error.message };
      }
    }
    return proven === undefined ? { known: false, reason: 'no-certificate' } : decide(proven, via);
  };
}

/**
 * Makes the function that tells whether a request shows a device identity of ours, before its body is there to prove it:
 * what decides how much of a body to receive. It is a claim only; `callerIdentifier` says who calls.
 */
export function callerRecogniser(
  records: CertificateRecords,
  proxies?: TrustedProxies,
): (facts: Omit<CallerFacts, 'body'>) => boolean {
  const ours = (fingerprint: string) => records.find(fingerprint)?.purpose === 'device-identity';
  return ({ remoteAddress, peerFingerprint, mdmSignature, header }) => {
    const forwarded = proxies?.trusts(remoteAddress) === true ? header(proxies.header) : undefined;
    if (proxies !== undefined && forwarded !== undefined && forwarded !== '') {
      const der = readClientCertificateHeader(proxies.header, forwarded);
      return der !== undefined && ours(certificateFingerprint(der));
    }
    if (peerFingerprint !== undefined) return ours(peerFingerprint);
    try {
      return (
        mdmSignature !== undefined && ours(certificateFingerprint(parseMdmSignature(mdmSignature).signerCertificateDer))
      );
    } catch {
      return false;
    }
  };
}
