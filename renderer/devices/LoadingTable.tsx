import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ROW_HEIGHT, useDensity } from '../app/preferences.ts';

/** Where the rows will be. */
export function LoadingTable() {
  const { t } = useTranslation();
  const [density] = useDensity();
  return (
    <div style={{ flex: 1, padding: '36px 16px 0', overflow: 'hidden' }} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: 16 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no identity
        <div key={index} style={{ height: ROW_HEIGHT[density], display: 'flex', alignItems: 'center', gap: 24 }}>
          <Skeleton height={16} width={16} />
          <Skeleton height={10} width={`${20 - ((index * 7) % 9)}%`} />
          <Skeleton height={10} width="10%" />
          <Skeleton height={10} width="14%" />
          <Skeleton height={10} width="8%" />
          <Skeleton height={10} width="10%" />
        </div>
      ))}
    </div>
  );
}
