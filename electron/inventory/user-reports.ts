import type {
  AvailableOSUpdate,
  DeviceInformationFacts,
  InstallAnswer,
  InstalledApp,
  ManagedApp,
  ManagedBook,
  PlistDict,
  ReportedCertificate,
  ReportedProfile,
  ReportedProvisioningProfile,
  RestrictionsReport,
  SecurityFacts,
} from '../protocol/index.ts';
import type { ReportKind, Statement, Store, UnitOfWork } from '../store/index.ts';
import type { DeviceReports } from './device-reports.ts';
import { mergeFacts, reportedFacts, restrictionFacts } from './facts.ts';
import { type PlainJson, plainJson } from './plain-json.ts';
import type { ListScope, ReportTarget } from './service.ts';
import { appRows, certificateRows, osUpdateRows, profileRows } from './snapshots.ts';

const MOST_NAMED = 20;

interface Stored {
  body: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * What the channel of a user reports: that user's profiles, certificates and apps, kept beside the inventory of the
 * device and never mixed with it. One row of JSON for each kind, since a user has few of each.
 */
export class UserReports {
  readonly #find: Statement<{ enrollmentId: string; kind: ReportKind }, Stored>;
  readonly #put: Statement<
    { enrollmentId: string; kind: ReportKind; reportedAt: number; commandId: string; body: string },
    unknown
  >;

  readonly #knowledge: DeviceReports;

  constructor(store: Store, knowledge: DeviceReports) {
    this.#knowledge = knowledge;
    this.#find = store.statement((db, p) =>
      db.selectFrom('userReport').select('body').where('enrollmentId', '=', p.enrollmentId).where('kind', '=', p.kind),
    );
    this.#put = store.statement((db, p) => {
      const { reportedAt, commandId, body } = p;
      return db
        .insertInto('userReport')
        .values({ enrollmentId: p.enrollmentId, kind: p.kind, reportedAt, commandId, body })
        .onConflict((c) => c.columns(['enrollmentId', 'kind']).doUpdateSet({ reportedAt, commandId, body }));
    });
  }

  /** The inventory of one user, with the methods by which answers are stored. */
  of(enrollmentId: string): UserSink {
    return new UserSink(enrollmentId, this.#knowledge, {
      find: (kind) => this.#find.get({ enrollmentId, kind })?.body,
      put: (kind, at, commandId, body) => this.#put.run({ enrollmentId, kind, reportedAt: at, commandId, body }),
    });
  }
}

interface Rows {
  find(kind: ReportKind): string | undefined;
  put(kind: ReportKind, at: number, commandId: string, body: string): void;
}

type KnowledgeOfUser = Omit<DeviceReports, 'secrets' | 'places'>;

class UserSink {
  readonly #enrollmentId: string;
  readonly #rows: Rows;
  readonly knowledge: KnowledgeOfUser;

  readonly apps: UserApps;

  constructor(enrollmentId: string, knowledge: DeviceReports, rows: Rows) {
    this.knowledge = this.#knowledgeOver(knowledge);
    this.#enrollmentId = enrollmentId;
    this.#rows = rows;
    this.apps = new UserApps((...args) => this.#applyRows(...args));
  }

  /** Facts are this user's; secrets, places and tokens are the device's, whoever's channel brought them. */
  #knowledgeOver(device: DeviceReports): KnowledgeOfUser {
    return {
      report: (work, target, kind, facts) => this.#applyFacts(work, target, kind, reportedFacts(facts)),
      learn: (work, target, kind, facts) => {
        const known = JSON.parse(this.#rows.find(kind) ?? '{}') as Record<string, PlainJson>;
        for (const [key, value] of Object.entries(facts)) {
          if (value === undefined) delete known[key];
          else known[key] = plainJson(value);
        }
        this.#applyFacts(work, target, kind, known);
      },
      outcome: (...how) => device.outcome(...how),
      keepSecret: (...how) => device.keepSecret(...how),
      clearSecret: (...how) => device.clearSecret(...how),
      checkSecret: (...how) => device.checkSecret(...how),
      keepRecoveryKey: (...how) => device.keepRecoveryKey(...how),
      currentSecret: (...how) => device.currentSecret(...how),
      addPlace: (...how) => device.addPlace(...how),
      keepUnlockToken: (...how) => device.keepUnlockToken(...how),
      released: (...how) => device.released(...how),
    };
  }

  applyDeviceInformation(
    work: UnitOfWork,
    target: ReportTarget,
    _facts: DeviceInformationFacts,
    reported: PlistDict,
    asked: readonly string[],
  ): void {
    const known = JSON.parse(this.#rows.find('device-information') ?? '{}') as Record<string, never>;
    this.#applyFacts(work, target, 'device-information', mergeFacts(known, reportedFacts(reported), asked));
  }

  applySecurity(work: UnitOfWork, target: ReportTarget, _facts: SecurityFacts, reported: PlistDict): void {
    this.#applyFacts(work, target, 'security', reportedFacts(reported));
  }

  applyRestrictions(
    work: UnitOfWork,
    target: ReportTarget,
    report: RestrictionsReport,
    _options: { withProfiles: boolean },
  ): void {
    this.#applyFacts(work, target, 'restrictions', restrictionFacts(report));
  }

  applyApps(work: UnitOfWork, target: ReportTarget, apps: readonly InstalledApp[], scope: ListScope): void {
    const rows = appRows(target.deviceId, apps);
    this.#applyRows(work, target, 'apps', rows, (row) => `${row.identifier}\n${row.version}`, scope);
  }

  applyProfiles(work: UnitOfWork, target: ReportTarget, profiles: readonly ReportedProfile[], scope: ListScope): void {
    this.#applyRows(
      work,
      target,
      'profiles',
      profileRows(target.deviceId, profiles),
      (row) => String(row.identifier),
      scope,
    );
  }

  applyCertificates(
    work: UnitOfWork,
    target: ReportTarget,
    certificates: readonly ReportedCertificate[],
    scope: ListScope,
  ): void {
    const rows = certificateRows(target.deviceId, certificates, new Map());
    this.#applyRows(work, target, 'certificates', rows, (row) => `${row.fingerprint}${row.isIdentity}`, scope);
  }

  applyOsUpdates(work: UnitOfWork, target: ReportTarget, updates: readonly AvailableOSUpdate[]): void {
    const rows = osUpdateRows(target.deviceId, updates);
    this.#applyRows(work, target, 'os-updates', rows, (row) => String(row.productKey), { partial: false });
  }

  #applyFacts(work: UnitOfWork, target: ReportTarget, kind: ReportKind, facts: object): void {
    const before = this.#rows.find(kind);
    const body = JSON.stringify(facts);
    this.#rows.put(kind, work.now, target.commandId, body);
    if (before !== body) this.#tell(work, target, kind, [], [], before === undefined ? [] : [kind]);
  }

