import { sql } from 'kysely';
import type { Compilable } from '../statement.ts';
import type { Migration } from './index.ts';

/** More facts to filter by, and lists that leave out devices no longer managed without reading each device. */
export const facts: Migration = {
  number: 6,
  name: 'facts',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (query: Compilable<unknown>) => dialect.execute(query.compile().sql);
    for (const statement of dialect.derivedFacts) dialect.execute(statement);

    // Lists hide ended devices: with the state at its end, an index says which without a look at the device.
    const again = (name: string, columns: string) => {
      run(schema.dropIndex(name));
      run(schema.createIndex(name).on('device').expression(sql.raw(columns)));
    };
    again('deviceByName', '"name" collate nocase, "id", "state"');
    again('deviceBySerial', '"serialNumber" collate nocase, "id", "state"');
    again('deviceByModel', '"modelName" collate nocase, "id", "state"');
    again('deviceByVersion', '"osVersionNumber", "id", "state"');
    again('deviceByEnrolled', '"enrolledAt", "id", "state"');
    again('deviceByLastSeen', '"lastSeenAt", "id", "state"');
  },
};
