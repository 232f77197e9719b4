import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateItem, ConfiguredCertificate } from '../../shared/contract/index.ts';
import { api, engine, queryClient } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { CertificateFileFields } from '../settings/CertificateFileFields.tsx';
import { certificateText } from '../settings/certificate-file.ts';

/** What is known of the library is asked for anew. */
export const refreshLibrary = (): void =>
  void queryClient.invalidateQueries({ queryKey: api.certificateLibrary.key() });

/** What uses an item: a policy by its name, or the signature of profiles. */
export const userName = ({ kind, title }: CertificateItem['usedBy'][number], t: TFunction): string =>
  kind === 'signing' ? t('certificateLibrary.signing.title') : title;

/** Imports a file into the library. */
export function ImportDialog({ file, onClose }: { file: File; onClose: () => void }) {
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
      refreshLibrary();
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

/** Removes an item after its name was typed. */
export function RemoveDialog({ item, onClose }: { item: CertificateItem; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const remove = useMutation(
    api.certificateLibrary.remove.mutationOptions({
      onSuccess: () => {
        refreshLibrary();
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

/** Puts a newer certificate or identity in the place of an item. */
export function ReplaceDialog({ item, onClose }: { item: CertificateItem; onClose: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const replace = useMutation({
    mutationFn: async (chosen: File) =>
      engine.certificateLibrary.replace({
        itemId: item.id,
        file: await certificateText(chosen),
        ...(passphrase === '' ? {} : { passphrase }),
      }),
    onSuccess: (saved) => {
      refreshLibrary();
      tellDone(t('certificateLibrary.replaced', { name: saved.name }));
      onClose();
    },
  });
  const profiles = item.usedBy.filter(({ kind }) => kind === 'policy').map(({ title }) => title);
  const signs = item.usedBy.some(({ kind }) => kind === 'signing');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificateLibrary.replaceTitle', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) replace.mutate(file);
        }}
      >
        <Stack gap="md">
          {profiles.length > 0 && <Text>{t('certificateLibrary.replaceUsed', { names: profiles.join(', ') })}</Text>}
          {signs && <Text>{t('certificateLibrary.replaceSigns')}</Text>}
          {item.usedBy.length === 0 && <Text>{t('certificateLibrary.replaceUnused')}</Text>}
          <CertificateFileFields
            label={t('certificateLibrary.file')}
            accept=".p12,.pfx,.pem,.crt,.cer,.der"
            file={file}
            onFile={setFile}
            passphrase={passphrase}
            onPassphrase={setPassphrase}
          />
          {replace.isError && (
            <Text c="red" role="alert">
              {errorText(replace.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={file === null} loading={replace.isPending}>
              {t('certificateLibrary.replace')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Gives an item another name and description. */
export function RenameDialog({ item, onClose }: { item: CertificateItem; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(item.name);
  const [description, setDescription] = useState(item.description);
  const rename = useMutation(
    api.certificateLibrary.rename.mutationOptions({
      onSuccess: (saved) => {
        refreshLibrary();
        tellDone(t('certificateLibrary.saved', { name: saved.name }));
        onClose();
      },
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificateLibrary.renameTitle', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ itemId: item.id, name: name.trim(), description: description.trim() });
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('certificateLibrary.name')}
            value={name}
            maxLength={100}
            error={rename.isError ? errorText(rename.error) : undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('certificateLibrary.description')}
            value={description}
            maxLength={500}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Revokes a certificate that a profile brought, after its holder was typed. */
export function RevokeDialog({ certificate, onClose }: { certificate: ConfiguredCertificate; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { holderName, subject, profileIdentifier } = certificate;
  const revoke = useMutation(
    api.certificateLibrary.revoke.mutationOptions({
      onSuccess: () => {
        refreshLibrary();
        tellDone(t('certificateLibrary.revoked', { name: holderName }));
        onClose();
      },
      onError: (error) => tellFailure(error),
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificateLibrary.revokeTitle', { name: holderName })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === holderName) revoke.mutate({ orderId: certificate.id });
        }}
      >
        <Stack gap="md">
          <Text>{t('certificateLibrary.revokeText', { subject, profile: profileIdentifier })}</Text>
          <TextInput
            data-autofocus
            autoComplete="off"
            label={t('certificateLibrary.typeName', { name: holderName })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" color="red" disabled={typed.trim() !== holderName} loading={revoke.isPending}>
              {t('certificates.revoke')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
