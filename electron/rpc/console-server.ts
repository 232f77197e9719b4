import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { BodyLimitPlugin } from '@orpc/server/node';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Caller, SignIn } from '../people/index.ts';
import type { CallContext } from './api.ts';
import type { Downloads } from './downloads.ts';
import { end, json, page } from './http-answers.ts';
import { openApiDocument } from './openapi.ts';
import { signInPage } from './pages.ts';
import { allowedHost, cookieValue, isLoopback, sameOrigin } from './request-checks.ts';
import type { AppRouter } from './router.ts';
import { createSignInDoor } from './sign-in-door.ts';
import { serveFile } from './static-files.ts';

export interface ConsoleServerOptions {
  router: AppRouter;
  signIn: SignIn;
  logger: Logger;
  version: string;
  /** Where the built console lies. */
  rendererDirectory: string;
  host: string;
  port: number;
  /** Further host names the console may be called by, besides the bound address and, on loopback, localhost. */
  names: () => readonly string[];
  /** Files handed out below `/downloads`. */
  downloads: Downloads;
  /** TLS for any address that is not loopback; PEM. */
  tls?: () => { cert: string; key: string };
}

export interface ConsoleServer {
  /** Where the console is, without a slash at the end. */
  url: string;
  /** Uses new TLS credentials from the next connection on. */
  reloadTls(): void;
  stop(): Promise<void>;
}

const API = '/api/v1';
const MAX_MESSAGE_BYTES = 16 << 20;
/** WebSocket close code that tells the console to show the sign-in page. */
const SESSION_ENDED = 4401;
const SESSION_CHECK_MS = 30_000;

