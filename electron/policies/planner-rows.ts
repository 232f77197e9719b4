import { sql } from 'kysely';
import type {
  ManagedAppTable,
  PolicyCommandTable,
  PolicyGrantTable,
  PolicyLeftTable,
  PolicyStateTable,
  ReportKind,
  Statement,
  Store,
} from '../store/index.ts';
import type { Keeping } from './withheld.ts';

/** An enrollment that obeys, with what is known of its device. */
export interface ChannelRow {
  readonly enrollmentId: string;
  readonly channel: 'device' | 'user';
  readonly user: string | null;
  readonly accessRights: number;
  readonly userEnrollment: 0 | 1;
  readonly awaitingConfiguration: 0 | 1;
  readonly enrolledAt: number | null;
  readonly platform: string | null;
  readonly osVersion: string | null;
  readonly supervised: 0 | 1 | null;
  readonly sharedIpad: 0 | 1 | null;
  readonly automatedEnrollment: 0 | 1 | null;
  readonly carrier: string | null;
  readonly phoneNumber: string | null;
}

/** A command queued for a policy, and how it stands. */
export type OpenRow = Pick<PolicyCommandTable, 'commandId' | 'key' | 'sent'> & {
  readonly state: string;
  readonly answeredAt: number | null;
  readonly stateAt: number;
  /** What became of the items of a Settings command, as JSON. */
  readonly parts: string | null;
};

/** A question that waits for an answer. */
export interface AskedRow {
  readonly id: string;
  readonly requestType: 'ProfileList' | 'SecurityInfo';
  readonly state: string;
  readonly request: string;
}

/** When a report was written: when its command was given to the device, for the device answers one after the other. */
export interface ReportRow {
  readonly body: string;
  readonly reportedAt: number;
  readonly sentAt: number | null;
  readonly request: string | null;
}

type ManagedAppRow = Pick<ManagedAppTable, 'identifier' | 'hasConfiguration' | 'configuration' | 'configurationAt'>;

export interface PlannerRows {
  /** The device itself first. */
  readonly channels: Statement<{ deviceId: string }, ChannelRow>;
  readonly groups: Statement<{ deviceId: string }, { groupId: string }>;
  readonly grants: Statement<{ deviceId: string }, PolicyGrantTable>;
  readonly withheld: Statement<{ deviceId: string }, Keeping>;
  readonly states: Statement<{ deviceId: string }, PolicyStateTable>;
  /** What it had from us in enrollments before this one. */
  readonly left: Statement<{ deviceId: string }, PolicyLeftTable>;
  readonly dropLeft: Statement<{ deviceId: string; user: string }, unknown>;
  readonly commands: Statement<{ enrollmentId: string }, OpenRow>;
  readonly asked: Statement<{ enrollmentId: string }, AskedRow>;
  /** When the last question of a kind was answered, with an error, too. */
  readonly answered: Statement<
    { deviceId: string; enrollmentId: string; requestType: AskedRow['requestType'] },
    { at: number }
  >;
  readonly report: Statement<{ deviceId: string; kind: ReportKind }, ReportRow>;
  readonly userReport: Statement<{ enrollmentId: string; kind: ReportKind }, ReportRow>;
  readonly profiles: Statement<{ deviceId: string }, { identifier: string; uuid: string }>;
  readonly apps: Statement<{ deviceId: string }, { identifier: string }>;
  readonly managedApps: Statement<{ deviceId: string }, ManagedAppRow>;
  /** The last command that gave an app its configuration, or may have as it installed the app. */
  readonly configuredBy: Statement<
    { deviceId: string; identifier: string },
    { queuedBy: string; requestType: 'Settings' | 'InstallApplication' }
  >;
  readonly putState: Statement<PolicyStateTable, unknown>;
  readonly dropState: Statement<{ enrollmentId: string; key: string }, unknown>;
  readonly putCommand: Statement<PolicyCommandTable, unknown>;
  readonly dropCommand: Statement<{ commandId: string }, unknown>;
}

