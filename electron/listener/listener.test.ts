import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolledDevice } from '../enrollment/testing/school.ts';
import { encodePlist } from '../protocol/index.ts';
import { agentOf, type Gate, openGate, rawConnection, send, untilClosed } from './testing/gate.ts';

let gate: Gate;
beforeAll(async () => {
  gate = await openGate();
});
afterAll(() => gate.stop());

/** A gate with limits of its own, for one test. */
async function withLimits(limits: Parameters<typeof openGate>[0], use: (own: Gate) => Promise<void>): Promise<void> {
  const own = await openGate({ school: gate.school, ...limits });
  try {
    await use(own);
  } finally {
    await own.stop();
  }
}

describe('what anybody may read', () => {
  it('is whether the listener is well, the root certificate and the revocation list', async () => {
    const agent = agentOf(gate);
    const { authority } = gate.school;
    expect(await send(gate, agent, 'GET', '/health')).toMatchObject({ status: 200, body: Buffer.from('ok') });
    expect((await send(gate, agent, 'GET', '/ca.crt')).body).toEqual(authority.rootCertificate.der);
    expect((await send(gate, agent, 'GET', '/ca.pem')).body.toString()).toBe(authority.rootCertificate.pem);
    const list = await send(gate, agent, 'GET', '/crl');
    expect(list.headers['content-type']).toBe('application/pkix-crl');
    const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text'], { input: list.body }).toString();
    expect(text).toContain('Certificate Revocation List');
    agent.destroy();
  });

  it('is SCEP by GET and by POST, with a bare 400 for what is none', async () => {
    const agent = agentOf(gate);
    const root = await send(gate, agent, 'GET', '/scep?operation=GetCACert&message=x');
    expect(new X509Certificate(root.body).subject).toContain('Brook School');
    const capabilities = await send(gate, agent, 'GET', '/scep?operation=GetCACaps');
    expect(capabilities.body.toString()).toContain('POSTPKIOperation');
    for (const answer of [
      await send(gate, agent, 'POST', '/scep?operation=PKIOperation', { body: 'junk' }),
      await send(gate, agent, 'GET', '/scep?operation=PKIOperation&message=anVuaw%3D%3D'),
      await send(gate, agent, 'GET', '/scep?operation=Other'),
      await send(gate, agent, 'GET', '/scep'),
    ]) {
      expect([answer.status, answer.body.length]).toEqual([400, 0]);
    }
    agent.destroy();
  });

  it('is nothing else: 404 without a body, 405 with what is allowed', async () => {
    const agent = agentOf(gate);
    for (const path of [
      '/',
      '/mdm',
      '/mdm/connect/',
      '/mdm/checkin?x=1',
      '/enroll',
      '/enroll/',
      '/enroll/..%2f',
      '//',
      '/scep/x',
    ]) {
      const answer = await send(gate, agent, 'GET', path);
      expect([path, answer.status, answer.body.length]).toEqual([path, 404, 0]);
      expect(answer.headers['x-powered-by'] ?? answer.headers.server).toBeUndefined();
    }
    for (const [method, path, allow] of [
      ['POST', '/mdm/connect', 'PUT'],
      ['GET', '/mdm/checkin', 'PUT'],
      ['DELETE', '/scep', 'GET, POST'],
      ['POST', '/crl', 'GET, HEAD'],
    ] as const) {
      const answer = await send(gate, agent, method, path);
      expect([answer.status, answer.headers.allow, answer.body.length]).toEqual([405, allow, 0]);
    }
    agent.destroy();
  });
});

