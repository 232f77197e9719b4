import type { DeviceDetail } from '../../shared/contract/index.ts';

export type DeviceBadge = 'supervised' | 'unsupervised' | 'user' | 'automated' | 'profile' | 'shared' | 'lost';

/** What one must know of a device before doing anything to it: supervision, how it enrolled, special modes. */
export function deviceBadges(
  device: Pick<DeviceDetail, 'supervised' | 'enrollments' | 'information' | 'security'>,
): DeviceBadge[] {
  const [enrollment] = device.enrollments.filter(({ channel }) => channel === 'device');
  const status = device.security.ManagementStatus;
  const automated = typeof status === 'object' && status !== null && Reflect.get(status, 'EnrolledViaDEP') === true;
  const badges: DeviceBadge[] = [];
  if (device.supervised !== null) badges.push(device.supervised ? 'supervised' : 'unsupervised');
  if (enrollment !== undefined) badges.push(enrollment.userEnrollment ? 'user' : automated ? 'automated' : 'profile');
  if (device.information.IsMultiUser === true) badges.push('shared');
  if (device.information.IsMDMLostModeEnabled === true) badges.push('lost');
  return badges;
}
