import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolledDevice, openSchoolOfToday, type School } from '../enrollment/testing/school.ts';
import { encodePlist } from '../protocol/index.ts';
import { agentOf, type Gate, openGate, rawConnection, send, untilClosed } from './testing/gate.ts';

let school: School;
beforeAll(async () => {
  school = await openSchoolOfToday();
});
afterAll(() => school.store.close());

async function withGate(limits: Parameters<typeof openGate>[0], use: (own: Gate) => Promise<void>): Promise<void> {
  const own = await openGate({ school, ...limits });
  try {
    await use(own);
  } finally {
    await own.stop();
  }
}

/** Resolves once the listener holds no connection any more; the test's own time limit ends it otherwise. */
async function empty(gate: Gate): Promise<void> {
  while (gate.listener.connections > 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('a sender that never lets go', () => {
  it('is cut off after its broken request was answered, though it keeps its side open', async () => {
    await withGate({}, async (own) => {
      const tcp = connectTcp({ port: own.port, host: '127.0.0.1', allowHalfOpen: true });
      const socket = await rawConnection(own, undefined, { socket: tcp });
      const answered = once(socket, 'data');
      socket.write('SSH-2.0-OpenSSH\r\n\r\n');
      expect(String((await answered)[0])).toMatch(/^HTTP\/1.1 400 /);
      await empty(own);
      tcp.destroy();
    });
  });

  it('is cut off when it does not take its answer', async () => {
    const device = await enrolledDevice(school);
    await withGate({ limits: { stalledMs: 300 } }, async (own) => {
      own.next.answer = () => Promise.resolve(Buffer.alloc(32 << 20));
      const socket = await rawConnection(own, device.identity);
      socket.on('error', () => {});
      socket.pause();
      const body = encodePlist({ UDID: device.udid, Status: 'Idle' });
      socket.write(`PUT /mdm/connect HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      await empty(own);
      expect(own.warnings).toEqual(['a sender does not read its answers; the connection was closed']);
      socket.destroy();
    });
  });

  it('is cut off when it asks and asks and reads none of the answers', async () => {
    await withGate({}, async (own) => {
      const socket = await rawConnection(own);
      socket.on('error', () => {});
      socket.pause();
      socket.write('GET /ca.pem HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20_000));
      await empty(own);
      socket.destroy();
    });
  });

  it('is cut off when it never finishes its TLS handshake, with a line in the log', async () => {
    await withGate({ limits: { handshakeMs: 100 } }, async (own) => {
      const tcp = connectTcp(own.port, '127.0.0.1');
      tcp.resume();
      tcp.on('error', () => {});
      await once(tcp, 'close');
      expect(own.warnings).toEqual(['a TLS handshake took too long; the connection was closed']);
    });
  });
});

describe('a stranger', () => {
  const limits = { strangerBodyBytes: 2000, connectBodyBytes: 100_000 };

  it('may not send as much as a device: its large body is refused before it is read', async () => {
    const device = await enrolledDevice(school);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = await openSchoolOfToday();
    const foreign = (await enrolledDevice(other)).identity;
    await withGate({ limits }, async (own) => {
      const head = 'PUT /mdm/connect HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-apple-aspen-mdm\r\n';
      for (const [identity, more] of [
        [foreign, ''],
        [undefined, 'Mdm-Signature: AAAA\r\n'],
        [undefined, `Mdm-Signature: ${privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')}\r\n`],
      ] as const) {
        const socket = await rawConnection(own, identity);
        const answer = untilClosed(socket);
        socket.write(`${head}${more}Content-Length: 50000\r\n\r\n`);
        expect(await answer).toMatch(/^HTTP\/1.1 413 /);
      }
      const agent = agentOf(own, device.identity);
      const body = encodePlist({ UDID: device.udid, Status: 'Idle', Filler: 'x'.repeat(50_000) });
      expect((await send(own, agent, 'PUT', '/mdm/connect', { body })).status).toBe(200);
      agent.destroy();
    });
    other.store.close();
  });

  it('hears 403 whatever its body is: it is asked who it is before its body is looked at', async () => {
    await withGate({}, async (own) => {
      const agent = agentOf(own);
      for (const body of ['', 'junk', encodePlist({ UDID: 'X', Status: 'Idle' })]) {
        const headers = { 'Mdm-Signature': 'AAAA', 'Content-Type': 'application/x-apple-aspen-mdm' };
        const answer = await send(own, agent, 'PUT', '/mdm/connect', { headers, body });
        expect([answer.status, answer.body.length]).toEqual([403, 0]);
      }
      agent.destroy();
    });
  });
});

describe('HEAD', () => {
  it('is answered like GET without the body, for monitors and load balancers', async () => {
    await withGate({}, async (own) => {
      const agent = agentOf(own);
      for (const path of ['/health', '/ca.crt', '/crl']) {
        const [head, get] = [await send(own, agent, 'HEAD', path), await send(own, agent, 'GET', path)];
        expect([head.status, head.body.length]).toEqual([200, 0]);
        expect(head.headers['content-length']).toBe(get.headers['content-length']);
      }
      expect((await send(own, agent, 'OPTIONS', '/health')).headers.allow).toBe('GET, HEAD');
      agent.destroy();
    });
  });
});

describe('requests of two devices on one connection', () => {
  it('are each their own: a signature speaks for its request alone, and never beside another certificate', async () => {
    const [one, other] = [await enrolledDevice(school), await enrolledDevice(school)];
    await withGate({}, async (own) => {
      const idle = (udid: string) => encodePlist({ UDID: udid, Status: 'Idle' });
      const socket = await rawConnection(own, one.identity);
      const answers = untilClosed(socket);
      // Without waiting: its own message, the other's over its own certificate, a message split oddly, its own again.
      const request = (body: string, last = '') =>
        `PUT /mdm/connect HTTP/1.1\r\nHost: x\r\n${last}Content-Length: ${body.length}\r\n\r\n${body}`;
      socket.write(
        request(idle(one.udid)) + request(idle(other.udid)) + request(idle(one.udid), 'Connection: close\r\n'),
      );
      const statuses = [...(await answers).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
      expect(statuses).toEqual(['200', '403', '200']);
    });
  });

  it('cannot be smuggled: two lengths, or a length beside chunks, are 400 and the end of the connection', async () => {
    const device = await enrolledDevice(school);
    await withGate({}, async (own) => {
      for (const lengths of [
        'Content-Length: 5\r\nContent-Length: 6\r\n',
        'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
        'Transfer-Encoding: chunked, identity\r\n',
        'Transfer-Encoding : chunked\r\n',
        'Content-Length: +5\r\n',
      ]) {
        const socket = await rawConnection(own, device.identity);
        const answer = untilClosed(socket);
        socket.write(`PUT /mdm/connect HTTP/1.1\r\nHost: x\r\n${lengths}\r\n0\r\n\r\nGET /health HTTP/1.1\r\n\r\n`);
        const text = await answer;
        expect([lengths, text.slice(0, 12)]).toEqual([lengths, 'HTTP/1.1 400']);
        expect(text.match(/HTTP/g)).toHaveLength(1);
      }
    });
  });
});
