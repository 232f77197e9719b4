import { Alert, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytesToBase64 } from '../../shared/catalogue/base64.ts';
import type { ReadFile } from '../../shared/contract/index.ts';
import { payloadsOf } from '../../shared/payloads/index.ts';
import { translateContent } from '../../shared/variables/index.ts';
import { findingText } from '../commands/finding-text.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { engine } from '../live/client.ts';
import { Facts } from '../parts/Facts.tsx';
import { tellDone } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { profileOf } from './content-json.ts';
import type { Profile } from './editor/draft.ts';
import { ImportVariables } from './ImportVariables.tsx';
import classes from './Policies.module.css';
import { rereadPolicies } from './policy-words.ts';

const LARGEST = 32_000_000;
const FINDINGS = 6;

/** A file as the engine read it. */
export interface ReadProfile {
  readonly filename: string;
  readonly base64: string;
  readonly file: ReadFile;
}

/** Has the engine look into a `.mobileconfig`, whatever is around it. */
export async function readProfileFile(file: File): Promise<ReadProfile> {
  const base64 = bytesToBase64(new Uint8Array(await file.arrayBuffer()));
  if (base64.length > LARGEST) throw new Error(`${file.name}: > 24 MB`);
  return { filename: file.name, base64, file: await engine.policies.read({ file: base64 }) };
}

/** What is in a file, and what to make of it: a policy sent untouched when others signed it, else one to edit. */
export function ImportProfile(props: {
  read: ReadProfile;
  onEdit: (profile: Profile, name: string) => void;
  onDone: (policyId: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { read, onEdit, onDone, onClose } = props;
  const { file } = read;
  const profile = profileOf(file.content);
  const [name, setName] = useState(file.name ?? read.filename.replace(/\.[^.]+$/, ''));
  const signed = file.wrappings.filter((each) => each.kind === 'signed');
  const [takenOff, setTakenOff] = useState(false);
  const untouched = (signed.length > 0 && !takenOff) || file.closed;
  const foreign = useMemo(() => translateContent(profileOf(file.content)), [file.content]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const edit = (): void => {
    const wanted = foreign.translated.flatMap(({ from }) => (left.has(from) ? [] : [from]));
    onEdit(translateContent(profile, new Set(wanted)).result, name);
  };
  const take = useMutation({
    mutationFn: () => engine.policies.import({ file: read.base64, name, publish: { how: 'not-yet' } }),
    async onSuccess(made) {
      await rereadPolicies();
      tellDone(t('policies.save.done', { name: made.name, version: made.newestVersion }));
      onDone(made.id);
    },
  });
  const problems = file.findings.filter(({ severity }) => severity !== 'info');
  return (
    <FormDialog
      title={t('policies.import.dialog', { name: read.filename })}
      submit={t(untouched ? 'policies.import.untouched' : 'policies.import.edit')}
      busy={take.isPending}
      error={take.error}
      disabled={name.trim() === ''}
      size={580}
      onClose={onClose}
      onSubmit={() => (untouched ? take.mutate() : edit())}
    >
      <Facts
        facts={[
          {
            label: t('profileEditor.topKeys.PayloadIdentifier.title'),
            value: <span className="mono">{file.identifier ?? '–'}</span>,
          },
          {
            label: t('policies.import.around'),
            value:
              file.wrappings.length === 0
                ? t('policies.import.plain')
                : file.wrappings
                    .map((each) =>
                      each.kind === 'signed'
                        ? t('policies.import.signedBy', { name: each.signer })
                        : t('policies.import.encrypted'),
                    )
                    .join(', '),
          },
          { label: t('policies.import.format'), value: file.format === 'xml' ? 'XML' : t('policies.import.binary') },
          {
            label: t('policies.import.parts'),
            value:
              payloadsOf(profile)
                .map(({ payload }) => String(payload.PayloadType))
                .join(', ') || '–',
          },
        ]}
      />
      {untouched && (
        <Alert color="blue" variant="light">
          {t(file.closed ? 'policies.import.closed' : 'policies.import.signedMeans')}{' '}
          {!file.closed && foreign.translated.length > 0 && t('importVariables.signed')}
        </Alert>
      )}
      {signed.length > 0 && !file.closed && (
        <Checkbox
          label={t('importVariables.takeOff')}
          checked={takenOff}
          onChange={(event) => setTakenOff(event.currentTarget.checked)}
        />
      )}
      <TextInput
        data-autofocus
        label={t('policies.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {!untouched && <ImportVariables found={foreign} left={left} onLeft={setLeft} />}
      {problems.length > 0 && (
        <div>
          <StatusMark tone="waits">{t('policies.import.findings', { count: problems.length })}</StatusMark>
          <ul className={classes.soft}>
            {problems.slice(0, FINDINGS).map(({ path, message }) => (
              <li key={`${path} ${message}`}>{findingText({ message }, t)}</li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  );
}
