import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { CartwrightError } from '../../shared/errors.ts';
import type { Origin, SignIn } from '../people/index.ts';
import { end, json, page } from './http-answers.ts';
import { doorPage, signInPage } from './pages.ts';
import { cookieValue, sameOrigin, sessionCookie } from './request-checks.ts';

const MAX_BODY = 8 << 10;
const credentials = z.object({ name: z.string().min(1).max(200), password: z.string().min(1).max(1000) });

/** How a browser gets its session: by a one-time link, or by name and password. */
export interface SignInDoor {
  byLink(token: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** `POST /sign-in` with JSON or a form. */
  byPassword(request: IncomingMessage, response: ServerResponse): Promise<void>;
  signOut(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createSignInDoor(signIn: SignIn, loopback: boolean): SignInDoor {
  const giveCookie = (cookie: string, request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('set-cookie', sessionCookie(cookie, loopback, request.headers['user-agent']));
    response.setHeader('cache-control', 'no-store');
  };
  /** The session of before ends: one browser has one. */
  const replaceSession = (request: IncomingMessage): Promise<void> =>
    signIn.closeSession(cookieValue(request.headers.cookie));

  return {
    async byLink(token, request, response) {
      if (request.method !== 'GET') return end(response, 405);
      try {
        const cookie = await signIn.redeemLink(token, originOf(request));
        await replaceSession(request);
        giveCookie(cookie, request, response);
        response.writeHead(303, { location: '/' }).end();
      } catch (error) {
        if (!(error instanceof CartwrightError) || error.code !== 'unauthenticated') throw error;
        page(
          response,
          401,
          doorPage('This link no longer opens', `<p>${error.message}</p><p><a class="button" href="/">Sign in</a></p>`),
        );
      }
    },

    async byPassword(request, response) {
      if (request.method !== 'POST') {
        response.setHeader('location', '/');
        return end(response, request.method === 'GET' ? 303 : 405);
      }
      // Browsers always name the origin of a POST; what names none is no page that could act for somebody else.
      const { origin, host } = request.headers;
      if (origin !== undefined && !sameOrigin(origin, host, loopback)) return end(response, 403);
      const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
      const form = type === 'application/x-www-form-urlencoded';
      if (!form && type !== 'application/json') return end(response, 415);
      const body = await readBody(request);
      if (body === undefined) return end(response, 413);
      try {
        const parsed = credentials.safeParse(form ? Object.fromEntries(new URLSearchParams(body)) : jsonOf(body));
        if (!parsed.success) throw new CartwrightError('bad-request', 'Send a name and a password.');
        const cookie = await signIn.withPassword(parsed.data, originOf(request));
        await replaceSession(request);
        giveCookie(cookie, request, response);
        if (form) response.writeHead(303, { location: '/' }).end();
        else {
          const caller = signIn.session(cookie);
          json(response, 200, { name: caller?.name ?? null, role: caller?.role ?? null });
        }
      } catch (error) {
        if (!(error instanceof CartwrightError)) throw error;
        refuse(error, form, response);
      }
    },

    async signOut(request, response) {
      if (request.method !== 'POST') return end(response, 405);
      if (!sameOrigin(request.headers.origin, request.headers.host, loopback)) return end(response, 403);
      await signIn.closeSession(cookieValue(request.headers.cookie));
      giveCookie('', request, response);
      end(response, 204);
    },
  };
}

const REFUSALS: Partial<Record<CartwrightError['code'], readonly [number, string]>> = {
  unauthenticated: [401, 'UNAUTHORIZED'],
  'too-many': [429, 'TOO_MANY_REQUESTS'],
  'bad-request': [400, 'BAD_REQUEST'],
};

function refuse(error: CartwrightError, form: boolean, response: ServerResponse): void {
  const [status, code] = REFUSALS[error.code] ?? [503, 'SERVICE_UNAVAILABLE'];
  const wait = error.data?.retryAfterSeconds;
  if (typeof wait === 'number') response.setHeader('retry-after', wait);
  if (form) page(response, status, signInPage({ accounts: true, message: error.message }));
  else json(response, status, { code, message: error.message, data: error.data ?? {} });
}

function originOf(request: IncomingMessage): Origin {
  return { address: request.socket.remoteAddress ?? null, browser: request.headers['user-agent'] ?? null };
}

/** A body of a few kilobytes as text; undefined when it is longer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
