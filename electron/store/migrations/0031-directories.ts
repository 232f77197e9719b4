import type { Migration } from './index.ts';

/** Directory servers that people are read from, and which entry each of them is. */
export const directories: Migration = {
  number: 31,
  name: 'directories',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (statement: { compile(): { sql: string } }): void => dialect.execute(statement.compile().sql);
    run(
      schema
        .createTable('directoryServer')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('settings', 'text', (c) => c.notNull())
        .addColumn('passwordSecretId', 'text')
        .addColumn('readAt', 'integer')
        .addColumn('wellAt', 'integer')
        .addColumn('outcome', 'text')
        .addColumn('problem', 'text')
        .addColumn('problemAt', 'integer')
        .addColumn('nextAt', 'integer')
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('personSource')
        .addColumn('personId', 'text', (c) => c.primaryKey().references('person.id').onDelete('cascade'))
        .addColumn('serverId', 'text', (c) => c.notNull().references('directoryServer.id').onDelete('cascade'))
        .addColumn('entryId', 'text', (c) => c.notNull())
        .addColumn('dn', 'text', (c) => c.notNull())
        .addColumn('goneAt', 'integer'),
    );
    run(schema.createIndex('personSourceEntry').on('personSource').columns(['serverId', 'entryId']).unique());
  },
};
