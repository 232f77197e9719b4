import { describe, expect, it } from 'vitest';
import { createPushRegistry } from './apple/push-registry.ts';
import { makeDevice } from './devices/make-device.ts';
import { createFleet, SCHOOL, STEADY_IPADS } from './fleet.ts';

const NOW = Date.UTC(2026, 2, 1, 8);
const clock = { now: () => NOW };
const push = createPushRegistry(clock.now);

describe('a fleet', () => {
  it('is the same devices for the same seed, and others for another', async () => {
    const [one, two, other] = [1, 1, 2].map((seed) => createFleet({ seed, count: 40, push, clock }));
    const facts = (fleet: typeof one) =>
      fleet?.devices.map((device) => ({ ...device.state, temper: device.temperament }));
    expect(facts(one)).toEqual(facts(two));
    expect(facts(other)).not.toEqual(facts(one));
    await Promise.all([one?.stop(), two?.stop(), other?.stop()]);
  });

  it('has every family and exactly one broken device in a school', async () => {
    const fleet = createFleet({ seed: 3, count: 60, push, clock, mix: SCHOOL });
    expect(new Set(fleet.devices.map((device) => device.state.model.family)).size).toBe(4);
    expect(fleet.devices.filter((device) => device.temperament.broken)).toHaveLength(1);
    expect(new Set(fleet.devices.map((device) => device.state.serialNumber)).size).toBe(60);
    expect(new Set(fleet.devices.map((device) => device.state.udid)).size).toBe(60);
    await fleet.stop();
  });

  it('holds 2,000 devices in less than 300 MB', async () => {
    const before = process.memoryUsage();
    const fleet = createFleet({ seed: 5, count: 2000, push, clock, mix: STEADY_IPADS });
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.external - before.heapUsed - before.external;
    expect(fleet.devices).toHaveLength(2000);
    expect(grown).toBeLessThan(200 * 1024 * 1024);
    await fleet.stop();
  });
});

describe('a made device', () => {
  it('has believable numbers', () => {
    for (let index = 0; index < 200; index++) {
      const family = (['iPad', 'iPhone', 'Mac', 'AppleTV'] as const)[index % 4] ?? 'iPad';
      const device = makeDevice({ seed: 9, index, family, now: NOW });
      expect(device.serialNumber).toMatch(/^[0-9A-Z]{10}([0-9A-Z]{2})?$/);
      expect(device.udid).toMatch(/^([0-9a-f]{40}|[0-9A-F]{8}-[0-9A-F]{16}|[0-9A-F-]{36})$/);
      expect(device.wifiMac).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
      const major = Number.parseInt(device.os.version, 10);
      expect(major).toBeGreaterThanOrEqual(device.model.minOs);
      expect(major).toBeLessThanOrEqual(device.model.maxOs);
      expect(device.usedGiB).toBeLessThan(device.capacityGiB);
      if (device.cellular) expect(luhn(device.cellular.imei)).toBe(0);
    }
  });

  it('can carry 400 different apps', () => {
    const { apps } = makeDevice({ seed: 1, index: 0, family: 'iPad', now: NOW, apps: 400 });
    expect(new Set(apps.map((item) => item.app.identifier)).size).toBe(400);
  });
});

/** Zero for a number whose check digit is right. */
function luhn(text: string): number {
  const digits = [...text.replaceAll(' ', '')].map(Number).reverse();
  const sum = digits.reduce((total, digit, at) => {
    const value = at % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10;
}
