import { compareVersions } from '../../shared/catalogue/versions.ts';
import { encodePlistBytes } from './plist/encode.ts';

/*
 * The bodies a 403 may have to tell a device, in a form it understands, why. Apple's schema: mdm/errors.
 */

/** The first version of each platform that reads `com.apple.unrecognized.device`. */
const READS_UNRECOGNIZED: Readonly<Record<string, string>> = {
  iOS: '17.0',
  macOS: '14.0',
  tvOS: '17.0',
  visionOS: '1.1',
  watchOS: '10.0',
};

/** Whether a device takes a 403 with this body for what a 401 was before: drop your management. */
export function readsUnrecognizedDevice(device: { platform: string | null; osVersion: string | null }): boolean {
  const since = device.platform === null ? undefined : READS_UNRECOGNIZED[device.platform];
  if (since === undefined || device.osVersion === null) return false;
  return (compareVersions(device.osVersion, since) ?? -1) >= 0;
}

/**
 * A property list for the body of a 403.
 *
 * @param description for the device's log
 * @param message for the person at the device
 * @param details what else belongs to this code
 */
export function deviceErrorBody(
  code: string,
  description: string,
  message?: string,
  details?: Readonly<Record<string, string>>,
): Buffer {
  return encodePlistBytes({ code, description, message, details });
}
