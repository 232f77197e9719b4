import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CartwrightError } from '../../shared/errors.ts';
import {
  enrolledDevice,
  issueIdentity,
  newDevice,
  type TestDevice,
  type TestIdentity,
  TOPIC,
} from '../enrollment/testing/school.ts';
import { trustedProxies } from '../identity/index.ts';
import { encodePlist, type PlistInput } from '../protocol/index.ts';
import { agentOf, type Gate, openGate, rawConnection, send, untilClosed } from './testing/gate.ts';

const CHECK_IN = { 'Content-Type': 'application/x-apple-aspen-mdm-checkin' };
const CONNECT = { 'Content-Type': 'application/x-apple-aspen-mdm; charset=UTF-8' };

let gate: Gate;
let directory: string;
beforeAll(async () => {
  gate = await openGate();
  directory = mkdtempSync(join(tmpdir(), 'cartwright-listener-'));
});
beforeEach(() => {
  gate.exchanged.length = 0;
  gate.next.answer = () => Promise.resolve(null);
});
afterAll(async () => {
  await gate.stop();
  rmSync(directory, { recursive: true, force: true });
});

function idle(device: TestDevice): string {
  return encodePlist({ UDID: device.udid, Status: 'Idle' });
}

function tokenUpdate(device: TestDevice, more: { [key: string]: PlistInput } = {}): string {
  return encodePlist({
    MessageType: 'TokenUpdate',
    UDID: device.udid,
    Topic: TOPIC,
    Token: Buffer.from('token'),
    PushMagic: 'magic',
    ...more,
  });
}

/** The Mdm-Signature of a body, made by OpenSSL. */
function signature(identity: TestIdentity, body: string): string {
  const [certificate, key] = [join(directory, 'signer.pem'), join(directory, 'signer.key')];
  writeFileSync(certificate, identity.certificatePem);
  writeFileSync(key, identity.keyPem);
  const args = ['cms', '-sign', '-binary', '-outform', 'DER', '-signer', certificate, '-inkey', key];
  return execFileSync('openssl', args, { input: body, stdio: ['pipe', 'pipe', 'ignore'] }).toString('base64');
}

