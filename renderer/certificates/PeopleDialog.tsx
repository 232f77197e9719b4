import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateItem, PersonalIdentity } from '../../shared/contract/index.ts';
import { dateOnly } from '../format/time.ts';
import { api, engine } from '../live/client.ts';
import { CopyField } from '../parts/CopyField.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { CertificateFileFields } from '../settings/CertificateFileFields.tsx';
import { certificateText } from '../settings/certificate-file.ts';
import classes from '../settings/Settings.module.css';
import { refreshLibrary } from './LibraryDialogs.tsx';

const TONES = { missing: 'waits', valid: 'done', expiring: 'waits', expired: 'needs' } as const;
const DAYS = 14;

/** Who brought an identity for an item, links for those who shall, and uploads in their place. */
export function PeopleDialog({ item, onClose }: { item: CertificateItem; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [person, setPerson] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [removing, setRemoving] = useState<PersonalIdentity>();
  const query = useQuery(api.certificateLibrary.personal.queryOptions({ input: { itemId: item.id } }));
  const link = useMutation(api.certificateLibrary.linkPersonal.mutationOptions({ onSuccess: refreshLibrary }));
  const put = useMutation({
    mutationFn: async (chosen: File) =>
      engine.certificateLibrary.putPersonal({
        itemId: item.id,
        person,
        file: await certificateText(chosen),
        ...(passphrase === '' ? {} : { passphrase }),
      }),
    onSuccess: (saved) => {
      refreshLibrary();
      setFile(null);
      setPassphrase('');
      tellDone(t('certificateLibrary.people.put', { person: saved.person }));
    },
  });
  const remove = useMutation(
    api.certificateLibrary.removePersonal.mutationOptions({
      onSuccess: (gone) => {
        refreshLibrary();
        setRemoving(undefined);
        tellDone(t('certificateLibrary.people.removed', { person: gone.person }));
      },
    }),
  );
  const named = person.trim() !== '';
  const failure = link.error ?? put.error ?? remove.error;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('certificateLibrary.people.title', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text c="dimmed">{t('certificateLibrary.people.about')}</Text>
        <TextInput
          data-autofocus
          label={t('certificateLibrary.people.person')}
          description={t('certificateLibrary.people.personHint')}
          value={person}
          onChange={(event) => {
            setPerson(event.currentTarget.value);
            link.reset();
          }}
        />
        <Group align="flex-end">
          <Button
            disabled={!named}
            loading={link.isPending}
            onClick={() => link.mutate({ itemId: item.id, person: person.trim(), days: DAYS })}
          >
            {t('certificateLibrary.people.link')}
          </Button>
        </Group>
        {link.data !== undefined && (
          <CopyField
            label={t('certificateLibrary.people.linkFor', {
              person,
              date: dateOnly(link.data.untilAt, i18n.language),
            })}
            value={link.data.url}
          />
        )}
        <CertificateFileFields
          label={t('certificateLibrary.people.file')}
          accept=".p12,.pfx,.pem"
          file={file}
          onFile={setFile}
          passphrase={passphrase}
          onPassphrase={setPassphrase}
        />
        <Group>
          <Button
            variant="default"
            disabled={!named || file === null}
            loading={put.isPending}
            onClick={() => file !== null && put.mutate(file)}
          >
            {t('certificateLibrary.people.upload')}
          </Button>
        </Group>
        {failure !== null && (
          <Text c="red" role="alert">
            {errorText(failure)}
          </Text>
        )}
        {query.data === undefined ? (
          query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <SkeletonLines count={3} />
          )
        ) : query.data.length === 0 ? (
          <Text c="dimmed">{t('certificateLibrary.people.none')}</Text>
        ) : (
          <PlainTable<PersonalIdentity>
            label={t('certificateLibrary.people.title', { name: item.name })}
            rows={query.data}
            rowKey={({ id }) => id}
            columns={[
              { id: 'person', header: t('certificateLibrary.people.person'), cell: ({ person: name }) => name },
              {
                id: 'state',
                header: t('certificates.stateLabel'),
                cell: ({ state, notAfter, linkUntilAt }) => (
                  <div className={classes.nowrap}>
                    <StatusMark tone={TONES[state]}>{t(`certificateLibrary.people.states.${state}`)}</StatusMark>
                    <div className={classes.under}>
                      {notAfter !== null
                        ? t('certificateLibrary.people.until', { date: dateOnly(notAfter, i18n.language) })
                        : linkUntilAt !== null &&
                          t('certificateLibrary.people.linkUntil', { date: dateOnly(linkUntilAt, i18n.language) })}
                    </div>
                  </div>
                ),
              },
              {
                id: 'key',
                header: t('certificateLibrary.people.key'),
                cell: ({ fingerprint, hasKey, keyUntilAt }) =>
                  fingerprint === null
                    ? '–'
                    : !hasKey
                      ? t('certificateLibrary.people.keyGone')
                      : keyUntilAt === null
                        ? t('certificateLibrary.people.keyKept')
                        : t('certificateLibrary.people.until', { date: dateOnly(keyUntilAt, i18n.language) }),
              },
              {
                id: 'actions',
                header: t('certificates.actions'),
                headerHidden: true,
                cell: (identity) =>
                  removing?.id === identity.id ? (
                    <Group gap={4} wrap="nowrap" justify="flex-end">
                      <Button
                        size="compact-xs"
                        color="red"
                        loading={remove.isPending}
                        onClick={() => remove.mutate({ identityId: identity.id })}
                      >
                        {t('certificateLibrary.people.removeNow')}
                      </Button>
                      <Button size="compact-xs" variant="default" onClick={() => setRemoving(undefined)}>
                        {t('common.cancel')}
                      </Button>
                    </Group>
                  ) : (
                    <Group justify="flex-end">
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        color="red"
                        aria-label={t('certificateLibrary.removeNamed', { name: identity.person })}
                        onClick={() => setRemoving(identity)}
                      >
                        {t('certificateLibrary.remove')}
                      </Button>
                    </Group>
                  ),
              },
            ]}
          />
        )}
      </Stack>
    </Modal>
  );
}
