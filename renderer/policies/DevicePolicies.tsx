import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceDetail, DevicePolicy } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Policies.module.css';
import { PolicyStanding, versionText } from './PolicyDevicesTab.tsx';

/** What a device should have beside what it reported: policies with their state, then profiles nobody here sent. */
export function DevicePolicies({ device, bar }: { device: DeviceDetail; bar: ReactNode }) {
  const { t } = useTranslation();
  const deviceId = device.id;
  const query = useQuery(api.policies.forDevice.queryOptions({ input: { deviceId } }));
  const reported = useQuery(api.devices.profiles.queryOptions({ input: { deviceId } })).data;
  if (query.data === undefined)
    return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingPage />;
  const wanted = new Set(query.data.map(({ identifier }) => identifier));
  const others = (reported ?? []).filter(({ identifier }) => !wanted.has(identifier));
  return (
    <div className={classes.stack}>
      <div className={classes.filters}>{bar}</div>
      {query.data.length === 0 ? (
        <EmptyState title={t('policies.onDevice.none.title')} text={t('policies.onDevice.none.text')} />
      ) : (
        <PlainTable<DevicePolicy>
          label={t('policies.onDevice.wanted')}
          rows={query.data}
          rowKey={({ identifier, user }) => `${identifier} ${user ?? ''}`}
          columns={[
            {
              id: 'policy',
              header: t('policies.onDevice.wanted'),
              width: '30%',
              cell: (row) => (
                <>
                  {row.policyId === null ? row.name : <Link to={`/policies/${row.policyId}`}>{row.name}</Link>}
                  <span className={classes.soft}>
                    {row.user === null ? row.identifier : `${row.identifier} · ${row.user}`}
                  </span>
                </>
              ),
            },
            { id: 'state', header: t('policies.status'), width: '30%', cell: (row) => <PolicyStanding row={row} /> },
            { id: 'version', header: t('policies.version'), cell: (row) => versionText(row) },
            {
              id: 'by',
              header: t('policies.devices.by'),
              cell: (row) =>
                row.by === null ? (
                  '–'
                ) : row.by.kind === 'group' ? (
                  <Link to={`/groups/${row.by.id}`}>{row.by.name ?? t('policies.goneGroup')}</Link>
                ) : row.by.kind === 'blueprint' ? (
                  <Link to={`/blueprints/${row.by.id}`}>{row.by.name ?? '–'}</Link>
                ) : (
                  t('policies.devices.itself')
                ),
            },
            {
              id: 'verified',
              header: t('policies.onDevice.verified'),
              cell: (row) => (row.verifiedAt === null ? '–' : <RelativeTime at={row.verifiedAt} />),
            },
          ]}
        />
      )}
      {others.length > 0 && (
        <PlainTable
          label={t('policies.onDevice.others')}
          rows={others}
          rowKey={({ uuid }) => uuid}
          columns={[
            {
              id: 'name',
              header: t('policies.onDevice.others'),
              width: '60%',
              cell: (profile) => (
                <>
                  {profile.displayName ?? profile.identifier}
                  <span className={classes.soft}>{profile.identifier}</span>
                </>
              ),
            },
            {
              id: 'managed',
              header: t('policies.status'),
              cell: (profile) => (
                <StatusMark tone="none">
                  {t(profile.managed === true ? 'policies.onDevice.managed' : 'policies.onDevice.byHand')}
                </StatusMark>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
