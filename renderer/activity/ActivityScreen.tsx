import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { PageHeader } from '../parts/PageHeader.tsx';
import classes from './Activity.module.css';
import { EventsView } from './EventsView.tsx';
import { QueueView } from './QueueView.tsx';
import { isAboutCommands } from './view-address.ts';

const VIEWS = ['events', 'commands'] as const;

/** What happened everywhere, and the commands of all devices. */
export default function ActivityScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { view } = useParams();
  const [params] = useSearchParams();
  const shown = view === 'commands' || (view === undefined && isAboutCommands(params)) ? 'commands' : 'events';
  return (
    <>
      <PageHeader title={t('screens.activity')} />
      <Tabs
        value={shown}
        onChange={(next) => void navigate(next === 'commands' ? '/activity/commands' : '/activity')}
        className={classes.tabs}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabList} aria-label={t('activity.views.label')}>
          {VIEWS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`activity.views.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} className={classes.panel}>
          {shown === 'commands' ? <QueueView /> : <EventsView />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
