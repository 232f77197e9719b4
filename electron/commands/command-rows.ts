import { sql } from 'kysely';
import type { CommandState, CommandTable, CommandTurn, ReportKind, Statement, Store } from '../store/index.ts';
import type { ContextRow } from './device-context.ts';

/** A command that could be delivered now, with what it is judged by. */
export type DeliverableRow = Pick<
  CommandTable,
  'id' | 'deviceId' | 'requestType' | 'request' | 'secretId' | 'state' | 'turn' | 'sendCount' | 'expiresAt'
> &
  ContextRow;

/** A command as a result or an administrator finds it. */
export type KnownRow = Pick<
  CommandTable,
  'id' | 'enrollmentId' | 'deviceId' | 'requestType' | 'request' | 'secretId' | 'state' | 'turn' | 'sendCount'
>;

export type EnrollmentRow = ContextRow & { enrollmentId: string; deviceId: string; state: string };

type Insert = Omit<
  CommandTable,
  | 'state'
  | 'open'
  | 'turn'
  | 'stateAt'
  | 'firstSentAt'
  | 'lastSentAt'
  | 'sendCount'
  | 'notNowCount'
  | 'lastNotNowAt'
  | 'answeredAt'
  | 'errorDomain'
  | 'errorCode'
  | 'errorSummary'
>;

interface Finish {
  id: string;
  state: CommandState;
  now: number;
  answeredAt: number | null;
  errorDomain: string | null;
  errorCode: number | null;
  errorSummary: string | null;
}

interface ResultRow {
  commandId: string;
  status: string;
  decoded: 0 | 1;
  errorChain: string | null;
  nonce: Uint8Array;
  sealed: Uint8Array;
  size: number;
  receivedAt: number;
}

/** The prepared statements of the queue and the connect loop. */
export interface CommandRows {
  hasOpen: Statement<{ enrollmentId: string }, { id: string }>;
  /** The next to deliver in this session. */
  next: Statement<{ enrollmentId: string }, DeliverableRow>;
  find: Statement<{ id: string }, KnownRow>;
  /** The command the device was given last and has not answered. */
  inFlight: Statement<{ enrollmentId: string }, KnownRow>;
  /** A session begins: what was put aside may be offered again. */
  takeBack: Statement<{ enrollmentId: string }, unknown>;
  /** A session begins: what was sent in vain too often waits until nothing else does. */
  putLast: Statement<{ enrollmentId: string; tooOften: number }, unknown>;
  markSent: Statement<{ id: string; now: number; stateAt: number | null }, unknown>;
  markNotNow: Statement<{ id: string; now: number }, unknown>;
  putAside: Statement<{ id: string; turn: CommandTurn }, unknown>;
  finish: Statement<Finish, unknown>;
  insert: Statement<Insert & { now: number }, unknown>;
  insertResult: Statement<ResultRow, unknown>;
  open: Statement<{ enrollmentId: string }, KnownRow>;
  due: Statement<{ now: number; limit: number }, KnownRow>;
  secretStillNeeded: Statement<{ secretId: string; id: string }, { id: string }>;
  enrollmentById: Statement<{ id: string }, EnrollmentRow>;
  enrolledOfDevice: Statement<{ deviceId: string }, EnrollmentRow>;
  enrolledUsersOfDevice: Statement<{ deviceId: string }, EnrollmentRow>;
  channel: Statement<{ id: string }, Pick<EnrollmentRow, 'channel'>>;
  /** Whether a device has ever reported this. */
  reported: Statement<{ deviceId: string; kind: ReportKind }, { reportedAt: number }>;
}

const ONE = sql.lit<1>(1);

