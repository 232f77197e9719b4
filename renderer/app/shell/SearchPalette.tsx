import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { deviceTitle } from '../../devices/device-title.ts';
import { api } from '../../live/client.ts';
import { DevicePicture } from '../../parts/DevicePicture.tsx';
import { SCREENS } from './screens.ts';

const DEVICES_SHOWN = 8;

/** Ctrl/Cmd-K: go to any screen or device by typing. */
export function SearchPalette() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 120);
  const found = useQuery({
    ...api.devices.list.queryOptions({ input: { search, limit: DEVICES_SHOWN } }),
    enabled: search !== '',
  }).data;

  const screens = SCREENS.map(
    ({ path, name, Icon }): SpotlightActionData => ({
      id: path,
      label: t(`screens.${name}`),
      leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
      onClick: () => void navigate(path),
    }),
  ).filter(({ label }) => label?.toLowerCase().includes(query.trim().toLowerCase()));
  const devices = (search === '' ? [] : (found?.rows ?? [])).map(
    (device): SpotlightActionData => ({
      id: device.id,
      label: deviceTitle(device, t),
      description: [device.serialNumber, device.modelName].filter((each) => each !== null).join(' · '),
      leftSection: <DevicePicture device={device} />,
      onClick: () => void navigate(`/devices/${device.id}`),
    }),
  );
  const actions: SpotlightActionGroupData[] = [];
  if (devices.length > 0) actions.push({ group: t('screens.devices'), actions: devices });
  if (screens.length > 0) actions.push({ group: t('shell.goTo'), actions: screens });
  return (
    <Spotlight
      actions={actions}
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
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('shell.searchPlaceholder'),
        'aria-label': t('shell.searchPlaceholder'),
      }}
    />
  );
}
