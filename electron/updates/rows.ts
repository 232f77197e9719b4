import type { Statement, Store, UpdateDeviceTable } from '../store/index.ts';

/** What is known of a device whose updates are looked after. */
export interface DeviceFactsRow {
  id: string;
  enrollmentId: string | null;
  platform: string | null;
  osVersion: string | null;
  supervised: 0 | 1 | null;
  userEnrollment: 0 | 1 | null;
}

export interface OfferRow {
  productKey: string;
  version: string | null;
  critical: 0 | 1 | null;
  configuration: 0 | 1 | null;
  firmware: 0 | 1 | null;
  securityResponse: 0 | 1 | null;
  restartRequired: 0 | 1 | null;
}

type Due = { now: number; limit: number };
type OfDevice = { deviceId: string };

/** The statements of the worker, compiled once. */
export interface UpdateRows {
  readonly due: Statement<Due, UpdateDeviceTable>;
  readonly soon: Statement<OfDevice & { dueAt: number }, unknown>;
  readonly put: Statement<UpdateDeviceTable, unknown>;
  readonly drop: Statement<OfDevice, unknown>;
  readonly device: Statement<OfDevice, DeviceFactsRow>;
  readonly groups: Statement<OfDevice, { groupId: string }>;
  readonly offers: Statement<OfDevice, OfferRow>;
  readonly offersAt: Statement<OfDevice, { at: number }>;
  readonly progress: Statement<
    OfDevice,
    { productKey: string; status: string; isDownloaded: 0 | 1 | null; at: number }
  >;
  readonly command: Statement<{ id: string }, { state: string; stateAt: number }>;
}

export function prepareUpdateRows(store: Store): UpdateRows {
  return {
    due: store.statement((db, p) =>
      db
        .selectFrom('updateDevice')
        .selectAll()
        .where('dueAt', '<=', p.now)
        .orderBy('dueAt')
        .orderBy('deviceId')
        .limit(p.limit),
    ),
    soon: store.statement((db, p) =>
      db
        .insertInto('updateDevice')
        .values({ deviceId: p.deviceId, stateAt: 0, failures: 0, dueAt: p.dueAt } as UpdateDeviceTable)
        .onConflict((c) => c.column('deviceId').doUpdateSet({ dueAt: p.dueAt })),
    ),
    put: store.statement((db, p) =>
      db
        .updateTable('updateDevice')
        .set({
          ruleId: p.ruleId,
          state: p.state,
          because: p.because,
          version: p.version,
          stateAt: p.stateAt,
          commandId: p.commandId,
          orderedVersion: p.orderedVersion,
          orderedAt: p.orderedAt,
          failures: p.failures,
          countedId: p.countedId,
          askedAt: p.askedAt,
          dueAt: p.dueAt,
        })
        .where('deviceId', '=', p.deviceId),
    ),
    drop: store.statement((db, p) => db.deleteFrom('updateDevice').where('deviceId', '=', p.deviceId)),
    device: store.statement((db, p) =>
      db
        .selectFrom('device')
        .select(['id', 'enrollmentId', 'platform', 'osVersion', 'supervised', 'userEnrollment'])
        .where('id', '=', p.deviceId)
        .where('state', '=', 'enrolled'),
    ),
    groups: store.statement((db, p) =>
      db.selectFrom('groupMember').select('groupId').where('deviceId', '=', p.deviceId),
    ),
    offers: store.statement((db, p) =>
      db
        .selectFrom('osUpdate')
        .select([
          'productKey',
          'version',
          'critical',
          'configuration',
          'firmware',
          'securityResponse',
          'restartRequired',
        ])
        .where('deviceId', '=', p.deviceId),
    ),
    offersAt: store.statement((db, p) =>
      db
        .selectFrom('deviceReport')
        .select('reportedAt as at')
        .where('deviceId', '=', p.deviceId)
        .where('kind', '=', 'os-updates'),
    ),
    progress: store.statement((db, p) =>
      db
        .selectFrom('osUpdateProgress')
        .select(['productKey', 'status', 'isDownloaded', 'statusAt as at'])
        .where('deviceId', '=', p.deviceId),
    ),
    command: store.statement((db, p) => db.selectFrom('command').select(['state', 'stateAt']).where('id', '=', p.id)),
  };
}