/** Prepares the statements against `store`. The literal `open = 1` lets SQLite use the index of open commands. */
export function prepareCommandRows(store: Store): CommandRows {
  const known = [
    'id',
    'enrollmentId',
    'deviceId',
    'requestType',
    'request',
    'secretId',
    'state',
    'turn',
    'sendCount',
  ] as const;
  const context = [
    'd.platform',
    'd.osVersion',
    'd.supervised',
    'e.accessRights',
    'e.channel',
    'e.userEnrollment',
    'e.unlockTokenSecretId',
    'd.sharedIpad',
  ] as const;
  return {
    hasOpen: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select('id')
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .limit(ONE),
    ),
    next: store.statement((db, p) =>
      db
        .selectFrom('command as c')
        .innerJoin('enrollment as e', 'e.id', 'c.enrollmentId')
        .innerJoin('device as d', 'd.id', 'c.deviceId')
        .select([
          'c.id',
          'c.deviceId',
          'c.requestType',
          'c.request',
          'c.secretId',
          'c.state',
          'c.turn',
          'c.sendCount',
          'c.expiresAt',
          ...context,
        ])
        .where('c.enrollmentId', '=', p.enrollmentId)
        .where('c.open', '=', ONE)
        .where('c.turn', '<', sql.lit<CommandTurn>(3))
        .orderBy('c.turn')
        .orderBy('c.priority')
        .orderBy('c.id')
        .limit(ONE),
    ),
    find: store.statement((db, p) => db.selectFrom('command').select(known).where('id', '=', p.id)),
    inFlight: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select(known)
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('turn', '=', sql.lit<CommandTurn>(0))
        .orderBy('lastSentAt', 'desc')
        .limit(ONE),
    ),
    takeBack: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({ turn: sql<CommandTurn>`case when "state" = 'sent' then 0 else 1 end` })
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('turn', '=', sql.lit<CommandTurn>(3)),
    ),
    putLast: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({ turn: sql.lit<CommandTurn>(2) })
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('turn', '=', sql.lit<CommandTurn>(0))
        .where('sendCount', '>=', p.tooOften),
    ),
    markSent: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({
          state: 'sent',
          turn: 0,
          stateAt: sql<number>`coalesce(${p.stateAt}, "stateAt")`,
          firstSentAt: sql<number>`coalesce("firstSentAt", ${p.now})`,
          lastSentAt: p.now,
          sendCount: sql<number>`"sendCount" + 1`,
        })
        .where('id', '=', p.id),
    ),
    markNotNow: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({
          state: 'not-now',
          turn: 3,
          stateAt: p.now,
          lastNotNowAt: p.now,
          notNowCount: sql<number>`"notNowCount" + 1`,
        })
        .where('id', '=', p.id),
    ),
    putAside: store.statement((db, p) => db.updateTable('command').set({ turn: p.turn }).where('id', '=', p.id)),
    finish: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({
          state: p.state,
          open: 0,
          turn: 0,
          stateAt: p.now,
          answeredAt: p.answeredAt,
          errorDomain: p.errorDomain,
          errorCode: p.errorCode,
          errorSummary: p.errorSummary,
        })
        .where('id', '=', p.id),
    ),
    insert: store.statement((db, p) =>
      db.insertInto('command').values({
        id: p.id,
        enrollmentId: p.enrollmentId,
        deviceId: p.deviceId,
        requestType: p.requestType,
        request: p.request,
        secretId: p.secretId,
        state: 'queued',
        open: 1,
        turn: 1,
        priority: p.priority,
        queuedAt: p.queuedAt,
        queuedBy: p.queuedBy,
        stateAt: p.now,
        sendCount: 0,
        notNowCount: 0,
        expiresAt: p.expiresAt,
        retryOf: p.retryOf,
      }),
    ),
    insertResult: store.statement((db, p) => {
      const { commandId, status, decoded, errorChain, nonce, sealed, size, receivedAt } = p;
      const answer = { status, decoded, errorChain, nonce, sealed, size, receivedAt };
      return db
        .insertInto('commandResult')
        .values({ commandId, ...answer })
        .onConflict((c) => c.column('commandId').doUpdateSet(answer));
    }),
    open: store.statement((db, p) =>
      db.selectFrom('command').select(known).where('enrollmentId', '=', p.enrollmentId).where('open', '=', ONE),
    ),
    due: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select(known)
        .where('open', '=', ONE)
        .where('expiresAt', 'is not', null)
        .where('expiresAt', '<=', p.now)
        .where('state', 'in', [sql.lit<CommandState>('queued'), sql.lit<CommandState>('not-now')])
        .limit(p.limit),
    ),
    secretStillNeeded: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select('id')
        .where('secretId', '=', p.secretId)
        .where('open', '=', ONE)
        .where('id', '<>', p.id)
        .limit(ONE),
    ),
    enrollmentById: store.statement((db, p) =>
      db
        .selectFrom('enrollment as e')
        .innerJoin('device as d', 'd.id', 'e.deviceId')
        .select(['e.id as enrollmentId', 'e.deviceId', 'e.state', ...context])
        .where('e.id', '=', p.id),
    ),
    reported: store.statement((db, p) =>
      db.selectFrom('deviceReport').select('reportedAt').where('deviceId', '=', p.deviceId).where('kind', '=', p.kind),
    ),
    channel: store.statement((db, p) => db.selectFrom('enrollment').select('channel').where('id', '=', p.id)),
    enrolledUsersOfDevice: store.statement((db, p) =>
      db
        .selectFrom('enrollment as e')
        .innerJoin('device as d', 'd.id', 'e.deviceId')
        .select(['e.id as enrollmentId', 'e.deviceId', 'e.state', ...context])
        .where('e.deviceId', '=', p.deviceId)
        .where('e.state', '=', 'enrolled')
        .where('e.channel', '=', 'user'),
    ),
    enrolledOfDevice: store.statement((db, p) =>
      db
        .selectFrom('enrollment as e')
        .innerJoin('device as d', 'd.id', 'e.deviceId')
        .select(['e.id as enrollmentId', 'e.deviceId', 'e.state', ...context])
        .where('e.deviceId', '=', p.deviceId)
        .where('e.state', '=', 'enrolled')
        .where('e.channel', '=', 'device'),
    ),
  };
}
