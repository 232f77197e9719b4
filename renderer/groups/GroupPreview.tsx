import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceFilter, GroupPreview as Preview } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { DeviceRows } from './DeviceRows.tsx';
import classes from './Groups.module.css';

const PAUSE_MS = 200;
const SHOWN = 12;

/** Who a filter finds now, and who would join and leave the group. */
export function GroupPreview(props: { groupId: string | undefined; filter: DeviceFilter | null; ended: boolean }) {
  const { t } = useTranslation();
  const [filter] = useDebouncedValue(props.filter, PAUSE_MS);
  const { groupId, ended } = props;
  const query = useQuery({
    ...api.groups.preview.queryOptions({
      input: { ...(groupId === undefined ? {} : { groupId }), filter: filter ?? { all: [] }, ended },
    }),
    enabled: filter !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const preview = filter === null ? undefined : query.data;
  const section = (kind: keyof Preview, some: Preview[keyof Preview]) => (
    <Card title={t(`groups.preview.${kind}`, { count: some.count })}>
      {some.count === 0 ? (
        <p className={classes.soft}>{t(`groups.preview.no.${kind}`)}</p>
      ) : (
        <DeviceRows
          label={t(`groups.preview.${kind}`, { count: some.count })}
          devices={some.rows.slice(0, SHOWN)}
          count={some.count}
        />
      )}
    </Card>
  );
  if (filter === null)
    return (
      <Card title={t('groups.preview.title')}>
        <p className={classes.soft}>{t('groups.preview.begin')}</p>
      </Card>
    );
  if (query.isError && !query.isPlaceholderData)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (preview === undefined)
    return (
      <Card title={t('groups.preview.title')}>
        <SkeletonLines count={6} />
      </Card>
    );
  return (
    <div aria-live="polite" aria-busy={query.isPlaceholderData} className={classes.previews}>
      {section('members', preview.members)}
      {groupId !== undefined && section('joining', preview.joining)}
      {groupId !== undefined && section('leaving', preview.leaving)}
    </div>
  );
}
