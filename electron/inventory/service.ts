import type { Logger } from '../../shared/logger.ts';
import { systemTimers, type Timers } from '../../shared/timers.ts';
import type {
  AvailableOSUpdate,
  DeviceInformationFacts,
  InstalledApp,
  PlistDict,
  ReportedCertificate,
  ReportedProfile,
  RestrictionsReport,
  SecurityFacts,
} from '../protocol/index.ts';
import type { ReportKind, Store, UnitOfWork } from '../store/index.ts';
import { AppReports, type ListChange } from './app-reports.ts';
import { DeviceReports, type Escrow } from './device-reports.ts';
import type { DeviceSecrets } from './device-secrets.ts';
import {
  type ChangedValues,
  changedFacts,
  changedValues,
  deviceColumns,
  type Facts,
  lasting,
  mergeFacts,
  reportedFacts,
  restrictionFacts,
} from './facts.ts';
import { type InventoryRows, prepareInventoryRows, type ReportedDevice, type SnapshotRows } from './inventory-rows.ts';
import type { Places } from './places.ts';
import { Presence } from './presence.ts';
import { diffRows } from './row-diff.ts';
import { appRows, certificateRows, osUpdateRows, profileRows } from './snapshots.ts';
import { UserReports } from './user-reports.ts';

/** Whose report it is, and the command that asked for it. */
export interface ReportTarget {
  deviceId: string;
  commandId: string;
}

/** Whether an answer lists everything, or only some: then nothing is taken as gone. */
export interface ListScope {
  partial: boolean;
}

const MOST_NAMED = 20;

/**
 * What devices reported. Each `apply` replaces a snapshot by its differences inside the caller's unit of work: only
 * rows that changed are written, and one `inventory.changed` event tells what did. A repeated report writes its time.
 */
export class InventoryService {
  readonly presence: Presence;
  readonly #rows: InventoryRows;
  readonly #users: UserReports;
  /** Managed apps, books, provisioning profiles, updates under way. */
  readonly apps: AppReports;
  readonly knowledge: DeviceReports;

