import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Event } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { timeOfDay } from '../format/time.ts';
import { api, engine } from '../live/client.ts';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { describeEvent } from './describe-event.ts';
import classes from './EventStream.module.css';
import { toneOfEvent } from './tone-of-event.ts';

const PAGE = 100;

/** What happened, newest first and live; older events on request. */
export function EventStream({ deviceId, type }: { deviceId?: string; type?: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(
    api.events.list.infiniteOptions({
      input: (before: number | undefined) => ({
        limit: PAGE,
        ...(deviceId === undefined ? {} : { deviceId }),
        ...(type === undefined ? {} : { type }),
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.rows.length < PAGE ? undefined : page.rows.at(-1)?.seq),
    }),
  );
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    return (
      <div style={{ padding: 20 }} aria-busy="true">
        <SkeletonLines count={12} />
      </div>
    );
  }
  const events = query.data.pages.flatMap((page) => page.rows);
  if (events.length === 0)
    return <EmptyState drawing={<CartDrawing />} title={t('activity.none.title')} text={t('activity.none.text')} />;
  return (
    <>
      <ol className={classes.stream} aria-label={t('screens.activity')}>
        {events.map((event) => (
          <EventLine key={event.seq} event={event} withDevice={deviceId === undefined} />
        ))}
      </ol>
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('activity.older')}
          </Button>
        </div>
      )}
    </>
  );
}

function EventLine({ event, withDevice }: { event: Event; withDevice: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={classes.line} data-tone={toneOfEvent(event.type)}>
      <span className={classes.clock}>{timeOfDay(event.at, i18n.language)}</span>
      {withDevice && (
        <span className={classes.device}>{event.deviceId !== null && <DeviceLink deviceId={event.deviceId} />}</span>
      )}
      <span className={classes.text}>{describeEvent(event, t)}</span>
      <span className={classes.actor}>{t('activity.by', { actor: event.actor })}</span>
      <span className={classes.when}>
        <RelativeTime at={event.at} />
      </span>
    </li>
  );
}

/** A device by its name. A name is read once: a line of the past need not follow every change. */
function DeviceLink({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation();
  const device = useQuery({
    queryKey: ['device-of-event', deviceId],
    queryFn: ({ signal }) => engine.devices.get({ deviceId }, { signal }),
  }).data;
  return <Link to={`/devices/${deviceId}`}>{device === undefined ? t('devices.device') : deviceTitle(device, t)}</Link>;
}
