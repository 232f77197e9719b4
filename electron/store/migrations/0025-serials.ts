import type { Migration } from './index.ts';

/** A device found by its serial number as it is written: the index that people search by ignores case, and serves no `=`. */
export const serials: Migration = {
  number: 25,
  name: 'serials',
  up(dialect) {
    const { schema } = dialect.builder;
    dialect.execute(schema.createIndex('deviceByExactSerial').on('device').column('serialNumber').compile().sql);
  },
};
