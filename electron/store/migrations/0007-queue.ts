import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** What a command is about, how often it went unanswered, every wake-up, every NotNow, and answers that are compacted. */
export const queue: Migration = {
  number: 7,
  name: 'queue',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);

    run(schema.alterTable('command').addColumn('subject', 'text'));
    run(schema.alterTable('command').addColumn('sentInVain', 'integer', (c) => c.notNull().defaultTo(sql.lit(0))));
    // What overtakes has a turn of its own before all others.
    dialect.execute(
      `update "command" set "turn" = "turn" + 1,
        "sentInVain" = case "state" when 'sent' then "sendCount" else 0 end where "open" = 1`,
    );
    dialect.execute(`update "command" set "turn" = 0 where "open" = 1 and "turn" < 4 and "priority" <= 1`);

    run(schema.alterTable('commandResult').addColumn('compactedAt', 'integer'));
    run(
      schema
        .createIndex('commandResultWhole')
        .on('commandResult')
        .column('receivedAt')
        .where(sql.ref('compactedAt'), 'is', null),
    );
    // Few of many events: every time a device put a command aside, however long ago.
    run(
      schema
        .createIndex('eventNotNow')
        .on('event')
        .columns(['commandId', 'at'])
        .where(sql.ref('type'), '=', sql.lit('command.not-now')),
    );
    run(
      schema
        .createTable('wakeUp')
        .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
        .addColumn('enrollmentId', 'text', (c) => c.notNull().references('enrollment.id').onDelete('cascade'))
        .addColumn('sentAt', 'integer', (c) => c.notNull())
        .addColumn('attempt', 'integer', (c) => c.notNull())
        .addColumn('status', 'integer')
        .addColumn('reason', 'text'),
    );
    run(schema.createIndex('wakeUpByEnrollment').on('wakeUp').columns(['enrollmentId', 'sentAt']));
  },
};
