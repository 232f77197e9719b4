import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { encodePlistBytes } from '../../electron/protocol/index.ts';

/** SHA-256 of Apple's root certificate, in hexadecimal. */
const APPLE_ROOT = 'b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024';

/** What a vendor of device management signs with; from Apple, and no part of the application. */
export interface Vendor {
  /** The key of the MDM signing certificate, in PEM. */
  readonly keyPem: string;
  /** The MDM signing certificate first, then Apple's intermediate, then Apple's root; PEM. */
  readonly chainPem: string;
}

/**
 * Signs a customer's request for a push certificate: the file that identity.apple.com/pushcert takes. Pure.
 *
 * @param request the request, PEM or DER
 * @param options.root SHA-256 of the root that must end the chain, in hexadecimal; Apple's unless a test has its own
 * @param options.digest `sha1` is what the reference prints; Apple takes SHA-256 today
 * @throws RangeError in words for whoever runs it: a request that is none, or a chain that is not whole
 */
export function signPushRequest(
  request: Uint8Array,
  vendor: Vendor,
  options: { now: number; root?: string; digest?: 'sha256' | 'sha1' },
): string {
  const der = requestDer(request);
  const chain = checkedChain(vendor, options.now, options.root ?? APPLE_ROOT);
  const key = createPrivateKey(vendor.keyPem);
  const plist = encodePlistBytes({
    PushCertRequestCSR: der.toString('base64'),
    PushCertCertificateChain: chain.map(pemOf).join(''),
    // What is signed is the DER itself, neither its PEM nor its base64.
    PushCertSignature: sign(options.digest ?? 'sha256', der, key).toString('base64'),
  });
  return Buffer.from(plist).toString('base64');
}

/** The DER of a request in PEM or DER, signed by its own key. */
function requestDer(request: Uint8Array): Buffer {
  const text = Buffer.from(request).toString('latin1');
  const pem = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([^-]+)-----END/.exec(text)?.[1];
  const der = pem === undefined ? Buffer.from(request) : Buffer.from(pem, 'base64');
  let whole = false;
  try {
    const asn1 = forge.asn1.fromDer(der.toString('binary'));
    whole = forge.pki.certificationRequestFromAsn1(asn1).verify();
  } catch {
    // Not a request at all, or one whose own signature does not hold.
  }
  if (!whole) throw new RangeError('This is not a certificate request with a signature that holds.');
  return der;
}

function checkedChain({ keyPem, chainPem }: Vendor, now: number, root: string): X509Certificate[] {
  const blocks = chainPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const chain = blocks.map((block) => new X509Certificate(block));
  const [first, last] = [chain[0], chain.at(-1)];
  if (first === undefined || last === undefined || !first.checkPrivateKey(createPrivateKey(keyPem) as KeyObject)) {
    throw new RangeError('The chain must begin with the MDM signing certificate of this key.');
  }
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1] ?? certificate;
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) {
      throw new RangeError(
        `The chain is not whole: what issued “${certificate.subject.replaceAll('\n', ', ')}” does not come next.`,
      );
    }
    if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) {
      throw new RangeError(`“${certificate.subject.replaceAll('\n', ', ')}” is not valid today.`);
    }
  }
  if (last.fingerprint256.replaceAll(':', '').toLowerCase() !== root) {
    throw new RangeError('The chain must end with the Apple Root CA.');
  }
  return chain;
}

/** PEM with lines of exactly 64 characters, the last one with what is left. */
function pemOf({ raw }: X509Certificate): string {
  const lines = raw.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
