import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Logger, silentLogger } from '../../shared/logger.ts';
import { openMemoryStore } from '../store/index.ts';
import { openMail } from './index.ts';
import { type Refusals, startMailServer } from './testing/mail-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const house = (logger: Logger = silentLogger) => {
  const clock = { time: Date.now(), now: () => clock.time };
  const store = openMemoryStore({ clock, logger: silentLogger });
  return { clock, store, mail: openMail({ store, logger }) };
};
const server = async (refuse?: Refusals) => {
  const made = await startMailServer(refuse);
  closing.push(made.close);
  return made;
};
const settings = (port: number) => ({
  ...{ host: '127.0.0.1', port, security: 'none' as const, user: 'mdm', from: 'mdm@school.example' },
  administrators: ['it@school.example'],
});
const wish = { to: 'ada@school.example', subject: 'Grüße', body: 'Bitte Code setzen', reason: 'A rule' };

describe('mail', () => {
  it('goes out by the server that was chosen, signed in with the password from the vault, and is told as an event', async () => {
    const smtp = await server();
    const { store, mail } = house();
    expect(mail.ready()).toBe(false);
    await expect(mail.test('it@school.example', 'root')).rejects.toThrow(/Say first/);
    const shown = await mail.setSettings({ ...settings(smtp.port), password: 'Geheim' }, 'root');
    expect(shown).toMatchObject({ hasPassword: true, ready: true, waiting: 0, problem: null });
    await store.write((work) => mail.queue(work, wish));
    await mail.run();
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]).toContain('To: ada@school.example');
    expect(smtp.mails[0]).toContain('Subject: =?UTF-8?');
    expect(smtp.signedIn[0]).toBe('mdm');
    expect(await mail.test('it@school.example', 'root')).toMatchObject({ id: expect.any(String) });
    const events = store.all((db) => db.selectFrom('event').select(['type', 'data']));
    expect(events.map(({ type }) => type)).toEqual(['setting.mail-changed', 'mail.sent', 'mail.tested']);
    expect(
      JSON.stringify([events, store.all((db) => db.selectFrom('setting').selectAll()), mail.overview()]),
    ).not.toContain('Geheim');
    // Left out, the password stays, for this server only; empty, it goes.
    await expect(mail.setSettings({ ...settings(smtp.port), host: 'mail.elsewhere.example' }, 'root')).rejects.toThrow(
      /kept for another server/,
    );
    expect(await mail.setSettings(settings(smtp.port), 'root')).toMatchObject({ hasPassword: true });
    expect(await mail.setSettings({ ...settings(smtp.port), password: '' }, 'root')).toMatchObject({
      hasPassword: false,
    });
  });

  it('waits while the server does not answer, is tried again later, and given up after two days', async () => {
    const { clock, store, mail } = house();
    const smtp = await startMailServer();
    await smtp.close();
    await mail.setSettings({ ...settings(smtp.port), user: '' }, 'root');
    await store.write((work) => mail.queue(work, wish));
    await mail.run();
    expect(mail.overview()).toMatchObject({
      waiting: 1,
      problem: { message: expect.stringContaining('does not answer') },
    });
    expect(await mail.run()).toBe(0);
    const there = await server();
    await mail.setSettings({ ...settings(there.port), user: '' }, 'root');
    clock.time += 5 * 60_000;
    expect(await mail.run()).toBe(1);
    expect(mail.overview()).toMatchObject({ waiting: 0, problem: null });

    await mail.setSettings({ ...settings(smtp.port), user: '' }, 'root');
    await store.write((work) => mail.queue(work, wish));
    for (let tries = 0; tries < 13; tries++) {
      await mail.run();
      clock.time += 9 * 3_600_000;
    }
    expect(mail.overview().waiting).toBe(0);
    expect(store.all((db) => db.selectFrom('event').select('type').where('type', '=', 'mail.given-up'))).toHaveLength(
      1,
    );
  });

  it('says what the server has against it', async () => {
    const smtp = await server({ user: 'mdm' });
    const { mail } = house();
    await mail.setSettings({ ...settings(smtp.port), password: 'wrong' }, 'root');
    await expect(mail.test('it@school.example', 'root')).rejects.toThrow(/does not take the user name and password/);
    for (const security of ['starttls', 'tls'] as const) {
      await mail.setSettings({ ...settings(smtp.port), security }, 'root');
      await expect(mail.test('it@school.example', 'root')).rejects.toThrow(/cannot be made safe/);
    }
  });

  it('tells the password nowhere: not in logs, events, rows or answers, even when the server repeats it', async () => {
    const echoing = await server({ user: 'mdm', echo: true });
    const taking = await server();
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^Geheim[A-Za-z0-9]{24}$/), async (password) => {
        const logged: unknown[] = [];
        const log = (...args: unknown[]) => void logged.push(args);
        const logger = { debug: log, info: log, warn: log, error: log, child: () => logger } as unknown as Logger;
        const { store, mail } = house(logger);
        const said: unknown[] = [];
        for (const port of [echoing.port, taking.port]) {
          said.push(await mail.setSettings({ ...settings(port), password }, 'root'));
          said.push(await mail.test('it@school.example', 'root').catch(({ code, message }) => ({ code, message })));
          await store.write((work) => mail.queue(work, wish));
          await mail.run();
          said.push(mail.overview());
        }
        const tables = store
          .all<{ name: string }>(
            (db) =>
              db
                .selectFrom('sqlite_master' as never)
                .select('name' as never)
                .where('type' as never, '=', 'table' as never) as never,
          )
          .filter(({ name }) => name !== 'secret' && !/^sqlite_|fts/i.test(name));
        const rows = tables.map(({ name }) => store.all((db) => db.selectFrom(name as 'event').selectAll()));
        expect(logged.length).toBeGreaterThan(0);
        const told = inspect([said, rows, logged], { depth: 20, maxArrayLength: null, maxStringLength: null });
        const plain = Buffer.from(`\0mdm\0${password}`).toString('base64').replace(/=+$/, '');
        for (const shape of [password, plain, Buffer.from(password).toString('base64').replace(/=+$/, '')])
          expect(told.includes(shape)).toBe(false);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});
