import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { PageHeader } from '../parts/PageHeader.tsx';
import classes from './Activity.module.css';
import { EventsView } from './EventsView.tsx';
import { QueueView } from './QueueView.tsx';
import { isAboutCommands } from './view-address.ts';

const VIEWS = [
  { view: 'events', to: '/activity' },
  { view: 'commands', to: '/activity/commands' },
] as const;

/** What happened everywhere, and the commands of all devices. */
export default function ActivityScreen() {
  const { t } = useTranslation();
  const { view } = useParams();
  const [params] = useSearchParams();
  const shown = view === 'commands' || (view === undefined && isAboutCommands(params)) ? 'commands' : 'events';
  return (
    <>
      <PageHeader title={t('screens.activity')}>
        <nav className={classes.views} aria-label={t('activity.views.label')}>
          {VIEWS.map((each) => (
            <Link key={each.view} to={each.to} aria-current={each.view === shown ? 'page' : undefined}>
              {t(`activity.views.${each.view}`)}
            </Link>
          ))}
        </nav>
      </PageHeader>
      {shown === 'commands' ? <QueueView /> : <EventsView />}
    </>
  );
}
