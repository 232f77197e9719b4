import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** Names in the order people expect: “iPad 2” before “iPad 11”. */
export const order: Migration = {
  number: 9,
  name: 'order',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);
    for (const column of ['nameOrder', 'modelOrder']) run(schema.alterTable('device').addColumn(column, 'text'));
    for (const statement of dialect.derivedOrder) dialect.execute(statement);
    const again = (name: string, columns: string) => {
      run(schema.dropIndex(name));
      run(schema.createIndex(name).on('device').expression(sql.raw(columns)));
    };
    again('deviceByName', '"nameOrder", "id", "state"');
    again('deviceByModel', '"modelOrder", "id", "state"');
  },
};
