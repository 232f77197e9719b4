import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** Codes and passwords by which people get at a device, and where lost devices were. */
export const knowledge: Migration = {
  number: 11,
  name: 'knowledge',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);
    run(
      schema
        .createTable('deviceSecret')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('secretId', 'text', (c) => c.notNull())
        .addColumn('commandId', 'text')
        .addColumn('current', 'integer', (c) => c.notNull())
        .addColumn('keptAt', 'integer', (c) => c.notNull())
        .addColumn('keptBy', 'text', (c) => c.notNull())
        .addColumn('verified', 'integer')
        .addColumn('verifiedAt', 'integer'),
    );
    run(schema.createIndex('deviceSecretOf').on('deviceSecret').columns(['deviceId', 'kind', 'current']));
    run(
      schema
        .createIndex('deviceSecretCurrent')
        .unique()
        .on('deviceSecret')
        .columns(['deviceId', 'kind'])
        .where(sql.ref('current'), '=', sql.lit(1)),
    );
    run(
      schema
        .createTable('devicePlace')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('latitude', 'real', (c) => c.notNull())
        .addColumn('longitude', 'real', (c) => c.notNull())
        .addColumn('horizontalAccuracy', 'real')
        .addColumn('verticalAccuracy', 'real')
        .addColumn('altitude', 'real')
        .addColumn('speed', 'real')
        .addColumn('course', 'real')
        .addColumn('reportedAt', 'integer', (c) => c.notNull())
        .addColumn('commandId', 'text')
        .addColumn('askedBy', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('devicePlaceOf').on('devicePlace').columns(['deviceId', 'at']));
  },
};
