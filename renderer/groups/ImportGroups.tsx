import { Alert, Button, FileButton, Switch, Table } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tone } from '../../shared/catalogue/event-tones.ts';
import type { GroupImport } from '../../shared/contract/index.ts';
import { FormDialog } from '../enrollment/FormDialog.tsx';
import { api } from '../live/client.ts';
import { engineText, errorText } from '../parts/error-text.ts';
import { tellDone } from '../parts/notify.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { readTextFile } from '../parts/text-file.ts';
import { rereadGroups } from './group-actions.ts';

const TONE: Readonly<Record<GroupImport['rows'][number]['outcome'], Tone>> = {
  created: 'done',
  replaced: 'way',
  kept: 'none',
  refused: 'needs',
};

/** Makes groups out of a file, after a look at what that would do. */
export function ImportGroups({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [replace, setReplace] = useState(false);
  const trial = useQuery({
    ...api.groups.import.queryOptions({ input: { text: file?.text ?? '', replace, dryRun: true } }),
    enabled: file !== undefined,
    retry: false,
    gcTime: 0,
  });
  const made = (rows: GroupImport['rows']): number =>
    rows.filter(({ outcome }) => outcome === 'created' || outcome === 'replaced').length;
  const run = useMutation(
    api.groups.import.mutationOptions({
      async onSuccess({ rows }) {
        await rereadGroups();
        tellDone(t('groups.import.done', { count: made(rows) }));
        onClose();
      },
    }),
  );
  const rows = trial.data?.rows;
  return (
    <FormDialog
      title={t('groups.import.title')}
      submit={rows === undefined ? t('groups.import.run') : t('groups.import.runCount', { count: made(rows) })}
      busy={run.isPending}
      disabled={rows === undefined || made(rows) === 0}
      error={run.error}
      size={680}
      onClose={onClose}
      onSubmit={() => run.mutate({ text: file?.text ?? '', replace, dryRun: false })}
    >
      <div>
        <FileButton
          accept=".json,application/json"
          inputProps={{ 'aria-label': t('groups.import.file') }}
          onChange={(chosen) => void readTextFile(chosen, (text, name) => setFile({ name, text }), 20_000_000)}
        >
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
              {file?.name ?? t('groups.import.file')}
            </Button>
          )}
        </FileButton>
      </div>
      <Switch
        label={t('groups.import.replace')}
        description={t('groups.import.replaceHint')}
        checked={replace}
        onChange={(event) => setReplace(event.currentTarget.checked)}
      />
      {trial.isError && (
        <Alert color="red" variant="light" role="alert">
          {errorText(trial.error)}
        </Alert>
      )}
      {rows !== undefined && (
        <Table aria-label={t('groups.import.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('groups.name')}</Table.Th>
              <Table.Th scope="col">{t('groups.kind')}</Table.Th>
              <Table.Th scope="col">{t('groups.import.outcome')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a file may name a group twice, and its lines stay in their places
              <Table.Tr key={`${row.name}-${index}`}>
                <Table.Td>{row.name}</Table.Td>
                <Table.Td>{row.kind === null ? '–' : t(`groups.kinds.${row.kind}`)}</Table.Td>
                <Table.Td>
                  <StatusMark tone={TONE[row.outcome]}>
                    {t(`groups.import.outcomes.${row.outcome}`)}
                    {row.reason !== null && `: ${engineText(row.reason)}`}
                    {row.missing > 0 && ` · ${t('groups.import.missing', { count: row.missing })}`}
                  </StatusMark>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </FormDialog>
  );
}
