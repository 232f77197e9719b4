import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './Compliance.module.css';
import { ByRule } from './OverviewView.tsx';

const Share = lazy(async () => ({ default: (await import('./ComplianceCharts.tsx')).Share }));

/** How many devices keep the rules, and which rules are violated, for the first page. */
export function HomeCompliance() {
  const { t } = useTranslation();
  const query = useQuery(api.compliance.overview.queryOptions({ input: { days: 1 } }));
  const waiting = (
    <div aria-busy="true" style={{ minHeight: 168 }}>
      <SkeletonLines count={5} />
    </div>
  );
  const content = (): React.ReactNode => {
    if (query.data === undefined)
      return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : waiting;
    if (query.data.activeRules === 0)
      return (
        <p className={classes.soft}>
          {t('compliance.home.none')}{' '}
          <RoleGate needs="administrator">
            <Link to="/compliance">{t('compliance.home.make')}</Link>
          </RoleGate>
        </p>
      );
    return (
      <div className={classes.homeCard}>
        <Suspense fallback={waiting}>
          <Share overview={query.data} />
        </Suspense>
        <ByRule overview={query.data} />
      </div>
    );
  };
  return (
    <Card title={t('compliance.home.title')} aside={<Link to="/compliance">{t('compliance.home.all')}</Link>}>
      {content()}
    </Card>
  );
}
