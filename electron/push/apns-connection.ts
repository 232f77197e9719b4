import { type ClientHttp2Session, connect } from 'node:http2';
import { rootCertificates } from 'node:tls';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import { isCertificateReason, readReason, type WakeOutcome } from './apns-answer.ts';
import { ApnsStreams, type WakeRequest } from './apns-streams.ts';
import { backOffMs, refusalPauseMs } from './back-off.ts';

/** What APNs knows us by; asked for anew at each connect, so that no key lies around in between. */
export interface ApnsCredentials {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/**
 * `idle`: nothing to connect with. `refused`: Apple turned our certificate or topic down; tried again rarely.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'backing-off' | 'refused';

export interface ConnectionReport {
  readonly state: ConnectionState;
  readonly lastError: string | undefined;
  /** When the next attempt is due, in `backing-off` and `refused`. */
  readonly retryAt: number | undefined;
}

export interface ApnsConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** One more root to trust besides the public ones; for a simulated Apple. */
  readonly trustPem?: string | undefined;
  /** Undefined when there is no usable push certificate. */
  readonly credentials: () => ApnsCredentials | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  /** 0 ≤ random < 1, for jitter. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly onState: (report: ConnectionReport) => void;
  /** Apple judges our requests again, after it had refused the certificate. */
  readonly onAccepted: () => void;
  readonly limits?: Partial<ConnectionLimits>;
}

export interface ConnectionLimits {
  /** Never more streams at once than this, whatever the peer allows. */
  readonly maxStreams: number;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** A PING goes out after this long without an answer of any kind. */
  readonly pingEveryMs: number;
  readonly pingTimeoutMs: number;
}

const DEFAULT_LIMITS: ConnectionLimits = {
  maxStreams: 1000,
  connectTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  pingEveryMs: 60_000,
  pingTimeoutMs: 10_000,
};

const SWEEP_MS = 5_000;

/** A connection that held this long was a good one: the next failure starts at the shortest pause again. */
const STEADY_MS = 30_000;

/** TLS alerts by which a server says that it does not want our certificate. */
const CERTIFICATE_ALERT =
  /ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)/;

/** Our end of the one kept HTTP/2 connection to APNs. */
export interface ApnsConnection {
  report(): ConnectionReport;
  /** How many requests are worth handing over at once. */
  readonly window: number;
  /** Sends one wake-up, or queues it behind the peer's stream limit. `done` is called exactly once. */
  send(request: WakeRequest, done: (outcome: WakeOutcome) => void): void;
  /** Connects unless that is done, under way or waiting for its time. */
  open(): void;
  /** Somebody asks: does not wait for the end of a pause. */
  hurry(): void;
  /** Forgets pauses and refusals and connects with the present credentials; requests under way end on the old one. */
  renew(): void;
  /** Ends the connection; what was not answered is answered with a retry. */
  close(): void;
}

/**
 * Opens nothing yet: `open` does. The connection is kept by PINGs, replaced at once after a GOAWAY or an ordinary end,
 * and after growing pauses with jitter when it fails. A certificate that Apple refuses stops everything for long.
 */
