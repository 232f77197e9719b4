import { Button, Group, Progress, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ExpectedDevice } from '../../../shared/contract/index.ts';
import { api } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { SkeletonLines } from '../../parts/LoadingPage.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { ImportExpected } from '../ImportExpected.tsx';

const SHOWN = 12;

/** Devices that are expected by their serial numbers, and which of them have come off the cable. */
export function ArrivalsCard() {
  const { t } = useTranslation();
  const [importing, setImporting] = useState(false);
  const query = useQuery(api.enrollment.expected.queryOptions({ input: { limit: SHOWN } }));
  const invitations = useQuery(api.enrollment.list.queryOptions()).data ?? [];
  const { data } = query;
  return (
    <Card
      title={t('configurator.arrivals.title')}
      aside={
        <RoleGate needs="administrator">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileImport size={14} aria-hidden />}
            onClick={() => setImporting(true)}
          >
            {t('expected.importShort')}
          </Button>
        </RoleGate>
      }
    >
      {data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={4} />
        )
      ) : data.total === 0 ? (
        <Text>{t('configurator.arrivals.none')}</Text>
      ) : (
        <>
          <Group justify="space-between" mb={4}>
            <Text role="status">{t('configurator.arrivals.come', { arrived: data.arrived, count: data.total })}</Text>
            <Link to="/enrollment/expected">{t('configurator.arrivals.all')}</Link>
          </Group>
          <Progress
            value={(data.arrived / data.total) * 100}
            aria-label={t('configurator.arrivals.come', { arrived: data.arrived, count: data.total })}
            mb="sm"
          />
          <PlainTable<ExpectedDevice>
            label={t('configurator.arrivals.title')}
            rows={data.rows}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'serial',
                header: t('expected.serial'),
                cell: (row) => <span className="mono">{row.serialNumber}</span>,
              },
              { id: 'name', header: t('expected.name'), cell: (row) => row.name ?? '–' },
              { id: 'person', header: t('expected.person'), cell: (row) => row.person ?? '–' },
              {
                id: 'state',
                header: t('expected.state'),
                cell: (row) =>
                  row.deviceId === null ? (
                    <StatusMark tone="waits">{t('expected.missing')}</StatusMark>
                  ) : (
                    <StatusMark tone="done">
                      <Link to={`/devices/${row.deviceId}`}>{t('expected.arrived')}</Link>{' '}
                      <RelativeTime at={row.arrivedAt} />
                    </StatusMark>
                  ),
              },
            ]}
          />
        </>
      )}
      {importing && <ImportExpected invitations={invitations} onClose={() => setImporting(false)} />}
    </Card>
  );
}
