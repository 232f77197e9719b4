import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodePlist } from '../../electron/protocol/index.ts';
import {
  createHttpClient,
  type DeviceIdentity,
  type HttpAnswer,
  mdmSignature,
  obtainCertificate,
  tokenUpdateMessage,
} from '../../electron/simulator/index.ts';
import { commandLine } from '../support/command-line.ts';
import { rawConnection, sayRaw, untilClosed } from '../support/raw-connection.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { storedRows } from '../support/stored-rows.ts';

const CHECK_IN = { 'content-type': 'application/x-apple-aspen-mdm-checkin' };
const CONNECT = { 'content-type': 'application/x-apple-aspen-mdm' };
const PIN = '73914628';

let running: RunningEngine;
let way: Awaited<ReturnType<RunningEngine['admin']['invite']>>;
let good: StepDevice;
let skew = 0;
let before: unknown;
/** Every answer a hostile sender got: no 401, and no word about the inside. */
const heard: { status: number; body: string }[] = [];
const waiting: TLSSocket[] = [];

beforeAll(async () => {
  running = await runEngine({
    flags: ['--body-seconds', '1', '--log-level', 'debug'],
    clock: { now: () => Date.now() + skew },
  });
  way = await running.admin.invite({ pin: PIN });
  good = new StepDevice();
  await good.enroll(way, running.apple);
  await good.session();
});

afterAll(async () => {
  for (const socket of waiting) socket.destroy();
  good.close();
  await running.stop();
});

/** How much is stored of what devices say; refusals are told as events, and only there. */
function stored(): unknown {
  const count = (table: string) => `(select count(*) from ${table}) "${table}"`;
  const tables = ['device', 'enrollment', 'certificate', 'command', 'commandResult', 'scepTransaction', 'secret'];
  const open = `(select count(*) from enrollment where state = 'enrolled') enrolled`;
  return storedRows(running.dataDir, `select ${[...tables.map(count), open].join(', ')}`);
}

beforeEach(() => {
  before = stored();
});

afterEach(async () => {
  expect(stored()).toEqual(before);
  expect((await good.idle()).status).toBe(200);
  expect(heard.filter(({ status }) => status === 401)).toEqual([]);
  for (const { body } of heard) expect(body).not.toMatch(/\.ts:\d|\.js:\d|node:internal|Error:|[Ss]tack/);
});

const tls = (identity?: DeviceIdentity) => ({
  ca: running.rootPem,
  ...(identity === undefined ? {} : { cert: identity.certificatePem, key: identity.keyPem }),
});

function goodIdentity(): DeviceIdentity {
  if (good.identity === undefined) throw new Error('The good device is not enrolled.');
  return good.identity;
}

/** Sends one message as `identity`, or as nobody. */
async function put(
  identity: DeviceIdentity | undefined,
  headers: Record<string, string>,
  body: string | Uint8Array,
): Promise<HttpAnswer> {
  const http = createHttpClient({ trustPem: running.rootPem, ...(identity === undefined ? {} : { identity }) });
  try {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const url = `${running.engine.listenerUrl}/mdm/checkin`;
    const answer = await http.send({ method: 'PUT', url, headers, body: bytes });
    heard.push({ status: answer.status, body: answer.body.toString() });
    return answer;
  } finally {
    http.close();
  }
}

/** Sends raw bytes and gives back the status lines that came. */
async function raw(bytes: string | Buffer, identity?: DeviceIdentity): Promise<string> {
  const answer = await sayRaw(running.engine.listenerUrl, tls(identity), bytes);
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  heard.push({ status: Number(status ?? 0), body: answer });
  return answer;
}

