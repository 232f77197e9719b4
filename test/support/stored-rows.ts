import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Reads rows of an engine's store beside the engine, as plain SQL. */
export function storedRows<Row = Record<string, unknown>>(dataDir: string, sql: string, ...values: unknown[]): Row[] {
  const database = new Database(join(dataDir, 'cartwright.db'), { readonly: true });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } finally {
    database.close();
  }
}
