import { rootCertificates } from 'node:tls';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import {
  type MailOverview,
  type MailSettings,
  mailSettings,
  type NewMailSettings,
} from '../../shared/contract/mail.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { Logger } from '../../shared/logger.ts';
import { type MailTable, readSetting, type Store, type UnitOfWork, writeSetting } from '../store/index.ts';

const SETTING = 'mail';
const PROBLEM = 'mail-problem';
const MINUTE = 60_000;
const TIMEOUT = 20_000;
/** After so many tries a mail is given up: about two days. */
const MOST_TRIES = 12;
const PER_RUN = 50;

const kept = mailSettings.extend({ passwordId: z.string().nullable().default(null) });
const problemShape = z.object({ at: z.number(), message: z.string() }).nullable();

/** A mail to be sent. */
export interface MailWish {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly deviceId?: string | null;
  /** For people: why it is sent. */
  readonly reason: string;
}

/** Sends mail through a server of the organisation; what cannot be sent now is tried again in growing gaps. */
export interface Mail {
  /** Whether mail can be sent at all. */
  ready(): boolean;
  administrators(): readonly string[];
  /** Has a mail sent after the commit; within a unit of work. */
  queue(work: UnitOfWork, wish: MailWish): void;
  /** Sends what is due. Returns how many went out. */
  run(): Promise<number>;
  overview(): MailOverview;
  /** @throws CartwrightError `conflict` when a kept password would go to another server */
  setSettings(wanted: NewMailSettings, actor: string): Promise<MailOverview>;
  /** @throws CartwrightError `conflict` with what the server said */
  test(to: string, actor: string): Promise<{ id: string }>;
}

