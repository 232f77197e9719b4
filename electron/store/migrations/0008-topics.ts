import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** Devices by the push topic they listen on: whom the present push certificate cannot wake is asked for often. */
export const topics: Migration = {
  number: 8,
  name: 'topics',
  up(dialect) {
    dialect.execute(
      dialect.builder.schema
        .createIndex('enrollmentByTopic')
        .on('enrollment')
        .columns(['topic', 'deviceId'])
        .where(sql<boolean>`"state" = 'enrolled' and "channel" = 'device'`)
        .compile().sql,
    );
  },
};
