import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Groups of devices, their members kept in a table, and what tells that a member has to be looked at again. */
export const groups: Migration = {
  number: 14,
  name: 'groups',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);

    run(
      schema
        .createTable('deviceGroup')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('builtIn', 'text', (c) => c.unique())
        .addColumn('colour', 'text', (c) => c.notNull())
        .addColumn('icon', 'text', (c) => c.notNull())
        .addColumn('filter', 'text')
        .addColumn('ended', 'integer', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull())
        .addColumn('members', 'integer', (c) => c.notNull().defaultTo(0)),
    );
    run(
      schema
        .createTable('groupMember')
        .addColumn('groupId', 'text', (c) => c.notNull().references('deviceGroup.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('since', 'integer', (c) => c.notNull())
        .addColumn('addedBy', 'text')
        .addPrimaryKeyConstraint('groupMemberKey', ['groupId', 'deviceId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('groupMemberByDevice').on('groupMember').columns(['deviceId', 'groupId']));
    run(
      schema
        .createTable('groupDue')
        .addColumn('deviceId', 'text', (c) => c.primaryKey().references('device.id').onDelete('cascade'))
        .addColumn('dueAt', 'integer', (c) => c.notNull())
        .modifyEnd(clustered),
    );
    run(schema.createIndex('groupDueByTime').on('groupDue').columns(['dueAt', 'deviceId']));
    run(
      schema
        .createTable('groupWatch')
        .addColumn('field', 'text', (c) => c.notNull())
        .addColumn('span', 'integer')
        .addColumn('at', 'integer'),
    );
    run(schema.createIndex('groupWatchByField').on('groupWatch').column('field'));
    run(
      schema
        .createTable('groupSweep')
        .addColumn('groupId', 'text', (c) => c.primaryKey().references('deviceGroup.id').onDelete('cascade'))
        .addColumn('after', 'text', (c) => c.notNull())
        .addColumn('joined', 'integer', (c) => c.notNull())
        .addColumn('left', 'integer', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('groupChange')
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('groupId', 'text', (c) => c.notNull())
        .addColumn('groupName', 'text', (c) => c.notNull())
        .addColumn('joined', 'integer', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('groupChangeKey', ['deviceId', 'at', 'groupId', 'joined'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('groupChangeByTime').on('groupChange').column('at'));
    for (const statement of dialect.derivedGroups) dialect.execute(statement);
  },
};
