import { sql } from 'kysely';
import type { Migration } from './index.ts';

/** Ways in beside the plain profile: over the air, profiles of user enrollment, and accounts that sign in. */
export const ways: Migration = {
  number: 13,
  name: 'ways',
  up(dialect) {
    const { schema } = dialect.builder;
    const run = (step: { compile(): { sql: string } }) => dialect.execute(step.compile().sql);

    run(schema.alterTable('invitation').addColumn('way', 'text', (c) => c.notNull().defaultTo(sql.lit('profile'))));
    run(schema.alterTable('invitation').addColumn('managedAccount', 'text'));
    for (const column of ['way', 'account']) run(schema.alterTable('enrollment').addColumn(column, 'text'));
    run(
      schema
        .alterTable('scepChallenge')
        .addColumn('purpose', 'text', (c) => c.notNull().defaultTo(sql.lit('device-identity'))),
    );
    for (const column of ['way', 'deviceKey', 'account'])
      run(schema.alterTable('scepChallenge').addColumn(column, 'text'));
    run(
      schema
        .createIndex('scepChallengeByCertificate')
        .on('scepChallenge')
        .column('certificateFingerprint')
        .where(sql.ref('certificateFingerprint'), 'is not', null),
    );

    run(
      schema
        .createTable('overTheAir')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('invitationId', 'text', (c) => c.notNull().references('invitation.id').onDelete('cascade'))
        .addColumn('requestId', 'text')
        .addColumn('challengeHash', 'text', (c) => c.notNull().unique())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('udid', 'text')
        .addColumn('serialNumber', 'text')
        .addColumn('identityChallengeHash', 'text')
        .addColumn('offeredAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull()),
    );
    run(
      schema
        .createIndex('overTheAirByIdentity')
        .on('overTheAir')
        .column('identityChallengeHash')
        .where(sql.ref('identityChallengeHash'), 'is not', null),
    );
    run(schema.createIndex('overTheAirByEnd').on('overTheAir').column('expiresAt'));

    run(
      schema
        .createTable('accountToken')
        .addColumn('hash', 'text', (c) => c.primaryKey())
        .addColumn('invitationId', 'text', (c) => c.notNull().references('invitation.id').onDelete('cascade'))
        .addColumn('way', 'text', (c) => c.notNull())
        .addColumn('account', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'integer', (c) => c.notNull())
        .addColumn('expiresAt', 'integer', (c) => c.notNull())
        .addColumn('usedAt', 'integer'),
    );
    run(schema.createIndex('accountTokenByEnd').on('accountToken').column('expiresAt'));
  },
};
