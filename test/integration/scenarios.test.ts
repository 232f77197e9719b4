import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createFleet,
  type Fleet,
  readScenario,
  type SimulatedDevice,
  STEADY_IPADS,
} from '../../electron/simulator/index.ts';
import { explainError } from '../../shared/catalogue/errors/index.ts';
import type { DeviceKnowledge, Diagnosis, RevealedSecret } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { testProfile } from '../support/test-profile.ts';

/* The examples of docs/simulator.md, each played against the real engine: what it makes of a school that misbehaves. */

const EXAMPLES = fileURLToPath(new URL('../../examples/scenarios', import.meta.url));
const example = (name: string) => readScenario(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8'));

let running: RunningEngine;
let fleet: Fleet;
/** How far the engine's clock and the one on the wall of the classroom are from ours. */
let skew = 0;
let wall = 0;
const clock = { now: () => Date.now() + skew };

afterEach(async () => {
  await fleet.stop();
  await running.stop();
  skew = 0;
  wall = 0;
});

async function play(name: string, families: object, count: number): Promise<SimulatedDevice[]> {
  running = await runEngine({ clock });
  fleet = createFleet({
    seed: 9,
    count,
    clock: { now: () => Date.now() + wall },
    supervised: true,
    apps: 3,
    push: running.apple.apns.devices,
    mix: { ...STEADY_IPADS, families: families as never },
    scenario: example(name),
  });
  const { failed } = await fleet.enrollAll(await running.admin.invite());
  expect(failed).toEqual([]);
  // A device that cannot connect tries for a long while.
  if (name !== 'expired-certificate') await fleet.settled();
  return [...fleet.devices];
}

const idOf = async (device: SimulatedDevice | undefined): Promise<string> =>
  (await running.admin.find(device?.state.serialNumber ?? '')).id;
const diagnosis = async (device: SimulatedDevice | undefined): Promise<Diagnosis> =>
  running.admin.call('GET', `/devices/${await idOf(device)}/diagnosis`);

/** Queues a command and lets the device come for it. */
async function ask(device: SimulatedDevice | undefined, RequestType: string, keys: object = {}): Promise<string> {
  const commandId = await running.admin.queueOne(await idOf(device), { RequestType, ...keys });
  await device?.connect();
  return commandId;
}

describe('the examples', () => {
  it('dead push tokens: those that Apple no longer knows are named, and a new token heals', async () => {
    const devices = await play('dead-push-tokens', { iPad: 1 }, 4);
    await running.admin.call('POST', '/devices/wake', { deviceIds: await Promise.all(devices.map(idOf)) });
    const states = () => Promise.all(devices.map(async (device) => (await diagnosis(device)).checks.pushState));
    const dead = await running.admin.until('two tokens are known to be dead', async () => {
      const now = await states();
      return now.filter((state) => state === 'unregistered').length === 2 ? now : undefined;
    });
    const lost = devices[dead.indexOf('unregistered')];
    await ask(lost, 'ProfileList').catch(() => undefined);
    expect((await diagnosis(lost)).findings.map(({ code }) => code)).toContain('push-token-dead');
    await lost?.changePushToken();
    expect((await diagnosis(lost)).checks.pushState).toBe('ready');
  });

  it('a class in an exam: put off all morning with its history, and done when the class is over', async () => {
    const move = (hours: number) => {
      wall = new Date().setHours(hours, 0, 0, 0) - Date.now();
    };
    move(9);
    const [first] = await play('locked-class', { iPad: 1 }, 2);
    const commandId = await ask(first, 'InstallProfile', { Payload: testProfile('org.example.lesson') });
    expect(await running.admin.command(commandId)).toMatchObject({
      state: 'not-now',
      notNowCount: expect.any(Number),
      errorSummary: null,
    });
    const certificates = await ask(first, 'CertificateList');
    expect((await running.admin.command(certificates)).state).toBe('acknowledged');
    expect(await diagnosis(first)).toMatchObject({ waiting: { notNow: expect.any(Number) }, outcome: 'hindered' });
    move(13);
    await first?.connect();
    await running.admin.reached(commandId, 'acknowledged');
  });

  it('FileVault: the chain is told from its end, an unknown domain raw, and the second try works', async () => {
    const [mac] = await play('filevault-rotation', { Mac: 1 }, 1);
    const rotate = () =>
      ask(mac, 'RotateFileVaultKey', { KeyType: 'personal', FileVaultUnlock: { Password: 'secret' } });
    const failed = await running.admin.command(await rotate());
    expect(failed).toMatchObject({ state: 'error', errorSummary: expect.stringContaining('recovery key') });
    expect(failed.result?.errorChain).toEqual([
      { domain: 'MDMClientError', code: 96, description: 'The recovery key could not be changed.' },
      { domain: 'com.apple.fdesetup', code: 11, description: 'Authentication failed.' },
    ]);
    expect(explainError('com.apple.fdesetup', 11).known).toBe(false);
    expect((await running.admin.command(await rotate())).state).toBe('acknowledged');
    // The whole way: sealed for us by the Mac, opened into the vault, shown on request, and used for the next one.
    const id = await idOf(mac);
    const keys = async () =>
      (await running.admin.call<DeviceKnowledge>('GET', `/devices/${id}/knowledge`)).secrets.filter(
        ({ kind }) => kind === 'filevault-key',
      );
    const reveal = async () => {
      const current = (await keys()).find((key) => key.current);
      const which = { deviceId: id, secretId: current?.id };
      return (await running.admin.call<RevealedSecret>('POST', '/secrets/reveal', which)).value;
    };
    const first = mac?.state.recoveryKey;
    expect(first).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){5}$/);
    expect(await reveal()).toBe(first);
    const unattended = await ask(mac, 'RotateFileVaultKey', { KeyType: 'personal' });
    const detail = await running.admin.command(unattended);
    expect(detail.state).toBe('acknowledged');
    const second = mac?.state.recoveryKey;
    expect(second).not.toBe(first);
    expect(await reveal()).toBe(second);
    expect((await keys()).map(({ current }) => current)).toEqual([true, false]);
    const told = JSON.stringify([detail, await running.admin.events(`deviceId=${id}`), running.log]);
    for (const key of [first, second]) expect(told).not.toContain(key);
  });

  it('full iPads: refuse apps with a reason that is explained, while the others take them', async () => {
    const [full, other] = await play('full-ipads', { iPad: 1 }, 2);
    const install = (device: SimulatedDevice | undefined) =>
      ask(device, 'InstallApplication', { iTunesStoreID: 361285480 });
    const refused = await running.admin.command(await install(full));
    expect(refused.state).toBe('error');
    expect(refused.result?.errorChain.map(({ code }) => code)).toEqual([12023, 640]);
    expect(refused.errorSummary).toBeTruthy();
    expect((await running.admin.command(await install(other))).state).toBe('acknowledged');
    expect(await running.admin.device(await idOf(full))).toMatchObject({ availableGb: 0.1 });
  });

  it('rubbish: every answer is kept apart, nothing blocks the queue, and what is lost is sent again', async () => {
    const [device] = await play('rubbish', { iPad: 1 }, 1);
    // The first time it connects SecurityInfo stays open; it is given out again the second time.
    await device?.connect();
    await device?.connect();
    const all = await running.admin.commands(`deviceId=${await idOf(device)}`);
    const stateOf = (type: string) => all.filter(({ requestType }) => requestType === type).map(({ state }) => state);
    // The garbled list of apps is an error of its own that shows what came.
    expect(stateOf('InstalledApplicationList')).toEqual(['error']);
    const garbled = all.find(({ requestType }) => requestType === 'InstalledApplicationList');
    const detail = await running.admin.command(garbled?.id ?? '');
    expect(detail.result).toMatchObject({ decoded: false, size: expect.any(Number) });
    // Cut short and answered into the void: repeated by the device, counted once.
    expect(stateOf('ProfileList')).toEqual(['acknowledged']);
    expect(stateOf('CertificateList')).toEqual(['acknowledged']);
    // An answer of another shape is kept and nothing is taken from it.
    expect(stateOf('Restrictions')).toEqual(['acknowledged']);
    const again = all.find(({ requestType }) => requestType === 'SecurityInfo');
    expect(again).toMatchObject({ state: 'acknowledged', sendCount: 2 });
    const unknown = (await running.admin.events()).filter(({ type }) => type.includes('unknown'));
    expect(unknown.length).toBeGreaterThan(0);
    const restart = await ask(device, 'RestartDevice');
    expect((await running.admin.command(restart)).state).toBe('sent');
    const settings = await ask(device, 'Settings', { Settings: [{ Item: 'DeviceName', DeviceName: 'New' }] });
    await device?.connect();
    await running.admin.reached(settings, 'format-error');
    expect((await running.admin.device(await idOf(device))).state).toBe('enrolled');
  });

  it('certificates out of date: told with when it ran out, and a device with a wrong clock stays away', async () => {
    const [expired, wrong] = await play('expired-certificate', { iPad: 1 }, 2);
    const commandId = await running.admin.queueOne(await idOf(wrong), { RequestType: 'ProfileList' });
    const stayed = fleet.next((event) => event.type === 'error' && event.serialNumber === wrong?.state.serialNumber);
    void wrong?.connect();
    expect(await stayed).toMatchObject({ reason: expect.stringContaining('not in force') });
    expect((await running.admin.command(commandId)).state).toBe('queued');
    const profile = await ask(expired, 'InstallProfile', { Payload: testProfile('org.example.lesson') });
    expect((await running.admin.command(profile)).result?.errorChain.at(-1)).toMatchObject({ code: 22005 });
    skew = 366 * 86_400_000;
    await expired?.connect();
    const { identityNotAfter } = (await diagnosis(expired)).checks;
    expect(identityNotAfter).toBeLessThan(clock.now());
    expect((await diagnosis(expired)).findings.map(({ code }) => code)).toContain('identity-expired');
    skew = 0;
  });

  it('are all read at the door', () => {
    const names = readdirSync(EXAMPLES).map((file) => file.replace(/\.json$/, ''));
    expect(names).toHaveLength(7);
    for (const name of names) expect(example(name).name).not.toBe('');
  });
});
