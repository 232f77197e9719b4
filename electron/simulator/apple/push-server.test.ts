import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type ClientHttp2Session, connect } from 'node:http2';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildSigningRequest, toPem } from '../wire/x509.ts';
import type { AuthorityState } from './authority.ts';
import { topicOf } from './push-portal.ts';
import { type SimulatedApple, startSimulatedApple } from './simulated-apple.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const csr = toPem('CERTIFICATE REQUEST', buildSigningRequest({ subject: [['CN', 'push']], key: pair.privateKey }));
const token = Buffer.alloc(32, 0xab);
const hex = token.toString('hex');

let state: AuthorityState;
let now = Date.now();
let apple: SimulatedApple;
let certificate: string;
let topic: string;
let session: ClientHttp2Session;
let delivered: string[];

interface Answer {
  status: number;
  reason: string | undefined;
  timestamp: number | undefined;
  id: string | undefined;
}

const dial = (identity?: { cert: string; key: string }): ClientHttp2Session => {
  const made = connect(apple.apns.url, { ca: apple.rootPem, ...identity });
  made.on('error', () => undefined);
  return made;
};

function push(headers: Record<string, string> = {}, body = '{"mdm":"magic"}', via = session): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = via.request({
      ':method': 'POST',
      ':path': `/3/device/${hex}`,
      'apns-topic': topic,
      'apns-push-type': 'mdm',
      'apns-priority': '10',
      ...headers,
    });
    let text = '';
    let answer: Answer = { status: 0, reason: undefined, timestamp: undefined, id: undefined };
    stream.on('response', (head) => {
      answer = { ...answer, status: Number(head[':status']), id: head['apns-id'] as string };
    });
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    stream.on('end', () => {
      if (answer.status === 0) reject(new Error('no answer'));
      else resolve(text === '' ? answer : { ...answer, ...JSON.parse(text) });
    });
    stream.on('error', reject);
    stream.on('close', () => reject(new Error('closed')));
    stream.end(body);
  });
}

const waitFor = async (count: number): Promise<void> => {
  while (delivered.length < count) await new Promise((resolve) => setImmediate(resolve));
};

beforeAll(async () => {
  const first = await startSimulatedApple();
  state = first.exportState();
  await first.close();
});

beforeEach(async () => {
  now = Date.now();
  apple = await startSimulatedApple({ state, clock: { now: () => now } });
  certificate = apple.portal.sign(csr);
  topic = topicOf(certificate);
  session = dial({ cert: certificate, key: keyPem });
  delivered = [];
});

afterEach(async () => {
  session.destroy();
  await apple.close();
});

const register = (more: { topic?: string; reachable?: boolean } = {}) =>
  apple.apns.devices.register({ token, topic, onPush: (magic) => delivered.push(magic), ...more });

