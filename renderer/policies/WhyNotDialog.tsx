import { Button, Group, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PolicyDetail, WhyNot } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { StatusMark } from '../parts/StatusMark.tsx';
import classes from './Policies.module.css';

const FOUND = 20;

/** Why a device gets a policy or not. */
export function WhyNotDialog({ policy, onClose }: { policy: PolicyDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [deviceId, setDeviceId] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const devices =
    useQuery({
      ...api.devices.list.queryOptions({
        input: { ...(search === '' ? {} : { search }), sort: 'name', direction: 'asc', limit: FOUND },
      }),
      placeholderData: keepPreviousData,
    }).data?.rows ?? [];
  const why = useQuery({
    ...api.policies.whyNot.queryOptions({ input: { policyId: policy.id, deviceId: deviceId ?? '' } }),
    enabled: deviceId !== null,
    retry: false,
    staleTime: 0,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('policies.whyNot.title', { name: policy.name })}
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.stack}>
        <Select
          label={t('policies.device')}
          placeholder={t('policies.assign.choose.device')}
          searchable
          data-autofocus
          filter={({ options }) => options}
          onSearchChange={setTyped}
          data={devices.map((device) => ({
            value: device.id,
            label: [deviceTitle(device, t), device.serialNumber].filter((each) => each !== null).join(' · '),
          }))}
          value={deviceId}
          onChange={setDeviceId}
        />
        {why.isError && <StatusMark tone="needs">{errorText(why.error)}</StatusMark>}
        {why.data !== undefined && deviceId !== null && (
          <div role="status">
            <StatusMark tone={why.data.lands ? 'done' : 'none'}>
              {t(why.data.lands ? 'policies.whyNot.lands' : 'policies.whyNot.not')}
            </StatusMark>
            <p>{becauseText(why.data.because, t)}</p>
            {why.data.because.code === 'goes-behind' && (
              <Link to={`/policies/${why.data.because.policyId}`}>{why.data.because.name}</Link>
            )}
          </div>
        )}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
      </Group>
    </Modal>
  );
}

function becauseText(because: WhyNot['because'], t: TFunction): string {
  const by = 'by' in because ? because.by : undefined;
  const name = by?.kind === 'device' ? t('policies.devices.itself') : (by?.name ?? t('policies.goneGroup'));
  switch (because.code) {
    case 'assigned':
    case 'excluded':
      return t(`policies.whyNot.because.${because.code}`, { name });
    case 'not-assigned':
      return because.groups.length === 0
        ? t('policies.whyNot.because.not-assigned')
        : t('policies.whyNot.because.notInGroups', {
            names: because.groups.map((group) => group.name ?? t('policies.goneGroup')).join(', '),
          });
    case 'goes-behind':
      return t('policies.whyNot.because.goes-behind', { name: because.name, slot: because.slot });
    default:
      return t(`policies.whyNot.because.${because.code}`);
  }
}
