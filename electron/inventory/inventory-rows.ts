import type {
  DeviceCertificateTable,
  DeviceReportTable,
  DeviceTable,
  InstalledAppTable,
  InstalledProfileTable,
  OsUpdateTable,
  Statement,
  Store,
} from '../store/index.ts';

interface ByDevice {
  deviceId: string;
}

/** The prepared statements of one snapshot table: all of a device's rows, one in, one out. */
export interface SnapshotRows<Row extends ByDevice> {
  list: Statement<ByDevice, Row>;
  put: Statement<Row, unknown>;
  remove: Statement<Row, unknown>;
  /** Writes rows that are not stored yet; many at a time cost half. */
  add?(rows: readonly Row[]): void;
}

/** Columns of `device` that answers fill. */
export type ReportedDevice = Pick<
  DeviceTable,
  | 'udid'
  | 'serialNumber'
  | 'name'
  | 'model'
  | 'modelName'
  | 'productName'
  | 'platform'
  | 'family'
  | 'osVersion'
  | 'buildVersion'
  | 'imei'
  | 'meid'
  | 'supervised'
  | 'passcodePresent'
  | 'batteryLevel'
  | 'capacityGb'
  | 'availableGb'
>;

export interface InventoryRows {
  apps: SnapshotRows<InstalledAppTable>;
  profiles: SnapshotRows<InstalledProfileTable>;
  certificates: SnapshotRows<DeviceCertificateTable>;
  osUpdates: SnapshotRows<OsUpdateTable>;
  report: Statement<{ deviceId: string; kind: string }, { body: string }>;
  putReport: Statement<DeviceReportTable, unknown>;
  device: Statement<{ id: string }, ReportedDevice>;
  updateDevice: Statement<ReportedDevice & { id: string }, unknown>;
  sawDevice: Statement<{ id: string; at: number }, unknown>;
  sawEnrollment: Statement<{ id: string; at: number }, unknown>;
}

const REPORTED = [
  'udid',
  'serialNumber',
  'name',
  'model',
  'modelName',
  'productName',
  'platform',
  'family',
  'osVersion',
  'buildVersion',
  'imei',
  'meid',
  'supervised',
  'passcodePresent',
  'batteryLevel',
  'capacityGb',
  'availableGb',
] as const;

const APP_COLUMNS = [
  'deviceId',
  'identifier',
  'version',
  'shortVersion',
  'name',
  'bundleSize',
  'dynamicSize',
  'managed',
] as const satisfies readonly (keyof InstalledAppTable)[];
const AT_ONCE = 50;

/** Adds apps by many rows in one statement, which saves most of what a statement costs besides its rows. */
function openAppAdder(
  store: Store,
  one: Statement<InstalledAppTable, unknown>,
): (rows: readonly InstalledAppTable[]) => void {
  type Values = readonly InstalledAppTable[(typeof APP_COLUMNS)[number]][];
  const many = store.statement<Values, never>((db, p) =>
    db.insertInto('installedApp').values(
      Array.from({ length: AT_ONCE }, (_, row) => {
        const values = APP_COLUMNS.map((column, index) => [column, p[row * APP_COLUMNS.length + index]]);
        return Object.fromEntries(values) as InstalledAppTable;
      }),
    ),
  );
  return (rows) => {
    let from = 0;
    for (; from + AT_ONCE <= rows.length; from += AT_ONCE)
      many.run(rows.slice(from, from + AT_ONCE).flatMap((row) => APP_COLUMNS.map((column) => row[column])));
    for (const row of rows.slice(from)) one.run(row);
  };
}