describe('simulated APNs', () => {
  it('accepts a notification and delivers its PushMagic to the device', async () => {
    register();
    const answer = await push({ 'apns-id': '11111111-2222-3333-4444-555555555555' });
    expect(answer).toMatchObject({ status: 200, id: '11111111-2222-3333-4444-555555555555' });
    await waitFor(1);
    expect(delivered).toEqual(['magic']);
  });

  it.each([
    ['MissingTopic', { 'apns-topic': undefined }, 400],
    ['TopicDisallowed', { 'apns-topic': 'com.apple.mgmt.External.other' }, 400],
    ['InvalidPushType', { 'apns-push-type': 'alert' }, 400],
    ['BadPriority', { 'apns-priority': '7' }, 400],
    ['BadExpirationDate', { 'apns-expiration': 'soon' }, 400],
    ['BadMessageId', { 'apns-id': 'x' }, 400],
    ['BadDeviceToken', { ':path': '/3/device/zz' }, 400],
    ['BadDeviceToken', { ':path': `/3/device/${'00'.repeat(32)}` }, 400],
    ['MissingDeviceToken', { ':path': '/3/device/' }, 400],
    ['BadPath', { ':path': '/elsewhere' }, 404],
    ['MethodNotAllowed', { ':method': 'PUT' }, 405],
  ])('refuses with %s for %o', async (reason, headers, status) => {
    register();
    expect(await push(headers as Record<string, string>)).toMatchObject({ status, reason });
    expect(delivered).toEqual([]);
  });

  it.each([
    ['PayloadEmpty', '', 400],
    ['BadPayload', '{"mdm":"magic","aps":{}}', 400],
    ['BadPayload', '{"aps":{}}', 400],
    ['PayloadTooLarge', JSON.stringify({ mdm: 'x'.repeat(5000) }), 413],
  ])('refuses with %s for a wrong body', async (reason, body, status) => {
    register();
    expect(await push({}, body)).toMatchObject({ status, reason });
  });

  it('tells a token of another topic, and one that is unregistered, with the time it learned so', async () => {
    register({ topic: 'com.apple.mgmt.External.elsewhere' });
    expect(await push()).toMatchObject({ status: 400, reason: 'DeviceTokenNotForTopic' });
    const registration = register();
    registration.unregister();
    const since = now;
    now += 5000;
    expect(await push()).toMatchObject({ status: 410, reason: 'Unregistered', timestamp: since });
  });

  it('refuses callers without its own push certificate', async () => {
    register();
    const anonymous = dial();
    expect(await push({}, '{"mdm":"magic"}', anonymous)).toMatchObject({ status: 403, reason: 'MissingProviderToken' });
    anonymous.destroy();
    const stranger = await startSimulatedApple();
    const foreign = dial({ cert: stranger.portal.sign(csr, { topic }), key: keyPem });
    expect(await push({}, '{"mdm":"magic"}', foreign)).toMatchObject({ status: 403, reason: 'BadCertificate' });
    foreign.destroy();
    await stranger.close();
    const old = dial({ cert: apple.portal.sign(csr, { topic, notAfter: now - 1000 }), key: keyPem });
    expect(await push({}, '{"mdm":"magic"}', old)).toMatchObject({ status: 403, reason: 'BadCertificate' });
    old.destroy();
  });

  it('keeps the last notification for a sleeping device and delivers it once', async () => {
    const registration = register({ reachable: false });
    await push({}, '{"mdm":"first"}');
    await push({}, '{"mdm":"second"}');
    expect(apple.apns.stats()).toMatchObject({ waiting: 1, coalesced: 1, delivered: 0 });
    registration.setReachable(true);
    await waitFor(1);
    expect(delivered).toEqual(['second']);
    expect(apple.apns.stats().waiting).toBe(0);
  });

  it('gives up what expired, or was never to be kept', async () => {
    const registration = register({ reachable: false });
    await push({ 'apns-expiration': '0' });
    expect(apple.apns.stats()).toMatchObject({ waiting: 0, expired: 1 });
    await push({ 'apns-expiration': String(Math.floor(now / 1000) + 60) });
    now += 61_000;
    registration.setReachable(true);
    expect(apple.apns.stats()).toMatchObject({ waiting: 0, expired: 2, delivered: 0 });
  });

  it('plays ordered failures, then goes on as before', async () => {
    register();
    apple.apns.faults.failNext(2, { status: 429 });
    expect(await push()).toMatchObject({ status: 429, reason: 'TooManyRequests' });
    expect(await push()).toMatchObject({ status: 429 });
    expect(await push()).toMatchObject({ status: 200 });
    apple.apns.faults.failToken(hex, { status: 410, timestamp: 1_700_000_000_000 });
    expect(await push()).toMatchObject({ status: 410, reason: 'Unregistered', timestamp: 1_700_000_000_000 });
    apple.apns.faults.clear();
    expect(await push()).toMatchObject({ status: 200 });
  });

  it('sends GOAWAY after a number of notifications, all of them answered', async () => {
    register();
    apple.apns.faults.goAwayAfter(3);
    const away = once(session, 'goaway');
    const answers = await Promise.all([push(), push(), push()]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const [code] = await away;
    expect(code).toBe(0);
    await once(session, 'close');
  });

  it('drops connections without an answer', async () => {
    register();
    apple.apns.faults.dropAfter(1);
    await expect(push()).rejects.toThrow();
  });

  it('says how many streams it takes at once', async () => {
    await apple.close();
    apple = await startSimulatedApple({ state, maxConcurrentStreams: 7 });
    const small = dial({ cert: certificate, key: keyPem });
    await once(small, 'remoteSettings');
    expect(small.remoteSettings.maxConcurrentStreams).toBe(7);
    small.destroy();
  });
});

describe('the simulated push portal', () => {
  it('issues a one-year certificate for the request’s key, with Apple’s kind of subject', () => {
    const read = new X509Certificate(certificate);
    expect(read.subject).toMatch(/^UID=com\.apple\.mgmt\.External\.[0-9a-f-]{36}\nCN=APSP:[0-9a-f-]{36}\nC=US$/);
    expect(read.checkPrivateKey(pair.privateKey)).toBe(true);
    expect(Math.round((read.validToDate.getTime() - now) / 86_400_000)).toBe(365);
  });

  it('keeps the topic in a renewal, and gives a new request a new one', () => {
    expect(topicOf(apple.portal.sign(csr, { renew: certificate }))).toBe(topic);
    expect(topicOf(apple.portal.sign(csr))).not.toBe(topic);
  });

  it('starts again with the same authorities from its saved state', async () => {
    const again = await startSimulatedApple({ state: apple.exportState() });
    expect(again.rootPem).toBe(apple.rootPem);
    await again.close();
  });
});
