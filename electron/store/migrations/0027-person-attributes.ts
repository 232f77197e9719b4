import type { Migration } from './index.ts';

/** Attributes of people are looked for: an index by attribute and value, and groups that ask for them. */
export const personAttributes: Migration = {
  number: 27,
  name: 'person-attributes',
  up(dialect) {
    const { schema } = dialect.builder;
    dialect.execute(
      schema
        .createIndex('personValueByAttribute')
        .on('personValue')
        .columns(['attributeId', 'text', 'number'])
        .compile().sql,
    );
    for (const statement of dialect.derivedPeople) dialect.execute(statement);
  },
};
