import { Button } from '@mantine/core';
import { IconArrowUp, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toneOfEvent } from '../../shared/catalogue/event-tones.ts';
import type { EventFilter, LoggedEvent } from '../../shared/contract/index.ts';
import { dateOnly, timeOfDay } from '../format/time.ts';
import { CartDrawing, NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Activity.module.css';
import { type EventLine, linesOf } from './event-lines.ts';
import { actorName, describeEvent } from './event-words.ts';
import { Cell, Grid, type GridHandle, HeadCell } from './Grid.tsx';
import { useEventLog } from './use-event-log.ts';

const TEMPLATE = '110px minmax(260px, 2fr) minmax(150px, 1fr) minmax(120px, 180px) 110px';
const COLUMNS = 5;

export interface EventListProps {
  filter: EventFilter;
  grouped: boolean;
  isPaused: boolean;
  onOpen: (event: LoggedEvent) => void;
  /** Whether the filter leaves something out, which an empty list then says. */
  narrowed: boolean;
}

/**
 * Events newest first. At the top the list follows what happens; further down, or paused, it stands still and says how
 * many came.
 */
export function EventList({ filter, grouped, isPaused, onOpen, narrowed }: EventListProps) {
  const { t, i18n } = useTranslation();
  const [atTop, setAtTop] = useState(true);
  /** The newest event that is shown while the list stands still. */
  const [frozenAt, setFrozenAt] = useState<number | null>(null);
  const [openBursts, setOpenBursts] = useState<ReadonlySet<string>>(new Set());
  const grid = useRef<GridHandle>(null);
  const follows = atTop && !isPaused;
  const { query, events } = useEventLog(filter, follows);
  const top = events?.[0]?.seq ?? 0;

  // Decided while drawing, so that not even one new line slips in.
  if (follows && frozenAt !== null) setFrozenAt(null);
  if (!follows && frozenAt === null && events !== undefined) setFrozenAt(top);
  const [shownFilter, setShownFilter] = useState(filter);
  if (shownFilter !== filter) {
    setShownFilter(filter);
    setFrozenAt(null);
  }

  const shown = useMemo(
    () => (frozenAt === null ? events : events?.filter(({ seq }) => seq <= frozenAt)) ?? [],
    [events, frozenAt],
  );
  const fresh = (events?.length ?? 0) - shown.length;
  const lines = useMemo(
    () => linesOf(shown, { grouped, open: openBursts, dayOf: (at) => dateOnly(at, i18n.language) }),
    [shown, grouped, openBursts, i18n.language],
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (events === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div className={classes.waiting} aria-busy="true">
        <SkeletonLines count={14} />
      </div>
    );
  }
  if (lines.length === 0 && !hasNextPage && fresh === 0)
    return (
      <div className={classes.waiting}>
        {narrowed ? (
          <EmptyState
            drawing={<NothingFoundDrawing />}
            title={t('activity.noneFound.title')}
            text={t('activity.noneFound.text')}
          />
        ) : (
          <EmptyState drawing={<CartDrawing />} title={t('activity.none.title')} text={t('activity.none.text')} />
        )}
      </div>
    );

  const toggle = (key: string): void =>
    setOpenBursts((open) => {
      const next = new Set(open);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const open = (line: EventLine): void => {
    if (line.kind === 'event') onOpen(line.event);
    else if (line.kind === 'burst') toggle(line.key);
  };
  return (
    <div className={classes.list}>
      {fresh > 0 && (
        <Button
          className={classes.fresh}
          leftSection={<IconArrowUp size={16} aria-hidden />}
          onClick={() => {
            setFrozenAt(isPaused ? top : null);
            grid.current?.toTop();
          }}
        >
          {t('activity.fresh', { count: fresh })}
        </Button>
      )}
      <Grid<EventLine>
        label={t('activity.views.events')}
        lines={lines}
        template={TEMPLATE}
        handle={grid}
        busy={isFetchingNextPage}
        onTop={setAtTop}
        onNearEnd={onNearEnd}
        onOpen={open}
        onToggle={open}
        look={(line) => ({ kind: line.kind === 'event' && line.inBurst ? 'inner' : line.kind })}
        head={
          <>
            <HeadCell>{t('activity.columns.time')}</HeadCell>
            <HeadCell>{t('activity.columns.what')}</HeadCell>
            <HeadCell>{t('activity.columns.device')}</HeadCell>
            <HeadCell>{t('activity.columns.actor')}</HeadCell>
            <HeadCell>{t('activity.columns.when')}</HeadCell>
          </>
        }
        cells={(line) => <LineCells line={line} />}
      />
    </div>
  );
}

function LineCells({ line }: { line: EventLine }) {
  const { t, i18n } = useTranslation();
  if (line.kind === 'day')
    return (
      <Cell span={COLUMNS}>
        <span>{new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full' }).format(line.at)}</span>
      </Cell>
    );
  const event = line.kind === 'event' ? line.event : line.events[0];
  if (event === undefined) return null;
  const what = <StatusMark tone={toneOfEvent(event.type)}>{describeEvent(event, t)}</StatusMark>;
  const Chevron = line.kind === 'burst' && line.isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Cell soft>
        <span className="tabular">{timeOfDay(event.at, i18n.language)}</span>
      </Cell>
      {line.kind === 'event' ? (
        <>
          <Cell>{what}</Cell>
          <Cell>{event.deviceId !== null && <DeviceLink event={event} />}</Cell>
        </>
      ) : (
        <>
          <Cell expanded={line.isOpen}>
            {what}
            <span className={classes.burst}>
              ×{line.events.length}
              <Chevron size={14} aria-hidden />
            </span>
          </Cell>
          <Cell soft>{line.devices > 0 && <span>{t('activity.onDevices', { count: line.devices })}</span>}</Cell>
        </>
      )}
      <Cell soft>
        <span>{actorName(event.actor, t)}</span>
      </Cell>
      <Cell soft>
        <RelativeTime at={event.at} />
      </Cell>
    </>
  );
}

function DeviceLink({ event }: { event: LoggedEvent }) {
  const { t } = useTranslation();
  return (
    <Link to={`/devices/${event.deviceId}`} tabIndex={-1} onClick={(click) => click.stopPropagation()}>
      {event.deviceName ?? event.serialNumber ?? t('devices.device')}
    </Link>
  );
}
