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
  /** The token of the sign-in that led to this enrollment, sent along as Apple's devices do. */
  accessToken?: string | undefined;
  /** Also offer the identity in the TLS handshake. */
  presentCertificate: boolean;
  signal?: AbortSignal;
  timeoutMs?: number;
  /** The clock certificates are judged by. */
  now?: () => number;
  /** Told of every answered message. */
  onExchange?: (exchange: Exchange) => void;
}

/** A message as it went over the wire, with what came back. */
export interface Exchange {
  kind: 'check-in' | 'connect';
  sent: Uint8Array;
  answer: HttpAnswer;
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
    now: options.now,
  });
  const put = async (kind: Exchange['kind'], body: Uint8Array, fault?: HttpRequest['fault']): Promise<HttpAnswer> => {
    const answer = await http.send({
      method: 'PUT',
      url: kind === 'check-in' ? options.checkInUrl : options.serverUrl,
      body,
      headers: {
        'content-type': kind === 'check-in' ? CHECK_IN : CONNECT,
        ...(options.accessToken === undefined ? {} : { authorization: `Bearer ${options.accessToken}` }),
        ...(options.signMessage ? { 'mdm-signature': mdmSignature(body, options.identity) } : {}),
      },
      ...(fault ? { fault } : {}),
    });
    options.onExchange?.({ kind, sent: body, answer });
    return answer;
  };
  return {
    identity: options.identity,
    checkIn: (message) => put('check-in', encodePlistBytes(message)),
    connect: (message, fault) =>
      put('connect', message instanceof Uint8Array ? message : encodePlistBytes(message), fault),
    close: () => http.close(),
  };
}
