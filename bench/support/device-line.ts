import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';

/** Where devices connect, and the authority they trust (PEM). */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly trustPem: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const NOTHING = Buffer.alloc(0);
const HEADERS_END = Buffer.from('\r\n\r\n');

/** The TLS settings of one device; made once, as they cost more than a connection. */
export function deviceContext(target: Target, identity?: { certificatePem: string; keyPem: string }): SecureContext {
  return createSecureContext({
    ca: target.trustPem,
    ...(identity === undefined ? {} : { cert: identity.certificatePem, key: identity.keyPem }),
  });
}

/**
 * One device's kept connection, as cheap as a real one can be: requests are bytes made beforehand, and of an answer only
 * the status and the length are read. One request at a time.
 */
export class DeviceLine {
  readonly #socket: TLSSocket;
  #received: Buffer = NOTHING;
  #resolve: ((answer: Answer) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  private constructor(socket: TLSSocket) {
    this.#socket = socket;
    const broken = (error?: Error): void => {
      const reject = this.#reject;
      this.#resolve = this.#reject = undefined;
      reject?.(error ?? new Error('the engine closed the connection'));
    };
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', broken);
    socket.on('close', () => broken());
  }

  static open(target: Target, context: SecureContext): Promise<DeviceLine> {
    return new Promise((resolve, reject) => {
      const { host, port } = target;
      const socket = connect({ host, port, secureContext: context, servername: '' }, () => {
        socket.off('error', reject);
        socket.setNoDelay(true);
        resolve(new DeviceLine(socket));
      });
      socket.once('error', reject);
    });
  }

  /** Sends a whole request and waits for the whole answer. */
  exchange(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const received = this.#received;
    const headersEnd = received.indexOf(HEADERS_END);
    if (headersEnd < 0) return;
    const head = received.toString('latin1', 0, headersEnd);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const end = headersEnd + HEADERS_END.length + length;
    if (received.length < end) return;
    this.#received = NOTHING;
    const resolve = this.#resolve;
    this.#resolve = this.#reject = undefined;
    resolve?.({ status: Number(head.slice(9, 12)), body: received.subarray(end - length, end) });
  }
}

/** The body of an answer that must be a 200. */
export function bodyOf({ status, body }: Answer): Buffer {
  if (status !== 200) throw new Error(`A connect was answered ${status}.`);
  return body;
}

/** A connect as a device's MDM client sends it, headers and body in one piece. */
export function connectRequest(host: string, body: Uint8Array, signature?: string): Buffer {
  const head = [
    'PUT /mdm/connect HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/x-apple-aspen-mdm; charset=UTF-8',
    'Connection: keep-alive',
    'Accept: */*',
    'User-Agent: MDM/1.0',
    `Content-Length: ${body.length}`,
    'Accept-Language: en-us',
    'Accept-Encoding: gzip, deflate, br',
    ...(signature === undefined ? [] : [`Mdm-Signature: ${signature}`]),
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

/**
 * Keeps every line busy with one request at a time until `total` were answered. Every answer must be a 200.
 *
 * @param next the request of a line; called for each
 */
export async function pump(lines: readonly DeviceLine[], total: number, next: (line: number) => Buffer): Promise<void> {
  let started = 0;
  await Promise.all(
    lines.map(async (line, index) => {
      while (started < total) {
        started++;
        bodyOf(await line.exchange(next(index)));
      }
    }),
  );
}
