import {
  FileInput,
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
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bytesToBase64, type KeyDefinition, type Platform } from '../../shared/catalogue/index.ts';
import type { commandValueTexts } from '../locales/en/command-keys.ts';
import classes from './Commands.module.css';
import { ConfigVariables } from './ConfigVariables.tsx';
import { choicesOf, fieldKind } from './form-model.ts';
import { QueryChoices } from './QueryChoices.tsx';

export interface PlainFieldProps {
  definition: KeyDefinition;
  value: unknown;
  onChange: (value: unknown) => void;
  label: string;
  error: string | undefined;
  warning: string | undefined;
  /** What the key does; stands below the label unless there is something to warn of. */
  help: string | undefined;
  platforms: readonly Platform[];
}

/** One field that holds one value. */
export function PlainField(props: PlainFieldProps) {
  const { t } = useTranslation();
  const { definition, value, onChange, platforms } = props;
  const common = {
    label: props.label,
    description: props.warning ?? props.help,
    error: props.error,
    withAsterisk: definition.required === true,
  };
  const text = typeof value === 'string' ? value : '';
  const valueLabel = (each: string | number): string =>
    t(`commandValues.${`${definition.key}-${each}` as keyof typeof commandValueTexts}`, { defaultValue: String(each) });

  switch (fieldKind(definition)) {
    case 'boolean':
      return (
        <Select
          {...common}
          w={220}
          allowDeselect={false}
          value={value === undefined ? 'unset' : String(value)}
          onChange={(chosen) => onChange(chosen === 'unset' ? undefined : chosen === 'true')}
          data={[
            { value: 'unset', label: unsetLabel(definition, t) },
            { value: 'true', label: t('common.yes') },
            { value: 'false', label: t('common.no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          clearable={definition.required !== true}
          placeholder={t('commands.notSet')}
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
          w={220}
          allowDecimal={definition.type === 'real'}
          min={definition.range?.min}
          max={definition.range?.max}
          clampBehavior="none"
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
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
          label={props.label}
          required={definition.required === true}
          error={props.error}
          warning={props.warning}
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
          autoComplete="new-password"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'long-text':
      return (
        <Textarea {...common} autosize minRows={2} value={text} onChange={(e) => onChange(e.currentTarget.value)} />
      );
    default:
      return (
        <TextInput
          {...common}
          value={text}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

function unsetLabel(definition: KeyDefinition, t: TFunction): string {
  if (definition.required === true) return t('commands.choose');
  if (definition.default === true) return t('commands.unsetYes');
  return definition.default === false ? t('commands.unsetNo') : t('commands.notSet');
}

/** A moment, in the viewer's zone; sent as ISO 8601 with its zone. */
function DateField({ definition, value, onChange, label, error, warning, help }: PlainFieldProps) {
  const at = typeof value === 'string' ? new Date(value) : undefined;
  const local =
    at === undefined ? '' : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <TextInput
      type="datetime-local"
      w={220}
      label={label}
      description={warning ?? help}
      error={error}
      withAsterisk={definition.required === true}
      defaultValue={local}
      onChange={(event) => {
        const chosen = new Date(event.currentTarget.value);
        onChange(Number.isNaN(chosen.getTime()) ? undefined : chosen.toISOString());
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

/** Data: a file's content. */
function DataField({ definition, onChange, label, error, warning, help }: PlainFieldProps) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  return (
    <FileInput
      label={label}
      description={warning ?? help}
      error={error}
      withAsterisk={definition.required === true}
      placeholder={t('commands.chooseFile')}
      accept={ACCEPTED[definition.key]}
      clearable
      clearButtonProps={{ 'aria-label': t('common.remove') }}
      value={file}
      onChange={(chosen) => {
        setFile(chosen);
        if (chosen === null) onChange(undefined);
        else void chosen.arrayBuffer().then((content) => onChange(bytesToBase64(new Uint8Array(content))));
      }}
    />
  );
}

/** Anything a property list can hold, written as JSON. */
function FreeField({ definition, value, onChange, label, error, warning, help }: PlainFieldProps) {
  const { t } = useTranslation();
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
      label={label}
      description={[warning ?? help, t('commands.freeForm')].filter((each) => each !== undefined).join(' ')}
      error={bad ? t('commands.notJson') : error}
      withAsterisk={definition.required === true}
      autosize
      minRows={3}
      maxRows={12}
      formatOnBlur
      value={typed}
      onChange={take}
    />
  );
  // The only key in which the engine fills in variables.
  if (definition.key !== 'Configuration') return field;
  return (
    <div className={classes.withVariables}>
      {field}
      <section aria-label={t('managedApps.variables.title')}>
        <Text fw={600} size="sm" mb={4}>
          {t('managedApps.variables.title')}
        </Text>
        <ConfigVariables />
      </section>
    </div>
  );
}