/** Everything the console loads comes from this door; styles are also set by components at run time. */
const SECURITY_HEADERS: ReadonlyArray<readonly [string, string]> = [
  [
    'content-security-policy',
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
];

/**
 * The console's door for browsers and scripts: plain HTTP on loopback (which browsers treat as secure), HTTPS on any
 * other address. Serves the built console, a WebSocket for it at `/rpc`, and REST below `/api/v1`.
 *
 * @throws CartwrightError `bad-configuration` when the address cannot be bound, or lacks TLS off loopback
 */
export async function startConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { logger, signIn } = options;
  const loopback = isLoopback(options.host);
  if (!loopback && options.tls === undefined)
    throw new CartwrightError(
      'bad-configuration',
      'The console speaks HTTPS on any address but loopback, and has no certificate.',
    );
  const rest = new OpenAPIHandler<CallContext>(options.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: MAX_MESSAGE_BYTES }), new RequestHeadersPlugin()],
  });
  const rpc = new RPCHandler<CallContext>(options.router, { plugins: [new RequestHeadersPlugin()] });
  const document = JSON.stringify(await openApiDocument(options.version));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const windows = new Map<WebSocket, string | null>();
  const door = { loopback, host: options.host, names: options.names, port: 0 };
  const entrance = createSignInDoor(signIn, loopback);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    if (!allowedHost(request.headers.host, door)) return end(response, 421);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path.startsWith('/sign-in/')) return await entrance.byLink(path.slice('/sign-in/'.length), request, response);
    if (path === '/sign-in') return await entrance.byPassword(request, response);
    if (path === '/sign-out') return await entrance.signOut(request, response);
    if (path === `${API}/openapi.json` && isRead(request)) {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(document) });
      response.end(request.method === 'HEAD' ? undefined : document);
      return;
    }
    if (path.startsWith(`${API}/`)) return await callRest(request, response);
    if (!isRead(request)) return end(response, 405);
    if (path.startsWith('/downloads/')) {
      if (request.method !== 'GET') return end(response, 405);
      if (!(await options.downloads.send(path.slice('/downloads/'.length), response))) end(response, 404);
      return;
    }
    const cookie = cookieValue(request.headers.cookie);
    if (path === '/') {
      if (signIn.session(cookie) === undefined)
        return page(response, 401, signInPage({ accounts: signIn.accounts.any() }));
      signIn.sessions.touch(cookie);
    }
    if (!(await serveFile(options.rendererDirectory, path, request, response))) end(response, 404);
  };

  const callRest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const authorization = request.headers.authorization;
    const cookie = cookieValue(request.headers.cookie);
    const whoAsks = (): Caller | undefined =>
      authorization === undefined ? signIn.session(cookie) : signIn.bearer(authorization.replace(/^Bearer /i, ''));
    const actor = whoAsks();
    if (actor === undefined)
      return json(response, 401, {
        code: 'UNAUTHORIZED',
        message: 'Send a valid API token: Authorization: Bearer cwt_…',
      });
    // A cookie travels by itself; a change must come from our own pages.
    if (authorization === undefined && !isRead(request)) {
      if (!sameOrigin(request.headers.origin, request.headers.host, loopback))
        return json(response, 403, { code: 'FORBIDDEN', message: 'This request does not come from the console.' });
    }
    if (authorization === undefined) signIn.sessions.touch(cookie);
    // An answer may be a stream without an end: it must not outlive a token that was revoked, or a session.
    const check = setInterval(() => {
      if (whoAsks() === undefined) response.destroy();
    }, SESSION_CHECK_MS);
    response.on('close', () => clearInterval(check));
    const { matched } = await rest.handle(request, response, { prefix: API, context: { actor } });
    if (!matched) json(response, 404, { code: 'NOT_FOUND', message: 'There is no such path in the REST interface.' });
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'the console door failed');
      if (!response.headersSent) end(response, 500);
      else response.destroy();
    });
  };

  const whyNotUpgrade = (request: IncomingMessage, actor: Caller | undefined): string | undefined => {
    if (request.url !== '/rpc') return '404 Not Found';
    if (!allowedHost(request.headers.host, door)) return '421 Misdirected Request';
    if (!sameOrigin(request.headers.origin, request.headers.host, loopback)) return '403 Forbidden';
    return actor === undefined ? '401 Unauthorized' : undefined;
  };

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const cookie = cookieValue(request.headers.cookie);
    const actor = signIn.session(cookie);
    const refusal = whyNotUpgrade(request, actor);
    if (actor === undefined || refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const current = (): Caller | undefined => {
      signIn.sessions.touch(cookie);
      return signIn.session(cookie);
    };
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', (error) => logger.debug({ err: error }, 'a console connection broke'));
      // A session that ran out must not live on in an open socket.
      const check = setInterval(() => {
        if (signIn.session(cookie) === undefined) ws.close(SESSION_ENDED, 'session ended');
      }, SESSION_CHECK_MS);
      windows.set(ws, actor.sessionId);
      ws.on('close', () => {
        clearInterval(check);
        windows.delete(ws);
      });
      rpc.upgrade(ws, { context: { actor, current } }).catch((error: unknown) => {
        logger.warn({ err: error }, 'a console connection failed');
        ws.terminate();
      });
    });
  };

  const stopHearing = signIn.sessions.onEnded((ids) => {
    for (const [ws, id] of windows) if (id !== null && ids.has(id)) ws.close(SESSION_ENDED, 'session ended');
  });

  const credentials = options.tls;
  const server =
    loopback || credentials === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ ...credentials(), minVersion: 'TLSv1.2' }, listener);
  server.on('upgrade', upgrade);
  server.requestTimeout = 60_000;
  await listen(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  door.port = port;
  const hostForUrl = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `${loopback ? 'http' : 'https'}://${hostForUrl}:${port}`,
    reloadTls() {
      if (!loopback && credentials !== undefined && 'setSecureContext' in server)
        server.setSecureContext({ ...credentials(), minVersion: 'TLSv1.2' });
    },
    async stop() {
      stopHearing();
      for (const ws of sockets.clients) ws.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: ReturnType<typeof createHttpServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new CartwrightError('bad-configuration', `The console cannot use ${host}:${port}. Is another program there?`, {
          cause,
        }),
      ),
    );
    server.listen(port, host, resolve);
  });
}

function isRead(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
