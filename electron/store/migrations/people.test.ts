import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { systemClock } from '../../../shared/clock.ts';
import { silentLogger } from '../../../shared/logger.ts';
import { openSqlite } from '../dialects/sqlite.ts';
import { openStore } from '../open.ts';
import { keyFileSealer, loadVaultKey } from '../vault-key.ts';
import { foundation } from './0001-foundation.ts';

it('lets tokens from before roles go on as owners, and asks people to sign in again', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cartwright-people-'));
  try {
    const sealer = keyFileSealer(join(directory, 'vault.key'));
    loadVaultKey(directory, sealer);
    const dialect = openSqlite(join(directory, 'cartwright.db'));
    foundation.up(dialect);
    dialect.setSchemaVersion(1);
    dialect.close();
    const before = new BetterSqlite(join(directory, 'cartwright.db'));
    before.prepare("INSERT INTO apiToken (id, name, hash, createdAt) VALUES ('t', 'script', 'h', 1)").run();
    before.prepare("INSERT INTO session VALUES ('s', 'h', 1, 9e15, 1)").run();
    before.close();

    const store = openStore({ directory, sealer, clock: systemClock, logger: silentLogger });
    const tokens = store.all((db) => db.selectFrom('apiToken').select(['name', 'role', 'createdBy']));
    expect(tokens).toEqual([{ name: 'script', role: 'owner', createdBy: 'administrator' }]);
    expect(store.all((db) => db.selectFrom('session').selectAll())).toEqual([]);
    store.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
