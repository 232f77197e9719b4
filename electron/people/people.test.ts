import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CartwrightError } from '../../shared/errors.ts';
import { silentLogger } from '../../shared/logger.ts';
import { openMemoryStore, type Store } from '../store/index.ts';
import { type Caller, createSignIn, DESKTOP_WINDOW, type SignIn } from './index.ts';

vi.mock('node:crypto', async () => (await import('./testing/quick-scrypt.ts')).cryptoWithQuickScrypt);

const HOUR = 3_600_000;
const GOOD = 'a heron over the pond';
const FROM = { address: '192.0.2.7', browser: 'Test' };
const maker = { name: 'test' };
let now = 1_700_000_000_000;
let store: Store;
let signIn: SignIn;

beforeEach(() => {
  now = 1_700_000_000_000;
  store = openMemoryStore({ clock: { now: () => now }, logger: silentLogger });
  signIn = createSignIn(store, silentLogger);
});
afterEach(() => store.close());

async function failure(work: Promise<unknown>): Promise<CartwrightError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CartwrightError)) throw new Error(`Expected a refusal, got ${String(error)}.`);
  return error;
}

function callerOf(cookie: string): Caller {
  const caller = signIn.session(cookie);
  if (caller === undefined) throw new Error('The session is not open.');
  return caller;
}

const create = (name: string, role: 'viewer' | 'administrator' | 'owner') =>
  signIn.accounts.create({ name, role, password: GOOD }, maker);
const enter = (name: string, password = GOOD) => signIn.withPassword({ name, password }, FROM);

describe('accounts', () => {
  it('make the first one an owner, whatever was asked, and the others what was asked', async () => {
    expect((await create('Ada', 'viewer')).role).toBe('owner');
    expect((await create('Bea', 'viewer')).role).toBe('viewer');
    expect(signIn.accounts.list().map(({ name }) => name)).toEqual(['Ada', 'Bea']);
  });

  it('have names that differ in more than case', async () => {
    await create('Ada', 'owner');
    expect((await failure(create('aDA', 'viewer'))).code).toBe('conflict');
    expect(callerOf(await enter(' ADA ')).name).toBe('Ada');
  });

  it('keep the last owner who can sign in from being deleted, disabled or made less', async () => {
    const ada = await create('Ada', 'owner');
    const bea = await create('Bea', 'owner');
    await signIn.accounts.update({ administratorId: bea.id, disabled: true }, maker);
    for (const attempt of [
      () => signIn.accounts.remove(ada.id, maker),
      () => signIn.accounts.update({ administratorId: ada.id, disabled: true }, maker),
      () => signIn.accounts.update({ administratorId: ada.id, role: 'administrator' }, maker),
    ])
      expect((await failure(attempt())).message).toContain('last owner');
    await signIn.accounts.update({ administratorId: bea.id, disabled: false }, maker);
    await signIn.accounts.remove(ada.id, maker);
    expect(signIn.accounts.list()).toHaveLength(1);
  });

  it('refuse passwords that are short, common or the name', async () => {
    for (const password of [
      'short',
      'nine char',
      'Password123!',
      'passwordpassword',
      '0123456789',
      'abababababab',
      '1111111111',
      'Cartwright2026',
      'Marianne42',
    ])
      expect((await failure(signIn.accounts.create({ name: 'Marianne', role: 'owner', password }, maker))).code).toBe(
        'bad-request',
      );
    expect(signIn.accounts.list()).toEqual([]);
  });

  it('keep passwords out of the tables: hashes are in the vault and go with the account', async () => {
    await create('Ada', 'owner');
    const bea = await create('Bea', 'viewer');
    const rows = JSON.stringify(store.all((db) => db.selectFrom('administrator').selectAll()));
    expect(rows).not.toContain(GOOD);
    const hashes = () => store.all((db) => db.selectFrom('secret').select('id').where('kind', '=', 'password-hash'));
    expect(hashes()).toHaveLength(2);
    await signIn.accounts.remove(bea.id, maker);
    expect(hashes()).toHaveLength(1);
  });
});

