import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaysIn, WaysSettings } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { notifyWithUndo } from '../parts/undo.tsx';

/** What of the ways in can be set, without what follows from it. */
export function settingsOf({ deviceProof, encryptProfiles, minimumOs, accountDriven }: WaysIn): WaysSettings {
  return { deviceProof, encryptProfiles, minimumOs, accountDriven };
}

/** The ways in, and how they are changed: at once, with a way back. */
export function useWays() {
  const { t } = useTranslation();
  const query = useQuery(api.enrollment.ways.queryOptions());
  const put = async (settings: WaysSettings): Promise<void> => {
    queryClient.setQueryData(api.enrollment.ways.queryKey(), await engine.enrollment.setWays(settings));
  };
  const save = useMutation({
    mutationFn: put,
    onMutate: () => query.data,
    onSuccess: (_saved, _settings, before) => {
      if (before !== undefined) notifyWithUndo(t('wayIn.saved'), () => put(settingsOf(before)));
    },
  });
  return { query, save };
}
