import { Button, Checkbox, Group, PasswordInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type WifiProfileInput, wifiProfileInput } from '../../../shared/contract/configurator.ts';
import { api } from '../../live/client.ts';
import { Card } from '../../parts/Card.tsx';
import { tellFailure } from '../../parts/notify.ts';
import { RoleForm } from '../../parts/RoleGate.tsx';
import { keepFile } from '../downloads.ts';

const SECURITY = ['personal', 'wpa3', 'enterprise', 'none'] as const;
const EMPTY: WifiProfileInput = {
  ssid: '',
  security: 'personal',
  password: '',
  userName: '',
  hidden: false,
  privateAddress: true,
};

/** The network devices begin in, as a profile to be dropped into Apple Configurator. Nothing of it is kept. */
export function WifiCard({ onMade }: { onMade: (filename: string) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(EMPTY);
  const [attempted, setAttempted] = useState(false);
  const change = (part: Partial<WifiProfileInput>): void => setDraft((before) => ({ ...before, ...part }));
  const wrong = new Set(wifiProfileInput.safeParse(draft).error?.issues.map(({ path }) => path[0]));
  const problem = (field: 'ssid' | 'password' | 'userName'): string | undefined =>
    attempted && wrong.has(field) ? t(`configurator.wifi.wrong.${field}`) : undefined;
  const make = useMutation(
    api.enrollment.wifiProfile.mutationOptions({
      onSuccess(file) {
        keepFile(file);
        onMade(file.filename);
        change({ password: '' });
        setAttempted(false);
      },
      onError: (error) => tellFailure(error, t('enrollment.profileFailed')),
    }),
  );
  const { security } = draft;
  return (
    <Card title={t('configurator.wifi.title')}>
      <Text mb="sm">{t('configurator.wifi.text')}</Text>
      <RoleForm needs="administrator">
        <form
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            setAttempted(true);
            if (wrong.size === 0) make.mutate(draft);
          }}
        >
          <SegmentedControl
            size="xs"
            mb="sm"
            aria-label={t('configurator.wifi.security.label')}
            value={security}
            onChange={(next) => change({ security: SECURITY.find((each) => each === next) ?? 'personal' })}
            data={SECURITY.map((each) => ({ value: each, label: t(`configurator.wifi.security.${each}`) }))}
          />
          <Group grow align="flex-start">
            <TextInput
              label={t('configurator.wifi.ssid')}
              value={draft.ssid}
              error={problem('ssid')}
              onChange={(event) => change({ ssid: event.currentTarget.value })}
            />
            {security === 'enterprise' && (
              <TextInput
                label={t('configurator.wifi.userName')}
                value={draft.userName}
                error={problem('userName')}
                onChange={(event) => change({ userName: event.currentTarget.value })}
              />
            )}
            {security !== 'none' && (
              <PasswordInput
                label={t('configurator.wifi.password')}
                autoComplete="new-password"
                value={draft.password}
                error={problem('password')}
                onChange={(event) => change({ password: event.currentTarget.value })}
              />
            )}
          </Group>
          <Group mt="sm" mb="md">
            <Checkbox
              label={t('configurator.wifi.hidden')}
              checked={draft.hidden}
              onChange={(event) => change({ hidden: event.currentTarget.checked })}
            />
            <Checkbox
              label={t('configurator.wifi.privateAddress')}
              checked={draft.privateAddress}
              onChange={(event) => change({ privateAddress: event.currentTarget.checked })}
            />
          </Group>
          <Button
            type="submit"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={make.isPending}
          >
            {t('configurator.wifi.make')}
          </Button>
        </form>
      </RoleForm>
    </Card>
  );
}
