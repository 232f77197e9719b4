import { Autocomplete, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { APP_CHOICES, APPLE_APPS, appName } from './apps.ts';
import classes from './Editor.module.css';

/** Names one app: typed, or found by its name. */
export function AppField(props: {
  label: string;
  help: ReactNode;
  wrong: boolean;
  required: boolean;
  value: string;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { value } = props;
  const known = Object.hasOwn(APPLE_APPS, value) ? appName(value) : undefined;
  return (
    <Autocomplete
      className={classes.inline}
      label={props.label}
      description={
        <>
          {props.help} {known !== undefined && <span className={classes.badge}>{known}</span>}
        </>
      }
      error={props.wrong}
      withAsterisk={props.required}
      placeholder={t('profileEditor.apps.find')}
      spellCheck={false}
      data={APP_CHOICES.map((each) => each.value)}
      renderOption={({ option }) => (
        <span>
          {appName(option.value)}
          <span className={classes.partDetail}>{option.value}</span>
        </span>
      )}
      filter={({ options, search }) => {
        const typed = search.trim().toLowerCase();
        return options.filter(
          (option) => 'value' in option && `${option.value} ${appName(option.value)}`.toLowerCase().includes(typed),
        );
      }}
      limit={60}
      maxDropdownHeight={260}
      value={value}
      onChange={(next) => props.onChange(next === '' ? undefined : next)}
    />
  );
}

/** Adds an app to a list of bundle identifiers by its name. */
export function AddApp({ label, onAdd }: { label: string; onAdd: (bundleId: string) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      mt={6}
      aria-label={t('profileEditor.apps.addTo', { name: label })}
      placeholder={t('profileEditor.apps.add')}
      searchable
      limit={60}
      nothingFoundMessage={t('profileEditor.apps.none')}
      data={APP_CHOICES}
      renderOption={({ option }) => (
        <span>
          {option.label}
          <span className={classes.partDetail}>{option.value}</span>
        </span>
      )}
      value={null}
      onChange={(chosen) => chosen !== null && onAdd(chosen)}
    />
  );
}
