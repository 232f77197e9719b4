import { type Selectable, sql } from 'kysely';
import { by } from '../../shared/by-name.ts';
import type {
  DeviceCertificate,
  InstalledApp,
  InstalledProfile,
  ManagedApp,
  ManagedBook,
  OsUpdate,
  ProvisioningProfile,
} from '../../shared/contract/device-inventory.ts';
import type {
  CsvFile,
  DeviceFacets,
  DeviceSelection,
  ExportInput,
  FieldValues,
} from '../../shared/contract/device-lists.ts';
import type {
  DeviceDetail,
  DeviceQuery,
  DeviceRow,
  DeviceSearch,
  EnrollmentSummary,
} from '../../shared/contract/devices.ts';
import type { UserInventory } from '../../shared/contract/users.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { DeviceTable, ReportKind, Store } from '../store/index.ts';
import { openAppQueries } from './app-queries.ts';
import { type DeviceList, openDeviceList } from './device-list.ts';
import { deviceUser, userInventory } from './device-users.ts';
import { type EnrollmentRow, enrollmentSummary, enrollmentsFirst } from './enrollment-summary.ts';
import { openExport, selectedIds } from './export.ts';
import { openFacets } from './facets.ts';
import { openFieldValues } from './field-values.ts';

/** What the console asks about devices. All answers have the contract's shapes. */
export interface DeviceQueries {
  readonly list: DeviceList;
  /** How many devices there are of each kind. */
  facets(search: DeviceSearch): DeviceFacets;
  /** The values of one field. @throws CartwrightError `bad-request` when it has none to list */
  values(field: string, search: DeviceSearch): FieldValues;
  /** Chosen columns as CSV. @throws CartwrightError `bad-request`, `too-large` */
  exportCsv(input: ExportInput): Promise<CsvFile>;
  /** The ids a selection means, in the order of names unless listed. @throws CartwrightError `too-large` */
  selected(selection: DeviceSelection): string[];
  /** One page of the devices that match, and how many match in all. */
  listDevices(query: DeviceQuery): { total: number; rows: DeviceRow[] };
  /** @throws CartwrightError `not-found` */
  getDevice(deviceId: string): DeviceDetail;
  /** @throws CartwrightError `not-found`, as the following */
  listApps(deviceId: string): InstalledApp[];
  listProfiles(deviceId: string): InstalledProfile[];
  listCertificates(deviceId: string): DeviceCertificate[];
  listOsUpdates(deviceId: string): OsUpdate[];
  listManagedApps(deviceId: string): ManagedApp[];
  listMedia(deviceId: string): ManagedBook[];
  listProvisioningProfiles(deviceId: string): ProvisioningProfile[];
  /** What the channel of a user reported. @throws CartwrightError `not-found` */
  userInventory(enrollmentId: string): UserInventory;
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
      .where('open', '=', sql.lit<1>(1)),
  );
  const list = openDeviceList(store);
  const apps = openAppQueries(store);

  const deviceById = (deviceId: string): Selectable<DeviceTable> => {
    const device = store.get((db) => db.selectFrom('device').selectAll().where('id', '=', deviceId));
    if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    return device;
  };

  const enrollmentsFor = (deviceId: string) => enrollmentsOf.all({ deviceId }).sort(enrollmentsFirst);

  return {
    list,
    facets: openFacets(store, list),
    values: openFieldValues(store, list),
    exportCsv: openExport(store, list),
    selected: (selection) => selectedIds(list, selection),
    listDevices: (query) => list.page(query),

    getDevice(deviceId) {
      const device = deviceById(deviceId);
      const [row] = list.rows([deviceId]);
      if (row === undefined) throw new CartwrightError('not-found', 'There is no such device.');
      const enrollments = enrollmentsFor(deviceId);
      const reports = store.all((db) =>
        db.selectFrom('deviceReport').select(['kind', 'reportedAt', 'body']).where('deviceId', '=', deviceId),
      );
      const at = (kind: ReportKind) => reports.find((report) => report.kind === kind)?.reportedAt ?? null;
      const facts = (kind: ReportKind): Record<string, unknown> =>
        JSON.parse(reports.find((report) => report.kind === kind)?.body ?? '{}') as Record<string, unknown>;
      return {
        ...row,
        model: device.model,
        buildVersion: device.buildVersion,
        imei: device.imei,
        meid: device.meid,
        passcodePresent: flag(device.passcodePresent),
        inactiveSince: device.inactiveSince,
        restored:
          device.restoredAt === null || device.restoredFrom === null
            ? null
            : { at: device.restoredAt, from: device.restoredFrom },
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
          osUpdateStatus: at('os-update-status'),
          managedApps: at('managed-apps'),
          media: at('media'),
          provisioningProfiles: at('provisioning-profiles'),
        },
        enrollments: enrollments.map((row): EnrollmentSummary => enrollmentSummary(row)),
        users: enrollments
          .filter((enrollment) => enrollment.channel === 'user')
          .map((user) => deviceUser(user, openOf.get({ enrollmentId: user.id })?.count ?? 0)),
        bootstrapTokenAt: enrollments[0]?.bootstrapTokenAt ?? null,
      };
    },

    userInventory: (enrollmentId) => userInventory(store, enrollmentId),

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
      return apps.osUpdates(deviceId);
    },

    listManagedApps(deviceId) {
      deviceById(deviceId);
      return apps.managedApps(deviceId);
    },

    listMedia(deviceId) {
      deviceById(deviceId);
      return apps.media(deviceId);
    },

    listProvisioningProfiles(deviceId) {
      deviceById(deviceId);
      return apps.provisioningProfiles(deviceId);
    },
  };
}
