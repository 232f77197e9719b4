import { Button, CloseButton, Text, Title } from '@mantine/core';
import { IconBell, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { dragDevices } from '../blueprints/device-drag.ts';
import { api } from '../live/client.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Battery, Storage } from '../parts/Gauges.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE, PUSH_TONE } from '../parts/tones.ts';
import classes from './DevicesScreen.module.css';
import { useRefresh, useWake } from './device-actions.ts';
import { deviceTitle } from './device-title.ts';

/** What is selected, beside the list. */
export function DeviceInspector({ device: chosen, onClose }: { device: DeviceRow; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const live = useQuery(api.devices.get.queryOptions({ input: { deviceId: chosen.id } })).data;
  const device: DeviceRow = live ?? chosen;
  const refresh = useRefresh();
  const wake = useWake();
  return (
    <aside className={classes.inspector} aria-label={t('devices.inspector')}>
      <div className={classes.inspectorHead}>
        <DevicePicture device={device} size={44} />
        <div>
          <Title order={2}>
            <Link
              to={`/devices/${device.id}`}
              style={{ color: 'inherit' }}
              onDragStart={(event) => dragDevices(event, [device.id], deviceTitle(device, t))}
            >
              {deviceTitle(device, t)}
            </Link>
          </Title>
          <Text size="xs" c="dimmed">
            {device.modelName ?? device.productName}
          </Text>
        </div>
        <CloseButton onClick={onClose} aria-label={t('common.close')} />
      </div>
      <div className={classes.inspectorActions}>
        <RoleGate needs="administrator">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => refresh.mutate({ deviceIds: [device.id] })}
          >
            {t('devices.refresh')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconBell size={16} aria-hidden />}
            onClick={() => wake.mutate({ deviceIds: [device.id] })}
          >
            {t('devices.wake')}
          </Button>
        </RoleGate>
      </div>
      <Facts
        facts={[
          {
            label: t('devices.columns.state'),
            value: <StatusMark tone={MANAGEMENT_TONE[device.state]}>{t(`devices.state.${device.state}`)}</StatusMark>,
          },
          {
            label: t('devices.push'),
            value: (
              <StatusMark tone={PUSH_TONE[device.pushState]}>{t(`devices.pushState.${device.pushState}`)}</StatusMark>
            ),
          },
          { label: t('devices.columns.lastSeen'), value: <RelativeTime at={device.lastSeenAt} /> },
          {
            label: t('devices.columns.serialNumber'),
            value: <span className="mono">{device.serialNumber ?? '–'}</span>,
          },
          { label: t('devices.columns.os'), value: device.osVersion ?? '–' },
          { label: t('devices.supervised'), value: yesNo(device.supervised, t) },
          {
            label: t('devices.columns.battery'),
            value: <Battery level={device.batteryLevel} locale={i18n.language} />,
          },
          {
            label: t('devices.columns.storage'),
            value: (
              <Storage capacityGb={device.capacityGb} availableGb={device.availableGb} t={t} locale={i18n.language} />
            ),
          },
          {
            label: t('devices.columns.openCommands'),
            value: new Intl.NumberFormat(i18n.language).format(device.openCommands),
          },
        ]}
      />
    </aside>
  );
}

function yesNo(value: boolean | null, t: TFunction): string {
  if (value === null) return t('common.unknown');
  return value ? t('common.yes') : t('common.no');
}
