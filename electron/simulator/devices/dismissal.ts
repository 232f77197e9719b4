import type { HttpAnswer } from '../wire/http.ts';
import { decodePlist, isPlistDict } from '../wire/plist.ts';
import type { DeviceState } from './state.ts';

/** The first major version that reads `com.apple.unrecognized.device` (Apple's schema, mdm/errors). */
const READS_ERRORS = { iOS: 17, macOS: 14, tvOS: 17 } as const;

/**
 * Whether an answer tells a device to drop its management: a 401, or a 403 whose body calls the device unrecognized, on
 * systems that read such bodies.
 */
export function isDismissal(state: DeviceState, { status, body }: HttpAnswer): boolean {
  if (status !== 403) return status === 401;
  if (Number.parseInt(state.os.version, 10) < READS_ERRORS[state.model.platform]) return false;
  try {
    const error = decodePlist(body);
    return isPlistDict(error) && error.code === 'com.apple.unrecognized.device';
  } catch {
    return false;
  }
}
