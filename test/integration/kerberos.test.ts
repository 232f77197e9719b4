import { request } from 'node:https';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, profileOf } from '../../electron/certificates/testing/house.ts';
import { openKerberos } from '../../electron/kerberos/index.ts';
import { openMemoryStore } from '../../electron/store/index.ts';
import { scepSettings } from '../../shared/contract/certificate-library.ts';
import { silentLogger } from '../../shared/logger.ts';
import { PASSWORD, REALM, type Realm, startRealm } from '../support/kerberos/realm.ts';

/* Kerberos against MIT's: its KDC, and servers that take tickets by its library alone. */

const ETYPES = [
  'aes128-cts-hmac-sha1-96',
  'aes256-cts-hmac-sha1-96',
  'aes128-cts-hmac-sha256-128',
  'aes256-cts-hmac-sha384-192',
];

let realm: Realm;
let page: { readonly url: string; readonly certificatePem: string };
beforeAll(async () => {
  realm = await startRealm();
  const account = (name: string, more = '') => `addprinc -pw "${PASSWORD}" +requires_preauth ${more} ${name}`;
  await realm.administer(
    account('service'),
    account('expired', '-pwexpire "1 day ago"'),
    account('locked', '-allow_tix'),
    account('ended', '-expire "1 day ago"'),
    account('trusting', '-requires_preauth'),
    account('arcfour', '-e arcfour-hmac:normal'),
    ...ETYPES.flatMap((etype) => [
      account(etype, `-e ${etype}:normal`),
      `addprinc -randkey -e ${etype}:normal HTTP/${etype}.school.example`,
      `ktadd -norandkey -k ${realm.directory}/keytab HTTP/${etype}.school.example`,
    ]),
    'addprinc -randkey krbtgt/OTHER.EXAMPLE',
  );
  page = await realm.page();
});
afterAll(() => realm.stop());

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** The room with a real store whose clock can be moved. */
const house = () => {
  const clock = { ahead: 0, now: () => Date.now() + clock.ahead };
  const store = openMemoryStore({ clock, logger: silentLogger });
  return { clock, store, kerberos: openKerberos({ store, logger: silentLogger, kdcTimeoutMs: 300 }) };
};
const settings = (change: object = {}) => ({
  ...{ realm: REALM, kdcs: [realm.kdc], domains: ['localhost', '.school.example', '.other.example'] },
  ...{ account: `service@${REALM}`, password: PASSWORD },
  ...change,
});
/** The room as somebody set it up. */
const signedInAs = async (change: object = {}) => {
  const made = house();
  await made.kerberos.setSettings(settings(change), 'root');
  return made;
};
const trial = async (change: object, host = '') => {
  const { kerberos } = await signedInAs(change);
  return (await kerberos.test({ host, service: 'HTTP' }, 'root')).steps;
};
const wrong = async (change: object, host = '') =>
  (await trial(change, host)).find(({ ok }) => !ok)?.detail ?? 'nothing';

/** Sends bytes to the peer that speaks by MIT's library. */
const peer = (path: string, body: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const asked = request(page.url + path, { method: 'POST', ca: page.certificatePem }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve(Buffer.concat(parts)));
    });
    asked.once('error', reject);
    asked.end(body);
  });

describe('a service that takes tickets by MIT’s library', () => {
  it.each(ETYPES)('is signed in to over %s, and reads and writes what is signed and sealed', async (etype) => {
    const { kerberos } = await signedInAs({ account: `${etype}@${REALM}` });
    const context = await kerberos.context({ service: 'HTTP', host: `${etype}.school.example`, protection: 'sealed' });
    expect(context.proved).toBe(false);
    context.step(await peer('/accept', context.token));
    expect(context.proved).toBe(true);
    for (const sealed of [false, true]) {
      const told = await peer('/unwrap', context.wrap(Buffer.from('Hello'), { sealed }));
      expect(JSON.parse(told.toString())).toEqual(['Hello', sealed]);
      const token = await peer(sealed ? '/seal' : '/sign', Buffer.from('Answer'));
      expect(context.unwrap(token)).toEqual({ data: Buffer.from('Answer'), sealed });
      // The same again is out of order.
      expect(() => context.unwrap(token)).toThrow(/changed on the way/);
    }
    const changed = await peer('/seal', Buffer.from('Answer'));
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(() => context.unwrap(changed)).toThrow(/changed on the way/);
  });
});

