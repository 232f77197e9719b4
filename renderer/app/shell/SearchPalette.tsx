import { useDebouncedValue, useLocalStorage } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconChevronRight, IconLock, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatch, useNavigate } from 'react-router';
import type { DeviceRow } from '../../../shared/contract/index.ts';
import { useDeviceActions } from '../../device/use-device-actions.ts';
import { deviceTitle } from '../../devices/device-title.ts';
import { api } from '../../live/client.ts';
import { DevicePicture } from '../../parts/DevicePicture.tsx';
import classes from './Palette.module.css';
import { usePaletteEntries } from './palette-entries.ts';
import { arrange, type Entry, partTyped } from './palette-model.ts';

const DEVICES_SHOWN = 8;
const RECENT_KEPT = 6;

/** Ctrl/Cmd-K: every place, device and action by typing. “iPad 54 > lock” is an action for a device. */
export function SearchPalette({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [recent, setRecent] = useLocalStorage<string[]>({ key: 'cartwright-recent', defaultValue: [] });
  const typed = partTyped(query);
  const [search] = useDebouncedValue(typed.device, 120);
  const found =
    useQuery({
      ...api.devices.list.queryOptions({ input: { search, limit: DEVICES_SHOWN } }),
      placeholderData: keepPreviousData,
      enabled: search !== '',
    }).data?.rows ?? [];
  const listed = typed.device === '' ? [] : found;

  const inView = useMatch('/devices/:deviceId/*')?.params.deviceId;
  const shown = useQuery({
    ...api.devices.get.queryOptions({ input: { deviceId: inView ?? '' } }),
    enabled: inView !== undefined,
  }).data;
  const target: DeviceRow | undefined = typed.action === undefined || typed.device === '' ? shown : listed[0];
  const actions = useDeviceActions(target);
  const places = usePaletteEntries(onHelp);

  const devices = listed.map(
    (device): Entry => ({
      id: `/devices/${device.id}`,
      group: t('screens.devices'),
      label: deviceTitle(device, t),
      hint: [device.serialNumber, device.modelName].filter((each) => each !== null).join(' · '),
      run: () => void navigate(`/devices/${device.id}`),
    }),
  );
  const ofTarget: Entry[] =
    target === undefined
      ? []
      : actions.map((action) => ({
          id: `${action.id} ${target.id}`,
          group: t('palette.groups.device', { name: deviceTitle(target, t) }),
          label: action.label,
          hint: action.group,
          refusal: action.reason,
          run: action.run,
        }));
  // The engine has found the devices; here they only take their place.
  const groups =
    typed.action === undefined
      ? [
          ...(devices.length > 0 ? [{ group: t('screens.devices'), entries: devices }] : []),
          ...arrange([...places, ...(query === '' ? [] : ofTarget)], query, {
            ids: recent,
            group: t('palette.groups.recent'),
          }),
        ]
      : arrange(ofTarget, typed.action, { ids: recent, group: t('palette.groups.recent') });

  const run = (entry: Entry): void => {
    setRecent((ids) => [entry.id, ...ids.filter((id) => id !== entry.id)].slice(0, RECENT_KEPT));
    entry.run();
  };
  const pictures = new Map(
    listed.map((device) => [`/devices/${device.id}`, <DevicePicture key="it" device={device} />]),
  );
  return (
    <Spotlight
      actions={groups.map(({ group, entries }) => ({
        group,
        actions: entries.map((entry) => actionOf(entry, run, pictures.get(entry.id))),
      }))}
      query={query}
      onQueryChange={setQuery}
      filter={(_query, all) => all}
      nothingFound={t('shell.nothingFound')}
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      // The dialog's name; there is nothing to see of it.
      title={t('shell.search')}
      classNames={{ header: 'visually-hidden' }}
      scrollable
      maxHeight={440}
      clearQueryOnClose
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

function actionOf(entry: Entry, run: (entry: Entry) => void, picture: ReactNode): SpotlightActionData {
  const refused = entry.refusal !== undefined;
  return {
    id: entry.id,
    label: entry.label,
    description: entry.refusal ?? entry.hint,
    leftSection: picture ?? (refused ? <IconLock size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />),
    rightSection: entry.keys === undefined ? undefined : <kbd className={classes.keys}>{entry.keys}</kbd>,
    'aria-disabled': refused || undefined,
    className: refused ? classes.refused : undefined,
    closeSpotlightOnTrigger: !refused,
    onClick: () => {
      if (!refused) run(entry);
    },
  };
}
