import { randomUUID, verify } from 'node:crypto';
import { OID } from '../wire/oids.ts';
import { decodePlist } from '../wire/plist.ts';
import { certificateParts, fromPem, nameValues, readSigningRequest } from '../wire/x509.ts';
import type { Authority } from './authority.ts';

/** Apple's push certificate portal: signs requests, and renews a certificate under the topic it already has. */
export interface PushPortal {
  /**
   * Signs a request and returns the push certificate (PEM, one year, UID=com.apple.mgmt.External.<uuid>).
   *
   * @param request a CSR (PEM or DER), or the vendor-signed `PushCertWebRequest` around one (base64 of a property list)
   * @param options.renew the former push certificate (PEM), whose topic is kept
   * @param options.topic a topic of the caller's choosing, for tests
   * @param options.notAfter another expiry, in milliseconds since the epoch, for tests
   * @throws RangeError when the request is damaged, or not signed with its own key
   */
  sign(request: string | Uint8Array, options?: { renew?: string; topic?: string; notAfter?: number }): string;
}

/** The portal of this simulated Apple. */
export function createPushPortal(authority: Authority, now: () => number): PushPortal {
  return {
    sign(request, options = {}) {
      const { publicKey } = readSigningRequest(requestDer(request));
      const topic = options.renew
        ? topicOf(options.renew)
        : (options.topic ?? `com.apple.mgmt.External.${randomUUID()}`);
      return authority.issuePush({
        publicKey,
        topic,
        now: now(),
        ...(options.notAfter === undefined ? {} : { notAfter: options.notAfter }),
      });
    },
  };
}

/** The topic in a push certificate's subject (the UID attribute). */
export function topicOf(certificate: string | Uint8Array): string {
  const der = fromPem(certificate)[0];
  const topic = der ? nameValues(certificateParts(der).subject)[OID.userId] : undefined;
  if (!topic) throw new RangeError('the certificate names no push topic');
  return topic;
}

function requestDer(request: string | Uint8Array): Buffer {
  const text = typeof request === 'string' ? request : Buffer.from(request).toString('latin1');
  if (text.includes('-----BEGIN')) return firstOf(fromPem(text));
  const bytes = typeof request === 'string' ? Buffer.from(request, 'base64') : Buffer.from(request);
  const unwrapped = bytes[0] === 0x30 ? bytes : Buffer.from(bytes.toString('latin1'), 'base64');
  const plist = [bytes, unwrapped].find((candidate) => candidate.subarray(0, 64).includes('<'));
  return plist ? vendorSigned(plist) : bytes;
}

/** Checks a PushCertWebRequest as Apple does: the vendor's signature covers the DER of the request. */
function vendorSigned(plist: Buffer): Buffer {
  const value = decodePlist(plist);
  const part = (key: string): string => {
    const found = typeof value === 'object' && key in value ? (value as Record<string, unknown>)[key] : undefined;
    if (typeof found !== 'string') throw new RangeError(`the push certificate request has no ${key}`);
    return found;
  };
  const request = Buffer.from(part('PushCertRequestCSR'), 'base64');
  const vendor = certificateParts(firstOf(fromPem(part('PushCertCertificateChain')))).key;
  const signature = Buffer.from(part('PushCertSignature'), 'base64');
  if (!verify('sha256', request, vendor, signature) && !verify('sha1', request, vendor, signature)) {
    throw new RangeError('the vendor’s signature does not cover the push certificate request');
  }
  return request;
}

function firstOf(list: readonly Buffer[]): Buffer {
  const [first] = list;
  if (!first) throw new RangeError('the text holds no PEM block');
  return first;
}
