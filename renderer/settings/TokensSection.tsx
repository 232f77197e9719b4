import { Alert, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiToken, Role } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { ROLES, useMe } from '../live/session.ts';
import { Card } from '../parts/Card.tsx';
import { CopyField } from '../parts/CopyField.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { useNow } from '../parts/use-now.ts';
import classes from './Settings.module.css';

const DAY = 86_400_000;
const LIVES = { month: 30 * DAY, year: 365 * DAY, never: null } as const;
type Life = keyof typeof LIVES;

/** Tokens scripts sign in with. */
export function TokensSection() {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const query = useQuery({ ...api.system.listTokens.queryOptions(), enabled: refusal === undefined });
  if (refusal !== undefined) return <RoleForm needs="administrator">{null}</RoleForm>;
  return (
    <div className={classes.stack}>
      <NewToken />
      <Card title={t('settings.names.tokens')} flush>
        {query.data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div style={{ padding: 16 }}>
              <SkeletonLines count={4} />
            </div>
          )
        ) : query.data.length === 0 ? (
          <Text c="dimmed" p="md">
            {t('tokens.none')}
          </Text>
        ) : (
          <TokenTable tokens={query.data} />
        )}
      </Card>
    </div>
  );
}

function NewToken() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [life, setLife] = useState<Life>('year');
  const [role, setRole] = useState<Role>('administrator');
  const own = useMe()?.role ?? 'viewer';
  const create = useMutation(
    api.system.createToken.mutationOptions({
      onSuccess: () => {
        setName('');
        void queryClient.invalidateQueries({ queryKey: api.system.listTokens.key() });
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <Card title={t('tokens.newTitle')}>
      <Text c="dimmed" mb="sm">
        {t('tokens.hint')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const lasts = LIVES[life];
          create.mutate({ name: name.trim(), role, expiresAt: lasts === null ? null : Date.now() + lasts });
        }}
      >
        <Group align="flex-end">
          <TextInput
            style={{ flex: 1 }}
            label={t('tokens.name')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            w={150}
            label={t('settings.role')}
            allowDeselect={false}
            value={role}
            onChange={(value) => setRole((value ?? 'administrator') as Role)}
            data={ROLES.slice(0, ROLES.indexOf(own) + 1).map((value) => ({ value, label: t(`roles.names.${value}`) }))}
          />
          <Select
            w={150}
            label={t('tokens.life')}
            allowDeselect={false}
            value={life}
            onChange={(value) => setLife((value ?? 'year') as Life)}
            data={(Object.keys(LIVES) as Life[]).map((value) => ({ value, label: t(`tokens.lives.${value}`) }))}
          />
          <Button type="submit" disabled={name.trim() === ''} loading={create.isPending}>
            {t('tokens.make')}
          </Button>
        </Group>
      </form>
      {create.data !== undefined && (
        <Alert color="green" variant="light" mt="md" title={t('tokens.made', { name: create.data.name })}>
          <CopyField label={t('tokens.token')} value={create.data.token} />
        </Alert>
      )}
    </Card>
  );
}

function TokenTable({ tokens }: { tokens: readonly ApiToken[] }) {
  const { t } = useTranslation();
  const revoke = useMutation(
    api.system.revokeToken.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: api.system.listTokens.key() }),
      onError: (error) => tellFailure(error),
    }),
  );
  const ask = (token: ApiToken): void => {
    modals.openConfirmModal({
      title: t('tokens.revokeTitle', { name: token.name }),
      children: <Text>{t('tokens.revokeText')}</Text>,
      labels: { confirm: t('tokens.revoke'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => revoke.mutate({ tokenId: token.id }),
    });
  };
  return (
    <PlainTable<ApiToken>
      label={t('settings.names.tokens')}
      rows={tokens}
      rowKey={({ id }) => id}
      columns={[
        { id: 'name', header: t('tokens.name'), cell: ({ name }) => <strong>{name}</strong> },
        { id: 'role', header: t('settings.role'), cell: ({ role }) => t(`roles.names.${role}`) },
        { id: 'state', header: t('devices.columns.state'), cell: (token) => <TokenState token={token} /> },
        { id: 'used', header: t('tokens.lastUsed'), cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} /> },
        { id: 'expires', header: t('tokens.expires'), cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
        {
          id: 'revoke',
          header: t('tokens.action'),
          cell: (token) =>
            token.revokedAt === null && (
              <Button
                size="compact-xs"
                variant="subtle"
                className={classes.rowAction}
                color="red"
                onClick={() => ask(token)}
                aria-label={t('tokens.revokeNamed', { name: token.name })}
              >
                {t('tokens.revoke')}
              </Button>
            ),
        },
      ]}
    />
  );
}

function TokenState({ token }: { token: ApiToken }) {
  const { t } = useTranslation();
  const expired = useNow((now) => token.expiresAt !== null && token.expiresAt <= now);
  if (token.revokedAt !== null) return <StatusMark tone="none">{t('tokens.states.revoked')}</StatusMark>;
  if (expired) return <StatusMark tone="none">{t('tokens.states.expired')}</StatusMark>;
  return <StatusMark tone="done">{t('tokens.states.good')}</StatusMark>;
}
