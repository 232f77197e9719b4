import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { type PlainColumn, PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { NothingReported } from './AskDevice.tsx';
import classes from './Device.module.css';

/** A list the device reported: when, what, and what to do when it has not yet. */
export function InventoryList<T>(props: {
  device: DeviceDetail;
  label: string;
  reportedAt: number | null;
  /** The command whose answer this is. */
  requestType: string;
  query: Pick<UseQueryResult<T[]>, 'data' | 'isError' | 'error'> & { refetch: () => unknown };
  columns: readonly PlainColumn<T>[];
  rowKey: (row: T) => string;
  /** Narrows the rows, e.g. by what was typed. */
  filter?: (row: T) => boolean;
  bar?: ReactNode;
  /** Stands above the rows. */
  note?: ReactNode;
  /** Makes rows open something. */
  onOpen?: (row: T) => void;
  /** Which rows do. */
  canOpen?: (row: T) => boolean;
}) {
  const { t } = useTranslation();
  const { query, device, reportedAt } = props;
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
      <div className={classes.sheet}>
        {props.bar !== undefined && (
          <div className={classes.bar}>
            {props.bar}
            <span />
          </div>
        )}
        <NothingReported device={device} requestType={props.requestType} reportedAt={reportedAt} />
      </div>
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
      {props.note !== undefined && <div style={{ padding: '0 16px 10px' }}>{props.note}</div>}
      <PlainTable
        label={props.label}
        columns={props.columns}
        rows={rows}
        rowKey={props.rowKey}
        {...(props.onOpen === undefined ? {} : { onOpen: props.onOpen })}
        {...(props.canOpen === undefined ? {} : { canOpen: props.canOpen })}
      />
    </div>
  );
}
