import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { silentLogger } from '../../shared/logger.ts';
import type { Timers } from '../../shared/timers.ts';
import type { WakeOutcome } from './apns-answer.ts';
import {
  type ApnsConnection,
  type ApnsConnectionOptions,
  type ConnectionReport,
  createApnsConnection,
} from './apns-connection.ts';
import { type AppleServer, accept, startApple } from './testing/apple-server.ts';
import { type Issued, TestAuthority } from './testing/certificates.ts';

const TOPIC = 'com.apple.mgmt.External.one';
let authority: TestAuthority;
let server: Issued;
let client: Issued;
const open: Array<ApnsConnection> = [];
const apples: AppleServer[] = [];

beforeAll(() => {
  authority = new TestAuthority();
  server = authority.issue('/CN=apns', 'subjectAltName=IP:127.0.0.1');
  client = authority.issue(`/UID=${TOPIC}/CN=APSP:one`);
});
afterAll(() => authority.remove());
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  for (const apple of apples.splice(0)) await apple.close();
});

async function apple(options: Partial<Parameters<typeof startApple>[0]> = {}): Promise<AppleServer> {
  const started = await startApple({ identity: server, clientCa: authority.certificatePem, ...options });
  apples.push(started);
  return started;
}

/** Real timers, but pauses of a second and more take a hundredth of their time, and are noted. */
function hastyTimers(pauses: number[]): Timers {
  return {
    after(ms, action) {
      if (ms < 5000) pauses.push(ms);
      const timer = setTimeout(action, ms >= 5000 ? ms : ms / 100);
      return () => clearTimeout(timer);
    },
  };
}

interface Harness {
  connection: ApnsConnection;
  reports: ConnectionReport[];
  pauses: number[];
  accepted: number;
  /** Resolves when the connection is in `state`. */
  until(state: ConnectionReport['state']): Promise<ConnectionReport>;
  send(index: number): Promise<WakeOutcome>;
}

function harness(port: number, options: Partial<ApnsConnectionOptions> = {}): Harness {
  const reports: ConnectionReport[] = [];
  const pauses: number[] = [];
  const waiting: Array<{ state: string; resolve: (report: ConnectionReport) => void }> = [];
  const made: Harness = {
    connection: createApnsConnection({
      host: '127.0.0.1',
      port,
      trustPem: authority.certificatePem,
      credentials: () => client,
      clock: systemClock,
      timers: hastyTimers(pauses),
      random: () => 0.5,
      logger: silentLogger,
      onState: (report) => {
        reports.push(report);
        for (const one of waiting) if (one.state === report.state) one.resolve(report);
      },
      onAccepted: () => {
        made.accepted += 1;
      },
      ...options,
    }),
    reports,
    pauses,
    accepted: 0,
    until: (state) =>
      new Promise((resolve) => {
        if (made.connection.report().state === state) resolve(made.connection.report());
        else waiting.push({ state, resolve });
      }),
    send: (index) =>
      new Promise((resolve) => {
        const token = Buffer.alloc(32);
        token.writeUInt32BE(index);
        made.connection.send({ token, magic: `magic "${index}"`, topic: TOPIC }, resolve);
      }),
  };
  open.push(made.connection);
  return made;
}

describe('a wake-up on the wire', () => {
  it('is the request Apple asks for, with the push certificate and nothing in the body but the magic', async () => {
    const peer = await apple();
    const { send } = harness(peer.port);
    const outcome = await send(7);
    const [wake] = peer.seen;
    expect(wake?.clientTopic).toBe(TOPIC);
    expect(wake?.headers).toMatchObject({
      ':method': 'POST',
      ':path': `/3/device/00000007${'00'.repeat(28)}`,
      'apns-topic': TOPIC,
      'apns-push-type': 'mdm',
      'apns-priority': '10',
    });
    expect(wake?.body).toBe('{"mdm":"magic \\"7\\""}');
    expect(wake?.headers['apns-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const days = (Number(wake?.headers['apns-expiration']) * 1000 - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    expect(outcome).toEqual({ kind: 'delivered', apnsId: wake?.headers['apns-id'] });
  });

  it('shares one connection with hundreds of others and never exceeds the stream limit of the peer', async () => {
    const peer = await apple({ maxConcurrentStreams: 3 });
    let now = 0;
    let most = 0;
    peer.judge = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return { status: 200 };
    };
    const { send } = harness(peer.port);
    const outcomes = await Promise.all(Array.from({ length: 300 }, (_, index) => send(index)));
    expect(outcomes.every((outcome) => outcome.kind === 'delivered')).toBe(true);
    expect(new Set(peer.seen.map((wake) => wake.token)).size).toBe(300);
    expect(peer.seen).toHaveLength(300);
    expect(peer.connections).toBe(1);
    expect(most).toBe(3);
  });

  it('goes out one after the other when the peer takes one stream at a time', async () => {
    const peer = await apple({ maxConcurrentStreams: 1 });
    const { send } = harness(peer.port);
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => send(index)));
    expect(outcomes.every((outcome) => outcome.kind === 'delivered')).toBe(true);
    expect(peer.seen.map((wake) => Number.parseInt(wake.token.slice(0, 8), 16))).toEqual([...Array(50).keys()]);
  });
});

