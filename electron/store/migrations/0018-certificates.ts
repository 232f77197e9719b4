import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** The certificate library, and certificates that profiles bring. */
export const certificates: Migration = {
  number: 18,
  name: 'certificates',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);
    run(
      schema
        .createTable('certificateItem')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('nameKey', 'text', (c) => c.notNull().unique())
        .addColumn('description', 'text', (c) => c.notNull())
        .addColumn('settings', 'text', (c) => c.notNull())
        .addColumn('fingerprint', 'text')
        .addColumn('subject', 'text')
        .addColumn('issuer', 'text')
        .addColumn('notBefore', 'integer')
        .addColumn('notAfter', 'integer')
        .addColumn('der', 'blob')
        .addColumn('chain', 'text', (c) => c.notNull())
        .addColumn('secretId', 'text')
        .addColumn('generation', 'integer', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('createdBy', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'integer', (c) => c.notNull())
        .addColumn('changedBy', 'text', (c) => c.notNull()),
    );
    run(
      schema
        .createTable('certificateOrder')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('holder', 'text', (c) => c.notNull())
        .addColumn('deviceId', 'text', (c) => c.references('device.id').onDelete('set null'))
        .addColumn('holderName', 'text', (c) => c.notNull())
        .addColumn('profileIdentifier', 'text', (c) => c.notNull())
        .addColumn('payloadUuid', 'text', (c) => c.notNull())
        .addColumn('way', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('generation', 'integer', (c) => c.notNull())
        .addColumn('wanted', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('terms', 'text', (c) => c.notNull())
        .addColumn('challengeHash', 'text')
        .addColumn('challengeSecretId', 'text')
        .addColumn('challengeExpiresAt', 'integer')
        .addColumn('fingerprint', 'text')
        .addColumn('notAfter', 'integer')
        .addColumn('renewAt', 'integer')
        .addColumn('bundleSecretId', 'text')
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('issuedAt', 'integer')
        .addUniqueConstraint('certificateOrderKey', ['holder', 'profileIdentifier', 'payloadUuid']),
    );
    const partly = (name: string, column: 'deviceId' | 'challengeHash' | 'fingerprint' | 'renewAt') =>
      run(schema.createIndex(name).on('certificateOrder').column(column).where(sql.ref(column), 'is not', null));
    partly('certificateOrderByDevice', 'deviceId');
    partly('certificateOrderByChallenge', 'challengeHash');
    partly('certificateOrderByCertificate', 'fingerprint');
    partly('certificateOrderByRenewal', 'renewAt');
  },
};
