import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { HomeCompliance } from '../compliance/HomeCompliance.tsx';
import { api } from '../live/client.ts';
import { useStatus } from '../live/hooks.ts';
import { Card } from '../parts/Card.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { Attention } from './Attention.tsx';
import { Fleet } from './Fleet.tsx';
import classes from './Home.module.css';
import { RecentActivity } from './RecentActivity.tsx';
import { SetupChecklist } from './SetupChecklist.tsx';

/** What needs somebody, how the fleet is, what just happened. */
export default function HomeScreen() {
  const { t } = useTranslation();
  const organisation = useStatus().data?.organisation;
  // Whether the checklist is there decides where everything else stands.
  const placing = useQuery(api.setup.state.queryOptions()).isPending;
  return (
    <>
      <PageHeader title={t('screens.home')} count={organisation} />
      <div className={classes.page}>
        {placing && <LoadingPage />}
        <div className={classes.grid} hidden={placing}>
          <SetupChecklist />
          <Attention />
          <Card title={t('home.activity.title')} aside={<Link to="/activity">{t('home.activity.all')}</Link>} flush>
            <RecentActivity />
          </Card>
          <div className={classes.wide}>
            <HomeCompliance />
          </div>
          <Fleet />
        </div>
      </div>
    </>
  );
}
