import { ActionIcon, CopyButton, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { DevicePicture } from '../parts/DevicePicture.tsx';
import { Battery, Storage } from '../parts/Gauges.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusMark } from '../parts/StatusMark.tsx';
import { MANAGEMENT_TONE, PUSH_TONE } from '../parts/tones.ts';
import { deviceBadges } from './device-badges.ts';
import classes from './Header.module.css';

/** What a device is and how it stands, at a glance. */
export function DeviceHeader({ device }: { device: DeviceDetail }) {
  const { t, i18n } = useTranslation();
  const unwakeable = device.state === 'enrolled' && ['unregistered', 'refused'].includes(device.pushState);
  return (
    <div className={classes.head}>
      <DevicePicture device={device} size={64} />
      <div className={classes.what}>
        <Text fw={500} truncate>
          {device.modelName ?? device.productName ?? t('devices.device')}
        </Text>
        {device.serialNumber !== null && (
          <span className={classes.serial}>
            <span className="mono">{device.serialNumber}</span>
            <CopyButton value={device.serialNumber} timeout={1500}>
              {({ copied, copy }) => (
                <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
                  <ActionIcon
                    size="xs"
                    variant="subtle"
                    color="gray"
                    onClick={copy}
                    aria-label={t('common.copyNamed', { name: t('devices.columns.serialNumber') })}
                  >
                    {copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
                  </ActionIcon>
                </Tooltip>
              )}
            </CopyButton>
          </span>
        )}
        <ul className={classes.badges} aria-label={t('devicePage.badges.label')}>
          {deviceBadges(device).map((badge) => (
            <li key={badge}>{t(`devicePage.badges.${badge}`)}</li>
          ))}
        </ul>
      </div>
      <dl className={classes.vitals}>
        <Vital label={t('devices.columns.state')} testId="device-state">
          {unwakeable ? (
            <StatusMark tone={PUSH_TONE[device.pushState]}>{t(`devices.pushState.${device.pushState}`)}</StatusMark>
          ) : (
            <StatusMark tone={MANAGEMENT_TONE[device.state]}>{t(`devices.state.${device.state}`)}</StatusMark>
          )}
        </Vital>
        <Vital label={t('devices.columns.os')}>
          <span className="tabular">{device.osVersion ?? '–'}</span>
        </Vital>
        <Vital label={t('devices.columns.battery')}>
          <Battery level={device.batteryLevel} locale={i18n.language} />
        </Vital>
        <Vital label={t('devices.columns.storage')}>
          <Storage capacityGb={device.capacityGb} availableGb={device.availableGb} t={t} locale={i18n.language} />
        </Vital>
        <Vital label={t('devices.columns.lastSeen')}>
          <RelativeTime at={device.lastSeenAt} />
        </Vital>
        <Vital label={t('devices.columns.openCommands')}>
          <span className="tabular">{device.openCommands}</span>
        </Vital>
      </dl>
    </div>
  );
}

function Vital({ label, testId, children }: { label: string; testId?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}
