import type { DeviceContext, Platform } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceRow } from '../../shared/contract/index.ts';

/** What is known of a device that decides whether it takes a command. The engine has the last word. */
export function contextOf(device: DeviceRow | DeviceDetail): DeviceContext {
  const enrollment =
    'enrollments' in device ? device.enrollments.find(({ channel }) => channel === 'device') : undefined;
  return {
    platform: device.platform ?? undefined,
    osVersion: device.osVersion ?? undefined,
    supervised: device.supervised,
    channel: 'device',
    accessRights: enrollment?.accessRights,
    userEnrollment: enrollment?.userEnrollment,
    ...('information' in device && typeof device.information.IsMultiUser === 'boolean'
      ? { sharedIPad: device.information.IsMultiUser }
      : {}),
  };
}

/** The platforms of some devices, each once. */
export function platformsOfDevices(devices: readonly Pick<DeviceRow, 'platform'>[]): Platform[] {
  return [...new Set(devices.flatMap(({ platform }) => (platform === null ? [] : [platform])))];
}
