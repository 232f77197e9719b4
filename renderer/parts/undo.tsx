import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { tellDone, tellFailure } from './notify.ts';
import classes from './undo.module.css';

/** Long enough to read the sentence, see the mistake and reach the button by keyboard. */
const OFFERED_MS = 12_000;

/** What can be taken back right now, the latest last: the notification's id and how. */
const offers = new Map<string, () => void>();
let last = 0;

/**
 * Tells that something was done, with a button (and Ctrl/Cmd-Z) that takes it back. The offer stands for 12 seconds,
 * longer while the pointer or the focus is on it; it can be taken once.
 *
 * @param message what was done, as a sentence
 * @param undo puts it back; when it fails, the reason is told
 * @param action what the button says where “Undo” would be wrong: a command that waits is cancelled
 */
export function notifyWithUndo(message: string, undo: () => unknown, action: string = i18next.t('undo.action')): void {
  const id = `undo-${++last}`;
  const take = (): void => {
    if (!offers.delete(id)) return;
    notifications.hide(id);
    void (async () => undo())().then(
      () => tellDone(i18next.t('undo.done')),
      (error: unknown) => tellFailure(error, i18next.t('undo.failed')),
    );
  };
  offers.set(id, take);
  notifications.show({
    id,
    color: 'green',
    withBorder: true,
    autoClose: OFFERED_MS,
    closeButtonProps: { 'aria-label': i18next.t('common.close') },
    onClose: () => void offers.delete(id),
    message: (
      <span className={classes.offer}>
        <span>{message}</span>
        <Button variant="default" size="compact-sm" onClick={take} aria-label={`${action}: ${message}`}>
          {action}
        </Button>
      </span>
    ),
  });
}

/** Takes back the latest thing that still can be; false when there is none. */
export function undoLatest(): boolean {
  const take = [...offers.values()].at(-1);
  take?.();
  return take !== undefined;
}

/** Ctrl/Cmd-Z takes back the latest thing. In a text field the keys stay the field's own. */
export function useUndoKey(): void {
  useHotkeys([['mod+Z', () => void undoLatest(), { preventDefault: false }]]);
}
