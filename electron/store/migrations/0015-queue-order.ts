import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** The queue by command, by state and by last change. States that few commands have, have an index from the first. */
export const queueOrder: Migration = {
  number: 15,
  name: 'queue-order',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    run(schema.createIndex('commandByType').on('command').columns(['requestType', 'id']));
    run(schema.createIndex('commandByChange').on('command').columns(['stateAt', 'id']));
    run(
      schema
        .createIndex('commandOpenByState')
        .on('command')
        .columns(['state', 'id'])
        .where(sql.ref('open'), '=', sql.lit(1)),
    );
  },
};
