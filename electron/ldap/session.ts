import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { getCACertificates, rootCertificates, connect as secure, TLSSocket } from 'node:tls';
import {
  type Attribute,
  ExtendedRequest,
  FilterParser,
  PagedResultsControl,
  SearchEntry,
  SearchRequest,
  SearchResponse,
} from 'ldapts';
import { CartwrightError } from '../../shared/errors.ts';
import type { KerberosDoor } from './ports.ts';
import { bindGssapi, bindSimple } from './sasl.ts';
import { LdapRefusal, LdapWire, readResult } from './wire.ts';
import { explained, type LdapStep } from './words.ts';

const CONNECT_MS = 15_000;
const ANSWER_MS = 30_000;
const PAGE = 500;
const START_TLS = '1.3.6.1.4.1.1466.20037';
const ENTRY = 0x64;
const DONE = 0x65;
const EXTENDED_ANSWER = 0x78;

/** Who asks: nobody, an account with its password, or the account of a Kerberos ticket. */
export type LdapSignIn =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'kerberos'; readonly kerberos: KerberosDoor };

/** A directory server and how to ask it. */
export interface LdapTarget {
  /** `ldaps://host[:port]`, or `ldap://host[:port]`, which is encrypted by StartTLS unless `plain`. */
  readonly address: string;
  /** Nothing is encrypted, passwords neither. */
  readonly plain: boolean;
  /** Certificates it may be under; undefined for what the machine trusts, with `furtherPem`. */
  readonly trustPem: readonly string[] | undefined;
  readonly furtherPem: readonly string[];
  readonly signIn: LdapSignIn;
}

/** An entry; attributes are found in any case. */
export interface LdapEntry {
  readonly dn: string;
  texts(attribute: string): string[];
  bytes(attribute: string): Buffer | undefined;
}

export interface LdapQuery {
  readonly base: string;
  readonly scope: 'base' | 'sub';
  readonly filter: string;
  readonly attributes: readonly string[];
  /** Stops after so many. */
  readonly limit?: number;
}

/** A connection that is signed in. */
export interface LdapSession {
  /**
   * Everything a query finds, page by page. References to other servers are not followed.
   *
   * @param told how many were found so far
   * @throws CartwrightError `conflict` that says what to do
   */
  search(query: LdapQuery, step: LdapStep, told?: (count: number) => void): Promise<LdapEntry[]>;
  close(): void;
}

/**
 * Connects to a directory and signs in.
 *
 * @param reached hears of each step that went well, with what there is to tell: an address, a version of TLS
 * @param opened is given how to end the connection, as soon as there is one
 * @throws CartwrightError `conflict` that says what to do
 */
export async function openLdap(
  target: LdapTarget,
  reached: (step: LdapStep, detail: string) => void = () => {},
  opened: (close: () => void) => void = () => {},
): Promise<LdapSession> {
  const { protocol, hostname, port } = new URL(target.address);
  const host = hostname.replace(/^\[|\]$/g, '');
  let step: LdapStep = 'name';
  let wire: LdapWire | undefined;
  try {
    const { address } = await lookup(host);
    reached('name', address);
    step = 'connection';
    const direct = protocol === 'ldaps:';
    const plainSocket = await connected(address, port === '' ? (direct ? 636 : 389) : Number(port));
    opened(() => plainSocket.destroy());
    reached('connection', String(plainSocket.remotePort ?? ''));
    step = 'encryption';
    wire = new LdapWire(direct ? await encrypted(plainSocket, host, target) : plainSocket, ANSWER_MS);
    if (!direct && !target.plain) {
      await startTls(wire);
      wire.upgrade(await encrypted(wire.release(), host, target));
    }
    reached('encryption', wire.socket instanceof TLSSocket ? (wire.socket.getProtocol() ?? '') : '');
    step = 'sign-in';
    await signIn(wire, target.signIn, host);
    reached('sign-in', target.signIn.kind === 'password' ? target.signIn.user : '');
    const open = wire;
    return {
      search: (query, during, told) =>
        search(open, query, told).catch((error: unknown) => {
          throw explained(error, during, host);
        }),
      close: () => open.close(),
    };
  } catch (error) {
    wire?.close();
    throw explained(error, step, host);
  }
}

