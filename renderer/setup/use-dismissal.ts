import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { optimistic } from '../live/optimistic.ts';
import { notifyWithUndo } from '../parts/undo.tsx';

const key = api.setup.state.queryKey();

/** Puts the checklist of the first run away, or shows it again: at once, and putting away can be undone. */
export function useDismissal(): (dismissed: boolean) => void {
  const { t } = useTranslation();
  const shown = optimistic(key, (state: SetupState, wish: { dismissed: boolean }) => ({ ...state, ...wish }));
  const { mutate } = useMutation(
    api.setup.dismiss.mutationOptions({
      ...shown,
      onSuccess: (...done: Parameters<typeof shown.onSuccess>) => {
        shown.onSuccess(...done);
        if (!done[1].dismissed) return;
        notifyWithUndo(t('setup.checklist.dismissed'), async () =>
          queryClient.setQueryData(key, await engine.setup.dismiss({ dismissed: false })),
        );
      },
    }),
  );
  return (dismissed) => mutate({ dismissed });
}
