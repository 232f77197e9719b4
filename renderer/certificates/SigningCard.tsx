import { Select, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CertificateItem } from '../../shared/contract/index.ts';
import { dateOnly } from '../format/time.ts';
import { api } from '../live/client.ts';
import { useMay } from '../live/session.ts';
import { Card } from '../parts/Card.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';

import { refreshLibrary } from './LibraryDialogs.tsx';

const BUILT_IN = 'built-in';

/** What signs profiles: the built-in authority, or an identity of the library. */
export function SigningCard({ items }: { items: readonly CertificateItem[] }) {
  const { t, i18n } = useTranslation();
  const may = useMay('administrator');
  const query = useQuery(api.certificateLibrary.signing.queryOptions());
  const set = useMutation(
    api.certificateLibrary.setSigning.mutationOptions({
      onSuccess: ({ subject }) => {
        refreshLibrary();
        tellDone(t('certificateLibrary.signing.saved', { subject }));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const data = query.data;
  const identities = items.filter(({ kind }) => kind === 'identity');
  return (
    <Card title={t('certificateLibrary.signing.title')}>
      {data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={2} />
        )
      ) : (
        <>
          <Select
            label={t('certificateLibrary.signing.label')}
            description={t('certificateLibrary.signing.hint')}
            allowDeselect={false}
            disabled={!may || set.isPending}
            maw={420}
            value={data.itemId ?? BUILT_IN}
            onChange={(value) => value !== null && set.mutate({ itemId: value === BUILT_IN ? null : value })}
            data={[
              { value: BUILT_IN, label: t('certificateLibrary.signing.builtIn') },
              ...identities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Text size="sm" c="dimmed" mt="xs" style={{ overflowWrap: 'anywhere' }}>
            {t('certificateLibrary.signing.now', {
              subject: data.subject,
              date: dateOnly(data.notAfter, i18n.language),
            })}
          </Text>
        </>
      )}
    </Card>
  );
}
