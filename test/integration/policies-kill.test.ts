import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createFleet,
  type Fleet,
  type SimulatedApple,
  STEADY_IPADS,
  startSimulatedApple,
} from '../../electron/simulator/index.ts';
import type { DeviceGroup, PolicyDetail } from '../../shared/contract/index.ts';
import { Administrator } from '../support/administrator.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { freePort } from '../support/free-port.ts';
import { storedRows } from '../support/stored-rows.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/*
 * The engine as a process that dies with SIGKILL while three policies go out to a fleet, again and again. Devices go on
 * as real ones do: they come when they are woken, repeat what was not answered, and come again by themselves.
 */

const DEVICES = 80;
const KILLS = 5;
const LOOK_AGAIN_MS = 150;
const NAMES = ['Library', 'Canteen', 'Timetable'];

const { path: directory, remove } = temporaryDirectory();
const dataDir = join(directory, 'engine');
/** InstallProfile commands that devices carried out, by device: identifiers of commands. */
const carriedOut = new Map<string, string[]>();
let apple: SimulatedApple;
let engine: EngineProcess;
let admin: Administrator;
let fleet: Fleet;

beforeAll(async () => {
  apple = await startSimulatedApple();
  const trustFile = join(directory, 'apple.pem');
  writeFileSync(trustFile, apple.rootPem);
  engine = new EngineProcess([
    ...['--data-dir', dataDir, '--api-token', 'true', '--log-level', 'warn'],
    ...['--listen', `127.0.0.1:${await freePort()}`, '--console', `127.0.0.1:${await freePort()}`],
    ...['--push-host', '127.0.0.1', '--push-port', String(apple.apns.port), '--push-trust', trustFile],
  ]);
  const ready = await engine.running();
  admin = new Administrator(ready.console, ready.apiToken);
  await admin.setUpPush((csr) => apple.portal.sign(csr));
  fleet = createFleet({
    seed: 11,
    count: DEVICES,
    push: apple.apns.devices,
    keyPool: 4,
    apps: 2,
    supervised: true,
    mix: STEADY_IPADS,
  });
  fleet.subscribe((event) => {
    if (event.type !== 'command-done' || event.requestType !== 'InstallProfile') return;
    carriedOut.set(event.serialNumber, [...(carriedOut.get(event.serialNumber) ?? []), event.commandUuid]);
  });
  const { failed } = await fleet.enrollAll([await admin.invite()], { concurrency: 16 });
  expect(failed).toEqual([]);
  await admin.until('the inventory of the fleet', async () => {
    await fleet.settled();
    return (await admin.devices()).every(({ openCommands }) => openCommands === 0) || undefined;
  });
});

afterAll(async () => {
  await fleet.stop();
  await engine.kill();
  await apple.close();
  remove();
});

/** The engine runs (again), and the administrator has the token of this start. */
async function back(): Promise<void> {
  admin.takeToken((await engine.running()).apiToken);
}

const content = (name: string, at: number) => ({
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: `org.brook.${name.toLowerCase()}`,
  PayloadUUID: `5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5B0${at}`,
  PayloadDisplayName: name,
  PayloadContent: [
    {
      PayloadType: 'com.apple.webClip.managed',
      PayloadVersion: 1,
      PayloadIdentifier: `org.brook.${name.toLowerCase()}.clip`,
      PayloadUUID: `5B6A4D1E-0C0F-4C44-9C55-5D3B0B4E5C0${at}`,
      Label: name,
      URL: `https://${name.toLowerCase()}.brook.example`,
      IsRemovable: true,
    },
  ],
});

const installed = () => fleet.devices.reduce((sum, { state }) => sum + ours(state.profiles).length, 0);
const ours = (profiles: readonly { identifier: string }[]) =>
  profiles.filter(({ identifier }) => identifier.startsWith('org.brook.'));

/** Everybody comes by, as devices do of themselves; what broke off is repeated. */
async function everybodyComes(): Promise<void> {
  await Promise.all(fleet.devices.map((device) => device.connect()));
}

describe('an engine that is killed while policies go out', () => {
  it('brings every device to what it should have, with one InstallProfile for each device and policy', async () => {
    const groups = await admin.call<DeviceGroup[]>('GET', '/groups');
    const all = groups.find(({ builtIn, members }) => builtIn !== null && members === DEVICES);
    const ids: string[] = [];
    for (const [at, name] of NAMES.entries()) {
      const made = await admin.call<PolicyDetail>('POST', '/policies', {
        type: 'profile',
        options: { name },
        content: content(name, at),
      });
      ids.push(made.id);
    }
    const wanted = DEVICES * NAMES.length;
    const assign = async (policyId: string): Promise<void> => {
      const assignments = [{ target: { kind: 'group', id: all?.id }, mode: 'include' }];
      await admin.call('PUT', `/policies/${policyId}/assignments`, { assignments });
    };
    for (const policyId of ids) await assign(policyId);
    const underWay: Promise<void>[] = [];
    // The first kill hits devices that are still being planned, the others devices in the middle of it.
    await engine.kill();
    for (let kill = 1; kill < KILLS; kill++) {
      await back();
      // Whoever is in the middle of something when the plug is pulled tries again by itself.
      underWay.push(everybodyComes());
      const enough = Math.floor((wanted * kill) / KILLS);
      while (installed() < enough) await pause(1);
      expect(installed()).toBeLessThan(wanted);
      await engine.kill();
    }
    await back();
    await Promise.all(underWay);
    for (;;) {
      await everybodyComes();
      const states = await Promise.all(ids.map((policyId) => admin.call<PolicyDetail>('GET', `/policies/${policyId}`)));
      if (states.every(({ counts }) => JSON.stringify(counts) === JSON.stringify({ installed: DEVICES }))) break;
      await pause(LOOK_AGAIN_MS);
    }

    expect(installed()).toBe(wanted);
    const queued = storedRows<{ id: string; serialNumber: string; state: string }>(
      dataDir,
      `select c.id, d.serialNumber, c.state from command c join enrollment e on e.id = c.enrollmentId
       join device d on d.id = e.deviceId where c.requestType = 'InstallProfile'`,
    );
    expect(queued).toHaveLength(wanted);
    expect(queued.filter(({ state }) => state !== 'acknowledged')).toEqual([]);
    for (const { state } of fleet.devices) {
      const carried = carriedOut.get(state.serialNumber) ?? [];
      // As the device saw it: a command whose answer was lost is answered again, and not carried out as another one.
      expect([...new Set(carried)].sort()).toEqual(
        queued
          .filter(({ serialNumber }) => serialNumber === state.serialNumber)
          .map(({ id }) => id)
          .sort(),
      );
      expect(carried).toHaveLength(NAMES.length);
      expect(ours(state.profiles).map(({ identifier }) => identifier)).toHaveLength(NAMES.length);
    }
    expect(storedRows(dataDir, `select 1 from command where requestType = 'RemoveProfile'`)).toEqual([]);
    expect(storedRows(dataDir, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    // Nothing is left that would send something.
    expect(storedRows(dataDir, 'select 1 from policySweep')).toEqual([]);
    expect(storedRows(dataDir, 'select 1 from policyCommand')).toEqual([]);
  }, 240_000);
});
