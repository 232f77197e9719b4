import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Rules of updates, how far devices are with them, and what kind of update each offer is. */
export const updates: Migration = {
  number: 21,
  name: 'updates',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);

    for (const column of ['configuration', 'firmware', 'securityResponse'])
      run(schema.alterTable('osUpdate').addColumn(column, 'integer'));
    run(
      schema
        .createTable('updateRule')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('active', 'integer', (c) => c.notNull())
        .addColumn('rank', 'integer', (c) => c.notNull())
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('updateRuleGroup')
        .addColumn('ruleId', 'text', (c) => c.notNull().references('updateRule.id').onDelete('cascade'))
        .addColumn('groupId', 'text', (c) => c.notNull().references('deviceGroup.id').onDelete('cascade'))
        .addColumn('mode', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('updateRuleGroupKey', ['ruleId', 'groupId'])
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('updateDevice')
        .addColumn('deviceId', 'text', (c) => c.primaryKey().references('device.id').onDelete('cascade'))
        .addColumn('ruleId', 'text')
        .addColumn('state', 'text')
        .addColumn('because', 'text')
        .addColumn('version', 'text')
        .addColumn('stateAt', 'integer', (c) => c.notNull())
        .addColumn('commandId', 'text')
        .addColumn('orderedVersion', 'text')
        .addColumn('orderedAt', 'integer')
        .addColumn('failures', 'integer', (c) => c.notNull())
        .addColumn('countedId', 'text')
        .addColumn('askedAt', 'integer')
        .addColumn('dueAt', 'integer', (c) => c.notNull())
        .modifyEnd(clustered),
    );
    run(schema.createIndex('updateDeviceByDue').on('updateDevice').columns(['dueAt', 'deviceId']));
    run(schema.createIndex('updateDeviceByRule').on('updateDevice').columns(['ruleId', 'state']));
  },
};
