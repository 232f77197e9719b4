import { join } from 'node:path';
import { systemClock } from '../../shared/clock.ts';
import { CartwrightError } from '../../shared/errors.ts';
import { silentLogger } from '../../shared/logger.ts';
import { openSqlite } from './dialects/sqlite.ts';
import { checkSqliteFile } from './dialects/sqlite-check.ts';
import { migrations } from './migrations/index.ts';
import { Store } from './store.ts';
import { type KeySealer, loadVaultKey } from './vault-key.ts';

/**
 * Reads a copy of a store (`cartwright.db`, `vault.json`) to its end and says what is wrong with it.
 *
 * @param sealer opens the vault's key; null leaves out whether it does
 */
export async function checkStoreCopy(directory: string, sealer: KeySealer | null): Promise<string[]> {
  const file = join(directory, 'cartwright.db');
  const { problems, schema } = await checkSqliteFile(file);
  if (problems.length > 0) return problems;
  const newest = migrations.at(-1)?.number ?? 0;
  if (schema === 0) return ['This is no store of Cartwright.'];
  if (schema > newest) return [`It has schema ${schema}, this Cartwright knows ${newest}. Install the newer version.`];
  if (sealer === null) return [];
  try {
    openOneSecret(file, loadVaultKey(directory, sealer));
    return [];
  } catch (error) {
    return [error instanceof CartwrightError ? error.message : 'The key of its vault does not open.'];
  }
}

/**
 * Ends what must not come back with a restored store: sessions and one-time links of back then.
 *
 * @throws CartwrightError `vault-locked` when the vault does not open
 */
export async function markRestored(directory: string, sealer: KeySealer, backup: string): Promise<void> {
  const vaultKey = loadVaultKey(directory, sealer);
  const dialect = openSqlite(join(directory, 'cartwright.db'));
  const store = new Store({ dialect, clock: systemClock, logger: silentLogger, vaultKey });
  try {
    await store.write((work) => {
      store.run((db) => db.deleteFrom('session'));
      store.run((db) => db.deleteFrom('signInLink'));
      work.event({ type: 'backup.restored', data: { backup } });
    });
  } finally {
    store.close();
  }
}

function openOneSecret(file: string, vaultKey: Buffer): void {
  const store = new Store({ dialect: openSqlite(file), clock: systemClock, logger: silentLogger, vaultKey });
  try {
    const row = store.get((db) => db.selectFrom('secret').select(['id', 'kind']).orderBy('createdAt', 'desc').limit(1));
    if (row !== undefined) store.vault.get(row.id, row.kind as Parameters<Store['vault']['get']>[1]);
  } finally {
    store.close();
  }
}
