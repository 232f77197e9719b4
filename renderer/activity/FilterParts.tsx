import { Button, Group, Pill, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilter, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceTitle } from '../devices/device-title.ts';
import { exactTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import classes from './Activity.module.css';
import { type Span, STRETCHES, type Stretch } from './view-address.ts';

/** A part of the filter as it stands below the bar: what it says, and a way to take it off. */
export interface Chip {
  readonly id: string;
  readonly text: string;
  readonly takeOff: () => void;
}

/** The button that opens all parts of a filter. */
export function FilterButton({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-start" width={340} shadow="md" trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <Button variant={count > 0 ? 'light' : 'default'} leftSection={<IconFilter size={16} aria-hidden />}>
          {count > 0 ? t('activity.filterWith', { count }) : t('activity.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('activity.filter')}>
        <Stack gap="sm">{children}</Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the list is narrowed to, one by one. */
export function FilterChips({ chips, onClear }: { chips: readonly Chip[]; onClear: () => void }) {
  const { t } = useTranslation();
  if (chips.length === 0) return null;
  return (
    <Group gap={6} className={classes.chips}>
      {chips.map(({ id, text, takeOff }) => (
        <Pill
          key={id}
          size="sm"
          withRemoveButton
          onRemove={takeOff}
          removeButtonProps={{
            'aria-label': t('activity.takeOff', { what: text }),
            'aria-hidden': false,
            tabIndex: 0,
            icon: <IconX size={12} aria-hidden />,
          }}
        >
          {text}
        </Pill>
      ))}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
        {t('activity.clearAll')}
      </Button>
    </Group>
  );
}

/** When: a stretch that ends now, or two times. */
export function TimeField({ span, onSpan }: { span: Span; onSpan: (span: Span) => void }) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(span.since !== null || span.until !== null);
  const value = span.within ?? (own || span.since !== null || span.until !== null ? 'own' : null);
  const choose = (next: string | null): void => {
    setOwn(next === 'own');
    onSpan({
      within: next === null || next === 'own' ? null : (next as Stretch),
      since: next === 'own' ? span.since : null,
      until: next === 'own' ? span.until : null,
    });
  };
  return (
    <>
      <Select
        label={t('activity.time')}
        placeholder={t('activity.anyTime')}
        clearable
        value={value}
        onChange={choose}
        comboboxProps={{ withinPortal: false }}
        data={[
          ...Object.keys(STRETCHES).map((each) => ({ value: each, label: t(`activity.stretches.${each as Stretch}`) })),
          { value: 'own', label: t('activity.ownTime') },
        ]}
      />
      {value === 'own' && (
        <Group grow gap="xs">
          <TimeInput label={t('activity.since')} at={span.since} onAt={(since) => onSpan({ ...span, since })} />
          <TimeInput label={t('activity.until')} at={span.until} onAt={(until) => onSpan({ ...span, until })} />
        </Group>
      )}
    </>
  );
}

function TimeInput({ label, at, onAt }: { label: string; at: number | null; onAt: (at: number | null) => void }) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      defaultValue={at === null ? '' : localText(at)}
      onChange={(event) => {
        const time = new Date(event.currentTarget.value).getTime();
        if (event.currentTarget.value === '') onAt(null);
        else if (Number.isFinite(time)) onAt(time);
      }}
    />
  );
}

/** A time as the input of date and time writes it, in the viewer's zone. */
function localText(at: number): string {
  const zone = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - zone).toISOString().slice(0, 16);
}

/** The chips of a span of time. */
export function useSpanChips(span: Span, onSpan: (span: Span) => void): Chip[] {
  const { t, i18n } = useTranslation();
  const chips: Chip[] = [];
  if (span.within !== null)
    chips.push({
      id: 'within',
      text: t(`activity.stretches.${span.within}`),
      takeOff: () => onSpan({ ...span, within: null }),
    });
  if (span.since !== null)
    chips.push({
      id: 'since',
      text: t('activity.sinceChip', { when: exactTime(span.since, i18n.language) }),
      takeOff: () => onSpan({ ...span, since: null }),
    });
  if (span.until !== null)
    chips.push({
      id: 'until',
      text: t('activity.untilChip', { when: exactTime(span.until, i18n.language) }),
      takeOff: () => onSpan({ ...span, until: null }),
    });
  return chips;
}

const DEVICES_FOUND = 20;

/** One device, found by the engine as one types. */
export function DeviceField({ deviceId, onDevice }: { deviceId: string; onDevice: (deviceId: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 120);
  const chosen = useDeviceName(deviceId);
  const found = useQuery({
    ...api.devices.list.queryOptions({ input: { search: search === chosen ? '' : search, limit: DEVICES_FOUND } }),
    placeholderData: keepPreviousData,
  }).data?.rows;
  const data = (found ?? []).map((device) => ({ value: device.id, label: deviceTitle(device, t) }));
  if (deviceId !== '' && !data.some(({ value }) => value === deviceId))
    data.unshift({ value: deviceId, label: chosen ?? t('devices.device') });
  return (
    <Select
      label={t('activity.device')}
      placeholder={t('activity.deviceHint')}
      searchable
      clearable
      value={deviceId === '' ? null : deviceId}
      onChange={(value) => onDevice(value ?? '')}
      searchValue={typed}
      onSearchChange={setTyped}
      // The engine has found already, by serial number too.
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: false }}
      nothingFoundMessage={t('shell.nothingFound')}
      data={data}
    />
  );
}

/** What a device is called; undefined while that is on its way. */
export function useDeviceName(deviceId: string): string | undefined {
  const { t } = useTranslation();
  const device = useQuery({
    ...api.devices.get.queryOptions({ input: { deviceId } }),
    enabled: deviceId !== '',
  }).data;
  return device === undefined ? undefined : deviceTitle(device, t);
}
