import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { useMe } from '../live/session.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { NewPasswordFields, useNewPassword } from '../parts/NewPassword.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { browserName } from './browser-name.ts';
import classes from './Settings.module.css';

/** Who I am, my password, and where I am signed in. */
export function AccountSection() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className={classes.stack}>
      <Card title={t('settings.names.account')}>
        {me === undefined ? (
          <SkeletonLines count={4} />
        ) : (
          <Facts
            facts={[
              { label: t('account.signedInAs'), value: <strong>{me.name}</strong> },
              { label: t('account.role'), value: `${t(`roles.names.${me.role}`)}. ${t(`roles.what.${me.role}`)}` },
              { label: t('account.how'), value: t(`account.kinds.${me.kind}`) },
              ...(me.expiresAt === null
                ? []
                : [{ label: t('account.expires'), value: <RelativeTime at={me.expiresAt} /> }]),
            ]}
          />
        )}
      </Card>
      <Card title={t('account.password')}>
        {me?.administratorId === null ? <Text c="dimmed">{t('account.noAccount')}</Text> : <PasswordForm />}
      </Card>
      <Sessions />
    </div>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const next = useNewPassword();
  const change = useMutation(
    api.session.changePassword.mutationOptions({
      onSuccess: () => {
        setCurrent('');
        next.clear();
        void queryClient.invalidateQueries({ queryKey: api.session.list.key() });
        tellDone(t('account.changed'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (next.attempt()) change.mutate({ current, next: next.password });
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          label={t('account.current')}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <NewPasswordFields value={next} label={t('account.next')} again={t('account.repeat')} />
        <Group>
          <Button type="submit" disabled={current === '' || next.password === ''} loading={change.isPending}>
            {t('account.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const query = useQuery(api.session.list.queryOptions());
  const ended = ({ ended: count }: { ended: number }): void => {
    void queryClient.invalidateQueries({ queryKey: api.session.list.key() });
    tellDone(t('account.signedOut', { count }));
  };
  const onError = (error: unknown): void => tellFailure(error);
  const signOut = useMutation(api.session.signOut.mutationOptions({ onSuccess: ended, onError }));
  const others = useMutation(api.session.signOutOthers.mutationOptions({ onSuccess: ended, onError }));
  const rows = query.data;
  return (
    <Card
      title={t('account.sessions')}
      aside={
        rows?.some(({ current }) => !current) && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            loading={others.isPending}
            onClick={() => others.mutate(undefined)}
          >
            {t('account.signOutOthers')}
          </Button>
        )
      }
      flush
    >
      {rows === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className={classes.padded}>
            <SkeletonLines count={3} />
          </div>
        )
      ) : (
        <PlainTable<SessionRow>
          label={t('account.sessions')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              id: 'browser',
              header: t('account.browser'),
              cell: ({ browser, current }) => (
                <>
                  <strong title={browser ?? undefined}>{browserName(browser) ?? t('account.unknown')}</strong>
                  {current && <span className={classes.soft}> · {t('account.current_session')}</span>}
                </>
              ),
            },
            { id: 'address', header: t('account.address'), cell: ({ address }) => address ?? '–' },
            { id: 'opened', header: t('account.opened'), cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
            { id: 'seen', header: t('account.lastSeen'), cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
            {
              id: 'action',
              header: t('account.action'),
              cell: ({ id, browser, current }) =>
                !current && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="red"
                    aria-label={t('account.signOutNamed', { name: browserName(browser) ?? t('account.unknown') })}
                    onClick={() => signOut.mutate({ sessionId: id })}
                  >
                    {t('account.signOut')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}
