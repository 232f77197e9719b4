import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Rules for devices, who violates them since when, what was done about it, and who is exempt. */
export const compliance: Migration = {
  number: 17,
  name: 'compliance',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);
    const ofDevice = (table: string) =>
      schema
        .createTable(table)
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'));

    run(
      schema
        .createTable('complianceRule')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('active', 'integer', (c) => c.notNull())
        .addColumn('checks', 'text', (c) => c.notNull())
        .addColumn('include', 'text', (c) => c.notNull())
        .addColumn('exclude', 'text', (c) => c.notNull())
        .addColumn('graceHours', 'integer', (c) => c.notNull())
        .addColumn('tiers', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      ofDevice('complianceViolation')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('ruleId', 'text', (c) => c.notNull())
        .addColumn('ruleName', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('beganAt', 'integer', (c) => c.notNull())
        .addColumn('graceUntilAt', 'integer', (c) => c.notNull())
        .addColumn('endedAt', 'integer')
        .addColumn('endReason', 'text')
        .addColumn('nextAt', 'integer')
        .addColumn('nextTier', 'integer')
        .addColumn('severity', 'text')
        .addColumn('exemptionId', 'text'),
    );
    run(
      schema
        .createIndex('complianceViolationOpen')
        .on('complianceViolation')
        .columns(['deviceId', 'ruleId'])
        .unique()
        .where(sql.ref('endedAt'), 'is', null),
    );
    run(
      schema
        .createIndex('complianceViolationByRule')
        .on('complianceViolation')
        .columns(['ruleId', 'state'])
        .where(sql.ref('endedAt'), 'is', null),
    );
    run(schema.createIndex('complianceViolationByDevice').on('complianceViolation').columns(['deviceId', 'beganAt']));
    run(schema.createIndex('complianceViolationByEnd').on('complianceViolation').column('endedAt'));
    run(
      schema
        .createTable('complianceStep')
        .addColumn('violationId', 'text', (c) => c.notNull().references('complianceViolation.id').onDelete('cascade'))
        .addColumn('step', 'text', (c) => c.notNull())
        .addColumn('position', 'integer', (c) => c.notNull())
        .addColumn('tier', 'integer', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('detail', 'text')
        .addColumn('commandIds', 'text', (c) => c.notNull())
        .addColumn('action', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('complianceStepKey', ['violationId', 'step'])
        .modifyEnd(clustered),
    );
    run(
      ofDevice('complianceDevice')
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('sinceAt', 'integer', (c) => c.notNull())
        .addColumn('blocked', 'integer', (c) => c.notNull())
        .addColumn('quarantined', 'integer', (c) => c.notNull())
        .addColumn('message', 'text')
        .addColumn('withheld', 'text')
        .addPrimaryKeyConstraint('complianceDeviceKey', ['deviceId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('complianceDeviceByState').on('complianceDevice').columns(['state', 'deviceId']));
    run(
      ofDevice('complianceQuarantine')
        .addColumn('groupId', 'text', (c) => c.notNull().references('deviceGroup.id').onDelete('cascade'))
        .addPrimaryKeyConstraint('complianceQuarantineKey', ['deviceId', 'groupId'])
        .modifyEnd(clustered),
    );
    run(
      ofDevice('complianceRemoved')
        .addColumn('commandId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('complianceRemovedKey', ['deviceId', 'commandId'])
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('complianceExemption')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('ruleId', 'text', (c) => c.references('complianceRule.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.references('device.id').onDelete('cascade'))
        .addColumn('groupId', 'text', (c) => c.references('deviceGroup.id').onDelete('cascade'))
        .addColumn('untilAt', 'integer')
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('complianceExemptionByDevice').on('complianceExemption').column('deviceId'));
    run(schema.createIndex('complianceExemptionByGroup').on('complianceExemption').column('groupId'));
    run(
      ofDevice('complianceDue')
        .addColumn('dueAt', 'integer', (c) => c.notNull())
        .addPrimaryKeyConstraint('complianceDueKey', ['deviceId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('complianceDueByTime').on('complianceDue').columns(['dueAt', 'deviceId']));
    run(
      schema
        .createTable('complianceDay')
        .addColumn('at', 'integer', (c) => c.primaryKey())
        .addColumn('compliant', 'integer', (c) => c.notNull())
        .addColumn('grace', 'integer', (c) => c.notNull())
        .addColumn('violating', 'integer', (c) => c.notNull())
        .addColumn('exempt', 'integer', (c) => c.notNull()),
    );
    for (const statement of dialect.derivedCompliance) dialect.execute(statement);
  },
};