describe('signing in by name', () => {
  it('says the same of a wrong password, an unknown name and a disabled account', async () => {
    await create('Ada', 'owner');
    const bea = await create('Bea', 'viewer');
    await signIn.accounts.update({ administratorId: bea.id, disabled: true }, maker);
    const said = [
      await failure(enter('Ada', 'not this one')),
      await failure(enter('Nobody')),
      await failure(enter('Bea')),
    ];
    expect(new Set(said.map(({ message }) => message)).size).toBe(1);
    expect(said.map(({ code }) => code)).toEqual(['unauthenticated', 'unauthenticated', 'unauthenticated']);
  });

  it('makes guessers wait longer and longer, also those who ask in parallel, and forgives a right password', async () => {
    await create('Ada', 'owner');
    const guesses = await Promise.all(
      Array.from({ length: 8 }, () => failure(enter('Ada', 'not this one')).then(({ code }) => code)),
    );
    expect(guesses.filter((code) => code === 'too-many')).toHaveLength(5);
    const wait = await failure(enter('Ada'));
    expect(wait.data?.retryAfterSeconds).toBe(1);
    now += 1_000;
    await failure(enter('Ada', 'not this one'));
    now += 1_000;
    expect((await failure(enter('Ada'))).data?.retryAfterSeconds).toBe(1);
    now += 1_000;
    expect(callerOf(await enter('Ada')).role).toBe('owner');
  });

  it('slows an address down whatever names it tries, and nobody else', async () => {
    await create('Ada', 'owner');
    for (const name of ['a', 'b', 'c']) await failure(enter(name));
    expect((await failure(enter('Ada'))).code).toBe('too-many');
    const elsewhere = await signIn.withPassword(
      { name: 'Ada', password: GOOD },
      { address: '192.0.2.8', browser: null },
    );
    expect(callerOf(elsewhere).name).toBe('Ada');
  });
});

