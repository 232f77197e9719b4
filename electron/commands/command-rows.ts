import { sql } from 'kysely';
import type { CommandState, CommandTurn, Store } from '../store/index.ts';
import type { CommandRows } from './command-row-types.ts';
import { PRIORITY } from './discipline.ts';

const ONE = sql.lit<1>(1);
/** See CommandTurn. */
export const TURN = { overtakes: 0, inFlight: 1, waits: 2, last: 3, aside: 4, held: 5 } as const;
const turn = <T extends CommandTurn>(value: T) => sql.lit<T>(value);
const WAITING = [sql.lit<CommandState>('queued'), sql.lit<CommandState>('not-now')];
/** The turn of a command that is offered: what overtakes always does. */
const ordinary = (otherwise: CommandTurn) =>
  sql<CommandTurn>`case when "priority" <= ${sql.lit(PRIORITY.overtaking)} then ${sql.lit(TURN.overtakes)} else ${sql.lit(otherwise)} end`;

/** Prepares the statements against `store`. The literal `open = 1` lets SQLite use the index of open commands. */
export function prepareCommandRows(store: Store): CommandRows {
  const known = [
    'id',
    'enrollmentId',
    'deviceId',
    'requestType',
    'subject',
    'request',
    'secretId',
    'state',
    'turn',
    'sendCount',
    'sentInVain',
    'priority',
    'expiresAt',
  ] as const;
  const context = [
    'd.platform',
    'd.osVersion',
    'd.supervised',
    'd.lostMode',
    'e.accessRights',
    'e.channel',
    'e.userEnrollment',
    'e.unlockTokenSecretId',
    'd.sharedIpad',
    'd.automatedEnrollment',
    'e.awaitingConfiguration',
    'e.topic',
    'e.serverUrl',
  ] as const;
  return {
    hasOpen: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select('id')
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('turn', '<', turn(TURN.held))
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
          'c.enrollmentId',
          'c.requestType',
          'c.request',
          'c.secretId',
          'c.state',
          'c.turn',
          'c.sendCount',
          'c.sentInVain',
          'c.firstSentAt',
          'c.expiresAt',
          ...context,
        ])
        .where('c.enrollmentId', '=', p.enrollmentId)
        .where('c.open', '=', ONE)
        .where('c.turn', '<', turn(TURN.aside))
        // What was asked for later about the same thing does not pass what the device puts off.
        .where((e) =>
          e.or([
            e('c.subject', 'is', null),
            e.not(
              e.exists(
                e
                  .selectFrom('command as o')
                  .select('o.id')
                  .whereRef('o.enrollmentId', '=', 'c.enrollmentId')
                  .where('o.open', '=', ONE)
                  .where('o.turn', '>=', turn(TURN.last))
                  .whereRef('o.subject', '=', 'c.subject')
                  .whereRef('o.id', '<', 'c.id'),
              ),
            ),
          ]),
        )
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
        .where('state', '=', sql.lit<CommandState>('sent'))
        .where('turn', '<', turn(TURN.last))
        .orderBy('lastSentAt', 'desc')
        .limit(ONE),
    ),
    takeBack: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({
          turn: sql<CommandTurn>`case when "state" = 'sent' then ${ordinary(TURN.inFlight)} else ${ordinary(TURN.waits)} end`,
        })
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('turn', '=', turn(TURN.aside)),
    ),
    putLast: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({ turn: turn(TURN.last) })
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('turn', '=', turn(TURN.inFlight))
        .where('sentInVain', '>=', p.tooOften),
    ),
    markSent: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({
          state: 'sent',
          turn: ordinary(TURN.inFlight),
          stateAt: sql<number>`coalesce(${p.stateAt}, "stateAt")`,
          firstSentAt: sql<number>`coalesce("firstSentAt", ${p.now})`,
          lastSentAt: p.now,
          sendCount: sql<number>`"sendCount" + 1`,
          sentInVain: sql<number>`"sentInVain" + 1`,
          expiresAt: sql<number>`coalesce(${p.settleAt}, "expiresAt")`,
        })
        .where('id', '=', p.id),
    ),
    markNotNow: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({
          state: 'not-now',
          turn: TURN.aside,
          sentInVain: 0,
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
          turn: TURN.overtakes,
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
        subject: p.subject,
        request: p.request,
        secretId: p.secretId,
        state: 'queued',
        open: 1,
        turn: p.turn,
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
      const { commandId, status, decoded, errorChain, parts, nonce, sealed, size, receivedAt } = p;
      const answer = { status, decoded, errorChain, parts, nonce, sealed, size, receivedAt, compactedAt: null };
      return db
        .insertInto('commandResult')
        .values({ commandId, ...answer })
        .onConflict((c) => c.column('commandId').doUpdateSet(answer));
    }),
    open: store.statement((db, p) =>
      db.selectFrom('command').select(known).where('enrollmentId', '=', p.enrollmentId).where('open', '=', ONE),
    ),
    related: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select(known)
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('state', 'in', WAITING)
        .where((e) => e.or([e('requestType', '=', p.requestType), e('subject', '=', p.subject)]))
        .orderBy('id', 'desc'),
    ),
    waiting: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select(known)
        .where('enrollmentId', '=', p.enrollmentId)
        .where('open', '=', ONE)
        .where('state', 'in', WAITING),
    ),
    prolong: store.statement((db, p) =>
      db
        .updateTable('command')
        .set({ expiresAt: p.expiresAt, priority: p.priority, turn: p.turn })
        .where('id', '=', p.id),
    ),
    due: store.statement((db, p) =>
      db
        .selectFrom('command')
        .select(known)
        .where('open', '=', ONE)
        .where('expiresAt', 'is not', null)
        .where('expiresAt', '<=', p.now)
        .where((e) => e.or([e('state', 'in', WAITING), e('lastSentAt', '<=', p.sentBefore)]))
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
    enrolledAgain: store.statement((db, p) =>
      db
        .selectFrom('enrollment as now')
        .innerJoin('enrollment as former', 'former.key', 'now.key')
        .select('now.id')
        .where('former.id', '=', p.id)
        .where('now.state', '=', 'enrolled'),
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
