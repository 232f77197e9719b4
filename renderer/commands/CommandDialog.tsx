import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDefinition } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceRow, DeviceUser } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import { CommandForm, type CommandOrder } from './CommandForm.tsx';
import { CommandPicker } from './CommandPicker.tsx';
import { commandName } from './command-words.ts';

export interface CommandDialogProps {
  devices: readonly (DeviceRow | DeviceDetail)[];
  /** The user of the one device whose channel it goes to; left out, it goes to the device itself. */
  user?: DeviceUser | undefined;
  /** How many they are, when not all of them are known here. */
  count?: number;
  /** Takes the command over instead of queueing it at once. */
  onSend?: (order: CommandOrder) => void;
  /** Goes straight to this command's form; the list of all is shown for one that does not exist. */
  requestType?: string;
  onClose: () => void;
}

/** Choose a command, fill it in, see who takes it, and queue it. */
export function CommandDialog(props: CommandDialogProps) {
  const { devices, user, count = devices.length, requestType, onSend, onClose } = props;
  const { t } = useTranslation();
  const known = requestType !== undefined && commandDefinition(requestType) !== undefined;
  const [chosen, setChosen] = useState(known ? requestType : undefined);
  const [only] = devices;
  const device = devices.length === 1 && only !== undefined ? deviceTitle(only, t) : t('devices.count', { count });
  const target =
    user === undefined ? device : t('devicePage.users.on', { user: user.shortName ?? user.longName ?? '–', device });
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
        <CommandPicker devices={devices} user={user} onPick={setChosen} />
      ) : (
        <CommandForm
          key={chosen}
          requestType={chosen}
          devices={devices}
          user={user}
          {...(onSend === undefined ? {} : { onSend })}
          onBack={!known ? () => setChosen(undefined) : undefined}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}
