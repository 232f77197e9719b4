import { z } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import { readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';
import {
  type ConnectionLimits,
  type ConnectionReport,
  type ConnectionState,
  createApnsConnection,
} from './apns-connection.ts';
import { CertificateLife, type ImportIdentity, type PushCertificateStatus } from './certificate.ts';
import { openWakeRows } from './wake-rows.ts';
import { WakeScheduler } from './wake-scheduler.ts';

export interface PushServiceOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default: Apple's production service. `api.sandbox.push.apple.com` takes development certificates. */
  readonly host?: string;
  /** Default 443; Apple also listens on 2197. */
  readonly port?: number;
  /** One more root to trust for that host; for a simulated Apple. Anyone who has its key can pose as Apple. */
  readonly trustPem?: string;
  readonly importIdentity: ImportIdentity;
  readonly timers?: Timers;
  /** 0 ≤ random < 1, for jitter. */
  readonly random?: () => number;
  readonly limits?: Partial<ConnectionLimits>;
}

export interface PushServiceStatus {
  readonly certificate: PushCertificateStatus;
  readonly connection: ConnectionState;
  readonly host: string;
  readonly port: number;
  /** For people; null while all is well. */
  readonly lastError: string | null;
  /** When the next attempt to connect is due. */
  readonly retryAt: number | null;
  /** Wake-ups Apple took, refused, and those to be tried again, since the start. */
  readonly delivered: number;
  readonly rejected: number;
  readonly retried: number;
  /** Mean of the last ten seconds. */
  readonly deliveredPerSecond: number;
  readonly inFlight: number;
  /** Enrollments that wait for a wake-up, now or later. */
  readonly waiting: number;
}

/** Why a wake-up that was asked for cannot be sent. */
export type Unreachable = 'not-enrolled' | 'no-token' | 'unregistered' | 'refused' | 'other-topic';

export interface PushService {
  /** Sends what is due from now on. Until then wake-ups are only planned. */
  start(): Promise<void>;
  /** Ends the connection and writes down what is known. */
  stop(): Promise<void>;
  readonly certificate: Pick<
    CertificateLife,
    'createRequest' | 'pendingRequest' | 'importCertificate' | 'status' | 'topic'
  >;
  /**
   * Plans a wake-up inside the caller's unit of work: now, but a minute after the last one unless `urgent`. Call it when
   * something was queued, and after each TokenUpdate with something to do. Before the first TokenUpdate, and while
   * Apple refuses the token, the wake-up waits.
   */
  scheduleWake(work: UnitOfWork, enrollmentId: string, options?: { urgent?: boolean }): void;
  /**
   * The device has connected: call it in the exchange's unit of work. Without open commands no more wake-ups are
   * planned; with some (put aside, NotNow) they go on in growing gaps. Where a command ended without the device's
   * being here (cancelled, expired), call it only when none is left.
   */
  settle(work: UnitOfWork, enrollmentId: string, hasOpenCommands: boolean): void;
  /** An administrator asks: wakes at once, whatever was sent before. */
  wakeNow(
    enrollmentIds: readonly string[],
    actor?: string,
  ): Promise<{ woken: string[]; unreachable: Array<{ enrollmentId: string; reason: Unreachable }> }>;
  status(): PushServiceStatus;
  /** Hears that `status` has changed, at most once a second. Returns how to stop listening. */
  onChange(listener: () => void): () => void;
}

const REVIEW_MS = 3600_000;
const TELL_MS = 1000;
const DESTINATION = 'push.destination';

