import { Button, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { QueueFilter, QueueRow } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { api } from '../live/client.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { COMMAND_TONE } from '../parts/tones.ts';
import classes from './Activity.module.css';
import { actorName } from './event-words.ts';
import { Cell, Grid, HeadCell } from './Grid.tsx';

const PAGE = 200;
const TEMPLATE =
  '36px minmax(160px, 1.2fr) minmax(140px, 1fr) 132px minmax(150px, 2fr) minmax(90px, 180px) 100px 116px';

type Line = { readonly key: string; readonly row: QueueRow };

/** Commands as lines, live, read page by page. */
export function QueueList(props: {
  filter: QueueFilter & { order: 'newest' | 'oldest' };
  narrowed: boolean;
  selected: ReadonlyMap<string, QueueRow>;
  isGathering: boolean;
  onToggle: (row: QueueRow) => void;
  onSelectAll: () => void;
  onClear: () => void;
  onOrder: (order: 'newest' | 'oldest') => void;
  onOpen: (row: QueueRow) => void;
}) {
  const { t } = useTranslation();
  const { filter, selected } = props;
  const query = useInfiniteQuery({
    ...api.commands.listAll.infiniteOptions({
      input: (before: string | undefined) => ({ ...filter, limit: PAGE, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const lines = useMemo(
    () => (pages ?? []).flatMap((page) => page.rows).map((row): Line => ({ key: row.id, row })),
    [pages],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (pages === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div className={classes.waiting} aria-busy="true">
        <SkeletonLines count={14} />
      </div>
    );
  }
  if (lines.length === 0)
    return (
      <div className={classes.waiting}>
        {props.narrowed ? (
          <EmptyState
            drawing={<NothingFoundDrawing />}
            title={t('queue.noneFound')}
            text={t('activity.noneFound.text')}
          />
        ) : (
          <EmptyState
            drawing={<CartDrawing />}
            title={t('queue.none.title')}
            text={t('queue.none.text')}
            action={
              <Button component={Link} to="/devices">
                {t('queue.none.action')}
              </Button>
            }
          />
        )}
      </div>
    );
  const allChosen = lines.every(({ key }) => selected.has(key));
  const isNewest = filter.order === 'newest';
  const Arrow = isNewest ? IconArrowDown : IconArrowUp;
  return (
    <div className={classes.list}>
      <Grid<Line>
        label={t('activity.views.commands')}
        lines={lines}
        template={TEMPLATE}
        busy={query.isPlaceholderData || props.isGathering}
        onNearEnd={onNearEnd}
        onOpen={({ row }) => props.onOpen(row)}
        onToggle={({ row }) => props.onToggle(row)}
        look={({ key }) => ({ selected: selected.has(key) })}
        head={
          <>
            <HeadCell>
              <Checkbox
                size="xs"
                aria-label={t('queue.selectAll')}
                checked={allChosen}
                indeterminate={!allChosen && selected.size > 0}
                disabled={props.isGathering}
                onChange={() => (selected.size > 0 ? props.onClear() : props.onSelectAll())}
              />
            </HeadCell>
            <HeadCell>{t('queue.columns.command')}</HeadCell>
            <HeadCell>{t('queue.columns.device')}</HeadCell>
            <HeadCell>{t('queue.columns.state')}</HeadCell>
            <HeadCell>{t('queue.columns.answer')}</HeadCell>
            <HeadCell>{t('queue.columns.by')}</HeadCell>
            <HeadCell sort={isNewest ? 'descending' : 'ascending'}>
              <button
                type="button"
                className={classes.sorter}
                title={t(isNewest ? 'queue.newest' : 'queue.oldest')}
                onClick={() => props.onOrder(isNewest ? 'oldest' : 'newest')}
              >
                {t('queue.columns.queued')}
                <Arrow size={13} aria-hidden />
              </button>
            </HeadCell>
            <HeadCell>{t('queue.columns.changed')}</HeadCell>
          </>
        }
        cells={({ row }) => <RowCells row={row} chosen={selected.has(row.id)} onToggle={() => props.onToggle(row)} />}
      />
    </div>
  );
}

function RowCells({ row, chosen, onToggle }: { row: QueueRow; chosen: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const command = commandName(row.requestType, t);
  const device = row.deviceName ?? row.serialNumber ?? t('devices.device');
  return (
    <>
      <Cell>
        <Checkbox
          size="xs"
          tabIndex={-1}
          checked={chosen}
          onChange={onToggle}
          onClick={(event) => event.stopPropagation()}
          aria-label={t('queue.select', { command, device })}
        />
      </Cell>
      <Cell>
        <span>{command}</span>
      </Cell>
      <Cell>
        <Link to={`/devices/${row.deviceId}`} tabIndex={-1} onClick={(event) => event.stopPropagation()}>
          {device}
        </Link>
      </Cell>
      <Cell>
        <StatusMark tone={COMMAND_TONE[row.state]}>{t(`commands.states.${row.state}`)}</StatusMark>
      </Cell>
      <Cell soft>
        <span title={row.errorSummary ?? undefined}>{row.errorSummary ?? ''}</span>
      </Cell>
      <Cell soft>
        <span>{actorName(row.queuedBy, t)}</span>
      </Cell>
      <Cell soft>
        <RelativeTime at={row.queuedAt} />
      </Cell>
      <Cell soft>
        <RelativeTime at={row.stateAt} />
      </Cell>
    </>
  );
}
