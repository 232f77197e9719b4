import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceFilter } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { CartDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import classes from './Home.module.css';

/** The chart library comes after the first paint: what needs attention does not wait for it. */
const FleetCharts = lazy(() => import('./FleetCharts.tsx'));
const CHARTS = ['platform', 'osVersion', 'lastSeen', 'storage', 'compliance'] as const;

/** What a line counts is what the list behind it shows: devices that are no longer managed are left out of both. */
const NOT_ENDED: DeviceFilter = { field: 'state', operator: 'isNot', value: 'ended' };

/** The fleet in five pictures; each line of them leads to its devices. */
export function Fleet() {
  const { t } = useTranslation();
  const query = useQuery(api.devices.facets.queryOptions({ input: { filter: NOT_ENDED } }));
  const shape = (
    <>
      {CHARTS.map((each) => (
        <div key={each} className={each === 'compliance' ? classes.last : undefined}>
          <Card title={t(`home.fleet.charts.${each}`)}>
            <div aria-busy="true" className={classes.chartSpace}>
              <SkeletonLines count={5} />
            </div>
          </Card>
        </div>
      ))}
    </>
  );
  return (
    <section className={classes.fleet} aria-label={t('home.fleet.title')}>
      {query.data === undefined ? (
        query.isError ? (
          <div className={classes.whole}>
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          </div>
        ) : (
          shape
        )
      ) : query.data.total === 0 ? (
        <div className={classes.whole}>
          <EmptyState
            drawing={<CartDrawing />}
            title={t('home.fleet.empty.title')}
            text={t('home.fleet.empty.text')}
            action={
              <Button component={Link} to="/enrollment">
                {t('home.fleet.empty.action')}
              </Button>
            }
          />
        </div>
      ) : (
        <Suspense fallback={shape}>
          <FleetCharts facets={query.data} />
        </Suspense>
      )}
    </section>
  );
}
