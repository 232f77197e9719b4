import { Button, Modal, NumberInput, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenamePreview, RenameRow } from '../../../shared/contract/index.ts';
import { NAME_PLACEHOLDERS, parseNamePattern } from '../../../shared/name-pattern.ts';
import { findingText } from '../../commands/finding-text.ts';
import { engine } from '../../live/client.ts';
import { errorText } from '../../parts/error-text.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import classes from './Bulk.module.css';
import { startRename } from './run-rename.ts';
import { ScrollingTable } from './ScrollingTable.tsx';

const PAUSE_MS = 200;
/** The engine previews so many at once. */
const PREVIEWED = 10_000;
/** So many lines are drawn. */
const SHOWN = 200;

/** Names for many devices by a pattern, each shown before it is given. */
export function RenameDialog(props: {
  ids: ReadonlySet<string> /** To begin with. */;
  pattern?: string;
  onClose: () => void;
}) {
  const { ids, onClose } = props;
  const { t } = useTranslation();
  const dialog = useId();
  const [pattern, setPattern] = useState(props.pattern ?? '');
  const [start, setStart] = useState(1);
  const field = useRef<HTMLInputElement>(null);
  const all = useMemo(() => [...ids], [ids]);
  const [asked] = useDebouncedValue(pattern.trim(), PAUSE_MS);
  const [from] = useDebouncedValue(start, PAUSE_MS);
  const parsed = parseNamePattern(pattern.trim());
  const wrong = 'problem' in parsed ? parsed : undefined;
  const preview = useQuery({
    queryKey: ['rename-preview', dialog, asked, from],
    queryFn: ({ signal }) =>
      engine.devices.previewRename({ deviceIds: all.slice(0, PREVIEWED), pattern: asked, start: from }, { signal }),
    enabled: asked !== '' && !('problem' in parseNamePattern(asked)),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
  });
  const names = pattern.trim() === '' || wrong !== undefined ? undefined : preview.data;
  const current = names !== undefined && !preview.isPlaceholderData && asked === pattern.trim() && from === start;

  const insert = (placeholder: string): void => {
    const at = field.current?.selectionStart ?? pattern.length;
    setPattern(pattern.slice(0, at) + placeholder + pattern.slice(field.current?.selectionEnd ?? at));
    field.current?.focus();
  };
  const submit = (): void => {
    if (!current || names.renamed === 0) return;
    startRename(all, asked, from, t);
    onClose();
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={t('bulk.rename.title', { count: ids.size })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div style={{ display: 'flex', gap: 12, alignItems: 'flex-start' }}>
          <TextInput
            ref={field}
            data-autofocus
            style={{ flex: 1 }}
            label={t('bulk.rename.pattern')}
            placeholder="Cart A - {n:02}"
            value={pattern}
            maxLength={200}
            error={wrong && t(`bulk.rename.wrong.${wrong.code}`, { token: wrong.token })}
            onChange={(event) => setPattern(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <NumberInput
            w={120}
            label={t('bulk.rename.start')}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            value={start}
            onChange={(value) => setStart(typeof value === 'number' ? value : 1)}
          />
        </div>
        <fieldset
          className={classes.chips}
          aria-label={t('bulk.rename.placeholders')}
          style={{ border: 0, padding: 0 }}
        >
          {NAME_PLACEHOLDERS.map((placeholder) => (
            <Button
              key={placeholder}
              variant="default"
              size="compact-sm"
              className="mono"
              title={t(`bulk.rename.about.${PLACEHOLDER_TEXTS[placeholder] ?? 'n'}`)}
              onClick={() => insert(placeholder)}
            >
              {placeholder}
            </Button>
          ))}
        </fieldset>
        <div style={{ marginTop: 16, minHeight: 200 }}>
          {preview.isError && names === undefined && wrong === undefined && pattern.trim() !== '' ? (
            <StatusMark tone="needs">{errorText(preview.error)}</StatusMark>
          ) : names === undefined ? (
            <Text c="dimmed">{t('bulk.rename.hint')}</Text>
          ) : (
            <Names names={names} rest={all.length - PREVIEWED} />
          )}
        </div>
        <div className={classes.foot}>
          <span className={classes.hint}>{t('bulk.rename.order')}</span>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!current || names.renamed === 0}>
            {current ? t('bulk.rename.submit', { count: names.renamed }) : t('bulk.rename.action')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const PLACEHOLDER_TEXTS: Readonly<
  Record<string, 'n' | 'n2' | 'serial' | 'serial4' | 'model' | 'family' | 'name' | 'os' | 'cart' | 'slot' | 'person'>
> = {
  '{n}': 'n',
  '{n:02}': 'n2',
  '{serial}': 'serial',
  '{serial:-4}': 'serial4',
  '{model}': 'model',
  '{family}': 'family',
  '{name}': 'name',
  '{os}': 'os',
  '{cart}': 'cart',
  '{slot:02}': 'slot',
  '{person}': 'person',
};

function Names({ names, rest }: { names: RenamePreview; rest: number }) {
  const { t } = useTranslation();
  // What needs somebody comes first; the others follow in their order.
  const rows = useMemo(() => {
    const troubled = names.rows.filter((row) => row.findings.length > 0);
    return [...troubled, ...names.rows.filter((row) => row.findings.length === 0)].slice(0, SHOWN);
  }, [names]);
  return (
    <>
      <div role="status" style={{ display: 'flex', gap: 16, marginBottom: 8 }}>
        <StatusMark tone={names.renamed > 0 ? 'done' : 'none'}>
          {t('bulk.rename.renamed', { count: names.renamed })}
        </StatusMark>
        {names.unchanged > 0 && (
          <StatusMark tone="none">{t('bulk.rename.unchanged', { count: names.unchanged })}</StatusMark>
        )}
        {names.refused > 0 && (
          <StatusMark tone="needs">{t('bulk.rename.refused', { count: names.refused })}</StatusMark>
        )}
      </div>
      <ScrollingTable
        label={t('bulk.rename.preview')}
        height={300}
        heads={[t('bulk.rename.before'), t('bulk.rename.after'), t('bulk.rename.note')]}
      >
        {rows.map((row) => (
          <NameRow key={row.deviceId} row={row} />
        ))}
      </ScrollingTable>
      {names.rows.length + Math.max(0, rest) > rows.length && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('bulk.more', { count: names.rows.length + Math.max(0, rest) - rows.length })}
        </Text>
      )}
    </>
  );
}

function NameRow({ row }: { row: RenameRow }) {
  const { t } = useTranslation();
  const refused = row.outcome === 'refused';
  return (
    <tr data-left={row.outcome === 'rename' ? undefined : ''} data-outcome={row.outcome}>
      <td>
        {row.before ?? '–'} <span className="mono">{row.serialNumber}</span>
      </td>
      <td>{refused ? '–' : row.after}</td>
      <td>
        {row.outcome === 'same' && t('bulk.rename.same')}
        {row.findings.length > 0 && (
          <span className={classes.note} data-refused={refused || undefined}>
            {row.findings.map((finding) => findingText(finding, t)).join(' ')}
          </span>
        )}
      </td>
    </tr>
  );
}
