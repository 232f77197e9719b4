import { Button, Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { QueueRow, QueueSort } from '../../shared/contract/index.ts';
import { commandName } from '../commands/command-words.ts';
import { findingText } from '../commands/finding-text.ts';
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
import type { QueueQuery } from './exports.ts';
import { Cell, Grid, HeadCell } from './Grid.tsx';
import { firstDirection } from './view-address.ts';

const PAGE = 200;
const TEMPLATE =
  '36px minmax(160px, 1.2fr) minmax(140px, 1fr) 132px minmax(150px, 2fr) minmax(90px, 180px) 100px 116px';

type Line = { readonly key: string; readonly row: QueueRow };

/** Commands as lines, live, read page by page. */
export function QueueList(props: {
  query: QueueQuery;
  narrowed: boolean;
  selected: ReadonlyMap<string, QueueRow>;
  isGathering: boolean;
  onToggle: (row: QueueRow) => void;
  onSelectAll: () => void;
  onClear: () => void;
  onSort: (sort: QueueSort, direction: 'asc' | 'desc') => void;
  onOpen: (row: QueueRow) => void;
}) {
  const { t } = useTranslation();
  const { selected } = props;
  const list = useInfiniteQuery({
    ...api.commands.listAll.infiniteOptions({
      input: (after: string | undefined) => ({
        ...props.query,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  const pages = list.data?.pages;
  const lines = useMemo(
    () => (pages ?? []).flatMap((page) => page.rows).map((row): Line => ({ key: row.id, row })),
    [pages],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (pages === undefined) {
    if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
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
  const sorter = (sort: QueueSort, text: string) => (
    <SortHead sort={sort} query={props.query} onSort={props.onSort}>
      {text}
    </SortHead>
  );
  return (
    <div className={classes.list}>
      <Grid<Line>
        label={t('activity.views.commands')}
        lines={lines}
        template={TEMPLATE}
        busy={list.isPlaceholderData || props.isGathering}
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
            {sorter('command', t('queue.columns.command'))}
            {sorter('device', t('queue.columns.device'))}
            {sorter('state', t('queue.columns.state'))}
            <HeadCell>{t('queue.columns.answer')}</HeadCell>
            <HeadCell>{t('queue.columns.by')}</HeadCell>
            {sorter('queued', t('queue.columns.queued'))}
            {sorter('changed', t('queue.columns.changed'))}
          </>
        }
        cells={({ row }) => <RowCells row={row} chosen={selected.has(row.id)} onToggle={() => props.onToggle(row)} />}
      />
    </div>
  );
}

/** The head of a column that the list can be ordered by; a press orders by it, another turns the order around. */
function SortHead(props: {
  sort: QueueSort;
  query: QueueQuery;
  onSort: (sort: QueueSort, direction: 'asc' | 'desc') => void;
  children: ReactNode;
}) {
  const { sort, query, children } = props;
  const isSorted = query.sort === sort;
  const isUp = query.direction === 'asc';
  const Arrow = isUp ? IconArrowUp : IconArrowDown;
  return (
    <HeadCell sort={isSorted ? (isUp ? 'ascending' : 'descending') : 'none'}>
      <button
        type="button"
        className={classes.sorter}
        onClick={() => props.onSort(sort, isSorted ? (isUp ? 'desc' : 'asc') : firstDirection(sort))}
      >
        {children}
        {isSorted && <Arrow size={13} aria-hidden />}
      </button>
    </HeadCell>
  );
}

function RowCells({ row, chosen, onToggle }: { row: QueueRow; chosen: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const command = commandName(row.requestType, t);
  const device = row.deviceName ?? row.serialNumber ?? t('devices.device');
  const problem = row.errorSummary === null ? undefined : findingText({ message: row.errorSummary }, t);
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
        <span title={problem}>{problem}</span>
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
