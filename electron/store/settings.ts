import type { z } from 'zod';
import type { Store } from './store.ts';

/** Reads a named setting through its schema; undefined when it was never set. */
export function readSetting<T>(store: Store, name: string, schema: z.ZodType<T>): T | undefined {
  const row = store.get((db) => db.selectFrom('setting').select('value').where('name', '=', name));
  return row === undefined ? undefined : schema.parse(JSON.parse(row.value));
}

/** Writes a named setting inside the current unit of work. Never put a secret here: keep its id instead. */
export function writeSetting(store: Store, name: string, value: unknown): void {
  const row = { name, value: JSON.stringify(value), changedAt: store.clock.now() };
  store.run((db) =>
    db
      .insertInto('setting')
      .values(row)
      .onConflict((c) => c.column('name').doUpdateSet({ value: row.value, changedAt: row.changedAt })),
  );
}
