import type { Role } from '../../shared/contract/access.ts';
import type { ApiToken } from '../../shared/contract/index.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { ApiTokenTable, Store } from '../store/index.ts';
import { mayGive } from './accounts.ts';
import type { Caller } from './caller.ts';
import { randomToken, sha256 } from './sessions.ts';

const PREFIX = 'cwt_';

/** Tokens for scripts; the store keeps their SHA-256 only. */
export interface ApiTokens {
  list(): ApiToken[];
  /** @throws CartwrightError `forbidden` for a role beyond the maker's own, `bad-request` for a date in the past */
  create(
    input: { name: string; role: Role; expiresAt: number | null },
    maker: Pick<Caller, 'name' | 'role'>,
  ): Promise<ApiToken & { token: string }>;
  revoke(tokenId: string, maker: { readonly name: string }): Promise<ApiToken>;
  /** Whom a bearer value speaks for, or undefined. */
  find(token: string): Caller | undefined;
}

export function openApiTokens(store: Store): ApiTokens {
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
    list: () =>
      store.all((db) => db.selectFrom('apiToken').selectAll().orderBy('createdAt', 'desc')).map((row) => describe(row)),

    async create({ name, role, expiresAt }, maker) {
      mayGive(maker.role, role);
      const token = PREFIX + randomToken();
      return store.write((work) => {
        if (expiresAt !== null && expiresAt <= work.now)
          throw new CartwrightError('bad-request', 'The expiry date of the token is in the past.');
        const row: ApiTokenTable = {
          id: newId(work.now),
          name,
          role,
          hash: sha256(token),
          createdAt: work.now,
          createdBy: maker.name,
          expiresAt,
          lastUsedAt: null,
          revokedAt: null,
        };
        store.run((db) => db.insertInto('apiToken').values(row));
        work.event({ type: 'token.created', actor: maker.name, data: { tokenId: row.id, name, role } });
        return { ...describe(row), token };
      });
    },

    revoke: (tokenId, maker) =>
      store.write((work) => {
        const row = store.get((db) => db.selectFrom('apiToken').selectAll().where('id', '=', tokenId));
        if (row === undefined) throw new CartwrightError('not-found', 'There is no such API token.');
        if (row.revokedAt !== null) return describe(row);
        store.run((db) => db.updateTable('apiToken').set({ revokedAt: work.now }).where('id', '=', tokenId));
        work.event({ type: 'token.revoked', actor: maker.name, data: { tokenId, name: row.name } });
        return describe({ ...row, revokedAt: work.now });
      }),

    find(token) {
      if (!token.startsWith(PREFIX)) return undefined;
      const row = findToken.get({ hash: sha256(token) });
      const now = store.clock.now();
      if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return undefined;
      noteUse(row.id, now);
      return {
        name: `token:${row.name}`,
        role: row.role,
        kind: 'token',
        administratorId: null,
        sessionId: null,
        expiresAt: row.expiresAt,
      };
    },
  };
}

function describe({ hash: _hash, ...row }: ApiTokenTable): ApiToken {
  return row;
}
