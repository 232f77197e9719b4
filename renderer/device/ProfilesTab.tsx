import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { DeviceDetail, InstalledProfile } from '../../shared/contract/index.ts';
import { api } from '../live/client.ts';
import { useNow } from '../parts/use-now.ts';
import { DevicePolicies } from '../policies/DevicePolicies.tsx';
import { Expiry } from './Expiry.tsx';
import { InventoryList } from './InventoryList.tsx';
import { ProvisioningList } from './ProvisioningList.tsx';

const SHOWN = ['profiles', 'policies', 'provisioning'] as const;

/** Installed configuration profiles and what is in them; provisioning profiles beside them. */
export function ProfilesTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const show = SHOWN.find((each) => each === search.get('show')) ?? 'profiles';
  const query = useQuery(api.devices.profiles.queryOptions({ input: { deviceId: device.id } }));
  const yes = (value: boolean | null): string => (value === null ? '–' : value ? t('common.yes') : t('common.no'));
  const bar = (
    <SegmentedControl
      size="xs"
      aria-label={t('managedApps.show.label')}
      value={show}
      onChange={(value) => setSearch(value === 'profiles' ? {} : { show: value }, { replace: true })}
      data={SHOWN.map((value) => ({ value, label: t(`managedApps.show.${value}`) }))}
    />
  );
  if (show === 'policies') return <DevicePolicies device={device} bar={bar} />;
  if (show === 'provisioning') return <ProvisioningList device={device} bar={bar} />;
  return (
    <InventoryList
      device={device}
      label={t('device.tabs.profiles')}
      reportedAt={device.reports.profiles}
      requestType="ProfileList"
      query={query}
      rowKey={(profile) => profile.uuid}
      bar={bar}
      columns={[
        {
          id: 'name',
          header: t('device.profile.name'),
          width: '26%',
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
          width: '22%',
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
        {
          id: 'signature',
          header: t('managedApps.signature.header'),
          cell: (profile) => <Signature until={profile.signedUntil} />,
        },
      ]}
    />
  );
}

/** Until when the signature of a profile is good, and how to replace one whose is not (BP-30). */
export function Signature({ until }: { until: InstalledProfile['signedUntil'] }) {
  const { t } = useTranslation();
  const expired = useNow((now) => until !== null && until <= now);
  if (until === null) return <span style={{ color: 'var(--cw-text-soft)' }}>{t('managedApps.signature.none')}</span>;
  return (
    <>
      <Expiry at={until} />
      {expired && (
        <Text size="xs" c="dimmed" maw={260}>
          {t('managedApps.signature.expired')}
        </Text>
      )}
    </>
  );
}
