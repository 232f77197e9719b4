import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconFilterX, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_LABELS } from '../../shared/catalogue/versions.ts';
import { type DeviceFilter, PLATFORM_CHOICES, STATE_CHOICES } from './device-filter.ts';

/** Typing pauses this long before the engine is asked. */
const PAUSE_MS = 120;

/** Quick search (press /), platform and state. */
export function FilterBar(props: { filter: DeviceFilter; onFilter: (change: Partial<DeviceFilter>) => void }) {
  const { t } = useTranslation();
  const { filter, onFilter } = props;
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.search);
  const ask = useDebouncedCallback((search: string) => onFilter({ search }), PAUSE_MS);
  useHotkeys([['/', () => field.current?.focus()]]);
  // Going back, or clearing the search elsewhere, changes the address under the field.
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(filter.search);
  }, [filter.search]);

  const type = (search: string): void => {
    setTyped(search);
    ask(search);
  };

  return (
    <>
      {filter.expression !== null && (
        <Button
          variant="light"
          leftSection={<IconFilterX size={16} aria-hidden />}
          onClick={() => onFilter({ expression: null })}
        >
          {t('devices.clearFilter')}
        </Button>
      )}
      <TextInput
        ref={field}
        type="search"
        w={220}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && type('')}
        placeholder={t('devices.search')}
        aria-label={t('devices.searchLabel')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          typed !== '' && <CloseButton size="sm" aria-label={t('devices.clearSearch')} onClick={() => type('')} />
        }
      />
      <Select
        w={150}
        aria-label={t('devices.platform')}
        placeholder={t('devices.allPlatforms')}
        clearable
        data={PLATFORM_CHOICES.map((value) => ({ value, label: PLATFORM_LABELS[value] }))}
        value={filter.platform}
        onChange={(platform) => onFilter({ platform: platform as DeviceFilter['platform'] })}
      />
      <Select
        w={130}
        aria-label={t('devices.stateLabel')}
        placeholder={t('devices.allStates')}
        clearable
        data={STATE_CHOICES.map((value) => ({ value, label: t(`devices.state.${value}`) }))}
        value={filter.state}
        onChange={(state) => onFilter({ state: state as DeviceFilter['state'] })}
      />
    </>
  );
}
