import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListenerDetails, Status } from '../../shared/contract/index.ts';
import { Expiry } from '../device/Expiry.tsx';
import { api, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { download } from '../parts/download.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { type Fact, Facts } from '../parts/Facts.tsx';
import { LoadingPage, SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleForm, useRefusal } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { AddressForm } from '../setup/AddressForm.tsx';
import { CertificateFileFields } from './CertificateFileFields.tsx';
import { certificateText } from './certificate-file.ts';
import classes from './Settings.module.css';

/** Where devices call, with which certificate, and the root they trust. */
export function ListenerSection({ status }: { status: Status }) {
  const { t } = useTranslation();
  const refusal = useRefusal('administrator');
  const query = useQuery({ ...api.listener.details.queryOptions(), enabled: refusal === undefined });
  const details = query.data;
  const { certificate, url } = status.listener;
  // Half of the lines would come later and push the rest down.
  if (query.isLoading) return <LoadingPage />;
  return (
    <div className={classes.stack}>
      <Card title={t('settings.listener')}>
        <Facts
          facts={[
            { label: t('settings.listenerUrl'), value: <span className="mono">{url}</span> },
            ...(details === undefined
              ? []
              : [
                  {
                    label: t('settings.bound'),
                    value: <span className="mono">{`${details.bound.host}:${details.bound.port}`}</span>,
                  },
                ]),
            { label: t('settings.certificateSource'), value: t(`settings.sources.${certificate.source}`) },
            { label: t('settings.certificateNames'), value: certificate.names.join(', ') },
            { label: t('settings.validUntil'), value: <Expiry at={certificate.notAfter} /> },
            ...(details === undefined ? [] : detailsOf(details, t)),
          ]}
        />
      </Card>
      <Card title={t('settings.address')}>
        {refusal === undefined ? (
          <RoleForm needs="owner">
            <AddressForm />
          </RoleForm>
        ) : (
          <RoleForm needs="administrator">{null}</RoleForm>
        )}
      </Card>
      <AuthorityCard />
      <OwnCertificate imported={certificate.source === 'imported'} />
    </div>
  );
}

function detailsOf({ tls }: ListenerDetails, t: TFunction): Fact[] {
  return [
    ...(tls.missingNames.length === 0
      ? []
      : [
          {
            label: t('settings.missingNames'),
            value: <StatusMark tone="needs">{tls.missingNames.join(', ')}</StatusMark>,
          },
        ]),
    ...(tls.renewsAt === null ? [] : [{ label: t('settings.renewsAt'), value: <RelativeTime at={tls.renewsAt} /> }]),
    { label: t('settings.key'), value: tls.key },
    { label: t('settings.issuer'), value: tls.issuer },
    { label: t('settings.fingerprint'), value: <span className="mono">{tls.fingerprint}</span> },
  ];
}

function AuthorityCard() {
  const { t } = useTranslation();
  const query = useQuery(api.system.authority.queryOptions());
  const authority = query.data;
  return (
    <Card title={t('settings.authority')}>
      {authority === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonLines count={3} />
        )
      ) : (
        <>
          <Facts
            facts={[
              { label: t('settings.subject'), value: authority.subject },
              { label: t('settings.fingerprint'), value: <span className="mono">{authority.fingerprint}</span> },
              { label: t('settings.validUntil'), value: <Expiry at={authority.notAfter} /> },
            ]}
          />
          <Button
            mt="md"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => download('cartwright-root.pem', authority.rootPem, 'application/x-pem-file')}
          >
            {t('settings.downloadRoot')}
          </Button>
        </>
      )}
    </Card>
  );
}

function OwnCertificate({ imported }: { imported: boolean }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const taken = (fresh: Status): void => {
    queryClient.setQueryData(api.system.status.queryKey(), fresh);
    setFile(null);
    setPassphrase('');
    tellDone(t('settings.tlsTaken'));
  };
  const onError = (error: unknown): void => tellFailure(error, t('settings.tlsFailed'));
  const take = useMutation(api.system.importTls.mutationOptions({ onSuccess: taken, onError }));
  const builtIn = useMutation(api.system.useBuiltInTls.mutationOptions({ onSuccess: taken, onError }));
  return (
    <Card title={t('settings.ownTls')}>
      <Text c="dimmed" mb="sm">
        {t('settings.ownTlsHint')}
      </Text>
      <RoleForm needs="owner">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (file === null) return;
            void certificateText(file).then((bundle) =>
              take.mutate({ bundle, ...(passphrase === '' ? {} : { passphrase }) }),
            );
          }}
        >
          <CertificateFileFields
            label={t('settings.tlsFile')}
            accept=".pem,.crt,.p12,.pfx"
            file={file}
            onFile={setFile}
            passphrase={passphrase}
            onPassphrase={setPassphrase}
          />
          <Group mt="md">
            <Button type="submit" disabled={file === null} loading={take.isPending}>
              {t('settings.useCertificate')}
            </Button>
            {imported && (
              <Button variant="default" loading={builtIn.isPending} onClick={() => builtIn.mutate(undefined)}>
                {t('settings.useBuiltIn')}
              </Button>
            )}
          </Group>
        </form>
      </RoleForm>
    </Card>
  );
}
