import { Button, Checkbox, Input, NativeSelect, NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyDefinition, PlistValue } from '../../../../shared/catalogue/index.ts';
import { isSecretKey } from '../../../../shared/payloads/index.ts';
import type { profileSpecialTexts } from '../../../locales/en/profile-special.ts';
import { AddApp } from '../AppField.tsx';
import { APPLE_APPS, appName } from '../apps.ts';
import { useEditorTools } from '../EditorTools.tsx';
import { moved } from '../edits.ts';
import { asDictionary, type KeyFieldProps, startValue, useValueLabel } from '../field-parts.tsx';
import { isKept } from '../kept.ts';
import { Move } from '../ListField.tsx';
import classes from './Special.module.css';
import { readPrinter, type TableLayout } from './tables.ts';

type Entry = Readonly<Record<string, PlistValue>>;

/** A list of dictionaries as a table: what is alike stands below each other. */
export function TableField(props: KeyFieldProps & { layout: TableLayout }) {
  const { t } = useTranslation();
  const { set, readOnly } = useEditorTools();
  const { definition, place, layout, label, help, wrong, path, wordsOf, payloadType } = props;
  const entries: readonly PlistValue[] = Array.isArray(props.value) ? (props.value as readonly PlistValue[]) : [];
  const put = (next: readonly PlistValue[]): void => set(place, next.length === 0 ? undefined : next);
  const keys = definition.items?.keys ?? [];
  const columns = layout.columns.flatMap((name) => keys.find(({ key }) => key === name) ?? []);
  const [naming] = columns;
  const nameOf = (entry: Entry, index: number): string => {
    const value = naming === undefined ? undefined : entry[naming.key];
    return typeof value === 'string' && value !== '' ? appName(value) : t('commands.entry', { number: index + 1 });
  };
  const titleOf = (key: string): string => wordsOf(`${path}.${key}`).title;
  const putAll = (column: KeyDefinition, value: boolean): void =>
    put(entries.map((entry) => withMember(asDictionary(entry), column, value)));
  return (
    <fieldset className={classes.tableField} data-wrong={wrong || undefined}>
      <legend>{label}</legend>
      {help !== undefined && <Input.Description component="div">{help}</Input.Description>}
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the form is scrolled by the keyboard, too
        <section className={classes.tableBox} aria-label={label} tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.key} scope="col" data-kind={kindOf(column)} title={titleOf(column.key)}>
                    {t(`profileSpecial.columns.${column.key as keyof typeof profileSpecialTexts.columns}`, {
                      defaultValue: titleOf(column.key),
                    })}
                    {column.type === 'boolean' && entries.length > 1 && !readOnly && (
                      <Checkbox
                        size="xs"
                        aria-label={t('profileSpecial.table.all', { name: titleOf(column.key) })}
                        checked={entries.every((entry) => isOn(asDictionary(entry), column))}
                        indeterminate={
                          entries.some((entry) => isOn(asDictionary(entry), column)) &&
                          !entries.every((entry) => isOn(asDictionary(entry), column))
                        }
                        onChange={(event) => putAll(column, event.currentTarget.checked)}
                      />
                    )}
                  </th>
                ))}
                {!readOnly && (
                  <th>
                    <span className="visually-hidden">{t('profileSpecial.table.tools')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {entries.map((each, index) => {
                const entry = asDictionary(each);
                const name = nameOf(entry, index);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
                  <tr key={index} data-idle={isIdle(entry, layout, columns) || undefined}>
                    {columns.map((column, at) => (
                      <td
                        key={column.key}
                        data-kind={kindOf(column)}
                        data-gate={column.key === layout.gate || at === 0 || undefined}
                      >
                        <Cell
                          column={column}
                          value={entry[column.key]}
                          label={`${name}: ${titleOf(column.key)}`}
                          secret={isSecretKey(payloadType, column.key)}
                          required={column.required === true}
                          onChange={(value) => set([...place, index, column.key], value)}
                        />
                        {at === 0 && Object.hasOwn(APPLE_APPS, String(entry[column.key])) && (
                          <span className={classes.cellNote}>{name}</span>
                        )}
                      </td>
                    ))}
                    {!readOnly && (
                      <td className={classes.rowTools}>
                        {layout.ordered === true && (
                          <>
                            <Move
                              label={t('profileEditor.moveUp', { name })}
                              off={index === 0}
                              onClick={() => put(moved(entries, index, index - 1))}
                              Icon={IconArrowUp}
                            />
                            <Move
                              label={t('profileEditor.moveDown', { name })}
                              off={index === entries.length - 1}
                              onClick={() => put(moved(entries, index, index + 1))}
                              Icon={IconArrowDown}
                            />
                          </>
                        )}
                        <Move
                          label={t('commands.removeEntry', { name })}
                          off={false}
                          onClick={() => put(entries.filter((_, other) => other !== index))}
                          Icon={IconTrash}
                        />
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      {!readOnly && (
        <div className={classes.adding}>
          {layout.add === 'printer' && <AddPrinters onAdd={(printers) => put([...entries, ...printers])} />}
          {layout.add === 'app' && (
            <AddApp
              label={label}
              onAdd={(bundleId) => {
                const there = entries.some((each) => asDictionary(each).BundleIdentifier === bundleId);
                if (!there) put([...entries, { BundleIdentifier: bundleId }]);
              }}
            />
          )}
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={t('profileSpecial.table.addTo', { name: label })}
            onClick={() => put([...entries, startValue(definition.items, props.payloadType)])}
          >
            {t('profileSpecial.table.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** How much room a column needs. */
const kindOf = ({ type, values }: KeyDefinition): 'switch' | 'choice' | 'number' | 'text' =>
  type === 'boolean' ? 'switch' : values !== undefined ? 'choice' : type === 'integer' ? 'number' : 'text';

const isOn = (entry: Entry, { key, default: unless }: KeyDefinition): boolean =>
  (entry[key] ?? unless ?? false) === true;

/** Whether the switch is off without which the others mean nothing. */
function isIdle(entry: Entry, { gate }: TableLayout, columns: readonly KeyDefinition[]): boolean {
  const column = columns.find(({ key }) => key === gate);
  return column !== undefined && !isOn(entry, column);
}

/** The entry with a switch set; what is so anyhow is not written. */
function withMember(entry: Entry, { key, default: unless }: KeyDefinition, value: boolean): Entry {
  const { [key]: _, ...rest } = entry;
  return value === (unless ?? false) ? rest : { ...rest, [key]: value };
}

function Cell(props: {
  column: KeyDefinition;
  value: PlistValue | undefined;
  label: string;
  secret: boolean;
  required: boolean;
  onChange: (value: PlistValue | undefined) => void;
}) {
  const { t } = useTranslation();
  const { column, value, label, onChange, required } = props;
  const valueLabel = useValueLabel(column.key);
  const text = typeof value === 'string' ? value : '';
  const wrong = required && (value === undefined || value === '');
  if (column.type === 'boolean')
    return (
      <Checkbox
        size="xs"
        aria-label={label}
        checked={(value ?? column.default ?? false) === true}
        onChange={(event) => {
          const next = event.currentTarget.checked;
          onChange(next === (column.default ?? false) ? undefined : next);
        }}
      />
    );
  if (column.values !== undefined)
    return (
      <NativeSelect
        size="xs"
        aria-label={label}
        value={value === undefined ? '' : String(value)}
        onChange={(event) => onChange(column.values?.find((each) => String(each) === event.currentTarget.value))}
        data={[
          {
            value: '',
            label:
              column.default === undefined ? t('profileEditor.notSet') : `(${valueLabel(column.default as number)})`,
          },
          ...column.values.map((each) => ({ value: String(each), label: valueLabel(each) })),
        ]}
      />
    );
  if (column.type === 'integer')
    return (
      <NumberInput
        size="xs"
        hideControls
        aria-label={label}
        error={wrong}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      />
    );
  if (props.secret)
    return (
      <PasswordInput
        size="xs"
        aria-label={label}
        autoComplete="new-password"
        placeholder={isKept(value) ? t('profileEditor.kept') : undefined}
        error={wrong}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      size="xs"
      aria-label={label}
      spellCheck={false}
      error={wrong}
      value={text}
      onChange={(event) =>
        onChange(event.currentTarget.value === '' && !required ? undefined : event.currentTarget.value)
      }
    />
  );
}

/** Printers by their addresses; a pasted list adds them all. */
function AddPrinters({ onAdd }: { onAdd: (printers: readonly PlistValue[]) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const printers = lines.map(readPrinter);
  const bad = lines.find((_, index) => printers[index] === undefined);
  const ready = lines.length > 0 && bad === undefined;
  const add = (): void => {
    onAdd(printers.flatMap((each) => (each === undefined ? [] : [{ ...each }])));
    setTyped('');
  };
  return (
    <div className={classes.printers}>
      <Textarea
        data-own-undo
        size="xs"
        autosize
        minRows={1}
        maxRows={8}
        spellCheck={false}
        label={t('profileSpecial.printers.label')}
        description={t('profileSpecial.printers.means')}
        placeholder="ipps://printer.example.com/ipp/print"
        error={bad === undefined ? undefined : t('profileSpecial.printers.unread', { line: bad.trim() })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || !ready) return;
          event.preventDefault();
          add();
        }}
      />
      <Button size="compact-sm" variant="default" disabled={!ready} onClick={add}>
        {t('profileSpecial.printers.add', { count: Math.max(1, lines.length) })}
      </Button>
    </div>
  );
}
