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
import type { UnitOfWork } from '../store/index.ts';

/** What this room needs of push: who is woken when something waits, and who need not be any more. */
export interface WakeUps {
  scheduleWake(work: UnitOfWork, enrollmentId: string, options?: { urgent?: boolean }): void;
  /** Tells after a session whether commands still wait, so that wake-ups go on or stop; without one, when none is left. */
  settle(work: UnitOfWork, enrollmentId: string, hasOpenCommands: boolean): void;
}

/** Whose inventory an answer is, and the command it answers. */
export interface ReportTarget {
  deviceId: string;
  commandId: string;
}

/** An answer that lists only some of what is there (managed apps only, one app): nothing may be taken as gone. */
export interface ListScope {
  partial: boolean;
}

/** Where answers become inventory. */
export interface ReportSink {
  /** @param asked the queries of the command: asked and not answered is gone, not asked stays as it was */
  applyDeviceInformation(
    work: UnitOfWork,
    target: ReportTarget,
    facts: DeviceInformationFacts,
    reported: PlistDict,
    asked: readonly string[],
  ): void;
  applySecurity(work: UnitOfWork, target: ReportTarget, facts: SecurityFacts, reported: PlistDict): void;
  applyRestrictions(work: UnitOfWork, target: ReportTarget, report: RestrictionsReport): void;
  applyApps(work: UnitOfWork, target: ReportTarget, apps: readonly InstalledApp[], scope: ListScope): void;
  applyProfiles(work: UnitOfWork, target: ReportTarget, profiles: readonly ReportedProfile[], scope: ListScope): void;
  applyCertificates(
    work: UnitOfWork,
    target: ReportTarget,
    certificates: readonly ReportedCertificate[],
    scope: ListScope,
  ): void;
  applyOsUpdates(work: UnitOfWork, target: ReportTarget, updates: readonly AvailableOSUpdate[]): void;
}

/** What this room needs of inventory; `InventoryService` is one. */
export interface InventorySink extends ReportSink {
  seen(deviceId: string, enrollmentId: string): void;
  /** What the channel of a user reports is that user's, not the device's. */
  forUser(enrollmentId: string): ReportSink;
}

/** The enrollment a connect came from, as identity found it. */
export interface ConnectedEnrollment {
  id: string;
  deviceId: string;
}
