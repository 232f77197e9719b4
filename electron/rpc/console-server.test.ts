import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../shared/clock.ts';
import type { Contract, Event } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { silentLogger } from '../../shared/logger.ts';
import { openAuthority } from '../identity/index.ts';
import { createSignIn, type SignIn } from '../people/index.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import { type ConsoleServer, createDownloads, createRouter, startConsoleServer } from './index.ts';
import { noServices } from './testing/no-services.ts';

const OWNER = { name: 'test', role: 'owner' } as const;
let now = 1_700_000_000_000;
let store: Store;
let signIn: SignIn;
let server: ConsoleServer;
let directory: string;
let emit: (events: Event[]) => void = () => {};

const overrides: Parameters<typeof noServices>[0] = {
  devices: {
    list: (query) => ({ total: query.limit, rows: [] }),
    get: () => {
      throw new CartwrightError('not-found', 'There is no such device.');
    },
    apps: () => {
      throw new Error('a secret detail');
    },
  },
  events: {
    lastSeq: () => 7,
    subscribe: (listener) => {
      emit = listener;
      return () => {};
    },
    subscribeSeen: () => () => {},
  },
  alerts: { subscribe: () => () => {} },
  enrollment: {
    create: async (input, actor) => ({
      id: '0190a000-0000-7000-8000-000000000001',
      name: `${input.name} by ${actor.name}`,
      status: 'open',
      maxUses: input.maxUses,
      uses: 0,
      hasPin: false,
      accessRights: input.accessRights,
      signMessage: input.signMessage,
      checkOutWhenRemoved: input.checkOutWhenRemoved,
      requiresApproval: input.requiresApproval,
      onlyExpected: input.onlyExpected,
      way: input.way,
      managedAccount: input.managedAccount,
      createdAt: now,
      createdBy: actor.name,
      expiresAt: null,
      revokedAt: null,
    }),
  },
};

beforeEach(async () => {
  now = 1_700_000_000_000;
  directory = mkdtempSync(join(tmpdir(), 'cartwright-console-'));
  mkdirSync(join(directory, 'console'));
  writeFileSync(join(directory, 'console', 'index.html'), '<!doctype html><title>console</title>');
  writeFileSync(join(directory, 'secret.json'), '{"not":"served"}');
  store = openMemoryStore({ clock: { now: () => now }, logger: silentLogger });
  signIn = createSignIn(store, silentLogger);
  server = await startConsoleServer({
    router: createRouter(noServices({ ...overrides, tokens: signIn.tokens }), silentLogger),
    signIn,
    logger: silentLogger,
    version: '0.0.0',
    rendererDirectory: join(directory, 'console'),
    host: '127.0.0.1',
    port: 0,
    names: () => [],
    downloads: createDownloads(store.clock),
  });
});

afterEach(async () => {
  await server.stop();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function openSession(): Promise<string> {
  const response = await fetch(`${server.url}/sign-in/${await signIn.createLink()}`, { redirect: 'manual' });
  expect(response.status).toBe(303);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function statusFor(headers: Record<string, string>, path = '/api/v1/devices', method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

async function upgradeStatus(headers: Record<string, string>): Promise<number> {
  const ws = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, { headers });
  const outcome = await Promise.race([
    once(ws, 'open').then(() => 101),
    once(ws, 'unexpected-response').then(([, response]) => response.statusCode as number),
  ]);
  ws.on('error', () => {});
  ws.terminate();
  return outcome;
}

describe('signing in', () => {
  it('opens a session by a one-time link, once', async () => {
    const link = `${server.url}/sign-in/${await signIn.createLink()}`;
    const first = await fetch(link, { redirect: 'manual' });
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; Max-Age=604800; SameSite=Strict$/);
    const second = await fetch(link, { redirect: 'manual' });
    expect(second.status).toBe(401);
    expect(second.headers.get('set-cookie')).toBeNull();
    expect(await second.text()).toContain('was used before');
  });

  it('refuses a link after fifteen minutes and a session after twelve hours', async () => {
    const token = await signIn.createLink();
    now += 15 * 60_000 + 1;
    expect((await fetch(`${server.url}/sign-in/${token}`)).status).toBe(401);
    const cookie = await openSession();
    expect(await statusFor({ cookie })).toBe(200);
    now += 12 * 3_600_000 + 1;
    expect(await statusFor({ cookie })).toBe(401);
  });

  it('shows the sign-in page instead of the console without a session', async () => {
    const response = await fetch(server.url);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('Sign in to Cartwright');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const cookie = await openSession();
    expect(await (await fetch(server.url, { headers: { cookie } })).text()).toContain('<title>console</title>');
  });

  it('ends the session and its open windows by signing out', async () => {
    const cookie = await openSession();
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: server.url } });
    await once(ws, 'open');
    const closed = once(ws, 'close');
    expect(await statusFor({ cookie }, '/sign-out', 'POST')).toBe(403);
    expect(await statusFor({ cookie, origin: server.url }, '/sign-out', 'POST')).toBe(204);
    expect((await closed)[0]).toBe(4401);
    expect(await statusFor({ cookie })).toBe(401);
  });
});

