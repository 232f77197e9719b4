import { Alert, Button, FileButton, Group, Select, Switch, Table, Text, Textarea } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../shared/contract/index.ts';
import { api, queryClient } from '../live/client.ts';
import { csvFile } from '../parts/csv-file.ts';
import { download } from '../parts/download.ts';
import { errorText } from '../parts/error-text.ts';
import { SkeletonLines } from '../parts/LoadingPage.tsx';
import { tellDone } from '../parts/notify.ts';
import { readTextFile } from '../parts/text-file.ts';
import classes from './Enrollment.module.css';
import { InvitationChoice } from './ExpectDevice.tsx';
import {
  EXPECTED_FIELDS,
  type ExpectedMapping,
  guessMapping,
  type ListTable,
  lineInFile,
  mappedCsv,
  readTable,
} from './expected-csv.ts';
import { FormDialog } from './FormDialog.tsx';

const PREVIEW = 3;
const PROBLEMS_SHOWN = 100;

/** Takes a list of serial numbers: from a file or pasted, its columns named, looked over before anything is written. */
export function ImportExpected({ invitations, onClose }: { invitations: readonly Invitation[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [mapped, setMapped] = useState<{ text: string; mapping: ExpectedMapping }>();
  const [invitationId, setInvitationId] = useState<string | null>(null);
  const [replace, setReplace] = useState(false);
  const table = useMemo(() => readTable(text), [text]);
  // A choice of columns belongs to the list it was made for.
  const mapping = mapped?.text === text ? mapped.mapping : guessMapping(table);
  const csv = mappedCsv(table, mapping);
  const ready = table.rows.length > 0 && mapping.serialNumber !== null;
  const trial = useQuery({
    ...api.enrollment.importExpected.queryOptions({ input: { csv, invitationId, replace, dryRun: true } }),
    enabled: ready,
    gcTime: 0,
  });
  const run = useMutation(
    api.enrollment.importExpected.mutationOptions({
      onSuccess: async ({ added, changed }) => {
        await queryClient.invalidateQueries({ queryKey: api.enrollment.key() });
        tellDone(t('expected.imported', { count: added + changed }));
        onClose();
      },
    }),
  );
  const outcome = ready ? trial.data : undefined;
  const work = outcome === undefined ? 0 : outcome.added + outcome.changed + outcome.removed;
  return (
    <FormDialog
      title={t('expected.import')}
      submit={
        outcome === undefined ? t('expected.run') : t('expected.runCount', { count: outcome.added + outcome.changed })
      }
      busy={run.isPending}
      disabled={outcome === undefined || work === 0}
      danger={replace && (outcome?.removed ?? 0) > 0}
      error={run.error}
      size={760}
      onClose={onClose}
      onSubmit={() => run.mutate({ csv, invitationId, replace })}
    >
      <Group gap="xs">
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          inputProps={{ 'aria-label': t('expected.file') }}
          onChange={(file) => void readTextFile(file, setText)}
        >
          {(button) => (
            <Button {...button} leftSection={<IconFileImport size={16} aria-hidden />}>
              {t('expected.file')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() =>
            download(
              'expected-devices-template.csv',
              csvFile([
                ['serial', 'name', 'person'],
                ['DMPXK0AAAAAA', t('expected.template.name'), t('expected.template.person')],
              ]),
              'text/csv',
            )
          }
        >
          {t('expected.template.action')}
        </Button>
      </Group>
      <Textarea
        label={t('expected.paste')}
        description={t('expected.pasteHint')}
        minRows={3}
        maxRows={4}
        autosize
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group grow align="flex-start">
        <InvitationChoice invitations={invitations} value={invitationId} onChange={setInvitationId} />
        <Switch
          mt={22}
          label={t('expected.replace')}
          description={t('expected.replaceHint')}
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
      </Group>
      {table.rows.length > 0 && (
        <Columns table={table} mapping={mapping} onChange={(next) => setMapped({ text, mapping: next })} />
      )}
      {ready && trial.isError && (
        <Alert color="red" variant="light" role="alert">
          {errorText(trial.error)}
        </Alert>
      )}
      {ready && trial.isPending && <SkeletonLines count={2} />}
      {outcome !== undefined && (
        <div aria-live="polite">
          <ul className={classes.outcome}>
            {(['added', 'changed', 'unchanged', 'removed'] as const)
              .filter((each) => outcome[each] > 0 || each === 'added')
              .map((each) => (
                <li key={each} data-removed={each === 'removed' || undefined}>
                  {t(`expected.outcome.${each}`, { count: outcome[each] })}
                </li>
              ))}
          </ul>
          {outcome.problems.length > 0 && (
            <Alert color="yellow" variant="light" title={t('expected.cannot', { count: outcome.problems.length })}>
              <ul className={classes.problems}>
                {outcome.problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
                  <li key={problem.line}>
                    {t('expected.line', { line: lineInFile(table, problem) })}:{' '}
                    {t(`expected.problems.${problem.reason}`)}{' '}
                    <span className="mono">{problem.text.replace(/(, )+$/, '')}</span>
                  </li>
                ))}
              </ul>
            </Alert>
          )}
        </div>
      )}
    </FormDialog>
  );
}

/** Which column is which, with the first lines to see whether that is right. */
function Columns(props: { table: ListTable; mapping: ExpectedMapping; onChange: (mapping: ExpectedMapping) => void }) {
  const { t } = useTranslation();
  const { table, mapping } = props;
  const columns = Array.from({ length: table.columns }, (_, index) => ({
    value: String(index),
    label: table.headings?.[index]?.trim() || t('expected.column', { number: index + 1 }),
  }));
  return (
    <div>
      <Group grow align="flex-end">
        {EXPECTED_FIELDS.map((field) => (
          <Select
            key={field}
            label={t(`expected.fields.${field}`)}
            placeholder={t('expected.noColumn')}
            clearable={field !== 'serialNumber'}
            clearButtonProps={{ 'aria-label': t('expected.noColumn') }}
            allowDeselect={false}
            value={mapping[field] === null ? null : String(mapping[field])}
            onChange={(next) => props.onChange({ ...mapping, [field]: next === null ? null : Number(next) })}
            data={columns}
          />
        ))}
      </Group>
      <Table mt="xs" fz={12} aria-label={t('expected.preview')}>
        <Table.Thead>
          <Table.Tr>
            {EXPECTED_FIELDS.map((field) => (
              <Table.Th key={field} scope="col">
                {t(`expected.fields.${field}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.slice(0, PREVIEW).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file have no other identity
            <Table.Tr key={index}>
              {EXPECTED_FIELDS.map((field) => {
                const column = mapping[field];
                return <Table.Td key={field}>{column === null ? '' : row[column]}</Table.Td>;
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {table.rows.length > PREVIEW && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('expected.more', { count: table.rows.length - PREVIEW })}
        </Text>
      )}
    </div>
  );
}
