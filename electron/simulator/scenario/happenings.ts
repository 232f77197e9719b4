import { act } from '../devices/actions.ts';
import type { SimulatedDevice } from '../devices/device.ts';
import type { DeviceState } from '../devices/state.ts';
import type { Facts, Happening } from './format.ts';
import { minutesOf, type World } from './script.ts';

const DAY = 24 * 60;
const MINUTE = 60_000;

/** Arranges what happens to a device that has just enrolled, each in its time; nothing is waited for at pace 0. */
export function arrange(device: SimulatedDevice, happenings: readonly Happening[], { clock, pace }: World): void {
  for (const happening of happenings) {
    const wait = happening.at === undefined ? (happening.after ?? 0) : untilTime(happening.at, clock.now(), pace);
    device.later(wait, async () => {
      if (happening.set !== undefined) befall(device, happening.set);
      if (happening.do !== undefined) await act(device, happening.do);
    });
  }
}

/** Makes facts about a device so. */
export function befall(device: SimulatedDevice, { clock: skew, ...facts }: Facts): void {
  device.change(changed(device.state, facts));
  if (skew !== undefined) device.setClock(skew);
}

/** Simulated milliseconds until the clock on the wall shows this time. */
function untilTime(minutes: number, now: number, pace: number): number {
  const left = (((minutes - minutesOf(now)) % DAY) + DAY) % DAY;
  return pace === 0 ? 0 : (left * MINUTE) / pace;
}

function changed(state: DeviceState, facts: Omit<Facts, 'clock'>): Partial<DeviceState> {
  const { battery, charging, freeGiB, osVersion, passcode, ...same } = facts;
  const cell = state.battery ?? { level: 1, charging: false };
  return {
    ...same,
    ...(battery === undefined && charging === undefined
      ? {}
      : { battery: { level: battery ?? cell.level, charging: charging ?? cell.charging } }),
    ...(freeGiB === undefined ? {} : { usedGiB: Math.max(0, state.capacityGiB - freeGiB) }),
    ...(osVersion === undefined ? {} : { os: osVersion }),
    ...(passcode === undefined ? {} : { passcode: { present: passcode, compliant: true } }),
  };
}
