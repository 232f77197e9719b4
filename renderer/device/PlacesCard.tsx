import { Anchor, Button, Group, Modal, Text } from '@mantine/core';
import { IconMapPin, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceDetail, DeviceKnowledge, Place } from '../../shared/contract/index.ts';
import { number } from '../format/quantity.ts';
import { exactTime } from '../format/time.ts';
import { api } from '../live/client.ts';
import { Card } from '../parts/Card.tsx';
import { tellDone, tellFailure } from '../parts/notify.ts';
import { PlainTable } from '../parts/PlainTable.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import { AskDevice } from './AskDevice.tsx';
import { FactValue, useFactLabel } from './FactValue.tsx';

/** Where a lost device was: asked for and looked at on purpose only, and both recorded. */
export function PlacesCard({ device, knowledge }: { device: DeviceDetail; knowledge: DeviceKnowledge }) {
  const { t, i18n } = useTranslation();
  const label = useFactLabel();
  const [forgetting, setForgetting] = useState(false);
  const show = useMutation(
    api.devices.showPlaces.mutationOptions({
      onError: (error) => tellFailure(error, t('knowledge.places.failed')),
      gcTime: 0,
    }),
  );
  const forget = useMutation(
    api.devices.forgetPlaces.mutationOptions({
      onSuccess: () => {
        show.reset();
        setForgetting(false);
        tellDone(t('knowledge.places.forgotten'));
      },
      onError: (error) => tellFailure(error, t('knowledge.places.notForgotten')),
    }),
  );
  const { places, lostMode } = knowledge;
  const lost = device.information.IsMDMLostModeEnabled === true;
  // The place of a device that is not lost, and never was, is nobody's business.
  if (!lost && places.count === 0) return null;
  const shown = (['Message', 'PhoneNumber', 'Footnote'] as const).filter((key) => lost && lostMode[key] !== undefined);
  return (
    <Card title={t('knowledge.places.title')} flush={show.data !== undefined}>
      <div style={show.data === undefined ? undefined : { padding: '8px 16px' }}>
        <Text size="sm">{t('knowledge.places.note')}</Text>
        <Text c="dimmed" size="sm">
          {t('knowledge.places.logged')}
        </Text>
        {shown.map((key) => (
          <Text key={key} size="sm" mt={4}>
            {label(key)}: <FactValue name={key} value={lostMode[key]} />
          </Text>
        ))}
        <Text mt="xs">
          {places.count === 0 ? (
            t('knowledge.places.none')
          ) : (
            <>
              {t('knowledge.places.count', { count: places.count })},{' '}
              {t('knowledge.places.newest', {
                when: exactTime(places.newestAt ?? 0, i18n.language),
                who: places.askedBy ?? '–',
              })}
            </>
          )}
        </Text>
        <Group gap="xs" mt="xs">
          {lost && <AskDevice device={device} requestType="DeviceLocation" />}
          {places.count > 0 && (
            <RoleGate needs="administrator">
              <Button
                variant="default"
                leftSection={<IconMapPin size={16} aria-hidden />}
                loading={show.isPending}
                onClick={() => show.mutate({ deviceId: device.id })}
              >
                {t('knowledge.places.show')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => setForgetting(true)}
              >
                {t('knowledge.places.forget')}
              </Button>
            </RoleGate>
          )}
        </Group>
      </div>
      {show.data !== undefined && <PlaceTable places={show.data} />}
      <Modal opened={forgetting} onClose={() => setForgetting(false)} title={t('knowledge.places.forgetTitle')}>
        <Text>{t('knowledge.places.forgetText')}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setForgetting(false)}>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={forget.isPending} onClick={() => forget.mutate({ deviceId: device.id })}>
            {t('knowledge.places.forget')}
          </Button>
        </Group>
      </Modal>
    </Card>
  );
}

function PlaceTable({ places }: { places: readonly Place[] }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language;
  const degrees = (value: number): string => value.toFixed(5);
  return (
    <PlainTable<Place>
      label={t('knowledge.places.title')}
      rows={places}
      rowKey={({ id }) => id}
      columns={[
        { id: 'at', header: t('knowledge.places.at'), cell: ({ at }) => <RelativeTime at={at} /> },
        {
          id: 'where',
          header: t('knowledge.places.where'),
          cell: ({ latitude, longitude }) => (
            <>
              <span className="mono">
                {degrees(latitude)}, {degrees(longitude)}
              </span>
              <br />
              <Anchor
                size="sm"
                href={`https://maps.apple.com/?ll=${latitude},${longitude}&q=${latitude},${longitude}`}
                target="_blank"
                rel="noreferrer"
                title={t('knowledge.places.mapNote')}
              >
                {t('knowledge.places.map')}
              </Anchor>
            </>
          ),
        },
        {
          id: 'accuracy',
          header: t('knowledge.places.accuracy'),
          numeric: true,
          cell: ({ horizontalAccuracy }) =>
            horizontalAccuracy === null
              ? '–'
              : t('knowledge.places.metres', { metres: number(Math.round(horizontalAccuracy), locale) }),
        },
        { id: 'by', header: t('knowledge.places.askedBy'), cell: ({ askedBy }) => askedBy },
      ]}
    />
  );
}
