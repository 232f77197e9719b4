import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { CartwrightError } from '../../shared/errors.ts';

const LOCK_FILE = 'in-use.lock';

/**
 * Takes a data directory for this process; two engines on one store would wake devices twice and show old facts. The
 * operating system gives the lock back when the process ends, however it ends, so none is ever left behind.
 *
 * @returns what gives it back
 * @throws CartwrightError `bad-configuration` while another process has it
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // SQLite locks files alike on every system, which Node by itself cannot.
  const lock = new BetterSqlite(join(directory, LOCK_FILE), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!(cause instanceof BetterSqlite.SqliteError) || cause.code !== 'SQLITE_BUSY') throw cause;
    throw new CartwrightError(
      'bad-configuration',
      `Another Cartwright runs on ${directory}. Stop it first, or choose another directory with --data-dir.`,
      { cause },
    );
  }
  return () => {
    lock.close();
  };
}