export function openMail({
  store,
  logger,
  trustPem,
}: {
  store: Store;
  logger: Logger;
  trustPem?: () => readonly string[];
}): Mail {
  const settings = () => readSetting(store, SETTING, kept) ?? kept.parse({});
  const ready = (): boolean => {
    const { host, from } = settings();
    return host !== '' && from !== '';
  };
  let underWay: Promise<number> | undefined;

  /** @throws CartwrightError `conflict` that says what helps, without the cause: servers may repeat what they were told */
  const send = async ({ to, subject, body }: Pick<MailWish, 'to' | 'subject' | 'body'>): Promise<string> => {
    const { host, port, security, user, from, passwordId } = settings();
    const pass = passwordId === null ? '' : store.vault.get(passwordId, 'mail-password').toString('utf8');
    const own = trustPem?.() ?? [];
    const transport = createTransport({
      ...{
        host,
        port,
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
      },
      ...(user === '' ? {} : { auth: { user, pass } }),
      ...(own.length === 0 ? {} : { tls: { ca: [...rootCertificates, ...own] } }),
      ...{ connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT },
      // What is sent comes from here alone: no files, no addresses.
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    try {
      const sent = await transport.sendMail({ from, to, subject, text: body });
      return String(sent.messageId);
    } catch (error) {
      throw new CartwrightError(
        'conflict',
        explained(error, [pass, Buffer.from(`\0${user}\0${pass}`).toString('base64')]),
      );
    } finally {
      transport.close();
    }
  };

  const noteProblem = (message: string | null): Promise<void> =>
    store.write((work) => writeSetting(store, PROBLEM, message === null ? null : { at: work.now, message }));

  const sendOne = async (row: MailTable): Promise<boolean> => {
    try {
      await send({ to: row.address, subject: row.subject, body: row.body });
    } catch (error) {
      const { message } = error as Error;
      const givenUp = row.tries + 1 >= MOST_TRIES;
      logger.warn({ said: message, reason: row.reason }, 'a mail could not be sent');
      await store.write((work) => {
        if (givenUp) {
          store.run((db) => db.deleteFrom('mail').where('id', '=', row.id));
          work.event({
            type: 'mail.given-up',
            deviceId: row.deviceId,
            data: { to: row.address, reason: row.reason, message },
          });
          return;
        }
        const dueAt = work.now + Math.min(2 ** row.tries * 5, 8 * 60) * MINUTE;
        store.run((db) =>
          db
            .updateTable('mail')
            .set({ tries: row.tries + 1, lastError: message, dueAt })
            .where('id', '=', row.id),
        );
      });
      await noteProblem(message);
      return false;
    }
    await store.write((work) => {
      store.run((db) => db.deleteFrom('mail').where('id', '=', row.id));
      work.event({ type: 'mail.sent', deviceId: row.deviceId, data: { to: row.address, reason: row.reason } });
    });
    return true;
  };

  const sendDue = async (): Promise<number> => {
    if (!ready()) return 0;
    const due = store.all((db) =>
      db.selectFrom('mail').selectAll().where('dueAt', '<=', store.clock.now()).orderBy('dueAt').limit(PER_RUN),
    );
    let count = 0;
    for (const row of due) {
      // A server that does not answer is not asked fifty times in a row.
      if (!(await sendOne(row))) break;
      count++;
    }
    if (count > 0 && count === due.length) await noteProblem(null);
    return count;
  };

  const run = (): Promise<number> => {
    underWay ??= sendDue().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  const overview = (): MailOverview => {
    const { passwordId, ...shown } = settings();
    return {
      ...shown,
      hasPassword: passwordId !== null,
      ready: ready(),
      waiting: store.get((db) => db.selectFrom('mail').select((e) => e.fn.countAll<number>().as('count')))?.count ?? 0,
      problem: readSetting(store, PROBLEM, problemShape) ?? null,
    };
  };

  return {
    ready,
    overview,
    run,
    administrators: () => settings().administrators,

    queue(work, { to, subject, body, deviceId = null, reason }) {
      store.run((db) =>
        db.insertInto('mail').values({
          ...{ id: newId(work.now), address: to, deviceId, subject, body, reason },
          ...{ createdAt: work.now, dueAt: work.now, tries: 0, lastError: null },
        }),
      );
      work.afterCommit(() => {
        run().catch((error: unknown) => logger.error({ err: error }, 'mail could not be sent'));
      });
    },

    async setSettings({ password, ...wanted }, actor) {
      const next: MailSettings = mailSettings.parse(wanted);
      await store.write((work) => {
        const former = settings();
        const { passwordId: before } = former;
        if (before !== null && password === undefined && former.host !== '' && former.host !== next.host)
          throw new CartwrightError(
            'conflict',
            'The password is kept for another server. Type the one of this server.',
          );
        let passwordId = before;
        if (password !== undefined) {
          store.vault.remove(before);
          passwordId = password === '' ? null : store.vault.put('mail-password', password);
        }
        writeSetting(store, SETTING, { ...next, passwordId });
        writeSetting(store, PROBLEM, null);
        work.event({
          type: 'setting.mail-changed',
          actor,
          data: { host: next.host, port: next.port, from: next.from },
        });
      });
      return overview();
    },

    async test(to, actor) {
      if (!ready()) throw new CartwrightError('conflict', 'Say first which server sends mail, and who it is from.');
      const sent = await send({ to, subject: 'Cartwright', body: 'Mail from Cartwright arrives.' });
      await store.write((work) => work.event({ type: 'mail.tested', actor, data: { to } }));
      return { id: sent };
    },
  };
}

/** Codes of certificates that are not trusted, and of servers that do not speak TLS where they should. */
const UNSAFE = /CERT|LEAF_SIGNATURE|SSL|TLS|EPROTO/;

/** What a mail server said, or why it said nothing, with what helps; `secrets` are blotted out. */
function explained(cause: unknown, secrets: readonly string[]): string {
  const {
    code = '',
    originalCode,
    responseCode,
    response,
  } = cause as {
    code?: string;
    /** What the system or TLS said, where the library put a code of its own in its place. */
    originalCode?: string;
    responseCode?: number;
    response?: string;
  };
  let said = typeof response === 'string' ? response.replace(/\s+/g, ' ') : '';
  for (const secret of secrets) if (secret !== '') said = said.replaceAll(secret, '…');
  said = said.slice(0, 300);
  if (code === 'EAUTH') return `The mail server does not take the user name and password. ${said}`.trim();
  if (code === 'ETLS' || UNSAFE.test(originalCode ?? code))
    return 'The connection to the mail server cannot be made safe. Check the kind of encryption, and whether its certificate is trusted.';
  if (responseCode !== undefined) return `The mail server refused: ${said}`;
  if (code === 'EDNS' || code === 'ENOTFOUND') return 'There is no mail server of this name. Check the address.';
  return 'The mail server does not answer. Check its address and port, and the firewall.';
}
