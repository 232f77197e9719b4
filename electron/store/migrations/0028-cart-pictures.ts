import type { Migration } from './index.ts';

/** A picture for each cart that has one; another picture has another id. */
export const cartPictures: Migration = {
  number: 28,
  name: 'cart-pictures',
  up(dialect) {
    const { schema } = dialect.builder;
    dialect.execute(
      schema
        .createTable('cartPicture')
        .addColumn('cartId', 'text', (c) => c.primaryKey().references('cart.id').onDelete('cascade'))
        .addColumn('id', 'text', (c) => c.notNull().unique())
        .addColumn('contentType', 'text', (c) => c.notNull())
        .addColumn('bytes', 'blob', (c) => c.notNull())
        .addColumn('addedAt', 'integer', (c) => c.notNull())
        .addColumn('addedBy', 'text', (c) => c.notNull())
        .compile().sql,
    );
  },
};
