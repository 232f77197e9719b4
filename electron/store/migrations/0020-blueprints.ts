import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Blueprints in versions, the devices linked to them, and prepare runs with all they need to go on after a stop. */
export const blueprints: Migration = {
  number: 20,
  name: 'blueprints',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);

    run(
      schema
        .createTable('blueprintPicture')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('contentType', 'text', (c) => c.notNull())
        .addColumn('bytes', 'blob', (c) => c.notNull())
        .addColumn('size', 'integer', (c) => c.notNull())
        .addColumn('addedAt', 'integer', (c) => c.notNull())
        .addColumn('addedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('blueprint')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('colour', 'text', (c) => c.notNull())
        .addColumn('icon', 'text', (c) => c.notNull())
        .addColumn('pictureId', 'text', (c) => c.references('blueprintPicture.id').onDelete('set null'))
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('blueprintVersion')
        .addColumn('blueprintId', 'text', (c) => c.notNull().references('blueprint.id').onDelete('cascade'))
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('blueprintVersionKey', ['blueprintId', 'number'])
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('blueprintLink')
        .addColumn('deviceId', 'text', (c) => c.primaryKey().references('device.id').onDelete('cascade'))
        .addColumn('blueprintId', 'text', (c) => c.notNull().references('blueprint.id').onDelete('cascade'))
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('follows', 'integer', (c) => c.notNull())
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('linkedAt', 'integer', (c) => c.notNull())
        .addColumn('linkedBy', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('blueprintLinkByBlueprint').on('blueprintLink').columns(['blueprintId', 'deviceId']));
    run(
      schema
        .createTable('blueprintSource')
        .addColumn('blueprintId', 'text', (c) => c.notNull().references('blueprint.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('targetId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('blueprintSourceKey', ['kind', 'targetId', 'blueprintId'])
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('prepareRun')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('blueprintId', 'text', (c) => c.references('blueprint.id').onDelete('set null'))
        .addColumn('blueprintName', 'text', (c) => c.notNull())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('content', 'text', (c) => c.notNull())
        .addColumn('arrivals', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('startedAt', 'integer', (c) => c.notNull())
        .addColumn('startedBy', 'text', (c) => c.notNull())
        .addColumn('endedAt', 'integer'),
    );
    run(schema.createIndex('prepareRunByBlueprint').on('prepareRun').columns(['blueprintId', 'id']));
    run(
      schema
        .createTable('prepareDevice')
        .addColumn('runId', 'text', (c) => c.notNull().references('prepareRun.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('steps', 'text', (c) => c.notNull())
        .addColumn('dueAt', 'integer')
        .addColumn('startedAt', 'integer', (c) => c.notNull())
        .addColumn('endedAt', 'integer')
        .addPrimaryKeyConstraint('prepareDeviceKey', ['runId', 'deviceId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('prepareDeviceByDevice').on('prepareDevice').columns(['deviceId', 'state']));
    run(schema.createIndex('prepareDeviceByTime').on('prepareDevice').column('dueAt'));
    run(
      schema
        .createTable('prepareCommand')
        .addColumn('commandId', 'text', (c) => c.notNull())
        .addColumn('runId', 'text', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('prepareCommandKey', ['commandId', 'runId'])
        .addForeignKeyConstraint(
          'prepareCommandOf',
          ['runId', 'deviceId'],
          'prepareDevice',
          ['runId', 'deviceId'],
          (c) => c.onDelete('cascade'),
        )
        .modifyEnd(clustered),
    );
    run(schema.createIndex('prepareCommandByRun').on('prepareCommand').columns(['runId', 'deviceId']));
  },
};
