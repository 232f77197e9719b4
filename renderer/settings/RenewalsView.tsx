import { Button, Group, NumberInput, SimpleGrid, Switch, Text } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenewalOverview, RenewalSettings } from '../../shared/contract/index.ts';
import { UpdatesTable } from '../enrollment/UpdatesTable.tsx';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';

const SHOWN = 100;

/** How renewals of identities stand, when they begin, and what became of each. */
export function RenewalsView() {
  const { t } = useTranslation();
  const overview = useQuery(api.relationship.renewals.queryOptions());
  const updates = useQuery({
    ...api.relationship.updates.queryOptions({ input: { limit: SHOWN } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Card title={t('relationship.renewals.title')}>
        <Text c="dimmed" mb="md">
          {t('relationship.renewals.hint')}
        </Text>
        {overview.data === undefined ? (
          overview.isError ? (
            <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
          ) : (
            <SkeletonLines count={8} />
          )
        ) : (
          <>
            <Numbers overview={overview.data} />
            <RoleForm needs="administrator">
              <Form key={JSON.stringify(overview.data.settings)} settings={overview.data.settings} />
            </RoleForm>
          </>
        )}
      </Card>
      <Card
        title={t('relationship.updates.title')}
        aside={
          updates.data !== undefined &&
          t('certificates.shown', { shown: updates.data.rows.length, total: updates.data.total })
        }
        flush
      >
        <UpdatesTable query={updates} />
      </Card>
    </>
  );
}

function Numbers({ overview }: { overview: RenewalOverview }) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <SimpleGrid cols={2} spacing="xl" mb="lg">
      <Facts
        facts={[
          { label: t('relationship.renewals.identities'), value: number(overview.identities) },
          {
            label: t('relationship.renewals.nextEnd'),
            value: overview.nextEndAt === null ? '–' : <RelativeTime at={overview.nextEndAt} />,
          },
          { label: t('relationship.renewals.due'), value: number(overview.due) },
        ]}
      />
      <Facts
        facts={[
          { label: t('relationship.renewals.open'), value: number(overview.waiting + overview.underWay) },
          { label: t('relationship.renewals.failed'), value: number(overview.failed) },
          { label: t('relationship.renewals.done'), value: number(overview.doneIn30Days) },
        ]}
      />
    </SimpleGrid>
  );
}

function Form({ settings }: { settings: RenewalSettings }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(settings);
  const save = useMutation(
    api.relationship.setRenewals.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.relationship.renewals.queryKey(), fresh);
        void queryClient.invalidateQueries({ queryKey: api.relationship.updates.key() });
        tellDone(t('settings.saved'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      <Switch
        mb="md"
        label={t('relationship.renewals.automatic')}
        checked={draft.automatic}
        onChange={(event) => setDraft({ ...draft, automatic: event.currentTarget.checked })}
      />
      <SimpleGrid cols={2} spacing="md">
        <NumberInput
          label={t('relationship.renewals.leadDays')}
          description={t('relationship.renewals.leadHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          min={1}
          max={365}
          allowDecimal={false}
          value={draft.leadDays}
          onChange={(value) => setDraft({ ...draft, leadDays: Number(value) })}
        />
        <NumberInput
          label={t('relationship.renewals.atOnce')}
          min={1}
          max={1000}
          allowDecimal={false}
          value={draft.atOnce}
          onChange={(value) => setDraft({ ...draft, atOnce: Number(value) })}
        />
      </SimpleGrid>
      <Group mt="md">
        <Button
          type="submit"
          disabled={JSON.stringify(draft) === JSON.stringify(settings) || draft.leadDays < 1 || draft.atOnce < 1}
          loading={save.isPending}
        >
          {t('common.save')}
        </Button>
      </Group>
    </form>
  );
}
