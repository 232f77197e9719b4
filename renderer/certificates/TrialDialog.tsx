import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateItem, CertificateTrial } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { api, engine } from '../live/client.ts';
import { errorText } from '../parts/error-text.ts';
import { TrialSteps } from '../parts/TrialSteps.tsx';

const FOUND = 20;

/** What came of trying to get a certificate, step by step. */
export function TrialDialog({ trial, onClose }: { trial: CertificateTrial; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(trial.ok ? 'certificateLibrary.trialGood' : 'certificateLibrary.trialBad')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Steps trial={trial} />
    </Modal>
  );
}

/** Tries a server whose certificates say something of a device: as one that is chosen. */
export function TrialAsDialog({ item, onClose }: { item: CertificateItem; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [deviceId, setDeviceId] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed.trim(), 150);
  const devices = useQuery({
    ...api.devices.list.queryOptions({
      input: { ...(search === '' ? {} : { search }), sort: 'name', direction: 'asc', limit: FOUND },
    }),
    placeholderData: keepPreviousData,
  }).data?.rows;
  const trying = useMutation({
    mutationFn: (as: string) => engine.certificateLibrary.trial({ itemId: item.id, deviceId: as }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('certificateLibrary.trialOf', { name: item.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (deviceId !== null) trying.mutate(deviceId);
        }}
      >
        <Stack gap="md">
          <Select
            label={t('certificateLibrary.trialAs')}
            description={t('certificateLibrary.trialAsHint')}
            placeholder={t('policies.assign.choose.device')}
            searchable
            data-autofocus
            openOnFocus={false}
            nothingFoundMessage={t('policies.assign.noneFound')}
            data={(devices ?? []).map((device) => ({
              value: device.id,
              label: [deviceTitle(device, t), device.serialNumber].filter((part) => part !== null).join(' · '),
            }))}
            filter={({ options }) => options}
            searchValue={typed}
            onSearchChange={setTyped}
            value={deviceId}
            onChange={(chosen) => {
              setDeviceId(chosen);
              trying.reset();
            }}
          />
          {trying.isError && (
            <Text c="var(--cw-needs)" role="alert">
              {errorText(trying.error)}
            </Text>
          )}
          {trying.data !== undefined && <Steps trial={trying.data} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
            <Button type="submit" disabled={deviceId === null} loading={trying.isPending}>
              {t('certificateLibrary.try')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Steps({ trial }: { trial: CertificateTrial }) {
  const { t } = useTranslation();
  return (
    <TrialSteps
      steps={trial.steps.map(({ step, ...rest }) => ({ label: t(`certificateLibrary.steps.${step}`), ...rest }))}
    />
  );
}
