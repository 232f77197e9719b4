import { sql } from 'kysely';
import type { Migration } from './index.ts';

/**
 * Authorities below others, certificates that servers of others issue, identities that people bring, and mail on its way.
 */
export const certificatesOfOthers: Migration = {
  number: 23,
  name: 'certificates of others',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);
    run(schema.alterTable('complianceRule').addColumn('languages', 'text', (c) => c.notNull().defaultTo('["en"]')));
    run(schema.alterTable('device').addColumn('outOfPolicySince', 'integer'));
    run(schema.alterTable('certificate').addColumn('chain', 'text'));
    run(schema.alterTable('certificateOrder').addColumn('itemId', 'text'));
    run(
      schema
        .createIndex('certificateOrderByItem')
        .on('certificateOrder')
        .column('itemId')
        .where(sql.ref('itemId'), 'is not', null),
    );
    run(
      schema
        .createTable('personalIdentity')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('itemId', 'text', (c) => c.notNull().references('certificateItem.id').onDelete('cascade'))
        .addColumn('personKey', 'text', (c) => c.notNull())
        .addColumn('person', 'text', (c) => c.notNull())
        .addColumn('fingerprint', 'text')
        .addColumn('subject', 'text')
        .addColumn('notAfter', 'integer')
        .addColumn('der', 'blob')
        .addColumn('chain', 'text', (c) => c.notNull())
        .addColumn('secretId', 'text')
        .addColumn('generation', 'integer', (c) => c.notNull())
        .addColumn('putAt', 'integer')
        .addColumn('putBy', 'text')
        .addColumn('keyUntilAt', 'integer')
        .addColumn('linkHash', 'text', (c) => c.unique())
        .addColumn('linkUntilAt', 'integer')
        .addUniqueConstraint('personalIdentityKey', ['itemId', 'personKey']),
    );
    run(
      schema
        .createTable('mail')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('address', 'text', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.references('device.id').onDelete('set null'))
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('dueAt', 'integer', (c) => c.notNull())
        .addColumn('tries', 'integer', (c) => c.notNull())
        .addColumn('lastError', 'text'),
    );
    run(schema.createIndex('mailByTime').on('mail').column('dueAt'));
  },
};
