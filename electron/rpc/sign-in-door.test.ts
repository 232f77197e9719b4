import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../../shared/contract/index.ts';
import { silentLogger } from '../../shared/logger.ts';
import { createSignIn, type SignIn } from '../people/index.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import { type ConsoleServer, createDownloads, createRouter, type Downloads, startConsoleServer } from './index.ts';
import { noServices } from './testing/no-services.ts';

vi.mock('node:crypto', async () => (await import('../people/testing/quick-scrypt.ts')).cryptoWithQuickScrypt);

const PASSWORD = 'a heron over the pond';
const maker = { name: 'test' };
let now = 1_700_000_000_000;
let store: Store;
let signIn: SignIn;
let downloads: Downloads;
let server: ConsoleServer;
let directory: string;

beforeEach(async () => {
  now = 1_700_000_000_000;
  directory = mkdtempSync(join(tmpdir(), 'cartwright-door-'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>console</title>');
  store = openMemoryStore({ clock: { now: () => now }, logger: silentLogger });
  signIn = createSignIn(store, silentLogger);
  downloads = createDownloads(store.clock);
  const services = noServices({
    alerts: { subscribe: () => () => {} },
    events: { lastSeq: () => 1, subscribe: () => () => {}, subscribeSeen: () => () => {} },
    devices: { list: () => ({ total: 0, rows: [] }), refresh: async () => ({ queued: 0 }) },
    session: { me: (caller) => caller },
  });
  server = await startConsoleServer({
    router: createRouter(services, silentLogger),
    signIn,
    downloads,
    logger: silentLogger,
    version: '0.0.0',
    rendererDirectory: directory,
    host: '127.0.0.1',
    port: 0,
    names: () => [],
  });
});

afterEach(async () => {
  await server.stop();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const createAda = () => signIn.accounts.create({ name: 'Ada', role: 'owner', password: PASSWORD }, maker);

function post(body: object | string, headers: Record<string, string> = {}): Promise<Response> {
  const form = typeof body === 'string';
  return fetch(`${server.url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      origin: server.url,
      ...headers,
    },
    body: form ? body : JSON.stringify(body),
  });
}

const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

function connect(cookie: string): { ws: WebSocket; client: ContractRouterClient<Contract> } {
  const ws = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: server.url } });
  return { ws, client: createORPCClient(new RPCLink({ websocket: ws as unknown as globalThis.WebSocket })) };
}

describe('signing in at the door', () => {
  it('opens a session by name and password, as JSON', async () => {
    await createAda();
    const response = await post({ name: 'ada', password: PASSWORD });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ name: 'Ada', role: 'owner' });
    const cookie = cookieOf(response);
    const me = await fetch(`${server.url}/api/v1/session`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ kind: 'password', name: 'Ada', role: 'owner' });
  });

  it('opens one by the form on the page, which shows only once somebody has an account', async () => {
    expect(await (await fetch(server.url)).text()).not.toContain('<form');
    await createAda();
    const page = await fetch(server.url);
    expect(page.status).toBe(401);
    // With "no-referrer" browsers would send "Origin: null" along with the form.
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(await page.text()).toContain('<form method="post" action="/sign-in">');
    const response = await post(new URLSearchParams({ name: 'Ada', password: PASSWORD }).toString());
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    const home = await fetch(server.url, { headers: { cookie: cookieOf(response) } });
    expect(await home.text()).toContain('<title>console</title>');
  });

  it('refuses in the same words whatever is wrong, without a cookie, and never repeats what was typed', async () => {
    await createAda();
    const wrong = await post({ name: 'Ada', password: 'wrong password' });
    const unknown = await post({ name: 'Nobody', password: PASSWORD });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect(wrong.headers.get('set-cookie')).toBeNull();
    const form = await post(new URLSearchParams({ name: '<b>Ada', password: 'wrong' }).toString());
    expect(form.status).toBe(401);
    expect(await form.text()).not.toContain('<b>Ada');
  });

  it('says how long to wait after too many failures', async () => {
    await createAda();
    for (let i = 0; i < 3; i++) await post({ name: 'Ada', password: 'wrong password' });
    const response = await post({ name: 'Ada', password: PASSWORD });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
  });

  it('refuses other pages, other content and long bodies', async () => {
    await createAda();
    const right = { name: 'Ada', password: PASSWORD };
    expect((await post(right, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post(right, { origin: 'null' })).status).toBe(403);
    expect((await post(right, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post({ ...right, more: 'x'.repeat(9_000) })).status).toBe(413);
    expect((await post({ name: 'Ada' })).status).toBe(400);
  });

  it('ends the session that the browser had before', async () => {
    await createAda();
    const first = cookieOf(await post({ name: 'Ada', password: PASSWORD }));
    await post({ name: 'Ada', password: PASSWORD }, { cookie: first });
    expect(signIn.session(first.split('=')[1] ?? '')).toBeUndefined();
  });
});

describe('an open window', () => {
  it('closes at once with 4401 when its person is disabled', async () => {
    await createAda();
    const bea = await signIn.accounts.create({ name: 'Bea', role: 'administrator', password: PASSWORD }, maker);
    const { ws } = connect(cookieOf(await post({ name: 'Bea', password: PASSWORD })));
    await once(ws, 'open');
    const closed = once(ws, 'close');
    await signIn.accounts.update({ administratorId: bea.id, disabled: true }, maker);
    expect((await closed)[0]).toBe(4401);
  });

  it('may do less from the next call on when its person may', async () => {
    await createAda();
    const bea = await signIn.accounts.create({ name: 'Bea', role: 'administrator', password: PASSWORD }, maker);
    const { ws, client } = connect(cookieOf(await post({ name: 'Bea', password: PASSWORD })));
    const deviceIds = ['0190a000-0000-7000-8000-000000000001'];
    expect(await client.devices.refresh({ deviceIds })).toEqual({ queued: 0 });
    await signIn.accounts.update({ administratorId: bea.id, role: 'viewer' }, maker);
    await expect(client.devices.refresh({ deviceIds })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await client.devices.list({})).toEqual({ total: 0, rows: [] });
    ws.terminate();
  });

  it('keeps its session while something is asked in it', async () => {
    const cookie = `cartwright=${await signIn.redeemLink(await signIn.createLink(), { address: null, browser: null })}`;
    const { ws, client } = connect(cookie);
    for (let i = 0; i < 3; i++) {
      now += 8 * 3_600_000;
      await client.devices.list({});
      await store.write(() => undefined);
    }
    now += 13 * 3_600_000;
    await expect(client.devices.list({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    ws.terminate();
  });
});

describe('a token of a viewer', () => {
  it('reads by REST, and changes nothing', async () => {
    const wanted = { name: 'graphs', role: 'viewer', expiresAt: null } as const;
    const { token } = await signIn.tokens.create(wanted, { name: 'test', role: 'owner' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect((await fetch(`${server.url}/api/v1/devices`, { headers })).status).toBe(200);
    const body = JSON.stringify({ deviceIds: ['0190a000-0000-7000-8000-000000000001'] });
    const refused = await fetch(`${server.url}/api/v1/devices/refresh`, { method: 'POST', headers, body });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ data: { needed: 'administrator', role: 'viewer' } });
  });
});

describe('a live stream by REST', () => {
  it('ends when its token is revoked', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const wanted = { name: 'follower', role: 'viewer', expiresAt: null } as const;
      const { id, token } = await signIn.tokens.create(wanted, { name: 'test', role: 'owner' });
      const response = await fetch(`${server.url}/api/v1/events/live`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const reader = response.body?.getReader();
      const first = await reader?.read();
      expect([response.status, new TextDecoder().decode(first?.value)]).toEqual([
        200,
        expect.stringContaining('hello'),
      ]);
      vi.advanceTimersByTime(31_000);
      let ended = false;
      const reading = (async () => {
        while ((await reader?.read())?.done === false);
      })();
      // Whether the browser sees an end or a break is all the same.
      const end = reading
        .catch(() => undefined)
        .then(() => {
          ended = true;
        });
      await signIn.tokens.revoke(id, maker);
      expect(ended).toBe(false);
      vi.advanceTimersByTime(31_000);
      await end;
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a download', () => {
  it('is given once, within five minutes', async () => {
    const file = join(directory, 'some.tar');
    writeFileSync(file, 'content');
    const once = downloads.offer(file, 'name "x".tar');
    const response = await fetch(server.url + once.path);
    expect(await response.text()).toBe('content');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="name__x_.tar"');
    expect((await fetch(server.url + once.path)).status).toBe(404);
    const late = downloads.offer(file, 'late.tar');
    now = late.expiresAt;
    expect((await fetch(server.url + late.path)).status).toBe(404);
  });
});
