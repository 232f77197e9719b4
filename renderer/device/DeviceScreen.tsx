import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft, IconBell, IconRefresh, IconStethoscope } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { DeviceComplianceTab } from '../compliance/DeviceComplianceTab.tsx';
import { useRefresh, useWake } from '../devices/device-actions.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api, isNotFound } from '../live/client.ts';
import { NothingFoundDrawing } from '../parts/Drawings.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { LoadingPage } from '../parts/LoadingPage.tsx';
import { PageHeader } from '../parts/PageHeader.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { ActionsMenu } from './ActionsMenu.tsx';
import { AppsTab } from './AppsTab.tsx';
import { CertificatesTab } from './CertificatesTab.tsx';
import { CommandsTab } from './CommandsTab.tsx';
import classes from './Device.module.css';
import { DeviceHeader } from './DeviceHeader.tsx';
import { DeviceName } from './DeviceName.tsx';
import { addressOf } from './device-address.ts';
import { HistoryTab } from './HistoryTab.tsx';
import { NetworkTab } from './NetworkTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { OpenedOver } from './OpenedOver.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { ProfilesTab } from './ProfilesTab.tsx';
import { RestoredNote } from './RestoredNote.tsx';
import { SecurityTab } from './SecurityTab.tsx';
import { UpdatesTab } from './UpdatesTab.tsx';
import { UsersTab } from './UsersTab.tsx';
import { useRename } from './use-rename.ts';

/** Every tab, in order, under its name in the address. */
const PANELS = {
  overview: OverviewTab,
  commands: CommandsTab,
  profiles: ProfilesTab,
  apps: AppsTab,
  certificates: CertificatesTab,
  updates: UpdatesTab,
  security: SecurityTab,
  compliance: DeviceComplianceTab,
  network: NetworkTab,
  users: UsersTab,
  history: HistoryTab,
  notes: NotesTab,
} satisfies Readonly<Record<string, (props: { device: DeviceDetail }) => React.ReactNode>>;
type Tab = keyof typeof PANELS;
const TABS = Object.keys(PANELS) as Tab[];

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
  const { pathname } = useLocation();
  const rename = useRename(device);
  const Panel = PANELS[tab];
  return (
    <>
      <PageHeader
        title={rename.pending ?? deviceTitle(device, t)}
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
        after={<DeviceName device={device} rename={rename} />}
      >
        <Button
          variant="default"
          leftSection={<IconStethoscope size={16} aria-hidden />}
          component={Link}
          to={addressOf(device, 'diagnosis', pathname)}
        >
          {t('diagnosis.title')}
        </Button>
        <RefreshAndWake device={device} />
      </PageHeader>
      <DeviceHeader device={device} />
      {device.restored !== null && <RestoredNote restored={device.restored} />}
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

function RefreshAndWake({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const wake = useWake();
  return (
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
  );
}
