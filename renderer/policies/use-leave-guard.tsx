import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';

/**
 * Asks before leaving while something would be lost.
 *
 * @returns the question, to be drawn, and what lets the next way out pass because everything was saved
 */
export function useLeaveGuard(changed: boolean): { readonly question: ReactNode; readonly allow: () => void } {
  const { t } = useTranslation();
  const allowed = useRef(false);
  const allow = useCallback(() => {
    allowed.current = true;
  }, []);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      changed && !allowed.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!changed) return;
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [changed]);
  if (blocker.state !== 'blocked') return { question: null, allow };
  const question = (
    <Modal
      opened
      onClose={() => blocker.reset()}
      title={t('policies.leave.title')}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text>{t('policies.leave.text')}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" color="red" c="var(--cw-needs)" onClick={() => blocker.proceed()}>
          {t('policies.leave.discard')}
        </Button>
        <Button onClick={() => blocker.reset()} data-autofocus>
          {t('policies.leave.stay')}
        </Button>
      </Group>
    </Modal>
  );
  return { question, allow };
}