  /** @param options.escrow opens recovery keys that Macs seal for this server */
  constructor(options: { store: Store; logger: Logger; timers?: Timers; escrow?: Escrow }) {
    const { store, logger, timers = systemTimers, escrow } = options;
    this.#rows = prepareInventoryRows(store);
    this.apps = new AppReports(store, {
      reported: (work, target, kind) => this.#reported(work, target, kind, '{}'),
      tell: (work, target, change) => this.#tellList(work, target, change),
    });
    this.knowledge = new DeviceReports({
      store,
      escrow,
      facts: (...how) => this.#applyFacts(...how),
      put: (target, kind, at, body) => this.#rows.putReport.run({ ...target, kind, reportedAt: at, body }),
    });
    this.#users = new UserReports(store, this.knowledge);
    this.presence = new Presence({ store, rows: this.#rows, logger, timers });
  }

  /** Codes and passwords by which people get at devices. */
  get secrets(): DeviceSecrets {
    return this.knowledge.secrets;
  }

  /** Where lost devices were. */
  get places(): Places {
    return this.knowledge.places;
  }

  /** Notes that a device was just heard of; see {@link Presence}. */
  seen(deviceId: string, enrollmentId: string): void {
    this.presence.seen(deviceId, enrollmentId);
  }

  /** Where the answers of a user's channel are stored. */
  forUser(enrollmentId: string): ReturnType<UserReports['of']> {
    return this.#users.of(enrollmentId);
  }

  /** Stores what is still in memory. */
  stop(): Promise<void> {
    return this.presence.stop();
  }

  /**
   * @param reported the answer by Apple's keys
   * @param asked the queries of the command: asked and not answered is gone, not asked stays as it was
   */
  applyDeviceInformation(
    work: UnitOfWork,
    target: ReportTarget,
    facts: DeviceInformationFacts,
    reported: PlistDict,
    asked: readonly string[],
  ): void {
    const before = this.#rows.device.get({ id: target.deviceId });
    if (before !== undefined) this.#updateDevice(target.deviceId, before, deviceColumns(before, facts));
    this.#applyFacts(work, target, 'device-information', (known) => mergeFacts(known, reportedFacts(reported), asked));
  }

  applySecurity(work: UnitOfWork, target: ReportTarget, facts: SecurityFacts, reported: PlistDict): void {
    const before = this.#rows.device.get({ id: target.deviceId });
    if (before !== undefined && facts.passcodePresent !== undefined) {
      this.#updateDevice(target.deviceId, before, { ...before, passcodePresent: facts.passcodePresent ? 1 : 0 });
    }
    this.#applyFacts(work, target, 'security', () => reportedFacts(reported));
  }

  applyRestrictions(
    work: UnitOfWork,
    target: ReportTarget,
    report: RestrictionsReport,
    { withProfiles }: { withProfiles: boolean },
  ): void {
    this.#applyFacts(work, target, 'restrictions', ({ ProfileRestrictions }) => ({
      ...(withProfiles || ProfileRestrictions === undefined ? {} : { ProfileRestrictions }),
      ...restrictionFacts(report),
    }));
  }

  applyApps(work: UnitOfWork, target: ReportTarget, apps: readonly InstalledApp[], scope: ListScope): void {
    const stored = this.#rows.apps.list.all({ deviceId: target.deviceId });
    const rows = appRows(target.deviceId, apps);
    // Who manages an app is not in this answer: what another one told stays.
    const managed = new Map(stored.map((row) => [row.identifier, row.managed]));
    const managedOf = this.apps.managedOf(target.deviceId);
    for (const row of rows) row.managed = managedOf(row.identifier) ?? managed.get(row.identifier) ?? null;
    this.#applyRows(work, target, 'apps', this.#rows.apps, stored, rows, {
      keyOf: (row) => `${row.identifier}\n${row.version}`,
      nameOf: (row) => row.identifier,
      columns: ['shortVersion', 'name', 'bundleSize', 'dynamicSize', 'managed'],
      scope,
    });
  }

  applyProfiles(work: UnitOfWork, target: ReportTarget, profiles: readonly ReportedProfile[], scope: ListScope): void {
    const stored = this.#rows.profiles.list.all({ deviceId: target.deviceId });
    this.#applyRows(work, target, 'profiles', this.#rows.profiles, stored, profileRows(target.deviceId, profiles), {
      keyOf: (row) => row.identifier,
      nameOf: (row) => row.identifier,
      columns: [
        'uuid',
        'displayName',
        'organization',
        'description',
        'version',
        'managed',
        'encrypted',
        'removalDisallowed',
        'signedUntil',
        'payloads',
      ],
      scope,
    });
  }

  applyCertificates(
    work: UnitOfWork,
    target: ReportTarget,
    certificates: readonly ReportedCertificate[],
    scope: ListScope,
  ): void {
    const stored = this.#rows.certificates.list.all({ deviceId: target.deviceId });
    const known = new Map(stored.map((row) => [row.fingerprint, row]));
    const rows = certificateRows(target.deviceId, certificates, known);
    this.#applyRows(work, target, 'certificates', this.#rows.certificates, stored, rows, {
      keyOf: (row) => `${row.fingerprint}${row.isIdentity}`,
      nameOf: (row) => row.commonName ?? row.fingerprint,
      columns: ['commonName', 'subject', 'issuer', 'notBefore', 'notAfter'],
      scope,
    });
  }

  applyOsUpdates(work: UnitOfWork, target: ReportTarget, updates: readonly AvailableOSUpdate[]): void {
    const stored = this.#rows.osUpdates.list.all({ deviceId: target.deviceId });
    this.#applyRows(work, target, 'os-updates', this.#rows.osUpdates, stored, osUpdateRows(target.deviceId, updates), {
      keyOf: (row) => row.productKey,
      nameOf: (row) => row.productKey,
      columns: ['name', 'version', 'build', 'critical', 'restartRequired', 'downloadSize'],
      scope: { partial: false },
    });
  }

  #tellList(work: UnitOfWork, target: ReportTarget, { kind, added, removed, changed, values }: ListChange): void {
    this.#tell(work, target, {
      kind,
      added: added.slice(0, MOST_NAMED),
      removed: removed.slice(0, MOST_NAMED),
      changed: changed.slice(0, MOST_NAMED),
      counts: { added: added.length, removed: removed.length, changed: changed.length },
      values: values === undefined ? undefined : Object.fromEntries(Object.entries(values).slice(0, MOST_NAMED)),
    });
  }

  #applyRows<Row extends { deviceId: string }>(
    work: UnitOfWork,
    target: ReportTarget,
    kind: ReportKind,
    table: SnapshotRows<Row>,
    stored: readonly Row[],
    reported: readonly Row[],
    how: {
      keyOf: (row: Row) => string;
      nameOf: (row: Row) => string;
      columns: readonly (keyof Row)[];
      scope: ListScope;
    },
  ): void {
    const diff = diffRows(stored, reported, how.keyOf, how.columns, how.scope.partial);
    for (const row of diff.removed) table.remove.run(row);
    if (table.add === undefined) for (const row of diff.added) table.put.run(row);
    else table.add(diff.added);
    for (const row of diff.changed) table.put.run(row);
    // A part of a list is no report of the whole: its time stays.
    if (!how.scope.partial) this.#reported(work, target, kind, '{}');
    const names = (rows: readonly Row[]) => [...new Set(rows.slice(0, MOST_NAMED).map(how.nameOf))];
    this.#tell(work, target, {
      kind,
      added: names(diff.added),
      removed: names(diff.removed),
      changed: names(diff.changed),
      counts: { added: diff.added.length, removed: diff.removed.length, changed: diff.changed.length },
    });
  }

  #applyFacts(work: UnitOfWork, target: ReportTarget, kind: ReportKind, next: (known: Facts) => Facts): void {
    const row = this.#rows.report.get({ deviceId: target.deviceId, kind });
    const before = row === undefined ? {} : (JSON.parse(row.body) as Facts);
    const after = next(before);
    this.#reported(work, target, kind, JSON.stringify(after));
    const names = changedFacts(lasting(kind, before), lasting(kind, after));
    const added = names.filter((name) => !Object.hasOwn(before, name));
    const removed = names.filter((name) => !Object.hasOwn(after, name));
    const changed = names.filter((name) => Object.hasOwn(before, name) && Object.hasOwn(after, name));
    this.#tell(work, target, {
      kind,
      added: added.slice(0, MOST_NAMED),
      removed: removed.slice(0, MOST_NAMED),
      changed: changed.slice(0, MOST_NAMED),
      counts: { added: added.length, removed: removed.length, changed: changed.length },
      // A first report is news throughout; what it says stands in the inventory.
      values: row === undefined ? undefined : changedValues(before, after, names.slice(0, MOST_NAMED)),
    });
  }

  #reported(work: UnitOfWork, { deviceId, commandId }: ReportTarget, kind: ReportKind, body: string): void {
    this.#rows.putReport.run({ deviceId, kind, reportedAt: work.now, commandId, body });
  }

  #tell(
    work: UnitOfWork,
    { deviceId, commandId }: ReportTarget,
    data: {
      kind: ReportKind;
      added: string[];
      removed: string[];
      changed: string[];
      counts: { added: number; removed: number; changed: number };
      /** Of facts with one value: what it was and what it is; null where it was not there. */
      values?: ChangedValues;
    },
  ): void {
    const { added, removed, changed } = data.counts;
    if (added + removed + changed === 0) return;
    work.event({ type: 'inventory.changed', deviceId, commandId, actor: 'device', data });
  }

  #updateDevice(id: string, before: ReportedDevice, after: ReportedDevice): void {
    const columns = Object.keys(after) as (keyof ReportedDevice)[];
    if (columns.some((column) => before[column] !== after[column])) this.#rows.updateDevice.run({ ...after, id });
  }
}