/** Builds the room; nothing is sent and nothing connected before `start`. */
export function createPushService(options: PushServiceOptions): PushService {
  const { store, clock, logger, host = 'api.push.apple.com', port = 443, timers = systemTimers } = options;
  const random = options.random ?? Math.random;
  const rows = openWakeRows(store);
  const listeners = new Set<() => void>();
  let running = false;
  let troubled = false;
  let telling = false;
  let cancelReview = () => {};

  const changed = () => {
    if (telling || listeners.size === 0) return;
    telling = true;
    timers.after(TELL_MS, () => {
      telling = false;
      for (const listener of listeners) listener();
    });
  };

  /** Facts that are told in passing: what they tell of stands, whether or not they can be stored. */
  const recording = (written: Promise<unknown>) => {
    written.catch((error) => logger.error({ err: error }, 'an event of the push service could not be stored'));
  };

  const certificate = new CertificateLife({
    store,
    logger,
    importIdentity: options.importIdentity,
    onImported: (work, { topicChanged }) => {
      if (topicChanged) rows.forgiveRefused(work.now);
      work.afterCommit(() => {
        if (running) connection.renew();
        changed();
      });
    },
  });

  const onState = ({ state, lastError, retryAt }: ConnectionReport) => {
    changed();
    if (!running) return;
    if (state === 'refused') recording(certificate.judged(true, lastError));
    if (state === 'backing-off' && !troubled) {
      troubled = true;
      recording(
        store.write((work) => work.event({ type: 'push.connection-lost', data: { host, error: lastError, retryAt } })),
      );
    }
    if (state !== 'connected') return;
    if (troubled) {
      troubled = false;
      recording(store.write((work) => work.event({ type: 'push.connection-restored', data: { host } })));
    }
    scheduler.nudge();
  };

  const connection = createApnsConnection({
    host,
    port,
    trustPem: options.trustPem,
    credentials: () => certificate.credentials(),
    clock,
    timers,
    random,
    logger,
    onState,
    onAccepted: () => {
      recording(certificate.judged(false, undefined));
      changed();
    },
    limits: options.limits,
  });

  const scheduler = new WakeScheduler({
    store,
    rows,
    connection,
    topic: () => certificate.usableTopic(),
    clock,
    timers,
    random,
    logger,
    onProgress: changed,
  });

  let counted = { at: 0, waiting: 0 };
  /** Counting thousands of rows takes milliseconds: that many are counted once a second at most. */
  const count = () => {
    const now = clock.now();
    const fresh = counted.waiting >= 1000 && Math.abs(now - counted.at) < 1000;
    if (!fresh) counted = { at: now, waiting: rows.waiting() };
    return counted.waiting;
  };

  const review = () => {
    cancelReview = timers.after(REVIEW_MS, review);
    recording(certificate.review().then((news) => news && changed()));
  };

  /** A token that is bad at one of Apple's services may be right at another. */
  const rememberDestination = (work: UnitOfWork) => {
    const destination = `${host}:${port}`;
    const former = readSetting(store, DESTINATION, z.string());
    if (former === destination) return;
    writeSetting(store, DESTINATION, destination);
    if (former !== undefined) rows.forgiveRefused(work.now);
  };

  return {
    certificate,
    async start() {
      if (running) return;
      running = true;
      await store.write(rememberDestination);
      review();
      await scheduler.start();
      connection.open();
    },
    async stop() {
      if (!running) return;
      running = false;
      cancelReview();
      await scheduler.halt();
      connection.close();
      await scheduler.flush();
    },
    scheduleWake: (work, enrollmentId, { urgent = false } = {}) => scheduler.schedule(work, enrollmentId, urgent),
    settle: (work, enrollmentId, hasOpenCommands) => scheduler.settle(work, enrollmentId, hasOpenCommands),
    async wakeNow(enrollmentIds, actor) {
      const woken: string[] = [];
      const unreachable: Array<{ enrollmentId: string; reason: Unreachable }> = [];
      await store.writeEach([...new Set(enrollmentIds)], (work, enrollmentId) => {
        const row = rows.find.get({ id: enrollmentId });
        const reason = whyUnreachable(row, certificate.topic);
        if (reason !== undefined || row === undefined) {
          unreachable.push({ enrollmentId, reason: reason ?? 'not-enrolled' });
          return;
        }
        scheduler.schedule(work, enrollmentId, true);
        work.event({ type: 'push.asked-for', deviceId: row.deviceId, enrollmentId, actor });
        woken.push(enrollmentId);
      });
      if (running) connection.hurry();
      return { woken, unreachable };
    },
    status() {
      const { state, lastError, retryAt } = connection.report();
      return {
        certificate: certificate.status(),
        connection: state,
        host,
        port,
        lastError: lastError ?? null,
        retryAt: retryAt ?? null,
        delivered: scheduler.delivered.total,
        rejected: scheduler.rejected,
        retried: scheduler.retried,
        deliveredPerSecond: scheduler.delivered.perSecond(),
        inFlight: scheduler.inFlight,
        waiting: count(),
      };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function whyUnreachable(
  row: ReturnType<ReturnType<typeof openWakeRows>['find']['get']>,
  topic: string | undefined,
): Unreachable | undefined {
  if (row === undefined || row.state !== 'enrolled') return 'not-enrolled';
  if (row.pushState === 'none') return 'no-token';
  if (row.pushState !== 'ready') return row.pushState;
  return topic !== undefined && row.topic !== topic ? 'other-topic' : undefined;
}
