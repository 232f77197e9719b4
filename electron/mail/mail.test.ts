import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { openMemoryStore } from '../store/index.ts';
import { openMail } from './index.ts';

/** A mail server on loopback that speaks as much SMTP as is needed, and keeps what it was given. */
async function mailServer(refuse: { user?: string } = {}) {
  const mails: string[] = [];
  const signedIn: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let data: string | undefined;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.example');
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      rest += part.toString();
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined) {
          if (line === '.') {
            mails.push(data);
            data = undefined;
            say('250 taken');
          } else data += `${line}\n`;
        } else if (line.startsWith('EHLO')) socket.write('250-mail.example\r\n250 AUTH PLAIN\r\n');
        else if (line.startsWith('AUTH PLAIN')) {
          const [, user = ''] = Buffer.from(line.slice(11), 'base64').toString().split('\0');
          signedIn.push(user);
          say(user === refuse.user ? '535 5.7.8 no' : '235 in');
        } else if (line === 'STARTTLS') say('502 not here');
        else if (line === 'DATA') {
          data = '';
          say('354 go');
        } else say(line === 'QUIT' ? '221 bye' : '250 ok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { port: (server.address() as AddressInfo).port, mails, signedIn, close };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const house = () => {
  const clock = { time: Date.now(), now: () => clock.time };
  const store = openMemoryStore({ clock, logger: silentLogger });
  return { clock, store, mail: openMail({ store, logger: silentLogger }) };
};
const server = async (refuse?: { user?: string }) => {
  const made = await mailServer(refuse);
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
    // Left out, the password stays; empty, it goes.
    expect(await mail.setSettings(settings(smtp.port), 'root')).toMatchObject({ hasPassword: true });
    expect(await mail.setSettings({ ...settings(smtp.port), password: '' }, 'root')).toMatchObject({
      hasPassword: false,
    });
  });

  it('waits while the server does not answer, is tried again later, and given up after two days', async () => {
    const { clock, store, mail } = house();
    const smtp = await mailServer();
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
    await mail.setSettings({ ...settings(smtp.port), security: 'starttls' }, 'root');
    await expect(mail.test('it@school.example', 'root')).rejects.toThrow(/cannot be made safe/);
  });
});