export function createApnsConnection(options: ApnsConnectionOptions): ApnsConnection {
  const { clock, timers, logger, host, port } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let state: ConnectionState = 'idle';
  let lastError: string | undefined;
  let retryAt: number | undefined;
  let failures = 0;
  let refusals = 0;
  let session: ClientHttp2Session | undefined;
  let connectedAt = 0;
  let lastHeardAt = 0;
  let cancelWait = () => {};
  let cancelWatch = () => {};

  const streams = new ApnsStreams({
    clock,
    authority: port === 443 ? host : `${host}:${port}`,
    requestTimeoutMs: limits.requestTimeoutMs,
    maxStreams: limits.maxStreams,
    onAnswer: () => {
      lastHeardAt = clock.now();
      failures = 0;
      if (refusals === 0) return;
      refusals = 0;
      options.onAccepted();
    },
    onServiceRefused: (status, reason) => refuse(`Apple answered ${status} ${reason}.`),
    onReturned: () => {
      if (state !== 'connected' && state !== 'connecting') giveBack();
    },
  });

  const giveBack = () =>
    streams.flushUnsent(
      state === 'refused' ? 'certificate-refused' : 'no-connection',
      Math.max(0, (retryAt ?? 0) - clock.now()),
    );

  let sweeping = false;
  /** Runs while anything waits for an answer, on this session or on one that is ending. */
  const sweep = () => {
    if (sweeping || streams.flying === 0) return;
    sweeping = true;
    timers.after(SWEEP_MS, () => {
      sweeping = false;
      streams.expire();
      sweep();
    });
  };

  const report = (): ConnectionReport => ({ state, lastError, retryAt });

  const enter = (next: ConnectionState, pauseMs?: number) => {
    cancelWait();
    cancelWait = () => {};
    state = next;
    retryAt = pauseMs === undefined ? undefined : clock.now() + pauseMs;
    if (pauseMs !== undefined) cancelWait = timers.after(pauseMs, () => start());
    options.onState(report());
  };

  /** Takes the session out of use without ending what runs on it. */
  const detach = (): ClientHttp2Session | undefined => {
    const old = session;
    session = undefined;
    streams.detach();
    cancelWatch();
    return old;
  };

  const backOff = (error: string) => {
    failures += 1;
    lastError = error;
    const pause = backOffMs(failures, options.random());
    logger.warn({ host, error, failures, pauseMs: pause }, 'no connection to the push service');
    enter('backing-off', pause);
    giveBack();
  };

  const refuse = (error: string) => {
    if (state === 'refused') return;
    detach()?.close();
    refusals += 1;
    lastError = error;
    const pause = refusalPauseMs(refusals, options.random());
    logger.error({ host, error, pauseMs: pause }, 'the push service refuses our push certificate');
    enter('refused', pause);
    giveBack();
  };

  const reconnectAfter = (error: string | undefined, orderly: boolean) => {
    const steady = streams.answeredOnSession > 0 || clock.now() - connectedAt >= STEADY_MS;
    if (steady) failures = 0;
    if (orderly && failures === 0) {
      // The next one that ends before it was of use has to wait.
      failures = steady ? 0 : 1;
      start();
    } else backOff(error ?? 'The push service ended the connection at once.');
  };

  const watch = (current: ClientHttp2Session) => {
    const step = Math.min(limits.pingEveryMs, SWEEP_MS);
    const tick = () => {
      if (session !== current) return;
      if (clock.now() - lastHeardAt < limits.pingEveryMs) {
        cancelWatch = timers.after(step, tick);
        return;
      }
      const cancelPing = timers.after(limits.pingTimeoutMs, () => {
        if (session === current) lost(current, 'The push service no longer answers.');
      });
      cancelWatch = cancelPing;
      current.ping((error) => {
        cancelPing();
        if (session !== current || error) return;
        lastHeardAt = clock.now();
        cancelWatch = timers.after(step, tick);
      });
    };
    cancelWatch = timers.after(step, tick);
  };

  const lost = (current: ClientHttp2Session, error: string | undefined) => {
    if (session !== current) return;
    const wasConnected = state === 'connected';
    // An end amid answers owed is no orderly one, whatever the socket says.
    const orderly = error === undefined && !streams.owed;
    detach();
    if (!current.destroyed) current.destroy();
    if (wasConnected) reconnectAfter(error ?? 'The push service cut the connection.', orderly);
    else backOff(error ?? 'The push service ended the connection before it was ready.');
  };

  const start = () => {
    const credentials = options.credentials();
    if (credentials === undefined) {
      enter('idle');
      streams.flushUnsent('no-certificate', 60_000);
      return;
    }
    let current: ClientHttp2Session;
    try {
      current = connect(`https://${host.includes(':') ? `[${host}]` : host}:${port}`, {
        cert: credentials.certificatePem,
        key: credentials.privateKeyPem,
        ca: options.trustPem === undefined ? undefined : [...rootCertificates, options.trustPem],
        minVersion: 'TLSv1.2',
        settings: { enablePush: false },
      });
    } catch (error) {
      logger.error({ host, err: error }, 'the push certificate cannot be used for TLS');
      refuse('The push certificate cannot be used for a TLS connection. Import it again.');
      return;
    }
    session = current;
    enter('connecting');
    cancelWatch = timers.after(limits.connectTimeoutMs, () =>
      lost(current, 'The push service did not answer in time.'),
    );
    let failure: Error | undefined;
    current.on('error', (error) => {
      failure = error;
      if (session === current && CERTIFICATE_ALERT.test(String((error as NodeJS.ErrnoException).code))) {
        refuse('Apple refused the push certificate while connecting.');
      } else logger.debug({ host, err: error }, 'push connection error');
    });
    current.on('close', () => lost(current, failure === undefined ? undefined : explain(failure)));
    // The first SETTINGS of the peer says how many streams it takes; before that nothing is sent.
    current.on('remoteSettings', (settings) => {
      if (session !== current) return;
      streams.attach(current, settings.maxConcurrentStreams);
      sweep();
      if (state === 'connected') return;
      connectedAt = lastHeardAt = clock.now();
      lastError = undefined;
      cancelWatch();
      watch(current);
      enter('connected');
      logger.info({ host, streams: streams.limit }, 'connected to the push service');
    });
    current.on('goaway', (code, lastStream, data) => {
      if (session !== current) return;
      streams.goaway(current, lastStream);
      const { reason } = readReason(data?.toString('utf8') ?? '', code);
      if (isCertificateReason(reason)) {
        refuse(`Apple ended the connection: ${reason}.`);
        return;
      }
      logger.info({ host, code, reason }, 'the push service asks for a new connection');
      const wasConnected = state === 'connected';
      detach();
      if (wasConnected) reconnectAfter(`The push service ended the connection (${reason}).`, code === 0);
      else backOff(`The push service ended the connection (${reason}).`);
    });
  };

  return {
    report,
    get window() {
      return Math.max(16, Math.min(2 * streams.limit, 500));
    },
    send: (request, done) => {
      streams.add(request, done);
      if (state === 'connected') streams.pump();
      else if (state === 'idle') start();
      else if (state !== 'connecting') giveBack();
      sweep();
    },
    open: () => {
      if (state === 'idle') start();
    },
    hurry: () => {
      if (state === 'backing-off' || state === 'refused') start();
    },
    renew: () => {
      failures = 0;
      refusals = 0;
      lastError = undefined;
      detach()?.close();
      start();
    },
    close: () => {
      const old = detach();
      enter('idle');
      old?.destroy();
      streams.flushUnsent('stopped', 0);
      streams.abandon();
    },
  };
}

function explain(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) {
    return `The push service's certificate is not trusted (${code}). Does a proxy on the way open TLS connections?`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The push service's name cannot be resolved (${code}).`;
  return `No connection to the push service (${code || error.message}).`;
}
