import { by } from '../../shared/by-name.ts';
import type {
  ManagedApp,
  ManagedBook,
  OsUpdate,
  ProvisioningProfile,
  StatusChange,
} from '../../shared/contract/device-inventory.ts';
import type { StatusKind, Store } from '../store/index.ts';

/** What the console asks about apps, books, provisioning profiles and updates of a device that is there. */
export interface AppQueries {
  managedApps(deviceId: string): ManagedApp[];
  media(deviceId: string): ManagedBook[];
  /** The one that expires first comes first. */
  provisioningProfiles(deviceId: string): ProvisioningProfile[];
  /** Newest version first; with those under way that are no longer offered. */
  osUpdates(deviceId: string): OsUpdate[];
}

/** Management flags of an app: bits of Apple's `ManagementFlags`. */
const GOES_WITH_MANAGEMENT = 1;
const OUT_OF_BACKUP = 4;
const MOST_CHANGES = 50;

const flag = (bit: 0 | 1 | null): boolean | null => (bit === null ? null : bit === 1);

export function openAppQueries(store: Store): AppQueries {
  const historyOf = (deviceId: string, kind: StatusKind): ((subject: string) => StatusChange[]) => {
    const bySubject = new Map<string, StatusChange[]>();
    const rows = store.all((db) =>
      db
        .selectFrom('statusChange')
        .select(['subject', 'at', 'status', 'reason', 'commandId'])
        .where('deviceId', '=', deviceId)
        .where('kind', '=', kind)
        .orderBy('id', 'desc'),
    );
    for (const { subject, ...change } of rows) {
      const changes = bySubject.get(subject) ?? [];
      if (changes.length < MOST_CHANGES) changes.push(change);
      bySubject.set(subject, changes);
    }
    return (subject) => bySubject.get(subject) ?? [];
  };

  return {
    managedApps(deviceId) {
      const history = historyOf(deviceId, 'app');
      const rows = store.all((db) => db.selectFrom('managedApp').selectAll().where('deviceId', '=', deviceId));
      const names = new Map(
        store
          .all((db) => db.selectFrom('installedApp').select(['identifier', 'name']).where('deviceId', '=', deviceId))
          .map(({ identifier, name }) => [identifier, name]),
      );
      return rows
        .map((row): ManagedApp => {
          const { identifier, status, statusAt, reason, managementFlags } = row;
          const part = (body: string | null, readAt: number | null): ManagedApp['configuration'] =>
            body === null ? null : { readAt, values: JSON.parse(body) as Record<string, unknown> };
          const has = (bits: number) => (managementFlags === null ? null : (managementFlags & bits) !== 0);
          return {
            identifier,
            name: names.get(identifier) ?? null,
            status,
            statusAt,
            reason,
            history: history(identifier),
            goesWithManagement: has(GOES_WITH_MANAGEMENT),
            outOfBackup: has(OUT_OF_BACKUP),
            hasConfiguration: flag(row.hasConfiguration),
            hasFeedback: flag(row.hasFeedback),
            validated: flag(row.validated),
            configuration: row.hasConfiguration === 0 ? null : part(row.configuration, row.configurationAt),
            attributes: part(row.attributes, row.attributesAt),
            feedback: part(row.feedback, row.feedbackAt),
          };
        })
        .sort(by((app) => app.name ?? app.identifier));
    },

    media(deviceId) {
      const history = historyOf(deviceId, 'media');
      return store
        .all((db) => db.selectFrom('managedMedia').selectAll().where('deviceId', '=', deviceId))
        .map(({ deviceId: _, ...row }): ManagedBook => ({ ...row, history: history(row.key) }))
        .sort(by((book) => book.title ?? book.key));
    },

    provisioningProfiles(deviceId) {
      return store
        .all((db) =>
          db
            .selectFrom('provisioningProfile')
            .select(['uuid', 'name', 'expiresAt'])
            .where('deviceId', '=', deviceId)
            .orderBy('name'),
        )
        .sort((a, b) => (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY));
    },

    osUpdates(deviceId) {
      const history = historyOf(deviceId, 'os-update');
      const progress = new Map(
        store
          .all((db) => db.selectFrom('osUpdateProgress').selectAll().where('deviceId', '=', deviceId))
          .map(({ deviceId: _, productKey, isDownloaded, ...row }) => [
            productKey,
            { ...row, isDownloaded: flag(isDownloaded), history: history(productKey) },
          ]),
      );
      const offered = store
        .all((db) => db.selectFrom('osUpdate').selectAll().where('deviceId', '=', deviceId))
        .map(({ deviceId: _, configuration, firmware, securityResponse, ...row }): OsUpdate => {
          const { critical, restartRequired } = row;
          const kind =
            configuration === 1
              ? 'configuration'
              : firmware === 1
                ? 'firmware'
                : securityResponse === 1
                  ? 'security-response'
                  : 'system';
          const how = { critical: flag(critical), restartRequired: flag(restartRequired) };
          return { ...row, ...how, kind, available: true, progress: progress.get(row.productKey) ?? null };
        });
      const known = new Set(offered.map(({ productKey }) => productKey));
      const others = [...progress]
        .filter(([productKey]) => !known.has(productKey))
        .map(([productKey, of]): OsUpdate => {
          const about = { name: null, version: null, build: null, critical: null, restartRequired: null } as const;
          return { productKey, ...about, kind: 'system', downloadSize: null, available: false, progress: of };
        });
      return [...offered, ...others].sort(by((row) => row.version ?? row.productKey)).reverse();
    },
  };
}