describe('a trial of Kerberos', () => {
  it('signs in and gets a ticket, step by step, also where no proof is asked for', async () => {
    for (const account of ['service', 'trusting'])
      expect(await trial({ account: `${account}@${REALM}` }, 'localhost')).toEqual([
        { step: 'reach', ok: true, detail: `${realm.kdc} answers.` },
        { step: 'account', ok: true, detail: `${account}@${REALM}, aes256-cts-hmac-sha1-96` },
        { step: 'sign-in', ok: true, detail: 'The ticket holds for 10 h.' },
        { step: 'ticket', ok: true, detail: 'HTTP/localhost' },
      ]);
  });

  it('says what is wrong with the account, and what to do', async () => {
    const password = (await trial({ password: 'wrong' })).at(-1);
    expect(password).toMatchObject({ step: 'sign-in', ok: false, detail: expect.stringContaining('is wrong') });
    const as = (name: string) => wrong({ account: `${name}@${REALM}` });
    expect(await as('nobody')).toContain(`has no account nobody@${REALM}`);
    expect(await as('expired')).toContain('has expired. Set another one');
    expect(await as('locked')).toContain('locked or disabled');
    expect(await as('ended')).toContain('has ended');
    expect(await as('arcfour')).toContain('no AES encryption');
    expect(await wrong({ account: `trusting@${REALM}`, password: 'wrong' })).toContain('is wrong');
  });

  it('says what is wrong with the service, the realm and the clock', async () => {
    expect(await wrong({}, 'printer.school.example')).toContain('setspn -S HTTP/printer.school.example');
    expect(await wrong({}, 'ndes.other.example')).toContain('belongs to the realm OTHER.EXAMPLE');
    expect(await wrong({}, 'localhost.elsewhere.example')).toContain('lies in none of the domains');
    expect(await wrong({ realm: 'OTHER.EXAMPLE', account: 'service@OTHER.EXAMPLE' })).toMatch(/OTHER\.EXAMPLE/);
    for (const [minutes, words] of [
      [20, /is 20 min ahead of that of the KDC, which says \d{4}-/],
      [-20, /is 20 min behind that of the KDC/],
    ] as const) {
      const { clock, kerberos } = await signedInAs();
      clock.ahead = minutes * 60_000;
      const { ok, steps } = await kerberos.test({ host: '', service: 'HTTP' }, 'root');
      expect(ok).toBe(false);
      expect(steps.at(-1)?.detail).toMatch(words);
    }
  });

  it('goes on to the next KDC where one is down, silent or something else, and says so where none answers', async () => {
    const silent = createServer();
    const noisy = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.9 and more of it'));
    const ports = await Promise.all(
      [silent, noisy].map(
        (server) =>
          new Promise<number>((resolve) =>
            server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
          ),
      ),
    );
    closing.push(
      () => silent.close(),
      () => noisy.close(),
    );
    const others = ['127.0.0.1:1', ...ports.map((port) => `127.0.0.1:${port}`)];
    expect(await trial({ kdcs: [...others, realm.kdc] })).toContainEqual({
      ...{ step: 'reach', ok: true },
      detail: `${realm.kdc} answers.`,
    });
    const none = await wrong({ kdcs: others });
    expect(none).toMatch(/No KDC answers \(127\.0\.0\.1:1: ECONNREFUSED; \S+: no answer; \S+: no Kerberos\)/);
  });
});

