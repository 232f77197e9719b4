import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** What a device's enrollment profile says, how it is replaced over the channel, and who has fallen silent. */
export const relationship: Migration = {
  number: 12,
  name: 'relationship',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);

    for (const column of ['serverUrl', 'profileName', 'profileDescription'])
      run(schema.alterTable('enrollment').addColumn(column, 'text'));
    run(
      schema
        .alterTable('enrollment')
        .addColumn('checkOutWhenRemoved', 'integer', (c) => c.notNull().defaultTo(sql.lit(1))),
    );
    run(schema.alterTable('scepChallenge').addColumn('renewalOfEnrollmentId', 'text'));

    run(schema.alterTable('device').addColumn('inactiveSince', 'integer'));
    run(schema.alterTable('device').addColumn('inactiveMark', 'text'));
    run(schema.alterTable('device').addColumn('tidiedTo', 'integer', (c) => c.notNull().defaultTo(sql.lit(0))));
    run(
      schema
        .createIndex('deviceInactive')
        .on('device')
        .column('inactiveSince')
        .where(sql.ref('inactiveSince'), 'is not', null),
    );

    run(
      schema
        .createTable('profileUpdate')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('enrollmentId', 'text', (c) => c.notNull().references('enrollment.id').onDelete('cascade'))
        .addColumn('cause', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('attempt', 'integer', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('commandId', 'text')
        .addColumn('challengeHash', 'text', (c) => c.notNull())
        .addColumn('accessRights', 'integer', (c) => c.notNull())
        .addColumn('checkOutWhenRemoved', 'integer', (c) => c.notNull())
        .addColumn('profileName', 'text')
        .addColumn('profileDescription', 'text')
        .addColumn('formerFingerprint', 'text')
        .addColumn('fingerprint', 'text')
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('stateAt', 'integer', (c) => c.notNull())
        .addColumn('nextTryAt', 'integer')
        .addColumn('problem', 'text'),
    );
    // Never two at once on one device, whoever asks.
    run(
      schema
        .createIndex('profileUpdateOpen')
        .unique()
        .on('profileUpdate')
        .column('deviceId')
        .where(sql<boolean>`"state" in ('waiting', 'under-way')`),
    );
    run(schema.createIndex('profileUpdateByEnrollment').on('profileUpdate').columns(['enrollmentId', 'id']));
    run(schema.createIndex('profileUpdateByState').on('profileUpdate').columns(['state', 'stateAt']));
    run(schema.createIndex('profileUpdateByChallenge').on('profileUpdate').column('challengeHash'));
  },
};
