import type { TFunction } from 'i18next';
import type { QueueOutcome } from '../../shared/contract/index.ts';
import { engine } from '../live/client.ts';
import { tellDone } from '../parts/notify.ts';
import { notifyWithUndo } from '../parts/undo.tsx';

/** Tells that a command was queued, with a button that takes it back from those who have not got it yet. */
export function tellQueued({ queued }: QueueOutcome, command: string, t: TFunction): void {
  if (queued.length === 0) return;
  const fresh = queued.filter(({ alreadyQueued }) => !alreadyQueued).map(({ commandId }) => commandId);
  const again = queued.length - fresh.length;
  const waiting = again === 0 ? '' : ` ${t('commands.waitedAlready', { count: again })}`;
  const message = t('commands.queuedFor', { count: queued.length, command }) + waiting;
  if (fresh.length === 0) {
    tellDone(message);
    return;
  }
  const cancel = async (): Promise<void> => {
    const { left } = await engine.commands.cancelMany({ commandIds: fresh });
    if (left.length > 0) throw new Error(t('commands.tooLate', { count: left.length }));
  };
  notifyWithUndo(message, cancel, t('commands.cancelQueued'));
}
