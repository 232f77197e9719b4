import { Alert, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Publishing } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { PUBLISH_AT_ONCE, type PublishDraft, PublishFields, publishingOf } from './PublishFields.tsx';

export interface SaveOrder {
  /** Of a new policy. */
  readonly name: string;
  readonly note: string;
  readonly publish: Publishing;
}

/** Asks what is new and how it goes out before a version is saved. */
export function SaveDialog(props: {
  /** The name of a new policy; undefined for a new version. */
  name: string | undefined;
  /** How many things refuse it: a device would not take it. */
  refusals: number;
  busy: boolean;
  error: unknown;
  onSave: (order: SaveOrder) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { refusals } = props;
  const [name, setName] = useState(props.name ?? '');
  const [note, setNote] = useState('');
  const [draft, setDraft] = useState<PublishDraft>(
    refusals > 0 ? { ...PUBLISH_AT_ONCE, how: 'not-yet' } : PUBLISH_AT_ONCE,
  );
  const publish = publishingOf(draft);
  const isNew = props.name !== undefined;
  return (
    <FormDialog
      title={t(isNew ? 'policies.save.newTitle' : 'policies.save.title')}
      submit={t('policies.save.action')}
      busy={props.busy}
      error={props.error}
      disabled={publish === undefined || (isNew && name.trim() === '')}
      size={580}
      onClose={props.onClose}
      onSubmit={() => publish !== undefined && props.onSave({ name: name.trim(), note: note.trim(), publish })}
    >
      {refusals > 0 && (
        <Alert color="yellow" variant="light">
          {t('policies.save.refusals', { count: refusals })}
        </Alert>
      )}
      {isNew && (
        <TextInput
          label={t('policies.name')}
          withAsterisk
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('policies.save.note')}
        placeholder={t('policies.save.noteHint')}
        autosize
        minRows={1}
        maxRows={4}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        {...(isNew ? {} : { 'data-autofocus': true })}
      />
      <PublishFields value={draft} onChange={setDraft} />
    </FormDialog>
  );
}