/** The statements of planning. */
export function preparePlannerRows(store: Store): PlannerRows {
  return {
    channels: store.statement((db, p) =>
      db
        .selectFrom('enrollment as e')
        .innerJoin('device as d', 'd.id', 'e.deviceId')
        .select([
          'e.id as enrollmentId',
          'e.channel',
          'e.userShortName as user',
          'e.accessRights',
          'e.userEnrollment',
          'e.awaitingConfiguration',
          'e.enrolledAt',
          'd.platform',
          'd.osVersion',
          'd.supervised',
          'd.sharedIpad',
          'd.automatedEnrollment',
          'd.carrier',
          'd.phoneNumber',
        ])
        .where('e.deviceId', '=', p.deviceId)
        .where('e.state', '=', 'enrolled')
        .orderBy('e.channel')
        .orderBy('e.id'),
    ),
    groups: store.statement((db, p) =>
      db.selectFrom('groupMember').select('groupId').where('deviceId', '=', p.deviceId),
    ),
    grants: store.statement((db, p) => db.selectFrom('policyGrant').selectAll().where('deviceId', '=', p.deviceId)),
    withheld: store.statement(
      (db, p) =>
        db
          .selectFrom('complianceDevice as c')
          .innerJoin('device as d', 'd.id', 'c.deviceId')
          .select(['c.withheld', sql<number>`coalesce(d."imei", d."meid") is not null`.as('cellular')])
          .where('c.deviceId', '=', p.deviceId) as never,
    ),
    states: store.statement((db, p) => db.selectFrom('policyState').selectAll().where('deviceId', '=', p.deviceId)),
    left: store.statement((db, p) => db.selectFrom('policyLeft').selectAll().where('deviceId', '=', p.deviceId)),
    dropLeft: store.statement((db, p) =>
      db.deleteFrom('policyLeft').where('deviceId', '=', p.deviceId).where('user', '=', p.user),
    ),
    commands: store.statement((db, p) =>
      db
        .selectFrom('policyCommand as p')
        .innerJoin('command as c', 'c.id', 'p.commandId')
        .leftJoin('commandResult as r', 'r.commandId', 'p.commandId')
        .select(['p.commandId', 'p.key', 'p.sent', 'c.state', 'c.answeredAt', 'c.stateAt', 'r.parts'])
        .where('p.enrollmentId', '=', p.enrollmentId)
        .orderBy('p.commandId'),
    ),
    asked: store.statement(
      (db, p) =>
        db
          .selectFrom('command')
          .select(['id', 'requestType', 'state', 'request'])
          .where('enrollmentId', '=', p.enrollmentId)
          .where('open', '=', sql.lit<1>(1))
          .where('requestType', 'in', [sql.lit('ProfileList'), sql.lit('SecurityInfo')]) as never,
    ),
    answered: store.statement(
      (db, p) =>
        db
          .selectFrom('command')
          .select('answeredAt as at')
          .where('deviceId', '=', p.deviceId)
          .where('enrollmentId', '=', p.enrollmentId)
          .where('requestType', '=', p.requestType)
          .where('state', 'in', [sql.lit('acknowledged'), sql.lit('error'), sql.lit('format-error')] as never)
          .where(sql<boolean>`instr("request", '"ManagedOnly":true') = 0`)
          .orderBy('id', 'desc')
          .limit(1) as never,
    ),
    report: store.statement((db, p) =>
      db
        .selectFrom('deviceReport as r')
        .leftJoin('command as c', 'c.id', 'r.commandId')
        .select(['r.body', 'r.reportedAt', 'c.lastSentAt as sentAt', 'c.request'])
        .where('r.deviceId', '=', p.deviceId)
        .where('r.kind', '=', p.kind),
    ),
    userReport: store.statement((db, p) =>
      db
        .selectFrom('userReport as r')
        .leftJoin('command as c', 'c.id', 'r.commandId')
        .select(['r.body', 'r.reportedAt', 'c.lastSentAt as sentAt', 'c.request'])
        .where('r.enrollmentId', '=', p.enrollmentId)
        .where('r.kind', '=', p.kind),
    ),
    profiles: store.statement((db, p) =>
      db.selectFrom('installedProfile').select(['identifier', 'uuid']).where('deviceId', '=', p.deviceId),
    ),
    apps: store.statement((db, p) =>
      db.selectFrom('installedApp').select('identifier').where('deviceId', '=', p.deviceId),
    ),
    managedApps: store.statement((db, p) =>
      db
        .selectFrom('managedApp')
        .select(['identifier', 'hasConfiguration', 'configuration', 'configurationAt'])
        .where('deviceId', '=', p.deviceId),
    ),
    configuredBy: store.statement(
      (db, p) =>
        db
          .selectFrom('command')
          .select(['queuedBy', 'requestType'])
          .where('deviceId', '=', p.deviceId)
          .where('requestType', 'in', [sql.lit('Settings'), sql.lit('InstallApplication')])
          .where('state', '=', sql.lit('acknowledged'))
          .where(sql<boolean>`("requestType" <> 'Settings' or instr("request", '"ApplicationConfiguration"') > 0)`)
          .where(sql<boolean>`instr("request", '"' || ${p.identifier} || '"') > 0`)
          .orderBy('answeredAt', 'desc')
          .limit(1) as never,
    ),
    putState: store.statement((db, p) => {
      const { enrollmentId, key, ...rest } = columnsOf(p);
      return db
        .insertInto('policyState')
        .values({ enrollmentId, key, ...rest })
        .onConflict((c) => c.columns(['enrollmentId', 'key']).doUpdateSet(rest));
    }),
    dropState: store.statement((db, p) =>
      db.deleteFrom('policyState').where('enrollmentId', '=', p.enrollmentId).where('key', '=', p.key),
    ),
    putCommand: store.statement((db, p) =>
      db
        .insertInto('policyCommand')
        .values({ commandId: p.commandId, enrollmentId: p.enrollmentId, key: p.key, sent: p.sent })
        .onConflict((c) => c.column('commandId').doUpdateSet({ key: p.key, sent: p.sent })),
    ),
    dropCommand: store.statement((db, p) => db.deleteFrom('policyCommand').where('commandId', '=', p.commandId)),
  };
}

/** The parameters of a statement are placeholders that cannot be spread. */
function columnsOf(p: PolicyStateTable): PolicyStateTable {
  return {
    enrollmentId: p.enrollmentId,
    key: p.key,
    deviceId: p.deviceId,
    policyId: p.policyId,
    name: p.name,
    state: p.state,
    because: p.because,
    since: p.since,
    wantedVersion: p.wantedVersion,
    thereVersion: p.thereVersion,
    byKind: p.byKind,
    byId: p.byId,
    variables: p.variables,
    uuid: p.uuid,
    known: p.known,
    lastCommandId: p.lastCommandId,
    verifiedAt: p.verifiedAt,
  };
}
