import { Button, FileButton, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateItem, CertificateTrial } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { download } from '../parts/download.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { certificateText } from '../settings/certificate-file.ts';
import classes from '../settings/Settings.module.css';
import { ServerDialog } from './ServerDialog.tsx';

const TONES = { valid: 'done', expiring: 'waits', expired: 'needs' } as const;
const ACCEPT = '.p12,.pfx,.pem,.crt,.cer,.der';

/** Certificates, identities and servers that profiles take their certificates from. */
export function LibraryView() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const [editing, setEditing] = useState<CertificateItem | 'scep' | 'acme'>();
  const [removing, setRemoving] = useState<CertificateItem>();
  const [trial, setTrial] = useState<CertificateTrial>();
  const query = useQuery(api.certificateLibrary.list.queryOptions());
  const trying = useMutation(
    api.certificateLibrary.trial.mutationOptions({ onSuccess: setTrial, onError: (error) => tellFailure(error) }),
  );
  const take = (itemId: string): void => {
    engine.certificateLibrary
      .pem({ itemId })
      .then(({ filename, pem }) => download(filename, pem, 'application/x-pem-file'))
      .catch((error: unknown) => tellFailure(error));
  };
  const choose = (
    <RoleGate needs="administrator">
      <FileButton accept={ACCEPT} onChange={(chosen) => chosen !== null && setFile(chosen)}>
        {(props) => <Button {...props}>{t('certificateLibrary.import')}</Button>}
      </FileButton>
    </RoleGate>
  );
  const rows = query.data;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is beside the button that chooses one
    <div
      className={classes.stackWide}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const [dropped] = event.dataTransfer.files;
        if (dropped !== undefined) setFile(dropped);
      }}
    >
      <Group>
        {choose}
        <RoleGate needs="administrator">
          <Button variant="default" onClick={() => setEditing('scep')}>
            {t('certificateLibrary.addScep')}
          </Button>
        </RoleGate>
        <RoleGate needs="administrator">
          <Button variant="default" onClick={() => setEditing('acme')}>
            {t('certificateLibrary.addAcme')}
          </Button>
        </RoleGate>
        <RoleGate needs="administrator">
          <Button
            variant="default"
            loading={trying.isPending}
            onClick={() => trying.mutate({ itemId: null, deviceId: null })}
          >
            {t('certificateLibrary.tryBuiltIn')}
          </Button>
        </RoleGate>
      </Group>
      <Card title={t('certificateLibrary.title')} aside={t('certificateLibrary.drop')} flush>
        {rows === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <div className={classes.padded}>
              <SkeletonLines count={5} />
            </div>
          )
        ) : rows.length === 0 ? (
          <EmptyState title={t('certificateLibrary.emptyTitle')} text={t('certificateLibrary.emptyText')} />
        ) : (
          <PlainTable<CertificateItem>
            label={t('certificateLibrary.title')}
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'name',
                header: t('certificateLibrary.name'),
                cell: ({ name, kind, subject, scep, acme }) => (
                  <>
                    <span className={classes.subject} title={subject ?? scep?.url ?? acme?.directoryUrl}>
                      {name}
                    </span>
                    <span className={classes.soft}>{t(`certificateLibrary.kinds.${kind}`)}</span>
                  </>
                ),
              },
              {
                id: 'ends',
                header: t('certificates.ends'),
                cell: ({ notAfter, state }) =>
                  notAfter === null || state === null ? (
                    '–'
                  ) : (
                    <div className={classes.nowrap}>
                      <StatusMark tone={TONES[state]}>{t(`certificates.states.${state}`)}</StatusMark>
                      <div className={classes.under}>
                        <RelativeTime at={notAfter} />
                      </div>
                    </div>
                  ),
              },
              {
                id: 'used',
                header: t('certificateLibrary.usedBy'),
                cell: ({ usedBy }) => (usedBy.length === 0 ? '–' : usedBy.map(({ title }) => title).join(', ')),
              },
              {
                id: 'actions',
                header: t('certificates.actions'),
                cell: (item) => (
                  <Group gap={4} wrap="nowrap" className={classes.rowAction}>
                    {item.fingerprint !== null && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={t('certificates.downloadNamed', { name: item.name })}
                        onClick={() => take(item.id)}
                      >
                        {t('certificates.download')}
                      </Button>
                    )}
                    {item.kind === 'scep' && (
                      <RoleGate needs="administrator">
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={t('certificateLibrary.tryNamed', { name: item.name })}
                          onClick={() => trying.mutate({ itemId: item.id, deviceId: null })}
                        >
                          {t('certificateLibrary.try')}
                        </Button>
                      </RoleGate>
                    )}
                    {item.fingerprint === null && (
                      <RoleGate needs="administrator">
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={t('certificateLibrary.editNamed', { name: item.name })}
                          onClick={() => setEditing(item)}
                        >
                          {t('certificateLibrary.edit')}
                        </Button>
                      </RoleGate>
                    )}
                    <RoleGate needs="administrator">
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        color="red"
                        aria-label={t('certificateLibrary.removeNamed', { name: item.name })}
                        onClick={() => setRemoving(item)}
                      >
                        {t('certificateLibrary.remove')}
                      </Button>
                    </RoleGate>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Card>
      {file !== undefined && <ImportDialog key={file.name} file={file} onClose={() => setFile(undefined)} />}
      {editing !== undefined && <ServerDialog item={editing} onClose={() => setEditing(undefined)} />}
      {removing !== undefined && <RemoveDialog item={removing} onClose={() => setRemoving(undefined)} />}
      {trial !== undefined && <TrialDialog trial={trial} onClose={() => setTrial(undefined)} />}
    </div>
  );
}

const refresh = (): void => void queryClient.invalidateQueries({ queryKey: api.certificateLibrary.key() });

function ImportDialog({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: async () =>
      engine.certificateLibrary.import({
        file: await certificateText(file),
        ...(passphrase === '' ? {} : { passphrase }),
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        description: '',
      }),
    onSuccess: ({ added, known }) => {
      refresh();
      tellDone(
        added.length === 0
          ? t('certificateLibrary.known', { count: known })
          : t('certificateLibrary.added', { names: added.map((item) => item.name).join(', ') }),
      );
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificateLibrary.importTitle', { file: file.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('certificateLibrary.name')}
            placeholder={t('certificateLibrary.nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('settings.passphrase')}
            autoComplete="off"
            value={passphrase}
            error={add.isError ? errorText(add.error) : undefined}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('certificateLibrary.import')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function RemoveDialog({ item, onClose }: { item: CertificateItem; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    api.certificateLibrary.remove.mutationOptions({
      onSuccess: () => {
        refresh();
        tellDone(t('certificateLibrary.removed', { name: item.name }));
        onClose();
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificateLibrary.removeTitle', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text>{t('certificateLibrary.removeText')}</Text>
        <TextInput
          label={t('certificateLibrary.typeName', { name: item.name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            disabled={typed.trim() !== item.name}
            loading={remove.isPending}
            onClick={() => remove.mutate({ itemId: item.id })}
          >
            {t('certificateLibrary.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function TrialDialog({ trial, onClose }: { trial: CertificateTrial; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(trial.ok ? 'certificateLibrary.trialGood' : 'certificateLibrary.trialBad')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        {trial.steps.map(({ step, ok, detail }) => (
          <div key={step}>
            <StatusMark tone={ok ? 'done' : 'needs'}>{t(`certificateLibrary.steps.${step}`)}</StatusMark>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {detail}
            </Text>
          </div>
        ))}
      </Stack>
    </Modal>
  );
}
