import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceRow } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { CommandForm, type CommandOrder } from './CommandForm.tsx';
import { CommandPicker } from './CommandPicker.tsx';
import { commandName } from './command-words.ts';

export interface CommandDialogProps {
  devices: readonly (DeviceRow | DeviceDetail)[];
  /** How many they are, when not all of them are known here. */
  count?: number;
  /** Takes the command over instead of queueing it at once. */
  onSend?: (order: CommandOrder) => void;
  /** Goes straight to this command's form; the list of all is shown for one that does not exist. */
  requestType?: string;
  onClose: () => void;
}

/** Choose a command, fill it in, see who takes it, and queue it. */
export function CommandDialog({ devices, count = devices.length, requestType, onSend, onClose }: CommandDialogProps) {
  const { t } = useTranslation();
  const known = requestType !== undefined && commandDefinition(requestType) !== undefined;
  const [chosen, setChosen] = useState(known ? requestType : undefined);
  const [only] = devices;
  const target = devices.length === 1 && only !== undefined ? deviceTitle(only, t) : t('devices.count', { count });
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
          {...(onSend === undefined ? {} : { onSend })}
          onBack={!known ? () => setChosen(undefined) : undefined}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}
