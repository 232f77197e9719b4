import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AfterlifePolicy, LifePolicies } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';

const KEPT = [
  'secretsDays',
  'assignmentsDays',
  'inventoryDays',
  'deviceDays',
] as const satisfies readonly (keyof AfterlifePolicy)[];

/** What happens to devices that fall silent, and what is kept of those whose management ended. */
export function LifePoliciesCard() {
  const { t } = useTranslation();
  const query = useQuery(api.relationship.policies.queryOptions());
  if (query.data === undefined)
    return (
      <Card title={t('relationship.life.silentTitle')}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={8} />
        )}
      </Card>
    );
  const { afterlife, inactivity } = query.data;
  return <Form key={JSON.stringify({ afterlife, inactivity })} policies={query.data} />;
}

function Form({ policies }: { policies: LifePolicies }) {
  const { t } = useTranslation();
  const [afterlife, setAfterlife] = useState(policies.afterlife);
  const [inactivity, setInactivity] = useState(policies.inactivity);
  const attributes = useQuery(api.attributes.list.queryOptions()).data ?? [];
  const usable = attributes.filter(({ type }) => type === 'text' || type === 'choice');
  const save = useMutation(
    api.relationship.setPolicies.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.relationship.policies.queryKey(), fresh);
        tellDone(t('settings.saved'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const { mark } = inactivity;
  const marked = usable.find(({ id }) => id === mark?.attributeId);
  const setMark = (attributeId: string | null, value: string): void =>
    setInactivity({ ...inactivity, mark: attributeId === null ? null : { attributeId, value } });
  const changed =
    JSON.stringify({ afterlife, inactivity }) !==
    JSON.stringify({ afterlife: policies.afterlife, inactivity: policies.inactivity });
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    save.mutate({ afterlife, inactivity });
  };
  const button = (
    <Group mt="md">
      <Button type="submit" disabled={!changed || mark?.value.trim() === ''} loading={save.isPending}>
        {t('common.save')}
      </Button>
    </Group>
  );
  return (
    <>
      <Card
        title={t('relationship.life.silentTitle')}
        aside={policies.inactiveDevices > 0 && t('relationship.life.inactiveNow', { count: policies.inactiveDevices })}
      >
        <Text c="dimmed" mb="md">
          {t('relationship.life.silentHint', { count: policies.silentDays })}
        </Text>
        <RoleForm needs="administrator">
          <form onSubmit={submit}>
            <Stack gap="sm">
              <Checkbox
                label={t('relationship.life.wakeDaily')}
                checked={inactivity.wakeDaily}
                onChange={(event) => setInactivity({ ...inactivity, wakeDaily: event.currentTarget.checked })}
              />
              <Checkbox
                label={t('relationship.life.holdRenewals')}
                checked={inactivity.holdRenewals}
                onChange={(event) => setInactivity({ ...inactivity, holdRenewals: event.currentTarget.checked })}
              />
              <SimpleGrid cols={2} spacing="md">
                <Select
                  label={t('relationship.life.mark')}
                  description={t('relationship.life.markHint')}
                  inputWrapperOrder={['label', 'input', 'description']}
                  allowDeselect={false}
                  value={mark?.attributeId ?? ''}
                  onChange={(value) => setMark(value === null || value === '' ? null : value, '')}
                  data={[
                    { value: '', label: t('relationship.life.noMark') },
                    ...usable.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
                {mark !== null &&
                  (marked?.type === 'choice' ? (
                    <Select
                      label={t('relationship.life.markValue')}
                      value={mark.value === '' ? null : mark.value}
                      onChange={(value) => setMark(mark.attributeId, value ?? '')}
                      data={marked.choices}
                    />
                  ) : (
                    <TextInput
                      label={t('relationship.life.markValue')}
                      maxLength={200}
                      value={mark.value}
                      onChange={(event) => setMark(mark.attributeId, event.currentTarget.value)}
                    />
                  ))}
              </SimpleGrid>
            </Stack>
            {button}
          </form>
        </RoleForm>
      </Card>
      <Card title={t('relationship.life.afterTitle')}>
        <Text c="dimmed" mb="md">
          {t('relationship.life.afterHint')}
        </Text>
        <RoleForm needs="administrator">
          <form onSubmit={submit}>
            <SimpleGrid cols={2} spacing="md">
              {KEPT.map((part) => (
                <NumberInput
                  key={part}
                  label={t(`relationship.life.${part}`)}
                  suffix={` ${t('relationship.life.days')}`}
                  min={part === 'deviceDays' ? 1 : 0}
                  max={3650}
                  allowDecimal={false}
                  value={afterlife[part] ?? ''}
                  onChange={(value) => setAfterlife({ ...afterlife, [part]: value === '' ? null : Number(value) })}
                />
              ))}
            </SimpleGrid>
            {button}
          </form>
        </RoleForm>
      </Card>
    </>
  );
}
