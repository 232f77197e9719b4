import { createHash, randomBytes } from 'node:crypto';
import type { AccountTokenTable, Store, UnitOfWork } from '../store/index.ts';

/** From the sign-in to the profile a device needs seconds. */
const LIFE = 10 * 60_000;
const KEPT = 86_400_000;

/** What a device that shows a token may do: `used` and `expired` were good once. */
export type TokenStanding =
  | { standing: 'good'; token: AccountTokenTable }
  | { standing: 'used' | 'expired'; token: AccountTokenTable }
  | { standing: 'unknown' };

/** What a person who signed in hands to a device: 256 random bits, good for one profile within ten minutes. */
export class AccountTokens {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Makes a token, inside the unit of work that let the person in. */
  create(work: UnitOfWork, given: Pick<AccountTokenTable, 'invitationId' | 'way' | 'account'>): string {
    this.#store.run((db) => db.deleteFrom('accountToken').where('expiresAt', '<', work.now - KEPT));
    const token = randomBytes(32).toString('base64url');
    const row = { ...given, hash: hashOf(token), createdAt: work.now, expiresAt: work.now + LIFE, usedAt: null };
    this.#store.run((db) => db.insertInto('accountToken').values(row));
    return token;
  }

  /** Found by its hash, so that timing tells nothing about other tokens. */
  find(text: string, now: number): TokenStanding {
    const hash = hashOf(text);
    const token = this.#store.get((db) => db.selectFrom('accountToken').selectAll().where('hash', '=', hash));
    if (token === undefined) return { standing: 'unknown' };
    if (token.usedAt !== null) return { standing: 'used', token };
    return { standing: token.expiresAt <= now ? 'expired' : 'good', token };
  }

  /** Uses a token up, inside the unit of work that makes its profile; false when that was done meanwhile. */
  use(work: UnitOfWork, { hash }: Pick<AccountTokenTable, 'hash'>): boolean {
    const before = this.#store.get((db) => db.selectFrom('accountToken').select('usedAt').where('hash', '=', hash));
    if (before === undefined || before.usedAt !== null) return false;
    this.#store.run((db) => db.updateTable('accountToken').set({ usedAt: work.now }).where('hash', '=', hash));
    return true;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
