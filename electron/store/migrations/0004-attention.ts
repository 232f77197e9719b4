import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** Approval of enrollments, expected serial numbers, repeated commands, put-away alerts, and events by their type. */
export const attention: Migration = {
  number: 4,
  name: 'attention',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);

    run(schema.createIndex('eventByType').on('event').columns(['type', 'seq']));

    run(schema.alterTable('command').addColumn('retryOf', 'text'));
    run(schema.createIndex('commandRetry').on('command').column('retryOf').where(sql.ref('retryOf'), 'is not', null));
    // Tokens that Apple refuses: few of many, asked for whenever alerts are looked at.
    run(
      schema
        .createIndex('enrollmentTokenDead')
        .on('enrollment')
        .column('pushState')
        .where(sql<boolean>`"state" = 'enrolled' and "pushState" in ('unregistered', 'refused')`),
    );
    run(schema.createIndex('enrollmentByInvitation').on('enrollment').columns(['invitationId', 'id']));

    const bit = (table: 'invitation', column: string) =>
      run(schema.alterTable(table).addColumn(column, 'integer', (c) => c.notNull().defaultTo(sql.lit(0))));
    bit('invitation', 'requiresApproval');
    bit('invitation', 'onlyExpected');

    run(
      schema
        .createTable('enrollmentRequest')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('invitationId', 'text', (c) => c.notNull().references('invitation.id').onDelete('cascade'))
        .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
        .addColumn('code', 'text', (c) => c.notNull())
        .addColumn('name', 'text')
        .addColumn('deviceHint', 'text')
        .addColumn('serialNumber', 'text')
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('requestedAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull())
        .addColumn('decidedAt', 'integer')
        .addColumn('decidedBy', 'text')
        .addColumn('reason', 'text')
        .addColumn('challengeHash', 'text')
        .addColumn('profileIssuedAt', 'integer')
        .addColumn('enrollmentId', 'text'),
    );
    run(schema.createIndex('enrollmentRequestByState').on('enrollmentRequest').columns(['state', 'id']));
    run(
      schema
        .createIndex('enrollmentRequestByChallenge')
        .on('enrollmentRequest')
        .column('challengeHash')
        .where(sql.ref('challengeHash'), 'is not', null),
    );

    run(
      schema
        .createTable('expectedDevice')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('serialNumber', 'text', (c) => c.notNull())
        .addColumn('invitationId', 'text', (c) => c.references('invitation.id').onDelete('cascade'))
        .addColumn('name', 'text')
        .addColumn('person', 'text')
        .addColumn('addedAt', 'integer', (c) => c.notNull())
        .addColumn('addedBy', 'text', (c) => c.notNull()),
    );
    // Two nulls are never equal to SQL: the empty text stands for "every invitation" here.
    run(
      schema
        .createIndex('expectedDeviceOnce')
        .unique()
        .on('expectedDevice')
        .expression(sql`"serialNumber", coalesce("invitationId", '')`),
    );

    run(
      schema
        .createTable('alertMark')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('severity', 'text', (c) => c.notNull())
        .addColumn('count', 'integer', (c) => c.notNull())
        .addColumn('until', 'integer'),
    );
  },
};
