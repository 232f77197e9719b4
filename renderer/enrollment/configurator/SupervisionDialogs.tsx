import { Alert, FileInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytesToBase64 } from '../../../shared/catalogue/index.ts';
import { type ConfiguratorOrganization, configuratorOrganization } from '../../../shared/contract/configurator.ts';
import { api, engine } from '../../live/client.ts';
import { tellDone } from '../../parts/notify.ts';
import { keepFile } from '../downloads.ts';
import { FormDialog } from '../FormDialog.tsx';
import { takeConfigurator } from './take.ts';

const SHORTEST_PASSPHRASE = 8;

/** What supervised devices show of whom they belong to. */
export function OrganizationForm(props: { organization: ConfiguratorOrganization; onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(props.organization);
  const [attempted, setAttempted] = useState(false);
  const wrong = new Set(configuratorOrganization.safeParse(draft).error?.issues.map(({ path }) => path[0]));
  const save = useMutation(
    api.enrollment.setConfiguratorOrganization.mutationOptions({
      onSuccess(fresh) {
        takeConfigurator(fresh);
        props.onClose();
      },
    }),
  );
  const problem = (field: 'name' | 'email'): string | undefined =>
    attempted && wrong.has(field) ? t(`configurator.organization.wrong.${field}`) : undefined;
  const change = (part: Partial<ConfiguratorOrganization>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <FormDialog
      title={t('configurator.organization.title')}
      submit={t('common.save')}
      busy={save.isPending}
      error={save.error}
      onClose={props.onClose}
      onSubmit={() => {
        setAttempted(true);
        if (wrong.size === 0) save.mutate(draft);
      }}
    >
      {(['name', 'department', 'phone', 'email'] as const).map((field) => (
        <TextInput
          key={field}
          label={t(`configurator.organization.${field}`)}
          required={field === 'name'}
          type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
          value={draft[field]}
          error={field === 'name' || field === 'email' ? problem(field) : undefined}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        label={t('configurator.organization.address')}
        autosize
        minRows={2}
        value={draft.address}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
    </FormDialog>
  );
}

/** The identity as a file for a keychain, under a passphrase that is chosen here. */
export function ExportIdentity({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  const [attempted, setAttempted] = useState(false);
  const short = passphrase.length < SHORTEST_PASSPHRASE;
  const different = passphrase !== repeat;
  const save = useMutation({
    mutationFn: () => engine.enrollment.exportSupervisionIdentity({ passphrase }),
    onSuccess(file) {
      keepFile(file);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('configurator.identity.export')}
      submit={t('common.download')}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => {
        setAttempted(true);
        if (!short && !different) save.mutate();
      }}
    >
      <Alert color="yellow" variant="light">
        {t('configurator.identity.exportHint')}
      </Alert>
      <PasswordInput
        label={t('configurator.identity.passphrase')}
        autoComplete="new-password"
        value={passphrase}
        error={attempted && short ? t('configurator.identity.tooShort') : undefined}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('configurator.identity.again')}
        autoComplete="new-password"
        value={repeat}
        error={attempted && different ? t('configurator.identity.different') : undefined}
        onChange={(event) => setRepeat(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** What is lost by replacing, and the name that has to be typed for it. */
function ReplaceWarning(props: { name: string; typed: string; onType: (typed: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert color="red" variant="light" title={t('configurator.identity.replaces.title')}>
        {t('configurator.identity.replaces.text')}
      </Alert>
      <TextInput
        label={t('configurator.identity.replaces.type', { name: props.name })}
        autoComplete="off"
        value={props.typed}
        onChange={(event) => props.onType(event.currentTarget.value)}
      />
    </>
  );
}

/** Makes another identity; the one there is goes. */
export function ReplaceIdentity({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const create = useMutation(
    api.enrollment.createSupervisionIdentity.mutationOptions({
      onSuccess(fresh) {
        takeConfigurator(fresh);
        tellDone(t('configurator.identity.created'));
        onClose();
      },
    }),
  );
  return (
    <FormDialog
      title={t('configurator.identity.replace')}
      submit={t('configurator.identity.replace')}
      danger
      busy={create.isPending}
      disabled={typed !== name}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate({ replace: true })}
    >
      <ReplaceWarning name={name} typed={typed} onType={setTyped} />
    </FormDialog>
  );
}

/** @param replaces name of the organization whose identity goes; null when there is none yet */
export function ImportIdentity({ replaces, onClose }: { replaces: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [typed, setTyped] = useState('');
  const read = async (chosen: File): Promise<string> => bytesToBase64(new Uint8Array(await chosen.arrayBuffer()));
  const run = useMutation({
    mutationFn: async (chosen: File) =>
      engine.enrollment.importSupervisionIdentity({
        file: await read(chosen),
        ...(key === null ? {} : { key: await read(key) }),
        ...(passphrase === '' ? {} : { passphrase }),
        replace: replaces !== null,
      }),
    onSuccess(fresh) {
      takeConfigurator(fresh);
      tellDone(t('configurator.identity.importDone'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('configurator.identity.import')}
      submit={t('configurator.identity.importRun')}
      danger={replaces !== null}
      busy={run.isPending}
      disabled={file === null || (replaces !== null && typed !== replaces)}
      error={run.error}
      onClose={onClose}
      onSubmit={() => {
        if (file !== null) run.mutate(file);
      }}
    >
      <FileInput
        label={t('configurator.identity.file')}
        description={t('configurator.identity.fileHint')}
        accept=".p12,.pfx,.pem,.crt,.cer,.der"
        value={file}
        onChange={setFile}
      />
      <FileInput
        label={t('configurator.identity.key')}
        description={t('configurator.identity.keyHint')}
        accept=".der,.key,.pem"
        clearable
        value={key}
        onChange={setKey}
      />
      <PasswordInput
        label={t('configurator.identity.passphrase')}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      {replaces !== null && <ReplaceWarning name={replaces} typed={typed} onType={setTyped} />}
    </FormDialog>
  );
}
