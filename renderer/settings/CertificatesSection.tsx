import { Alert, Button, Checkbox, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { CertificateQuery, IssuedCertificate } from '../../shared/contract/index.ts';
import { ConfiguredView } from '../certificates/ConfiguredView.tsx';
import { LibraryView } from '../certificates/LibraryView.tsx';
import { api, engine, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { download } from '../parts/download.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import type { Tone } from '../parts/tones.ts';
import { AuthorityView } from './AuthorityView.tsx';
import { RenewalsView } from './RenewalsView.tsx';
import classes from './Settings.module.css';

const VIEWS = ['list', 'library', 'configured', 'renewals', 'authority'] as const;
const PURPOSES = ['root', 'tls', 'profile-signing', 'push', 'device-identity', 'configured', 'over-the-air'] as const;
const STATES = ['all', 'valid', 'expiring', 'expired', 'revoked'] as const;
const REASONS = ['unspecified', 'keyCompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation'] as const;
const PAGE = 50;
const MOST = 1000;
const TONE: Readonly<Record<IssuedCertificate['state'], Tone>> = {
  valid: 'done',
  expiring: 'waits',
  expired: 'needs',
  revoked: 'none',
};

/** Certificates: all of them, how identities are renewed, and the roots devices trust. */
export function CertificatesSection() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'list';
  return (
    <div className={classes.stackWide}>
      <SegmentedControl
        aria-label={t('relationship.views.label')}
        value={view}
        onChange={(next) => setParams(next === 'list' ? {} : { view: next })}
        data={VIEWS.map((value) => ({ value, label: t(`relationship.views.${value}`) }))}
        className={classes.views}
      />
      {view === 'list' && <CertificateList />}
      {view === 'library' && <LibraryView />}
      {view === 'configured' && <ConfiguredView />}
      {view === 'renewals' && <RenewalsView />}
      {view === 'authority' && <AuthorityView />}
    </div>
  );
}

/** Every certificate we issued or hold: the authority first, then devices by when they end. */
function CertificateList() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const purpose = PURPOSES.find((each) => each === params.get('purpose'));
  const filter = STATES.find((each) => each === params.get('filter')) ?? 'all';
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [shown, setShown] = useState(PAGE);
  const [revoking, setRevoking] = useState<IssuedCertificate>();
  const query = useQuery({
    ...api.certificates.list.queryOptions({
      input: {
        filter,
        limit: shown,
        ...(purpose === undefined ? {} : { purpose }),
        ...(search === '' ? {} : { search }),
      } satisfies Partial<CertificateQuery>,
    }),
    placeholderData: keepPreviousData,
  });
  const set = (name: string, value: string | null): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null || value === '' || value === 'all') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const data = query.data;
  return (
    <>
      <Group>
        <TextInput
          flex={1}
          aria-label={t('certificates.search')}
          placeholder={t('certificates.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          w={180}
          aria-label={t('certificates.purposeLabel')}
          value={purpose ?? 'all'}
          allowDeselect={false}
          onChange={(value) => set('purpose', value)}
          data={[
            { value: 'all', label: t('certificates.allPurposes') },
            ...PURPOSES.map((value) => ({ value, label: t(`certificates.purposes.${value}`) })),
          ]}
        />
        <Select
          w={160}
          aria-label={t('certificates.stateLabel')}
          value={filter}
          allowDeselect={false}
          onChange={(value) => set('filter', value)}
          data={STATES.map((value) => ({ value, label: t(`certificates.states.${value}`) }))}
        />
      </Group>
      <Card
        title={t('settings.names.certificates')}
        aside={data !== undefined && t('certificates.shown', { shown: data.rows.length, total: data.total })}
        flush
      >
        {data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={8} />
            </div>
          )
        ) : data.rows.length === 0 ? (
          <Text c="dimmed" p="md">
            {t('certificates.none')}
          </Text>
        ) : (
          <CertificateTable rows={data.rows} onRevoke={setRevoking} />
        )}
        {data !== undefined && data.rows.length < Math.min(data.total, MOST) && (
          <div className={classes.padded}>
            <Button
              variant="default"
              my="sm"
              loading={query.isFetching}
              onClick={() => setShown(Math.min(MOST, shown * 2))}
            >
              {t('certificates.more')}
            </Button>
          </div>
        )}
      </Card>
      {revoking !== undefined && (
        <Revoke key={revoking.fingerprint} certificate={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </>
  );
}

function CertificateTable(props: {
  rows: readonly IssuedCertificate[];
  onRevoke: (certificate: IssuedCertificate) => void;
}) {
  const { t } = useTranslation();
  const take = (fingerprint: string): void => {
    engine.certificates
      .pem({ fingerprint })
      .then(({ filename, pem }) => download(filename, pem, 'application/x-pem-file'))
      .catch((error: unknown) => tellFailure(error));
  };
  return (
    <PlainTable<IssuedCertificate>
      label={t('settings.names.certificates')}
      rows={props.rows}
      rowKey={({ fingerprint }) => fingerprint}
      columns={[
        {
          id: 'subject',
          header: t('certificates.subject'),
          cell: ({ subject, fingerprint, purpose }) => (
            <>
              <span className={classes.subject} title={`${subject}\nSHA-256 ${fingerprint}`}>
                {purpose === 'device-identity'
                  ? t('certificates.purposes.device-identity')
                  : (/CN=([^,]+)/.exec(subject)?.[1] ?? subject)}
              </span>
              {purpose !== 'device-identity' && (
                <span className={classes.soft}>{t(`certificates.purposes.${purpose}`)}</span>
              )}
            </>
          ),
        },
        {
          id: 'device',
          header: t('certificates.device'),
          cell: ({ deviceId, deviceName }) =>
            deviceId === null ? (
              '–'
            ) : (
              <Link to={`/devices/${deviceId}`} className={classes.deviceName} title={deviceName ?? undefined}>
                {deviceName ?? t('devices.device')}
              </Link>
            ),
        },
        {
          id: 'state',
          header: t('certificates.stateLabel'),
          cell: ({ state, current }) => (
            <div className={classes.nowrap}>
              <StatusMark tone={TONE[state]}>{t(`certificates.states.${state}`)}</StatusMark>
              {current && <div className={classes.under}>{t('certificates.current')}</div>}
            </div>
          ),
        },
        {
          id: 'ends',
          header: t('certificates.ends'),
          cell: ({ notAfter }) => (
            <div className={classes.nowrap}>
              <RelativeTime at={notAfter} />
            </div>
          ),
        },
        {
          id: 'actions',
          header: t('certificates.actions'),
          cell: (certificate) => (
            <Group gap={4} wrap="nowrap" className={classes.rowAction}>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={t('certificates.downloadNamed', { name: certificate.subject })}
                onClick={() => take(certificate.fingerprint)}
              >
                {t('certificates.download')}
              </Button>
              {certificate.purpose === 'device-identity' && certificate.revokedAt === null && (
                <RoleGate needs="administrator">
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="red"
                    aria-label={t('certificates.revokeNamed', { name: certificate.subject })}
                    onClick={() => props.onRevoke(certificate)}
                  >
                    {t('certificates.revoke')}
                  </Button>
                </RoleGate>
              )}
            </Group>
          ),
        },
      ]}
    />
  );
}

function Revoke({ certificate, onClose }: { certificate: IssuedCertificate; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<(typeof REASONS)[number]>('unspecified');
  const [confirmed, setConfirmed] = useState(false);
  const revoke = useMutation(
    api.certificates.revoke.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.certificates.key() });
        tellDone(t('certificates.revoked'));
        onClose();
      },
      onError: (error) => tellFailure(error),
    }),
  );
  const { current, fingerprint, subject } = certificate;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificates.revokeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text>{t('certificates.revokeText')}</Text>
        {current && (
          <Alert color="red" variant="light">
            {t('certificates.inUse', { name: certificate.deviceName ?? subject })}
          </Alert>
        )}
        <Select
          label={t('certificates.reason')}
          allowDeselect={false}
          value={reason}
          onChange={(value) => setReason((value ?? 'unspecified') as typeof reason)}
          data={REASONS.map((value) => ({ value, label: t(`certificates.reasons.${value}`) }))}
        />
        {current && (
          <Checkbox
            label={t('certificates.understood')}
            checked={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            disabled={current && !confirmed}
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ fingerprint, reason, confirmed })}
          >
            {t('certificates.revoke')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
