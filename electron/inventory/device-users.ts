import type { DeviceCertificate, InstalledApp, InstalledProfile } from '../../shared/contract/device-inventory.ts';
import type { DeviceUser } from '../../shared/contract/devices.ts';
import type { UserInventory } from '../../shared/contract/users.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { ReportKind, Store } from '../store/index.ts';
import type { EnrollmentRow } from './enrollment-summary.ts';

const flag = (bit: unknown): boolean | null => (bit === null || bit === undefined ? null : bit === 1);

/** A user's channel as a device's page shows it. */
export function deviceUser(row: EnrollmentRow, openCommands: number): DeviceUser {
  return {
    enrollmentId: row.id,
    userId: row.userId,
    shortName: row.userShortName,
    longName: row.userLongName,
    state: row.state,
    endReason: row.endReason,
    signsIn: row.authRequired === 1,
    signedIn: row.authTokenSecretId !== null,
    onConsole: flag(row.onConsole),
    awaitingConfiguration: row.awaitingConfiguration === 1,
    pushState: row.pushState,
    enrolledAt: row.enrolledAt,
    endedAt: row.endedAt,
    lastSeenAt: row.lastConnectAt ?? row.tokenUpdatedAt,
    openCommands,
  };
}

type Row = Record<string, unknown>;

/** What the channel of a user reported. @throws CartwrightError `not-found` */
export function userInventory(store: Store, enrollmentId: string): UserInventory {
  const user = store.get((db) =>
    db.selectFrom('enrollment').select('id').where('id', '=', enrollmentId).where('channel', '=', 'user'),
  );
  if (user === undefined) throw new CartwrightError('not-found', 'There is no such user of a device.');
  const reports = store.all((db) =>
    db.selectFrom('userReport').select(['kind', 'reportedAt', 'body']).where('enrollmentId', '=', enrollmentId),
  );
  const of = (kind: ReportKind) => reports.find((report) => report.kind === kind);
  const at = (kind: ReportKind) => of(kind)?.reportedAt ?? null;
  const rows = (kind: ReportKind): Row[] =>
    (JSON.parse(of(kind)?.body ?? '[]') as Row[]).map(({ deviceId: _, ...row }) => row);
  const managed = new Set(rows('managed-apps').map(({ identifier }) => identifier));
  return {
    enrollmentId,
    information: JSON.parse(of('device-information')?.body ?? '{}') as Row,
    profiles: rows('profiles').map((row) => ({
      ...(row as Omit<InstalledProfile, 'payloads'>),
      managed: flag(row.managed),
      encrypted: flag(row.encrypted),
      removalDisallowed: flag(row.removalDisallowed),
      payloads: JSON.parse(String(row.payloads)) as InstalledProfile['payloads'],
    })),
    certificates: rows('certificates').map((row) => ({
      ...(row as DeviceCertificate),
      isIdentity: row.isIdentity === 1,
    })),
    apps: rows('apps').map((row) => {
      const app = row as InstalledApp;
      return { ...app, managed: of('managed-apps') === undefined ? flag(row.managed) : managed.has(app.identifier) };
    }),
    extensions: JSON.parse(of('extensions')?.body ?? '{}') as UserInventory['extensions'],
    reports: {
      deviceInformation: at('device-information'),
      profiles: at('profiles'),
      certificates: at('certificates'),
      apps: at('apps'),
      extensions: at('extensions'),
    },
  };
}