describe('a device over mutual TLS', () => {
  it('enrolls, connects, and is given a command and then nothing, over one connection', async () => {
    const device = await newDevice(gate.school);
    const agent = agentOf(gate, device.identity);
    const authenticate = encodePlist({
      MessageType: 'Authenticate',
      UDID: device.udid,
      Topic: TOPIC,
      SerialNumber: 'S1',
    });
    const answers = [
      await send(gate, agent, 'PUT', '/mdm/checkin', { headers: CHECK_IN, body: authenticate }),
      await send(gate, agent, 'PUT', '/mdm/checkin', { headers: CHECK_IN, body: tokenUpdate(device) }),
    ];
    gate.next.answer = () => Promise.resolve(Buffer.from('<command/>'));
    answers.push(await send(gate, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body: idle(device) }));
    expect(answers[2]?.body.toString()).toBe('<command/>');
    expect(answers[2]?.headers['content-type']).toBe('application/xml; charset=UTF-8');
    gate.next.answer = () => Promise.resolve(null);
    answers.push(await send(gate, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body: idle(device) }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers[3]?.headers['content-length']).toBe('0');
    expect(answers.map(({ reused }) => reused)).toEqual([false, true, true, true]);
    expect(device.states()).toEqual(['enrolled']);
    agent.destroy();
  });

  it('may send either kind of message to either address, with any Content-Type or none', async () => {
    const device = await enrolledDevice(gate.school);
    const agent = agentOf(gate, device.identity);
    for (const path of ['/mdm/connect', '/mdm/checkin']) {
      for (const headers of [{}, { 'Content-Type': 'application/xml' }, CHECK_IN]) {
        const answer = await send(gate, agent, 'PUT', path, { headers, body: tokenUpdate(device) });
        expect(answer.status).toBe(200);
      }
      for (const headers of [{}, { 'Content-Type': 'text/xml' }, CONNECT]) {
        await send(gate, agent, 'PUT', path, { headers, body: idle(device) });
      }
    }
    expect(gate.exchanged).toHaveLength(6);
    agent.destroy();
  });

  it('is known again when it resumes its TLS session', async () => {
    const device = await enrolledDevice(gate.school);
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const body = idle(device);
      const text = `PUT /mdm/connect HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
      const first = await rawConnection(gate, device.identity, { maxVersion });
      // TLS 1.3 hands its tickets out after the handshake, TLS 1.2 within it.
      const session =
        maxVersion === 'TLSv1.2'
          ? first.getSession()
          : new Promise<Buffer>((resolve) => first.once('session', resolve));
      const closed = untilClosed(first);
      first.write(text);
      expect(await closed).toMatch(/^HTTP\/1.1 200 /);
      // Without certificate and key: only the session says who it is.
      const again = await rawConnection(gate, undefined, { maxVersion, session: await session });
      expect(again.isSessionReused()).toBe(true);
      const answer = untilClosed(again);
      again.write(text);
      expect(await answer).toMatch(/^HTTP\/1.1 200 /);
    }
  });

  it('hears 403 without a certificate, before its body is read', async () => {
    const device = await enrolledDevice(gate.school);
    const socket = await rawConnection(gate);
    const answer = untilClosed(socket);
    socket.write('PUT /mdm/connect HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16000000\r\n\r\n<?xml');
    expect(await answer).toMatch(/^HTTP\/1.1 403 Forbidden\r\n.*Content-Length: 0\r\n.*\r\n\r\n$/s);
    expect(device.states()).toEqual(['enrolled']);
  });

  it('hears 403, not 401, with a certificate that is not ours', async () => {
    const device = await enrolledDevice(gate.school);
    const elsewhere = await openGate();
    const foreign = await issueIdentity(elsewhere.school, {});
    const agent = agentOf(gate, foreign);
    for (const body of [idle(device), tokenUpdate(device)]) {
      expect((await send(gate, agent, 'PUT', '/mdm/connect', { body })).status).toBe(403);
    }
    expect(gate.exchanged).toEqual([]);
    agent.destroy();
    await elsewhere.stop();
  });

  it('hears 401 only when its enrollment was ended on purpose', async () => {
    const device = await enrolledDevice(gate.school);
    const agent = agentOf(gate, device.identity);
    const body = encodePlist({ MessageType: 'CheckOut', UDID: device.udid, Topic: TOPIC });
    expect((await send(gate, agent, 'PUT', '/mdm/checkin', { headers: CHECK_IN, body })).status).toBe(200);
    expect((await send(gate, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body: idle(device) })).status).toBe(401);
    agent.destroy();
  });
});

describe('messages that cannot be read', () => {
  const garbage: [string, string | Buffer][] = [
    ['no property list', 'hello'],
    [
      'an entity expansion',
      '<!DOCTYPE p [<!ENTITY a "aaaa">]><plist><dict><key>Status</key><string>&a;</string></dict></plist>',
    ],
    ['deep nesting', `<plist>${'<array>'.repeat(10_000)}</plist>`],
    ['broken binary', Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(40, 0xff)])],
  ];
  const malformed: [string, string | Buffer][] = [
    ['nothing', ''],
    ['an unknown message type', encodePlist({ MessageType: 'Hello', UDID: 'X' })],
    [
      'a wrong type',
      encodePlist({ MessageType: 'TokenUpdate', UDID: 'X', Topic: TOPIC, Token: 'text', PushMagic: 'm' }),
    ],
    ['no id', encodePlist({ MessageType: 'CheckOut', Topic: TOPIC })],
    ['an id with odd characters', encodePlist({ MessageType: 'CheckOut', Topic: TOPIC, UDID: '../../x' })],
  ];
  it.each(malformed)('are answered 400 without a body: %s', async (_what, body) => {
    const device = await enrolledDevice(gate.school);
    const agent = agentOf(gate, device.identity);
    for (const headers of [CHECK_IN, CONNECT]) {
      const answer = await send(gate, agent, 'PUT', '/mdm/checkin', { headers, body });
      expect(answer.status).toBe(400);
      expect(answer.body).toHaveLength(0);
    }
    expect(device.states()).toEqual(['enrolled']);
    expect(gate.exchanged).toEqual([]);
    agent.destroy();
  });

  it.each(garbage)(
    'are 400 as a check-in, and as a connect an answer to the command in flight: %s',
    async (_what, body) => {
      const device = await enrolledDevice(gate.school);
      const agent = agentOf(gate, device.identity);
      const checkIn = await send(gate, agent, 'PUT', '/mdm/checkin', { headers: CHECK_IN, body });
      expect([checkIn.status, checkIn.body.length]).toEqual([400, 0]);
      expect(gate.exchanged).toEqual([]);
      const connect = await send(gate, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body });
      expect(connect.status).toBe(200);
      expect(gate.exchanged).toMatchObject([{ undecodable: true, raw: Buffer.from(body) }]);
      expect(gate.exchanged[0]).not.toHaveProperty('salvage.CommandUUID');
      agent.destroy();
    },
  );

  it('go to the queue when they are a result that names its command, so that one bad answer blocks nothing', async () => {
    const device = await enrolledDevice(gate.school);
    const agent = agentOf(gate, device.identity);
    const body = `<plist><dict><key>CommandUUID</key><string>C-1</string><key>Status</key><string>Acknowledged</string><key>Name</key><string>\u0001</string></dict></plist>`;
    const answer = await send(gate, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body });
    expect(answer.status).toBe(200);
    expect(gate.exchanged).toMatchObject([
      { undecodable: true, salvage: { CommandUUID: 'C-1', status: 'Acknowledged' }, raw: Buffer.from(body) },
    ]);
    const stranger = agentOf(gate, await issueIdentity(gate.school, {}));
    expect((await send(gate, stranger, 'PUT', '/mdm/connect', { headers: CONNECT, body })).status).toBe(403);
    expect(gate.exchanged).toHaveLength(1);
    for (const each of [agent, stranger]) each.destroy();
  });
});

describe('failures of ours', () => {
  it.each([
    [new CartwrightError('store-failure', 'The disk is full.'), 503],
    [new TypeError('secret detail'), 500],
    [new CartwrightError('not-found', 'secret detail'), 500],
  ])('are answered 5xx without a word, and the device stays enrolled: %s', async (error, status) => {
    const device = await enrolledDevice(gate.school);
    const agent = agentOf(gate, device.identity);
    gate.next.answer = () => Promise.reject(error);
    const answer = await send(gate, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body: idle(device) });
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveLength(0);
    expect(device.states()).toEqual(['enrolled']);
    agent.destroy();
  });
});

describe('a device that signs its messages', () => {
  it.each(['rsa', 'ec'] as const)('is known by its Mdm-Signature alone, with a key of type %s', async (type) => {
    const device = await enrolledDevice(gate.school);
    const { id } = device.enrollments()[0] ?? { id: '' };
    device.identity = await issueIdentity(gate.school, { renewalOfEnrollmentId: id }, type);
    const agent = agentOf(gate);
    const body = idle(device);
    const headers = { ...CONNECT, 'Mdm-Signature': signature(device.identity, body) };
    expect((await send(gate, agent, 'PUT', '/mdm/connect', { headers, body })).status).toBe(200);
    expect(gate.exchanged).toHaveLength(1);
    const tampered = await send(gate, agent, 'PUT', '/mdm/connect', { headers, body: `${body} ` });
    expect(tampered.status).toBe(403);
    const broken = { ...headers, 'Mdm-Signature': headers['Mdm-Signature'].slice(0, 400) };
    expect((await send(gate, agent, 'PUT', '/mdm/connect', { headers: broken, body })).status).toBe(403);
    expect(gate.exchanged).toHaveLength(1);
    agent.destroy();
  });

  it('is refused when its signature and its TLS certificate are not the same', async () => {
    const [one, other] = [await enrolledDevice(gate.school), await enrolledDevice(gate.school)];
    const agent = agentOf(gate, one.identity);
    const body = idle(other);
    const headers = { ...CONNECT, 'Mdm-Signature': signature(other.identity, body) };
    expect((await send(gate, agent, 'PUT', '/mdm/connect', { headers, body })).status).toBe(403);
    agent.destroy();
  });
});

describe('a device behind a proxy', () => {
  const pemHeader = (identity: TestIdentity) => encodeURIComponent(identity.certificatePem);
  const rfc9440 = (identity: TestIdentity) => `:${identity.der.toString('base64')}:`;

  it('is known by the header of a trusted proxy, in the form that header has', async () => {
    for (const [name, form] of [
      ['Client-Cert', rfc9440],
      ['X-Client-Cert', pemHeader],
    ] as const) {
      const proxies = trustedProxies(['127.0.0.1'], name);
      const behind = await openGate({ proxies, school: gate.school });
      const device = await enrolledDevice(gate.school);
      const agent = agentOf(behind);
      const body = idle(device);
      const known = await send(behind, agent, 'PUT', '/mdm/connect', {
        headers: { ...CONNECT, [name]: form(device.identity) },
        body,
      });
      expect(known.status).toBe(200);
      for (const value of ['garbage', ':AAAA:', `${form(device.identity)}, ${form(device.identity)}`]) {
        const headers = { ...CONNECT, [name]: value };
        expect((await send(behind, agent, 'PUT', '/mdm/connect', { headers, body })).status).toBe(403);
      }
      expect((await send(behind, agent, 'PUT', '/mdm/connect', { headers: CONNECT, body })).status).toBe(403);
      expect(behind.exchanged).toHaveLength(1);
      agent.destroy();
      await behind.stop();
    }
  });

  it('is not believed from any other address, nor when no proxy is configured', async () => {
    const device = await enrolledDevice(gate.school);
    const proxies = trustedProxies(['192.0.2.1', '198.51.100.0/24'], 'Client-Cert');
    const behind = await openGate({ proxies, school: gate.school });
    for (const each of [behind, gate]) {
      const agent = agentOf(each);
      const headers = { ...CONNECT, 'Client-Cert': rfc9440(device.identity) };
      const answer = await send(each, agent, 'PUT', '/mdm/connect', { headers, body: idle(device) });
      expect(answer.status).toBe(403);
      expect(each.exchanged).toEqual([]);
      agent.destroy();
    }
    // A device with a certificate of its own gains nothing by naming another's.
    const thief = await enrolledDevice(gate.school);
    const agent = agentOf(behind, thief.identity);
    const headers = { ...CONNECT, 'Client-Cert': rfc9440(device.identity) };
    expect((await send(behind, agent, 'PUT', '/mdm/connect', { headers, body: idle(device) })).status).toBe(403);
    expect((await send(behind, agent, 'PUT', '/mdm/connect', { headers, body: idle(thief) })).status).toBe(200);
    agent.destroy();
    await behind.stop();
  });
});
