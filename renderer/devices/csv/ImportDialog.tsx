import { Alert, Button, Checkbox, FileButton, Loader, Modal, Select, Text } from '@mantine/core';
import { IconFileImport, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attribute, ImportPreview } from '../../../shared/contract/index.ts';
import { number } from '../../format/quantity.ts';
import { api, engine, queryClient } from '../../live/client.ts';
import { errorText } from '../../parts/error-text.ts';
import { tellFailure } from '../../parts/notify.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { isText, textOf } from '../../parts/text-file.ts';
import { notifyWithUndo } from '../../parts/undo.tsx';
import classes from '../bulk/Bulk.module.css';
import own from './Csv.module.css';
import { ImportReport } from './ImportReport.tsx';
import { headersOf, LONGEST_CSV } from './read-table.ts';

interface Table {
  readonly id: number;
  readonly filename: string;
  readonly csv: string;
  readonly headers: readonly string[];
}

interface Mapping {
  readonly serialColumn: string | undefined;
  /** Attribute by header; null for none, left out for what its name says. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Header of the column with names, and of the one with notes; undefined for none. */
  readonly nameColumn: string | undefined;
  readonly noteColumn: string | undefined;
  readonly clearEmpty: boolean;
}

const BY_NAME: Mapping = {
  serialColumn: undefined,
  columns: {},
  nameColumn: undefined,
  noteColumn: undefined,
  clearEmpty: false,
};
const SKIP = 'skip';
const NEW = 'new';
const NAME = 'name';
const NOTE = 'note';
/** What a column can be besides an attribute. */
const OWN: ReadonlySet<string> = new Set([SKIP, NAME, NOTE]);
let tables = 0;

