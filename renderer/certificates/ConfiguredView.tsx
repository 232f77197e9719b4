import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConfiguredCertificate } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from '../settings/Settings.module.css';
import { RevokeDialog } from './LibraryDialogs.tsx';

const TONES = {
  open: 'waits',
  issued: 'done',
  due: 'way',
  expiring: 'waits',
  expired: 'needs',
  revoked: 'none',
} as const;

/** Certificates that profiles brought to devices, whoever issued them. */
export function ConfiguredView() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const query = useQuery({
    ...api.certificateLibrary.configured.queryOptions({
      input: { limit: 200, ...(search === '' ? {} : { search }) },
    }),
    placeholderData: keepPreviousData,
  });
  const done = (): void => {
    void queryClient.invalidateQueries({ queryKey: api.certificateLibrary.key() });
    tellDone(t('certificateLibrary.done'));
  };
  const options = { onSuccess: done, onError: (error: unknown) => tellFailure(error) };
  const renew = useMutation(api.certificateLibrary.renew.mutationOptions(options));
  const [revoking, setRevoking] = useState<ConfiguredCertificate>();
  const data = query.data;
  return (
    <>
      <TextInput
        aria-label={t('certificateLibrary.search')}
        placeholder={t('certificateLibrary.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Card title={t('certificateLibrary.configured')} flush>
        {data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={5} />
            </div>
          )
        ) : data.rows.length === 0 ? (
          <Text c="dimmed" p="md">
            {t('certificateLibrary.noneConfigured')}
          </Text>
        ) : (
          <PlainTable<ConfiguredCertificate>
            label={t('certificateLibrary.configured')}
            rows={data.rows}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'holder',
                header: t('certificateLibrary.holder'),
                cell: ({ deviceId, holderName }) =>
                  deviceId === null ? (
                    holderName
                  ) : (
                    <Link to={`/devices/${deviceId}`} className={classes.deviceName}>
                      {holderName}
                    </Link>
                  ),
              },
              {
                id: 'subject',
                header: t('certificates.subject'),
                cell: ({ subject, profileIdentifier, way }) => (
                  <>
                    <span className={classes.subject}>{subject}</span>
                    <span className={classes.soft}>
                      {profileIdentifier} · {t(`certificateLibrary.ways.${way}`)}
                    </span>
                  </>
                ),
              },
              {
                id: 'state',
                header: t('certificates.stateLabel'),
                cell: ({ state, notAfter }) => (
                  <div className={classes.nowrap}>
                    <StatusMark tone={TONES[state]}>{t(`certificateLibrary.states.${state}`)}</StatusMark>
                    {notAfter !== null && (
                      <div className={classes.under}>
                        <RelativeTime at={notAfter} />
                      </div>
                    )}
                  </div>
                ),
              },
              {
                id: 'actions',
                header: t('certificates.actions'),
                cell: (row) => (
                  <RoleGate needs="administrator">
                    <Group gap={4} wrap="nowrap" className={classes.rowAction}>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={t('certificateLibrary.renewNamed', { name: row.subject })}
                        onClick={() => renew.mutate({ orderId: row.id })}
                      >
                        {t('certificateLibrary.renew')}
                      </Button>
                      {row.fingerprint !== null &&
                        row.state !== 'revoked' &&
                        (row.way === 'scep' || row.way === 'pkcs12') && (
                          <Button
                            size="compact-xs"
                            variant="subtle"
                            color="red"
                            aria-label={t('certificates.revokeNamed', { name: row.subject })}
                            onClick={() => setRevoking(row)}
                          >
                            {t('certificates.revoke')}
                          </Button>
                        )}
                    </Group>
                  </RoleGate>
                ),
              },
            ]}
          />
        )}
      </Card>
      {revoking !== undefined && <RevokeDialog certificate={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}
