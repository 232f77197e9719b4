import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Directory } from '../../../shared/contract/index.ts';
import { FormDialog } from '../../enrollment/FormDialog.tsx';
import { engine } from '../../live/client.ts';
import { tellDone } from '../../parts/notify.ts';
import { rereadDirectories } from './reread.ts';

/** Asks for the name of a directory before it goes. */
export function DeleteDirectory({ directory, onClose }: { directory: Directory; onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name, people } = directory;
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => engine.directories.remove({ directoryId: id }),
    onSuccess: async () => {
      await rereadDirectories();
      onClose();
      tellDone(t('directories.removed', { name }));
    },
  });
  return (
    <FormDialog
      title={t('directories.removeTitle', { name })}
      submit={t('directories.remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      disabled={typed.trim() !== name}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <p>{t('directories.removeText', { count: people })}</p>
      <TextInput
        data-autofocus
        label={t('directories.removeType', { name })}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
