import { obtainCertificate } from '../scep/client.ts';
import type { Identity } from '../wire/cms-sign.ts';
import type { HttpClient, TlsIdentity } from '../wire/http.ts';
import { ownCopy } from '../wire/retain.ts';
import { toPem } from '../wire/x509.ts';
import type { ScepPayload } from './enrollment-profile.ts';
import type { KeyPool } from './key-pool.ts';

/** A device's identity, for signatures and for TLS. */
export interface DeviceIdentity extends Identity, TlsIdentity {}

export interface IdentityRequest {
  payload: ScepPayload;
  keys: KeyPool;
  http: HttpClient;
  now: number;
  wait: (ms: number) => Promise<void>;
  /** Renew this identity rather than ask for a first one. */
  renew?: Identity;
  preferGet?: boolean;
}

/** Obtains the identity a SCEP payload describes. Rejects with ScepError. */
export async function obtainIdentity(request: IdentityRequest): Promise<DeviceIdentity> {
  const { payload } = request;
  const { key, pem } = await request.keys.take(payload.keySize);
  const { certificate: issued } = await obtainCertificate({
    url: payload.url,
    fetch: (exchange) => request.http.send(exchange),
    key,
    subject: payload.subject,
    usage: payload.usage,
    retries: payload.retries,
    retryDelayMs: payload.retryDelayMs,
    wait: request.wait,
    now: request.now,
    ...(payload.name === undefined ? {} : { authorityName: payload.name }),
    ...(payload.challenge === undefined || request.renew ? {} : { challenge: payload.challenge }),
    ...(payload.alt ? { alt: payload.alt } : {}),
    ...(payload.fingerprint ? { fingerprint: payload.fingerprint } : {}),
    ...(request.renew ? { renew: request.renew } : {}),
    ...(request.preferGet ? { preferGet: true } : {}),
  });
  const certificate = ownCopy(issued);
  return { certificate, key, keyPem: pem, certificatePem: toPem('CERTIFICATE', certificate) };
}