describe('sessions', () => {
  it('last twelve hours from the last thing done, and seven days at most', async () => {
    await create('Ada', 'owner');
    const idle = await enter('Ada');
    const busy = await enter('Ada');
    const opened = now;
    for (let hours = 0; hours < 165; hours += 11) {
      now = opened + hours * HOUR;
      signIn.sessions.touch(busy);
      await store.write(() => undefined);
    }
    expect(signIn.session(idle)).toBeUndefined();
    expect(signIn.session(busy)).toBeDefined();
    now = opened + 7 * 24 * HOUR - 1;
    signIn.sessions.touch(busy);
    await store.write(() => undefined);
    expect(signIn.session(busy)).toBeUndefined();
  });

  it('end with the account, when it is disabled, and when its password is set', async () => {
    await create('Ada', 'owner');
    const bea = await create('Bea', 'administrator');
    const ended: string[] = [];
    signIn.sessions.onEnded((ids) => ended.push(...ids));
    const first = await enter('Bea');
    const { sessionId } = callerOf(first);
    await signIn.accounts.update({ administratorId: bea.id, disabled: true }, maker);
    expect(signIn.session(first)).toBeUndefined();
    expect(ended).toEqual([sessionId]);
    await signIn.accounts.update({ administratorId: bea.id, disabled: false }, maker);
    const second = await enter('Bea');
    await signIn.accounts.setPassword(bea.id, 'another heron, another pond', maker);
    expect(signIn.session(second)).toBeUndefined();
    const third = await enter('Bea', 'another heron, another pond');
    await signIn.accounts.remove(bea.id, maker);
    expect(signIn.session(third)).toBeUndefined();
  });

  it('have the role their person has now', async () => {
    await create('Ada', 'owner');
    const bea = await create('Bea', 'administrator');
    const cookie = await enter('Bea');
    await signIn.accounts.update({ administratorId: bea.id, role: 'viewer' }, maker);
    expect(callerOf(cookie).role).toBe('viewer');
  });

  it('are listed and ended by their own person only', async () => {
    await create('Ada', 'owner');
    await create('Bea', 'owner');
    const ada = callerOf(await enter('Ada'));
    const beaCookie = await enter('Bea');
    const bea = callerOf(beaCookie);
    const other = await enter('Bea');
    const link = await signIn.redeemLink(await signIn.createLink(), FROM);
    expect(signIn.sessions.listOf(bea)).toHaveLength(2);
    expect(signIn.sessions.listOf(bea).filter((row) => row.current)).toMatchObject([
      { id: bea.sessionId, kind: 'password', address: '192.0.2.7', browser: 'Test' },
    ]);
    expect((await failure(signIn.sessions.end(bea.sessionId ?? '', ada))).code).toBe('not-found');
    expect(await signIn.sessions.endOthers(bea)).toBe(1);
    expect(signIn.session(other)).toBeUndefined();
    expect(signIn.session(beaCookie)).toBeDefined();
    expect(callerOf(link)).toMatchObject({ role: 'owner', kind: 'link', administratorId: null });
    expect(signIn.sessions.listOf(DESKTOP_WINDOW)).toHaveLength(1);
  });

  it('let their person change the password with the present one, and end the others then', async () => {
    await create('Ada', 'owner');
    const cookie = await enter('Ada');
    const other = await enter('Ada');
    const next = 'two herons over the pond';
    expect((await failure(signIn.changePassword({ current: 'wrong', next }, callerOf(cookie)))).code).toBe('forbidden');
    await signIn.changePassword({ current: GOOD, next }, callerOf(cookie));
    expect(signIn.session(cookie)).toBeDefined();
    expect(signIn.session(other)).toBeUndefined();
    expect((await failure(enter('Ada'))).code).toBe('unauthenticated');
    await enter('Ada', next);
    expect((await failure(signIn.changePassword({ current: next, next: GOOD }, DESKTOP_WINDOW))).code).toBe('conflict');
  });
});

describe('preferences', () => {
  it('are kept per person, layouts one by one', async () => {
    await create('Ada', 'owner');
    const ada = callerOf(await enter('Ada'));
    await signIn.preferences.change({ theme: 'dark', layouts: { devices: { columns: ['name'] }, events: [1] } }, ada);
    await signIn.preferences.change({ language: 'de', layouts: { events: null } }, ada);
    expect(signIn.preferences.get(ada)).toEqual({
      theme: 'dark',
      density: null,
      language: 'de',
      layouts: { devices: { columns: ['name'] } },
    });
    expect(signIn.preferences.get(DESKTOP_WINDOW).theme).toBeNull();
  });

  it('hold at most 64 KiB, and keep what was there when more comes', async () => {
    await signIn.preferences.change({ density: 'compact' }, DESKTOP_WINDOW);
    const big = signIn.preferences.change({ layouts: { big: 'ü'.repeat(33_000) } }, DESKTOP_WINDOW);
    expect((await failure(big)).code).toBe('too-large');
    expect(signIn.preferences.get(DESKTOP_WINDOW)).toMatchObject({ density: 'compact', layouts: {} });
  });
});

describe('API tokens', () => {
  it('have at most the role of whoever makes them', async () => {
    const wanted = { name: 'script', role: 'owner', expiresAt: null } as const;
    const refused = signIn.tokens.create(wanted, { name: 'Bea', role: 'administrator' });
    expect((await failure(refused)).code).toBe('forbidden');
    const made = await signIn.tokens.create({ ...wanted, role: 'viewer' }, { name: 'Bea', role: 'administrator' });
    expect(made).toMatchObject({ role: 'viewer', createdBy: 'Bea', lastUsedAt: null });
    expect(signIn.bearer(made.token)).toMatchObject({ name: 'token:script', role: 'viewer', kind: 'token' });
    await store.write(() => undefined);
    expect(signIn.tokens.list()[0]?.lastUsedAt).toBe(now);
  });
});
