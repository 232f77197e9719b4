import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFleet, type Fleet, type SimulatedDevice, STEADY_IPADS } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { storedRows } from '../support/stored-rows.ts';
import { testProfile } from '../support/test-profile.ts';

let running: RunningEngine;
let fleet: Fleet;

beforeAll(async () => {
  running = await runEngine();
  const { admin, apple } = running;
  fleet = createFleet({ seed: 77, count: 3, push: apple.apns.devices, keyPool: 2, apps: 3, mix: STEADY_IPADS });
  // The profile's end is known by its command alone: these devices do not check out.
  const way = await admin.invite({ checkOutWhenRemoved: false });
  expect((await fleet.enrollAll([way])).failed).toEqual([]);
});

afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const SECRETS = ['pushTokenSecretId', 'pushMagicSecretId', 'unlockTokenSecretId', 'bootstrapTokenSecretId'] as const;
type SecretIds = Record<(typeof SECRETS)[number], string | null>;

/** The ids of what the vault keeps of an enrollment's device. */
function secretsOf(deviceId: string): string[] {
  const sql = `select ${SECRETS.join(', ')} from enrollment where deviceId = ?`;
  const rows = storedRows<SecretIds>(running.dataDir, sql, deviceId);
  return rows.flatMap((row) => SECRETS.map((name) => row[name])).filter((id) => id !== null);
}

const kept = (ids: readonly string[]): number =>
  storedRows(running.dataDir, `select id from secret where id in (${ids.map(() => '?').join(', ')})`, ...ids).length;

async function begin(at: number): Promise<{ device: SimulatedDevice; id: string; secrets: string[] }> {
  const { admin } = running;
  const device = fleet.devices[at];
  if (device === undefined) throw new Error('There is no such device.');
  const { id } = await admin.inventoried(device.state.serialNumber);
  const secrets = secretsOf(id);
  expect(secrets.length).toBeGreaterThanOrEqual(2);
  expect(kept(secrets)).toBe(secrets.length);
  return { device, id, secrets };
}

describe('the end of management', () => {
  it('BP-29 ends management with the acknowledgement of RemoveProfile: its queue, tokens and identity end with it', async () => {
    const { admin } = running;
    const { device, id, secrets } = await begin(0);
    device.change({ passcode: { present: true, compliant: true } });
    device.lock();
    const waits = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.left') });
    await admin.reached(waits, 'not-now');
    await admin.call('POST', `/devices/${id}/end-management`, { way: 'remove-profile' });
    expect((await admin.device(id)).state).toBe('enrolled');
    const [asked] = (await admin.commands(`deviceId=${id}`)).filter((each) => each.requestType === 'RemoveProfile');
    const cancelled = await admin.commands(`deviceId=${id}&state=cancelled`);
    expect(cancelled.map((each) => each.id)).not.toContain(asked?.id);
    device.unlock();
    await admin.wake(id);
    await admin.reached(asked?.id ?? '', 'acknowledged');
    const ended = await admin.device(id);
    expect(ended).toMatchObject({ state: 'ended', enrollments: [{ endReason: 'removed', pushState: 'none' }] });
    expect(device.state.management).toBeUndefined();
    expect(await admin.commands(`deviceId=${id}&state=queued`)).toEqual([]);
    expect(secretsOf(id)).toEqual([]);
    expect(kept(secrets)).toBe(0);
    expect(await revocations(id)).toEqual([true]);
  });

  it('BP-29 ends management from here at once: the next contact is turned away, and nothing of it stays', async () => {
    const { admin } = running;
    const { device, id, secrets } = await begin(1);
    device.change({ passcode: { present: true, compliant: true } });
    device.lock();
    const waits = await admin.send(id, { RequestType: 'InstallProfile', Payload: testProfile('example.left') });
    await admin.reached(waits, 'not-now');
    await admin.call('POST', `/devices/${id}/end-management`, { way: 'turn-away' });
    expect(await admin.device(id)).toMatchObject({
      state: 'ended',
      enrollments: [{ endReason: 'removed', pushState: 'none' }],
    });
    expect((await admin.command(waits)).state).toBe('cancelled');
    expect(kept(secrets)).toBe(0);
    expect(await revocations(id)).toEqual([true]);
    // It takes effect when the device calls: it drops its management, and the profile that waited never arrives.
    device.unlock();
    await device.connect();
    expect(device.state.management).toBeUndefined();
    expect(device.state.profiles.filter((each) => each.managed)).toEqual([]);
    await expect(admin.call('POST', `/devices/${id}/end-management`, { way: 'turn-away' })).rejects.toThrow('409');
  });
});

async function revocations(deviceId: string): Promise<boolean[]> {
  const sql =
    'select c.revokedAt from certificate c join enrollment e on e.id = c.enrollmentId where e.deviceId = ? order by 1';
  return storedRows<{ revokedAt: number | null }>(running.dataDir, sql, deviceId).map((row) => row.revokedAt !== null);
}