describe('a SCEP server’s page of challenges', () => {
  it('CERT-34 is signed in to by Kerberos where it is preferred, with a password where that does not work, and never where the server is not proved', async () => {
    const logged: unknown[] = [];
    const log = (...args: unknown[]) => void logged.push(args);
    const school = await openHouse({ debug: log, info: log, warn: log, error: log });
    closing.push(() => void school.close());
    const { certificates, kerberos, store } = school;
    await certificates.library.import({ file: page.certificatePem, description: '' }, 'root');
    const scep = (change: object) => ({
      kind: 'scep' as const,
      name: 'NDES',
      description: '',
      scep: scepSettings.parse({
        ...{ url: `${school.url}/scep`, subject: 'CN=test', challenge: 'microsoft', preferKerberos: true },
        ...{ challengeUrl: `${page.url}/certsrv/mscep_admin/`, ...change },
      }),
      secret: 'Basic-1',
    });
    const { id } = await certificates.library.createServer(scep({}), 'root');
    const tried = async (change: object = {}) => {
      await certificates.library.updateServer(id, scep(change), 'root');
      const { steps } = await certificates.trial(id, {});
      return steps.find(({ step }) => step === 'challenge');
    };
    const user = 'ndes';
    const basic = `${page.url}/basic`;
    const windows = `${page.url}/kerberos`;
    const liar = `${page.url}/liar`;

    expect(await tried()).toEqual({
      ...{ step: 'challenge', ok: false },
      detail: expect.stringContaining('not set up'),
    });
    expect(await tried({ challengeUser: user })).toEqual({
      ...{ step: 'challenge', ok: true },
      detail: expect.stringMatching(/^There is one, by user name and password\. Kerberos did not work: .* not set up/),
    });
    await kerberos.setSettings(settings(), 'root');
    for (const challengeUrl of [`${page.url}/certsrv/mscep_admin/`, windows])
      expect(await tried({ challengeUrl })).toEqual({
        ...{ step: 'challenge', ok: true },
        detail: 'There is one, by Kerberos.',
      });
    // So a device gets it, too.
    const version = profileOf('com.apple.security.scep', { cartwright: { source: 'library', item: id } });
    const delivered = await school.delivery.deliver(version, { id: school.pad.deviceId, values: {} });
    const sent = delivered.kind === 'ready' ? delivered.bytes.toString('latin1') : delivered.kind;
    expect(sent).toContain('AE5AE5AE5AE5AE50');

    // Servers that know passwords only, and tell so.
    expect(await tried({ challengeUrl: basic, challengeUser: user })).toMatchObject({
      ok: true,
      detail: expect.stringContaining('by user name and password. Kerberos did not work: localhost does not offer'),
    });
    expect(await tried({ challengeUrl: basic })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('Put “Negotiate” first'),
    });
    expect(await tried({ challengeUrl: windows, challengeUser: user, preferKerberos: false })).toMatchObject({
      ok: true,
      detail: 'There is one, by user name and password.',
    });
    expect(await tried({ challengeUrl: windows, challengeUser: 'nobody', preferKerberos: false })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('Switch on “Prefer Kerberos”'),
    });

    // One that cannot prove itself is not told a password either.
    expect(await tried({ challengeUrl: liar, challengeUser: user })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('does not prove that it is the right one: it could not read the ticket'),
    });

    // A service whose key is another than the KDC says.
    await realm.administer('cpw -randkey HTTP/localhost');
    await kerberos.setSettings(settings(), 'root');
    expect(await tried({ challengeUrl: windows })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('The server cannot read the ticket for HTTP/localhost. Either the service is'),
    });
    expect(await tried({ challengeUrl: `${windows}/silent` })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('does not take the ticket for HTTP/localhost'),
    });
    expect(await tried({ challengeUrl: windows, challengeUser: user })).toMatchObject({ ok: true });
    expect(await tried({ challengeUrl: windows, challengeUser: 'nobody' })).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/takes neither .*Kerberos did not work either: The server cannot read the ticket/),
    });
    await realm.administer(`ktadd -norandkey -k ${realm.directory}/keytab HTTP/localhost`);
    expect(await tried({ challengeUrl: windows })).toMatchObject({ ok: true });

    // Nobody outside of the domains is offered a ticket.
    await kerberos.setSettings(settings({ domains: ['.school.example'] }), 'root');
    expect(await tried({ challengeUrl: windows })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('localhost lies in none of the domains'),
    });

    const rows = [
      store.all((db) => db.selectFrom('event').selectAll()),
      store.all((db) => db.selectFrom('setting').selectAll()),
    ];
    const told = inspect([rows, logged], { depth: 20, maxArrayLength: null, maxStringLength: null });
    for (const secret of [PASSWORD, 'Basic-1', 'AE5AE5AE5AE5AE50']) expect(told.includes(secret)).toBe(false);
  });
});
