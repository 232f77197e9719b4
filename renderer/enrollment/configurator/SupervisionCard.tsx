import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, engine } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { CopyField } from '../../parts/CopyField.tsx';
import { ErrorState } from '../../parts/ErrorState.tsx';
import { Facts } from '../../parts/Facts.tsx';
import { SkeletonLines } from '../../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/RelativeTime.tsx';
import { RoleGate } from '../../parts/RoleGate.tsx';
import { keepFile } from '../downloads.ts';
import { ExportIdentity, ImportIdentity, OrganizationForm, ReplaceIdentity } from './SupervisionDialogs.tsx';
import { takeConfigurator } from './take.ts';

const FIELDS = ['name', 'phone', 'email', 'address', 'department'] as const;
type Dialog = 'organization' | 'import' | 'export' | 'replace';

/** Who supervises, and the identity by which a Mac shows it. */
export function SupervisionCard() {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog>();
  const query = useQuery(api.enrollment.configurator.queryOptions());
  const create = useMutation(
    api.enrollment.createSupervisionIdentity.mutationOptions({
      onSuccess(fresh) {
        takeConfigurator(fresh);
        tellDone(t('configurator.identity.created'));
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const certificate = useMutation({
    mutationFn: () => engine.enrollment.supervisionCertificate(),
    onSuccess: keepFile,
    onError: (error) => tellFailure(error),
  });
  const { data } = query;
  return (
    <Card
      title={t('configurator.identity.title')}
      aside={
        <RoleGate needs="administrator">
          <Button
            size="compact-sm"
            variant="default"
            disabled={data === undefined}
            onClick={() => setDialog('organization')}
          >
            {t('configurator.organization.change')}
          </Button>
        </RoleGate>
      }
    >
      <Text mb="sm">{t('configurator.identity.text')}</Text>
      {data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={4} />
        )
      ) : (
        <>
          <Group grow align="flex-end" mb="md">
            {FIELDS.filter((field) => data.organization[field] !== '').map((field) => (
              <CopyField
                key={field}
                mono={false}
                label={t(`configurator.organization.${field}`)}
                value={data.organization[field]}
              />
            ))}
          </Group>
          {data.identity === null ? (
            <Text mb="md" c="dimmed">
              {t('configurator.identity.none')}
            </Text>
          ) : (
            <Facts
              facts={[
                { label: t('configurator.identity.subject'), value: data.identity.subject },
                {
                  label: t('configurator.identity.fingerprint'),
                  value: <span className="mono">{data.identity.fingerprint}</span>,
                },
                { label: t('configurator.identity.until'), value: <RelativeTime at={data.identity.notAfterAt} /> },
                {
                  label: t(`configurator.identity.${data.identity.imported ? 'importedBy' : 'createdBy'}`),
                  value: (
                    <>
                      {data.identity.addedBy}, <RelativeTime at={data.identity.addedAt} />
                    </>
                  ),
                },
              ]}
            />
          )}
          <Group gap="xs" mt="md">
            <RoleGate needs="administrator">
              {data.identity === null ? (
                <Button loading={create.isPending} onClick={() => create.mutate({ replace: false })}>
                  {t('configurator.identity.create')}
                </Button>
              ) : (
                <>
                  <Button leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setDialog('export')}>
                    {t('configurator.identity.export')}
                  </Button>
                  <Button
                    variant="default"
                    leftSection={<IconDownload size={16} aria-hidden />}
                    loading={certificate.isPending}
                    onClick={() => certificate.mutate()}
                  >
                    {t('configurator.identity.certificate')}
                  </Button>
                  <Button variant="default" onClick={() => setDialog('replace')}>
                    {t('configurator.identity.replace')}
                  </Button>
                </>
              )}
              <Button variant="default" onClick={() => setDialog('import')}>
                {t('configurator.identity.import')}
              </Button>
            </RoleGate>
          </Group>
          {dialog === 'organization' && (
            <OrganizationForm organization={data.organization} onClose={() => setDialog(undefined)} />
          )}
          {dialog === 'export' && <ExportIdentity onClose={() => setDialog(undefined)} />}
          {dialog === 'import' && (
            <ImportIdentity
              replaces={data.identity === null ? null : data.organization.name}
              onClose={() => setDialog(undefined)}
            />
          )}
          {dialog === 'replace' && (
            <ReplaceIdentity name={data.organization.name} onClose={() => setDialog(undefined)} />
          )}
        </>
      )}
    </Card>
  );
}
