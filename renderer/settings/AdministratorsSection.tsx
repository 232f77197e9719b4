import { ActionIcon, Button, Group, Menu, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Administrator } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { ROLES, useMe } from '../live/session.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { PASSWORD_LENGTH } from '../parts/NewPassword.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, RoleGate, useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { NewAccountForm } from '../setup/NewAccountForm.tsx';
import classes from './Settings.module.css';

type Asking = { readonly account: Administrator; readonly what: 'password' | 'rename' };

/** Who may sign in, and as what. */
export function AdministratorsSection() {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const query = useQuery({ ...api.administrators.list.queryOptions(), enabled: refusal === undefined });
  const [asking, setAsking] = useState<Asking>();
  if (refusal !== undefined) return <RoleForm needs="administrator">{null}</RoleForm>;
  return (
    <div className={classes.stack}>
      <Card title={t('administrators.list')} flush>
        {query.data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={4} />
            </div>
          )
        ) : query.data.length === 0 ? (
          <Text c="dimmed" p="md">
            {t('administrators.none')}
          </Text>
        ) : (
          <AccountTable accounts={query.data} onAsk={setAsking} />
        )}
      </Card>
      <Card title={t('administrators.add')}>
        <RoleForm needs="owner">
          <NewAccountForm first={query.data?.length === 0} />
        </RoleForm>
      </Card>
      {asking !== undefined && <Ask key={asking.account.id} asking={asking} onClose={() => setAsking(undefined)} />}
    </div>
  );
}

const reread = (): void => {
  void queryClient.invalidateQueries({ queryKey: api.administrators.list.key() });
};

function AccountTable(props: { accounts: readonly Administrator[]; onAsk: (asking: Asking) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <PlainTable<Administrator>
      label={t('administrators.list')}
      rows={props.accounts}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'name',
          header: t('administrators.name'),
          cell: ({ id, name }) => (
            <>
              <strong>{name}</strong>
              {id === me?.administratorId && <span className={classes.soft}> · {t('administrators.you')}</span>}
            </>
          ),
        },
        { id: 'role', header: t('administrators.role'), cell: ({ role }) => t(`roles.names.${role}`) },
        {
          id: 'state',
          header: t('administrators.state'),
          cell: ({ disabledAt }) =>
            disabledAt === null ? (
              <StatusMark tone="done">{t('administrators.states.enabled')}</StatusMark>
            ) : (
              <StatusMark tone="none">{t('administrators.states.disabled')}</StatusMark>
            ),
        },
        {
          id: 'last',
          header: t('administrators.lastSignIn'),
          cell: ({ lastSignInAt }) => <RelativeTime at={lastSignInAt} />,
        },
        { id: 'sessions', header: t('administrators.sessions'), cell: ({ sessions }) => sessions, numeric: true },
        {
          id: 'actions',
          header: t('administrators.actions'),
          cell: (account) => <AccountMenu account={account} onAsk={props.onAsk} />,
        },
      ]}
    />
  );
}

function AccountMenu({ account, onAsk }: { account: Administrator; onAsk: (asking: Asking) => void }) {
  const { t } = useTranslation();
  const onSuccess = (): void => {
    reread();
    tellDone(t('administrators.changed'));
  };
  const onError = (error: unknown): void => tellFailure(error);
  const update = useMutation(api.administrators.update.mutationOptions({ onSuccess, onError }));
  const remove = useMutation(
    api.administrators.remove.mutationOptions({
      onSuccess: () => {
        reread();
        tellDone(t('administrators.removed', { name: account.name }));
      },
      onError,
    }),
  );
  const administratorId = account.id;
  const askToRemove = (): void => {
    modals.openConfirmModal({
      title: t('administrators.removeTitle', { name: account.name }),
      children: <Text>{t('administrators.removeText')}</Text>,
      labels: { confirm: t('administrators.remove'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => remove.mutate({ administratorId }),
    });
  };
  return (
    <RoleGate needs="owner">
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('administrators.menu', { name: account.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {ROLES.filter((role) => role !== account.role).map((role) => (
            <Menu.Item key={role} onClick={() => update.mutate({ administratorId, role })}>
              {t('administrators.roleTo', { role: t(`roles.names.${role}`) })}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => onAsk({ account, what: 'rename' })}>{t('administrators.rename')}</Menu.Item>
          <Menu.Item onClick={() => onAsk({ account, what: 'password' })}>{t('administrators.setPassword')}</Menu.Item>
          <Menu.Item onClick={() => update.mutate({ administratorId, disabled: account.disabledAt === null })}>
            {t(account.disabledAt === null ? 'administrators.disable' : 'administrators.enable')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item c="var(--cw-needs)" onClick={askToRemove}>
            {t('administrators.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </RoleGate>
  );
}

function Ask({ asking: { account, what }, onClose }: { asking: Asking; onClose: () => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState(what === 'rename' ? account.name : '');
  const [attempted, setAttempted] = useState(false);
  const done = {
    onSuccess: () => {
      reread();
      tellDone(t('administrators.changed'));
      onClose();
    },
    onError: (error: unknown) => tellFailure(error),
  };
  const rename = useMutation(api.administrators.update.mutationOptions(done));
  const setPassword = useMutation(api.administrators.setPassword.mutationOptions(done));
  const tooShort = what === 'password' && value.length < PASSWORD_LENGTH;
  const administratorId = account.id;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(what === 'rename' ? 'administrators.renameTitle' : 'administrators.passwordTitle', {
        name: account.name,
      })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAttempted(true);
          if (what === 'rename') rename.mutate({ administratorId, name: value.trim() });
          else if (!tooShort) setPassword.mutate({ administratorId, password: value });
        }}
      >
        <Stack gap="md">
          {what === 'rename' ? (
            <TextInput
              data-autofocus
              label={t('administrators.name')}
              maxLength={64}
              value={value}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          ) : (
            <PasswordInput
              data-autofocus
              label={t('account.next')}
              description={t('administrators.passwordText')}
              autoComplete="new-password"
              value={value}
              error={attempted && tooShort ? t('setup.account.tooShort') : undefined}
              onChange={(event) => setValue(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={value.trim() === ''} loading={rename.isPending || setPassword.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
