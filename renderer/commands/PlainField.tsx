import {
  FileInput,
  Input,
  JsonInput,
  NumberInput,
  PasswordInput,
  Select,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { TFunction } from 'i18next';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyDefinition, Platform } from '../../shared/catalogue/index.ts';
import { bytes as quantityOfBytes } from '../format/quantity.ts';
import type { commandValueTexts } from '../locales/en/command-keys.ts';
import commandClasses from './Commands.module.css';
import { ConfigVariables } from './ConfigVariables.tsx';
import { choicesOf, fieldKind, isSwitch } from './form-model.ts';
import { PasteConfiguration } from './PasteConfiguration.tsx';
import classes from './PlainField.module.css';
import { QueryChoices } from './QueryChoices.tsx';
import { JSON_VALUES, type ValueKinds } from './value-kinds.ts';

export interface PlainFieldProps {
  definition: KeyDefinition;
  value: unknown;
  onChange: (value: unknown) => void;
  label: ReactNode;
  /** The label for whom cannot see it, where it is more than a text. */
  name?: string;
  error: ReactNode;
  warning: ReactNode;
  /** What the key does; stands below the label unless there is something to warn of. */
  help: ReactNode;
  platforms: readonly Platform[];
  /** What dates and data are; JSON unless given. */
  values?: ValueKinds;
  /** What one of several values is called. */
  valueLabel?: (value: string | number) => string;
  /** Of what is around label, help and control. */
  className?: string | undefined;
  /** Stands in a field that is empty. */
  placeholder?: string | undefined;
  /** How it is filled in, where the catalogue alone does not say. */
  kind?: ReturnType<typeof fieldKind>;
}

