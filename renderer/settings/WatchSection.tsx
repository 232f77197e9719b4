import { Button, Group, NumberInput, SimpleGrid, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertSettings } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';
import { LifePoliciesCard } from './LifePoliciesCard.tsx';
import classes from './Settings.module.css';

const FIELDS = [
  'silentDays',
  'failedHours',
  'pushCertificateDays',
  'certificateDays',
  'identityDays',
  'invitationHours',
  'backupDays',
  'diskFreeGb',
] as const satisfies readonly (keyof AlertSettings)[];

/** From when on something is worth an alert. */
export function WatchSection() {
  const { t } = useTranslation();
  const query = useQuery(api.alerts.settings.queryOptions());
  return (
    <div className={classes.stack}>
      <Card title={t('watch.title')}>
        <Text c="dimmed" mb="md">
          {t('watch.hint')}
        </Text>
        {query.data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <SkeletonLines count={8} />
          )
        ) : (
          <RoleForm needs="administrator">
            <Form key={JSON.stringify(query.data)} settings={query.data} />
          </RoleForm>
        )}
      </Card>
      <LifePoliciesCard />
    </div>
  );
}

function Form({ settings }: { settings: AlertSettings }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(settings);
  const save = useMutation(
    api.alerts.setSettings.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.alerts.settings.queryKey(), fresh);
        void queryClient.invalidateQueries({ queryKey: api.alerts.list.key() });
        tellDone(t('settings.saved'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const unchanged = FIELDS.every((field) => draft[field] === settings[field]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <SimpleGrid cols={2} spacing="md">
        {FIELDS.map((field) => (
          <NumberInput
            key={field}
            label={t(`watch.fields.${field}`)}
            min={field === 'diskFreeGb' ? 0.1 : 1}
            max={field === 'diskFreeGb' ? 1000 : field.endsWith('Hours') ? 744 : 365}
            allowDecimal={field === 'diskFreeGb'}
            value={draft[field]}
            onChange={(value) => setDraft({ ...draft, [field]: Number(value) })}
          />
        ))}
      </SimpleGrid>
      <Group mt="md">
        <Button type="submit" disabled={unchanged} loading={save.isPending}>
          {t('common.save')}
        </Button>
      </Group>
    </form>
  );
}
