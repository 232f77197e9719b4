import type {
  AppPart,
  AvailableOSUpdate,
  DeviceInformationFacts,
  InstallAnswer,
  InstalledApp,
  ManagedApp,
  ManagedBook,
  OsUpdateResult,
  OsUpdateStatus,
  PlistDict,
  ReportedCertificate,
  ReportedPlace,
  ReportedProfile,
  ReportedProvisioningProfile,
  RestrictionsReport,
  SecurityFacts,
} from '../protocol/index.ts';
import type { DeviceSecretKind, ReportKind, UnitOfWork } from '../store/index.ts';

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

/** Since when something has been under way; undefined when nothing is. */
export interface Pending {
  pendingSince: number | undefined;
}

export type AppPartKind = 'configuration' | 'attributes' | 'feedback';

/** What follows from an answer about managed apps. */
export interface AppNews extends Pending {
  /** Apps whose dictionaries are there, and were not read since they may have changed. */
  unread: Readonly<Record<AppPartKind, string[]>>;
}

/** Where answers about managed apps, books, provisioning profiles and updates go. */
export interface AppSink {
  applyManagedApps(
    work: UnitOfWork,
    target: ReportTarget,
    apps: readonly ManagedApp[],
    scope: ListScope,
  ): AppNews | undefined;
  applyInstallAnswer(work: UnitOfWork, target: ReportTarget, answer: InstallAnswer): AppNews | undefined;
  applyAppRemoved(work: UnitOfWork, target: ReportTarget, identifier: string): void;
  /** @param asked the apps that were asked about: one that is not in the answer has nothing */
  applyAppParts(
    work: UnitOfWork,
    target: ReportTarget,
    kind: AppPartKind,
    parts: readonly AppPart[],
    asked: readonly string[],
  ): void;
  /** What is known of an app's dictionary is old. */
  applyAppPartChanged(work: UnitOfWork, target: ReportTarget, kind: AppPartKind, identifier: string): void;
  applyMedia(
    work: UnitOfWork,
    target: ReportTarget,
    books: readonly ManagedBook[],
    scope: ListScope,
  ): Pending | undefined;
  applyProvisioningProfiles(
    work: UnitOfWork,
    target: ReportTarget,
    profiles: readonly ReportedProvisioningProfile[],
    scope: ListScope,
  ): void;
  applyOsUpdateStatus(work: UnitOfWork, target: ReportTarget, updates: readonly OsUpdateStatus[]): Pending | undefined;
  applyUpdateResults(work: UnitOfWork, target: ReportTarget, results: readonly OsUpdateResult[]): Pending | undefined;
}

/** Where answers become inventory. */
export interface ReportSink {
  readonly apps: AppSink;
  /** @param asked the queries of the command: asked and not answered is gone, not asked stays as it was */
  applyDeviceInformation(
    work: UnitOfWork,
    target: ReportTarget,
    facts: DeviceInformationFacts,
    reported: PlistDict,
    asked: readonly string[],
  ): void;
  applySecurity(work: UnitOfWork, target: ReportTarget, facts: SecurityFacts, reported: PlistDict): void;
  /** @param withProfiles whether it was asked for those of each profile; else they stay as they were */
  applyRestrictions(
    work: UnitOfWork,
    target: ReportTarget,
    report: RestrictionsReport,
    options: { withProfiles: boolean },
  ): void;
  applyApps(work: UnitOfWork, target: ReportTarget, apps: readonly InstalledApp[], scope: ListScope): void;
  applyProfiles(work: UnitOfWork, target: ReportTarget, profiles: readonly ReportedProfile[], scope: ListScope): void;
  applyCertificates(
    work: UnitOfWork,
    target: ReportTarget,
    certificates: readonly ReportedCertificate[],
    scope: ListScope,
  ): void;
  applyOsUpdates(work: UnitOfWork, target: ReportTarget, updates: readonly AvailableOSUpdate[]): void;
  /** What is the device's, whoever's channel told it. */
  readonly knowledge: KnowledgeSink;
}

/** Where facts go that are no list, and what only the vault may hold. */
export interface KnowledgeSink {
  /** These facts, by Apple's keys or by what tells entries apart, are all there are of their kind. */
  report(work: UnitOfWork, target: ReportTarget, kind: ReportKind, facts: PlistDict): void;
  /** Puts facts among those known of a kind, as the device carried out what makes them so; undefined takes one away. */
  learn(
    work: UnitOfWork,
    target: ReportTarget,
    kind: ReportKind,
    facts: Readonly<Record<string, PlistDict[string] | undefined>>,
  ): void;
  /** What a command that reports nothing else said. */
  outcome(work: UnitOfWork, target: ReportTarget, requestType: string, facts: PlistDict): void;
  keepSecret(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string): void;
  clearSecret(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind): void;
  checkSecret(work: UnitOfWork, target: ReportTarget, kind: DeviceSecretKind, value: string, right: boolean): void;
  /** A FileVault recovery key in a CMS message, for us or for somebody else. */
  keepRecoveryKey(work: UnitOfWork, target: ReportTarget, message: Uint8Array): void;
  /** The current secret of a kind; undefined when there is none. */
  currentSecret(deviceId: string, kind: DeviceSecretKind): string | undefined;
  addPlace(work: UnitOfWork, target: ReportTarget, place: ReportedPlace): void;
  keepUnlockToken(work: UnitOfWork, target: ReportTarget, token: Uint8Array): void;
  /** Setup Assistant goes on: the channel of the command no longer waits for its configuration. */
  released(work: UnitOfWork, target: ReportTarget): void;
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
