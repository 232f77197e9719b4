import { CartwrightError } from '../../shared/errors.ts';
import type { Store, UnitOfWork } from '../store/index.ts';
import type { CommandRows, KnownRow } from './command-row-types.ts';
import type { Ending } from './ending.ts';
import type { WakeUps } from './ports.ts';
import { isWaiting } from './state.ts';

/** Ends commands without an answer: by a person, with their enrollment, or because their time is over. */
export interface TakingBack {
  /**
   * Takes back a command that waits.
   *
   * @param reason why, in the words of whoever takes it back
   * @throws CartwrightError `not-found`, or `conflict` when the device has it already or it is finished
   */
  cancel(commandId: string, actor: string, reason?: string): Promise<void>;
  /** Takes back a command that waits, in a unit of work. @returns false when the device has it, or it is finished */
  cancelInUnit(work: UnitOfWork, commandId: string, actor: string, reason?: string): boolean;
  /** Ends every open command of an enrollment that ends. Returns how many there were. */
  cancelAll(work: UnitOfWork, enrollmentId: string, reason: string): number;
  /** Ends commands whose time is over: those that wait, and those sent long ago. Returns how many there were. */
  expireDue(): Promise<number>;
}

/** Commands per unit of work: other requests are served in between. */
const PER_UNIT = 200;
/** Once its time is over, a command the device was given is waited for this long after the last time. */
const ANSWER_MS = 86_400_000;

const WHY_ENDED: Readonly<Record<string, string>> = {
  'checked-out': 'The device ended management.',
  replaced: 'The device enrolled anew.',
  removed: 'Management of the device was ended.',
  erased: 'The device was erased.',
};

export function openTakingBack(options: {
  store: Store;
  rows: CommandRows;
  ending: Ending;
  wakeUps: WakeUps;
}): TakingBack {
  const { store, rows, ending, wakeUps } = options;
  return {
    async cancel(commandId, actor, reason) {
      await store.write((work) => {
        const known = rows.find.get({ id: commandId });
        if (known === undefined) throw new CartwrightError('not-found', 'There is no such command.');
        if (!isWaiting(known.state)) {
          const why = known.state === 'sent' ? 'The device has it already' : 'It is finished';
          throw new CartwrightError('conflict', `${why}: this command can no longer be cancelled.`);
        }
        ending.end(work, known, 'cancel', { actor, reason });
        ending.settleIfNone(work, known.enrollmentId);
      });
    },

    cancelInUnit(work, commandId, actor, reason) {
      const known = rows.find.get({ id: commandId });
      if (known === undefined || !isWaiting(known.state)) return false;
      ending.end(work, known, 'cancel', { actor, reason });
      ending.settleIfNone(work, known.enrollmentId);
      return true;
    },

    cancelAll(work, enrollmentId, reason) {
      const open = rows.open.all({ enrollmentId });
      for (const known of open) ending.end(work, known, 'abandon', { reason: whyAbandoned(known, reason) });
      if (open.length > 0) wakeUps.settle(work, enrollmentId, false);
      return open.length;
    },

    async expireDue() {
      let total = 0;
      for (;;) {
        const count = await store.write((work) => {
          const due = rows.due.all({ now: work.now, sentBefore: work.now - ANSWER_MS, limit: PER_UNIT });
          for (const known of due) ending.end(work, known, 'expire', { reason: whyExpired(known) });
          for (const id of new Set(due.map((known) => known.enrollmentId))) ending.settleIfNone(work, id);
          return due.length;
        });
        total += count;
        if (count < PER_UNIT) return total;
      }
    },
  };
}

function whyAbandoned({ state, requestType }: KnownRow, reason: string): string {
  const ended = WHY_ENDED[reason] ?? reason;
  if (state !== 'sent') return ended;
  // LOOP-7: the answer to an erasure is lost more often than not.
  if (requestType === 'EraseDevice') return `${ended} That it was erased was not confirmed, but is most likely.`;
  return `${ended} Whether it had carried the command out is not known.`;
}

/** What is told of a command whose time is over. */
export function whyExpired({
  state,
  requestType,
  sendCount,
}: Pick<KnownRow, 'state' | 'requestType' | 'sendCount'>): string {
  if (state !== 'sent') return 'The device did not come for it in time.';
  if (requestType === 'EraseDevice')
    return 'The device was given it and was not heard of again: most likely it was erased.';
  return `The device was given it ${sendCount === 1 ? 'once' : `${sendCount} times`} and never answered.`;
}
