import { randomUUID, X509Certificate } from 'node:crypto';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Authority } from './authority.ts';
import { checkPush, type PushAnswer, type PushClient } from './push-checks.ts';
import { createFaultPlan, type FaultPlan, type PushFaults } from './push-faults.ts';
import { topicOf } from './push-portal.ts';
import { createPushRegistry, type PushRegistry, type RegistryCounts } from './push-registry.ts';

/** Simulated APNs: HTTP/2 over TLS on loopback, the provider API of "Sending notification requests to APNs". */
export interface PushServer {
  /** `https://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  /** Devices register here, as they do with Apple over their own connection. */
  readonly devices: Pick<PushRegistry, 'register'>;
  readonly faults: PushFaults;
  stats(): PushStats;
  close(): Promise<void>;
}

export interface PushStats extends RegistryCounts {
  connections: number;
  requests: number;
  /** Answers by `200` or `400 BadDeviceToken` and the like. */
  answers: Readonly<Record<string, number>>;
}

export interface PushServerOptions {
  authority: Authority;
  now: () => number;
  host?: string;
  port?: number;
  /** SETTINGS_MAX_CONCURRENT_STREAMS; APNs itself says 1000. */
  maxConcurrentStreams?: number;
}

/** Starts simulated APNs. Resolves when it listens. */
export async function startPushServer(options: PushServerOptions): Promise<PushServer> {
  const host = options.host ?? '127.0.0.1';
  const { keyPem, certificatePem } = await options.authority.issueServer(
    ['localhost', '127.0.0.1', host],
    options.now(),
  );
  const server = createSecureServer({
    key: keyPem,
    cert: certificatePem + options.authority.rootPem,
    ca: [options.authority.pushPem, options.authority.rootPem],
    requestCert: true,
    // Refusals are answered with Apple's reasons, not by a failed handshake.
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    settings: { maxConcurrentStreams: options.maxConcurrentStreams ?? 1000 },
  });
  const registry = createPushRegistry(options.now);
  const faults = createFaultPlan();
  const sockets = new Map<number, TLSSocket>();
  // The bare socket, so that a dropped connection is dropped: a session would still say goodbye.
  const cut = (session: Http2Session): unknown => sockets.get(session.socket.remotePort ?? 0)?.destroy();
  const desk = createDesk({
    registry,
    faults,
    cut,
    issuer: new X509Certificate(options.authority.pushPem),
    now: options.now,
  });
  const sessions = new Set<Http2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  server.on('secureConnection', (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => sockets.delete(port));
  });
  server.on('stream', desk.serve);
  server.on('sessionError', () => undefined);
  server.on('tlsClientError', () => undefined);
  await listen(server, host, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${host}:${port}`,
    port,
    devices: registry,
    faults,
    stats: () => ({ connections: sessions.size, ...desk.counts(), ...registry.counts() }),
    close() {
      for (const session of sessions) session.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Http2SecureServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

interface Desk {
  serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void;
  counts(): Pick<PushStats, 'requests' | 'answers'>;
}

const MAX_READ = 64 * 1024;

interface DeskOptions {
  registry: PushRegistry;
  faults: FaultPlan;
  issuer: X509Certificate;
  now: () => number;
  cut: (session: Http2Session) => void;
}

function createDesk({ registry, faults, issuer, now, cut }: DeskOptions): Desk {
  const clients = new WeakMap<Http2Session, PushClient>();
  const carried = new WeakMap<Http2Session, number>();
  const answers: Record<string, number> = {};
  let requests = 0;

  const clientOf = (session: Http2Session): PushClient => {
    const known = clients.get(session);
    if (known) return known;
    const client = readClient(session.socket as TLSSocket, issuer, now());
    clients.set(session, client);
    return client;
  };
  const answer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, result: PushAnswer): void => {
    if (stream.destroyed || stream.closed) return;
    const key = result.reason ? `${result.status} ${result.reason}` : `${result.status}`;
    answers[key] = (answers[key] ?? 0) + 1;
    const id = headers['apns-id'];
    const base = { ':status': result.status, 'apns-id': typeof id === 'string' ? id : randomUUID().toUpperCase() };
    if (result.status === 200) {
      stream.respond(base, { endStream: true });
      return;
    }
    const timestamp = result.status === 410 ? { timestamp: result.timestamp ?? now() } : {};
    stream.respond({ ...base, 'content-type': 'application/json' });
    stream.end(JSON.stringify({ reason: result.reason, ...timestamp }));
  };
  const judge = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, client: PushClient, body: Buffer): void => {
    const token = (headers[':path'] ?? '').slice('/3/device/'.length).toLowerCase();
    const fate = faults.fateOf(token);
    if (fate.kind === 'swallow') return;
    let result: PushAnswer;
    if (fate.kind === 'answer') result = fate.answer;
    else {
      const verdict = checkPush({ headers, body, client }, registry);
      if ('token' in verdict) registry.accept(verdict.token, verdict.magic, verdict.expiration);
      result = 'token' in verdict ? { status: 200 } : verdict;
    }
    const delay = faults.delayMs();
    if (delay > 0) setTimeout(() => answer(stream, headers, result), delay).unref();
    else answer(stream, headers, result);
  };

  return {
    serve(stream, headers) {
      requests++;
      const session = stream.session;
      if (!session) return;
      stream.on('error', () => undefined);
      const count = (carried.get(session) ?? 0) + 1;
      carried.set(session, count);
      const limit = faults.connectionLimit();
      if (limit.drop !== undefined && count >= limit.drop) {
        cut(session);
        return;
      }
      const client = clientOf(session);
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_READ) chunks.push(chunk);
      });
      stream.on('end', () => {
        judge(stream, headers, client, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
        // After the answer, so that the notifications already carried are not lost with the connection.
        if (limit.goAway !== undefined && count === limit.goAway) session.close();
      });
    },
    counts: () => ({ requests, answers: { ...answers } }),
  };
}

function readClient(socket: TLSSocket, issuer: X509Certificate, at: number): PushClient {
  const peer = socket.getPeerX509Certificate();
  if (!peer) return { kind: 'none' };
  if (!peer.checkIssued(issuer) || !peer.verify(issuer.publicKey)) return { kind: 'refused', reason: 'BadCertificate' };
  if (peer.validToDate.getTime() < at || peer.validFromDate.getTime() > at) {
    return { kind: 'refused', reason: 'BadCertificate' };
  }
  try {
    return { kind: 'topic', topic: topicOf(peer.raw) };
  } catch {
    return { kind: 'refused', reason: 'BadCertificate' };
  }
}
