import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { bytes } from '../format/quantity.ts';
import { api } from '../live/client.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import { InventoryList } from './InventoryList.tsx';

/** Operating system updates the device could install. */
export function UpdatesTab({ device }: { device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const query = useQuery(api.devices.osUpdates.queryOptions({ input: { deviceId: device.id } }));
  return (
    <InventoryList
      device={device}
      label={t('device.tabs.updates')}
      reportedAt={device.reports.osUpdates}
      requestType="AvailableOSUpdates"
      query={query}
      rowKey={(update) => update.productKey}
      columns={[
        {
          id: 'name',
          header: t('device.update.name'),
          cell: (update) => <strong>{update.name ?? update.version ?? update.productKey}</strong>,
        },
        { id: 'version', header: t('device.update.version'), cell: (update) => update.version ?? '–' },
        { id: 'build', header: t('device.update.build'), cell: (update) => update.build ?? '–' },
        {
          id: 'critical',
          header: t('device.update.kind'),
          cell: (update) =>
            update.critical === true ? (
              <StatusMark tone="needs">{t('device.update.critical')}</StatusMark>
            ) : (
              t('device.update.usual')
            ),
        },
        {
          id: 'restart',
          header: t('device.update.restart'),
          cell: (update) => (update.restartRequired === true ? t('common.yes') : t('common.no')),
        },
        {
          id: 'size',
          header: t('device.update.size'),
          numeric: true,
          cell: (update) => (update.downloadSize === null ? '–' : bytes(update.downloadSize, i18n.language)),
        },
      ]}
    />
  );
}
