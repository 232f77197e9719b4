import { appStatusLasts, REFUSED_STATUS, updateStatusLasts } from '../../shared/app-states.ts';
import {
  type AppPart,
  describeError,
  type InstallAnswer,
  type ManagedApp,
  type ManagedBook,
  type OsUpdateResult,
  type OsUpdateStatus,
  type ReportedProvisioningProfile,
} from '../protocol/index.ts';
import type {
  ManagedAppTable,
  ManagedMediaTable,
  OsUpdateProgressTable,
  ReportKind,
  StatusKind,
  Store,
  UnitOfWork,
} from '../store/index.ts';
import { type AppPartKind, type AppRows, prepareAppRows } from './app-rows.ts';
import type { ChangedValues } from './facts.ts';
import { maskedFacts } from './masked-json.ts';
import { diffRows } from './row-diff.ts';
import type { ListScope, ReportTarget } from './service.ts';
import { diffStatuses, type StatusDiff, StatusHistory, type WithStatus } from './status-changes.ts';

/** What an answer about something under way leads to. */
export interface Pending {
  /** Since when the one that is longest under way has had its status; undefined when nothing is under way. */
  pendingSince: number | undefined;
}

export interface AppNews extends Pending {
  /** Apps whose dictionaries are there and were not read since they may have changed. */
  unread: Readonly<Record<AppPartKind, string[]>>;
}

/** What changed in a list, for its event. */
export interface ListChange {
  kind: ReportKind;
  added: readonly string[];
  removed: readonly string[];
  changed: readonly string[];
  values?: ChangedValues | undefined;
}

export interface Telling {
  /** The whole list was reported: notes the time. */
  reported(work: UnitOfWork, target: ReportTarget, kind: ReportKind): void;
  /** Tells what changed, if anything did. */
  tell(work: UnitOfWork, target: ReportTarget, change: ListChange): void;
}

const bit = (flag: boolean | undefined): 0 | 1 | null => (flag === undefined ? null : flag ? 1 : 0);

/** Managed apps, books, provisioning profiles and updates under way: what they are now, and every status they had. */
export class AppReports {
  readonly #rows: AppRows;
  readonly #history: StatusHistory;
  readonly #telling: Telling;

  constructor(store: Store, telling: Telling) {
    this.#rows = prepareAppRows(store);
    this.#history = new StatusHistory(store);
    this.#telling = telling;
  }

  /** Whether this server manages an installed app; null where no managed app is known at all. */
  managedOf(deviceId: string): (identifier: string) => 0 | 1 | null {
    const managed = new Set(
      this.#rows.apps.list
        .all({ deviceId })
        .filter(isManaged)
        .map(({ identifier }) => identifier),
    );
    return (identifier) => (managed.has(identifier) ? 1 : null);
  }

  applyManagedApps(work: UnitOfWork, target: ReportTarget, apps: readonly ManagedApp[], scope: ListScope): AppNews {
    const stored = this.#rows.apps.list.all({ deviceId: target.deviceId });
    const known = new Map(stored.map((row) => [row.identifier, row]));
    const rows = apps.map((app): ManagedAppTable => {
      const before = known.get(app.identifier);
      return {
        ...emptyApp(target.deviceId, app.identifier, before),
        status: app.status,
        statusAt: work.now,
        reason: null,
        managementFlags: app.managementFlags ?? null,
        hasConfiguration: bit(app.hasConfiguration),
        hasFeedback: bit(app.hasFeedback),
        validated: bit(app.isValidated),
        storeVersion: app.externalVersionIdentifier ?? null,
      };
    });
    return this.#putApps(work, target, stored, rows, scope);
  }

