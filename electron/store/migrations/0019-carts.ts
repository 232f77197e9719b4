import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** Carts with their slots, what is done to them, exams and sweeps; people, their attributes, and what they have. */
export const carts: Migration = {
  number: 19,
  name: 'carts',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    const clustered = sql.raw(dialect.clusteredByPrimaryKey);
    run(
      schema
        .createTable('cart')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('place', 'text', (c) => c.notNull())
        .addColumn('rows', 'integer', (c) => c.notNull())
        .addColumn('columns', 'integer', (c) => c.notNull())
        .addColumn('colour', 'text', (c) => c.notNull())
        .addColumn('icon', 'text', (c) => c.notNull())
        .addColumn('pattern', 'text', (c) => c.notNull())
        .addColumn('timeZone', 'text', (c) => c.notNull())
        .addColumn('missingHours', 'integer', (c) => c.notNull())
        .addColumn('groupId', 'text', (c) => c.notNull().references('deviceGroup.id'))
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('cartSlot')
        .addColumn('cartId', 'text', (c) => c.notNull().references('cart.id').onDelete('cascade'))
        .addColumn('slot', 'integer', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.notNull().unique().references('device.id').onDelete('cascade'))
        .addColumn('since', 'integer', (c) => c.notNull())
        .addColumn('placedBy', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('cartSlotKey', ['cartId', 'slot'])
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('cartRun')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('cartId', 'text', (c) => c.notNull().references('cart.id').onDelete('cascade'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('action', 'text', (c) => c.notNull())
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('startAt', 'integer')
        .addColumn('endAt', 'integer')
        .addColumn('state', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('cartRunByCart').on('cartRun').columns(['cartId', 'id']));
    run(
      schema
        .createTable('cartStep')
        .addColumn('runId', 'text', (c) => c.notNull().references('cartRun.id').onDelete('cascade'))
        .addColumn('slot', 'integer', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('commandId', 'text')
        .addColumn('findings', 'text')
        .addPrimaryKeyConstraint('cartStepKey', ['runId', 'slot'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('cartStepByDevice').on('cartStep').column('deviceId'));
    run(
      schema
        .createTable('exam')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('cartId', 'text', (c) => c.notNull().references('cart.id').onDelete('cascade'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('appId', 'text', (c) => c.notNull())
        .addColumn('appName', 'text', (c) => c.notNull())
        .addColumn('slots', 'text')
        .addColumn('lessons', 'text', (c) => c.notNull())
        .addColumn('onceStartAt', 'integer')
        .addColumn('onceEndAt', 'integer')
        .addColumn('enabled', 'integer', (c) => c.notNull())
        .addColumn('startedAt', 'integer')
        .addColumn('endsAt', 'integer')
        .addColumn('skipBefore', 'integer', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('examByCart').on('exam').column('cartId'));
    run(
      schema
        .createTable('examDevice')
        .addColumn('examId', 'text', (c) => c.notNull().references('exam.id').onDelete('cascade'))
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('slot', 'integer', (c) => c.notNull())
        .addColumn('installCommandId', 'text')
        .addColumn('removeCommandId', 'text')
        .addColumn('findings', 'text')
        .addPrimaryKeyConstraint('examDeviceKey', ['examId', 'deviceId'])
        .modifyEnd(clustered),
    );
    run(schema.createIndex('examDeviceByDevice').on('examDevice').column('deviceId'));
    run(
      schema
        .createTable('cartSweep')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('cartId', 'text', (c) => c.notNull().references('cart.id').onDelete('cascade'))
        .addColumn('at', 'integer', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('result', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('cartSweepByCart').on('cartSweep').columns(['cartId', 'id']));
    run(
      schema
        .createTable('person')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull())
        .addColumn('email', 'text')
        .addColumn('emailKey', 'text', (c) => c.unique())
        .addColumn('team', 'text', (c) => c.notNull())
        .addColumn('note', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('personByName').on('person').columns(['nameKey', 'id']));
    run(
      schema
        .createTable('personAttribute')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('choices', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('personValue')
        .addColumn('attributeId', 'text', (c) => c.notNull().references('personAttribute.id').onDelete('cascade'))
        .addColumn('personId', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
        .addColumn('text', 'text')
        .addColumn('number', 'real')
        .addPrimaryKeyConstraint('personValueKey', ['personId', 'attributeId'])
        .modifyEnd(clustered),
    );
    run(
      schema
        .createTable('loan')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('deviceId', 'text', (c) => c.notNull().references('device.id').onDelete('cascade'))
        .addColumn('personId', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
        .addColumn('outAt', 'integer', (c) => c.notNull())
        .addColumn('outBy', 'text', (c) => c.notNull())
        .addColumn('outNote', 'text', (c) => c.notNull())
        .addColumn('dueAt', 'integer')
        .addColumn('inAt', 'integer')
        .addColumn('inBy', 'text')
        .addColumn('inNote', 'text', (c) => c.notNull()),
    );
    run(schema.createIndex('loanOpen').on('loan').column('deviceId').unique().where(sql.ref('inAt'), 'is', null));
    run(schema.createIndex('loanByDevice').on('loan').columns(['deviceId', 'id']));
    run(schema.createIndex('loanByPerson').on('loan').columns(['personId', 'id']));
    for (const statement of dialect.derivedCarts) dialect.execute(statement);
  },
};
