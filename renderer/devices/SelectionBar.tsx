import { Button, Title } from '@mantine/core';
import { IconBell, IconRefresh, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { CommandDialog } from '../commands/LazyCommandDialog.tsx';
import { RoleGate } from '../parts/RoleGate.tsx';
import classes from './DevicesScreen.module.css';
import { useRefresh, useWake } from './device-actions.ts';

/** Takes the place of the page header while devices are chosen: how many, and what can be done with them. */
export function SelectionBar({ devices, onClear }: { devices: readonly DeviceRow[]; onClear: () => void }) {
  const { t } = useTranslation();
  const [commanding, setCommanding] = useState(false);
  const refresh = useRefresh();
  const wake = useWake();
  const deviceIds = devices.map((device) => device.id);
  return (
    <div className={classes.selection}>
      <Title order={1} aria-live="polite">
        {t('devices.selected', { count: devices.length })}
      </Title>
      <RoleGate needs="administrator">
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate({ deviceIds })}
        >
          {t('devices.refresh')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconBell size={16} aria-hidden />}
          loading={wake.isPending}
          onClick={() => wake.mutate({ deviceIds })}
        >
          {t('devices.wake')}
        </Button>
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setCommanding(true)}>
          {t('devices.sendCommand')}
        </Button>
      </RoleGate>
      <Button variant="subtle" color="gray" leftSection={<IconX size={16} aria-hidden />} onClick={onClear}>
        {t('devices.clearSelection')}
      </Button>
      {commanding && <CommandDialog devices={devices} onClose={() => setCommanding(false)} />}
    </div>
  );
}
