import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupPaneName, setupPanes } from '../../shared/setup-panes.ts';
import classes from './SetupPanesField.module.css';

/** How Apple writes the name of a pane. */
const APPLE_NAME = /^[A-Za-z0-9]{1,60}$/;
const DEVICES = { mobile: 'iPhone, iPad', mac: 'Mac', tv: 'Apple TV', vision: 'Vision Pro' } as const;

type Shown = Pick<MultiSelectProps, 'className' | 'description' | 'disabled' | 'error' | 'readOnly' | 'withAsterisk'>;

/**
 * Chooses panes of the Setup Assistant: each by what people call it with Apple's name beside it, found by either. A pane
 * that is newer than this list is typed as Apple calls it.
 */
export function SetupPanesField({
  label,
  value,
  onChange,
  ...shown
}: Shown & {
  readonly label: string;
  /** Apple's names. */
  readonly value: readonly string[];
  readonly onChange: (keys: string[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const panes = useMemo(() => new Map(setupPanes(i18n.language).map((pane) => [pane.key, pane])), [i18n.language]);
  const typed = search.trim();
  const known = (key: string) => panes.has(key) || value.includes(key);
  const offered = APPLE_NAME.test(typed) && !known(typed) ? [typed] : [];
  const data = [...panes.keys(), ...value.filter((key) => !panes.has(key)), ...offered].map((key) => ({
    value: key,
    label: setupPaneName(key, i18n.language),
  }));
  return (
    <MultiSelect
      {...shown}
      label={label}
      placeholder={value.length === 0 ? t('setupPanes.find') : ''}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('setupPanes.none')}
      maxDropdownHeight={300}
      data={[...new Map(data.map((each) => [each.value, each])).values()]}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options, search: words }) => {
        const wanted = words.trim().toLowerCase();
        const found = options.filter(
          (option) => 'value' in option && `${option.label} ${option.value}`.toLowerCase().includes(wanted),
        );
        // One that nobody knows is offered only where nothing else is meant.
        return found.length > 1
          ? found.filter((option) => 'value' in option && !offered.includes(option.value))
          : found;
      }}
      renderOption={({ option }) => (
        <span>
          {offered.includes(option.value) ? t('setupPanes.asTyped', { name: option.value }) : option.label}
          <span className={classes.key}>
            {[
              option.value,
              panes
                .get(option.value)
                ?.on.map((device) => DEVICES[device])
                .join(', '),
            ]
              .filter((text) => text !== undefined)
              .join(' · ')}
          </span>
        </span>
      )}
      value={[...value]}
      onChange={onChange}
    />
  );
}