describe('property lists made to hurt', () => {
  const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('');
  const hostile: [string, string | Buffer][] = [
    [
      'a billion laughs',
      `<!DOCTYPE plist [<!ENTITY e0 "ha">${laughs}]><plist><dict><key>UDID</key><string>&e9;</string></dict></plist>`,
    ],
    [
      'a file of the machine',
      '<!DOCTYPE plist [<!ENTITY f SYSTEM "file:///etc/passwd">]><plist><string>&f;</string></plist>',
    ],
    ['a hundred thousand arrays in each other', `<plist>${'<array>'.repeat(100_000)}`],
    ['a dictionary cut off', '<plist version="1.0"><dict><key>MessageType</key><string>Authen'],
    [
      'a number where a name should be',
      encodePlist({ MessageType: 'Authenticate', Topic: 'com.apple.mgmt.x', UDID: 12 }),
    ],
    ['bytes where a text should be', encodePlist({ MessageType: Buffer.from('Authenticate'), UDID: 'X' })],
    [
      'a token that is a text',
      encodePlist({ MessageType: 'TokenUpdate', UDID: 'X', Topic: 'T', Token: 'x', PushMagic: 'm' }),
    ],
    [
      'a binary list whose offsets lead outside',
      Buffer.concat([Buffer.from('bplist00'), randomBytes(64).fill(0xff, 32)]),
    ],
    ['nothing but zeros', Buffer.alloc(100_000)],
  ];

  it.each(hostile)('are 400 as a check-in: %s', async (_what, body) => {
    const answer = await put(goodIdentity(), CHECK_IN, body);
    expect([answer.status, answer.body.length]).toEqual([400, 0]);
  });

  it.each(hostile)('are answered without harm as a connect: %s', async (_what, body) => {
    const answer = await put(goodIdentity(), CONNECT, body);
    expect([200, 400]).toContain(answer.status);
    expect(answer.body).toHaveLength(0);
  });

  it('are refused by size before they are read', async () => {
    const announce = (type: string, size: number) =>
      `PUT /mdm/checkin HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${size}\r\n\r\n<?xml`;
    expect(await raw(announce(CHECK_IN['content-type'], 1 << 21), goodIdentity())).toMatch(/^HTTP\/1.1 413 /);
    expect(await raw(announce(CONNECT['content-type'], 1 << 25), goodIdentity())).toMatch(/^HTTP\/1.1 413 /);
    expect(
      await raw('POST /scep?operation=PKIOperation HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 413 /);
  });
});

describe('callers that are not who they say', () => {
  it('get 403 with a truncated or foreign signature', async () => {
    const body = Buffer.from(encodePlist({ Status: 'Idle', UDID: good.state.udid }));
    const signature = mdmSignature(body, goodIdentity());
    for (const header of [signature.slice(0, -40), signature.slice(0, 200), 'AAAA', '%%%', 'x'.repeat(9_000)]) {
      expect((await put(undefined, { ...CONNECT, 'mdm-signature': header }, body)).status).toBe(403);
    }
    const other = Buffer.from(encodePlist({ Status: 'Idle', UDID: 'another' }));
    expect((await put(undefined, { ...CONNECT, 'mdm-signature': signature }, other)).status).toBe(403);
    expect((await put(undefined, { ...CONNECT, 'mdm-signature': signature }, body)).status).toBe(200);
  });

  it('get 403 for the device of another certificate, and for a device nobody knows', async () => {
    for (const udid of ['00008030-000A1B2C3D4E5F60', 'x'.repeat(300)]) {
      const answer = await put(goodIdentity(), CONNECT, encodePlist({ Status: 'Idle', UDID: udid }));
      expect([400, 403]).toContain(answer.status);
    }
  });

  it('get 403 with a certificate that looks like ours and is not', async () => {
    const subject = `/CN=${good.serialNumber}`;
    const files = ['-keyout', 'foreign.key', '-out', 'foreign.pem'];
    await commandLine(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', subject, ...files],
      {
        directory: running.directory,
      },
    );
    const read = (name: string) => readFileSync(join(running.directory, name), 'utf8');
    const foreign = { ...goodIdentity(), certificatePem: read('foreign.pem'), keyPem: read('foreign.key') };
    const body = encodePlist({ Status: 'Idle', UDID: good.state.udid });
    expect((await put(foreign, CONNECT, body)).status).toBe(403);
  });

  it('get 403 with an expired certificate, and are welcome again when only the clock was wrong', async () => {
    const body = encodePlist({ Status: 'Idle', UDID: good.state.udid });
    skew = 366 * 86_400_000;
    const refused = await put(goodIdentity(), CONNECT, body).finally(() => {
      skew = 0;
    });
    expect(refused.status).toBe(403);
    expect((await put(goodIdentity(), CONNECT, body)).status).toBe(200);
  });

  it('get 403 when they hand in a certificate by header, as a proxy would, and are none', async () => {
    const body = encodePlist({ Status: 'Idle', UDID: good.state.udid });
    const { certificatePem, certificate } = goodIdentity();
    const forms: Record<string, string>[] = [
      { 'client-cert': `:${certificate.toString('base64')}:` },
      { 'x-client-cert': encodeURIComponent(certificatePem) },
      { 'x-ssl-client-cert': encodeURIComponent(certificatePem), 'x-forwarded-for': '127.0.0.1' },
      { 'client-cert': `:${certificate.toString('base64')}:`, forwarded: 'for=127.0.0.1;by=127.0.0.1' },
    ];
    for (const form of forms) expect((await put(undefined, { ...CONNECT, ...form }, body)).status).toBe(403);
  });

  it('get 400 for a TokenUpdate with another topic, and keep their enrollment', async () => {
    const { management } = good.terms ?? {};
    if (management === undefined) throw new Error('The good device is not enrolled.');
    const address = { token: good.token, magic: good.magic };
    const message = tokenUpdateMessage(good.state, { ...management, topic: 'com.apple.mgmt.External.other' }, address);
    const { UnlockToken: _, NotOnConsole: __, ...said } = message;
    const answer = await put(goodIdentity(), CHECK_IN, encodePlist(said as Record<string, string>));
    expect(answer.status).toBe(400);
  });
});

describe('SCEP messages', () => {
  it('get the same answer for the same bytes, and a refusal once a bit is changed', async () => {
    const device = new StepDevice();
    const terms = await device.download(way);
    const http = createHttpClient({ trustPem: running.rootPem });
    const requests: { bytes: Buffer; answer: Buffer; url: string }[] = [];
    await obtainCertificate({
      url: terms.scepUrl,
      fetch: async (request) => {
        const answer = await http.send(request);
        if (request.body) requests.push({ bytes: Buffer.from(request.body), answer: answer.body, url: request.url });
        return answer;
      },
      key: goodIdentity().key,
      subject: [['CN', device.serialNumber]],
      challenge: terms.challenge,
      now: Date.now(),
    });
    before = stored();
    const [first] = requests;
    if (first === undefined) throw new Error('Nothing was sent.');
    const headers = { 'content-type': 'application/x-pki-message' };
    const post = (body: Buffer) => http.send({ method: 'POST', url: first.url, headers, body });
    for (let again = 0; again < 3; again += 1) {
      const answer = await post(first.bytes);
      expect(answer.body.equals(first.answer)).toBe(true);
    }
    // A bit of the envelope, then one of the signature: badMessageCheck.
    for (const at of [0.3, 0.5, 0.99]) {
      const changed = Buffer.from(first.bytes);
      const index = Math.floor(changed.length * at);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const answer = await post(changed);
      heard.push({ status: answer.status, body: answer.body.toString('latin1') });
      expect(failInfoOf(answer.body)).toBe('1');
    }
    for (const body of [first.bytes.subarray(0, 700), randomBytes(900), Buffer.alloc(0)]) {
      expect((await post(body)).status).toBe(400);
    }
    http.close();
  });
});

/** The failInfo attribute of a CertRep (2.16.840.1.113733.1.9.4), found by its OID. */
function failInfoOf(message: Buffer): string | undefined {
  const oid = Buffer.from('060a6086480186f845010904', 'hex');
  const at = message.indexOf(oid);
  // SET { PrintableString of one character }
  return at < 0 ? undefined : message.subarray(at + oid.length + 4, at + oid.length + 5).toString();
}

describe('connections that misbehave', () => {
  it('are answered with a bare status, or with nothing', async () => {
    expect(await raw(`GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 .*\r\n\r\n$/s,
    );
    expect(await raw(randomBytes(2_000))).toMatch(/^(HTTP\/1.1 400 .*\r\n\r\n)?$/s);
    expect(await raw('GET / HTTP/9.9\r\n\r\n')).toMatch(/^HTTP\/1.1 (400|505) .*\r\n\r\n$/s);
    expect(
      await raw(
        'PUT /mdm/connect HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /ca.pem HTTP/1.1\r\n\r\n',
        goodIdentity(),
      ),
    ).toMatch(/^HTTP\/1.1 400 .*\r\n\r\n$/s);
  });

  it('may speak HTTP/1.0', async () => {
    expect(await raw('GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 .*\r\n\r\nok$/s);
  });

  it('find nothing but what is published', async () => {
    const close = 'Host: x\r\nConnection: close\r\n\r\n';
    for (const path of [
      '/',
      '/..%2f..%2fetc/passwd',
      '/enroll/../../cartwright.db',
      '/api/v1/devices',
      '/mdm',
      '/vault.json',
    ]) {
      expect(await raw(`GET ${path} HTTP/1.1\r\n${close}`)).toMatch(/^HTTP\/1.1 404 .*\r\n\r\n$/s);
    }
    for (const method of ['TRACE', 'OPTIONS', 'DELETE']) {
      expect(await raw(`${method} /mdm/connect HTTP/1.1\r\n${close}`, goodIdentity())).toMatch(/^HTTP\/1.1 405 /);
    }
  });

  it('cannot talk TLS 1.1 or plain text', async () => {
    const old = { ...tls(), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' } as const;
    await expect(rawConnection(running.engine.listenerUrl, old)).rejects.toThrow();
    await expect(fetch(running.engine.listenerUrl.replace('https:', 'http:'))).rejects.toThrow();
  });

  it('are cut when a body stops half-way, and leave nothing behind', async () => {
    const head = `PUT /mdm/checkin HTTP/1.1\r\nHost: x\r\nContent-Type: ${CHECK_IN['content-type']}\r\nContent-Length: 5000\r\n\r\n`;
    const body = encodePlist({ MessageType: 'CheckOut', UDID: good.state.udid, Topic: good.terms?.management.topic });
    // It waits with half a message ...
    expect(await raw(head + body.slice(0, -20), goodIdentity())).not.toMatch(/ 200 /);
    // ... or leaves with it.
    const socket = await rawConnection(running.engine.listenerUrl, tls(goodIdentity()));
    const closed = untilClosed(socket);
    socket.end(head + body.slice(0, -20));
    expect(await closed).not.toMatch(/ 200 /);
  });

  it('do not keep others out by being slow', async () => {
    for (let count = 0; count < 100; count += 1) {
      const socket = await rawConnection(running.engine.listenerUrl, tls());
      socket.on('error', () => undefined);
      socket.write('PUT /mdm/connect HTTP/1.1\r\nX-Slow: ');
      waiting.push(socket);
    }
    expect((await good.idle()).status).toBe(200);
    // Not answered because their time was up: they still wait.
    expect(waiting.slice(-100).some((socket) => !socket.closed)).toBe(true);
  });
});

describe('after all that', () => {
  it('nothing secret stands in the log, and much else does', async () => {
    const { log, admin, apiToken, dataDir, engine, apple } = running;
    // Also what an administrator does leaves no secret: a passcode set, a link opened, a certificate renewed.
    const signIn = await engine.signIn.createLink();
    await fetch(`${engine.consoleUrl}/sign-in/${signIn}`, { redirect: 'manual' });
    const { id } = await admin.find(good.serialNumber);
    await admin.send(id, { RequestType: 'ClearPasscode' }).catch(() => undefined);
    await good.session();
    before = stored();
    const lines = log.lines.join('\n');
    expect(log.lines.length).toBeGreaterThan(15);
    expect(lines).toContain('a device request without any certificate was refused');
    expect(lines).toContain('SCEP request refused');
    const keyFile = readFileSync(join(dataDir, 'vault.key'));
    const secrets: Record<string, string[]> = {
      'API token': [apiToken],
      'sign-in link': [signIn],
      PIN: [PIN],
      'invitation token': [way.url.split('/').pop() ?? ''],
      challenge: [good.terms?.challenge ?? ''],
      'push magic': [good.magic],
      'push token': [good.token.toString('hex'), good.token.toString('base64')],
      'unlock token': [good.state.unlockToken?.toString('base64') ?? '', good.state.unlockToken?.toString('hex') ?? ''],
      'vault key': [keyFile.toString('hex'), keyFile.toString('base64'), keyFile.toString('utf8').trim()],
      'private key': ['PRIVATE KEY', goodIdentity().keyPem.split('\n')[3] ?? ''],
    };
    for (const [what, values] of Object.entries(secrets)) {
      for (const value of values) {
        expect(value.length, what).toBeGreaterThan(5);
        expect(lines.includes(value), `the ${what} in the log`).toBe(false);
      }
    }
    expect(apple.apns.stats().requests).toBeGreaterThan(0);
  });

  it('nothing secret lies unsealed in the data directory', () => {
    const { dataDir, apiToken } = running;
    const secrets = [apiToken, PIN, way.url.split('/').pop() ?? '', good.terms?.challenge ?? '', good.magic];
    const needles = [...secrets.map((text) => Buffer.from(text)), good.token, good.state.unlockToken ?? good.token];
    for (const name of readdirSync(dataDir)) {
      if (!statSync(join(dataDir, name)).isFile()) continue;
      const bytes = readFileSync(join(dataDir, name));
      for (const needle of needles) expect(bytes.includes(needle), `${name} holds ${needle}`).toBe(false);
      expect(bytes.includes('PRIVATE KEY'), `${name} holds a private key`).toBe(false);
    }
  });
});
