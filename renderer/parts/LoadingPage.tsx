import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Keeps a page's shape while its code or data comes. */
export function LoadingPage() {
  const { t } = useTranslation();
  return (
    <div style={{ padding: 24 }} aria-busy="true">
      <span className="visually-hidden">{t('common.loading')}</span>
      <Skeleton height={20} width={180} mb={24} />
      <SkeletonLines count={8} />
    </div>
  );
}

/** Lines of grey where a list will be. */
export function SkeletonLines({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no identity
    <Skeleton key={index} height={12} my={14} width={`${92 - ((index * 17) % 40)}%`} />
  ));
}
