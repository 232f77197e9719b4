import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { silentLogger } from '../../shared/logger.ts';
import { importIdentity } from '../identity/index.ts';
import { openMemoryStore, type Store, type StoredEvent } from '../store/index.ts';
import { createPushService, type PushService } from './index.ts';
import { type AppleServer, accept, startApple } from './testing/apple-server.ts';
import { type Issued, TestAuthority } from './testing/certificates.ts';
import { enroll, rowOf, TOPIC } from './testing/enroll.ts';

let authority: TestAuthority;
let server: Issued;
let client: Issued;
let store: Store;
let apple: AppleServer;
let push: PushService;
let events: StoredEvent[];
const services: PushService[] = [];

beforeAll(() => {
  authority = new TestAuthority();
  server = authority.issue('/CN=apns', 'subjectAltName=IP:127.0.0.1');
  client = authority.issue(`/UID=${TOPIC}/CN=APSP:test`);
});
afterAll(() => authority.remove());

beforeEach(async () => {
  store = openMemoryStore({ clock: systemClock, logger: silentLogger });
  events = [];
  store.subscribe((some) => events.push(...some));
  apple = await startApple({ identity: server, clientCa: authority.certificatePem });
  push = service();
});
afterEach(async () => {
  for (const one of services.splice(0)) await one.stop();
  await apple.close();
  store.close();
});

function service(port = apple.port): PushService {
  const made = createPushService({
    store,
    clock: systemClock,
    logger: silentLogger,
    host: '127.0.0.1',
    port,
    trustPem: authority.certificatePem,
    importIdentity,
  });
  services.push(made);
  return made;
}

const bundle = (issued: Issued) => Buffer.from(issued.certificatePem + issued.privateKeyPem);

/** Resolves at the first commit after which `done` is true. */
function eventually(done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (done() ? resolve() : setImmediate(look));
    look();
  });
}

const heard = (type: string) => eventually(() => events.some((event) => event.type === type));

