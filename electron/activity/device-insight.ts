import { type Selectable, sql } from 'kysely';
import type { Diagnosis, HistoryEntry, HistoryQuery } from '../../shared/contract/diagnosis.ts';
import { CartwrightError } from '../../shared/errors.ts';
import type { DeviceTable, Store } from '../store/index.ts';
import { type DiagnosedEnrollment, diagnose, type WaitingCommand } from './diagnosis.ts';
import { HISTORY_TYPES, type HistoryRow, historyEntry, historyFilter } from './history.ts';
import type { ActivityPorts } from './ports.ts';
import { openQueueState } from './queue-state.ts';

/** What the console asks of one device: why nothing happens, and what changed when. */
export interface DeviceInsight {
  /** @throws CartwrightError `not-found`, as the following */
  diagnosis(deviceId: string): Diagnosis;
  history(query: HistoryQuery): { rows: HistoryEntry[]; next: number | null };
}

const MOST_COMMANDS = 500;

export function openDeviceInsight(options: {
  store: Store;
  ports: ActivityPorts;
  silentDays: () => number;
}): DeviceInsight {
  const { store, ports, silentDays } = options;
  const queueOf = openQueueState(store);

  const deviceOf = (deviceId: string): Pick<Selectable<DeviceTable>, 'lastSeenAt' | 'restoredAt' | 'restoredFrom'> => {
    const device = store.get((db) =>
      db.selectFrom('device').select(['lastSeenAt', 'restoredAt', 'restoredFrom']).where('id', '=', deviceId),
    );
    if (device === undefined) throw new CartwrightError('not-found', 'There is no such device.');
    return device;
  };

  /** The enrolled one, else one that is under way, else the newest that ended. */
  const enrollmentOf = (deviceId: string): (DiagnosedEnrollment & { id: string }) | undefined =>
    store.get((db) =>
      db
        .selectFrom('enrollment as n')
        .leftJoin('certificate as c', 'c.fingerprint', 'n.certificateFingerprint')
        .select([
          'n.id',
          'n.state',
          'n.endReason',
          'n.topic',
          'n.pushState',
          'n.authenticatedAt',
          'n.enrolledAt',
          'n.endedAt',
          'n.tokenUpdatedAt',
          'n.lastConnectAt',
          'n.lastPushAt',
          'n.lastPushStatus',
          'n.lastPushReason',
          'n.nextWakeAt',
          'n.wakeAttempts',
          'c.notAfter as identityNotAfter',
          'c.revokedAt as identityRevokedAt',
        ])
        .where('n.deviceId', '=', deviceId)
        .where('n.channel', '=', 'device')
        .orderBy(sql`case n."state" when 'enrolled' then 0 when 'pending' then 1 else 2 end`)
        .orderBy('n.id', 'desc')
        .limit(1),
    );

  const commandsOf = (enrollmentId: string): WaitingCommand[] =>
    store.all((db) =>
      db
        .selectFrom('command')
        .select(['id', 'requestType', 'state', 'queuedAt', 'lastSentAt', 'sentInVain', 'notNowCount', 'lastNotNowAt'])
        .where('enrollmentId', '=', enrollmentId)
        .where('open', '=', sql.lit<1>(1))
        .orderBy('id')
        .limit(MOST_COMMANDS)
        .$narrowType<{ state: WaitingCommand['state'] }>(),
    );

  const refusalOf = (deviceId: string): { at: number; reason: string; status: number } | undefined => {
    const row = store.get((db) =>
      db
        .selectFrom('event')
        .select(['at', 'data'])
        .where('deviceId', '=', deviceId)
        .where('type', '=', 'enrollment.refused')
        .orderBy('seq', 'desc')
        .limit(1),
    );
    if (row === undefined) return undefined;
    const { reason, status } = JSON.parse(row.data) as { reason?: unknown; status?: unknown };
    return { at: row.at, reason: String(reason), status: Number(status) };
  };

  return {
    diagnosis(deviceId) {
      const { lastSeenAt, restoredAt, restoredFrom } = deviceOf(deviceId);
      const enrollment = enrollmentOf(deviceId);
      const commands = enrollment === undefined ? [] : commandsOf(enrollment.id);
      const now = store.clock.now();
      const push = ports.push();
      const listenerUrl = ports.listenerUrl();
      const tlsNotAfterAt = ports.tls().notAfterAt;
      const { outcome, findings } = diagnose({
        now,
        lastSeenAt,
        enrollment,
        commands,
        push,
        tlsNotAfterAt,
        listenerUrl,
        refusal: refusalOf(deviceId),
        restored: restoredAt === null || restoredFrom === null ? undefined : { at: restoredAt, from: restoredFrom },
        newestEventAt:
          store.get((db) => db.selectFrom('event').select('at').orderBy('seq', 'desc').limit(1))?.at ?? null,
        silentDays: silentDays(),
      });
      const inState = (state: WaitingCommand['state']) => commands.filter((command) => command.state === state).length;
      return {
        deviceId,
        enrollmentId: enrollment?.id ?? null,
        at: now,
        outcome,
        waiting: { queued: inState('queued'), sent: inState('sent'), notNow: inState('not-now') },
        queue:
          enrollment === undefined ? { commands: [], wakeUps: [], failures: [] } : queueOf(deviceId, enrollment.id),
        findings,
        checks: {
          enrolledAt: enrollment?.enrolledAt ?? null,
          lastSeenAt,
          lastConnectAt: enrollment?.lastConnectAt ?? null,
          pushState: enrollment?.pushState ?? null,
          tokenUpdatedAt: enrollment?.tokenUpdatedAt ?? null,
          lastPushAt: enrollment?.lastPushAt ?? null,
          lastPushStatus: enrollment?.lastPushStatus ?? null,
          lastPushReason: enrollment?.lastPushReason ?? null,
          nextWakeAt: enrollment?.nextWakeAt ?? null,
          wakeAttempts: enrollment?.wakeAttempts ?? null,
          identityNotAfter: enrollment?.identityNotAfter ?? null,
          pushCertificateNotAfter: push.certificate.notAfter,
          pushConnection: push.connection,
          tlsNotAfter: tlsNotAfterAt,
          listenerUrl,
        },
      };
    },

    history({ deviceId, category, before, limit }) {
      deviceOf(deviceId);
      const found = store.all((db) => {
        let rows = db
          .selectFrom('event as v')
          .leftJoin('command as c', 'c.id', 'v.commandId')
          .selectAll('v')
          .select('c.requestType')
          .where('v.deviceId', '=', deviceId)
          .orderBy('v.seq', 'desc')
          .limit(limit + 1);
        if (before !== undefined) rows = rows.where('v.seq', '<', before);
        if (category === undefined) return rows.where('v.type', 'in', [...HISTORY_TYPES]);
        const { types, kinds } = historyFilter(category);
        return rows.where((e) =>
          e.or([
            e('v.type', 'in', types),
            e.and([
              e('v.type', '=', 'inventory.changed'),
              e(sql<string>`json_extract(v."data", '$.kind')`, 'in', kinds),
            ]),
          ]),
        );
      });
      const rows = found.slice(0, limit).map((row) => historyEntry(row satisfies HistoryRow));
      return { rows, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null };
    },
  };
}
