import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import type { StoreDialect } from './dialects/dialect.ts';
import { openSqlite } from './dialects/sqlite.ts';
import { migrations } from './migrations/index.ts';
import { Store } from './store.ts';
import { type KeySealer, loadVaultKey } from './vault-key.ts';

/**
 * Opens the store in a data directory, making what is missing, and brings its schema up to date after a backup.
 *
 * @throws CartwrightError `vault-locked` when the vault does not open, `store-failure` when the store is damaged or
 *   was written by a newer Cartwright
 */
export function openStore(options: { directory: string; sealer: KeySealer; clock: Clock; logger: Logger }): Store {
  const { directory, logger } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const vaultKey = loadVaultKey(directory, options.sealer);
  const dialect = openDialect(join(directory, 'cartwright.db'));
  migrate(dialect, logger, (from) => {
    mkdirSync(join(directory, 'backups'), { recursive: true, mode: 0o700 });
    dialect.backupTo(join(directory, 'backups', `before-migration-${from}-${options.clock.now()}.db`));
  });
  return new Store({ dialect, clock: options.clock, logger, vaultKey });
}

let empty: Buffer | undefined;

/**
 * A store that lives in memory, with a key of its own; for tests and tools. Its stopwatch stands still unless another is
 * given: what is done in one commit does not depend on how fast the machine is.
 */
export function openMemoryStore(options: { clock: Clock; logger: Logger; stopwatch?: () => number }): Store {
  // Tests open thousands: the schema is made once, and copied.
  empty ??= emptyBytes(options.logger);
  const dialect = openSqlite(empty);
  const vaultKey = globalThis.crypto.getRandomValues(new Uint8Array(32));
  return new Store({ dialect, stopwatch: () => 0, ...options, vaultKey });
}

function emptyBytes(logger: Logger): Buffer {
  const dialect = openSqlite(':memory:');
  migrate(dialect, logger, () => {});
  const bytes = dialect.bytes();
  dialect.close();
  return bytes;
}

function openDialect(file: string): StoreDialect {
  try {
    return openSqlite(file);
  } catch (cause) {
    throw new CartwrightError('store-failure', `${file} cannot be opened as a store. Restore it from a backup.`, {
      cause,
    });
  }
}

function migrate(dialect: StoreDialect, logger: Logger, backUp: (fromVersion: number) => void): void {
  const newest = migrations.at(-1)?.number ?? 0;
  const from = dialect.schemaVersion();
  if (from > newest) {
    dialect.close();
    throw new CartwrightError(
      'store-failure',
      `This store has schema ${from}, this Cartwright knows ${newest}. Install the newer version again.`,
    );
  }
  if (from > 0 && from < newest) backUp(from);
  for (const migration of migrations) {
    if (migration.number <= from) continue;
    dialect.begin();
    try {
      migration.up(dialect);
      dialect.setSchemaVersion(migration.number);
      dialect.commit();
    } catch (cause) {
      dialect.rollback();
      throw new CartwrightError('store-failure', `Migration ${migration.number} (${migration.name}) failed.`, {
        cause,
      });
    }
    logger.info({ migration: migration.number, name: migration.name }, 'store migrated');
  }
}
