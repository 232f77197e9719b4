import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import {
  type DeviceCertificate,
  type DeviceDetail,
  type DeviceQuery,
  type DeviceRow,
  deviceRow,
  type EnrollmentSummary,
  type InstalledApp,
  type InstalledProfile,
  type OsUpdate,
} from '../../shared/contract/devices.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { Database, DeviceTable, ReportKind, Store } from '../store/index.ts';
import { type EnrollmentRow, enrollmentSummary, enrollmentsFirst } from './enrollment-summary.ts';

/** What the console asks about devices. All answers have the contract's shapes. */
export interface DeviceQueries {
  /** One page of the devices that match, and how many match in all. */
  listDevices(query: DeviceQuery): { total: number; rows: DeviceRow[] };
  /** @throws CartwrightError `not-found` */
  getDevice(deviceId: string): DeviceDetail;
  /** @throws CartwrightError `not-found`, as the following */
  listApps(deviceId: string): InstalledApp[];
  listProfiles(deviceId: string): InstalledProfile[];
  listCertificates(deviceId: string): DeviceCertificate[];
  listOsUpdates(deviceId: string): OsUpdate[];
}

const flag = (bit: 0 | 1 | null): boolean | null => (bit === null ? null : bit === 1);

export function openDeviceQueries({ store }: { store: Store }): DeviceQueries {
  const enrollmentsOf = store.statement<{ deviceId: string }, EnrollmentRow>((db, p) =>
    db
      .selectFrom('enrollment as e')
      .leftJoin('certificate as c', 'c.fingerprint', 'e.certificateFingerprint')
      .selectAll('e')
      .select(['c.serial', 'c.notBefore', 'c.notAfter', 'c.revokedAt'])
      .where('e.deviceId', '=', p.deviceId),
  );
  const openOf = store.statement<{ enrollmentId: string }, { count: number }>((db, p) =>
    db
      .selectFrom('command')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('enrollmentId', '=', p.enrollmentId)
      .where('open', '=', (e) => e.lit(1)),
  );

  const deviceById = (deviceId: string): DeviceTable => {
    const device = store.get((db) => db.selectFrom('device').selectAll().where('id', '=', deviceId));
    if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    return device;
  };

  const rowOf = (device: DeviceTable, enrollments: readonly EnrollmentRow[]): DeviceRow => {
    const current = enrollments.find((row) => row.channel === 'device');
    return {
      id: device.id,
      name: device.name,
      serialNumber: device.serialNumber,
      udid: device.udid,
      modelName: device.modelName,
      productName: device.productName,
      platform: oneOf(deviceRow.shape.platform.unwrap().options, device.platform),
      family: oneOf(deviceRow.shape.family.unwrap().options, device.family),
      osVersion: device.osVersion,
      supervised: flag(device.supervised),
      batteryLevel: device.batteryLevel,
      capacityGb: device.capacityGb,
      availableGb: device.availableGb,
      state: current?.state ?? 'ended',
      pushState: current?.pushState ?? 'none',
      enrolledAt: current?.enrolledAt ?? null,
      lastSeenAt: device.lastSeenAt,
      openCommands: current === undefined ? 0 : (openOf.get({ enrollmentId: current.id })?.count ?? 0),
      createdAt: device.createdAt,
    };
  };

  const enrollmentsFor = (deviceId: string) => enrollmentsOf.all({ deviceId }).sort(enrollmentsFirst);

  return {
    listDevices(query) {
      const total =
        store.get((db) => matching(db, query).select((e) => e.fn.countAll<number>().as('count')))?.count ?? 0;
      const devices = store.all((db) =>
        ordered(matching(db, query).selectAll('device'), query).limit(query.limit).offset(query.offset),
      ) as DeviceTable[];
      return { total, rows: devices.map((device) => rowOf(device, enrollmentsFor(device.id))) };
    },

    getDevice(deviceId) {
      const device = deviceById(deviceId);
      const enrollments = enrollmentsFor(deviceId);
      const reports = store.all((db) =>
        db.selectFrom('deviceReport').select(['kind', 'reportedAt', 'body']).where('deviceId', '=', deviceId),
      );
      const at = (kind: ReportKind) => reports.find((report) => report.kind === kind)?.reportedAt ?? null;
      const facts = (kind: ReportKind): Record<string, unknown> =>
        JSON.parse(reports.find((report) => report.kind === kind)?.body ?? '{}') as Record<string, unknown>;
      return {
        ...rowOf(device, enrollments),
        model: device.model,
        buildVersion: device.buildVersion,
        imei: device.imei,
        meid: device.meid,
        passcodePresent: flag(device.passcodePresent),
        information: facts('device-information'),
        security: facts('security'),
        restrictions: facts('restrictions'),
        reports: {
          deviceInformation: at('device-information'),
          security: at('security'),
          restrictions: at('restrictions'),
          apps: at('apps'),
          profiles: at('profiles'),
          certificates: at('certificates'),
          osUpdates: at('os-updates'),
        },
        enrollments: enrollments.map((row): EnrollmentSummary => enrollmentSummary(row)),
      };
    },

    listApps(deviceId) {
      deviceById(deviceId);
      const rows = store.all((db) =>
        db
          .selectFrom('installedApp')
          .select(['identifier', 'name', 'version', 'shortVersion', 'bundleSize', 'dynamicSize', 'managed'])
          .where('deviceId', '=', deviceId),
      );
      return rows.map((row) => ({ ...row, managed: flag(row.managed) })).sort(by((row) => row.name ?? row.identifier));
    },

    listProfiles(deviceId) {
      deviceById(deviceId);
      const rows = store.all((db) => db.selectFrom('installedProfile').selectAll().where('deviceId', '=', deviceId));
      return rows
        .map(({ deviceId: _, ...row }) => ({
          ...row,
          managed: flag(row.managed),
          encrypted: flag(row.encrypted),
          removalDisallowed: flag(row.removalDisallowed),
          payloads: JSON.parse(row.payloads) as InstalledProfile['payloads'],
        }))
        .sort(by((row) => row.displayName ?? row.identifier));
    },

    listCertificates(deviceId) {
      deviceById(deviceId);
      const rows = store.all((db) => db.selectFrom('deviceCertificate').selectAll().where('deviceId', '=', deviceId));
      return rows
        .map(({ deviceId: _, ...row }) => ({ ...row, isIdentity: row.isIdentity === 1 }))
        .sort(by((row) => row.commonName ?? row.fingerprint));
    },

    listOsUpdates(deviceId) {
      deviceById(deviceId);
      const rows = store.all((db) => db.selectFrom('osUpdate').selectAll().where('deviceId', '=', deviceId));
      return rows
        .map(({ deviceId: _, ...row }) => ({
          ...row,
          critical: flag(row.critical),
          restartRequired: flag(row.restartRequired),
        }))
        .sort(by((row) => row.version ?? row.productKey))
        .reverse();
    },
  };
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function by<Row>(name: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => collator.compare(name(a), name(b));
}

function oneOf<T extends string>(options: readonly T[], value: string | null): T | null {
  return options.find((option) => option === value) ?? null;
}

function matching(db: Kysely<Database>, { search, platform, family, state }: DeviceQuery) {
  let query = db.selectFrom('device');
  if (platform !== undefined) query = query.where('device.platform', '=', platform);
  if (family !== undefined) query = query.where('device.family', '=', family);
  if (search !== undefined && search !== '') {
    const pattern = `%${search.replace(/[%_\\]/g, '\\$&')}%`;
    query = query.where((e) =>
      e.or(
        (['name', 'serialNumber', 'modelName', 'productName', 'udid'] as const).map(
          (column) => sql<boolean>`${e.ref(`device.${column}`)} like ${pattern} escape '\\'`,
        ),
      ),
    );
  }
  if (state !== undefined) {
    const has = (is: 'enrolled' | 'pending') =>
      sql<boolean>`exists (select 1 from "enrollment" as e where e."deviceId" = "device"."id" and e."channel" = 'device' and e."state" = ${is})`;
    if (state === 'enrolled') query = query.where(has('enrolled'));
    else query = query.where((e) => e.not(has('enrolled')));
    if (state === 'pending') query = query.where(has('pending'));
    if (state === 'ended') query = query.where((e) => e.not(has('pending')));
  }
  return query;
}

const afterDot = (text: RawBuilder<unknown>) => sql`substr(${text}, instr(${text} || '.', '.') + 1)`;
const MINOR = afterDot(sql`"device"."osVersion"`);

/** Ends with the id, so that pages neither repeat nor skip a row. Ids grow with time: creation order is theirs. */
function ordered<O>(rows: SelectQueryBuilder<Database, 'device', O>, { sort, direction }: DeviceQuery) {
  switch (sort) {
    case 'createdAt':
      return rows.orderBy('device.id', direction);
    case 'name':
      return rows.orderBy(sql`"device"."name" collate nocase`, direction).orderBy('device.id', direction);
    case 'enrolledAt':
      return rows
        .orderBy(
          sql`(select max(e."enrolledAt") from "enrollment" as e where e."deviceId" = "device"."id" and e."channel" = 'device')`,
          direction,
        )
        .orderBy('device.id', direction);
    case 'osVersion':
      // By number, part by part: 17.10 comes after 17.2.
      return rows
        .orderBy(sql`cast("device"."osVersion" as integer)`, direction)
        .orderBy(sql`cast(${MINOR} as integer)`, direction)
        .orderBy(sql`cast(${afterDot(MINOR)} as integer)`, direction)
        .orderBy('device.id', direction);
    default:
      return rows.orderBy(`device.${sort}`, direction).orderBy('device.id', direction);
  }
}