/** One field that holds one value. */
export function PlainField(props: PlainFieldProps) {
  const { t } = useTranslation();
  const { definition, value, onChange, platforms } = props;
  const { values = JSON_VALUES } = props;
  const common = commonOf(props);
  const placeholder = props.placeholder === undefined ? {} : { placeholder: props.placeholder };
  const text = typeof value === 'string' ? value : '';
  const valueLabel = (each: string | number): string =>
    props.valueLabel?.(each) ??
    t(`commandValues.${`${definition.key}-${each}` as keyof typeof commandValueTexts}`, { defaultValue: String(each) });

  switch (props.kind ?? fieldKind(definition)) {
    case 'boolean':
      return <YesNoField {...props} />;
    case 'choice':
      return (
        <Select
          {...common}
          clearable={definition.required !== true}
          placeholder={props.placeholder ?? t('commands.notSet')}
          value={value === undefined ? null : String(value)}
          onChange={(chosen) =>
            onChange(chosen === null ? undefined : definition.values?.find((each) => String(each) === chosen))
          }
          data={(definition.values ?? []).map((each) => ({ value: String(each), label: valueLabel(each) }))}
        />
      );
    case 'integer':
    case 'real':
      return (
        <NumberInput
          {...common}
          {...(props.className === undefined ? { w: 220 } : {})}
          allowDecimal={definition.type === 'real'}
          min={definition.range?.min}
          max={definition.range?.max}
          clampBehavior="none"
          {...placeholder}
          value={values.number(value) ?? ''}
          onChange={(next) => onChange(typeof next === 'number' ? values.toNumber(next, definition) : undefined)}
        />
      );
    case 'date':
      return <DateField {...props} />;
    case 'file':
      return <DataField {...props} />;
    case 'choices': {
      const all = choicesOf(definition, platforms);
      const chosen = Array.isArray(value) ? value.map(String) : [];
      return (
        <QueryChoices
          label={props.name ?? (typeof props.label === 'string' ? props.label : definition.key)}
          required={definition.required === true}
          error={typeof props.error === 'string' ? props.error : undefined}
          warning={typeof props.warning === 'string' ? props.warning : undefined}
          names={all}
          value={chosen}
          onChange={(next) => onChange(next.length === 0 && definition.required !== true ? undefined : next)}
        />
      );
    }
    case 'words':
      return (
        <TagsInput
          {...common}
          placeholder={t('commands.typeAndEnter')}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      );
    case 'free':
      return <FreeField {...props} />;
    case 'secret':
      return (
        <PasswordInput
          {...common}
          {...placeholder}
          autoComplete="new-password"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'long-text':
      return (
        <Textarea
          {...common}
          {...placeholder}
          autosize
          minRows={2}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          {...placeholder}
          value={text}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

function commonOf({ label, name, warning, help, error, definition, className }: PlainFieldProps) {
  return {
    label,
    description: warning ?? help,
    error,
    withAsterisk: definition.required === true,
    ...(className === undefined ? {} : { className }),
    ...(name === undefined ? {} : { 'aria-label': name }),
  };
}

/** Yes, no, and where it may be left out: not set. */
function YesNoField(props: PlainFieldProps) {
  const { t } = useTranslation();
  const { definition, value, onChange } = props;
  const id = useId();
  const { 'aria-label': name, ...common } = commonOf(props);
  const numeric = isSwitch(definition);
  const [on, off] = numeric ? [1, 0] : [true, false];
  const unset = definition.required !== true || (value !== on && value !== off);
  const options = [
    ...(unset ? [{ is: undefined, text: unsetLabel(definition, t) }] : []),
    { is: on, text: t('common.yes') },
    { is: off, text: t('common.no') },
  ];
  return (
    <Input.Wrapper {...common} labelElement="div" id={id}>
      <div
        className={classes.yesNo}
        role="radiogroup"
        {...(name === undefined ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': name })}
      >
        {options.map(({ is, text }) => (
          <label key={String(is)} className={classes.option}>
            <input
              type="radio"
              name={id}
              checked={value === is || (is === undefined && value !== on && value !== off)}
              onChange={() => onChange(is)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}

function unsetLabel(definition: KeyDefinition, t: TFunction): string {
  if (definition.required === true) return t('commands.choose');
  if (definition.default === true || definition.default === 1) return t('commands.unsetYes');
  return definition.default === false || definition.default === 0 ? t('commands.unsetNo') : t('commands.notSet');
}

/** A moment, in the viewer's zone. */
function DateField(props: PlainFieldProps) {
  const { value, onChange, values = JSON_VALUES } = props;
  const at = values.date(value);
  const local =
    at === undefined || Number.isNaN(at.getTime())
      ? ''
      : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <TextInput
      {...commonOf(props)}
      type="datetime-local"
      {...(props.className === undefined ? { w: 220 } : {})}
      value={local}
      onChange={(event) => {
        const chosen = new Date(event.currentTarget.value);
        onChange(Number.isNaN(chosen.getTime()) ? undefined : values.toDate(chosen));
      }}
    />
  );
}

/** What files a key of this name takes. */
const ACCEPTED: Readonly<Record<string, string>> = {
  Payload: '.mobileconfig,.xml,.plist',
  ProvisioningProfile: '.mobileprovision,.provisionprofile',
  Image: 'image/png,image/jpeg',
  WiFiProfileData: '.mobileconfig',
  MDMProfileData: '.mobileconfig',
};

/** Data: a file's content, chosen or dropped. */
function DataField(props: PlainFieldProps) {
  const { t, i18n } = useTranslation();
  const { definition, value, onChange, values = JSON_VALUES } = props;
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const size = values.size(value);
  const take = (chosen: File | null): void => {
    setFile(chosen);
    if (chosen === null) onChange(undefined);
    else void chosen.arrayBuffer().then((content) => onChange(values.toData(new Uint8Array(content))));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to choose the file
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped !== undefined) take(dropped);
      }}
    >
      <FileInput
        {...commonOf(props)}
        placeholder={
          props.placeholder ??
          (size === undefined
            ? t('commands.chooseFile')
            : t('commands.otherFile', { size: quantityOfBytes(size, i18n.language) }))
        }
        accept={ACCEPTED[definition.key]}
        clearable
        clearButtonProps={{ 'aria-label': t('common.remove') }}
        value={file}
        onChange={take}
      />
    </div>
  );
}

/** Anything a property list can hold, written as JSON. */
function FreeField(props: PlainFieldProps) {
  const { t } = useTranslation();
  const { definition, value, onChange, error, warning, help, values = JSON_VALUES } = props;
  const [typed, setTyped] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [bad, setBad] = useState(false);
  const take = (next: string): void => {
    setTyped(next);
    if (next.trim() === '') {
      setBad(false);
      onChange(undefined);
      return;
    }
    try {
      onChange(JSON.parse(next));
      setBad(false);
    } catch {
      // Passed on as it stands, so that the check refuses it rather than leaves it out.
      onChange(next);
      setBad(true);
    }
  };
  const field = (
    <JsonInput
      {...commonOf(props)}
      description={
        <>
          {warning ?? help} {t('commands.freeForm')}
        </>
      }
      error={bad ? t('commands.notJson') : error}
      autosize
      minRows={3}
      maxRows={12}
      formatOnBlur
      value={typed}
      onChange={take}
    />
  );
  // The only key in which the engine fills in variables.
  if (definition.key !== 'Configuration' || values !== JSON_VALUES) return field;
  return (
    <div className={commandClasses.withVariables}>
      {field}
      <PasteConfiguration
        onInsert={(content) => {
          const there = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
          take(JSON.stringify({ ...there, ...content }, null, 2));
        }}
      />
      <section aria-label={t('managedApps.variables.title')}>
        <Text fw={600} size="sm" mb={4}>
          {t('managedApps.variables.title')}
        </Text>
        <ConfigVariables />
      </section>
    </div>
  );
}
