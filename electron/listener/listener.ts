import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Authority, TlsCredentials, TrustedProxies } from '../identity/index.ts';
import { Bodies } from './bodies.ts';
import { Complaints } from './complaints.ts';
import { DEFAULT_LIMITS, type ListenerLimits } from './limits.ts';
import { type ListenerServices, Router } from './router.ts';

const STOP_SWEEP = 50;

export interface ListenerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  tls: TlsCredentials;
  services: ListenerServices;
  /** The proxies whose client-certificate header counts; the same as given to identity. */
  proxies?: TrustedProxies;
  limits?: Partial<ListenerLimits>;
  logger: Logger;
  clock: Clock;
}

/** The HTTPS server devices talk to. */
export interface Listener {
  /**
   * Begins to listen and tells where.
   *
   * @throws CartwrightError `bad-configuration` when the address is taken or not allowed
   */
  start(): Promise<{ host: string; port: number }>;
  /** Serves other credentials from the next connection on; connections that exist go on undisturbed. */
  useTls(tls: TlsCredentials): void;
  /** Stops listening, lets requests under way finish for a moment, then closes everything. */
  stop(): Promise<void>;
  /** Connections that exist now. */
  readonly connections: number;
}

/** Makes the listener; `start` opens it. */
export function createListener(options: ListenerOptions): Listener {
  const limits: ListenerLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const complaints = new Complaints(options.logger, options.clock);
  const bodies = new Bodies(limits);
  const router = new Router({ ...options, limits, bodies, complaints, proxies: options.proxies });
  const { authority } = options.services;
  /** Connections that have not asked anything yet: Node does not count them as idle. */
  const silent = new Set<Socket>();
  const server = createServer(
    {
      ...contextOf(options.tls, authority),
      requestCert: true,
      // Every route decides for itself: the enrollment page and SCEP must work without a certificate.
      rejectUnauthorized: false,
      handshakeTimeout: limits.handshakeMs,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.headersMs + limits.bodyMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
      noDelay: true,
    },
    (request, response) => {
      silent.delete(request.socket);
      router.handle(request, response);
    },
  );
  server.maxConnections = limits.maxConnections;
  const sockets = watchConnections(server, limits, complaints, options.proxies);
  watchErrors(server, limits, complaints, options.logger);
  watchStalls(server, limits, complaints);
  server.on('secureConnection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });

  return {
    get connections() {
      return sockets.size;
    },
    start: () => listen(server, options),
    useTls(tls) {
      server.setSecureContext(contextOf(tls, authority));
      options.logger.info(
        { fingerprint: tls.fingerprint, source: tls.source },
        'the listener serves another certificate',
      );
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of silent) socket.destroy();
      // Connections become idle one by one, as their last requests are answered.
      const sweep = setInterval(() => server.closeIdleConnections(), STOP_SWEEP);
      const patience = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, limits.stopMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(patience);
    },
  };
}

function contextOf(tls: TlsCredentials, { roots }: Pick<Authority, 'roots'>): SecureContextOptions {
  // Naming our roots as the only ones whose certificates are asked for keeps browsers from offering others.
  return { cert: tls.cert, key: tls.key, ca: roots.map(({ pem }) => pem), minVersion: 'TLSv1.2' };
}

function listen(server: Server, { host, port, logger }: ListenerOptions): Promise<{ host: string; port: number }> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'another program uses it already'
          : cause.code === 'EACCES'
            ? 'this account may not use it; ports below 1024 are often reserved'
            : (cause.code ?? 'it failed');
      const message = `The listener cannot use ${host}:${port}: ${why}. Choose another address with --listen.`;
      reject(new CartwrightError('bad-configuration', message, { cause }));
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      server.on('error', (err) => logger.error({ err }, 'the listener had an error'));
      const address = server.address() as AddressInfo;
      resolve({ host: address.address, port: address.port });
    });
  });
}

/** Counts connections, all and by address; returns the set of those that exist. */
function watchConnections(
  server: Server,
  limits: ListenerLimits,
  complaints: Complaints,
  proxies: TrustedProxies | undefined,
): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  const byAddress = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (byAddress.get(address) ?? 0) + 1;
    if (count > limits.maxConnectionsPerAddress && proxies?.trusts(address) !== true) {
      complaints.warn('an address holds too many connections; one more was closed', {
        from: address,
        limit: limits.maxConnectionsPerAddress,
      });
      socket.destroy();
      return;
    }
    sockets.add(socket);
    byAddress.set(address, count);
    socket.once('close', () => {
      sockets.delete(socket);
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left > 0) byAddress.set(address, left);
      else byAddress.delete(address);
    });
  });
  server.on('drop', (dropped) => {
    complaints.warn('there are too many connections; one more was closed', {
      from: dropped?.remoteAddress,
      limit: limits.maxConnections,
    });
  });
  return sockets;
}

/** Broken requests and handshakes: a bare status where HTTP was spoken, a log line, the end of the connection. */
function watchErrors(server: Server, limits: ListenerLimits, complaints: Complaints, logger: Logger): void {
  // Node hands failed handshakes to 'clientError' too, and then leaves closing the connection to us.
  const secured = new WeakSet<Duplex>();
  server.on('secureConnection', (socket) => secured.add(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const from = 'remoteAddress' in socket ? socket.remoteAddress : undefined;
    if (!secured.has(socket)) {
      if (error.code === 'ERR_TLS_HANDSHAKE_TIMEOUT') {
        const fields = { from, limitMs: limits.handshakeMs };
        complaints.warn('a TLS handshake took too long; the connection was closed', fields);
      } else {
        logger.debug({ from, code: error.code }, 'a TLS handshake failed');
      }
      socket.destroy();
      return;
    }
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    if (error.code === 'HPE_HEADER_OVERFLOW') {
      complaints.warn('the headers of a request were larger than their limit', {
        from,
        limitBytes: limits.headerBytes,
      });
      refuse(socket, '431 Request Header Fields Too Large');
    } else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
      complaints.warn('a request took too long; the connection was closed', { from, limitMs: limits.headersMs });
      refuse(socket, '408 Request Timeout');
    } else {
      complaints.warn('something that is not HTTP was refused', { from, code: error.code });
      refuse(socket, '400 Bad Request');
    }
  });
}

/** Destroyed after its last word: the sender may keep its side open for ever, and an ended socket waits for it. */
function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** Closes connections on which nothing moves: an idle one quietly, one that does not take its answers with a log line. */
function watchStalls(server: Server, limits: ListenerLimits, complaints: Complaints): void {
  server.setTimeout(limits.stalledMs, (socket) => {
    // An idle connection is closed by the same event, after keepAliveMs; that is no news.
    if (socket.writableLength > 0) {
      complaints.warn('a sender does not read its answers; the connection was closed', {
        from: socket.remoteAddress,
        limitMs: limits.stalledMs,
      });
    }
    socket.destroy();
  });
}
