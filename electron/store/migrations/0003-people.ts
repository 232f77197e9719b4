import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Accounts with roles, how each person likes the console, and more about sessions and tokens. */
export const people: Migration = {
  number: 3,
  name: 'people',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);

    run(
      schema
        .createTable('administrator')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('passwordSecretId', 'text', (c) => c.notNull())
        .addColumn('passwordChangedAt', 'integer', (c) => c.notNull())
        .addColumn('disabledAt', 'integer')
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('lastSignInAt', 'integer'),
    );
    run(
      schema
        .createTable('preference')
        .addColumn('person', 'text', (c) => c.primaryKey())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );

    // Sessions and links are of one day: nobody misses those of the version before.
    run(schema.dropTable('session'));
    run(
      schema
        .createTable('session')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('hash', 'text', (c) => c.notNull().unique())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('administratorId', 'text', (c) => c.references('administrator.id').onDelete('cascade'))
        .addColumn('address', 'text')
        .addColumn('browser', 'text')
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('lastSeenAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull())
        .addColumn('endsAt', 'integer', (c) => c.notNull()),
    );
    run(schema.createIndex('sessionByPerson').on('session').column('administratorId'));

    // A token of the version before could do everything, and goes on doing so.
    run(schema.alterTable('apiToken').addColumn('role', 'text', (c) => c.notNull().defaultTo('owner')));
    run(schema.alterTable('apiToken').addColumn('createdBy', 'text', (c) => c.notNull().defaultTo('administrator')));
  },
};