describe('the enrollment page over the wire', () => {
  it('is shown without a client certificate, takes the PIN, and hands the profile out', async () => {
    const { invitations } = gate.school.enrollment;
    const { id } = await invitations.create({ name: 'Class', pin: '4711' }, 'test');
    const path = new URL((await invitations.link(id)).url).pathname;
    const agent = agentOf(gate);
    const asked = await send(gate, agent, 'GET', path);
    expect([asked.status, asked.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(asked.headers['content-security-policy']).toContain("default-src 'none'");
    const right = await send(gate, agent, 'POST', path, { body: 'pin=4711' });
    expect(right.body.toString()).toContain(`${path}/profile?pin=4711`);
    const profile = await send(gate, agent, 'GET', `${path}/profile?pin=4711`);
    expect([profile.status, profile.headers['content-type']]).toEqual([200, 'application/x-apple-aspen-config']);
    expect((await send(gate, agent, 'GET', '/enroll/page.css')).status).toBe(200);
    expect((await send(gate, agent, 'PUT', path)).status).toBe(405);
    agent.destroy();
  });

  it('keeps the token of a link out of the log when something fails', async () => {
    const logged: string[] = [];
    const note = (fields: object, message: string) => logged.push(JSON.stringify(fields) + message);
    await withLimits({ log: note, web: () => Promise.reject(new TypeError('broken')) }, async (own) => {
      const agent = agentOf(own);
      const answer = await send(own, agent, 'GET', '/enroll/SECRET-TOKEN/profile?pin=4711');
      expect([answer.status, answer.body.length]).toEqual([500, 0]);
      expect(logged).toHaveLength(1);
      expect(logged[0]).not.toMatch(/SECRET-TOKEN|4711/);
      agent.destroy();
    });
  });
});

describe('TLS', () => {
  it('is refused below version 1.2', async () => {
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(rawConnection(gate, undefined, old)).rejects.toThrow(/protocol version|alert|unsupported/i);
    const fine = await rawConnection(gate, undefined, { maxVersion: 'TLSv1.2' });
    expect(fine.getProtocol()).toBe('TLSv1.2');
    fine.destroy();
  });

  it('serves another certificate from the next connection on, without a restart, and leaves connections alone', async () => {
    const device = await enrolledDevice(gate.school);
    await withLimits({}, async (own) => {
      const agent = agentOf(own, device.identity);
      const body = encodePlist({ UDID: device.udid, Status: 'Idle' });
      await send(own, agent, 'PUT', '/mdm/connect', { body });
      const before = await rawConnection(own);
      own.listener.useTls(await own.school.authority.tlsCredentials(['localhost', '127.0.0.1', 'new.example']));
      const after = await rawConnection(own);
      const names = [before, after].map((socket) => socket.getPeerX509Certificate()?.subjectAltName);
      expect(names[0]).not.toContain('new.example');
      expect(names[1]).toContain('new.example');
      const kept = await send(own, agent, 'PUT', '/mdm/connect', { body });
      expect([kept.status, kept.reused]).toEqual([200, true]);
      // The new context still asks for client certificates.
      const fresh = agentOf(own, device.identity);
      expect((await send(own, fresh, 'PUT', '/mdm/connect', { body })).status).toBe(200);
      for (const each of [agent, fresh]) each.destroy();
      for (const socket of [before, after]) socket.destroy();
    });
  });

  it('asks only for certificates of our own authority', async () => {
    const args = ['s_client', '-connect', `127.0.0.1:${gate.port}`, '-servername', 'localhost'];
    const text = await new Promise<string>((resolve, reject) => {
      // Run beside the event loop: the listener lives in this process.
      import('node:child_process').then(({ execFile }) => {
        const child = execFile('openssl', args, (error, stdout) => (error === null ? resolve(stdout) : reject(error)));
        child.stdin?.end('Q\n');
      }, reject);
    });
    expect(text).toMatch(/Acceptable client certificate CA names\n.*Brook School Device Management/);
  });
});

describe('limits', () => {
  it('refuse a body that is announced too large with 413 at once, and one that grows too large when it does', async () => {
    const device = await enrolledDevice(gate.school);
    const limits = { checkInBodyBytes: 1000, connectBodyBytes: 2000, scepBodyBytes: 500, formBodyBytes: 100 };
    await withLimits({ limits }, async (own) => {
      const announced = await rawConnection(own, device.identity);
      const refused = untilClosed(announced);
      announced.write('PUT /mdm/connect HTTP/1.1\r\nHost: x\r\nContent-Length: 2001\r\n\r\n');
      expect(await refused).toMatch(/^HTTP\/1.1 413 .*\r\n\r\n$/s);

      const growing = await rawConnection(own, device.identity);
      const cut = untilClosed(growing);
      const type = 'Content-Type: application/x-apple-aspen-mdm-checkin\r\n';
      growing.write(`PUT /mdm/checkin HTTP/1.1\r\nHost: x\r\n${type}Transfer-Encoding: chunked\r\n\r\n`);
      growing.write(`400\r\n${'x'.repeat(1024)}\r\n`);
      expect(await cut).toMatch(/^HTTP\/1.1 413 .*\r\n\r\n$/s);

      const agent = agentOf(own);
      const scep = await send(own, agent, 'POST', '/scep?operation=PKIOperation', { body: 'x'.repeat(501) });
      const form = await send(own, agent, 'POST', '/enroll/x', { body: 'x'.repeat(101) });
      expect([scep.status, form.status]).toEqual([413, 413]);
      expect(own.warnings).toEqual(['a request body was larger than its limit']);
      expect(own.exchanged).toEqual([]);
      agent.destroy();
    });
  });

  it('turn requests away with 503 while too much is being received at once', async () => {
    const device = await enrolledDevice(gate.school);
    await withLimits({ limits: { receivingBytes: 5000 } }, async (own) => {
      const [one, other] = [await rawConnection(own, device.identity), await rawConnection(own, device.identity)];
      const head = 'PUT /mdm/connect HTTP/1.1\r\nHost: x\r\nContent-Length: 8000\r\n\r\n';
      one.write(head + 'x'.repeat(3000));
      const answer = untilClosed(other);
      const first = untilClosed(one);
      other.write(head + 'x'.repeat(3000));
      const [status] = await Promise.race([Promise.all([answer]), Promise.all([first])]);
      expect(status).toMatch(/^HTTP\/1.1 503 /);
      one.destroy();
      other.destroy();
      // What was given up is no longer counted.
      const agent = agentOf(own, device.identity);
      const body = encodePlist({ UDID: device.udid, Status: 'Idle', Filler: 'x'.repeat(3000) });
      expect((await send(own, agent, 'PUT', '/mdm/connect', { body })).status).toBe(200);
      agent.destroy();
    });
  });

  it('refuse large headers with 431 and what is not HTTP with 400', async () => {
    const large = await rawConnection(gate);
    const tooLarge = untilClosed(large);
    large.write(`GET /health HTTP/1.1\r\nHost: x\r\nX-Filler: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(await tooLarge).toMatch(/^HTTP\/1.1 431 .*\r\n\r\n$/s);
    const odd = await rawConnection(gate);
    const notHttp = untilClosed(odd);
    odd.write('SSH-2.0-OpenSSH\r\n\r\n');
    expect(await notHttp).toMatch(/^HTTP\/1.1 400 .*\r\n\r\n$/s);
  });

  it('cut off headers that trickle in with 408', async () => {
    await withLimits({ limits: { headersMs: 300 } }, async (own) => {
      const slow = await rawConnection(own);
      const answer = untilClosed(slow);
      slow.write('GET /health HTTP/1.1\r\nHost: x\r\nX-');
      expect(await answer).toMatch(/^HTTP\/1.1 408 /);
      expect(own.warnings).toContain('a request took too long; the connection was closed');
    });
  });

  it('close a connection whose body does not come, and store nothing of it', async () => {
    const device = await enrolledDevice(gate.school);
    await withLimits({ limits: { bodyMs: 100 } }, async (own) => {
      const slow = await rawConnection(own, device.identity);
      const answer = untilClosed(slow);
      const body = encodePlist({ MessageType: 'CheckOut', UDID: device.udid, Topic: 'x' });
      slow.write(`PUT /mdm/checkin HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`);
      expect(await answer).toBe('');
      expect(own.warnings).toEqual(['a request body took too long; the connection was closed']);
      expect(device.states()).toEqual(['enrolled']);
    });
  });

  it('leave nothing behind of a body whose sender goes away half-way', async () => {
    const device = await enrolledDevice(gate.school);
    const socket = await rawConnection(gate, device.identity);
    const body = encodePlist({ MessageType: 'CheckOut', UDID: device.udid, Topic: 'x' });
    socket.write(`PUT /mdm/checkin HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`);
    const before = gate.listener.connections;
    socket.end();
    socket.resume();
    await once(socket, 'close');
    const agent = agentOf(gate);
    expect((await send(gate, agent, 'GET', '/health')).status).toBe(200);
    expect(device.states()).toEqual(['enrolled']);
    expect(gate.listener.connections).toBeLessThanOrEqual(before);
    agent.destroy();
  });

  it('close connections above the number allowed, all together and from one address', async () => {
    for (const limits of [{ maxConnections: 2 }, { maxConnectionsPerAddress: 2 }]) {
      await withLimits({ limits }, async (own) => {
        const held = [await rawConnection(own), await rawConnection(own)];
        const third = connectTcp(own.port, '127.0.0.1');
        third.resume();
        third.on('error', () => {});
        await once(third, 'close');
        expect(own.listener.connections).toBe(2);
        expect(own.warnings).toHaveLength(1);
        for (const socket of held) socket.destroy();
      });
    }
  });
});

describe('stopping', () => {
  it('lets a request under way finish, closes idle connections, and takes no new ones', async () => {
    const device = await enrolledDevice(gate.school);
    const own = await openGate({ school: gate.school });
    const idle = await rawConnection(own);
    const ended = once(idle.resume(), 'close');
    let release: (body: Buffer | null) => void = () => {};
    const asked = new Promise<void>((resolve) => {
      own.next.answer = () => {
        resolve();
        return new Promise((answer) => {
          release = answer;
        });
      };
    });
    const agent = agentOf(own, device.identity);
    const body = encodePlist({ UDID: device.udid, Status: 'Idle' });
    const answer = send(own, agent, 'PUT', '/mdm/connect', { body });
    await asked;
    const stopped = own.stop();
    release(Buffer.from('last'));
    expect((await answer).body.toString()).toBe('last');
    await Promise.all([stopped, ended]);
    await expect(rawConnection(own)).rejects.toThrow(/ECONNREFUSED/);
    agent.destroy();
  });

  it('says what to do when its address is taken', async () => {
    const { createListener } = await import('./index.ts');
    const { school } = gate;
    const second = createListener({
      host: '127.0.0.1',
      port: gate.port,
      tls: await school.authority.tlsCredentials(['localhost']),
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      clock: school.clock,
      services: {
        identify: school.identify,
        recognises: () => true,
        enrollment: school.enrollment,
        authority: school.authority,
        scep: { handle: () => Promise.reject(new Error('not asked')) },
        exchange: () => Promise.resolve(null),
      },
    });
    await expect(second.start()).rejects.toThrow(/another program uses it already.*--listen/);
  });
});
