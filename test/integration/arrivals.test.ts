import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFleet, type Fleet, STEADY_IPADS } from '../../electron/simulator/index.ts';
import type { Blueprint, DeviceGroup, LinkedDevice } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { storedRows } from '../support/stored-rows.ts';

/* Devices that get a blueprint because of where they came from. */

let running: RunningEngine;
let fleet: Fleet;
beforeAll(async () => {
  running = await runEngine();
  fleet = createFleet({
    ...{ seed: 31, count: 4, keyPool: 2, apps: 1, supervised: true, mix: STEADY_IPADS },
    push: running.apple.apns.devices,
  });
});
afterAll(async () => {
  await fleet.stop();
  await running.stop();
});

const call = <T>(method: string, path: string, body?: object): Promise<T> => running.admin.call(method, path, body);
const made = async (name: string, sources: object[]): Promise<string> => {
  const content = { settings: { timeZone: 'Europe/Berlin', bluetooth: null } };
  const { id } = await call<Blueprint>('POST', '/blueprints', { name, content });
  await call('PUT', `/blueprints/${id}/sources`, { sources });
  return id;
};
const linkedTo = async (id: string): Promise<string[]> =>
  (await call<LinkedDevice[]>('GET', `/blueprints/${id}/devices`)).map(({ deviceId }) => deviceId).sort();
const noted = () => storedRows<{ deviceId: string }>(running.dataDir, 'select "deviceId" from "blueprintArrival"');

it('are in its run when they enroll by an invitation, once, and nobody else', async () => {
  const [gives, other] = [await running.admin.invite({ name: 'Library' }), await running.admin.invite()];
  const id = await made('Library', [{ kind: 'invitation', id: gives.id }]);
  await fleet.enrollAll([gives, other]);
  await running.admin.until('both are linked', async () => (await linkedTo(id)).length === 2);
  const cameBy = storedRows<{ deviceId: string }>(
    running.dataDir,
    `select "deviceId" from "enrollment" where "invitationId" = '${gives.id}' order by "deviceId"`,
  );
  expect(await linkedTo(id)).toEqual(cameBy.map(({ deviceId }) => deviceId));
  expect(noted()).toEqual([]);
  expect(storedRows(running.dataDir, 'select id from "prepareRun"')).toHaveLength(1);
});

it('are in its run when they join a group', async () => {
  const group = await call<DeviceGroup>('POST', '/groups', { kind: 'static', name: 'Room 12' });
  const id = await made('Room 12', [{ kind: 'group', id: group.id }]);
  const [first] = await running.admin.devices();
  await call('POST', `/groups/${group.id}/members`, { devices: { deviceIds: [first?.id] } });
  await running.admin.until('it is linked', async () => (await linkedTo(id)).length === 1);
  expect(await linkedTo(id)).toEqual([first?.id]);
  expect(noted()).toEqual([]);
});

it('are noted in the commit in which they came, and followed at the next start when the engine stopped right then', async () => {
  const group = await call<DeviceGroup>('POST', '/groups', { kind: 'static', name: 'Room 13' });
  const id = await made('Room 13', [{ kind: 'group', id: group.id }]);
  const device = (await running.admin.devices()).at(-1);
  // As the commit leaves it: nobody in this process hears of what another connection wrote.
  const database = new Database(join(running.dataDir, 'cartwright.db'));
  database
    .prepare('insert into "groupMember" ("groupId", "deviceId", "since", "addedBy") values (?, ?, ?, ?)')
    .run(group.id, device?.id, Date.now(), 'ada');
  database.close();
  expect(noted()).toEqual([{ deviceId: device?.id }]);
  await running.restart();
  await running.admin.until('it is linked', async () => (await linkedTo(id)).length === 1);
  expect(await linkedTo(id)).toEqual([device?.id]);
  expect(noted()).toEqual([]);
});
