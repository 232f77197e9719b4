import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceRow } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { CommandForm } from './CommandForm.tsx';
import { CommandPicker } from './CommandPicker.tsx';
import { commandName } from './command-words.ts';

export interface CommandDialogProps {
  devices: readonly (DeviceRow | DeviceDetail)[];
  /** Goes straight to this command's form; the list of all is shown for one that does not exist. */
  requestType?: string;
  onClose: () => void;
}

/** Choose a command, fill it in, see who takes it, and queue it. */
export function CommandDialog({ devices, requestType, onClose }: CommandDialogProps) {
  const { t } = useTranslation();
  const known = requestType !== undefined && commandDefinition(requestType) !== undefined;
  const [chosen, setChosen] = useState(known ? requestType : undefined);
  const [only] = devices;
  const target =
    devices.length === 1 && only !== undefined ? deviceTitle(only, t) : t('devices.count', { count: devices.length });
  return (
    <Modal
      opened
      onClose={onClose}
      size={chosen === undefined ? 560 : 620}
      title={
        chosen === undefined
          ? t('commands.chooseFor', { target })
          : t('commands.for', { command: commandName(chosen, t), target })
      }
      styles={{ title: { fontWeight: 600, fontSize: 14 } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {chosen === undefined ? (
        <CommandPicker devices={devices} onPick={setChosen} />
      ) : (
        <CommandForm
          key={chosen}
          requestType={chosen}
          devices={devices}
          onBack={!known ? () => setChosen(undefined) : undefined}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}
