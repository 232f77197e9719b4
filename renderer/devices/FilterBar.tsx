import { ActionIcon, Badge, Button, CloseButton, Group, Popover, Text, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconFilter, IconHelp, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceFilter } from './device-filter.ts';
import { countConditions } from './filter/builder-model.ts';
import classes from './filter/Filter.module.css';

/** Typing pauses this long before the engine is asked. */
const PAUSE_MS = 120;
const PREFIXES = ['name', 'sn', 'udid', 'model', 'imei', 'mac', 'phone', 'uid', 'mail'] as const;

export interface FilterBarProps {
  filter: DeviceFilter;
  onFilter: (change: Partial<DeviceFilter>) => void;
  /** Whether the filter is being built. */
  building: boolean;
  onBuild: (building: boolean) => void;
}

/** Quick search (press /), and the way to the filter (press f). */
export function FilterBar({ filter, onFilter, building, onBuild }: FilterBarProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.search);
  const ask = useDebouncedCallback((search: string) => onFilter({ search }), PAUSE_MS);
  useHotkeys([
    ['/', () => field.current?.focus()],
    ['f', () => onBuild(!building)],
  ]);
  // Going back, or clearing the search elsewhere, changes the address under the field.
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(filter.search);
  }, [filter.search]);

  const type = (search: string): void => {
    setTyped(search);
    ask(search);
  };
  const conditions = countConditions(filter.expression);

  return (
    <>
      <TextInput
        ref={field}
        type="search"
        w={230}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && type('')}
        placeholder={t('devices.search')}
        aria-label={t('devices.searchLabel')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSectionWidth={typed === '' ? 32 : 58}
        rightSection={
          <Group gap={2} wrap="nowrap">
            {typed !== '' && <CloseButton size="sm" aria-label={t('devices.clearSearch')} onClick={() => type('')} />}
            <SearchHelp />
          </Group>
        }
      />
      <Button
        variant={building || conditions > 0 ? 'light' : 'default'}
        leftSection={<IconFilter size={16} aria-hidden />}
        rightSection={
          conditions > 0 && (
            <Badge size="sm" circle>
              {conditions}
            </Badge>
          )
        }
        aria-expanded={building}
        title={conditions > 0 ? t('deviceFilter.openCount', { count: conditions }) : undefined}
        onClick={() => onBuild(!building)}
      >
        {t('deviceFilter.open')}
      </Button>
    </>
  );
}

function SearchHelp() {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" width={340} shadow="md">
      <Popover.Target>
        <Tooltip label={t('deviceFilter.search.help')}>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('deviceFilter.search.help')}>
            <IconHelp size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('deviceFilter.search.help')}>
        <Text size="xs">{t('deviceFilter.search.intro')}</Text>
        <dl className={classes.prefixes}>
          {PREFIXES.map((prefix) => (
            <div key={prefix} style={{ display: 'contents' }}>
              <dt>{prefix}:</dt>
              <dd>{t(`deviceFilter.search.${prefix}`)}</dd>
            </div>
          ))}
        </dl>
        <Text size="xs" mt="xs">
          {t('deviceFilter.search.quotes')}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
