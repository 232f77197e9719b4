import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Policies that devices have by their blueprint, and versions of policies that are pinned. */
export const blueprintPolicies: Migration = {
  number: 24,
  name: 'blueprint-policies',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    run(
      schema
        .createTable('policyGrant')
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('policyId', 'text', (c) => c.notNull().references('policy.id').onDelete('cascade'))
        .addColumn('blueprintId', 'text', (c) => c.notNull().references('blueprint.id').onDelete('cascade'))
        .addColumn('version', 'integer')
        .addPrimaryKeyConstraint('policyGrantKey', ['deviceId', 'policyId'])
        .modifyEnd(sql.raw(dialect.clusteredByPrimaryKey)),
    );
    run(schema.createIndex('policyGrantByPolicy').on('policyGrant').columns(['policyId', 'deviceId']));
    run(schema.createIndex('policyGrantByBlueprint').on('policyGrant').columns(['blueprintId', 'policyId']));
    run(schema.alterTable('policyAssignment').addColumn('version', 'integer'));
  },
};
