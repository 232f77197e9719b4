import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { useRefresh } from '../devices/device-actions.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { type PlainColumn, PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Device.module.css';

/** A list the device reported: when, what, and what to do when it has not yet. */
export function InventoryList<T>(props: {
  device: DeviceDetail;
  label: string;
  reportedAt: number | null;
  query: UseQueryResult<T[]>;
  columns: readonly PlainColumn<T>[];
  rowKey: (row: T) => string;
  /** Narrows the rows, e.g. by what was typed. */
  filter?: (row: T) => boolean;
  bar?: ReactNode;
}) {
  const { t } = useTranslation();
  const { query, device, reportedAt } = props;
  const refresh = useRefresh();
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div className={classes.sheet} style={{ padding: 20 }} aria-busy="true">
        <SkeletonLines count={10} />
      </div>
    );
  }
  if (query.data.length === 0)
    return (
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={reportedAt === null ? t('device.notReportedYet') : t('device.reportedNone')}
        text={reportedAt === null ? t('device.askForIt') : undefined}
        action={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => refresh.mutate({ deviceIds: [device.id] })}
          >
            {t('devices.refresh')}
          </Button>
        }
      />
    );
  const rows = props.filter === undefined ? query.data : query.data.filter(props.filter);
  return (
    <div className={classes.sheet}>
      <div className={classes.bar}>
        {props.bar}
        <span className="tabular">{t('device.entries', { count: rows.length })}</span>
        <span style={{ color: 'var(--cw-text-soft)', fontSize: 12 }}>
          {t('device.reportedAt')} <RelativeTime at={reportedAt} />
        </span>
      </div>
      <PlainTable label={props.label} columns={props.columns} rows={rows} rowKey={props.rowKey} />
    </div>
  );
}
