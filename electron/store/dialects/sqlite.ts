import BetterSqlite from 'better-sqlite3';
import {
  DummyDriver,
  Kysely,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { hasText } from '../has-text.ts';
import { naturalOrder } from '../natural-order.ts';
import type { Database } from '../schema.ts';
import type { PreparedStatement, StoreDialect } from './dialect.ts';
import { DERIVED_ARRIVALS } from './sqlite-arrivals.ts';
import { DERIVED_COMPLIANCE } from './sqlite-compliance.ts';
import { DERIVED_DEVICES } from './sqlite-devices.ts';
import { DERIVED_FACTS } from './sqlite-facts.ts';
import { DERIVED_CARTS, DERIVED_GROUPS, DERIVED_PEOPLE } from './sqlite-groups.ts';
import { DERIVED_ORDER } from './sqlite-order.ts';
import { DERIVED_POLICIES } from './sqlite-policies.ts';

/** Pages copied in one turn of the event loop: about a millisecond. */
const COPY_PAGES = 500;

/**
 * SQLite through better-sqlite3: WAL, every commit synced to disk, foreign keys on.
 *
 * @param from path of the database, `:memory:`, or the bytes of one to have in memory
 */
export function openSqlite(from: string | Buffer): StoreDialect {
  const database = new BetterSqlite(from);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 5000');
  database.pragma('cache_size = -65536');
  // In memory, the journal of a unit's savepoint is a list that is walked from its start after each statement: a unit of
  // some thousand rows with triggers would take ten times as long. A file of its own begins at 64 KB and is deleted
  // while it is open.
  database.pragma('temp_store = FILE');
  database.pragma('wal_autocheckpoint = 2000');
  database.function('natural_order', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? naturalOrder(text) : null,
  );
  const statement = (text: string) => database.prepare(text);
  const begin = statement('BEGIN IMMEDIATE');
  const commit = statement('COMMIT');
  const rollback = statement('ROLLBACK');
  const savepoint = statement('SAVEPOINT unit');
  const release = statement('RELEASE unit');
  const rollbackTo = statement('ROLLBACK TO unit');

  return {
    builder: new Kysely<Database>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
    prepare: (query) => preparedStatement(database.prepare(withStablePlan(query.sql))),
    execute: (text) => void database.exec(text),
    begin: () => void begin.run(),
    commit: () => void commit.run(),
    rollback: () => {
      if (database.inTransaction) rollback.run();
    },
    savepoint: () => void savepoint.run(),
    release: () => void release.run(),
    rollbackToSavepoint: () => void rollbackTo.run(),
    schemaVersion: () => Number(database.pragma('user_version', { simple: true })),
    setSchemaVersion: (version) => void database.pragma(`user_version = ${Math.trunc(version)}`),
    clusteredByPrimaryKey: 'without rowid',
    derivedDevices: DERIVED_DEVICES,
    derivedFacts: DERIVED_FACTS,
    derivedOrder: DERIVED_ORDER,
    derivedGroups: DERIVED_GROUPS,
    derivedCompliance: DERIVED_COMPLIANCE,
    derivedCarts: DERIVED_CARTS,
    derivedPeople: DERIVED_PEOPLE,
    derivedPolicies: DERIVED_POLICIES,
    derivedArrivals: DERIVED_ARRIVALS,
    deviceHasWords,
    bytes: () => database.serialize(),
    backupTo: (target) => void database.prepare('VACUUM INTO ?').run(target),
    copyTo: async (target) => {
      await database.backup(target, { progress: () => COPY_PAGES });
    },
    isUniqueViolation: (error) =>
      error instanceof BetterSqlite.SqliteError &&
      (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY'),
    close: () => {
      database.close();
    },
  };
}

/**
 * SQLite built with STAT4 plans a statement again, for 8 to 30 µs, whenever a bare parameter that its plan looked at is
 * bound anew, which is on every call. It does not look through `+?`, which is the same value.
 */
function withStablePlan(sql: string): string {
  return sql.replace(/'[^']*'|"[^"]*"|\?/g, (part) => (part === '?' ? '+?' : part));
}

/**
 * Trigrams find words of three letters and more, all of them in one question; shorter ones are looked for in the text
 * itself, a small table.
 */
function deviceHasWords(words: readonly string[]): RawBuilder<boolean> {
  const isShort = (word: string): boolean => [...word.normalize('NFD').replace(/\p{M}/gu, '')].length < 3;
  const phrases = words.filter((word) => !isShort(word)).map((word) => `"${word.replaceAll('"', '""')}"`);
  const matching = sql`select rowid from "deviceSearch" where "deviceSearch" match ${phrases.join(' AND ')}`;
  const short = words.filter(isShort).map((word) => hasText(sql`t."text"`, word));
  if (short.length === 0) return sql<boolean>`"device"."searchNumber" in (${matching})`;
  const parts = phrases.length === 0 ? short : [sql`t."number" in (${matching})`, ...short];
  return sql<boolean>`"device"."searchNumber" in (select t."number" from "deviceText" t where ${sql.join(parts, sql` and `)})`;
}

function preparedStatement(statement: BetterSqlite.Statement): PreparedStatement {
  return {
    get: (parameters) => statement.get(...parameters),
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => statement.run(...parameters).changes,
  };
}
