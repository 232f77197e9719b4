import type { Migration } from './index.ts';

/** Devices that came by a source of a blueprint, until they are in its run: noted in the commit in which they came. */
export const arrivals: Migration = {
  number: 30,
  name: 'arrivals',
  up(dialect) {
    const { schema } = dialect.builder;
    dialect.execute(
      schema
        .createTable('blueprintArrival')
        .addColumn('id', 'integer', (c) => c.primaryKey())
        .addColumn('blueprintId', 'text', (c) => c.notNull().references('blueprint.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addUniqueConstraint('blueprintArrivalOnce', ['blueprintId', 'deviceId'])
        .compile().sql,
    );
    dialect.execute(
      schema.createIndex('blueprintArrivalByDevice').on('blueprintArrival').column('deviceId').compile().sql,
    );
    for (const statement of dialect.derivedArrivals) dialect.execute(statement);
  },
};
