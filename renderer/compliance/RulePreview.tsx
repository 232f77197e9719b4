import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NewComplianceRule } from '../../shared/contract/index.ts';
import { DeviceRows } from '../groups/DeviceRows.tsx';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import classes from './Compliance.module.css';

const PAUSE_MS = 250;
const SHOWN = 12;

/** Who would violate a rule now; undefined while it says nothing yet. */
export function RulePreview(props: { rule: Pick<NewComplianceRule, 'checks' | 'include' | 'exclude'> | undefined }) {
  const { t } = useTranslation();
  const [rule] = useDebouncedValue(props.rule, PAUSE_MS);
  const query = useQuery({
    ...api.compliance.preview.queryOptions({ input: rule ?? { checks: [], include: [], exclude: [] } }),
    enabled: rule !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const content = (): React.ReactNode => {
    if (rule === undefined) return <p className={classes.soft}>{t('compliance.editor.preview.begin')}</p>;
    if (query.isError && !query.isPlaceholderData)
      return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (query.data === undefined) return <SkeletonLines count={6} />;
    const { violating, inScope } = query.data;
    return (
      <div aria-live="polite" aria-busy={query.isPlaceholderData}>
        <p style={{ margin: 0 }}>
          <strong>{t('compliance.editor.preview.count', { count: violating.count })}</strong>{' '}
          <span className={classes.soft}>{t('compliance.editor.preview.of', { count: inScope })}</span>
        </p>
        {violating.count === 0 ? (
          <p className={classes.soft}>{t('compliance.editor.preview.nobody')}</p>
        ) : (
          <DeviceRows
            label={t('compliance.editor.preview.title')}
            devices={violating.rows.slice(0, SHOWN)}
            count={violating.count}
          />
        )}
      </div>
    );
  };
  return <Card title={t('compliance.editor.preview.title')}>{content()}</Card>;
}
