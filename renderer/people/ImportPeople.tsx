import { Button, Checkbox, FileButton, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../carts/Carts.module.css';
import { findingText } from '../commands/finding-text.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api, engine } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { tellDone } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { readTextFile } from '../parts/text-file.ts';
import { rereadLoans } from './loan-actions.ts';

const PROBLEMS = 20;

/** Imports people from a table, after showing what that would do. */
export function ImportPeople({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [csv, setCsv] = useState('');
  const [clearEmpty, setClearEmpty] = useState(false);
  const [asked] = useDebouncedValue(csv, 200);
  const preview = useQuery({
    ...api.people.previewImport.queryOptions({ input: { csv: asked, clearEmpty } }),
    enabled: asked.trim() !== '',
    retry: false,
    gcTime: 0,
  });
  const known = csv.trim() === '' || asked !== csv ? undefined : preview.data;
  const count = (known?.created ?? 0) + (known?.changed ?? 0);
  const save = useMutation({
    mutationFn: () => engine.people.import({ csv, clearEmpty }),
    onSuccess: async (done) => {
      await rereadLoans();
      onClose();
      tellDone(t('people.imported', { count: done.created + done.changed }));
    },
  });
  return (
    <FormDialog
      title={t('people.importTitle')}
      submit={t('people.importSubmit', { count })}
      size={640}
      busy={save.isPending}
      error={save.error}
      disabled={count === 0}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <p>{t('people.importText')}</p>
      <Textarea
        label={t('people.importField')}
        data-autofocus
        autosize
        minRows={5}
        maxRows={12}
        spellCheck={false}
        value={csv}
        onChange={(event) => setCsv(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          inputProps={{ 'aria-label': t('people.chooseFile') }}
          onChange={(file) => void readTextFile(file, setCsv)}
        >
          {(button) => (
            <Button
              {...button}
              variant="default"
              size="compact-sm"
              leftSection={<IconFileImport size={14} aria-hidden />}
            >
              {t('people.chooseFile')}
            </Button>
          )}
        </FileButton>
        <Checkbox
          size="xs"
          label={t('people.clearEmpty')}
          checked={clearEmpty}
          onChange={(event) => setClearEmpty(event.currentTarget.checked)}
        />
      </div>
      {preview.isError && csv.trim() !== '' && asked === csv && (
        <StatusMark tone="needs">{errorText(preview.error)}</StatusMark>
      )}
      {known !== undefined && (
        <div role="status">
          <div className={classes.row}>
            <StatusMark tone="done">
              {t('people.created')}: {known.created}
            </StatusMark>
            <StatusMark tone="way">
              {t('people.changed')}: {known.changed}
            </StatusMark>
            <StatusMark tone="none">
              {t('people.unchanged')}: {known.unchanged}
            </StatusMark>
          </div>
          {known.problemCount > 0 && (
            <>
              <StatusMark tone="waits">{t('people.problems', { count: known.problemCount })}</StatusMark>
              <ul className={classes.list}>
                {known.problems.slice(0, PROBLEMS).map(({ line, text, reason }) => (
                  <li key={`${line} ${text}`} className={classes.soft}>
                    {t('people.line', { line, text })} · {findingText({ message: reason }, t)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </FormDialog>
  );
}