describe('what Apple answers', () => {
  const table: Array<[number, string, object]> = [
    [400, 'BadDeviceToken', { kind: 'rejected', status: 400, reason: 'BadDeviceToken', since: undefined }],
    [400, 'DeviceTokenNotForTopic', { kind: 'rejected', status: 400, reason: 'DeviceTokenNotForTopic' }],
    [410, 'Unregistered', { kind: 'rejected', status: 410, reason: 'Unregistered', since: 1_700_000_000_000 }],
    [410, 'ExpiredToken', { kind: 'rejected', status: 410, reason: 'ExpiredToken' }],
    [400, 'BadExpirationDate', { kind: 'refused', status: 400, reason: 'BadExpirationDate' }],
    [405, 'MethodNotAllowed', { kind: 'refused', status: 405, reason: 'MethodNotAllowed' }],
    [413, 'PayloadTooLarge', { kind: 'refused', status: 413, reason: 'PayloadTooLarge' }],
    [429, 'TooManyRequests', { kind: 'retry', status: 429, cause: 'TooManyRequests', accepted: 'no', afterMs: 60_000 }],
    [500, 'InternalServerError', { kind: 'retry', status: 500, accepted: 'no', counts: true, afterMs: 15_000 }],
    [503, 'ServiceUnavailable', { kind: 'retry', status: 503, accepted: 'no', counts: true, afterMs: 2_000 }],
  ];
  it.each(table)('%i %s', async (status, reason, expected) => {
    const peer = await apple({ judge: () => ({ status, reason, timestamp: 1_700_000_000_000 }) });
    const { send, connection } = harness(peer.port);
    expect(await send(1)).toMatchObject(expected);
    expect(connection.report().state).toBe('connected');
  });

  it('waits as long as Retry-After says', async () => {
    const peer = await apple({ judge: () => ({ status: 503, reason: 'Shutdown', headers: { 'retry-after': '90' } }) });
    const { send } = harness(peer.port);
    expect(await send(1)).toMatchObject({ kind: 'retry', cause: 'Shutdown', afterMs: 90_000 });
  });

  it('does not fall over a body that is no JSON', async () => {
    const peer = await apple({
      judge: (wake) => {
        wake.stream.respond({ ':status': 400 });
        wake.stream.end('<html>');
        return undefined;
      },
    });
    const { send } = harness(peer.port);
    expect(await send(1)).toMatchObject({ kind: 'refused', status: 400, reason: 'Status400' });
  });

  it.each([
    [403, 'BadCertificate'],
    [403, 'BadCertificateEnvironment'],
    [400, 'TopicDisallowed'],
    [400, 'BadTopic'],
    [400, 'MissingTopic'],
  ])('%i %s stops everything, gives every wake-up back uncounted and asks Apple no more', async (status, reason) => {
    const peer = await apple({ maxConcurrentStreams: 2, judge: () => ({ status, reason }) });
    const { send, connection, until } = harness(peer.port);
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, index) => send(index)));
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ kind: 'retry', cause: 'certificate-refused', counts: false, accepted: 'no' });
    }
    expect(await until('refused')).toMatchObject({ lastError: expect.stringContaining(reason) });
    expect(connection.report().retryAt).toBeGreaterThan(Date.now() + 10 * 60_000);
    const before = peer.seen.length;
    expect(before).toBeLessThanOrEqual(4);
    expect(await send(99)).toMatchObject({ kind: 'retry', cause: 'certificate-refused', counts: false });
    expect(peer.seen).toHaveLength(before);
  });

  it('is tried again with a renewed certificate after a refusal, which counts as accepted at the first answer', async () => {
    const peer = await apple({ judge: () => ({ status: 403, reason: 'BadCertificate' }) });
    const made = harness(peer.port);
    await made.send(1);
    await made.until('refused');
    peer.judge = accept;
    made.connection.renew();
    await made.until('connected');
    expect(await made.send(2)).toMatchObject({ kind: 'delivered' });
    expect(made.connection.report()).toMatchObject({ state: 'connected', lastError: undefined });
  });
});

