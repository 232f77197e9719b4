import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../parts/Card.tsx';
import { Facts } from '../parts/Facts.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { FactValue, useFactLabel } from './FactValue.tsx';

/** Facts as a device reported them, and when; or how to get them. */
export function FactCard(props: {
  title: string;
  facts: readonly (readonly [string, unknown])[];
  at: number | null;
  /** Stands there while nothing is known. */
  ask?: ReactNode;
  /** Said below the facts. */
  note?: string;
}) {
  const { t } = useTranslation();
  const label = useFactLabel();
  const { title, facts, at, ask, note } = props;
  return (
    <Card title={title} aside={at !== null && <RelativeTime at={at} />}>
      {facts.length === 0 ? (
        <>
          <Text c="dimmed" mb="sm">
            {at === null ? t('device.notReported') : t('device.reportedNone')}
          </Text>
          {ask}
        </>
      ) : (
        <>
          <Facts
            facts={facts.map(([key, value]) => ({ label: label(key), value: <FactValue name={key} value={value} /> }))}
          />
          {note !== undefined && (
            <Text size="xs" c="dimmed" mt="sm">
              {note}
            </Text>
          )}
        </>
      )}
    </Card>
  );
}
