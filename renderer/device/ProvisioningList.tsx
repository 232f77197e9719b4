import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { addressOf } from './device-address.ts';
import { Expiry } from './Expiry.tsx';
import { InventoryList } from './InventoryList.tsx';

/** Provisioning profiles of in-house apps, the first to expire first (BP-10, BP-11). */
export function ProvisioningList({ device, bar }: { device: DeviceDetail; bar: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const query = useQuery(api.devices.provisioningProfiles.queryOptions({ input: { deviceId: device.id } }));
  return (
    <InventoryList
      device={device}
      label={t('managedApps.show.provisioning')}
      reportedAt={device.reports.provisioningProfiles}
      requestType="ProvisioningProfileList"
      query={query}
      rowKey={(profile) => profile.uuid}
      bar={
        <>
          {bar}
          <Button
            variant="default"
            size="compact-sm"
            component={Link}
            to={addressOf(device, 'InstallProvisioningProfile', pathname)}
          >
            {t('managedApps.provisioning.install')}
          </Button>
        </>
      }
      note={<Text size="sm">{t('managedApps.provisioning.note')}</Text>}
      columns={[
        {
          id: 'name',
          header: t('managedApps.provisioning.name'),
          cell: (profile) => <strong>{profile.name ?? profile.uuid}</strong>,
        },
        {
          id: 'uuid',
          header: t('managedApps.provisioning.uuid'),
          cell: (profile) => <span className="mono">{profile.uuid}</span>,
        },
        {
          id: 'expiry',
          header: t('managedApps.provisioning.expiry'),
          cell: (profile) => <Expiry at={profile.expiresAt} />,
        },
      ]}
    />
  );
}