describe('a connection that ends', () => {
  it('finishes, on a GOAWAY amid a hundred streams, what Apple took and sends the rest again once', async () => {
    const peer = await apple();
    const held: Array<() => void> = [];
    let told = false;
    peer.judge = async (wake) => {
      if (peer.connections > 1) return { status: 200 };
      const number = Number.parseInt(wake.token.slice(0, 8), 16);
      // Streams are numbered 1, 3, 5, …: the first sixty are Apple's to answer, the rest it never looks at.
      if (number >= 60) {
        if (!told) {
          told = true;
          wake.session.goaway(0, 119, Buffer.from('{"reason":"IdleTimeout"}'));
          for (const release of held) release();
        }
        return undefined;
      }
      await new Promise<void>((resolve) => {
        if (told) resolve();
        else held.push(resolve);
      });
      return { status: 200 };
    };
    const { send, reports } = harness(peer.port);
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, index) => send(index)));
    expect(outcomes.filter((outcome) => outcome.kind === 'delivered')).toHaveLength(100);
    expect(peer.connections).toBe(2);
    const [first] = peer.seen;
    const again = peer.seen.filter((wake) => wake.session !== first?.session);
    expect(again.map((wake) => Number.parseInt(wake.token.slice(0, 8), 16)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => 60 + index),
    );
    expect(reports.map((report) => report.state)).not.toContain('backing-off');
  });

  it('sends again what Apple refuses to look at, and gives it back after five connections', async () => {
    const peer = await apple({
      judge: (wake) => {
        wake.stream.close(7);
        return undefined;
      },
    });
    const { send } = harness(peer.port);
    expect(await send(1)).toMatchObject({ kind: 'retry', cause: 'returned-unread', counts: false, accepted: 'no' });
    expect(peer.seen).toHaveLength(6);
  });

  it('reports what was under way as possibly arrived, the rest as unsent, and comes back by itself', async () => {
    const peer = await apple({ maxConcurrentStreams: 10, judge: () => undefined });
    const { send, until, reports } = harness(peer.port);
    const all = Promise.all(Array.from({ length: 25 }, (_, index) => send(index)));
    await peer.arrived(10);
    peer.cut();
    const outcomes = await all;
    const count = (accepted: string) =>
      outcomes.filter((outcome) => outcome.kind === 'retry' && outcome.accepted === accepted).length;
    expect(count('unknown')).toBe(10);
    expect(count('no')).toBe(15);
    peer.judge = accept;
    await until('connected');
    expect(reports.map((report) => report.state)).toContain('backing-off');
    expect(await send(1)).toMatchObject({ kind: 'delivered' });
  });

  it('backs off in growing pauses while nobody answers, and returns when Apple does', async () => {
    const peer = await apple();
    const { port } = peer;
    await peer.close();
    apples.length = 0;
    const { connection, until, pauses, send } = harness(port);
    connection.open();
    await until('backing-off');
    expect(await send(1)).toMatchObject({ kind: 'retry', cause: 'no-connection', counts: false, accepted: 'no' });
    while (pauses.length < 3) await until('connecting').then(() => until('backing-off'));
    expect(pauses.slice(0, 3)).toEqual([750, 1500, 3000]);
    expect(connection.report().lastError).toContain('ECONNREFUSED');
    await apple({ port });
    connection.hurry();
    await until('connected');
    expect(await send(2)).toMatchObject({ kind: 'delivered' });
  });

  it('gives up on a request that is never answered', async () => {
    const peer = await apple({ judge: () => undefined });
    const sweeps: Array<() => void> = [];
    const timers: Timers = {
      after(ms, action) {
        if (ms === 5000) sweeps.push(action);
        return () => {};
      },
    };
    let ahead = 0;
    const clock = { now: () => Date.now() + ahead };
    const { send } = harness(peer.port, { timers, clock });
    const outcome = send(1);
    await peer.arrived(1);
    ahead = 31_000;
    for (const sweep of sweeps.splice(0)) sweep();
    expect(await outcome).toMatchObject({ kind: 'retry', cause: 'timed-out', accepted: 'unknown', counts: true });
  });

  it('asks a silent connection whether it is alive, and keeps it when it is', async () => {
    const peer = await apple();
    const { connection, until, reports } = harness(peer.port, { limits: { pingEveryMs: 20 } });
    connection.open();
    await until('connected');
    const [session] = peer.sessions;
    await new Promise<void>((resolve) => {
      let pings = 0;
      session?.on('ping', () => {
        pings += 1;
        if (pings === 3) resolve();
      });
    });
    expect(reports.map((report) => report.state)).toEqual(['connecting', 'connected']);
  });

  it('does not trust an Apple whose certificate nobody vouches for, and says so', async () => {
    const peer = await apple();
    const { connection, until } = harness(peer.port, { trustPem: undefined });
    connection.open();
    const report = await until('backing-off');
    expect(report.lastError).toContain('not trusted');
    expect(peer.seen).toHaveLength(0);
  });

  it('stays idle without a certificate', async () => {
    const peer = await apple();
    const { send, connection } = harness(peer.port, { credentials: () => undefined });
    expect(await send(1)).toMatchObject({ kind: 'retry', cause: 'no-certificate', counts: false });
    expect(connection.report().state).toBe('idle');
    expect(peer.connections).toBe(0);
  });

  it('answers everything when it is closed', async () => {
    const peer = await apple({ maxConcurrentStreams: 2, judge: () => undefined });
    const { send, connection } = harness(peer.port);
    const all = Promise.all([send(1), send(2), send(3)]);
    await peer.arrived(2);
    connection.close();
    expect((await all).map((outcome) => outcome.kind === 'retry' && outcome.accepted).sort()).toEqual([
      'no',
      'unknown',
      'unknown',
    ]);
  });
});