  /** @param answer names the app; one that does not is no news */
  applyInstallAnswer(work: UnitOfWork, target: ReportTarget, answer: InstallAnswer): AppNews | undefined {
    const { identifier, state, rejectionReason } = answer;
    if (identifier === undefined || (state === undefined && rejectionReason === undefined)) return undefined;
    const stored = this.#rows.apps.list.all({ deviceId: target.deviceId });
    const before = stored.find((row) => row.identifier === identifier);
    const refused = rejectionReason !== undefined;
    // What is managed stays so when another installation of it is refused; that it was is still written down.
    if (refused && before !== undefined && isManaged(before)) {
      const transition = { subject: identifier, before: before.status, after: REFUSED_STATUS, reason: rejectionReason };
      this.#history.add(work, target, 'app', [transition]);
      return undefined;
    }
    const row = {
      ...emptyApp(target.deviceId, identifier, before),
      status: refused ? REFUSED_STATUS : (state ?? 'Unknown'),
      statusAt: work.now,
      reason: rejectionReason ?? null,
    };
    return this.#putApps(work, target, stored, [row], { partial: true });
  }

  /** The app was removed at our wish; the next list says so too, save of one whose last status was told once. */
  applyAppRemoved(_work: UnitOfWork, target: ReportTarget, identifier: string): void {
    const row = this.#rows.apps.list
      .all({ deviceId: target.deviceId })
      .find((app) => app.identifier === identifier && appStatusLasts(app.status) === 'once');
    if (row !== undefined) this.#rows.apps.remove.run(row);
  }

  /**
   * Stores what was read of apps' dictionaries, secrets masked. An app that was asked for and is not in the answer, or
   * comes without one, has none.
   */
  applyAppParts(
    work: UnitOfWork,
    target: ReportTarget,
    kind: AppPartKind,
    parts: readonly AppPart[],
    asked: readonly string[],
  ): void {
    const values = new Map(parts.map(({ identifier, value }) => [identifier, value]));
    const changed: string[] = [];
    for (const row of this.#rows.apps.list.all({ deviceId: target.deviceId })) {
      if (!values.has(row.identifier) && !asked.includes(row.identifier)) continue;
      const value = values.get(row.identifier);
      const body = value === undefined ? null : JSON.stringify(maskedFacts(value));
      this.#rows.putPart[kind].run({ deviceId: target.deviceId, identifier: row.identifier, body, at: work.now });
      if (body !== row[kind]) changed.push(row.identifier);
    }
    const partOf: ReportKind = 'managed-apps';
    this.#telling.tell(work, target, { kind: partOf, added: [], removed: [], changed });
  }

  /** An app's dictionary was changed by a command: what we know of it is old. */
  applyAppPartChanged(_work: UnitOfWork, target: ReportTarget, kind: AppPartKind, identifier: string): void {
    const row = this.#rows.apps.list.all({ deviceId: target.deviceId }).find((app) => app.identifier === identifier);
    if (row !== undefined) this.#rows.putPart[kind].run({ ...target, identifier, body: row[kind], at: null });
  }

  applyMedia(work: UnitOfWork, target: ReportTarget, books: readonly ManagedBook[], scope: ListScope): Pending {
    const stored = this.#rows.media.list.all({ deviceId: target.deviceId });
    const rows = books.flatMap((book): ManagedMediaTable[] => {
      const key = book.persistentId ?? book.storeId?.toString();
      if (key === undefined) return [];
      const before = stored.find((row) => row.key === key);
      const refused = book.rejectionReason !== undefined;
      return [
        {
          deviceId: target.deviceId,
          key,
          storeId: book.storeId ?? before?.storeId ?? null,
          persistentId: book.persistentId ?? null,
          title: book.title ?? before?.title ?? null,
          author: book.author ?? before?.author ?? null,
          kind: book.kind ?? before?.kind ?? null,
          version: book.version ?? before?.version ?? null,
          status: refused ? REFUSED_STATUS : (book.state ?? before?.status ?? 'Unknown'),
          statusAt: work.now,
          reason: book.rejectionReason ?? null,
        },
      ];
    });
    const diff = diffStatuses(stored, rows, {
      keyOf: (row) => row.key,
      columns: ['storeId', 'title', 'author', 'kind', 'version'],
      lasts: appStatusLasts,
      partial: scope.partial,
    });
    for (const row of diff.gone) this.#rows.media.remove.run(row);
    for (const row of diff.put) this.#rows.media.put.run(row);
    this.#tell(work, target, 'media', 'media', diff, scope, bookNames([...stored, ...rows]));
    return { pendingSince: diff.pendingSince };
  }

