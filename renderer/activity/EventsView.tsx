import { Autocomplete, Button, CloseButton, Menu, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { TONES, type Tone } from '../../shared/catalogue/event-tones.ts';
import { api } from '../live/client.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Activity.module.css';
import { EventDrawer } from './EventDrawer.tsx';
import { EventList } from './EventList.tsx';
import { actorName, describeKind, knownKinds } from './event-words.ts';
import { exportEvents } from './exports.ts';
import {
  type Chip,
  DeviceField,
  FilterButton,
  FilterChips,
  TimeField,
  useDeviceName,
  useSpanChips,
} from './FilterParts.tsx';
import { addressOfView, CATEGORIES, type EventView, eventFilterOf, readEventView } from './view-address.ts';

const PAUSE_MS = 200;
const NO_FILTER = new URLSearchParams();

/** Everything that happened, filtered as the address says, live at the top. */
export function EventsView() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const address = params.toString();
  const view = useMemo(() => readEventView(new URLSearchParams(address)), [address]);
  const filter = useMemo(() => eventFilterOf(view, Date.now()), [view]);
  const [isPaused, setPaused] = useState(false);
  const opened = params.get('event');
  const change = (part: Partial<EventView>): void => setParams(addressOfView({ ...view, ...part }), { replace: true });
  const open = (seq: number | null): void =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (seq === null) next.delete('event');
      else next.set('event', String(seq));
      return next;
    });
  const chips = useChips(view, change);
  return (
    <>
      <search className={classes.bar} aria-label={t('activity.filter')}>
        <SearchField text={view.text} onText={(text) => change({ text })} />
        <FilterButton count={chips.length}>
          <EventFilterFields view={view} change={change} />
        </FilterButton>
        <span className={classes.grow} />
        {filter.until === undefined && (
          <>
            <span aria-live="polite">
              <StatusMark tone={isPaused ? 'waits' : 'done'}>
                {t(isPaused ? 'activity.paused' : 'activity.live')}
              </StatusMark>
            </span>
            <Button
              variant="default"
              leftSection={
                isPaused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
              }
              onClick={() => setPaused(!isPaused)}
            >
              {t(isPaused ? 'activity.goOn' : 'activity.pause')}
            </Button>
          </>
        )}
        <ExportMenu onExport={(format) => exportEvents(filter, format, t)} />
      </search>
      <FilterChips chips={chips} onClear={() => setParams(NO_FILTER, { replace: true })} />
      <EventList
        filter={filter}
        grouped={view.grouped}
        isPaused={isPaused}
        onOpen={(event) => open(event.seq)}
        narrowed={chips.length > 0 || view.text !== ''}
      />
      <EventDrawer seq={opened === null ? undefined : Number(opened)} onClose={() => open(null)} />
    </>
  );
}

/** Both kinds of file. */
export function ExportMenu({ onExport }: { onExport: (format: 'csv' | 'jsonl') => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('activity.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onExport('csv')}>{t('activity.exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => onExport('jsonl')}>{t('activity.exportJson')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const ask = useDebouncedCallback(onText, PAUSE_MS);
  // Going back, or clearing the filter, changes the address under the field.
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(text);
  }, [text]);
  const type = (next: string): void => {
    setTyped(next);
    ask(next);
  };
  return (
    <TextInput
      ref={field}
      type="search"
      data-page-search
      w={260}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && type('')}
      placeholder={t('activity.search')}
      aria-label={t('activity.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && <CloseButton size="sm" aria-label={t('activity.clearSearch')} onClick={() => type('')} />
      }
    />
  );
}

type Change = (part: Partial<EventView>) => void;
/** Choices open within the popover, so that a click on one does not close it. */
const INSIDE = { withinPortal: false } as const;

function EventFilterFields({ view, change }: { view: EventView; change: Change }) {
  const { t } = useTranslation();
  const people = useQuery(api.administrators.list.queryOptions()).data;
  const kinds = useMemo(() => knownKinds(t), [t]);
  const isKnown = kinds.some(({ items }) => items.some(({ value }) => value === view.typePrefix));
  const prefix = { group: t('activity.kind'), items: [{ value: view.typePrefix, label: `${view.typePrefix}…` }] };
  return (
    <>
      <MultiSelect
        label={t('activity.category')}
        clearable
        comboboxProps={INSIDE}
        value={[...view.categories]}
        onChange={(chosen) => change({ categories: CATEGORIES.filter((each) => chosen.includes(each)) })}
        data={CATEGORIES.map((value) => ({ value, label: t(`activity.categories.${value}`) }))}
      />
      <MultiSelect
        label={t('activity.meaning')}
        clearable
        comboboxProps={INSIDE}
        value={[...view.tones]}
        onChange={(chosen) => change({ tones: TONES.filter((each) => chosen.includes(each)) })}
        data={TONES.map((value: Tone) => ({ value, label: t(`activity.meanings.${value}`) }))}
      />
      <Select
        label={t('activity.kind')}
        searchable
        clearable
        comboboxProps={INSIDE}
        value={view.typePrefix === '' ? null : view.typePrefix}
        onChange={(typePrefix) => change({ typePrefix: typePrefix ?? '' })}
        data={view.typePrefix === '' || isKnown ? kinds : [prefix, ...kinds]}
      />
      <DeviceField deviceId={view.deviceId} onDevice={(deviceId) => change({ deviceId })} />
      <Autocomplete
        label={t('activity.actor')}
        comboboxProps={INSIDE}
        value={view.actor}
        onChange={(actor) => change({ actor })}
        data={[...new Set([...(people ?? []).map(({ name }) => name), 'device', 'apns', 'system'])]}
        renderOption={({ option }) => actorName(option.value, t)}
      />
      <TimeField span={view} onSpan={(span) => change(span)} />
      <Switch
        label={t('activity.group')}
        checked={view.grouped}
        onChange={(event) => change({ grouped: event.currentTarget.checked })}
      />
    </>
  );
}

function useChips(view: EventView, change: Change): Chip[] {
  const { t } = useTranslation();
  const device = useDeviceName(view.deviceId);
  const span = useSpanChips(view, change);
  const chips: Chip[] = [
    ...view.categories.map((each) => ({
      id: each,
      text: t(`activity.categories.${each}`),
      takeOff: () => change({ categories: view.categories.filter((other) => other !== each) }),
    })),
    ...view.tones.map((each) => ({
      id: each,
      text: t(`activity.meanings.${each}`),
      takeOff: () => change({ tones: view.tones.filter((other) => other !== each) }),
    })),
  ];
  if (view.typePrefix !== '')
    chips.push({
      id: 'kind',
      text: describeKind(view.typePrefix, t),
      takeOff: () => change({ typePrefix: '' }),
    });
  if (view.deviceId !== '')
    chips.push({ id: 'device', text: device ?? t('devices.device'), takeOff: () => change({ deviceId: '' }) });
  if (view.actor !== '')
    chips.push({
      id: 'actor',
      text: t('activity.by', { actor: actorName(view.actor, t) }),
      takeOff: () => change({ actor: '' }),
    });
  if (!view.grouped) chips.push({ id: 'each', text: t('activity.each'), takeOff: () => change({ grouped: true }) });
  return [...chips, ...span];
}
