import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import type { Database } from '../schema.ts';

/** One prepared statement of the dialect; parameters are positional. */
export interface PreparedStatement {
  get(parameters: readonly unknown[]): unknown;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): number;
}

/**
 * What the store needs of a database. Everything that is not portable SQL lives behind this: opening, durability,
 * transactions, backup, clustered tables and the reading of driver errors.
 */
export interface StoreDialect {
  /** Builds and compiles queries; it never runs them. */
  readonly builder: Kysely<Database>;
  prepare(query: CompiledQuery): PreparedStatement;
  execute(sql: string): void;
  begin(): void;
  commit(): void;
  rollback(): void;
  savepoint(): void;
  release(): void;
  rollbackToSavepoint(): void;
  /** Number of the newest migration that ran; 0 for an empty store. */
  schemaVersion(): number;
  setSchemaVersion(version: number): void;
  /** Appended to `create table` so that rows are kept in primary-key order. */
  readonly clusteredByPrimaryKey: string;
  /** Migration 2: what the database derives about devices by itself, and the tables of its search. */
  readonly derivedDevices: readonly string[];
  /** Migration 6: the table of facts the database takes out of reports by itself. */
  readonly derivedFacts: readonly string[];
  /** Migration 9: what the database orders names by, kept by itself. */
  readonly derivedOrder: readonly string[];
  /** Migration 14: what tells whose groups are to be worked out again, and counts of members. */
  readonly derivedGroups: readonly string[];
  /** Migration 17: what tells which devices are to be judged again. */
  readonly derivedCompliance: readonly string[];
  /** Migration 19: what tells that carts, people and what they have change who is in a group. */
  readonly derivedCarts: readonly string[];
  /** Migration 27: what tells that attributes of people change who is in a group. */
  readonly derivedPeople: readonly string[];
  /** Migration 30: what notes that devices came by a source of a blueprint. */
  readonly derivedArrivals: readonly string[];
  /** Migration 16: what tells whose policies are to be planned again. */
  readonly derivedPolicies: readonly string[];
  /** A condition on `device`: its searched text has all of these words anywhere in it, ignoring case. */
  deviceHasWords(words: readonly string[]): RawBuilder<boolean>;
  /** The whole store, to be opened in memory. */
  bytes(): Buffer;
  /** A consistent copy of the whole store into a new file. */
  backupTo(file: string): void;
  /** The same, a piece at a time: everything else goes on meanwhile. */
  copyTo(file: string): Promise<void>;
  /** True when the error says that a unique or primary key already has that value. */
  isUniqueViolation(error: unknown): boolean;
  close(): void;
}