/** @throws CartwrightError `bad-request` when a filter (RFC 4515) cannot be read */
export function checkLdapFilter(filter: string): void {
  try {
    FilterParser.parseString(filter);
  } catch {
    throw new CartwrightError('bad-request', 'The filter cannot be read. It looks like (objectClass=inetOrgPerson).');
  }
}

function connected(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('nothing answered in time'), { code: 'ETIMEDOUT' }));
    }, CONNECT_MS);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

function encrypted(socket: Socket, host: string, target: LdapTarget): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const over = secure({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ca: [...(target.trustPem ?? [...rootCertificates, ...ofMachine(), ...target.furtherPem])],
      minVersion: 'TLSv1.2',
    });
    const timer = setTimeout(() => {
      over.destroy(Object.assign(new Error('nothing answered in time'), { code: 'ETIMEDOUT' }));
    }, CONNECT_MS);
    over.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    over.once('close', () => reject(new Error('the directory ended the connection')));
    over.once('secureConnect', () => {
      clearTimeout(timer);
      over.removeAllListeners('error');
      over.on('error', () => {});
      resolve(over);
    });
  });
}

/** What this machine trusts beside the public authorities: those of an organisation, often. */
function ofMachine(): string[] {
  try {
    return getCACertificates('system');
  } catch {
    return [];
  }
}

async function startTls(wire: LdapWire): Promise<void> {
  const { status, message } = await wire.request(
    (messageId) => new ExtendedRequest({ messageId, oid: START_TLS }).write(),
    (operation, reader) => (operation === EXTENDED_ANSWER ? readResult(reader) : undefined),
  );
  if (status !== 0) throw new LdapRefusal(status, message);
}

async function signIn(wire: LdapWire, way: LdapSignIn, host: string): Promise<void> {
  if (way.kind === 'anonymous') return bindSimple(wire, '', '');
  if (way.kind === 'kerberos') {
    const certificate = wire.socket instanceof TLSSocket ? wire.socket.getPeerCertificate().raw : undefined;
    const wish = { service: 'ldap', host, ...(certificate === undefined ? {} : { certificate }) };
    return bindGssapi(wire, await way.kerberos.context(wish));
  }
  // Without a password a directory takes anybody for nobody, and says yes.
  if (way.password === '') throw new CartwrightError('conflict', 'The password is missing. Type it.');
  return bindSimple(wire, way.user, way.password);
}

async function search(wire: LdapWire, query: LdapQuery, told?: (count: number) => void): Promise<LdapEntry[]> {
  const filter = FilterParser.parseString(query.filter);
  const { limit = Number.POSITIVE_INFINITY } = query;
  const found: LdapEntry[] = [];
  let cookie: Buffer | undefined;
  do {
    const page = new PagedResultsControl({
      value: { size: Math.min(PAGE, limit), ...(cookie === undefined ? {} : { cookie }) },
    });
    const done = await wire.request<SearchResponse>(
      (messageId) =>
        new SearchRequest({
          ...{ messageId, baseDN: query.base, scope: query.scope, filter, attributes: [...query.attributes] },
          ...{ derefAliases: 'never', timeLimit: 0, controls: query.scope === 'base' ? [] : [page] },
        }).write(),
      (operation, reader) => {
        if (operation === ENTRY) {
          const entry = new SearchEntry({ messageId: 0 });
          entry.parse(reader, []);
          found.push(entryOf(entry));
        } else if (operation === DONE) {
          const last = new SearchResponse({ messageId: 0 });
          last.parse(reader, []);
          return last;
        }
        return undefined;
      },
    );
    if (done.status !== 0) throw new LdapRefusal(done.status, done.errorMessage, done.matchedDN);
    const next = done.controls?.find((control) => control instanceof PagedResultsControl)?.value?.cookie;
    cookie = next === undefined || next.length === 0 ? undefined : Buffer.from(next);
    told?.(found.length);
  } while (cookie !== undefined && found.length < limit);
  return found.slice(0, limit);
}

function entryOf({ name, attributes }: SearchEntry): LdapEntry {
  const byName = new Map<string, Attribute>(attributes.map((one) => [one.type.toLowerCase(), one]));
  const of = (attribute: string): Buffer[] => byName.get(attribute.toLowerCase())?.parsedBuffers ?? [];
  return {
    dn: name,
    texts: (attribute) => of(attribute).map((value) => value.toString('utf8')),
    bytes: (attribute) => of(attribute)[0],
  };
}
