import {
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KerberosOverview } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RoleForm } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { TrialSteps } from '../parts/TrialSteps.tsx';
import classes from './Settings.module.css';

const SERVICES = ['HTTP', 'ldap'] as const;
const SEPARATORS = [',', ' ', ';'];

/** The realm, and the account that signs in to it; with what it takes to try both. */
export function KerberosCard() {
  const { t } = useTranslation();
  const query = useQuery(api.kerberos.settings.queryOptions());
  const data = query.data;
  return (
    <Card title={t('kerberos.title')}>
      <Text c="dimmed" mb="md">
        {t('kerberos.about')}
      </Text>
      {data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={8} />
        )
      ) : (
        <>
          <RoleForm needs="owner">
            <Form settings={data} />
          </RoleForm>
          {data.ready && <Trial />}
        </>
      )}
    </Card>
  );
}

function Form({ settings }: { settings: KerberosOverview }) {
  const { t } = useTranslation();
  const { hasPassword, ready, ...given } = settings;
  const [draft, setDraft] = useState(given);
  const [password, setPassword] = useState('');
  const change = useMutation(
    api.kerberos.setSettings.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.kerberos.settings.queryKey(), fresh);
        setPassword('');
        setDraft({ realm: fresh.realm, kdcs: fresh.kdcs, domains: fresh.domains, account: fresh.account });
        tellDone(t(fresh.ready ? 'kerberos.saved' : 'kerberos.off'));
      },
    }),
  );
  const set = (part: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...part }));
  const askToTurnOff = (): void => {
    modals.openConfirmModal({
      title: t('kerberos.turnOffTitle'),
      children: <Text>{t('kerberos.turnOffText', { account: settings.account })}</Text>,
      labels: { confirm: t('kerberos.turnOff'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () =>
        change.mutate({ realm: '', kdcs: [], domains: [], account: '' }, { onError: (error) => tellFailure(error) }),
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ ...draft, ...(password === '' ? {} : { password }) });
      }}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('kerberos.realm')}
            description={t('kerberos.realmHint')}
            placeholder="SCHOOL.EXAMPLE"
            value={draft.realm}
            onChange={(event) => set({ realm: event.currentTarget.value.toUpperCase().trim() })}
          />
          <TagsInput
            label={t('kerberos.kdcs')}
            description={t('kerberos.kdcsHint')}
            placeholder={draft.kdcs.length === 0 ? 'dc1.school.example' : undefined}
            splitChars={SEPARATORS}
            acceptValueOnBlur
            value={draft.kdcs}
            onChange={(kdcs) => set({ kdcs })}
          />
        </SimpleGrid>
        <TagsInput
          label={t('kerberos.domains')}
          description={t('kerberos.domainsHint')}
          placeholder={draft.domains.length === 0 ? '.school.example' : undefined}
          splitChars={SEPARATORS}
          acceptValueOnBlur
          value={draft.domains}
          onChange={(domains) => set({ domains })}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('kerberos.account')}
            placeholder="service@SCHOOL.EXAMPLE"
            autoComplete="off"
            value={draft.account}
            onChange={(event) => set({ account: event.currentTarget.value.trim() })}
          />
          <PasswordInput
            label={t('kerberos.password')}
            placeholder={hasPassword ? t('kerberos.kept') : undefined}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </SimpleGrid>
        {change.isError && (
          <Text c="red" role="alert">
            {errorText(change.error)}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={draft.realm === ''}>
            {t('common.save')}
          </Button>
          {ready && (
            <Button variant="default" disabled={change.isPending} onClick={askToTurnOff}>
              {t('kerberos.turnOff')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** Signs in as set up, and gets a ticket for a server. */
function Trial() {
  const { t } = useTranslation();
  const [host, setHost] = useState('');
  const [service, setService] = useState<(typeof SERVICES)[number]>('HTTP');
  const test = useMutation(api.kerberos.test.mutationOptions());
  return (
    <div className={classes.part}>
      <RoleForm needs="administrator">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            test.mutate({ host, service });
          }}
        >
          <Group align="flex-end">
            <TextInput
              flex={1}
              miw={220}
              label={t('kerberos.host')}
              description={t('kerberos.hostHint')}
              placeholder="ndes.school.example"
              value={host}
              onChange={(event) => {
                setHost(event.currentTarget.value.trim());
                test.reset();
              }}
            />
            <SegmentedControl
              aria-label={t('kerberos.service')}
              value={service}
              onChange={(value) => {
                setService(SERVICES.find((each) => each === value) ?? 'HTTP');
                test.reset();
              }}
              data={SERVICES.map((value) => ({ value, label: t(`kerberos.services.${value}`) }))}
            />
            <Button type="submit" variant="default" loading={test.isPending}>
              {t('kerberos.try')}
            </Button>
          </Group>
        </form>
        <div role="status" className={classes.outcome}>
          {test.isSuccess && (
            <TrialSteps
              steps={test.data.steps.map(({ step, ...rest }) => ({ label: t(`kerberos.steps.${step}`), ...rest }))}
            />
          )}
          {test.isError && <StatusMark tone="needs">{errorText(test.error)}</StatusMark>}
        </div>
      </RoleForm>
    </div>
  );
}
