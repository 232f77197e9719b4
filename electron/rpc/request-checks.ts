import { SESSION_LONGEST_MS } from '../people/index.ts';

const COOKIE = 'cartwright';

/** Where the door stands: which names it answers to. */
export interface Door {
  readonly loopback: boolean;
  readonly host: string;
  readonly names: () => readonly string[];
  readonly port: number;
}

/** True for 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether a Host header names this door. A page elsewhere can point its own host name at this machine (DNS
 * rebinding); it cannot make the browser send another Host.
 */
export function allowedHost(header: string | undefined, door: Door): boolean {
  if (header === undefined) return false;
  const match = /^(\[[0-9a-f:]+\]|[^:]+)(?::(\d+))?$/i.exec(header);
  if (match === null) return false;
  const name = (match[1] ?? '').toLowerCase().replace(/^\[|\]$/g, '');
  if (match[2] !== undefined && Number(match[2]) !== door.port) return false;
  if (isLoopback(name)) return door.loopback || door.host === '0.0.0.0' || door.host === '::';
  return name === door.host.toLowerCase() || door.names().some((allowed) => allowed.toLowerCase() === name);
}

/** Whether an Origin header is the door itself, as the request's own Host names it. */
export function sameOrigin(origin: string | undefined, host: string | undefined, loopback: boolean): boolean {
  if (origin === undefined || host === undefined) return false;
  return origin.toLowerCase() === `${loopback ? 'http' : 'https'}://${host.toLowerCase()}`;
}

/** The session cookie's value in a Cookie header, or an empty string. */
export function cookieValue(header: string | undefined): string {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === COOKIE) return value ?? '';
  }
  return '';
}

/**
 * The Set-Cookie header of a session; an empty value ends it. Every browser but Safari takes `Secure` cookies from
 * plain-HTTP loopback, so Safari alone gets its cookie without it, and only there.
 */
export function sessionCookie(value: string, loopback: boolean, userAgent: string | undefined): string {
  const safari = /Version\/[\d.]+.*Safari\//.test(userAgent ?? '') && !/Chrom(e|ium)\//.test(userAgent ?? '');
  const secure = loopback && safari ? '' : ' Secure;';
  const age = value === '' ? ' Max-Age=0;' : ` Max-Age=${SESSION_LONGEST_MS / 1000};`;
  return `${COOKIE}=${value}; Path=/; HttpOnly;${secure}${age} SameSite=Strict`;
}
