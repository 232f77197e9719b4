import { createHash, randomBytes } from 'node:crypto';
import type { SessionRow } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { SessionTable, Store, UnitOfWork } from '../store/index.ts';
import type { Caller } from './caller.ts';

const LINK_MS = 15 * 60_000;
/** A session ends after twelve hours in which nothing was asked, and after seven days in any case. */
const IDLE_MS = 12 * 3_600_000;
export const SESSION_LONGEST_MS = 7 * 86_400_000;
const NOTE_EVERY_MS = 60_000;

/** Where a session was opened from, for the list of one's sessions. */
export interface Origin {
  readonly address: string | null;
  readonly browser: string | null;
}

interface FoundSession {
  id: string;
  kind: 'password' | 'link';
  administratorId: string | null;
  name: string | null;
  role: Caller['role'] | null;
  lastSeenAt: number;
  expiresAt: number;
  endsAt: number;
}

/** Sessions of browsers, and the one-time links that open them. The store keeps SHA-256 of cookies and links only. */
export interface Sessions {
  createLink(): Promise<string>;
  /** @throws CartwrightError `unauthenticated` when the link is unknown, used or too old */
  redeemLink(token: string, origin: Origin): Promise<string>;
  /** Opens a session for a person within a unit; returns the cookie. */
  openWithin(work: UnitOfWork, person: { id: string; name: string } | null, origin: Origin): string;
  find(cookie: string): Caller | undefined;
  /** Something was done in it: it lasts on. */
  touch(cookie: string): void;
  close(cookie: string): Promise<void>;
  listOf(caller: Caller): SessionRow[];
  /** @throws CartwrightError `not-found` when it is not one of the caller's */
  end(sessionId: string, caller: Caller): Promise<number>;
  endOthers(caller: Caller): Promise<number>;
  endAllWithin(work: UnitOfWork, administratorId: string, exceptId?: string | null): number;
  countByPerson(): Map<string, number>;
  /** Hears of sessions that were ended, once that is durable. */
  onEnded(listener: (ids: ReadonlySet<string>) => void): () => void;
}

