import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../shared/logger.ts';
import type { EnrollmentService } from '../enrollment/index.ts';
import { type Authority, type ScepService, scepMessageFromQuery, type TrustedProxies } from '../identity/index.ts';
import { sendBody, sendStatus, sendStatusAndClose, statusOfFailure } from './answers.ts';
import type { Bodies, BodyError } from './bodies.ts';
import type { Complaints } from './complaints.ts';
import { announcedKind, callerFacts, type DeviceServices, messageLimit, serveMessage } from './device-routes.ts';
import type { ListenerLimits } from './limits.ts';
import { peerFingerprint } from './peer.ts';

/** Everything behind the routes, injected by the engine. */
export interface ListenerServices extends DeviceServices {
  enrollment: Pick<EnrollmentService, 'checkIn' | 'authorizeConnect' | 'web'>;
  authority: Pick<Authority, 'roots' | 'rootCertificate' | 'revocationList' | 'rootNamed'>;
  scep: Pick<ScepService, 'handle'>;
  /** SCEP servers of others, reached through this one. */
  relay?(request: {
    method: 'GET' | 'POST';
    pass: string;
    operation: string;
    parameter: string | undefined;
    body: Buffer;
  }): Promise<{ status: number; contentType: string; body: Buffer }>;
  /** Where people upload identities. */
  upload?(request: {
    method: string;
    token: string;
    contentType: string;
    acceptLanguage: string;
    body: Buffer;
  }): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;
}

/** Decides what a request is for. Each route decodes, calls one service, and encodes. */
export class Router {
  readonly #services: ListenerServices;
  readonly #limits: ListenerLimits;
  readonly #bodies: Bodies;
  readonly #complaints: Complaints;
  readonly #logger: Logger;
  readonly #proxies: TrustedProxies | undefined;

  constructor(parts: {
    services: ListenerServices;
    limits: ListenerLimits;
    bodies: Bodies;
    complaints: Complaints;
    logger: Logger;
    proxies: TrustedProxies | undefined;
  }) {
    this.#services = parts.services;
    this.#limits = parts.limits;
    this.#bodies = parts.bodies;
    this.#complaints = parts.complaints;
    this.#logger = parts.logger;
    this.#proxies = parts.proxies;
  }

  /** Answers one request. Never throws. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '', method = '' } = request;
    // The path every device comes back to, before all others and without taking the address apart.
    if (url === '/mdm/connect' || url === '/mdm/checkin') {
      if (method === 'PUT') this.#message(request, response);
      else sendNotAllowed(response, 'PUT');
      return;
    }
    this.#guarded(request, response, () => this.#other(request, response, url, method));
  };

  #message(request: IncomingMessage, response: ServerResponse): void {
    // Whoever shows nothing at all is not worth a body of 16 MB.
    if (!this.#showsSomething(request)) {
      this.#complaints.warn('a device request without any certificate was refused', { from: from(request) });
      sendStatusAndClose(response, 403);
      return;
    }
    this.#receive(request, response, this.#messageLimit(request), (body) =>
      serveMessage(this.#services, request, response, body, this.#limits),
    );
  }

  /** How much of a message to receive: of strangers less. Asked only when it matters, since most messages are small. */
  #messageLimit(request: IncomingMessage): number {
    const most = messageLimit(announcedKind(request), this.#limits);
    const { strangerBodyBytes } = this.#limits;
    const announced = request.headers['content-length'];
    if (announced !== undefined && Number(announced) <= strangerBodyBytes) return most;
    return this.#services.recognises(callerFacts(request)) ? most : Math.min(most, strangerBodyBytes);
  }