/** Prepares the statements against `store`. */
export function prepareInventoryRows(store: Store): InventoryRows {
  const putApp: SnapshotRows<InstalledAppTable>['put'] = store.statement((db, p) => {
    const { deviceId, identifier, version, shortVersion, name, bundleSize, dynamicSize, managed } = p;
    const facts = { shortVersion, name, bundleSize, dynamicSize, managed };
    return db
      .insertInto('installedApp')
      .values({ deviceId, identifier, version, ...facts })
      .onConflict((c) => c.columns(['deviceId', 'identifier', 'version']).doUpdateSet(facts));
  });
  return {
    apps: {
      list: store.statement((db, p) => db.selectFrom('installedApp').selectAll().where('deviceId', '=', p.deviceId)),
      put: putApp,
      add: openAppAdder(store, putApp),
      remove: store.statement((db, p) =>
        db
          .deleteFrom('installedApp')
          .where('deviceId', '=', p.deviceId)
          .where('identifier', '=', p.identifier)
          .where('version', '=', p.version),
      ),
    },
    profiles: {
      list: store.statement((db, p) =>
        db.selectFrom('installedProfile').selectAll().where('deviceId', '=', p.deviceId),
      ),
      put: store.statement((db, p) => {
        const { deviceId, identifier, uuid, displayName, organization, description, version } = p;
        const { managed, encrypted, removalDisallowed, signedUntil, payloads } = p;
        const about = { uuid, displayName, organization, description, version };
        const facts = { ...about, managed, encrypted, removalDisallowed, signedUntil, payloads };
        return db
          .insertInto('installedProfile')
          .values({ deviceId, identifier, ...facts })
          .onConflict((c) => c.columns(['deviceId', 'identifier']).doUpdateSet(facts));
      }),
      remove: store.statement((db, p) =>
        db.deleteFrom('installedProfile').where('deviceId', '=', p.deviceId).where('identifier', '=', p.identifier),
      ),
    },
    certificates: {
      list: store.statement((db, p) =>
        db.selectFrom('deviceCertificate').selectAll().where('deviceId', '=', p.deviceId),
      ),
      put: store.statement((db, p) => {
        const { deviceId, fingerprint, isIdentity, commonName, subject, issuer, notBefore, notAfter } = p;
        const facts = { commonName, subject, issuer, notBefore, notAfter };
        return db
          .insertInto('deviceCertificate')
          .values({ deviceId, fingerprint, isIdentity, ...facts })
          .onConflict((c) => c.columns(['deviceId', 'fingerprint', 'isIdentity']).doUpdateSet(facts));
      }),
      remove: store.statement((db, p) =>
        db
          .deleteFrom('deviceCertificate')
          .where('deviceId', '=', p.deviceId)
          .where('fingerprint', '=', p.fingerprint)
          .where('isIdentity', '=', p.isIdentity),
      ),
    },
    osUpdates: {
      list: store.statement((db, p) => db.selectFrom('osUpdate').selectAll().where('deviceId', '=', p.deviceId)),
      put: store.statement((db, p) => {
        const { deviceId, productKey, name, version, build, critical, restartRequired, downloadSize } = p;
        const facts = { name, version, build, critical, restartRequired, downloadSize };
        return db
          .insertInto('osUpdate')
          .values({ deviceId, productKey, ...facts })
          .onConflict((c) => c.columns(['deviceId', 'productKey']).doUpdateSet(facts));
      }),
      remove: store.statement((db, p) =>
        db.deleteFrom('osUpdate').where('deviceId', '=', p.deviceId).where('productKey', '=', p.productKey),
      ),
    },
    report: store.statement<{ deviceId: string; kind: string }, { body: string }>((db, p) =>
      db
        .selectFrom('deviceReport')
        .select('body')
        .where('deviceId', '=', p.deviceId)
        .where('kind', '=', p.kind as DeviceReportTable['kind']),
    ),
    putReport: store.statement((db, p) => {
      const { deviceId, kind, reportedAt, commandId, body } = p;
      const facts = { reportedAt, commandId, body };
      return db
        .insertInto('deviceReport')
        .values({ deviceId, kind, ...facts })
        .onConflict((c) => c.columns(['deviceId', 'kind']).doUpdateSet(facts));
    }),
    device: store.statement((db, p) => db.selectFrom('device').select(REPORTED).where('id', '=', p.id)),
    updateDevice: store.statement((db, p) =>
      db
        .updateTable('device')
        .set({
          udid: p.udid,
          serialNumber: p.serialNumber,
          name: p.name,
          model: p.model,
          modelName: p.modelName,
          productName: p.productName,
          platform: p.platform,
          family: p.family,
          osVersion: p.osVersion,
          buildVersion: p.buildVersion,
          imei: p.imei,
          meid: p.meid,
          supervised: p.supervised,
          passcodePresent: p.passcodePresent,
          batteryLevel: p.batteryLevel,
          capacityGb: p.capacityGb,
          availableGb: p.availableGb,
        })
        .where('id', '=', p.id),
    ),
    // A late flush must not turn the clock back.
    sawDevice: store.statement((db, p) =>
      db
        .updateTable('device')
        .set({ lastSeenAt: p.at })
        .where('id', '=', p.id)
        .where((e) => e.or([e('lastSeenAt', 'is', null), e('lastSeenAt', '<', p.at)])),
    ),
    sawEnrollment: store.statement((db, p) =>
      db.updateTable('enrollment').set({ lastConnectAt: p.at }).where('id', '=', p.id),
    ),
  };
}
