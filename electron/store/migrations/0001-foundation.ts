import type { CreateTableBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** The first schema: identity, enrollment, commands, inventory, events, sign-in. */
export const foundation: Migration = {
  number: 1,
  name: 'foundation',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);

    run(
      schema
        .createTable('setting')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('secret')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('nonce', 'blob', (c) => c.notNull())
        .addColumn('sealed', 'blob', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('event')
        .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('deviceId', 'text')
        .addColumn('enrollmentId', 'text')
        .addColumn('commandId', 'text')
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('data', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createIndex('eventByDevice')
        .on('event')
        .columns(['deviceId', 'seq'])
        .where(sql.ref('deviceId'), 'is not', null),
    );

    run(
      schema
        .createTable('device')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('udid', 'text', (c) => c.unique())
        .addColumn('appleEnrollmentId', 'text', (c) => c.unique())
        .addColumn('serialNumber', 'text')
        .addColumn('name', 'text')
        .addColumn('model', 'text')
        .addColumn('modelName', 'text')
        .addColumn('productName', 'text')
        .addColumn('platform', 'text')
        .addColumn('family', 'text')
        .addColumn('osVersion', 'text')
        .addColumn('buildVersion', 'text')
        .addColumn('imei', 'text')
        .addColumn('meid', 'text')
        .addColumn('supervised', 'integer')
        .addColumn('passcodePresent', 'integer')
        .addColumn('batteryLevel', 'real')
        .addColumn('capacityGb', 'real')
        .addColumn('availableGb', 'real')
        .addColumn('lastSeenAt', 'integer')
        .addColumn('createdAt', 'integer', (c) => c.notNull()),
    );
    run(schema.createIndex('deviceBySerial').on('device').column('serialNumber'));
    run(schema.createIndex('deviceByName').on('device').expression(sql`"name" collate nocase`));
    run(schema.createIndex('deviceByLastSeen').on('device').column('lastSeenAt'));

    run(
      schema
        .createTable('invitation')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
        .addColumn('tokenSecretId', 'text', (c) => c.notNull())
        .addColumn('pinSecretId', 'text')
        .addColumn('failedPins', 'integer', (c) => c.notNull())
        .addColumn('accessRights', 'integer', (c) => c.notNull())
        .addColumn('signMessage', 'integer', (c) => c.notNull())
        .addColumn('checkOutWhenRemoved', 'integer', (c) => c.notNull())
        .addColumn('maxUses', 'integer')
        .addColumn('uses', 'integer', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('expiresAt', 'integer')
        .addColumn('revokedAt', 'integer'),
    );

    run(
      schema
        .createTable('enrollment')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('userId', 'text')
        .addColumn('userShortName', 'text')
        .addColumn('userLongName', 'text')
        .addColumn('userEnrollment', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('endReason', 'text')
        .addColumn('topic', 'text', (c) => c.notNull())
        .addColumn('accessRights', 'integer', (c) => c.notNull())
        .addColumn('signMessage', 'integer', (c) => c.notNull())
        .addColumn('invitationId', 'text', (c) => c.references('invitation.id'))
        .addColumn('certificateFingerprint', 'text')
        .addColumn('replacesEnrollmentId', 'text')
        .addColumn('pushTokenSecretId', 'text')
        .addColumn('pushMagicSecretId', 'text')
        .addColumn('unlockTokenSecretId', 'text')
        .addColumn('pushState', 'text', (c) => c.notNull())
        .addColumn('awaitingConfiguration', 'integer', (c) => c.notNull())
        .addColumn('authenticatedAt', 'integer', (c) => c.notNull())
        .addColumn('enrolledAt', 'integer')
        .addColumn('tokenUpdatedAt', 'integer')
        .addColumn('endedAt', 'integer')
        .addColumn('lastConnectAt', 'integer')
        .addColumn('lastPushAt', 'integer')
        .addColumn('lastPushStatus', 'integer')
        .addColumn('lastPushReason', 'text')
        .addColumn('lastPushApnsId', 'text')
        .addColumn('wakeAttempts', 'integer', (c) => c.notNull())
        .addColumn('nextWakeAt', 'integer'),
    );
    run(
      schema.createIndex('enrollmentByDevice').on('enrollment').columns(['deviceId', 'channel', 'state', 'enrolledAt']),
    );
    run(schema.createIndex('enrollmentByKey').on('enrollment').columns(['key', 'state']));
    run(
      schema
        .createIndex('enrollmentEnrolledOnce')
        .unique()
        .on('enrollment')
        .column('key')
        .where(sql.ref('state'), '=', sql.lit('enrolled')),
    );
    run(
      schema
        .createIndex('enrollmentToWake')
        .on('enrollment')
        .column('nextWakeAt')
        .where(sql.ref('nextWakeAt'), 'is not', null),
    );

    run(
      schema
        .createTable('certificate')
        .addColumn('fingerprint', 'text', (c) => c.primaryKey())
        .addColumn('serial', 'text', (c) => c.notNull())
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('issuer', 'text', (c) => c.notNull())
        .addColumn('notBefore', 'integer', (c) => c.notNull())
        .addColumn('notAfter', 'integer', (c) => c.notNull())
        .addColumn('der', 'blob', (c) => c.notNull())
        .addColumn('keySecretId', 'text')
        .addColumn('invitationId', 'text')
        .addColumn('enrollmentId', 'text')
        .addColumn('renewalOfEnrollmentId', 'text')
        .addColumn('issuedAt', 'integer', (c) => c.notNull())
        .addColumn('revokedAt', 'integer')
        .addColumn('revocationReason', 'integer'),
    );
    run(schema.createIndex('certificateBySerial').on('certificate').column('serial'));
    run(schema.createIndex('certificateByEnrollment').on('certificate').column('enrollmentId'));
    run(
      schema
        .createIndex('certificateByRenewal')
        .on('certificate')
        .column('renewalOfEnrollmentId')
        .where(sql.ref('renewalOfEnrollmentId'), 'is not', null),
    );
    run(schema.createIndex('certificateByPurpose').on('certificate').columns(['purpose', 'notAfter']));
    run(
      schema
        .createIndex('certificateRevoked')
        .on('certificate')
        .column('revokedAt')
        .where(sql.ref('revokedAt'), 'is not', null),
    );

    run(
      schema
        .createTable('scepChallenge')
        .addColumn('hash', 'text', (c) => c.primaryKey())
        .addColumn('invitationId', 'text', (c) => c.notNull().references('invitation.id').onDelete('cascade'))
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull())
        .addColumn('usedAt', 'integer')
        .addColumn('certificateFingerprint', 'text'),
    );
    run(schema.createIndex('scepChallengeByExpiry').on('scepChallenge').column('expiresAt'));
    run(
      schema
        .createTable('scepTransaction')
        .addColumn('transactionId', 'text', (c) => c.primaryKey())
        .addColumn('requestHash', 'text', (c) => c.notNull())
        .addColumn('response', 'blob', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('certificateFingerprint', 'text')
        .addColumn('createdAt', 'integer', (c) => c.notNull()),
    );
    run(schema.createIndex('scepTransactionByAge').on('scepTransaction').column('createdAt'));

    run(
      schema
        .createTable('command')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('enrollmentId', 'text', (c) => c.notNull().references('enrollment.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull())
        .addColumn('requestType', 'text', (c) => c.notNull())
        .addColumn('request', 'text', (c) => c.notNull())
        .addColumn('secretId', 'text')
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('open', 'integer', (c) => c.notNull())
        .addColumn('turn', 'integer', (c) => c.notNull())
        .addColumn('priority', 'integer', (c) => c.notNull())
        .addColumn('queuedAt', 'integer', (c) => c.notNull())
        .addColumn('queuedBy', 'text', (c) => c.notNull())
        .addColumn('stateAt', 'integer', (c) => c.notNull())
        .addColumn('firstSentAt', 'integer')
        .addColumn('lastSentAt', 'integer')
        .addColumn('sendCount', 'integer', (c) => c.notNull())
        .addColumn('notNowCount', 'integer', (c) => c.notNull())
        .addColumn('lastNotNowAt', 'integer')
        .addColumn('answeredAt', 'integer')
        .addColumn('expiresAt', 'integer')
        .addColumn('errorDomain', 'text')
        .addColumn('errorCode', 'integer')
        .addColumn('errorSummary', 'text'),
    );
    // The connect path asks only this index: it stays small however many commands have finished.
    run(
      schema
        .createIndex('commandOpen')
        .on('command')
        .columns(['enrollmentId', 'turn', 'priority', 'id'])
        .where(sql.ref('open'), '=', sql.lit(1)),
    );
    run(schema.createIndex('commandByDevice').on('command').columns(['deviceId', 'id']));
    run(
      schema
        .createIndex('commandExpiring')
        .on('command')
        .column('expiresAt')
        .where(sql<boolean>`"open" = 1 and "expiresAt" is not null`),
    );
    // Few of many commands end badly: these are looked for by state, and one secret may serve several commands.
    run(
      schema
        .createIndex('commandEndedBadly')
        .on('command')
        .columns(['state', 'id'])
        .where(sql<boolean>`"state" not in ('queued', 'sent', 'not-now', 'acknowledged')`),
    );
    run(
      schema.createIndex('commandBySecret').on('command').column('secretId').where(sql.ref('secretId'), 'is not', null),
    );
    run(
      schema
        .createTable('commandResult')
        .addColumn('commandId', 'text', (c) => c.primaryKey().references('command.id').onDelete('cascade'))
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('decoded', 'integer', (c) => c.notNull())
        .addColumn('errorChain', 'text')
        .addColumn('nonce', 'blob', (c) => c.notNull())
        .addColumn('sealed', 'blob', (c) => c.notNull())
        .addColumn('size', 'integer', (c) => c.notNull())
        .addColumn('receivedAt', 'integer', (c) => c.notNull())
        .modifyEnd(clustered),
    );

    const perDevice = <T extends string>(table: CreateTableBuilder<T>) =>
      table.addColumn('deviceId' as never, 'text', (c) => c.notNull().references('device.id').onDelete('cascade'));
    run(
      perDevice(schema.createTable('deviceReport'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('reportedAt', 'integer', (c) => c.notNull())
        .addColumn('commandId', 'text')
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('deviceReportKey', ['deviceId', 'kind'] as never)
        .modifyEnd(clustered),
    );
    run(
      perDevice(schema.createTable('installedApp'))
        .addColumn('identifier', 'text', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .addColumn('shortVersion', 'text')
        .addColumn('name', 'text')
        .addColumn('bundleSize', 'integer')
        .addColumn('dynamicSize', 'integer')
        .addColumn('managed', 'integer')
        .addPrimaryKeyConstraint('installedAppKey', ['deviceId', 'identifier', 'version'] as never)
        .modifyEnd(clustered),
    );
    run(
      perDevice(schema.createTable('installedProfile'))
        .addColumn('identifier', 'text', (c) => c.notNull())
        .addColumn('uuid', 'text', (c) => c.notNull())
        .addColumn('displayName', 'text')
        .addColumn('organization', 'text')
        .addColumn('description', 'text')
        .addColumn('version', 'integer')
        .addColumn('managed', 'integer')
        .addColumn('encrypted', 'integer')
        .addColumn('removalDisallowed', 'integer')
        .addColumn('payloads', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('installedProfileKey', ['deviceId', 'identifier'] as never)
        .modifyEnd(clustered),
    );
    run(
      perDevice(schema.createTable('deviceCertificate'))
        .addColumn('fingerprint', 'text', (c) => c.notNull())
        .addColumn('commonName', 'text')
        .addColumn('isIdentity', 'integer', (c) => c.notNull())
        .addColumn('subject', 'text')
        .addColumn('issuer', 'text')
        .addColumn('notBefore', 'integer')
        .addColumn('notAfter', 'integer')
        .addPrimaryKeyConstraint('deviceCertificateKey', ['deviceId', 'fingerprint', 'isIdentity'] as never)
        .modifyEnd(clustered),
    );
    run(
      perDevice(schema.createTable('osUpdate'))
        .addColumn('productKey', 'text', (c) => c.notNull())
        .addColumn('name', 'text')
        .addColumn('version', 'text')
        .addColumn('build', 'text')
        .addColumn('critical', 'integer')
        .addColumn('restartRequired', 'integer')
        .addColumn('downloadSize', 'integer')
        .addPrimaryKeyConstraint('osUpdateKey', ['deviceId', 'productKey'] as never)
        .modifyEnd(clustered),
    );

    run(
      schema
        .createTable('apiToken')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('hash', 'text', (c) => c.notNull().unique())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer')
        .addColumn('lastUsedAt', 'integer')
        .addColumn('revokedAt', 'integer'),
    );
    run(
      schema
        .createTable('session')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('hash', 'text', (c) => c.notNull().unique())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull())
        .addColumn('lastSeenAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('signInLink')
        .addColumn('hash', 'text', (c) => c.primaryKey())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull())
        .addColumn('usedAt', 'integer'),
    );
  },
};
