import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Policies with their versions, to whom they are assigned, how they stand on each device, and who is to be planned. */
export const policies: Migration = {
  number: 16,
  name: 'policies',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);

    run(
      schema
        .createTable('policy')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('identifier', 'text', (c) => c.unique())
        .addColumn('active', 'integer', (c) => c.notNull())
        .addColumn('newestVersion', 'integer', (c) => c.notNull())
        .addColumn('version', 'integer')
        .addColumn('onDrift', 'text', (c) => c.notNull())
        .addColumn('accepted', 'text', (c) => c.notNull())
        .addColumn('window', 'text')
        .addColumn('slot', 'text')
        .addColumn('rank', 'integer', (c) => c.notNull())
        .addColumn('encrypted', 'integer', (c) => c.notNull())
        .addColumn('needs', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('policyVersion')
        .addColumn('policyId', 'text', (c) => c.notNull().references('policy.id').onDelete('cascade'))
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('uuid', 'text', (c) => c.notNull().unique())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('secretId', 'text')
        .addColumn('originalSecretId', 'text')
        .addColumn('payloadTypes', 'text', (c) => c.notNull())
        .addColumn('variables', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('policyVersionKey', ['policyId', 'number']),
    );
    run(
      schema
        .createTable('policyAssignment')
        .addColumn('policyId', 'text', (c) => c.notNull().references('policy.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('targetId', 'text', (c) => c.notNull())
        .addColumn('mode', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('policyAssignmentKey', ['policyId', 'kind', 'targetId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('policyAssignmentByTarget').on('policyAssignment').columns(['kind', 'targetId']));
    run(
      schema
        .createTable('policyState')
        .addColumn('enrollmentId', 'text', (c) => c.notNull().references('enrollment.id').onDelete('cascade'))
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('policyId', 'text', (c) => c.references('policy.id').onDelete('set null'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('because', 'text')
        .addColumn('since', 'integer', (c) => c.notNull())
        .addColumn('wantedVersion', 'integer')
        .addColumn('thereVersion', 'integer')
        .addColumn('byKind', 'text')
        .addColumn('byId', 'text')
        .addColumn('variables', 'text')
        .addColumn('uuid', 'text')
        .addColumn('known', 'text')
        .addColumn('lastCommandId', 'text')
        .addColumn('verifiedAt', 'integer')
        .addPrimaryKeyConstraint('policyStateKey', ['enrollmentId', 'key'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('policyStateByDevice').on('policyState').columns(['deviceId', 'variables']));
    run(schema.createIndex('policyStateByPolicy').on('policyState').columns(['policyId', 'deviceId', 'state']));
    run(
      schema
        .createTable('policyCommand')
        .addColumn('commandId', 'text', (c) => c.primaryKey().references('command.id').onDelete('cascade'))
        .addColumn('enrollmentId', 'text', (c) => c.notNull())
        .addColumn('key', 'text', (c) => c.notNull())
        .addColumn('sent', 'text', (c) => c.notNull())
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('policyLeft')
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('user', 'text', (c) => c.notNull())
        .addColumn('identifier', 'text', (c) => c.notNull())
        .addColumn('uuid', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('profile', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('policyLeftKey', ['deviceId', 'user', 'identifier', 'uuid'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('policyCommandByEnrollment').on('policyCommand').column('enrollmentId'));
    run(
      schema
        .createTable('policyDue')
        .addColumn('deviceId', 'text', (c) => c.primaryKey().references('device.id').onDelete('cascade'))
        .addColumn('dueAt', 'integer', (c) => c.notNull())
        .modifyEnd(clustered),
    );
    run(schema.createIndex('policyDueByTime').on('policyDue').columns(['dueAt', 'deviceId']));
    run(
      schema
        .createTable('policySweep')
        .addColumn('policyId', 'text', (c) => c.primaryKey())
        .addColumn('after', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('policyRollOut')
        .addColumn('policyId', 'text', (c) => c.primaryKey().references('policy.id').onDelete('cascade'))
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('before', 'integer')
        .addColumn('plan', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('stage', 'integer', (c) => c.notNull())
        .addColumn('threshold', 'integer', (c) => c.notNull())
        .addColumn('stageAt', 'integer', (c) => c.notNull())
        .addColumn('startedAt', 'integer', (c) => c.notNull())
        .addColumn('startedBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    for (const statement of dialect.derivedPolicies) dialect.execute(statement);
  },
};
