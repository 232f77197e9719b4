import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail } from '../../shared/contract/index.ts';
import { Card } from '../parts/Card.tsx';
import { Facts } from '../parts/Facts.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import classes from './Device.module.css';
import { FactValue, useFactLabel } from './FactValue.tsx';

/** What the device said of its security, and which restrictions are in force. */
export function SecurityTab({ device }: { device: DeviceDetail }) {
  const { t } = useTranslation();
  return (
    <div className={classes.grid}>
      <FactCard title={t('device.security')} facts={device.security} at={device.reports.security} />
      <FactCard title={t('device.restrictions')} facts={device.restrictions} at={device.reports.restrictions} />
    </div>
  );
}

function FactCard(props: { title: string; facts: Readonly<Record<string, unknown>>; at: number | null }) {
  const { t } = useTranslation();
  const label = useFactLabel();
  const facts = Object.entries(props.facts);
  return (
    <Card title={props.title} aside={props.at !== null && <RelativeTime at={props.at} />}>
      {facts.length === 0 ? (
        <Text c="dimmed">{props.at === null ? t('device.notReported') : t('device.reportedNone')}</Text>
      ) : (
        <Facts
          facts={facts.map(([key, value]) => ({ label: label(key), value: <FactValue name={key} value={value} /> }))}
        />
      )}
    </Card>
  );
}
