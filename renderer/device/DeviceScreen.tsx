import { Button, Tabs, Text } from '@mantine/core';
import { IconArrowLeft, IconBell, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { useRefresh, useWake } from '../devices/device-actions.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api, isNotFound } from '../live/client.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Battery, Storage } from '../parts/Gauges.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE } from '../parts/tones.ts';
import { ActionsMenu } from './ActionsMenu.tsx';
import { AppsTab } from './AppsTab.tsx';
import { CertificatesTab } from './CertificatesTab.tsx';
import { CommandsTab } from './CommandsTab.tsx';
import classes from './Device.module.css';
import { EventsTab } from './EventsTab.tsx';
import { OpenedOver } from './OpenedOver.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { ProfilesTab } from './ProfilesTab.tsx';
import { SecurityTab } from './SecurityTab.tsx';
import { UpdatesTab } from './UpdatesTab.tsx';

const TABS = ['overview', 'commands', 'profiles', 'apps', 'certificates', 'updates', 'security', 'events'] as const;
type Tab = (typeof TABS)[number];

const PANELS: Readonly<Record<Tab, (props: { device: DeviceDetail }) => React.ReactNode>> = {
  overview: OverviewTab,
  commands: CommandsTab,
  profiles: ProfilesTab,
  apps: AppsTab,
  certificates: CertificatesTab,
  updates: UpdatesTab,
  security: SecurityTab,
  events: EventsTab,
};

/** One device: what it is, how it stands, and everything it said and was told. */
export default function DeviceScreen() {
  const { t } = useTranslation();
  const { deviceId = '', tab } = useParams();
  const query = useQuery(api.devices.get.queryOptions({ input: { deviceId } }));
  if (query.data !== undefined)
    return <Loaded device={query.data} tab={TABS.find((each) => each === tab) ?? 'overview'} />;
  if (!query.isError) return <LoadingPage />;
  if (!isNotFound(query.error) && !isBadId(query.error))
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <PageHeader title={t('device.unknown.title')} />
      <EmptyState
        drawing={<NothingFoundDrawing />}
        title={t('device.unknown.title')}
        text={t('device.unknown.text')}
        action={
          <Button component={Link} to="/devices">
            {t('device.unknown.action')}
          </Button>
        }
      />
    </>
  );
}

/** An address with something in it that cannot be an id. */
function isBadId(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'BAD_REQUEST';
}

function Loaded({ device, tab }: { device: DeviceDetail; tab: Tab }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const wake = useWake();
  const Panel = PANELS[tab];
  const model = [device.modelName ?? device.productName, device.osVersion].filter((each) => each !== null);
  return (
    <>
      <PageHeader
        title={deviceTitle(device, t)}
        before={
          <Button
            component={Link}
            to="/devices"
            variant="subtle"
            color="gray"
            px={6}
            aria-label={t('device.back')}
            title={t('device.back')}
          >
            <IconArrowLeft size={18} aria-hidden />
          </Button>
        }
      >
        <RoleGate needs="administrator">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={refresh.isPending}
            onClick={() => refresh.mutate({ deviceIds: [device.id] })}
          >
            {t('devices.refresh')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconBell size={16} aria-hidden />}
            loading={wake.isPending}
            onClick={() => wake.mutate({ deviceIds: [device.id] })}
          >
            {t('devices.wake')}
          </Button>
          <ActionsMenu device={device} />
        </RoleGate>
      </PageHeader>
      <div className={classes.head}>
        <DevicePicture device={device} size={56} />
        <div className={classes.what}>
          <Text fw={500}>{model.join(' · ')}</Text>
          <Text size="xs" c="dimmed" className="mono">
            {device.serialNumber}
          </Text>
        </div>
        <dl className={classes.vitals}>
          <div>
            <dt>{t('devices.columns.state')}</dt>
            <dd data-testid="device-state">
              <StatusMark tone={MANAGEMENT_TONE[device.state]}>{t(`devices.state.${device.state}`)}</StatusMark>
            </dd>
          </div>
          <div>
            <dt>{t('devices.columns.battery')}</dt>
            <dd>
              <Battery level={device.batteryLevel} />
            </dd>
          </div>
          <div>
            <dt>{t('devices.columns.storage')}</dt>
            <dd>
              <Storage capacityGb={device.capacityGb} availableGb={device.availableGb} />
            </dd>
          </div>
          <div>
            <dt>{t('devices.columns.lastSeen')}</dt>
            <dd>
              <RelativeTime at={device.lastSeenAt} />
            </dd>
          </div>
          <div>
            <dt>{t('devices.columns.openCommands')}</dt>
            <dd className="tabular">{device.openCommands}</dd>
          </div>
        </dl>
      </div>
      <Tabs
        value={tab}
        onChange={(next) => void navigate(`/devices/${device.id}/${next ?? 'overview'}`, { replace: true })}
        className={classes.tabs}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabList}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`device.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={classes.panel} tabIndex={0}>
          <Panel device={device} />
        </Tabs.Panel>
      </Tabs>
      <OpenedOver device={device} />
    </>
  );
}
