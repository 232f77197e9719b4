import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** User channels: whose they are, how they sign in, what they reported; the bootstrap token of a device. */
export const channels: Migration = {
  number: 5,
  name: 'channels',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);

    for (const column of ['deviceEnrollmentId', 'authTokenSecretId', 'challengeSecretId', 'bootstrapTokenSecretId'])
      run(schema.alterTable('enrollment').addColumn(column, 'text'));
    for (const column of ['challengedAt', 'bootstrapTokenAt', 'onConsole'])
      run(schema.alterTable('enrollment').addColumn(column, 'integer'));
    run(schema.alterTable('enrollment').addColumn('authRequired', 'integer', (c) => c.notNull().defaultTo(sql.lit(0))));
    run(
      schema
        .createIndex('enrollmentUsers')
        .on('enrollment')
        .columns(['deviceEnrollmentId', 'state'])
        .where(sql.ref('deviceEnrollmentId'), 'is not', null),
    );

    run(
      schema
        .createTable('networkAccount')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('shortName', 'text', (c) => c.notNull())
        .addColumn('fullName', 'text')
        .addColumn('digestSecretId', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('passwordAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createIndex('networkAccountOnce')
        .unique()
        .on('networkAccount')
        .expression(sql`"shortName" collate nocase`),
    );

    run(
      schema
        .createTable('userReport')
        .addColumn('enrollmentId', 'text', (c) => c.notNull().references('enrollment.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('reportedAt', 'integer', (c) => c.notNull())
        .addColumn('commandId', 'text')
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('userReportKey', ['enrollmentId', 'kind'] as never)
        .modifyEnd(sql.raw(dialect.clusteredByPrimaryKey)),
    );
  },
};
