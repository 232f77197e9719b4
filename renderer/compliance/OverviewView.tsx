import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ComplianceOverview } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { devicesWith } from '../home/fleet-rows.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { AskSettings } from './AskSettings.tsx';
import classes from './Compliance.module.css';
import { actionName } from './compliance-words.ts';
import { NoRules } from './NoRules.tsx';

/** The chart library comes after the first paint. */
const Share = lazy(async () => ({ default: (await import('./ComplianceCharts.tsx')).Share }));
const OverTime = lazy(async () => ({ default: (await import('./ComplianceCharts.tsx')).OverTime }));
const SPANS = ['7', '30', '90', '365'] as const;
const COMING = 8;

/** How many keep the rules, now and over time; which rules are violated, and what comes next. */
export function OverviewView() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const span = SPANS.find((each) => each === params.get('days')) ?? '30';
  const overview = useQuery(api.compliance.overview.queryOptions({ input: { days: Number(span) } }));
  const rules = useQuery(api.compliance.rules.queryOptions());
  if (overview.isError && overview.data === undefined)
    return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  if (rules.data?.length === 0) return <NoRules />;
  const { data } = overview;
  const waiting = (
    <div aria-busy="true" style={{ minHeight: 200 }}>
      <SkeletonLines count={6} />
    </div>
  );
  return (
    <div className={classes.page}>
      <div className={classes.grid}>
        <Card title={t('compliance.overview.now')}>
          {data === undefined ? (
            waiting
          ) : (
            <Suspense fallback={waiting}>
              <Share overview={data} />
            </Suspense>
          )}
        </Card>
        <Card
          title={t('compliance.overview.overTime')}
          aside={
            <SegmentedControl
              size="xs"
              aria-label={t('compliance.overview.span')}
              value={span}
              onChange={(days) => setParams(days === '30' ? {} : { days }, { replace: true })}
              data={SPANS.map((value) => ({ value, label: t(`compliance.overview.spans.${value}`) }))}
            />
          }
        >
          {data === undefined ? (
            waiting
          ) : (
            <Suspense fallback={waiting}>
              <OverTime overview={data} />
            </Suspense>
          )}
        </Card>
        <div className={classes.lower}>
          <Card title={t('compliance.overview.measures')}>
            {data === undefined ? <SkeletonLines count={2} /> : <Measures overview={data} />}
          </Card>
          <Card title={t('compliance.settings.title')}>
            <AskSettings />
          </Card>
        </div>
        <div className={classes.lower}>
          <Card title={t('compliance.overview.byRule')}>
            {data === undefined ? <SkeletonLines count={4} /> : <ByRule overview={data} />}
          </Card>
          <Card
            title={t('compliance.overview.next')}
            aside={
              <Link to="/compliance/violations?sort=nextAt&direction=asc">{t('compliance.views.violations')}</Link>
            }
          >
            <Coming />
          </Card>
        </div>
      </div>
    </div>
  );
}

/** Each rule with how many violate it, are in grace, and are exempt. */
export function ByRule({ overview }: { overview: ComplianceOverview }) {
  const { t, i18n } = useTranslation();
  const rules = overview.rules
    .filter(({ violating, grace, exempt }) => violating + grace + exempt > 0)
    .sort((a, b) => b.violating - a.violating || b.grace - a.grace);
  if (rules.length === 0)
    return (
      <p className={classes.soft}>
        <StatusMark tone="done">{t('compliance.overview.noneByRule')}</StatusMark>
      </p>
    );
  const most = Math.max(...rules.map(({ violating, grace, exempt }) => violating + grace + exempt));
  return (
    <ul className={classes.bars}>
      {rules.map(({ id, name, ...counts }) => (
        <li key={id}>
          <Link to={`/compliance/violations?rule=${id}`} className={classes.barLine}>
            <span className={classes.name}>{name}</span>
            <span className={classes.track} aria-hidden>
              {(['violating', 'grace', 'exempt'] as const).map(
                (state) =>
                  counts[state] > 0 && (
                    <span
                      key={state}
                      title={t(`compliance.states.${state}`)}
                      style={{
                        width: `${(counts[state] / most) * 100}%`,
                        background: `var(--cw-${{ violating: 'needs', grace: 'waits', exempt: 'none' }[state]})`,
                      }}
                    />
                  ),
              )}
            </span>
            <span className="tabular" aria-hidden>
              {number(counts.violating, i18n.language)}
            </span>
            <span className="visually-hidden">
              {(['violating', 'grace', 'exempt'] as const)
                .map((state) => `${t(`compliance.states.${state}`)} ${number(counts[state], i18n.language)}`)
                .join(', ')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Measures({ overview: { blocked, quarantined } }: { overview: ComplianceOverview }) {
  const { t } = useTranslation();
  if (blocked + quarantined === 0) return <p className={classes.soft}>{t('compliance.overview.noMeasures')}</p>;
  const is = (field: 'blocked' | 'quarantined') => devicesWith({ field, operator: 'is', value: true });
  return (
    <ul className={classes.steps}>
      {blocked > 0 && (
        <li>
          <StatusMark tone="needs">
            <Link to={is('blocked')}>{t('compliance.overview.blocked', { count: blocked })}</Link>
          </StatusMark>
        </li>
      )}
      {quarantined > 0 && (
        <li>
          <StatusMark tone="waits">
            <Link to={is('quarantined')}>{t('compliance.overview.quarantined', { count: quarantined })}</Link>
          </StatusMark>
        </li>
      )}
    </ul>
  );
}

function Coming() {
  const { t } = useTranslation();
  const query = useQuery(
    api.compliance.violations.queryOptions({ input: { sort: 'nextAt', direction: 'asc', limit: COMING } }),
  );
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonLines count={3} />
    );
  const rows = query.data.rows.filter(({ next }) => next !== null);
  if (rows.length === 0) return <p className={classes.soft}>{t('compliance.overview.noNext')}</p>;
  return (
    <ul className={classes.coming}>
      {rows.map(({ id, deviceId, device, next, rule }) => (
        <li key={id}>
          <Link to={`/devices/${deviceId}/compliance`}>{device}</Link>
          <span className={classes.name}>{next?.kinds.map((kind) => actionName(kind, t)).join(', ')}</span>
          <span className={classes.soft}>{rule}</span>
          <RelativeTime at={next?.at ?? null} />
        </li>
      ))}
    </ul>
  );
}
