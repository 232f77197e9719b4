import { sql } from 'kysely';
import type { AlertSettings } from '../../shared/contract/alerts.ts';
import type { CommandState, PushState, Store } from '../store/index.ts';
import type { AlertFacts, Counted } from './alert-types.ts';
import { failureOf } from './device-alerts.ts';
import type { ActivityPorts } from './ports.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Events looked at for times that have not come yet. */
const RECENT = 500;
/** A device that has not fetched a command of its prepare run for so long is worth a look. */
const STUCK_MS = HOUR;
/** A failure of a prepare run is told for so long, unless it is tried again. */
const FAILED_SHOWN_MS = 7 * DAY;
const BROKEN = ['command.unreadable-result', 'command.unknown-result'] as const;
const SEVERITIES = ['info', 'warning', 'critical'] as const;
const DEAD: readonly PushState[] = ['unregistered', 'refused'];

export interface AlertReader {
  read(settings: AlertSettings): AlertFacts;
  /** The devices an alert is about, the longest concerned first. Empty for alerts that name none. */
  devicesOf(key: string, settings: AlertSettings): string[];
}

/** Reads the facts that alerts are made from; every question goes by an index, so that a large store stays quick. */
export function openAlertReader(store: Store, ports: ActivityPorts): AlertReader {
  const silent = store.statement<{ before: number }, { id: string; lastSeenAt: number | null }>((db, p) =>
    db
      .selectFrom('device as d')
      .select(['d.id', 'd.lastSeenAt'])
      .where('d.lastSeenAt', '<', p.before)
      .where((e) =>
        e.exists(
          e
            .selectFrom('enrollment as n')
            .select('n.id')
            .whereRef('n.deviceId', '=', 'd.id')
            .where('n.channel', '=', 'device')
            .where('n.state', '=', 'enrolled'),
        ),
      )
      .orderBy('d.lastSeenAt'),
  );
  const identities = store.statement<{ after: number; upTo: number }, { deviceId: string; notAfter: number }>((db, p) =>
    db
      .selectFrom('certificate as c')
      .innerJoin('enrollment as n', 'n.id', 'c.enrollmentId')
      .select(['n.deviceId', 'c.notAfter'])
      .where('c.purpose', '=', 'device-identity')
      .where('c.notAfter', '>', p.after)
      .where('c.notAfter', '<=', p.upTo)
      .where('n.state', '=', 'enrolled')
      .whereRef('n.certificateFingerprint', '=', 'c.fingerprint')
      .orderBy('c.notAfter'),
  );
  /** The first to end of each enrolled device, within a span; the nearest first. */
  const provisioning = store.statement<{ after: number; upTo: number }, { deviceId: string; expiresAt: number | null }>(
    (db, p) =>
      db
        .selectFrom('provisioningProfile as f')
        .innerJoin('device as d', 'd.id', 'f.deviceId')
        .select(['f.deviceId', (e) => e.fn.min('f.expiresAt').as('expiresAt')])
        .where('f.expiresAt', '>', p.after)
        .where('f.expiresAt', '<=', p.upTo)
        .where('d.state', '=', 'enrolled')
        .groupBy('f.deviceId')
        .orderBy('expiresAt'),
  );
  // Word for word what the index says, so that it is used.
  const dead = store.statement<object, { deviceId: string; lastPushAt: number | null }>((db) =>
    db
      .selectFrom('enrollment')
      .select(['deviceId', 'lastPushAt'])
      .where(sql<boolean>`"state" = 'enrolled' and "pushState" in ('unregistered', 'refused')`)
      .where('pushState', 'in', DEAD)
      .orderBy('lastPushAt'),
  );
  // Read from an index alone.
  const foreign = store.statement<{ topic: string }, { deviceId: string }>((db, p) =>
    db
      .selectFrom('enrollment')
      .select('deviceId')
      .where(sql<boolean>`"state" = 'enrolled' and "channel" = 'device'`)
      .where('topic', '<>', p.topic),
  );
  const otherTopic = () => {
    const { topic } = ports.push().certificate;
    return topic === null ? [] : foreign.all({ topic });
  };
  const overdue = store.statement<{ before: number }, { deviceId: string; dueAt: number | null }>((db, p) =>
    db
      .selectFrom('loan')
      .select(['deviceId', 'dueAt'])
      .where('inAt', 'is', null)
      .where('dueAt', '<', p.before)
      .orderBy('dueAt'),
  );
  const policies = store.statement<
    object,
    { id: string; name: string; stopped: number; failed: number; drifted: number }
  >((db) =>
    db
      .selectFrom('policy as p')
      .leftJoin('policyRollOut as r', 'r.policyId', 'p.id')
      .leftJoin('policyState as s', (join) =>
        join.onRef('s.policyId', '=', 'p.id').on('s.state', 'in', ['failed', 'drifted']),
      )
      .select([
        'p.id',
        'p.name',
        (e) => e.fn.max<number>(e.case().when('r.state', '=', 'stopped').then(1).else(0).end()).as('stopped'),
        (e) => e.fn.sum<number>(e.case().when('s.state', '=', 'failed').then(1).else(0).end()).as('failed'),
        (e) => e.fn.sum<number>(e.case().when('s.state', '=', 'drifted').then(1).else(0).end()).as('drifted'),
      ])
      .groupBy('p.id')
      .having((e) => e.or([e('s.state', 'is not', null), e('r.state', '=', 'stopped')]))
      .orderBy('p.name'),
  );
  /** Devices of prepare runs that failed, or whose command waits since before `before`, as they sleep or are offline. */
  const prepares = store.statement<
    { before: number; since: number },
    { id: string; name: string; deviceId: string; failed: number; stuckSince: number | null }
  >((db, p) =>
    db
      .selectFrom('prepareRun as r')
      .innerJoin('prepareDevice as d', 'd.runId', 'r.id')
      .leftJoin('prepareCommand as w', (j) => j.onRef('w.runId', '=', 'd.runId').onRef('w.deviceId', '=', 'd.deviceId'))
      .leftJoin('command as c', (j) =>
        j.onRef('c.id', '=', 'w.commandId').on('c.open', '=', sql.lit<1>(1)).on('c.queuedAt', '<', p.before),
      )
      .select(['r.id', 'r.blueprintName as name', 'd.deviceId'])
      .select((e) => e.fn.max<number>(e.case().when('d.state', '=', 'failed').then(1).else(0).end()).as('failed'))
      .select((e) => e.fn.min<number | null>('c.queuedAt').as('stuckSince'))
      .where((e) =>
        e.or([
          e.and([e('d.state', '=', 'failed'), e('d.endedAt', '>', p.since)]),
          e.and([e('d.state', '=', 'running'), e('r.state', '=', 'running'), e('c.id', 'is not', null)]),
        ]),
      )
      .where('r.state', '!=', 'cancelled')
      .groupBy(['r.id', 'd.deviceId'])
      .orderBy('r.id', 'desc'),
  );
  const preparesNow = (now: number) => prepares.all({ before: now - STUCK_MS, since: now - FAILED_SHOWN_MS });
  const incomplete = store.statement<object, { id: string; name: string; cartId: string; failed: number }>((db) =>
    db
      .selectFrom('exam as x')
      .innerJoin('examDevice as d', 'd.examId', 'x.id')
      .innerJoin('command as c', 'c.id', 'd.installCommandId')
      .select(['x.id', 'x.name', 'x.cartId', (e) => e.fn.countAll<number>().as('failed')])
      .where('x.startedAt', 'is not', null)
      .where('c.state', 'in', [sql.lit<'error'>('error'), sql.lit<'format-error'>('format-error')])
      .groupBy(['x.id', 'x.name', 'x.cartId']),
  );
  const one = <T>(rows: readonly T[], at: (row: T) => number | null): Counted => ({
    count: rows.length,
    at: rows[0] === undefined ? null : at(rows[0]),
  });

  const identitiesIn = (now: number, settings: AlertSettings) => ({
    expired: identities.all({ after: 0, upTo: now }),
    expiring: identities.all({ after: now, upTo: now + settings.identityDays * DAY }),
  });
  const provisioningIn = (now: number, settings: AlertSettings) => ({
    expired: provisioning.all({ after: 0, upTo: now }),
    expiring: provisioning.all({ after: now, upTo: now + settings.certificateDays * DAY }),
  });
  const silentNow = (now: number, settings: AlertSettings) => silent.all({ before: now - settings.silentDays * DAY });

  const violations = (): AlertFacts['violations'] =>
    store
      .all((db) =>
        db
          .selectFrom('complianceViolation')
          .select(['ruleId', (e) => e.fn.max('ruleName').as('name')])
          .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min('beganAt').as('at')])
          .select(
            sql<number>`max(case "severity" when 'critical' then 2 when 'warning' then 1 else 0 end)`.as('gravest'),
          )
          .where('endedAt', 'is', null)
          .where('severity', 'is not', null)
          .groupBy('ruleId')
          .orderBy('name'),
      )
      .map(({ gravest, ...row }) => ({ ...row, severity: SEVERITIES[gravest] ?? 'info' }));

  return {
    read(settings) {
      const now = store.clock.now();
      const identity = identitiesIn(now, settings);
      const provisioned = provisioningIn(now, settings);
      const since = now - settings.failedHours * HOUR;
      const broken = store.all((db) =>
        db
          .selectFrom('event')
          .select(['type', (e) => e.fn.countAll<number>().as('count'), (e) => e.fn.max('at').as('lastAt')])
          .where('type', 'in', [...BROKEN])
          .where('at', '>=', since)
          .groupBy('type'),
      );
      const brokenOf = (type: string) => broken.find((row) => row.type === type)?.count ?? 0;
      const lastBackupAt = ports.lastBackupAt?.();
      return {
        now,
        anyEnrolled:
          store.get((db) => db.selectFrom('enrollment').select('id').where('state', '=', 'enrolled').limit(1)) !==
          undefined,
        push: ports.push(),
        tls: ports.tls(),
        rootNotAfterAt: ports.rootNotAfterAt(),
        library: ports.libraryEnding(now + settings.certificateDays * DAY),
        profileSigningNotAfterAt:
          store.get((db) =>
            db
              .selectFrom('certificate')
              .select('notAfter')
              .where('purpose', '=', 'profile-signing')
              .where('keySecretId', 'is not', null)
              .orderBy('notAfter', 'desc')
              .limit(1),
          )?.notAfter ?? null,
        identitiesExpired: one(identity.expired, (row) => row.notAfter),
        identitiesExpiring: one(identity.expiring, (row) => row.notAfter),
        provisioningExpired: one(provisioned.expired, (row) => row.expiresAt),
        provisioningExpiring: one(provisioned.expiring, (row) => row.expiresAt),
        silent: one(silentNow(now, settings), (row) => row.lastSeenAt),
        otherTopic: otherTopic().length,
        deadTokens: one(dead.all({}), (row) => row.lastPushAt),
        failures: ports.failures(since),
        broken: {
          unreadable: brokenOf('command.unreadable-result'),
          unknown: brokenOf('command.unknown-result'),
          lastAt: broken.length === 0 ? null : Math.max(...broken.map((row) => row.lastAt)),
        },
        disk: ports.disk(),
        newestEventAt:
          store.get((db) =>
            db
              .selectFrom((e) => e.selectFrom('event').select('at').orderBy('seq', 'desc').limit(RECENT).as('recent'))
              .select((e) => e.fn.max('recent.at').as('at')),
          )?.at ?? null,
        backup:
          lastBackupAt === undefined
            ? undefined
            : {
                lastAt: lastBackupAt,
                since:
                  store.get((db) => db.selectFrom('device').select('createdAt').orderBy('id').limit(1))?.createdAt ??
                  null,
              },
        invitations: store
          .all((db) =>
            db
              .selectFrom('invitation')
              .select(['id', 'name', 'expiresAt', 'uses', 'maxUses'])
              .where('expiresAt', '>', now)
              .where('expiresAt', '<=', now + settings.invitationHours * HOUR)
              .where('revokedAt', 'is', null)
              .where((e) => e.or([e('maxUses', 'is', null), e('uses', '<', e.ref('maxUses'))]))
              .orderBy('expiresAt')
              .limit(20),
          )
          .flatMap(({ id, name, expiresAt }) => (expiresAt === null ? [] : [{ id, name, expiresAt }])),
        directories: store
          .all((db) => db.selectFrom('directoryServer').select(['id', 'name', 'problemAt']).orderBy('nameKey'))
          .flatMap(({ id, name, problemAt }) => (problemAt === null ? [] : [{ id, name, sinceAt: problemAt }])),
        overdue: one(overdue.all({ before: now }), (row) => row.dueAt),
        exams: incomplete.all({}),
        policies: policies.all({}).map((row) => ({ ...row, stopped: row.stopped === 1 })),
        prepares: byRun(preparesNow(now)),
        approvals: store
          .all((db) =>
            db
              .selectFrom('enrollmentRequest')
              .select([(e) => e.fn.countAll<number>().as('count'), (e) => e.fn.min('requestedAt').as('at')])
              .where('state', '=', 'waiting')
              .where('expiresAt', '>', now),
          )
          .map(({ count, at }): Counted => ({ count, at }))[0] ?? { count: 0, at: null },
        violations: violations(),
      };
    },

    devicesOf(key, settings) {
      const now = store.clock.now();
      switch (key.split(':')[0]) {
        case 'devices-silent':
          return silentNow(now, settings).map((row) => row.id);
        case 'push-tokens-dead':
          return dead.all({}).map((row) => row.deviceId);
        case 'identities-expired':
          return identitiesIn(now, settings).expired.map((row) => row.deviceId);
        case 'identities-expiring':
          return identitiesIn(now, settings).expiring.map((row) => row.deviceId);
        case 'provisioning-expired':
          return provisioningIn(now, settings).expired.map((row) => row.deviceId);
        case 'provisioning-expiring':
          return provisioningIn(now, settings).expiring.map((row) => row.deviceId);
        case 'push-other-topic':
          return otherTopic().map((row) => row.deviceId);
        case 'loans-overdue':
          return overdue.all({ before: now }).map((row) => row.deviceId);
        case 'answers-broken':
          return store
            .all((db) =>
              db
                .selectFrom('event')
                .select('deviceId')
                .distinct()
                .where('type', 'in', [...BROKEN])
                .where('at', '>=', now - settings.failedHours * HOUR),
            )
            .flatMap(({ deviceId }) => (deviceId === null ? [] : [deviceId]));
        case 'commands-failed': {
          const { requestType, state, errorDomain, errorCode } = failureOf(key);
          return store
            .all((db) =>
              db
                .selectFrom('command')
                .select(['deviceId', (e) => e.fn.min('stateAt').as('at')])
                .where(sql<boolean>`"state" not in ('queued', 'sent', 'not-now', 'acknowledged')`)
                .where('state', '=', state as CommandState)
                .where('requestType', '=', requestType)
                .where('stateAt', '>=', now - settings.failedHours * HOUR)
                .where('errorDomain', 'is', errorDomain)
                .where('errorCode', 'is', errorCode)
                .groupBy('deviceId')
                .orderBy('at'),
            )
            .map((row) => row.deviceId);
        }
        case 'prepare-failed':
        case 'prepare-stuck': {
          const [code, runId] = key.split(':');
          return preparesNow(now)
            .filter((row) => row.id === runId && (code === 'prepare-failed') === (row.failed === 1))
            .map(({ deviceId }) => deviceId);
        }
        case 'compliance-violated':
          return store
            .all((db) =>
              db
                .selectFrom('complianceViolation')
                .select('deviceId')
                .where('ruleId', '=', key.split(':')[1] ?? '')
                .where('endedAt', 'is', null)
                .where('severity', 'is not', null)
                .orderBy('beganAt'),
            )
            .map((row) => row.deviceId);
        default:
          return [];
      }
    },
  };
}

/** Devices of prepare runs, counted for each run. */
function byRun(
  rows: readonly { id: string; name: string; failed: number; stuckSince: number | null }[],
): AlertFacts['prepares'] {
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, devices]) => {
    const stuck = devices.flatMap(({ failed, stuckSince }) => (failed === 1 ? [] : (stuckSince ?? [])));
    return {
      id,
      name: devices[0]?.name ?? '',
      failed: devices.filter(({ failed }) => failed === 1).length,
      stuck: stuck.length,
      stuckSince: stuck.length === 0 ? null : Math.min(...stuck),
    };
  });
}
