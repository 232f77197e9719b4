import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Policies that hold where no other says otherwise, and those that count more than what apps were given by hand. */
export const fallbacks: Migration = {
  number: 22,
  name: 'fallbacks',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);

    for (const column of ['fallback', 'overApps'])
      run(schema.alterTable('policy').addColumn(column, 'integer', (c) => c.notNull().defaultTo(0)));
  },
};
