import { mdmSignature } from '../wire/cms-sign.ts';
import { createHttpClient, type HttpAnswer, type HttpClient, type HttpRequest } from '../wire/http.ts';
import { encodePlistBytes, type PlistInput } from '../wire/plist.ts';
import type { DeviceIdentity } from './identity-request.ts';

export type Message = Record<string, PlistInput | undefined>;

const CHECK_IN = 'application/x-apple-aspen-mdm-checkin';
const CONNECT = 'application/x-apple-aspen-mdm; charset=UTF-8';

export interface ChannelOptions {
  serverUrl: string;
  checkInUrl: string;
  identity: DeviceIdentity;
  /** Trusted roots, PEM. */
  trustPem: string;
  /** Carry an `Mdm-Signature` header on each request. */
  signMessage: boolean;
  /** Also offer the identity in the TLS handshake. */
  presentCertificate: boolean;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** An enrolled device's line to its server: check-in and connect requests over one kept-alive connection. */
export interface Channel {
  readonly identity: DeviceIdentity;
  checkIn(message: Message): Promise<HttpAnswer>;
  /** Sends a result (or Idle). Bytes are sent as they are: a broken device's garbage too. */
  connect(message: Message | Uint8Array, fault?: HttpRequest['fault']): Promise<HttpAnswer>;
  close(): void;
}

/** Opens the line; no connection is made before the first request. */
export function openChannel(options: ChannelOptions): Channel {
  const http: HttpClient = createHttpClient({
    trustPem: options.trustPem,
    ...(options.presentCertificate ? { identity: options.identity } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const put = (url: string, type: string, body: Uint8Array, fault?: HttpRequest['fault']): Promise<HttpAnswer> =>
    http.send({
      method: 'PUT',
      url,
      body,
      headers: {
        'content-type': type,
        ...(options.signMessage ? { 'mdm-signature': mdmSignature(body, options.identity) } : {}),
      },
      ...(fault ? { fault } : {}),
    });
  return {
    identity: options.identity,
    checkIn: (message) => put(options.checkInUrl, CHECK_IN, encodePlistBytes(message)),
    connect: (message, fault) =>
      put(options.serverUrl, CONNECT, message instanceof Uint8Array ? message : encodePlistBytes(message), fault),
    close: () => http.close(),
  };
}
