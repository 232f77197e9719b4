import type { DeviceState } from '../devices/state.ts';
import { createRandom, seedOf } from '../random.ts';
import type { Selection } from './format.ts';

/**
 * Which devices of a fleet are meant. A share is drawn by the fleet's seed and the place of the rule, so that the same
 * scenario always means the same devices.
 *
 * @param place tells rules apart
 * @returns places in the fleet, from 0
 */
export function selectDevices(
  states: readonly DeviceState[],
  selection: Selection,
  seed: number,
  place: string,
): ReadonlySet<number> {
  const { serialNumbers, numbers, families, shared, supervised, share, atMost } = selection;
  const fitting = [...states.entries()]
    .filter(([, state]) => serialNumbers?.includes(state.serialNumber) ?? true)
    .filter(([index]) => numbers?.includes(index + 1) ?? true)
    .filter(([, state]) => families?.includes(state.model.family) ?? true)
    .filter(([, state]) => shared === undefined || state.sharedIpad === shared)
    .filter(([, state]) => supervised === undefined || state.supervised === supervised)
    .map(([index]) => index);
  if (share === undefined) return new Set(fitting.slice(0, atMost));
  const count = Math.min(atMost ?? fitting.length, Math.max(1, Math.round(fitting.length * share)));
  return new Set(createRandom(seedOf(seed, 'scenario', place)).sample(fitting, count));
}
