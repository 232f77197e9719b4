import { type CreateTableBuilder, sql } from 'kysely';
import type { Migration } from './index.ts';

/** Managed apps, books, provisioning profiles and updates under way, with their history; redemption codes. */
export const apps: Migration = {
  number: 10,
  name: 'apps',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);
    const perDevice = <T extends string>(table: CreateTableBuilder<T>) =>
      table.addColumn('deviceId' as never, 'text', (c) => c.notNull().references('device.id').onDelete('cascade'));
    const withStatus = <T extends string>(table: CreateTableBuilder<T>) =>
      table
        .addColumn('status' as never, 'text', (c) => c.notNull())
        .addColumn('statusAt' as never, 'integer', (c) => c.notNull())
        .addColumn('reason' as never, 'text');

    run(
      withStatus(perDevice(schema.createTable('managedApp')))
        .addColumn('identifier', 'text', (c) => c.notNull())
        .addColumn('managementFlags', 'integer')
        .addColumn('hasConfiguration', 'integer')
        .addColumn('hasFeedback', 'integer')
        .addColumn('validated', 'integer')
        .addColumn('storeVersion', 'integer')
        .addColumn('configuration', 'text')
        .addColumn('configurationAt', 'integer')
        .addColumn('attributes', 'text')
        .addColumn('attributesAt', 'integer')
        .addColumn('feedback', 'text')
        .addColumn('feedbackAt', 'integer')
        .addPrimaryKeyConstraint('managedAppKey', ['deviceId', 'identifier'] as never)
        .modifyEnd(clustered),
    );
    run(
      perDevice(schema.createTable('statusChange').addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement()))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('reason', 'text')
        .addColumn('commandId', 'text'),
    );
    run(schema.createIndex('statusChangeOf').on('statusChange').columns(['deviceId', 'kind', 'subject', 'id']));
    run(
      withStatus(perDevice(schema.createTable('managedMedia')))
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('storeId', 'integer')
        .addColumn('persistentId', 'text')
        .addColumn('title', 'text')
        .addColumn('author', 'text')
        .addColumn('kind', 'text')
        .addColumn('version', 'text')
        .addPrimaryKeyConstraint('managedMediaKey', ['deviceId', 'key'] as never)
        .modifyEnd(clustered),
    );
    run(
      perDevice(schema.createTable('provisioningProfile'))
        .addColumn('uuid', 'text', (c) => c.notNull())
        .addColumn('name', 'text')
        .addColumn('expiresAt', 'integer')
        .addPrimaryKeyConstraint('provisioningProfileKey', ['deviceId', 'uuid'] as never)
        .modifyEnd(clustered),
    );
    run(
      schema
        .createIndex('provisioningProfileByExpiry')
        .on('provisioningProfile')
        .column('expiresAt')
        .where(sql.ref('expiresAt'), 'is not', null),
    );
    run(
      withStatus(perDevice(schema.createTable('osUpdateProgress')))
        .addColumn('productKey', 'text', (c) => c.notNull())
        .addColumn('downloaded', 'real')
        .addColumn('isDownloaded', 'integer')
        .addColumn('action', 'text')
        .addColumn('maxDeferrals', 'integer')
        .addColumn('deferralsLeft', 'integer')
        .addColumn('nextInstallAt', 'integer')
        .addPrimaryKeyConstraint('osUpdateProgressKey', ['deviceId', 'productKey'] as never)
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('redemptionCode')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('identifier', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull().unique())
        .addColumn('codeSecretId', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.references('device.id').onDelete('set null'))
        .addColumn('commandId', 'text')
        .addColumn('reason', 'text')
        .addColumn('addedAt', 'integer', (c) => c.notNull())
        .addColumn('addedBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    run(schema.createIndex('redemptionCodeOf').on('redemptionCode').columns(['identifier', 'state', 'id']));
    run(schema.createIndex('redemptionCodeByCommand').on('redemptionCode').column('commandId'));
    run(
      schema
        .createTable('followUp')
        .addColumn('enrollmentId', 'text', (c) => c.notNull().references('enrollment.id').onDelete('cascade'))
        .addColumn('requestType', 'text', (c) => c.notNull())
        .addColumn('dueAt', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('followUpKey', ['enrollmentId', 'requestType'] as never)
        .modifyEnd(clustered),
    );
    run(schema.createIndex('followUpDue').on('followUp').column('dueAt'));

    // What became of each part of a command that has parts, and until when an installed profile's signature is good.
    run(schema.alterTable('commandResult').addColumn('parts', 'text'));
    run(schema.alterTable('installedProfile').addColumn('signedUntil', 'integer'));
  },
};
