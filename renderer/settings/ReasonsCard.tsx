import { Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';

/** Whether whoever changes something has to say why. */
export function ReasonsCard() {
  const { t } = useTranslation();
  const query = useQuery(api.system.reasons.queryOptions());
  const save = useMutation(
    api.system.setReasons.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.system.reasons.queryKey(), fresh);
        tellDone(t('settings.saved'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const content = () => {
    if (query.data !== undefined)
      return (
        <RoleForm needs="owner">
          <Switch
            label={t('reasons.setting.label')}
            description={t('reasons.setting.hint')}
            checked={save.isPending ? save.variables.ask : query.data.ask}
            disabled={save.isPending}
            onChange={(event) => save.mutate({ ask: event.currentTarget.checked })}
          />
        </RoleForm>
      );
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div aria-busy="true">
        <SkeletonLines count={2} />
      </div>
    );
  };
  return <Card title={t('reasons.setting.title')}>{content()}</Card>;
}
