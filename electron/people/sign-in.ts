import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { AdministratorTable, Store } from '../store/index.ts';
import { type Accounts, nameKey, openAccounts } from './accounts.ts';
import { createAttempts } from './attempts.ts';
import type { Caller } from './caller.ts';
import { isPassword } from './passwords.ts';
import { openPreferences, type PreferenceBook } from './preferences.ts';
import { type Origin, openSessions, type Sessions } from './sessions.ts';
import { type ApiTokens, openApiTokens } from './tokens.ts';

/** Said of every wrong sign-in alike: it must not tell whether the name, the password or the account is at fault. */
const WRONG = 'This name and password do not fit together.';

/** Who may use the console and the REST interface. */
export interface SignIn {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly preferences: PreferenceBook;
  readonly tokens: ApiTokens;
  /** A token for a one-time link, good for 15 minutes; whoever opens it is an owner. */
  createLink(): Promise<string>;
  /**
   * Uses up a link and opens a session; returns the cookie's value.
   *
   * @throws CartwrightError `unauthenticated` when the link is unknown, used or too old
   */
  redeemLink(token: string, origin: Origin): Promise<string>;
  /**
   * Signs a person in and returns the cookie's value.
   *
   * @throws CartwrightError `unauthenticated`, in the same words whatever is wrong; `too-many` with
   *   `data.retryAfterSeconds` after too many failures
   */
  withPassword(input: { name: string; password: string }, origin: Origin): Promise<string>;
  /** Changes one's own password; one's other sessions end. */
  changePassword(input: { current: string; next: string }, caller: Caller): Promise<void>;
  /** Whose cookie this is, or undefined. */
  session(cookie: string): Caller | undefined;
  closeSession(cookie: string): Promise<void>;
  /** The API token behind an Authorization header's bearer value, or undefined. */
  bearer(token: string): Caller | undefined;
}

export function createSignIn(store: Store, logger: Logger): SignIn {
  const sessions = openSessions(store);
  const accounts = openAccounts(store, sessions);
  const tokens = openApiTokens(store);
  const attempts = createAttempts(store.clock);
  const byName = (name: string): AdministratorTable | undefined =>
    store.get((db) => db.selectFrom('administrator').selectAll().where('nameKey', '=', nameKey(name)));
  const hashOf = (row: AdministratorTable): Buffer => store.vault.get(row.passwordSecretId, 'password-hash');

  return {
    accounts,
    sessions,
    tokens,
    preferences: openPreferences(store),
    createLink: () => sessions.createLink(),
    redeemLink: (token, origin) => sessions.redeemLink(token, origin),
    session: (cookie) => sessions.find(cookie),
    closeSession: (cookie) => sessions.close(cookie),
    bearer: (token) => tokens.find(token),

    async withPassword({ name, password }, origin) {
      const key = nameKey(name).slice(0, 100);
      const address = origin.address ?? '';
      attempts.begin(key, address);
      const known = byName(name);
      const row = known?.disabledAt === null ? known : undefined;
      if (!(await isPassword(password, row === undefined ? undefined : hashOf(row))) || row === undefined) {
        // What was typed as a name may be a password: only names that exist are written down.
        logger.warn({ address, administrator: known?.name }, 'a sign-in was refused');
        throw new CartwrightError('unauthenticated', WRONG);
      }
      attempts.succeed(key, address);
      return store.write((work) => {
        // The account may have changed while the password was worked on.
        const now = byName(name);
        if (now === undefined || now.disabledAt !== null || now.passwordChangedAt !== row.passwordChangedAt)
          throw new CartwrightError('unauthenticated', WRONG);
        store.run((db) => db.updateTable('administrator').set({ lastSignInAt: work.now }).where('id', '=', now.id));
        return sessions.openWithin(work, now, origin);
      });
    },

    async changePassword({ current, next }, caller) {
      const { administratorId } = caller;
      const row =
        administratorId === null
          ? undefined
          : store.get((db) => db.selectFrom('administrator').selectAll().where('id', '=', administratorId));
      if (row === undefined)
        throw new CartwrightError(
          'conflict',
          'You are not signed in with an account of your own, so there is no password to change.',
        );
      attempts.begin(row.nameKey, `session ${caller.sessionId ?? ''}`);
      if (!(await isPassword(current, hashOf(row))))
        throw new CartwrightError('forbidden', 'The present password is not right.', { data: { field: 'current' } });
      attempts.succeed(row.nameKey, `session ${caller.sessionId ?? ''}`);
      await accounts.setPassword(row.id, next, caller, caller.sessionId);
    },
  };
}
