import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Blueprint } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api } from '../live/client.ts';

/** Before another version is saved: what is new in it, and for how many devices it begins at once. */
export function NoteDialog(props: {
  before: Blueprint;
  busy: boolean;
  error: unknown;
  onSave: (note: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const { id, version } = props.before;
  const linked = useQuery(api.blueprints.devices.queryOptions({ input: { blueprintId: id } })).data ?? [];
  const following = linked.filter(({ follows }) => follows).length;
  const title = t('blueprints.saveAs', { version: version + 1 });
  return (
    <FormDialog
      title={title}
      submit={title}
      busy={props.busy}
      error={props.error}
      onClose={props.onClose}
      onSubmit={() => props.onSave(note.trim())}
    >
      <TextInput
        label={t('blueprints.note')}
        description={t('blueprints.noteHint')}
        data-autofocus
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {following > 0 && <p>{t('blueprints.noteFollows', { count: following })}</p>}
    </FormDialog>
  );
}
