import { deviceErrorBody, readsUnrecognizedDevice } from '../protocol/index.ts';
import type { ConnectRow, EnrollmentRecords } from './records.ts';
import type { Refusal } from './state.ts';

const UNRECOGNIZED = deviceErrorBody(
  'com.apple.unrecognized.device',
  'The management of this device was ended by its server.',
  'This device is no longer managed.',
);

/**
 * How a refusal goes out to a device that may be enrolled. Where a 401 would tell it to drop its management, a device
 * that reads Apple's machine-readable errors hears it from a 403 with such a body: a 401 may come from a proxy as well.
 */
export function answerRefusal(
  records: EnrollmentRecords,
  row: ConnectRow | undefined,
  { status }: Pick<Refusal, 'status'>,
): { status: Refusal['status']; body?: Buffer } {
  if (status !== 401 || row?.deviceId == null) return { status };
  const device = records.platformOf(row.deviceId);
  return device !== undefined && readsUnrecognizedDevice(device) ? { status: 403, body: UNRECOGNIZED } : { status };
}
