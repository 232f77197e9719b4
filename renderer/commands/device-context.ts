import type { DeviceContext, Platform } from '../../shared/catalogue/index.ts';
import type { DeviceDetail, DeviceRow, DeviceUser } from '../../shared/contract/index.ts';

/**
 * What is known of a device that decides whether it takes a command, or whether a user of it does on a channel of
 * their own. The engine has the last word.
 */
export function contextOf(device: DeviceRow | DeviceDetail, user?: DeviceUser): DeviceContext {
  const enrollment =
    'enrollments' in device ? device.enrollments.find(({ channel }) => channel === 'device') : undefined;
  return {
    platform: device.platform ?? undefined,
    osVersion: device.osVersion ?? undefined,
    supervised: device.supervised,
    channel: user === undefined ? 'device' : 'user',
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

/** Whom a command goes to, as the engine takes it: devices, or the channel of one user. */
export function targetsOf(devices: readonly Pick<DeviceRow, 'id'>[], user: DeviceUser | undefined) {
  return user === undefined ? { deviceIds: devices.map(({ id }) => id) } : { enrollmentIds: [user.enrollmentId] };
}