/** Fills custom attributes from a table, names devices and writes notes about them: choose it, say what its columns are, see what would change, do it. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [table, setTable] = useState<Table>();
  const [problem, setProblem] = useState<string>();

  const read = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return;
    if (file.size > LONGEST_CSV * 4) return setProblem(t('csv.import.tooLarge'));
    const csv = textOf(await file.arrayBuffer());
    const headers = isText(csv) ? headersOf(csv) : [];
    if (csv.length > LONGEST_CSV) setProblem(t('csv.import.tooLarge'));
    else if (!isText(csv)) setProblem(t('csv.file.noText'));
    else if (headers.length < 2) setProblem(t('csv.import.noTable'));
    else setTable({ id: ++tables, filename: file.name, csv, headers });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={table === undefined ? 480 : 720}
      title={table === undefined ? t('csv.import.title') : t('csv.import.titleOf', { filename: table.filename })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {table === undefined ? (
        <fieldset
          className={own.drop}
          aria-label={t('csv.import.title')}
          onDragOver={(event: DragEvent) => event.preventDefault()}
          onDrop={(event: DragEvent) => {
            event.preventDefault();
            void read(event.dataTransfer.files[0]);
          }}
        >
          <IconFileImport size={32} stroke={1.5} aria-hidden />
          <Text>{t('csv.import.text')}</Text>
          <Text size="xs" c="dimmed">
            {t('csv.import.format')}
          </Text>
          <FileButton onChange={(file) => void read(file)} accept=".csv,.tsv,.txt,text/csv">
            {(props) => (
              <Button {...props} data-autofocus leftSection={<IconUpload size={16} aria-hidden />}>
                {t('csv.import.choose')}
              </Button>
            )}
          </FileButton>
          {problem !== undefined && (
            <span role="alert">
              <StatusMark tone="needs">{problem}</StatusMark>
            </span>
          )}
        </fieldset>
      ) : (
        <Plan key={table.id} table={table} onOther={() => setTable(undefined)} onClose={onClose} />
      )}
    </Modal>
  );
}

function Plan({ table, onOther, onClose }: { table: Table; onOther: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState(BY_NAME);
  const [result, setResult] = useState<ImportPreview>();
  const attributes = useQuery(api.attributes.list.queryOptions()).data ?? [];
  const input = {
    csv: table.csv,
    ...(mapping.serialColumn === undefined ? {} : { serialColumn: mapping.serialColumn }),
    ...(mapping.nameColumn === undefined ? {} : { nameColumn: mapping.nameColumn }),
    ...(mapping.noteColumn === undefined ? {} : { noteColumn: mapping.noteColumn }),
    columns: mapping.columns,
    clearEmpty: mapping.clearEmpty,
  };
  const preview = useQuery({
    queryKey: ['import-preview', table.id, mapping, attributes],
    queryFn: ({ signal }) => engine.attributes.previewImport(input, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  const bring = useMutation({
    mutationFn: () => engine.attributes.import(input),
    onSuccess: (done) => {
      setResult(done);
      const message = t('csv.import.done', {
        count: done.changes,
        devices: t('devices.count', { count: done.devices }),
      });
      const { former, formerNames: names, notes } = done;
      if (former !== null && former.length + names.length + notes.length > 0)
        notifyWithUndo(message, () => engine.attributes.restore({ values: former, names, notes }));
    },
    onError: (error) => tellFailure(error, t('csv.import.failed')),
  });
  const define = useMutation({
    mutationFn: (name: string) => engine.attributes.create({ name, type: 'text' }),
    onSuccess: (made, header) => {
      void queryClient.invalidateQueries({ queryKey: api.attributes.list.key() });
      setMapping((now) => ({ ...now, columns: { ...now.columns, [header]: made.id } }));
    },
    onError: (error) => tellFailure(error),
  });

  if (result !== undefined)
    return (
      <>
        <ImportReport preview={result} attributes={attributes} done />
        <div className={classes.foot}>
          <span />
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      </>
    );

  const serial = mapping.serialColumn ?? preview.data?.serialColumn;
  const choose = (header: string, value: string | null): void => {
    if (value === NEW) define.mutate(header);
    else
      setMapping((now) => ({
        ...now,
        // One column holds the names, and one the notes.
        nameColumn: value === NAME ? header : now.nameColumn === header ? undefined : now.nameColumn,
        noteColumn: value === NOTE ? header : now.noteColumn === header ? undefined : now.noteColumn,
        columns: { ...now.columns, [header]: value === null || OWN.has(value) ? null : value },
      }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!preview.isPlaceholderData && (preview.data?.changes ?? 0) > 0) bring.mutate();
      }}
    >
      <div className={own.mapping}>
        <Select
          label={t('csv.import.serialColumn')}
          placeholder={t('csv.import.chooseColumn')}
          data={[...new Set(table.headers)]}
          value={serial ?? null}
          allowDeselect={false}
          onChange={(value) => setMapping((now) => ({ ...now, serialColumn: value ?? undefined }))}
        />
        {[...new Set(table.headers)]
          .filter((header) => header !== serial)
          .map((header) => (
            <Column
              key={header}
              header={header}
              attributes={attributes}
              value={targetOf(header, mapping, attributes)}
              onChoose={(value) => choose(header, value)}
            />
          ))}
      </div>
      <Checkbox
        mt="sm"
        size="xs"
        label={t('csv.import.clearEmpty')}
        checked={mapping.clearEmpty}
        onChange={(event) => setMapping({ ...mapping, clearEmpty: event.currentTarget.checked })}
      />
      <div className={own.preview} data-outdated={preview.isPlaceholderData || undefined}>
        {preview.isError ? (
          <Alert color="yellow" variant="light" role="alert">
            {errorText(preview.error)}
          </Alert>
        ) : preview.data === undefined ? (
          <Loader size="sm" aria-label={t('common.loading')} />
        ) : (
          <ImportReport preview={preview.data} attributes={attributes} />
        )}
      </div>
      <div className={classes.foot}>
        <Button variant="subtle" color="gray" onClick={onOther}>
          {t('csv.import.other')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type="submit"
          loading={bring.isPending}
          disabled={preview.isPlaceholderData || (preview.data?.changes ?? 0) === 0}
        >
          {(preview.data?.changes ?? 0) === 0
            ? t('csv.import.nothing')
            : t('csv.import.submit', { count: preview.data?.changes ?? 0 })}
        </Button>
      </div>
    </form>
  );
}

/** The attribute a column fills: the chosen one, else the one of the same name. */
function targetOf(header: string, mapping: Mapping, attributes: readonly Attribute[]): string | null {
  if (header === mapping.nameColumn) return NAME;
  if (header === mapping.noteColumn) return NOTE;
  const chosen = mapping.columns[header];
  if (chosen !== undefined) return chosen;
  return attributes.find(({ name }) => name.toLowerCase() === header.toLowerCase())?.id ?? null;
}

function Column(props: {
  header: string;
  attributes: readonly Attribute[];
  value: string | null;
  onChoose: (value: string | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const { header, attributes } = props;
  const exists = attributes.some(({ name }) => name.toLowerCase() === header.toLowerCase());
  return (
    <Select
      label={header}
      value={props.value ?? SKIP}
      allowDeselect={false}
      searchable={attributes.length > 8}
      onChange={props.onChoose}
      data={[
        { value: SKIP, label: t('csv.import.skip') },
        { value: NAME, label: t('csv.import.asName') },
        { value: NOTE, label: t('csv.import.asNote') },
        ...attributes.map(({ id, name, devices }) => ({
          value: id,
          label: devices === 0 ? name : `${name} (${number(devices, i18n.language)})`,
        })),
        ...(exists ? [] : [{ value: NEW, label: t('csv.import.newAttribute', { name: header }) }]),
      ]}
    />
  );
}
