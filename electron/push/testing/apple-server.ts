import {
  createSecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Issued } from './certificates.ts';

/** A wake-up as it arrived. */
export interface SeenWake {
  readonly token: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** Subject UID of the client certificate. */
  readonly clientTopic: string | undefined;
  /** SHA-256 of the client certificate, as OpenSSL writes it. */
  readonly clientFingerprint: string;
  readonly session: ServerHttp2Session;
  readonly stream: ServerHttp2Stream;
}

export interface AppleAnswer {
  readonly status: number;
  readonly reason?: string;
  readonly timestamp?: number;
  readonly headers?: Record<string, string>;
}

/** Decides about one wake-up: an answer now or later, or undefined to leave it unanswered. */
export type Judge = (wake: SeenWake) => AppleAnswer | undefined | Promise<AppleAnswer | undefined>;

export const accept: Judge = () => ({ status: 200 });

/** A little APNs on loopback: HTTP/2 over TLS with client certificates. */
export interface AppleServer {
  readonly port: number;
  readonly seen: SeenWake[];
  readonly sessions: Set<ServerHttp2Session>;
  /** How many connections there ever were. */
  readonly connections: number;
  judge: Judge;
  /** Resolves once `count` wake-ups have arrived in all. */
  arrived(count: number): Promise<void>;
  /** Cuts every connection without a word. */
  cut(): void;
  close(): Promise<void>;
}

export async function startApple(options: {
  identity: Issued;
  clientCa: string;
  maxConcurrentStreams?: number;
  port?: number;
  judge?: Judge;
}): Promise<AppleServer> {
  const server = createSecureServer({
    cert: options.identity.certificatePem,
    key: options.identity.privateKeyPem,
    ca: options.clientCa,
    requestCert: true,
    rejectUnauthorized: true,
    settings: { maxConcurrentStreams: options.maxConcurrentStreams ?? 1000 },
  });
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<Socket>();
  const seen: SeenWake[] = [];
  const waiting: Array<{ count: number; resolve: () => void }> = [];
  let connections = 0;
  const apple: AppleServer = {
    get port() {
      return (server.address() as AddressInfo).port;
    },
    get connections() {
      return connections;
    },
    seen,
    sessions,
    judge: options.judge ?? accept,
    arrived: (count) =>
      new Promise((resolve) => {
        if (seen.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
      }),
  };
  // Below TLS and HTTP/2, where a cut is not preceded by a GOAWAY.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => {
    connections += 1;
    sessions.add(session);
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
  });
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    const session = stream.session as ServerHttp2Session;
    // The session's own socket hides what only TLS sockets have: read it while the session is there.
    const client = (session.socket as TLSSocket).getPeerCertificate();
    const subject = client.subject as unknown as Record<string, string>;
    const clientFingerprint = client.fingerprint256;
    let body = '';
    stream.setEncoding('utf8');
    stream.on('error', () => {});
    stream.on('data', (text: string) => {
      body += text;
    });
    stream.on('end', async () => {
      const token = String(headers[':path']).replace('/3/device/', '');
      const wake: SeenWake = { token, body, headers, clientTopic: subject.UID, clientFingerprint, session, stream };
      seen.push(wake);
      const answer = await apple.judge(wake);
      for (const one of waiting) if (seen.length >= one.count) one.resolve();
      if (answer === undefined || stream.destroyed || stream.closed) return;
      const { status, reason, timestamp } = answer;
      const apnsId = headers['apns-id'] as string;
      stream.respond({ ':status': status, 'apns-id': apnsId, ...answer.headers }, { endStream: status === 200 });
      if (status !== 200) stream.end(JSON.stringify({ reason, timestamp }));
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return apple;
}
