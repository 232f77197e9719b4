import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Automated enrollment profiles, the serial numbers that are meant for each, and devices held in Setup Assistant. */
export const automated: Migration = {
  number: 29,
  name: 'automated',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    run(
      schema
        .createTable('automatedProfile')
        .addColumn('id', 'text', (c) => c.primaryKey().references('invitation.id'))
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('settings', 'text', (c) => c.notNull())
        .addColumn('isDefault', 'integer', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('automatedDevice')
        .addColumn('serialNumber', 'text', (c) => c.primaryKey())
        .addColumn('profileId', 'text', (c) => c.notNull().references('automatedProfile.id').onDelete('cascade'))
        .addColumn('assignedAt', 'integer', (c) => c.notNull())
        .addColumn('assignedBy', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('automatedDeviceByProfile').on('automatedDevice').columns(['profileId', 'serialNumber']));
    run(
      schema
        .createTable('setupHold')
        .addColumn('enrollmentId', 'text', (c) => c.primaryKey().references('enrollment.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull())
        .addColumn('heldAt', 'integer', (c) => c.notNull())
        .addColumn('releaseBy', 'integer', (c) => c.notNull())
        .addColumn('why', 'text')
        .addColumn('commandId', 'text')
        .addColumn('triedAt', 'integer')
        .addColumn('releasedAt', 'integer'),
    );
    run(
      schema
        .createIndex('setupHoldOpen')
        .on('setupHold')
        .column('enrollmentId')
        .where(sql.ref('releasedAt'), 'is', null),
    );
    // Few wait at a time, and they are looked at again and again.
    run(
      schema
        .createIndex('enrollmentAwaiting')
        .on('enrollment')
        .columns(['awaitingConfiguration', 'enrolledAt'])
        .where(sql.ref('awaitingConfiguration'), '=', sql.lit(1)),
    );
    run(schema.createIndex('setupHoldByDevice').on('setupHold').column('deviceId'));
  },
};
