import { ActionIcon, Button, Group, PasswordInput, Text, TextInput, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkAccount } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Enrollment.module.css';
import { FormDialog } from './FormDialog.tsx';

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.deviceUsers.accounts.key() });

/** People with a password: they sign in on devices to enroll them, and on Macs. */
export function AccountList() {
  const { t } = useTranslation();
  const query = useQuery(api.deviceUsers.accounts.queryOptions());
  const [adding, setAdding] = useState(false);
  const [keyed, setKeyed] = useState<NetworkAccount>();
  const remove = useMutation(
    api.deviceUsers.removeAccount.mutationOptions({
      onSuccess: async () => {
        await refresh();
        tellDone(t('wayIn.people.removed'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const askToRemove = ({ id, shortName }: NetworkAccount): void => {
    modals.openConfirmModal({
      title: t('wayIn.people.removeTitle', { name: shortName }),
      children: <Text>{t('wayIn.people.removeText')}</Text>,
      labels: { confirm: t('wayIn.people.remove'), cancel: t('common.cancel') },
      confirmProps: { color: 'red.9' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => remove.mutate({ accountId: id }),
    });
  };
  const accounts = query.data;
  return (
    <Card
      title={t('wayIn.people.title')}
      aside={
        <RoleGate needs="administrator">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('wayIn.people.add')}
          </Button>
        </RoleGate>
      }
    >
      {accounts === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={3} />
        )
      ) : accounts.length === 0 ? (
        <Text c="dimmed">{t('wayIn.people.none')}</Text>
      ) : (
        <ul className={classes.people}>
          {accounts.map((account) => (
            <li key={account.id}>
              <span className={classes.person}>
                <strong>{account.shortName}</strong>
                {account.fullName !== null && <span>{account.fullName}</span>}
              </span>
              <Text size="xs" c="dimmed">
                {t('wayIn.people.passwordSince')} <RelativeTime at={account.passwordAt} />
              </Text>
              <RoleGate needs="administrator">
                <Group gap={4} wrap="nowrap">
                  <Tooltip label={t('wayIn.people.newPassword')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('wayIn.people.newPasswordOf', { name: account.shortName })}
                      onClick={() => setKeyed(account)}
                    >
                      <IconKey size={16} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t('wayIn.people.remove')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('wayIn.people.removeNamed', { name: account.shortName })}
                      onClick={() => askToRemove(account)}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                </Group>
              </RoleGate>
            </li>
          ))}
        </ul>
      )}
      {adding && <AddAccount onClose={() => setAdding(false)} />}
      {keyed !== undefined && <NewAccountPassword account={keyed} onClose={() => setKeyed(undefined)} />}
    </Card>
  );
}

function AddAccount({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState({ shortName: '', fullName: '', password: '' });
  const add = useMutation(
    api.deviceUsers.addAccount.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onClose();
      },
    }),
  );
  const fullName = draft.fullName.trim();
  return (
    <FormDialog
      title={t('wayIn.people.add')}
      submit={t('wayIn.people.addOne')}
      busy={add.isPending}
      error={add.error}
      disabled={draft.shortName.trim() === '' || draft.password === ''}
      onClose={onClose}
      onSubmit={() => add.mutate({ ...draft, fullName: fullName === '' ? null : fullName })}
    >
      <TextInput
        data-autofocus
        withAsterisk
        label={t('wayIn.people.shortName')}
        description={t('wayIn.people.shortNameHint')}
        autoComplete="off"
        maxLength={100}
        value={draft.shortName}
        onChange={(event) => setDraft({ ...draft, shortName: event.currentTarget.value })}
      />
      <TextInput
        label={t('wayIn.people.fullName')}
        autoComplete="off"
        maxLength={200}
        value={draft.fullName}
        onChange={(event) => setDraft({ ...draft, fullName: event.currentTarget.value })}
      />
      <PasswordField value={draft.password} onChange={(password) => setDraft({ ...draft, password })} />
    </FormDialog>
  );
}

function NewAccountPassword({ account, onClose }: { account: NetworkAccount; onClose: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const set = useMutation(
    api.deviceUsers.setAccountPassword.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t('wayIn.people.newPasswordOf', { name: account.shortName })}
      submit={t('common.save')}
      busy={set.isPending}
      error={set.error}
      disabled={password === ''}
      onClose={onClose}
      onSubmit={() => set.mutate({ accountId: account.id, password })}
    >
      <PasswordField value={password} onChange={setPassword} />
    </FormDialog>
  );
}

function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      withAsterisk
      label={t('wayIn.people.password')}
      description={t('wayIn.people.passwordHint')}
      autoComplete="new-password"
      maxLength={512}
      value={value}
      visibilityToggleButtonProps={{ 'aria-label': t('wayIn.people.showPassword') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
