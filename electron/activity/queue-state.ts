import { sql } from 'kysely';
import type { QueueState } from '../../shared/contract/diagnosis.ts';
import { firstIdAt } from '../../shared/ids.ts';
import type { CommandState, Store } from '../store/index.ts';

const MOST_COMMANDS = 100;
const MOST_DEFERRALS = 100;
const MOST_WAKE_UPS = 50;
const MOST_FAILURES = 20;
const FAILURES_FOR = 30 * 86_400_000;
/** Commands wait long: what ended lately may have been queued this much earlier. */
const LONGEST_LIFE = 100 * 86_400_000;
const FAILED: readonly CommandState[] = ['error', 'format-error', 'expired', 'unanswered'];

/** Reads all that is known of the queue of one enrollment. */
export function openQueueState(store: Store): (deviceId: string, enrollmentId: string) => QueueState {
  const deferrals = (commandId: string): number[] =>
    store
      .all((db) =>
        db
          .selectFrom('event')
          .select('at')
          .where('commandId', '=', commandId)
          // Word for word what the index says, so that it is used.
          .where('type', '=', sql.lit('command.not-now'))
          .orderBy('at', 'desc')
          .limit(MOST_DEFERRALS),
      )
      .map(({ at }) => at)
      .reverse();

  return (deviceId, enrollmentId) => ({
    commands: store
      .all((db) =>
        db
          .selectFrom('command')
          .select([
            'id',
            'requestType',
            'state',
            'priority',
            'queuedAt',
            'queuedBy',
            'firstSentAt',
            'lastSentAt',
            'sendCount',
            'sentInVain',
            'notNowCount',
            'expiresAt',
          ])
          .where('enrollmentId', '=', enrollmentId)
          .where('open', '=', sql.lit<1>(1))
          .orderBy('turn')
          .orderBy('priority')
          .orderBy('id')
          .limit(MOST_COMMANDS)
          .$narrowType<{ state: 'queued' | 'sent' | 'not-now' }>(),
      )
      .map(({ notNowCount, ...command }) => ({
        ...command,
        notNowAt: notNowCount === 0 ? [] : deferrals(command.id),
      })),
    wakeUps: store.all((db) =>
      db
        .selectFrom('wakeUp')
        .select(['sentAt as at', 'attempt', 'status', 'reason'])
        .where('enrollmentId', '=', enrollmentId)
        .orderBy('sentAt', 'desc')
        .limit(MOST_WAKE_UPS),
    ),
    failures: store.all((db) =>
      db
        .selectFrom('command')
        .select(['id', 'requestType', 'state', 'stateAt', 'errorDomain', 'errorCode', 'errorSummary'])
        .where('deviceId', '=', deviceId)
        .where('enrollmentId', '=', enrollmentId)
        .where('id', '>=', firstIdAt(store.clock.now() - FAILURES_FOR - LONGEST_LIFE))
        .where('state', 'in', FAILED)
        .where('stateAt', '>=', store.clock.now() - FAILURES_FOR)
        .orderBy('id', 'desc')
        .limit(MOST_FAILURES),
    ),
  });
}