export function openSessions(store: Store): Sessions {
  const listeners = new Set<(ids: ReadonlySet<string>) => void>();
  const noted = new Map<string, number>();
  const byCookie = store.statement<{ hash: string; now: number }, FoundSession>(
    (db, p) =>
      db
        .selectFrom('session')
        .leftJoin('administrator', 'administrator.id', 'session.administratorId')
        .select(['session.id', 'session.kind', 'session.administratorId', 'session.lastSeenAt'])
        .select(['session.expiresAt', 'session.endsAt', 'administrator.name', 'administrator.role'])
        .where('session.hash', '=', p.hash)
        .where('session.expiresAt', '>', p.now)
        .where('administrator.disabledAt', 'is', null) as never,
  );
  const slide = store.statement<{ id: string; now: number; expiresAt: number }, never>((db, p) =>
    db.updateTable('session').set({ lastSeenAt: p.now, expiresAt: p.expiresAt }).where('id', '=', p.id),
  );
  const found = (cookie: string): FoundSession | undefined =>
    cookie === '' ? undefined : byCookie.get({ hash: sha256(cookie), now: store.clock.now() });

  const endWithin = (work: UnitOfWork, ids: readonly string[], actor: string): number => {
    if (ids.length === 0) return 0;
    store.run((db) => db.deleteFrom('session').where('id', 'in', ids));
    for (const sessionId of ids) work.event({ type: 'session.closed', actor, data: { sessionId } });
    work.afterCommit(() => {
      const ended = new Set(ids);
      for (const id of ids) noted.delete(id);
      for (const listener of listeners) listener(ended);
    });
    return ids.length;
  };
  /** Sessions of the caller's account; those of links belong to whoever owns the machine. */
  const rowsOf = (caller: Caller): SessionTable[] => {
    if (caller.kind === 'token') return [];
    const { administratorId } = caller;
    return store.all((db) => {
      const rows = db
        .selectFrom('session')
        .selectAll()
        .where('expiresAt', '>', store.clock.now())
        .orderBy('id', 'desc');
      return administratorId === null
        ? rows.where('administratorId', 'is', null)
        : rows.where('administratorId', '=', administratorId);
    });
  };

  const openWithin: Sessions['openWithin'] = (work, person, origin) => {
    const cookie = randomToken();
    const old = store
      .all((db) => db.selectFrom('session').select('id').where('expiresAt', '<=', work.now))
      .map((row) => row.id);
    if (old.length > 0) store.run((db) => db.deleteFrom('session').where('id', 'in', old));
    for (const id of old) noted.delete(id);
    const id = newId(work.now);
    store.run((db) =>
      db.insertInto('session').values({
        id,
        hash: sha256(cookie),
        kind: person === null ? 'link' : 'password',
        administratorId: person?.id ?? null,
        address: origin.address,
        browser: origin.browser?.slice(0, 300) ?? null,
        createdAt: work.now,
        lastSeenAt: work.now,
        expiresAt: work.now + IDLE_MS,
        endsAt: work.now + SESSION_LONGEST_MS,
      }),
    );
    work.event({
      type: 'session.opened',
      actor: person?.name ?? 'administrator',
      data: { sessionId: id, kind: person === null ? 'link' : 'password', address: origin.address },
    });
    return cookie;
  };

  return {
    openWithin,

    async createLink() {
      const token = randomToken();
      await store.write((work) => {
        store.run((db) => db.deleteFrom('signInLink').where('expiresAt', '<', work.now));
        store.run((db) =>
          db.insertInto('signInLink').values({
            hash: sha256(token),
            createdAt: work.now,
            expiresAt: work.now + LINK_MS,
            usedAt: null,
          }),
        );
      });
      return token;
    },

    redeemLink: (token, origin) =>
      store.write((work) => {
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
        return openWithin(work, null, origin);
      }),

    find(cookie) {
      const row = found(cookie);
      if (row === undefined) return undefined;
      return {
        name: row.name ?? 'administrator',
        role: row.administratorId === null ? 'owner' : (row.role ?? 'viewer'),
        kind: row.kind,
        administratorId: row.administratorId,
        sessionId: row.id,
        expiresAt: row.expiresAt,
      };
    },

    touch(cookie) {
      const row = found(cookie);
      const now = store.clock.now();
      // Once a minute is exact enough; a write per request would cost more than the request.
      if (row === undefined || now - (noted.get(row.id) ?? row.lastSeenAt) < NOTE_EVERY_MS) return;
      noted.set(row.id, now);
      store
        .write(() => void slide.run({ id: row.id, now, expiresAt: Math.min(now + IDLE_MS, row.endsAt) }))
        .catch(() => noted.delete(row.id));
    },

    async close(cookie) {
      const caller = this.find(cookie);
      const id = caller?.sessionId;
      if (caller === undefined || id == null) return;
      await store.write((work) => void endWithin(work, [id], caller.name));
    },

    listOf: (caller) =>
      rowsOf(caller).map((row) => ({
        id: row.id,
        kind: row.kind,
        createdAt: row.createdAt,
        lastSeenAt: row.lastSeenAt,
        expiresAt: row.expiresAt,
        address: row.address,
        browser: row.browser,
        current: row.id === caller.sessionId,
      })),

    end: (sessionId, caller) =>
      store.write((work) => {
        if (!rowsOf(caller).some((row) => row.id === sessionId))
          throw new CartwrightError('not-found', 'You have no such session. It may have ended already.');
        return endWithin(work, [sessionId], caller.name);
      }),

    endOthers: (caller) =>
      store.write((work) => {
        const others = rowsOf(caller).filter((row) => row.id !== caller.sessionId);
        return endWithin(
          work,
          others.map((row) => row.id),
          caller.name,
        );
      }),

    endAllWithin(work, administratorId, exceptId = null) {
      const ids = store
        .all((db) => db.selectFrom('session').select('id').where('administratorId', '=', administratorId))
        .map((row) => row.id)
        .filter((id) => id !== exceptId);
      return endWithin(work, ids, 'system');
    },

    countByPerson: () =>
      new Map(
        store
          .all((db) =>
            db
              .selectFrom('session')
              .select((e) => ['administratorId', e.fn.countAll<number>().as('count')])
              .where('administratorId', 'is not', null)
              .where('expiresAt', '>', store.clock.now())
              .groupBy('administratorId'),
          )
          .map((row) => [row.administratorId ?? '', row.count]),
      ),

    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** 256 random bits. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
