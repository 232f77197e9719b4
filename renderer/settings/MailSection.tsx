import {
  Alert,
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailOverview } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { engineText, errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Settings.module.css';

const SECURITIES = ['starttls', 'tls', 'none'] as const;

/** The server that mail goes out by. */
export function MailSection() {
  const { t } = useTranslation();
  const query = useQuery(api.mail.settings.queryOptions());
  const data = query.data;
  return (
    <div className={classes.stack}>
      <Card title={t('mail.title')}>
        <Text c="dimmed" mb="md">
          {t('mail.about')}
        </Text>
        {data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <SkeletonLines count={8} />
          )
        ) : (
          <>
            {data.problem !== null && (
              <Alert color="yellow" variant="light" mb="md" title={t('mail.problem', { count: data.waiting })}>
                {engineText(data.problem.message)} <RelativeTime at={data.problem.at} />
              </Alert>
            )}
            <RoleForm needs="owner">
              <Form settings={data} />
            </RoleForm>
          </>
        )}
      </Card>
      {data?.ready === true && <TestCard from={data.from} />}
    </div>
  );
}

function Form({ settings }: { settings: MailOverview }) {
  const { t } = useTranslation();
  const { hasPassword, ready: _, waiting: __, problem: ___, ...given } = settings;
  const [draft, setDraft] = useState(given);
  const [password, setPassword] = useState('');
  const save = useMutation(
    api.mail.setSettings.mutationOptions({
      onSuccess: (fresh) => {
        queryClient.setQueryData(api.mail.settings.queryKey(), fresh);
        setPassword('');
        tellDone(t('mail.saved'));
      },
    }),
  );
  const set = (change: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...change }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...draft, ...(password === '' ? {} : { password }) });
      }}
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('mail.host')}
            description={t('mail.hostHint')}
            placeholder="smtp.school.example"
            value={draft.host}
            onChange={(event) => set({ host: event.currentTarget.value })}
          />
          <TextInput
            label={t('mail.from')}
            description={t('mail.fromHint')}
            placeholder="mdm@school.example"
            value={draft.from}
            onChange={(event) => set({ from: event.currentTarget.value.trim() })}
          />
          <Select
            label={t('mail.security')}
            allowDeselect={false}
            value={draft.security}
            onChange={(value) => {
              const security = SECURITIES.find((each) => each === value) ?? 'starttls';
              set({ security, port: security === 'tls' ? 465 : security === 'none' ? 25 : 587 });
            }}
            data={SECURITIES.map((value) => ({ value, label: t(`mail.securities.${value}`) }))}
          />
          <NumberInput
            label={t('mail.port')}
            min={1}
            max={65535}
            allowDecimal={false}
            value={draft.port}
            onChange={(value) => typeof value === 'number' && set({ port: value })}
          />
          <TextInput
            label={t('mail.user')}
            autoComplete="off"
            value={draft.user}
            onChange={(event) => set({ user: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('mail.password')}
            placeholder={hasPassword ? t('mail.kept') : undefined}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </SimpleGrid>
        <TagsInput
          label={t('mail.administrators')}
          description={t('mail.administratorsHint')}
          splitChars={[',', ' ', ';']}
          value={draft.administrators}
          onChange={(administrators) => set({ administrators })}
        />
        {save.isError && (
          <Text c="red" role="alert">
            {errorText(save.error)}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function TestCard({ from }: { from: string }) {
  const { t } = useTranslation();
  const [to, setTo] = useState(from);
  const test = useMutation(api.mail.test.mutationOptions());
  return (
    <Card title={t('mail.test')}>
      <RoleForm needs="administrator">
        <Group align="flex-end">
          <TextInput
            flex={1}
            label={t('mail.to')}
            value={to}
            onChange={(event) => {
              setTo(event.currentTarget.value.trim());
              test.reset();
            }}
          />
          <Button
            variant="default"
            loading={test.isPending}
            disabled={!to.includes('@')}
            onClick={() => test.mutate({ to })}
          >
            {t('mail.send')}
          </Button>
        </Group>
        {/* Beside the button: what was tried is tried again until it works. */}
        <div role="status" className={classes.outcome}>
          {test.isSuccess && <StatusMark tone="done">{t('mail.tested', { to })}</StatusMark>}
          {test.isError && <StatusMark tone="needs">{errorText(test.error)}</StatusMark>}
        </div>
      </RoleForm>
    </Card>
  );
}