  #showsSomething(request: IncomingMessage): boolean {
    if (peerFingerprint(request.socket) !== undefined || request.headers['mdm-signature'] !== undefined) return true;
    const proxies = this.#proxies;
    return proxies?.trusts(request.socket.remoteAddress) === true && request.headers[proxies.header] !== undefined;
  }

  #other(request: IncomingMessage, response: ServerResponse, url: string, method: string): Promise<void> | undefined {
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    if (path === '/scep') return this.#scep(request, response, new URLSearchParams(url.slice(path.length + 1)));
    if (path.startsWith(RELAY))
      return this.#relay(request, response, path, new URLSearchParams(url.slice(path.length + 1)));
    if (path.startsWith(UPLOAD)) return this.#upload(request, response, path, method);
    const enrolls = path.startsWith('/enroll/') || path.startsWith('/account/') || path === WELL_KNOWN;
    if (enrolls) return this.#enroll(request, response, url, method);
    const file = this.#file(path);
    if (file === undefined) sendStatus(response, 404);
    else if (method !== 'GET' && method !== 'HEAD') sendNotAllowed(response, 'GET, HEAD');
    else sendBody(response, 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' }, file.body);
    return undefined;
  }

  /** What anybody may read. */
  #file(path: string): { type: string; body: Buffer | string } | undefined {
    const { authority } = this.#services;
    switch (path) {
      case '/health':
        return { type: 'text/plain', body: 'ok' };
      case '/crl':
        return { type: 'application/pkix-crl', body: authority.revocationList() };
      case '/ca.crt':
        return { type: 'application/x-x509-ca-cert', body: authority.rootCertificate.anchorDer };
      case '/ca.pem':
        return { type: 'application/x-pem-file', body: authority.rootCertificate.pem };
      default: {
        const root = path.startsWith('/crl/') ? authority.rootNamed(path.slice(5)) : undefined;
        return root && { type: 'application/pkix-crl', body: authority.revocationList(root) };
      }
    }
  }

  #scep(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> | undefined {
    const operation = query.get('operation') ?? '';
    const answer = async (message: Buffer): Promise<void> => {
      const { status, contentType, body } = await this.#services.scep.handle({
        operation,
        message,
        name: query.get('message') ?? undefined,
      });
      if (status === 200) sendBody(response, 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' }, body);
      else sendStatus(response, status);
    };
    if (request.method === 'GET') return answer(scepMessageFromQuery(query.get('message') ?? ''));
    if (request.method === 'POST') this.#receive(request, response, this.#limits.scepBodyBytes, answer);
    else sendNotAllowed(response, 'GET, POST');
    return undefined;
  }

  #relay(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> | undefined {
    const { method } = request;
    if (method !== 'GET' && method !== 'POST') {
      sendNotAllowed(response, 'GET, POST');
      return undefined;
    }
    const { relay } = this.#services;
    if (relay === undefined) {
      sendStatus(response, 404);
      return undefined;
    }
    const answer = async (body: Buffer): Promise<void> => {
      const told = await relay({
        ...{ method, pass: path.slice(RELAY.length), body },
        operation: query.get('operation') ?? '',
        parameter: query.get('message') ?? undefined,
      });
      if (told.status !== 200) sendStatus(response, told.status);
      else sendBody(response, 200, { 'Content-Type': told.contentType, 'Cache-Control': 'no-store' }, told.body);
    };
    if (method === 'GET') return answer(Buffer.alloc(0));
    this.#receive(request, response, this.#limits.scepBodyBytes, answer);
    return undefined;
  }

  #upload(request: IncomingMessage, response: ServerResponse, path: string, method: string): Promise<void> | undefined {
    const { upload } = this.#services;
    if (upload === undefined) {
      sendStatus(response, 404);
      return undefined;
    }
    const answer = async (body: Buffer): Promise<void> => {
      const page = await upload({
        ...{ method, token: path.slice(UPLOAD.length), body },
        contentType: request.headers['content-type'] ?? '',
        acceptLanguage: request.headers['accept-language'] ?? '',
      });
      sendBody(response, page.status, page.headers, page.body);
    };
    if (method !== 'POST') return answer(Buffer.alloc(0));
    this.#receive(request, response, this.#limits.formBodyBytes, answer);
    return undefined;
  }

  #enroll(request: IncomingMessage, response: ServerResponse, url: string, method: string): Promise<void> | undefined {
    const answer = async (body: Buffer): Promise<void> => {
      const page = await this.#services.enrollment.web({
        method,
        url,
        form: body.toString('utf8'),
        body,
        userAgent: request.headers['user-agent'],
        authorization: request.headers.authorization,
        deviceInfo: textOf(request.headers['x-apple-aspen-deviceinfo']),
        from: this.#clientAddress(request),
      });
      if (page === undefined) sendStatus(response, 404);
      else sendBody(response, page.status, page.headers, page.body);
    };
    if (method !== 'POST') return answer(Buffer.alloc(0));
    this.#receive(request, response, this.#limits.formBodyBytes, answer);
    return undefined;
  }

  /** Who asks; behind a proxy of ours, whom that one names last. */
  #clientAddress(request: IncomingMessage): string {
    const address = from(request);
    const forwarded = request.headers['x-forwarded-for'];
    if (forwarded === undefined || this.#proxies?.trusts(request.socket.remoteAddress) !== true) return address;
    const last = String(forwarded).split(',').at(-1)?.trim() ?? '';
    return last === '' || last.length > 64 ? address : last;
  }

  /** Receives the body, then runs `serve`; whatever fails on the way is answered here. */
  #receive(
    request: IncomingMessage,
    response: ServerResponse,
    most: number,
    serve: (body: Buffer) => Promise<void> | undefined,
  ): void {
    this.#bodies.receive(
      request,
      most,
      (body) => this.#guarded(request, response, () => serve(body)),
      (error) => this.#notReceived(request, response, error, most),
    );
  }

  #notReceived(request: IncomingMessage, response: ServerResponse, { failure }: BodyError, most: number): void {
    const fields = { from: from(request), path: pathOf(request) };
    switch (failure) {
      case 'too-large':
        this.#complaints.warn('a request body was larger than its limit', { ...fields, limitBytes: most });
        sendStatusAndClose(response, 413);
        return;
      case 'too-busy':
        this.#complaints.warn('too many bytes are being received at once; a request was turned away', {
          ...fields,
          limitBytes: this.#limits.receivingBytes,
        });
        sendStatusAndClose(response, 503);
        return;
      case 'too-slow':
        this.#complaints.warn('a request body took too long; the connection was closed', {
          ...fields,
          limitMs: this.#limits.bodyMs,
        });
        request.destroy();
        return;
      case 'gone':
        this.#logger.debug(fields, 'a sender left in the middle of a request');
        request.destroy();
    }
  }

  /** Runs a route; a failure is logged with its cause and answered with a bare 5xx. */
  #guarded(request: IncomingMessage, response: ServerResponse, serve: () => Promise<void> | undefined): void {
    try {
      serve()?.catch((error: unknown) => this.#fail(request, response, error));
    } catch (error) {
      this.#fail(request, response, error);
    }
  }

  #fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const status = statusOfFailure(error);
    // Without the token of an enrollment link, which is a secret.
    this.#logger.error({ err: error, method: request.method, path: pathOf(request), status }, 'a request failed');
    sendStatusAndClose(response, status);
  }
}

const RELAY = '/scep/via/';
const UPLOAD = '/identity/';
const SECRET_PATHS = ['/enroll/', RELAY, UPLOAD];
const WELL_KNOWN = '/.well-known/com.apple.remotemanagement';

function sendNotAllowed(response: ServerResponse, allow: string): void {
  response.writeHead(405, ['Allow', allow, 'Content-Length', '0']);
  response.end();
}

function from(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? 'unknown';
}

/** The path for the log: no query and no token. */
function pathOf(request: IncomingMessage): string {
  const path = request.url?.split('?', 1)[0] ?? '';
  const secret = SECRET_PATHS.find((each) => path.startsWith(each));
  return secret === undefined ? path.slice(0, 100) : `${secret}…`;
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
