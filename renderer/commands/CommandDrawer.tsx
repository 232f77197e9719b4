import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { CommandLife } from './CommandLife.tsx';
import { commandName } from './command-words.ts';

/** One command from its queueing to its answer, live, beside whatever it was opened from. */
export function CommandDrawer({ commandId, onClose }: { commandId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery({
    ...api.commands.timeline.queryOptions({ input: { commandId: commandId ?? '' } }),
    enabled: commandId !== undefined,
  });
  const life = query.data;
  return (
    <Drawer
      opened={commandId !== undefined}
      onClose={onClose}
      position="right"
      size={560}
      title={life === undefined ? t('commands.command') : commandName(life.command.requestType, t)}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {life !== undefined ? (
        <CommandLife life={life} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div aria-busy="true">
          <SkeletonLines count={12} />
        </div>
      )}
    </Drawer>
  );
}
