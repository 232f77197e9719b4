import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toneOfEvent } from '../../shared/catalogue/event-tones.ts';
import { describeEvent } from '../activity/event-words.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api, engine } from '../live/client.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Home.module.css';

const SHOWN = 9;

/** The last things that happened, live. */
export function RecentActivity() {
  const { t } = useTranslation();
  const query = useQuery(api.events.list.queryOptions({ input: { limit: SHOWN } }));
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div className={classes.padded} aria-busy="true">
        <SkeletonLines count={6} />
      </div>
    );
  if (query.data.rows.length === 0) return <p className={classes.quiet}>{t('activity.none.title')}</p>;
  return (
    <ol className={classes.events}>
      {query.data.rows.map((event) => (
        <li key={event.seq} data-tone={toneOfEvent(event.type)}>
          <span className={classes.what}>
            {describeEvent(event, t)}
            {event.deviceId !== null && (
              <>
                {' · '}
                <DeviceOfEvent deviceId={event.deviceId} />
              </>
            )}
          </span>
          <span className={classes.when}>
            <RelativeTime at={event.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A device by its name, read once: a line of the past need not follow every change. */
function DeviceOfEvent({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation();
  const device = useQuery({
    queryKey: ['device-of-event', deviceId],
    queryFn: ({ signal }) => engine.devices.get({ deviceId }, { signal }),
  }).data;
  return <Link to={`/devices/${deviceId}`}>{device === undefined ? t('devices.device') : deviceTitle(device, t)}</Link>;
}
