import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { bytes } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { InventoryList } from './InventoryList.tsx';

/** Installed apps, found by typing. */
export function AppsTab({ device }: { device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const query = useQuery(api.devices.apps.queryOptions({ input: { deviceId: device.id } }));
  const words = search.trim().toLowerCase();
  const size = (count: number | null): string => (count === null ? '–' : bytes(count, i18n.language));
  return (
    <InventoryList
      device={device}
      label={t('device.tabs.apps')}
      reportedAt={device.reports.apps}
      requestType="InstalledApplicationList"
      query={query}
      rowKey={(app) => `${app.identifier} ${app.version}`}
      filter={(app) => `${app.name ?? ''} ${app.identifier}`.toLowerCase().includes(words)}
      bar={
        <TextInput
          type="search"
          w={240}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('device.searchApps')}
          aria-label={t('device.searchApps')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
      }
      columns={[
        { id: 'name', header: t('device.app.name'), cell: (app) => <strong>{app.name ?? app.identifier}</strong> },
        {
          id: 'identifier',
          header: t('device.app.identifier'),
          cell: (app) => <span className="mono">{app.identifier}</span>,
        },
        { id: 'version', header: t('device.app.version'), cell: (app) => app.shortVersion ?? app.version },
        {
          id: 'managed',
          header: t('device.app.managed'),
          cell: (app) => (app.managed === true ? t('common.yes') : t('common.no')),
        },
        { id: 'size', header: t('device.app.size'), numeric: true, cell: (app) => size(app.bundleSize) },
        { id: 'data', header: t('device.app.data'), numeric: true, cell: (app) => size(app.dynamicSize) },
      ]}
    />
  );
}
