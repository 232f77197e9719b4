import { createHash, randomBytes } from 'node:crypto';
import type { ApiToken } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { ApiTokenTable, Store } from '../store/index.ts';
import type { Actor } from './services.ts';

const SIGN_IN_LINK_MS = 15 * 60_000;
const SESSION_MS = 12 * 3_600_000;
const TOKEN_PREFIX = 'cwt_';

/**
 * Who may use the console and the REST interface: one-time sign-in links open sessions, API tokens serve scripts.
 * Links, cookies and tokens are 256 random bits; the store keeps their SHA-256 only.
 */
export interface SignIn {
  /** A token for a one-time link, good for 15 minutes. */
  createLink(): Promise<string>;
  /**
   * Uses up a link and opens a session of twelve hours; returns the cookie's value.
   *
   * @throws CartwrightError `unauthenticated` when the link is unknown, used or too old
   */
  redeemLink(token: string): Promise<string>;
  /** The session behind a cookie, or undefined. */
  session(cookie: string): Actor | undefined;
  closeSession(cookie: string): Promise<void>;
  /** The API token behind an Authorization header's bearer value, or undefined. */
  bearer(token: string): Actor | undefined;
  tokens: {
    list(): ApiToken[];
    create(input: { name: string; expiresAt: number | null }, actor: Actor): Promise<ApiToken & { token: string }>;
    revoke(tokenId: string, actor: Actor): Promise<ApiToken>;
  };
}

export function createSignIn(store: Store): SignIn {
  const findSession = store.statement<{ hash: string; now: number }, { id: string }>((db, p) =>
    db.selectFrom('session').select('id').where('hash', '=', p.hash).where('expiresAt', '>', p.now),
  );
  const findToken = store.statement<{ hash: string }, ApiTokenTable>((db, p) =>
    db.selectFrom('apiToken').selectAll().where('hash', '=', p.hash).where('revokedAt', 'is', null),
  );
  const lastUseNoted = new Map<string, number>();

  const noteUse = (id: string, now: number): void => {
    // Once a minute is enough to see that a token is in use; a write per request would cost more than the request.
    if (now - (lastUseNoted.get(id) ?? 0) < 60_000) return;
    lastUseNoted.set(id, now);
    store
      .write(() => void store.run((db) => db.updateTable('apiToken').set({ lastUsedAt: now }).where('id', '=', id)))
      .catch(() => {
        lastUseNoted.delete(id);
      });
  };

  return {
    async createLink() {
      const token = randomToken();
      await store.write((work) => {
        store.run((db) => db.deleteFrom('signInLink').where('expiresAt', '<', work.now));
        store.run((db) =>
          db.insertInto('signInLink').values({
            hash: sha256(token),
            createdAt: work.now,
            expiresAt: work.now + SIGN_IN_LINK_MS,
            usedAt: null,
          }),
        );
      });
      return token;
    },

    async redeemLink(token) {
      const cookie = randomToken();
      await store.write((work) => {
        const used = store.run((db) =>
          db
            .updateTable('signInLink')
            .set({ usedAt: work.now })
            .where('hash', '=', sha256(token))
            .where('usedAt', 'is', null)
            .where('expiresAt', '>', work.now),
        );
        if (used === 0)
          throw new CartwrightError(
            'unauthenticated',
            'This sign-in link was used before or is too old. Ask for a new one.',
          );
        store.run((db) => db.deleteFrom('session').where('expiresAt', '<', work.now));
        const id = newId(work.now);
        store.run((db) =>
          db.insertInto('session').values({
            id,
            hash: sha256(cookie),
            createdAt: work.now,
            expiresAt: work.now + SESSION_MS,
            lastSeenAt: work.now,
          }),
        );
        work.event({ type: 'session.opened', actor: 'administrator', data: { sessionId: id } });
      });
      return cookie;
    },

    session(cookie) {
      const row = findSession.get({ hash: sha256(cookie), now: store.clock.now() });
      return row === undefined ? undefined : { name: 'administrator' };
    },

    async closeSession(cookie) {
      await store.write((work) => {
        const closed = store.run((db) => db.deleteFrom('session').where('hash', '=', sha256(cookie)));
        if (closed > 0) work.event({ type: 'session.closed', actor: 'administrator' });
      });
    },

    bearer(token) {
      if (!token.startsWith(TOKEN_PREFIX)) return undefined;
      const row = findToken.get({ hash: sha256(token) });
      const now = store.clock.now();
      if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return undefined;
      noteUse(row.id, now);
      return { name: `token:${row.name}` };
    },

    tokens: {
      list: () =>
        store
          .all((db) => db.selectFrom('apiToken').selectAll().orderBy('createdAt', 'desc'))
          .map((row) => describeToken(row)),

      async create({ name, expiresAt }, actor) {
        const token = TOKEN_PREFIX + randomToken();
        return store.write((work) => {
          if (expiresAt !== null && expiresAt <= work.now)
            throw new CartwrightError('bad-request', 'The expiry date of the token is in the past.');
          const row: ApiTokenTable = {
            id: newId(work.now),
            name,
            hash: sha256(token),
            createdAt: work.now,
            expiresAt,
            lastUsedAt: null,
            revokedAt: null,
          };
          store.run((db) => db.insertInto('apiToken').values(row));
          work.event({ type: 'token.created', actor: actor.name, data: { tokenId: row.id, name } });
          return { ...describeToken(row), token };
        });
      },

      revoke: (tokenId, actor) =>
        store.write((work) => {
          const row = store.get((db) => db.selectFrom('apiToken').selectAll().where('id', '=', tokenId));
          if (row === undefined) throw new CartwrightError('not-found', 'There is no such API token.');
          if (row.revokedAt !== null) return describeToken(row);
          store.run((db) => db.updateTable('apiToken').set({ revokedAt: work.now }).where('id', '=', tokenId));
          work.event({ type: 'token.revoked', actor: actor.name, data: { tokenId, name: row.name } });
          return describeToken({ ...row, revokedAt: work.now });
        }),
    },
  };
}

function describeToken({ hash: _hash, ...row }: ApiTokenTable): ApiToken {
  return row;
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