  applyProvisioningProfiles(
    work: UnitOfWork,
    target: ReportTarget,
    profiles: readonly ReportedProvisioningProfile[],
    scope: ListScope,
  ): void {
    const { deviceId } = target;
    const stored = this.#rows.provisioning.list.all({ deviceId });
    const rows = profiles.map(({ uuid, name, expiresAt }) => ({
      deviceId,
      uuid,
      name: name ?? null,
      expiresAt: expiresAt ?? null,
    }));
    const diff = diffRows(stored, rows, (row) => row.uuid, ['name', 'expiresAt'], scope.partial);
    for (const row of diff.removed) this.#rows.provisioning.remove.run(row);
    for (const row of [...diff.added, ...diff.changed]) this.#rows.provisioning.put.run(row);
    const kind: ReportKind = 'provisioning-profiles';
    if (!scope.partial) this.#telling.reported(work, target, kind);
    const names = (list: readonly (typeof rows)[number][]) => list.map(({ name, uuid }) => name ?? uuid);
    this.#telling.tell(work, target, {
      kind,
      added: names(diff.added),
      removed: names(diff.removed),
      changed: names(diff.changed),
    });
  }

  applyOsUpdateStatus(work: UnitOfWork, target: ReportTarget, updates: readonly OsUpdateStatus[]): Pending {
    const stored = this.#rows.updates.list.all({ deviceId: target.deviceId });
    const rows = updates.map((update): OsUpdateProgressTable => {
      const before = stored.find((row) => row.productKey === update.productKey);
      return {
        deviceId: target.deviceId,
        productKey: update.productKey,
        status: update.status,
        statusAt: work.now,
        reason: null,
        downloaded: update.downloaded ?? null,
        isDownloaded: bit(update.isDownloaded),
        action: before?.action ?? null,
        maxDeferrals: update.maxDeferrals ?? null,
        deferralsLeft: update.deferralsLeft ?? null,
        nextInstallAt: update.nextInstallAt ?? null,
      };
    });
    return this.#putUpdates(work, target, stored, rows, { partial: false });
  }

  /** What the device makes of the updates it was asked for. */
  applyUpdateResults(work: UnitOfWork, target: ReportTarget, results: readonly OsUpdateResult[]): Pending {
    const stored = this.#rows.updates.list.all({ deviceId: target.deviceId });
    const rows = results.flatMap(({ productKey, action, status, errorChain }): OsUpdateProgressTable[] => {
      if (productKey === undefined) return [];
      const before = stored.find((row) => row.productKey === productKey);
      const top = errorChain[0];
      const refused = action === 'Error' || top !== undefined;
      return [
        {
          deviceId: target.deviceId,
          productKey,
          downloaded: before?.downloaded ?? null,
          isDownloaded: before?.isDownloaded ?? null,
          maxDeferrals: before?.maxDeferrals ?? null,
          deferralsLeft: before?.deferralsLeft ?? null,
          nextInstallAt: before?.nextInstallAt ?? null,
          status: refused ? 'Error' : (status ?? 'Unknown'),
          statusAt: work.now,
          reason: top === undefined ? null : describeError(top),
          action: action ?? null,
        },
      ];
    });
    return this.#putUpdates(work, target, stored, rows, { partial: true });
  }

  #putUpdates(
    work: UnitOfWork,
    target: ReportTarget,
    stored: readonly OsUpdateProgressTable[],
    rows: readonly OsUpdateProgressTable[],
    scope: ListScope,
  ): Pending {
    const progress = ['downloaded', 'isDownloaded', 'nextInstallAt'] as const;
    const diff = diffStatuses(stored, rows, {
      keyOf: (row) => row.productKey,
      columns: ['action', 'maxDeferrals', 'deferralsLeft', ...progress],
      lasts: updateStatusLasts,
      partial: scope.partial,
    });
    for (const row of diff.gone) this.#rows.updates.remove.run(row);
    for (const row of diff.put) this.#rows.updates.put.run(row);
    // How much was downloaded is worth knowing and not worth a history.
    const moved = new Set(diff.transitions.map(({ subject }) => subject));
    const changed = diff.changed.filter((key) => moved.has(key));
    this.#tell(work, target, 'os-update', 'os-update-status', { ...diff, changed }, scope);
    return { pendingSince: diff.pendingSince };
  }

  #putApps(
    work: UnitOfWork,
    target: ReportTarget,
    stored: readonly ManagedAppTable[],
    rows: readonly ManagedAppTable[],
    scope: ListScope,
  ): AppNews {
    const diff = diffStatuses(stored, rows, {
      keyOf: (row) => row.identifier,
      columns: ['managementFlags', 'hasConfiguration', 'hasFeedback', 'validated', 'storeVersion'],
      lasts: appStatusLasts,
      partial: scope.partial,
    });
    for (const row of diff.gone) {
      this.#rows.apps.remove.run(row);
      this.#rows.mark.run({ ...row, managed: 0 });
    }
    for (const row of diff.put) {
      this.#rows.apps.put.run(row);
      this.#rows.mark.run({ ...row, managed: isManaged(row) ? 1 : 0 });
    }
    this.#tell(work, target, 'app', 'managed-apps', diff, scope);
    const now = this.#rows.apps.list.all({ deviceId: target.deviceId });
    const unread = (has: 'hasConfiguration' | 'hasFeedback', at: 'configurationAt' | 'feedbackAt') =>
      now.filter((row) => row[has] === 1 && row[at] === null && isManaged(row)).map(({ identifier }) => identifier);
    return {
      pendingSince: diff.pendingSince,
      unread: {
        configuration: unread('hasConfiguration', 'configurationAt'),
        attributes: [],
        feedback: unread('hasFeedback', 'feedbackAt'),
      },
    };
  }

  #tell<Row extends WithStatus>(
    work: UnitOfWork,
    target: ReportTarget,
    of: StatusKind,
    kind: ReportKind,
    diff: StatusDiff<Row>,
    scope: ListScope,
    nameOf: (key: string) => string = (key) => key,
  ): void {
    if (!scope.partial) this.#telling.reported(work, target, kind);
    this.#history.add(work, target, of, diff.transitions);
    const values = diff.transitions.map(({ subject, before, after }) => [nameOf(subject), [before, after]] as const);
    this.#telling.tell(work, target, {
      kind,
      added: diff.added.map(nameOf),
      removed: diff.removed.map(nameOf),
      changed: diff.changed.map(nameOf),
      values: values.length === 0 ? undefined : (Object.fromEntries(values) as ChangedValues),
    });
  }
}

/** Books as people call them: by title, and where two are called the same or nobody knows how, by key. */
function bookNames(books: readonly Pick<ManagedMediaTable, 'key' | 'title'>[]): (key: string) => string {
  const titles = new Map(books.map(({ key, title }) => [key, title ?? key]));
  return (key) => {
    const title = titles.get(key) ?? key;
    const alone = [...titles].every(([other, same]) => other === key || same !== title);
    return alone ? title : `${title} (${key})`;
  };
}

/** Ours, or on its way to be. */
function isManaged({ status }: Pick<ManagedAppTable, 'status'>): boolean {
  return appStatusLasts(status) !== 'once';
}

function emptyApp(deviceId: string, identifier: string, before: ManagedAppTable | undefined): ManagedAppTable {
  return (
    before ?? {
      deviceId,
      identifier,
      status: 'Unknown',
      statusAt: 0,
      reason: null,
      managementFlags: null,
      hasConfiguration: null,
      hasFeedback: null,
      validated: null,
      storeVersion: null,
      configuration: null,
      configurationAt: null,
      attributes: null,
      attributesAt: null,
      feedback: null,
      feedbackAt: null,
    }
  );
}