describe('the push service', () => {
  it('goes from a request to a woken device', async () => {
    const { csrPem } = await push.certificate.createRequest({ organisation: 'School', email: 'a@school.example' });
    await push.certificate.importCertificate(
      Buffer.from(authority.signRequest(csrPem, `/UID=${TOPIC}/CN=APSP:test/C=US`)),
    );
    await push.start();
    const token = Buffer.from('a1'.repeat(32), 'hex');
    const id = await enroll(store, { token, magic: 'B0F6-MAGIC' });
    await store.write((work) => push.scheduleWake(work, id));
    await eventually(() => rowOf(store, id).lastPushStatus === 200);
    expect(apple.seen).toMatchObject([{ token: 'a1'.repeat(32), body: '{"mdm":"B0F6-MAGIC"}', clientTopic: TOPIC }]);
    expect(apple.seen[0]?.headers['apns-topic']).toBe(TOPIC);
    expect(rowOf(store, id).lastPushApnsId).toBe(apple.seen[0]?.headers['apns-id']);
    expect(push.status()).toMatchObject({
      connection: 'connected',
      lastError: null,
      delivered: 1,
      rejected: 0,
      inFlight: 0,
      waiting: 1,
      certificate: { state: 'ready', topic: TOPIC },
    });
    await store.write((work) => push.settle(work, id, false));
    expect(push.status().waiting).toBe(0);
    expect(JSON.stringify(events)).not.toMatch(/MAGIC|a1a1a1/);
  });

  it('BP-26 hears of a dead token on the connection of the wake-ups, under the same push certificate, and asks nowhere else', async () => {
    const dead = 'dd'.repeat(32);
    apple.judge = ({ token }) => (token === dead ? { status: 410, reason: 'Unregistered' } : { status: 200 });
    await push.certificate.importCertificate(bundle(client));
    await push.start();
    const gone = await enroll(store, { token: Buffer.from(dead, 'hex') });
    const here = await enroll(store);
    await store.write((work) => {
      for (const id of [gone, here]) push.scheduleWake(work, id);
    });
    await eventually(
      () => rowOf(store, gone).pushState === 'unregistered' && rowOf(store, here).lastPushStatus === 200,
    );
    expect(apple.connections).toBe(1);
    const { fingerprint256 } = new X509Certificate(client.certificatePem);
    expect(apple.seen.map((wake) => wake.clientFingerprint)).toEqual([fingerprint256, fingerprint256]);
    expect(new Set(apple.seen.map((wake) => wake.session)).size).toBe(1);
    expect(apple.seen.every(({ headers }) => String(headers[':path']).startsWith('/3/device/'))).toBe(true);
    expect(rowOf(store, gone)).toMatchObject({ lastPushStatus: 410, lastPushReason: 'Unregistered', nextWakeAt: null });
  });

  it('keeps what is queued while there is no certificate, and sends it when there is one', async () => {
    await push.start();
    const id = await enroll(store);
    await store.write((work) => push.scheduleWake(work, id));
    expect(push.status()).toMatchObject({ connection: 'idle', waiting: 1, certificate: { state: 'none' } });
    await push.certificate.importCertificate(bundle(client));
    await apple.arrived(1);
    await eventually(() => rowOf(store, id).lastPushStatus === 200);
  });

  it('wakes a hundred devices once each though Apple ends the connection amid them', async () => {
    await push.certificate.importCertificate(bundle(client));
    const ids = await Promise.all(Array.from({ length: 100 }, () => enroll(store)));
    let count = 0;
    apple.judge = (wake) => {
      count += 1;
      if (count === 30) wake.session.goaway(0, (wake.stream.id ?? 0) + 20);
      const answered = apple.connections > 1 || (wake.stream.id ?? 0) <= 79;
      return answered ? { status: 200 } : undefined;
    };
    await push.start();
    await store.write((work) => {
      for (const id of ids) push.scheduleWake(work, id);
    });
    await eventually(() => ids.every((id) => rowOf(store, id).lastPushStatus === 200));
    expect(push.status()).toMatchObject({ delivered: 100, retried: 0 });
    expect(apple.connections).toBe(2);
    expect(new Set(apple.seen.map((wake) => wake.token)).size).toBe(100);
    expect(events.map((event) => event.type)).not.toContain('push.connection-lost');
  });

  it('shows a refused certificate, stops asking, loses nothing, and goes on after the renewal', async () => {
    apple.judge = () => ({ status: 403, reason: 'BadCertificate' });
    await push.certificate.importCertificate(bundle(client));
    await push.start();
    const ids = await Promise.all(Array.from({ length: 30 }, () => enroll(store)));
    await store.write((work) => {
      for (const id of ids) push.scheduleWake(work, id);
    });
    await heard('push.certificate-refused');
    await eventually(() => push.status().inFlight === 0);
    expect(push.status()).toMatchObject({
      connection: 'refused',
      lastError: expect.stringContaining('BadCertificate'),
      waiting: 30,
      certificate: { state: 'refused' },
    });
    expect(push.status().retryAt).toBeGreaterThan(Date.now() + 600_000);
    await eventually(() => ids.every((id) => rowOf(store, id).lastPushAt === null));
    apple.judge = accept;
    await push.certificate.importCertificate(bundle(authority.issue(`/UID=${TOPIC}/CN=APSP:renewed`)));
    await eventually(() => ids.every((id) => rowOf(store, id).lastPushStatus === 200));
    expect(push.status().certificate.state).toBe('ready');
    expect(events.filter((event) => event.type === 'push.certificate-refused')).toHaveLength(1);
  });

  it('tells when the connection is lost and when it is back, once each', async () => {
    await push.certificate.importCertificate(bundle(client));
    const { port } = apple;
    await push.start();
    await eventually(() => push.status().connection === 'connected');
    await apple.close();
    await heard('push.connection-lost');
    const id = await enroll(store);
    apple = await startApple({ identity: server, clientCa: authority.certificatePem, port });
    expect(await push.wakeNow([id])).toEqual({ woken: [id], unreachable: [] });
    await heard('push.connection-restored');
    await eventually(() => rowOf(store, id).lastPushStatus === 200);
    const told = events.map((event) => event.type).filter((type) => type.startsWith('push.connection'));
    expect(told).toEqual(['push.connection-lost', 'push.connection-restored']);
  });

  it('wakes at once what an administrator asks for, and says why it cannot wake the rest', async () => {
    await push.certificate.importCertificate(bundle(client));
    await push.start();
    const here = await enroll(store, { lastPushAt: Date.now() - 1000 });
    const ended = await enroll(store, { state: 'ended' });
    const silent = await enroll(store, { pushState: 'none' });
    const gone = await enroll(store, { pushState: 'unregistered' });
    const foreign = await enroll(store, { topic: 'com.apple.mgmt.other' });
    const answer = await push.wakeNow([here, here, ended, silent, gone, foreign, 'nobody'], 'ada');
    expect(answer.woken).toEqual([here]);
    expect(answer.unreachable.map((one) => one.reason)).toEqual([
      'not-enrolled',
      'no-token',
      'unregistered',
      'other-topic',
      'not-enrolled',
    ]);
    await apple.arrived(1);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'push.asked-for', actor: 'ada', enrollmentId: here }),
    );
  });

  it('gives refused tokens another chance when it asks another service, but not unregistered ones', async () => {
    await push.certificate.importCertificate(bundle(client));
    await push.start();
    await push.stop();
    const refused = await enroll(store, { pushState: 'refused' });
    const gone = await enroll(store, { pushState: 'unregistered' });
    const same = service();
    await same.start();
    await same.stop();
    expect(rowOf(store, refused).pushState).toBe('refused');
    const other = await startApple({ identity: server, clientCa: authority.certificatePem });
    const moved = service(other.port);
    await moved.start();
    await other.arrived(1);
    expect(rowOf(store, refused).pushState).toBe('ready');
    expect(rowOf(store, gone).pushState).toBe('unregistered');
    await moved.stop();
    await other.close();
  });

  it('tells its listeners that something has changed', async () => {
    const told = new Promise<void>((resolve) => push.onChange(resolve));
    await push.certificate.importCertificate(bundle(client));
    await told;
  });

  it('can be stopped amid unanswered wake-ups and repeats them a minute later at the earliest', async () => {
    apple.judge = () => undefined;
    await push.certificate.importCertificate(bundle(client));
    await push.start();
    const id = await enroll(store);
    await store.write((work) => push.scheduleWake(work, id));
    await apple.arrived(1);
    await push.stop();
    const row = rowOf(store, id);
    expect(row).toMatchObject({ lastPushReason: 'stopped', lastPushStatus: null, wakeAttempts: 1 });
    expect((row.nextWakeAt ?? 0) - (row.lastPushAt ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect(push.status()).toMatchObject({ connection: 'idle', inFlight: 0 });
  });
});
