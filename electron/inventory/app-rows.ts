import type {
  ManagedAppTable,
  ManagedMediaTable,
  OsUpdateProgressTable,
  ProvisioningProfileTable,
  Statement,
  Store,
} from '../store/index.ts';
import type { SnapshotRows } from './inventory-rows.ts';

type PartAt = { deviceId: string; identifier: string; body: string | null; at: number | null };

/** The prepared statements of managed apps and what is like them. */
export interface AppRows {
  /** `put` leaves what was read of an app's dictionaries as it is. */
  apps: SnapshotRows<ManagedAppTable>;
  /** Marks installed apps as managed, or not. */
  mark: Statement<{ deviceId: string; identifier: string; managed: 0 | 1 }, unknown>;
  putPart: Readonly<Record<AppPartKind, Statement<PartAt, unknown>>>;
  media: SnapshotRows<ManagedMediaTable>;
  provisioning: SnapshotRows<ProvisioningProfileTable>;
  updates: SnapshotRows<OsUpdateProgressTable>;
}

export type AppPartKind = 'configuration' | 'attributes' | 'feedback';

export function prepareAppRows(store: Store): AppRows {
  return {
    apps: {
      list: store.statement((db, p) => db.selectFrom('managedApp').selectAll().where('deviceId', '=', p.deviceId)),
      put: store.statement((db, p) => {
        const { deviceId, identifier, status, statusAt, reason, managementFlags } = p;
        const { hasConfiguration, hasFeedback, validated, storeVersion } = p;
        const flags = { managementFlags, hasConfiguration, hasFeedback, validated, storeVersion };
        const facts = { status, statusAt, reason, ...flags };
        return db
          .insertInto('managedApp')
          .values({ deviceId, identifier, ...facts })
          .onConflict((c) => c.columns(['deviceId', 'identifier']).doUpdateSet(facts));
      }),
      remove: store.statement((db, p) =>
        db.deleteFrom('managedApp').where('deviceId', '=', p.deviceId).where('identifier', '=', p.identifier),
      ),
    },
    mark: store.statement((db, p) =>
      db
        .updateTable('installedApp')
        .set({ managed: p.managed })
        .where('deviceId', '=', p.deviceId)
        .where('identifier', '=', p.identifier),
    ),
    putPart: {
      configuration: store.statement((db, p) =>
        db
          .updateTable('managedApp')
          .set({ configuration: p.body, configurationAt: p.at })
          .where('deviceId', '=', p.deviceId)
          .where('identifier', '=', p.identifier),
      ),
      attributes: store.statement((db, p) =>
        db
          .updateTable('managedApp')
          .set({ attributes: p.body, attributesAt: p.at })
          .where('deviceId', '=', p.deviceId)
          .where('identifier', '=', p.identifier),
      ),
      feedback: store.statement((db, p) =>
        db
          .updateTable('managedApp')
          .set({ feedback: p.body, feedbackAt: p.at })
          .where('deviceId', '=', p.deviceId)
          .where('identifier', '=', p.identifier),
      ),
    },
    media: {
      list: store.statement((db, p) => db.selectFrom('managedMedia').selectAll().where('deviceId', '=', p.deviceId)),
      put: store.statement((db, p) => {
        const { deviceId, key, storeId, persistentId, title, author, kind, version, status, statusAt, reason } = p;
        const facts = { storeId, persistentId, title, author, kind, version, status, statusAt, reason };
        return db
          .insertInto('managedMedia')
          .values({ deviceId, key, ...facts })
          .onConflict((c) => c.columns(['deviceId', 'key']).doUpdateSet(facts));
      }),
      remove: store.statement((db, p) =>
        db.deleteFrom('managedMedia').where('deviceId', '=', p.deviceId).where('key', '=', p.key),
      ),
    },
    provisioning: {
      list: store.statement((db, p) =>
        db.selectFrom('provisioningProfile').selectAll().where('deviceId', '=', p.deviceId),
      ),
      put: store.statement((db, p) => {
        const { deviceId, uuid, name, expiresAt } = p;
        return db
          .insertInto('provisioningProfile')
          .values({ deviceId, uuid, name, expiresAt })
          .onConflict((c) => c.columns(['deviceId', 'uuid']).doUpdateSet({ name, expiresAt }));
      }),
      remove: store.statement((db, p) =>
        db.deleteFrom('provisioningProfile').where('deviceId', '=', p.deviceId).where('uuid', '=', p.uuid),
      ),
    },
    updates: {
      list: store.statement((db, p) =>
        db.selectFrom('osUpdateProgress').selectAll().where('deviceId', '=', p.deviceId),
      ),
      put: store.statement((db, p) => {
        const { deviceId, productKey, status, statusAt, reason, downloaded, isDownloaded, action } = p;
        const { maxDeferrals, deferralsLeft, nextInstallAt } = p;
        const timing = { maxDeferrals, deferralsLeft, nextInstallAt };
        const facts = { status, statusAt, reason, downloaded, isDownloaded, action, ...timing };
        return db
          .insertInto('osUpdateProgress')
          .values({ deviceId, productKey, ...facts })
          .onConflict((c) => c.columns(['deviceId', 'productKey']).doUpdateSet(facts));
      }),
      remove: store.statement((db, p) =>
        db.deleteFrom('osUpdateProgress').where('deviceId', '=', p.deviceId).where('productKey', '=', p.productKey),
      ),
    },
  };
}
