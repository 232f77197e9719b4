import { Agent, request as httpsRequest } from 'node:https';
import { checkServerIdentity, createSecureContext, type SecureContext } from 'node:tls';

/** A TLS client identity as text, ready for a handshake. */
export interface TlsIdentity {
  certificatePem: string;
  keyPem: string;
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** A fault to play: stop half-way through the body, or send it all and hang up before the answer. */
  fault?: 'cut-body' | 'hang-up';
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** One device's connections to one set of trusted servers: at most one socket, kept alive between requests. */
export interface HttpClient {
  /** Sends one request and reads the whole answer. Rejects when the connection fails, stalls or is cut. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Closes the connection; a later request opens another. */
  close(): void;
}

export interface HttpClientOptions {
  /** Trusted roots, PEM. Nothing else is trusted. */
  trustPem: string;
  identity?: TlsIdentity;
  timeoutMs?: number;
  signal?: AbortSignal;
  maxRedirects?: number;
  /** The clock certificates are judged by; only asked for where it may be off. */
  now?: (() => number) | undefined;
}

const MAX_ANSWER = 32 * 1024 * 1024;
const USER_AGENT = 'MDM/1.0';
/** A device sends the same message again, whichever of these it hears, and forgets it for the next one. */
const REDIRECTS = new Set([301, 302, 307, 308]);

/** A client that keeps one connection. The TLS context is made at the first request and given back by `close`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  let agent: Agent | undefined;
  const open = (): Agent => {
    agent ??= new Agent({
      keepAlive: true,
      maxSockets: 1,
      minVersion: 'TLSv1.2',
      secureContext: contextFor(options.trustPem, options.identity),
      ...(options.now ? { checkServerIdentity: checkAt(options.now) } : {}),
    });
    return agent;
  };
  const follow = async (request: HttpRequest, left: number): Promise<HttpAnswer> => {
    const answer = await exchange(open(), request, options);
    const location = answer.headers.location;
    const next = location && REDIRECTS.has(answer.status) ? new URL(location, request.url) : undefined;
    // Only to where TLS proves who answers; another scheme is for whoever opened the page.
    if (next?.protocol !== 'https:' || left === 0) return answer;
    return follow({ ...request, url: next.href }, left - 1);
  };
  return {
    send: (request) => follow(request, options.maxRedirects ?? 5),
    close() {
      agent?.destroy();
      agent = undefined;
    },
  };
}

/** The usual check, and the validity by a clock that need not be ours. */
const checkAt =
  (now: () => number): typeof checkServerIdentity =>
  (host, certificate) => {
    const at = now();
    const inForce = at >= Date.parse(certificate.valid_from) && at <= Date.parse(certificate.valid_to);
    return inForce
      ? checkServerIdentity(host, certificate)
      : new Error('by the clock of this device the certificate of the server is not in force');
  };

const trustOnly = new Map<string, SecureContext>();
const MOST_TRUSTS = 32;

/** A TLS context is dear in memory and time: those without an identity are shared by all who trust the same roots. */
function contextFor(ca: string, identity: TlsIdentity | undefined): SecureContext {
  if (identity) return createSecureContext({ ca, cert: identity.certificatePem, key: identity.keyPem });
  const known = trustOnly.get(ca);
  if (known) return known;
  if (trustOnly.size >= MOST_TRUSTS) trustOnly.clear();
  const made = createSecureContext({ ca });
  trustOnly.set(ca, made);
  return made;
}

function exchange(agent: Agent, wanted: HttpRequest, options: HttpClientOptions): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const body = wanted.body ?? Buffer.alloc(0);
    const request = httpsRequest(wanted.url, {
      agent,
      method: wanted.method,
      timeout: options.timeoutMs ?? 30_000,
      ...(options.signal ? { signal: options.signal } : {}),
      headers: {
        'user-agent': USER_AGENT,
        ...wanted.headers,
        ...(wanted.method === 'GET' ? {} : { 'content-length': String(body.length) }),
      },
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('the server did not answer in time')));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER) response.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(response.headers)) headers[name] = String(value);
        resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
      });
    });
    if (wanted.fault === 'cut-body') {
      request.write(body.subarray(0, Math.floor(body.length / 2)), () => {
        request.destroy(new Error('the network was lost half-way through the body'));
      });
    } else if (wanted.fault === 'hang-up') {
      request.end(body, () => {
        request.destroy(new Error('the network was lost before the answer'));
      });
    } else {
      request.end(body);
    }
  });
}