  #applyRows(
    work: UnitOfWork,
    target: ReportTarget,
    kind: ReportKind,
    reported: readonly object[],
    keyOf: (row: Row) => string,
    scope: ListScope,
  ): void {
    const before = new Map((JSON.parse(this.#rows.find(kind) ?? '[]') as Row[]).map((row) => [keyOf(row), row]));
    const after = new Map(reported.map((row) => [keyOf(row as Row), row as Row]));
    const added = [...after.keys()].filter((key) => !before.has(key));
    const removed = scope.partial ? [] : [...before.keys()].filter((key) => !after.has(key));
    const changed = [...after].filter(
      ([key, row]) => before.has(key) && JSON.stringify(before.get(key)) !== JSON.stringify(row),
    );
    const whole = scope.partial ? new Map([...before, ...after]) : after;
    this.#rows.put(kind, work.now, target.commandId, JSON.stringify([...whole.values()]));
    this.#tell(
      work,
      target,
      kind,
      added,
      removed,
      changed.map(([key]) => key),
    );
  }

  #tell(
    work: UnitOfWork,
    { deviceId, commandId }: ReportTarget,
    kind: ReportKind,
    added: readonly string[],
    removed: readonly string[],
    changed: readonly string[],
  ): void {
    if (added.length + removed.length + changed.length === 0) return;
    const names = (keys: readonly string[]) => keys.slice(0, MOST_NAMED).map((key) => key.split('\n')[0]);
    work.event({
      type: 'inventory.user-changed',
      deviceId,
      enrollmentId: this.#enrollmentId,
      commandId,
      actor: 'device',
      data: {
        kind,
        added: names(added),
        removed: names(removed),
        changed: names(changed),
        counts: { added: added.length, removed: removed.length, changed: changed.length },
      },
    });
  }
}

type PutRows = (
  work: UnitOfWork,
  target: ReportTarget,
  kind: ReportKind,
  reported: readonly object[],
  keyOf: (row: Row) => string,
  scope: ListScope,
) => void;

/** The apps and books of one user. */
class UserApps {
  readonly #put: PutRows;

  constructor(put: PutRows) {
    this.#put = put;
  }

  applyManagedApps(work: UnitOfWork, target: ReportTarget, apps: readonly ManagedApp[], scope: ListScope): undefined {
    const rows = apps.map(({ identifier, status }) => ({ identifier, status }));
    this.#put(work, target, 'managed-apps', rows, (row) => String(row.identifier), scope);
  }

  applyInstallAnswer(work: UnitOfWork, target: ReportTarget, answer: InstallAnswer): undefined {
    const { identifier, state } = answer;
    if (identifier !== undefined && state !== undefined)
      this.applyManagedApps(work, target, [{ identifier, status: state }], { partial: true });
  }

  applyMedia(work: UnitOfWork, target: ReportTarget, books: readonly ManagedBook[], scope: ListScope): undefined {
    const rows = books.map(({ rejectionReason: _, ...book }) => book);
    this.#put(work, target, 'media', rows, (row) => String(row.persistentId ?? row.storeId), scope);
  }

  applyProvisioningProfiles(
    work: UnitOfWork,
    target: ReportTarget,
    profiles: readonly ReportedProvisioningProfile[],
    scope: ListScope,
  ): void {
    this.#put(work, target, 'provisioning-profiles', profiles, (row) => String(row.uuid), scope);
  }

  // What follows is asked over the channel of a device only.
  applyAppRemoved(): void {}
  applyAppParts(): void {}
  applyAppPartChanged(): void {}
  applyOsUpdateStatus(): undefined {}
  applyUpdateResults(): undefined {}
}
