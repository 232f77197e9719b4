import { SLOT_CONDITIONS, type SlotCondition, type SlotDevice } from '../../shared/contract/cart.ts';

/*
 * What is to be said of a slot. Pure.
 */

const HOUR = 3_600_000;
/** Below this a device does not last a morning of lessons. */
const LOW_BATTERY = 0.2;

export interface SlotFacts {
  readonly device: Omit<SlotDevice, 'id' | 'name'> | null;
  readonly loan: { readonly overdue: boolean } | null;
  /** It is in an exam that is on. */
  readonly exam: boolean;
  readonly missingHours: number;
}

/** All that holds, worst first; a slot with nothing to say of is `ready`. */
export function conditionsOf({ device, loan, exam, missingHours }: SlotFacts, now: number): SlotCondition[] {
  if (device === null) return ['empty'];
  const holds = new Set<SlotCondition>();
  if (device.state !== 'enrolled') holds.add('notManaged');
  if (device.lostMode) holds.add('lost');
  if (loan === null && (device.lastSeenAt ?? 0) <= now - missingHours * HOUR) holds.add('missing');
  if (device.failedCommands > 0) holds.add('failed');
  if (loan !== null) holds.add(loan.overdue ? 'overdue' : 'out');
  if (exam) holds.add('exam');
  if (device.batteryLevel !== null && device.batteryLevel >= 0 && device.batteryLevel < LOW_BATTERY)
    holds.add('batteryLow');
  if (device.updateVersion !== null) holds.add('osBehind');
  if (device.openCommands > 0) holds.add('busy');
  if (holds.size === 0) holds.add('ready');
  return SLOT_CONDITIONS.filter((one) => holds.has(one));
}