describe('REST', () => {
  it('answers a script with an API token until that is revoked', async () => {
    const made = await signIn.tokens.create({ name: 'backup script', role: 'owner', expiresAt: null }, OWNER);
    const headers = { authorization: `Bearer ${made.token}` };
    const response = await fetch(`${server.url}/api/v1/devices?limit=3`, { headers });
    expect(await response.json()).toEqual({ total: 3, rows: [] });
    await signIn.tokens.revoke(made.id, { name: 'test' });
    expect(await statusFor(headers)).toBe(401);
    expect(JSON.stringify(store.all((db) => db.selectFrom('apiToken').selectAll()))).not.toContain(made.token);
  });

  it('names the actor to the service', async () => {
    const { token } = await signIn.tokens.create({ name: 'cart script', role: 'owner', expiresAt: null }, OWNER);
    const response = await fetch(`${server.url}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Room 1' }),
    });
    expect(await response.json()).toMatchObject({ name: 'Room 1 by token:cart script', maxUses: 1 });
  });

  it('refuses bad input with its reasons, unknown things with 404, and hides inner failures', async () => {
    const { token } = await signIn.tokens.create({ name: 'x', role: 'owner', expiresAt: null }, OWNER);
    const get = (path: string) =>
      fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await get('/devices?limit=0')).status).toBe(400);
    expect((await get('/nothing')).status).toBe(404);
    const missing = await get('/devices/0190a000-0000-7000-8000-000000000001');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ message: 'There is no such device.' });
    const broken = await get('/devices/0190a000-0000-7000-8000-000000000001/apps');
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret detail');
  });

  it('refuses a body over the limit', async () => {
    const { token } = await signIn.tokens.create({ name: 'x', role: 'owner', expiresAt: null }, OWNER);
    const response = await fetch(`${server.url}/api/v1/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(17 << 20) }),
    });
    expect(response.status).toBe(413);
  });

  it('describes itself as OpenAPI without a sign-in', async () => {
    const document = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toContain('/devices/{deviceId}');
  });
});

describe('requests from elsewhere', () => {
  it('refuses a foreign Host, so that DNS rebinding leads nowhere', async () => {
    const cookie = await openSession();
    expect(await statusFor({ cookie, host: 'evil.example' })).toBe(421);
    expect(await statusFor({ cookie, host: `localhost:${new URL(server.url).port}` })).toBe(200);
  });

  it('refuses changes by cookie from another origin', async () => {
    const cookie = await openSession();
    expect(await statusFor({ cookie, origin: 'http://evil.example' }, '/api/v1/invitations', 'POST')).toBe(403);
    expect(await statusFor({ cookie }, '/api/v1/invitations', 'POST')).toBe(403);
  });

  it('opens a WebSocket only for a signed-in page of its own', async () => {
    const cookie = await openSession();
    expect(await upgradeStatus({ cookie, origin: server.url })).toBe(101);
    expect(await upgradeStatus({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await upgradeStatus({ cookie })).toBe(403);
    expect(await upgradeStatus({ origin: server.url })).toBe(401);
  });

  it('serves nothing outside the console folder', async () => {
    const cookie = await openSession();
    expect(await statusFor({ cookie }, '/..%2fsecret.json')).toBe(404);
    expect(await statusFor({ cookie }, '/%2e%2e/secret.json')).toBe(404);
  });
});

describe('the live stream', () => {
  it('says hello with the newest event, then tells of each commit', async () => {
    const cookie = await openSession();
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: server.url } });
    const link = new RPCLink({ websocket: ws as unknown as globalThis.WebSocket });
    const client: ContractRouterClient<Contract> = createORPCClient(link);
    const changes = await client.events.live();
    const iterator = changes[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual({ kind: 'hello', seq: 7 });
    const event: Event = {
      seq: 8,
      at: now,
      type: 'command.queued',
      deviceId: null,
      enrollmentId: null,
      commandId: null,
      actor: 'system',
      data: {},
    };
    emit([event]);
    expect((await iterator.next()).value).toEqual({ kind: 'events', events: [event] });
    ws.terminate();
  });
});

describe('off loopback', () => {
  const shared = () => ({
    router: createRouter(noServices({ ...overrides, tokens: signIn.tokens }), silentLogger),
    signIn,
    logger: silentLogger,
    version: '0.0.0',
    downloads: createDownloads(store.clock),
    rendererDirectory: join(directory, 'console'),
    // Bound to this machine only, but not by a name that counts as loopback.
    host: '::ffff:127.0.0.1',
    port: 0,
    names: () => ['console.school.example'],
  });

  it('refuses to speak plain HTTP (CERT-58)', async () => {
    await expect(startConsoleServer(shared())).rejects.toThrow(/has no certificate/);
  });

  it('speaks HTTPS with the authority’s certificate, under its own names only', async () => {
    const authority = await openAuthority({ store, clock: systemClock, logger: silentLogger, organisation: 'School' });
    const tls = await authority.tlsCredentials(['console.school.example']);
    const secure = await startConsoleServer({ ...shared(), tls: () => tls });
    try {
      expect(secure.url).toMatch(/^https:/);
      const { port } = new URL(secure.url);
      const status = (host: string) =>
        new Promise<number | undefined>((resolve, reject) => {
          const options = { host: '127.0.0.1', port, headers: { host }, servername: 'console.school.example' };
          secureRequest({ ...options, ca: authority.rootCertificate.pem, agent: false }, (response) => {
            response.resume();
            resolve(response.statusCode);
          })
            .on('error', reject)
            .end();
        });
      expect(await status(`console.school.example:${port}`)).toBe(401);
      expect(await status(`elsewhere.example:${port}`)).toBe(421);
    } finally {
      await secure.stop();
    }
  });
});
