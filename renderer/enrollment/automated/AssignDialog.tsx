import { Alert, Button, FileButton, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AutomatedProfile } from '../../../shared/contract/index.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { tellDone } from '../../parts/notify.ts';
import { readTextFile } from '../../parts/text-file.ts';
import { FormDialog } from '../FormDialog.tsx';

const PROBLEMS_SHOWN = 20;
const PAUSE_MS = 300;

/** Puts serial numbers on the list of a profile: pasted or from a file, looked over before anything is written. */
export function AssignDialog({ profile, onClose }: { profile: AutomatedProfile; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [csv] = useDebouncedValue(text.trim(), PAUSE_MS);
  const input = { profileId: profile.id, csv };
  const trial = useQuery({
    ...api.enrollment.assignAutomated.queryOptions({ input: { ...input, dryRun: true } }),
    enabled: csv !== '',
    gcTime: 0,
  });
  const run = useMutation({
    mutationFn: () => engine.enrollment.assignAutomated({ profileId: profile.id, csv: text }),
    onSuccess: async ({ assigned, moved }) => {
      await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
      tellDone(t('automated.assign.done', { count: assigned + moved }));
      onClose();
    },
  });
  const found = csv === '' ? undefined : trial.data;
  const count = found === undefined ? 0 : found.assigned + found.moved;
  return (
    <FormDialog
      title={t('automated.assign.title', { name: profile.name })}
      submit={t('automated.assign.submit', { count })}
      busy={run.isPending}
      error={run.error ?? trial.error}
      disabled={count === 0}
      onClose={onClose}
      onSubmit={() => run.mutate()}
    >
      <Textarea
        data-autofocus
        label={t('automated.assign.list')}
        description={t('automated.assign.hint')}
        autosize
        minRows={6}
        maxRows={12}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void readTextFile(file, setText)}>
        {(open) => (
          <Button {...open} w="fit-content" variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
            {t('automated.assign.file')}
          </Button>
        )}
      </FileButton>
      {found !== undefined && (
        <Text role="status">
          {t('automated.assign.will', {
            assigned: found.assigned,
            moved: found.moved,
            unchanged: found.unchanged,
          })}
        </Text>
      )}
      {found !== undefined && found.problems.length > 0 && (
        <Alert color="yellow" variant="light">
          <ul>
            {found.problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => (
              <li key={line}>{t('automated.assign.problem', { line, text: t(`expected.problems.${reason}`) })}</li>
            ))}
          </ul>
        </Alert>
      )}
    </FormDialog>
  );
}
