import type { TFunction } from 'i18next';
import type { DeviceRow } from '../../shared/contract/index.ts';

/** What to call a device: its name, else what it is and its serial number. */
export function deviceTitle(
  device: Pick<DeviceRow, 'name' | 'modelName' | 'family' | 'serialNumber'>,
  t: TFunction,
): string {
  if (device.name !== null && device.name !== '') return device.name;
  const kind = device.modelName ?? device.family ?? t('devices.device');
  return device.serialNumber === null ? kind : `${kind} ${device.serialNumber}`;
}
