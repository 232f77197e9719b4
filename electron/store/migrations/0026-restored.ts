import type { Migration } from './index.ts';

/** Devices that came back with an identity that no longer counts: since when, and what had ended it. */
export const restored: Migration = {
  number: 26,
  name: 'restored',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);
    run(schema.alterTable('device').addColumn('restoredAt', 'integer'));
    run(schema.alterTable('device').addColumn('restoredFrom', 'text'));
  },
};
