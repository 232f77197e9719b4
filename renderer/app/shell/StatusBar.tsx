import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { describeEvent } from '../../activity/event-words.ts';
import { api } from '../../live/client.ts';
import { useConnection, useStatus } from '../../live/hooks.ts';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { pushTone } from '../../parts/tones.ts';
import { JobsButton } from './JobsButton.tsx';
import classes from './Shell.module.css';

/** The bottom line: listener, push, queue, the last thing that happened, this window's jobs, and whether this window hears it. */
export function StatusBar() {
  const { t } = useTranslation();
  const status = useStatus().data;
  const last = useQuery(api.events.list.queryOptions({ input: { limit: 1 } })).data?.rows[0];
  const connection = useConnection();
  return (
    <footer className={classes.status}>
      {status !== undefined && (
        <>
          <span title={status.listener.url}>{status.listener.url.replace(/^https:\/\//, '')}</span>
          <Link to="/settings/push" className={classes.statusLink}>
            <StatusMark tone={pushTone(status.push)}>
              {status.push.certificate.state === 'ready'
                ? t(`push.connection.${status.push.connection}`)
                : t(`push.certificate.${status.push.certificate.state}`)}
            </StatusMark>
          </Link>
          <span className="tabular">{t('shell.queue', { count: status.commands.open })}</span>
        </>
      )}
      <span className={classes.last}>
        {last !== undefined && (
          <>
            {describeEvent(last, t)} · <RelativeTime at={last.at} />
          </>
        )}
      </span>
      <JobsButton />
      <span className={classes.connection} role="status" aria-live="polite" data-testid="connection">
        <StatusMark tone={connection.kind === 'connected' ? 'done' : 'waits'}>
          {t(`shell.connection.${connection.kind}`)}
        </StatusMark>
      </span>
    </footer>
  );
}
