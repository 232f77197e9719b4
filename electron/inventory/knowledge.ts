import { byName } from '../../shared/by-name.ts';
import type { DeviceAccount, DeviceKnowledge } from '../../shared/contract/device-knowledge.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { ReportKind, Statement, Store } from '../store/index.ts';
import type { DeviceSecrets } from './device-secrets.ts';
import type { Places } from './places.ts';

type Facts = Record<string, unknown>;
interface Report {
  kind: ReportKind;
  reportedAt: number;
  body: string;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const flagOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
const factsOf = (value: unknown): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Facts) : {};

function account(name: string, facts: Facts): DeviceAccount {
  return {
    name,
    fullName: textOf(facts.FullName),
    guid: textOf(facts.UserGUID),
    uid: numberOf(facts.UID),
    signedIn: flagOf(facts.IsLoggedIn),
    secureToken: flagOf(facts.HasSecureToken),
    mobile: flagOf(facts.MobileAccount),
    hasDataToSync: flagOf(facts.HasDataToSync),
    dataUsed: numberOf(facts.DataUsed),
    dataQuota: numberOf(facts.DataQuota),
  };
}

/** Answers what one device told beside its lists. @throws CartwrightError `not-found` */
export function openKnowledge(options: {
  store: Store;
  secrets: DeviceSecrets;
  places: Places;
}): (deviceId: string) => DeviceKnowledge {
  const { store, secrets, places } = options;
  const reportsOf: Statement<{ deviceId: string }, Report> = store.statement((db, p) =>
    db.selectFrom('deviceReport').select(['kind', 'reportedAt', 'body']).where('deviceId', '=', p.deviceId),
  );
  const device: Statement<{ id: string }, { id: string }> = store.statement((db, p) =>
    db.selectFrom('device').select('id').where('id', '=', p.id),
  );
  const token: Statement<{ deviceId: string }, { createdAt: number }> = store.statement((db, p) =>
    db
      .selectFrom('enrollment as e')
      .innerJoin('secret as s', 's.id', 'e.unlockTokenSecretId')
      .select('s.createdAt')
      .where('e.deviceId', '=', p.deviceId)
      .where('e.state', '=', 'enrolled')
      .where('e.channel', '=', 'device'),
  );
  const cleared: Statement<{ deviceId: string }, { answeredAt: number | null }> = store.statement((db, p) =>
    db
      .selectFrom('command')
      .select('answeredAt')
      .where('deviceId', '=', p.deviceId)
      .where('requestType', '=', 'ClearPasscode')
      .where('state', '=', 'acknowledged')
      .orderBy('id', 'desc')
      .limit(1),
  );
  const changes: Statement<{ deviceId: string }, { at: number; data: string }> = store.statement((db, p) =>
    db
      .selectFrom('event')
      .select(['at', 'data'])
      .where('deviceId', '=', p.deviceId)
      .where('type', '=', 'inventory.changed')
      .orderBy('seq', 'desc')
      .limit(200),
  );

  /** Since when a passcode has been due: the newest change that made it so, else the report that says so (BP-12). */
  const dueSince = (deviceId: string, security: Facts, reportedAt: number | null): number | null => {
    const due = NOT_COMPLIANT.filter((name) => security[name] === false);
    if (due.length === 0) return null;
    const turned = changes.all({ deviceId }).find(({ data }) => {
      const { kind, values } = JSON.parse(data) as { kind?: string; values?: Record<string, [unknown, unknown]> };
      return kind === 'security' && due.some((name) => values?.[name]?.[1] === false);
    });
    return turned?.at ?? reportedAt;
  };

  return (deviceId) => {
    if (device.get({ id: deviceId }) === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    const reports = reportsOf.all({ deviceId });
    const of = (kind: ReportKind) => reports.find((report) => report.kind === kind);
    const at = (kind: ReportKind) => of(kind)?.reportedAt ?? null;
    const facts = (kind: ReportKind) => JSON.parse(of(kind)?.body ?? '{}') as Facts;
    const named = (kind: ReportKind): Record<string, Facts> =>
      Object.fromEntries(Object.entries(facts(kind)).map(([name, value]) => [name, factsOf(value)]));
    const keptAt = token.get({ deviceId })?.createdAt ?? null;
    const usedAt = cleared.get({ deviceId })?.answeredAt ?? null;
    return {
      accounts: Object.entries(named('accounts'))
        .map(([name, about]) => account(name, about))
        .sort(byName),
      contentCaching: facts('content-caching'),
      lightsOut: facts('lights-out'),
      lostMode: facts('lost-mode'),
      outcomes: named('outcomes'),
      secrets: secrets.list(deviceId),
      places: places.summary(deviceId),
      unlockToken: { keptAt, usedAt, waitsForNew: usedAt !== null && (keptAt === null || keptAt <= usedAt) },
      passcodeDueSince: dueSince(deviceId, facts('security'), at('security')),
      reports: {
        accounts: at('accounts'),
        contentCaching: at('content-caching'),
        lightsOut: at('lights-out'),
      },
    };
  };
}

const NOT_COMPLIANT = ['PasscodeCompliant', 'PasscodeCompliantWithProfiles'] as const;
