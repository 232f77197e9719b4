import { Button, List, Modal, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRow } from '../../shared/contract/index.ts';
import { deviceTitle } from '../devices/device-title.ts';
import classes from './Commands.module.css';

/** So many devices are named; of more, the rest are counted. */
const NAMED = 8;

/** What must be typed: the serial number of one device, or how many they are. */
export function confirmationWord(devices: readonly Pick<DeviceRow, 'serialNumber' | 'name'>[]): string {
  const [only] = devices;
  if (devices.length === 1 && only !== undefined) return only.serialNumber ?? only.name ?? '1';
  return String(devices.length);
}

/** Asks once more before something is lost: names the devices and wants their serial number or count typed. */
export function ConfirmDestructive(props: {
  /** What happens, as a question, as a sentence, and on the button. */
  title: string;
  text: string;
  /** What exactly is done, point by point. */
  points?: readonly string[];
  action: string;
  /** What is still to be chosen about it. */
  choice?: ReactNode;
  devices: readonly DeviceRow[];
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { devices } = props;
  const [typed, setTyped] = useState('');
  const word = confirmationWord(devices);
  const matches = typed.trim().toLowerCase() === word.toLowerCase();
  return (
    <Modal
      opened
      onClose={props.onCancel}
      size={460}
      title={props.title}
      styles={{ title: { fontWeight: 600, fontSize: 14, color: 'var(--cw-needs)' } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {/* Not a form: this dialog stands inside the command's form. */}
      <Text>{props.text}</Text>
      {props.points !== undefined && (
        <List size="sm" mt="xs" spacing={4}>
          {props.points.map((point) => (
            <List.Item key={point}>{point}</List.Item>
          ))}
        </List>
      )}
      {props.choice}
      <List size="sm" my="sm">
        {devices.slice(0, NAMED).map((device) => (
          <List.Item key={device.id}>
            {deviceTitle(device, t)} <span className="mono">{device.serialNumber}</span>
          </List.Item>
        ))}
        {devices.length > NAMED && <List.Item>{t('commands.andMore', { count: devices.length - NAMED })}</List.Item>}
      </List>
      <TextInput
        data-autofocus
        label={devices.length === 1 ? t('commands.typeSerial', { word }) : t('commands.typeCount', { word })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (matches) props.onConfirm();
        }}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={classes.foot}>
        <Button variant="default" onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
        <Button color="red" disabled={!matches} loading={props.busy} onClick={props.onConfirm}>
          {props.action}
        </Button>
      </div>
    </Modal>
  );
}
