import type { DeviceState } from './state.ts';

/**
 * What a device calls itself in every message: its UDID, or under user enrollment an id of this enrollment only, which
 * tells nothing of the hardware.
 */
export function idsOf({ udid, management }: Pick<DeviceState, 'udid' | 'management'>): {
  UDID?: string;
  EnrollmentID?: string;
} {
  return management?.enrollmentId === undefined ? { UDID: udid } : { EnrollmentID: management.enrollmentId };
}
