import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** What finding devices among very many needs, and what administrators add of their own: views, attributes, notes. */
export const finding: Migration = {
  number: 2,
  name: 'finding',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);
    const device = () => schema.alterTable('device');

    for (const column of [
      'enrollmentId',
      'osVersionExtra',
      'timeZone',
      'wifiMac',
      'bluetoothMac',
      'ethernetMac',
      'phoneNumber',
      'carrier',
    ])
      run(device().addColumn(column, 'text'));
    run(device().addColumn('state', 'text', (c) => c.notNull().defaultTo(sql.lit('ended'))));
    run(device().addColumn('pushState', 'text', (c) => c.notNull().defaultTo(sql.lit('none'))));
    for (const column of [
      'searchNumber',
      'enrolledAt',
      'userEnrollment',
      'sharedIpad',
      'automatedEnrollment',
      'passcodeCompliant',
      'encrypted',
      'activationLock',
      'findMy',
      'lostMode',
      'cloudBackup',
      'storeAccount',
      'firewall',
      'systemIntegrity',
      'recoveryLock',
    ])
      run(device().addColumn(column, 'integer'));
    run(schema.createIndex('deviceBySearchNumber').unique().on('device').column('searchNumber'));
    for (const statement of dialect.derivedDevices) dialect.execute(statement);

    // Each ends with the id, as every list does: a page deep down is read from the index alone.
    run(schema.dropIndex('deviceByName'));
    run(schema.createIndex('deviceByName').on('device').expression(sql`"name" collate nocase, "id"`));
    run(schema.dropIndex('deviceBySerial'));
    run(schema.createIndex('deviceBySerial').on('device').expression(sql`"serialNumber" collate nocase, "id"`));
    run(schema.createIndex('deviceByModel').on('device').expression(sql`"modelName" collate nocase, "id"`));
    run(schema.createIndex('deviceByVersion').on('device').columns(['osVersionNumber', 'id']));
    // Counting the kinds of devices reads this instead of every device.
    run(
      schema
        .createIndex('deviceByKind')
        .on('device')
        .columns([
          'state',
          'platform',
          'family',
          'modelName',
          'osVersion',
          'pushState',
          'supervised',
          'passcodePresent',
          'encrypted',
        ]),
    );
    run(schema.createIndex('deviceByEnrolled').on('device').columns(['enrolledAt', 'id']));

    run(
      schema
        .createTable('deviceView')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('owner', 'text', (c) => c.notNull())
        .addColumn('shared', 'integer', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('attribute')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('choices', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    run(schema.createIndex('attributeByName').unique().on('attribute').expression(sql`"name" collate nocase`));
    run(
      schema
        .createTable('attributeValue')
        .addColumn('attributeId', 'text', (c) => c.notNull().references('attribute.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('text', 'text')
        .addColumn('number', 'real')
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('attributeValueKey', ['attributeId', 'deviceId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('attributeValueByDevice').on('attributeValue').column('deviceId'));
    run(
      schema
        .createTable('deviceNote')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('author', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('changedAt', 'integer')
        .addColumn('changedBy', 'text')
        .addColumn('deletedAt', 'integer'),
    );
    run(schema.createIndex('deviceNoteByDevice').on('deviceNote').columns(['deviceId', 'id']));
  },
};
