import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { InventoryList } from './InventoryList.tsx';

/** Installed configuration profiles and what is in them. */
export function ProfilesTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const query = useQuery(api.devices.profiles.queryOptions({ input: { deviceId: device.id } }));
  const yes = (value: boolean | null): string => (value === null ? '–' : value ? t('common.yes') : t('common.no'));
  return (
    <InventoryList
      device={device}
      label={t('device.tabs.profiles')}
      reportedAt={device.reports.profiles}
      requestType="ProfileList"
      query={query}
      rowKey={(profile) => profile.uuid}
      columns={[
        {
          id: 'name',
          header: t('device.profile.name'),
          cell: (profile) => (
            <>
              <strong>{profile.displayName ?? profile.identifier}</strong>
              <Text size="xs" c="dimmed">
                {profile.description ?? profile.organization}
              </Text>
            </>
          ),
        },
        {
          id: 'identifier',
          header: t('device.profile.identifier'),
          cell: (profile) => <span className="mono">{profile.identifier}</span>,
        },
        {
          id: 'payloads',
          header: t('device.profile.payloads'),
          cell: (profile) => <span className="mono">{profile.payloads.map(({ type }) => type).join(', ')}</span>,
        },
        { id: 'managed', header: t('device.profile.managed'), cell: (profile) => yes(profile.managed) },
        { id: 'locked', header: t('device.profile.locked'), cell: (profile) => yes(profile.removalDisallowed) },
        { id: 'encrypted', header: t('device.profile.encrypted'), cell: (profile) => yes(profile.encrypted) },
      ]}
    />
  );
}
