import { createRandom, seedOf } from '../random.ts';
import { nextRelease } from './app-catalogue.ts';
import { updatesFor } from './os-releases.ts';
import type { DeviceState, InstalledApp, ManagedApp } from './state.ts';

/** What changed by itself while time passed. */
export type Change = 'app-installed' | 'app-updated' | 'os-updated' | 'battery' | 'storage';

export interface Advanced {
  state: DeviceState;
  changes: readonly Change[];
}

const HOUR = 3_600_000;
/** A full battery lasts ten hours of school and charges in three. */
const DRAIN_PER_MS = 1 / (10 * HOUR);
const CHARGE_PER_MS = 1 / (3 * HOUR);

/** The device with the installs and updates finished that are due by `now`; nothing else about it changes. */
export function finishDue(state: DeviceState, now: number): Advanced {
  const changes: Change[] = [];
  return { state: finishUpdate(finishApps(state, now, changes), now, changes), changes };
}

/**
 * The device at a later time: apps and updates under way have come further, the battery has drained or charged, and
 * now and then an app or the system updated itself. Pure and seeded: the same steps give the same device.
 *
 * @param now milliseconds since the epoch
 * @param speed simulated time passing in one unit of real time; 1 is life at its own pace
 */
export function advance(state: DeviceState, now: number, speed = 1): Advanced {
  const due = finishDue(state, now);
  const lived = Math.max(0, now - state.advancedAt) * speed;
  if (lived === 0) return due;
  const changes = [...due.changes];
  const random = createRandom(seedOf(state.seed, state.advancedAt, Math.floor(lived)));
  return { state: live({ ...due.state, advancedAt: now }, lived, random, changes), changes };
}

function finishApps(state: DeviceState, now: number, changes: Change[]): DeviceState {
  const arrived = Object.values(state.managedApps).filter(
    (managed: ManagedApp) => managed.readyAt <= now && managed.readyAt > 0 && managed.status === undefined,
  );
  const missing = arrived.filter((managed) => !state.apps.some((item) => item.app.identifier === managed.identifier));
  if (missing.length === 0) return state;
  changes.push('app-installed');
  const added: InstalledApp[] = missing.map(({ app }) => ({ app, dynamicSize: 16_384 }));
  const usedGiB = state.usedGiB + missing.reduce((sum, { app }) => sum + app.bundleSize, 0) / 2 ** 30;
  return { ...state, usedGiB: Math.min(state.capacityGiB, usedGiB), apps: [...state.apps, ...added] };
}

function finishUpdate(state: DeviceState, now: number, changes: Change[]): DeviceState {
  const { update } = state;
  if (update?.installedAt === undefined || now < update.installedAt) return state;
  changes.push('os-updated');
  return { ...state, os: update.release, update: undefined, bootedAt: now };
}

function live(
  state: DeviceState,
  lived: number,
  random: ReturnType<typeof createRandom>,
  changes: Change[],
): DeviceState {
  let next = state;
  if (next.battery) {
    const { level, charging } = next.battery;
    const moved = Math.min(1, Math.max(0.01, level + lived * (charging ? CHARGE_PER_MS : -DRAIN_PER_MS)));
    // A person plugs it in when it is low, and takes it along when it is full.
    const plugged = charging ? moved < 1 : moved < 0.12;
    next = { ...next, battery: { level: Math.round(moved * 10_000) / 10_000, charging: plugged } };
    if (Math.floor(moved * 100) !== Math.floor(level * 100)) changes.push('battery');
  }
  const hours = lived / HOUR;
  if (next.apps.length > 0 && random.chance(Math.min(0.5, hours / 8))) {
    const at = random.int(0, next.apps.length - 1);
    const apps = next.apps.map((item, index) =>
      index === at ? { ...item, app: nextRelease(item.app, next.model.platform) } : item,
    );
    next = { ...next, apps };
    changes.push('app-updated');
  }
  if (!next.update && random.chance(Math.min(0.2, hours / 600))) {
    const release = updatesFor(next.model.platform, next.os.version, next.model.maxOs)[0];
    if (release) {
      next = { ...next, os: release, bootedAt: next.advancedAt };
      changes.push('os-updated');
    }
  }
  const used = next.usedGiB + (random.next() - 0.45) * 0.2 * Math.min(1, hours);
  return { ...next, usedGiB: Math.min(next.capacityGiB * 0.98, Math.max(4, used)) };
}
