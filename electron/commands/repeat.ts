import type { CommandSelection } from '../../shared/contract/command-queue.ts';
import type { Store } from '../store/index.ts';
import type { CommandRows } from './command-row-types.ts';
import type { CommandJson } from './draft.ts';
import type { Ending } from './ending.ts';
import type { CommandQueue } from './queue.ts';
import type { QueueView } from './queue-view.ts';
import { putBackSecrets, type TakenOut } from './secrets.ts';
import { isFinal, isWaiting } from './state.ts';

/** What was not done, and why: a word for programs and a sentence for people. */
export interface Left {
  commandId: string;
  reason: string;
  message: string;
}

/** Many commands at once: repeated or taken back. */
export interface Repeats {
  /** Queues finished commands once more, to the device as it is enrolled now. */
  retry(
    selection: CommandSelection,
    actor: string,
  ): Promise<{ queued: { commandId: string; retryOf: string; deviceId: string }[]; left: Left[] }>;
  cancelMany(selection: CommandSelection, actor: string): Promise<{ cancelled: string[]; left: Left[] }>;
}

const MOST = 10_000;

export function openRepeats(options: {
  store: Store;
  rows: CommandRows;
  ending: Ending;
  queue: Pick<CommandQueue, 'queueInUnit'>;
  view: Pick<QueueView, 'idsOf'>;
}): Repeats {
  const { store, rows, ending, queue, view } = options;

  const chosen = (selection: CommandSelection): string[] =>
    'filter' in selection ? view.idsOf(selection.filter, MOST) : [...new Set(selection.commandIds)];

  const secretsOf = (secretId: string): TakenOut[] | undefined => {
    const kept = store.get((db) => db.selectFrom('secret').select('id').where('id', '=', secretId));
    if (kept === undefined) return undefined;
    return JSON.parse(store.vault.get(secretId, 'command-secret').toString('utf8')) as TakenOut[];
  };

  /** The enrollment a repeated command goes to: the device's present one, or the same user's. */
  const targetOf = (enrollmentId: string, deviceId: string): string =>
    rows.channel.get({ id: enrollmentId })?.channel === 'user'
      ? (rows.enrolledAgain.get({ id: enrollmentId })?.id ?? enrollmentId)
      : (rows.enrolledOfDevice.get({ deviceId })?.enrollmentId ?? enrollmentId);

  return {
    async retry(selection, actor) {
      const queued: { commandId: string; retryOf: string; deviceId: string }[] = [];
      const left: Left[] = [];
      await store.writeEach(chosen(selection), (work, id) => {
        const known = rows.find.get({ id });
        if (known === undefined) return void left.push({ commandId: id, ...NOT_FOUND });
        if (!isFinal(known.state)) return void left.push({ commandId: id, ...STILL_OPEN });
        const secrets = known.secretId === null ? [] : secretsOf(known.secretId);
        if (secrets === undefined) return void left.push({ commandId: id, ...SECRETS_GONE });
        const command = putBackSecrets(JSON.parse(known.request) as Record<string, unknown>, secrets) as CommandJson;
        const outcome = queue.queueInUnit(work, targetOf(known.enrollmentId, known.deviceId), command, {
          actor,
          reason: selection.reason,
          retryOf: id,
        });
        if ('commandId' in outcome && outcome.alreadyQueued)
          left.push({ commandId: id, reason: 'already-queued', message: 'The same command waits already.' });
        else if ('commandId' in outcome)
          queued.push({ commandId: outcome.commandId, retryOf: id, deviceId: known.deviceId });
        else {
          const [why] = outcome.refused;
          left.push({ commandId: id, reason: why?.code ?? 'refused', message: why?.message ?? 'It was refused.' });
        }
      });
      return { queued, left };
    },

    async cancelMany(selection, actor) {
      const cancelled: string[] = [];
      const left: Left[] = [];
      await store.writeEach(chosen(selection), (work, id) => {
        const known = rows.find.get({ id });
        if (known === undefined) return void left.push({ commandId: id, ...NOT_FOUND });
        if (!isWaiting(known.state))
          return void left.push({ commandId: id, ...(isFinal(known.state) ? FINISHED : WITH_DEVICE) });
        ending.end(work, known, 'cancel', { actor, reason: selection.reason });
        ending.settleIfNone(work, known.enrollmentId);
        cancelled.push(id);
      });
      return { cancelled, left };
    },
  };
}

const NOT_FOUND = { reason: 'not-found', message: 'There is no such command.' };
const STILL_OPEN = { reason: 'still-open', message: 'It still waits: it will be delivered without being repeated.' };
const FINISHED = { reason: 'finished', message: 'It is finished.' };
const WITH_DEVICE = { reason: 'with-device', message: 'The device has it already.' };
const SECRETS_GONE = {
  reason: 'secrets-gone',
  message: 'Its secret values were forgotten when it finished. Fill in the form again.',
};
