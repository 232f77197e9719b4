import { Alert, Checkbox, FileInput, PasswordInput, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64ToBytes, bytesToBase64 } from '../../shared/catalogue/base64.ts';
import type { BundleOutcome } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { engine } from '../live/client.ts';
import { download } from '../parts/download.ts';
import { engineText } from '../parts/error-text.ts';
import { tellDone } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Policies.module.css';
import { rereadPolicies } from './policy-words.ts';

const SHORTEST = 12;

/** Hands over a file the engine made. */
export function saveFile(file: { filename: string; contentType: string; base64: string }): void {
  const bytes = base64ToBytes(file.base64);
  if (bytes !== undefined) download(file.filename, bytes as BlobPart, file.contentType);
}

/** All policies as one file; secrets are sealed by a password. */
export function ExportBundle({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [secrets, setSecrets] = useState(true);
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () => engine.policies.exportBundle({ password: secrets ? password : null }),
    onSuccess: (file) => {
      saveFile(file);
      onClose();
    },
  });
  const short = secrets && password.length < SHORTEST;
  return (
    <FormDialog
      title={t('policies.bundle.export')}
      submit={t('policies.bundle.save')}
      busy={save.isPending}
      error={save.error}
      disabled={short}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <Text>{t('policies.bundle.exportText')}</Text>
      <Checkbox
        label={t('policies.bundle.withSecrets')}
        checked={secrets}
        onChange={(event) => setSecrets(event.currentTarget.checked)}
      />
      {secrets && (
        <PasswordInput
          label={t('policies.bundle.password')}
          description={t('policies.bundle.passwordMeans', { count: SHORTEST })}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}

/** Policies and groups out of such a file: first what would happen, then it happens. */
export function ImportBundle({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [replace, setReplace] = useState(false);
  const [outcome, setOutcome] = useState<BundleOutcome>();
  const take = useMutation({
    mutationFn: async (dryRun: boolean) => {
      if (file === null) throw new Error(t('commands.chooseFile'));
      const bytes = new Uint8Array(await file.arrayBuffer());
      return engine.policies.importBundle({
        file: bytesToBase64(bytes),
        password: password === '' ? null : password,
        replace,
        dryRun,
      });
    },
    onSuccess: async (result, dryRun) => {
      setOutcome(result);
      if (dryRun) return;
      await rereadPolicies();
      tellDone(t('policies.bundle.done'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('policies.bundle.import')}
      submit={t(outcome === undefined ? 'policies.bundle.look' : 'policies.bundle.take')}
      busy={take.isPending}
      error={take.error}
      disabled={file === null}
      onClose={onClose}
      onSubmit={() => take.mutate(outcome === undefined)}
    >
      <FileInput
        label={t('policies.bundle.file')}
        placeholder={t('commands.chooseFile')}
        accept=".json"
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          setOutcome(undefined);
        }}
      />
      <PasswordInput
        label={t('policies.bundle.password')}
        description={t('policies.bundle.passwordOfFile')}
        autoComplete="off"
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setOutcome(undefined);
        }}
      />
      <Checkbox
        label={t('policies.bundle.replace')}
        checked={replace}
        onChange={(event) => {
          setReplace(event.currentTarget.checked);
          setOutcome(undefined);
        }}
      />
      {outcome !== undefined && (
        <Alert color="gray" variant="light" title={t('policies.bundle.would')} role="status">
          <ul className={classes.targets}>
            {outcome.rows.map(({ kind, name, outcome: what, reasons }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what cannot be read has no name, and the rows stay in their places
              <li key={`${kind} ${name} ${index}`}>
                <span>
                  {name}
                  {reasons.length > 0 && <span className={classes.soft}>{reasons.map(engineText).join(' ')}</span>}
                </span>
                <StatusMark tone={what === 'refused' ? 'needs' : what === 'kept' ? 'none' : 'done'}>
                  {t(`policies.bundle.outcomes.${what}`)}
                </StatusMark>
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </FormDialog>
  );
}
