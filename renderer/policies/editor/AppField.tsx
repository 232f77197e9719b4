import { Autocomplete, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { APP_CHOICES } from './apps.ts';
import classes from './Editor.module.css';

/** Names one app: typed, or found by its name. */
export function AppField(props: {
  label: string;
  help: ReactNode;
  wrong: boolean;
  required: boolean;
  /** Names by identifier. */
  apps: Readonly<Record<string, string>>;
  value: string;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { value, apps } = props;
  const known = Object.hasOwn(apps, value) ? apps[value] : undefined;
  const nameOf = (id: string): string => apps[id] ?? id;
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
      data={Object.keys(apps)}
      renderOption={({ option }) => (
        <span>
          {nameOf(option.value)}
          <span className={classes.partDetail}>{option.value}</span>
        </span>
      )}
      filter={({ options, search }) => {
        const typed = search.trim().toLowerCase();
        return options.filter(
          (option) => 'value' in option && `${option.value} ${nameOf(option.value)}`.toLowerCase().includes(typed),
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
