import { Agent, request } from 'node:https';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { silentLogger } from '../../../shared/logger.ts';
import type { EnrollmentService } from '../../enrollment/index.ts';
import { openSchoolOfToday, type School, type TestIdentity } from '../../enrollment/testing/school.ts';
import { callerIdentifier, callerRecogniser, ScepService, type TrustedProxies } from '../../identity/index.ts';
import { type ConnectMessage, createListener, type Listener, type ListenerLimits } from '../index.ts';

export interface Gate {
  school: School;
  listener: Listener;
  port: number;
  /** What the queue was handed, in order. */
  exchanged: ConnectMessage[];
  /** What the queue answers next. */
  next: { answer: () => Promise<Buffer | null> };
  /** What the listener warned and complained of. */
  warnings: string[];
  stop(): Promise<void>;
}

/** A listener on loopback over a school: real sockets, real TLS, and a queue that answers what the test says. */
export async function openGate(
  options: {
    limits?: Partial<ListenerLimits>;
    proxies?: TrustedProxies;
    school?: School;
    /** Hears every warning and error with its fields. */
    log?: (fields: object, message: string) => void;
    /** Answers the enrollment pages in place of the school. */
    web?: EnrollmentService['web'];
  } = {},
): Promise<Gate> {
  const school = options.school ?? (await openSchoolOfToday());
  const exchanged: ConnectMessage[] = [];
  const warnings: string[] = [];
  const next: Gate['next'] = { answer: () => Promise.resolve(null) };
  const note = (fields: object, message: string) => {
    warnings.push(message);
    options.log?.(fields, message);
  };
  const { store, clock, authority, challenges, enrollment } = school;
  const listener = createListener({
    host: '127.0.0.1',
    port: 0,
    tls: await authority.tlsCredentials(['localhost', '127.0.0.1']),
    limits: options.limits,
    proxies: options.proxies,
    clock,
    logger: { ...silentLogger, warn: note, error: note },
    services: {
      identify: callerIdentifier(authority.records, clock, options.proxies),
      recognises: callerRecogniser(authority.records, options.proxies),
      enrollment: {
        checkIn: (caller, message) => enrollment.checkIn(caller, message),
        authorizeConnect: (caller, identity) => enrollment.authorizeConnect(caller, identity),
        web: options.web ?? ((request) => enrollment.web(request)),
      },
      authority,
      scep: new ScepService({ store, clock, logger: silentLogger, authority, challenges }),
      exchange: (_enrollment, message) => {
        exchanged.push(message);
        return next.answer();
      },
    },
  });
  const { port } = await listener.start();
  return { school, listener, port, exchanged, next, warnings, stop: () => listener.stop() };
}

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
  /** True when the request went over a connection that had been used before. */
  reused: boolean;
}

/** An agent for one device: keeps its connection, shows its certificate. */
export function agentOf(gate: Gate, identity?: TestIdentity, more: ConnectionOptions = {}): Agent {
  const client = identity === undefined ? {} : { cert: identity.certificatePem, key: identity.keyPem };
  return new Agent({
    keepAlive: true,
    maxSockets: 1,
    ca: gate.school.authority.rootCertificate.pem,
    ...client,
    ...more,
  });
}

/** Sends one request and takes the whole answer. */
export function send(
  gate: Gate,
  agent: Agent,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { headers } = options;
    const sent = request({ host: 'localhost', port: gate.port, agent, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          reused: sent.reusedSocket,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** A TLS connection to write anything to. */
export async function rawConnection(
  gate: Gate,
  identity?: TestIdentity,
  more: ConnectionOptions = {},
): Promise<TLSSocket> {
  const client = identity === undefined ? {} : { cert: identity.certificatePem, key: identity.keyPem };
  const ca = gate.school.authority.rootCertificate.pem;
  const socket = connect({ host: '127.0.0.1', port: gate.port, servername: 'localhost', ca, ...client, ...more });
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Everything a connection says until it ends. */
export function untilClosed(socket: TLSSocket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
}
