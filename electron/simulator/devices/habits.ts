import type { Random } from '../random.ts';
import type { SimulatedDevice } from './device.ts';

const MINUTE = 60_000;

/** What the owner of a device does now and then: puts it away, locks it, hands it on. */
export function followHabits(device: SimulatedDevice, random: Random, pace: number): void {
  const { sleepy, oftenLocked } = device.temperament;
  if (sleepy && !device.asleep && random.chance(0.12)) {
    device.later(random.int(2, 12) * MINUTE, () => device.setAsleep(false));
    device.setAsleep(true);
  }
  if (device.state.sharedIpad && random.chance(0.05)) {
    const others = device.state.users.filter(({ loggedIn }) => !loggedIn);
    if (others.length > 0) void device.promised.logIn(random.pick(others).name).catch(() => undefined);
  }
  if (oftenLocked && !device.state.locked && random.chance(0.2)) {
    device.lock();
    unlockLater(device, random, pace);
  }
}

/** Someone comes back to a locked device; where nothing is waited for, nobody does. */
export function unlockLater(device: SimulatedDevice, random: Random, pace: number): void {
  if (pace > 0) device.later(random.int(3, 25) * MINUTE, () => device.unlock());
}
