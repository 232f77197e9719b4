import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, KeyDefinition, Platform } from '../../shared/catalogue/index.ts';
import { wordsOfKey } from '../format/words.ts';
import type { commandKeyHelpTexts } from '../locales/en/command-key-help.ts';
import type { commandKeyTexts } from '../locales/en/command-keys.ts';
import classes from './Commands.module.css';
import { findingText } from './finding-text.ts';
import { fieldKind, isOnAny, keysFor, startEntry, withMember } from './form-model.ts';
import { PlainField } from './PlainField.tsx';
import { SpecialEntries } from './special-entries.ts';

interface Surroundings {
  readonly findings: readonly Finding[];
  /** Somebody tried to send it: missing keys are now worth a word. */
  readonly attempted: boolean;
  readonly platforms: readonly Platform[];
}

/** The label of a key in our words, or Apple's name written out. */
export function useKeyLabel(): (key: string) => string {
  const { t } = useTranslation();
  return (key) => t(`commandKeys.${key as keyof typeof commandKeyTexts}`, { defaultValue: wordsOfKey(key) });
}

/** What a key does, in our words; undefined for one that Apple does not document. */
function useKeyHelp(): (key: string) => string | undefined {
  const { t } = useTranslation();
  return (key) => t(`commandKeyHelp.${key as keyof typeof commandKeyHelpTexts}`, { defaultValue: '' }) || undefined;
}

/** The fields of a dictionary. `Item`, which only names what a dictionary is, is fixed and not shown. */
export function CommandFields(
  props: Surroundings & {
    keys: readonly KeyDefinition[];
    value: Readonly<Record<string, unknown>>;
    onChange: (value: Readonly<Record<string, unknown>>) => void;
    path: string;
  },
) {
  const { keys, value, onChange, path, ...around } = props;
  return keysFor(keys, around.platforms)
    .filter(({ key, values }) => !(key === 'Item' && values?.length === 1))
    .map((definition) => (
      <Field
        key={definition.key}
        {...around}
        definition={definition}
        value={value[definition.key]}
        onChange={(member) => onChange(withMember(value, definition.key, member))}
        path={path === '' ? definition.key : `${path}.${definition.key}`}
      />
    ));
}

interface FieldProps extends Surroundings {
  definition: KeyDefinition;
  value: unknown;
  onChange: (value: unknown) => void;
  path: string;
}

function Field(props: FieldProps) {
  const { t } = useTranslation();
  const label = useKeyLabel();
  const help = useKeyHelp();
  const { definition, path, findings, attempted } = props;
  // Nobody is told off for a field they have not come to yet.
  const begun = attempted || (props.value !== undefined && props.value !== '');
  const problem = findings.find(({ path: at, severity }) => {
    const here = at === path || at.startsWith(`${path}[`) || at.startsWith(`${path}.`);
    return begun && here && severity === 'refuse';
  });
  const words = (finding: Finding | undefined): string | undefined =>
    finding === undefined ? undefined : findingText(finding, t);
  switch (fieldKind(definition)) {
    case 'group':
      return <Group {...props} />;
    case 'list':
    case 'variants':
      return <ListField {...props} />;
    default:
      return (
        <PlainField
          definition={definition}
          value={props.value}
          onChange={props.onChange}
          label={label(definition.key)}
          help={help(definition.key)}
          error={problem?.code === 'missing-key' ? t('commands.missing') : words(problem)}
          warning={words(findings.find(({ path: at, severity }) => at === path && severity === 'warn'))}
          platforms={props.platforms}
        />
      );
  }
}

function asDictionary(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A nested dictionary. An optional one takes part once something in it is filled in. */
function Group({ definition, value, onChange, path, ...around }: FieldProps) {
  const { t } = useTranslation();
  const label = useKeyLabel();
  const help = useKeyHelp();
  const set = (next: Readonly<Record<string, unknown>>): void => {
    const empty = Object.values(next).every((member) => member === undefined || member === '');
    onChange(empty && definition.required !== true ? undefined : next);
  };
  return (
    <fieldset className={classes.group}>
      <legend>{label(definition.key)}</legend>
      <div className={classes.groupHint}>
        {[help(definition.key), definition.required === true ? undefined : t('commands.optionalGroup')]
          .filter((each) => each !== undefined)
          .join(' ')}
      </div>
      <div className={classes.fields}>
        <CommandFields
          {...around}
          // While an optional group is empty, what is required in it is not required yet.
          attempted={around.attempted && value !== undefined}
          keys={definition.keys ?? []}
          value={asDictionary(value)}
          onChange={set}
          path={path}
        />
      </div>
    </fieldset>
  );
}

/** Entries one after another, each of one shape or of one of several. */
function ListField({ definition, value, onChange, path, ...around }: FieldProps) {
  const { t } = useTranslation();
  const label = useKeyLabel();
  const help = useKeyHelp();
  const special = useContext(SpecialEntries);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const variants = (definition.variants ?? []).filter(({ support }) => isOnAny(support, around.platforms));
  const set = (next: readonly unknown[]): void =>
    onChange(next.length === 0 && definition.required !== true ? undefined : next);
  const problem = around.findings.find(
    ({ path: at, severity, code }) =>
      at === path && severity === 'refuse' && (around.attempted || code !== 'missing-key'),
  );
  const shapeOf = (entry: unknown): KeyDefinition | undefined =>
    definition.variants === undefined
      ? definition.items
      : definition.variants.find(({ key }) => key === asDictionary(entry).Item);
  return (
    <fieldset className={classes.group}>
      <legend>{label(definition.key)}</legend>
      <div className={classes.groupHint}>{help(definition.key)}</div>
      <div className={classes.fields}>
        {entries.map((entry, index) => {
          const shape = shapeOf(entry);
          const change = (next: unknown): void => set(entries.map((each, at) => (at === index ? next : each)));
          const Special = shape === undefined ? undefined : special[shape.key];
          const name =
            definition.variants === undefined ? t('commands.entry', { number: index + 1 }) : label(shape?.key ?? '');
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
            <fieldset key={index} className={classes.group}>
              <legend>
                {name}{' '}
                <Tooltip label={t('common.remove')}>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={t('commands.removeEntry', { name })}
                    onClick={() => set(entries.filter((_, at) => at !== index))}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                </Tooltip>
              </legend>
              {definition.variants !== undefined && shape !== undefined && (
                <div className={classes.groupHint}>{help(shape.key)}</div>
              )}
              <div className={classes.fields}>
                {Special !== undefined ? (
                  <Special value={asDictionary(entry)} onChange={change} />
                ) : shape?.type === 'dictionary' && shape.keys !== undefined ? (
                  <CommandFields
                    {...around}
                    keys={shape.keys}
                    value={asDictionary(entry)}
                    onChange={change}
                    path={`${path}[${index}]`}
                  />
                ) : (
                  shape !== undefined && (
                    <Field {...around} definition={shape} value={entry} onChange={change} path={`${path}[${index}]`} />
                  )
                )}
              </div>
            </fieldset>
          );
        })}
        {problem !== undefined && (
          <div style={{ color: 'var(--cw-needs)', fontSize: 12 }}>{findingText(problem, t)}</div>
        )}
        {definition.variants === undefined ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => set([...entries, startEntry(definition.items)])}
            style={{ alignSelf: 'start' }}
          >
            {t('commands.addEntry')}
          </Button>
        ) : (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} style={{ alignSelf: 'start' }}>
                {t('commands.addEntry')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
              {variants.map(({ key }) => (
                <Menu.Item key={key} onClick={() => set([...entries, { Item: key }])}>
                  {label(key)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </fieldset>
  );
}
