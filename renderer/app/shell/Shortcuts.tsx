import { Modal } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import classes from './Palette.module.css';
import { GO_TO, type GoToKey, meaningOf } from './shortcuts-model.ts';

/** Whether keys are somebody else's just now: one types, or a dialog or menu is open. */
function isTaken(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement) {
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
    if (target.closest('[role=menu], [role=listbox], [role=dialog]') !== null) return true;
  }
  return document.querySelector('[role=dialog][aria-modal=true]') !== null;
}

/** Keys that work on every screen while nobody types. */
export function useShortcuts(onHelp: () => void): void {
  const navigate = useNavigate();
  const pending = useRef<number>(undefined);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTaken(event.target)) {
        pending.current = undefined;
        return;
      }
      if (event.key === 'Shift') return;
      const withModifier = event.ctrlKey || event.metaKey || event.altKey;
      const { meaning, pendingSince } = meaningOf(
        { key: event.key, at: event.timeStamp, withModifier },
        pending.current,
      );
      pending.current = pendingSince;
      if (meaning === undefined) return;
      event.preventDefault();
      if (meaning.kind === 'go') void navigate(meaning.to);
      else if (meaning.kind === 'help') onHelp();
      else {
        const field = document.querySelector<HTMLElement>('main input[type=search]');
        if (field === null) spotlight.open();
        else field.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, onHelp]);
}

const isMac = /mac/i.test(navigator.userAgent);

/** Every key there is. */
export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const lines: [string, string[]][] = [
    [t('shortcuts.palette'), [isMac ? '⌘K' : `${t('shortcuts.control')} K`]],
    [t('shortcuts.search'), ['/']],
    [t('shortcuts.help'), ['?']],
    [t('shortcuts.undo'), [isMac ? '⌘Z' : `${t('shortcuts.control')} Z`]],
    ...(Object.keys(GO_TO) as GoToKey[]).map((key): [string, string[]] => [
      t(`shortcuts.go.${key}`),
      ['G', key.toUpperCase()],
    ]),
    [t('shortcuts.move'), ['↑', '↓']],
    [t('shortcuts.open'), ['Enter']],
    [t('shortcuts.select'), [t('shortcuts.space')]],
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={440}
      title={t('shortcuts.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <table className={classes.shortcuts}>
        <tbody>
          {lines.map(([what, keys]) => (
            <tr key={what}>
              <td>{what}</td>
              <td>
                {keys.map((key) => (
                  <kbd key={key} className={classes.keys} style={{ marginLeft: 4 }}>
                    {key}
                  </kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
