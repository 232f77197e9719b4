import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createFleet,
  type Fleet,
  type SimulatedApple,
  STEADY_IPADS,
  startSimulatedApple,
} from '../../electron/simulator/index.ts';
import type { Blueprint, DevicePreview, DeviceRunView, LinkedDevice, PrepareRun } from '../../shared/contract/index.ts';
import { Administrator } from '../support/administrator.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { freePort } from '../support/free-port.ts';
import { storedRows } from '../support/stored-rows.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/*
 * Thirty iPads are prepared over TLS while the engine is killed (SIGKILL) again and again and started on the same data.
 */

const DEVICES = 30;
const { path: directory, remove } = temporaryDirectory();
const dataDir = join(directory, 'engine');
let apple: SimulatedApple;
let engine: EngineProcess;
let admin: Administrator;
let fleet: Fleet;
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

beforeAll(async () => {
  apple = await startSimulatedApple();
  writeFileSync(join(directory, 'apple.pem'), apple.rootPem);
  engine = new EngineProcess([
    ...['--data-dir', dataDir, '--api-token', 'true', '--log-level', 'warn'],
    ...['--listen', `127.0.0.1:${await freePort()}`, '--console', `127.0.0.1:${await freePort()}`],
    ...['--push-host', '127.0.0.1', '--push-port', String(apple.apns.port)],
    ...['--push-trust', join(directory, 'apple.pem')],
  ]);
  const ready = await engine.running();
  admin = new Administrator(ready.console, ready.apiToken);
  await admin.setUpPush((csr) => apple.portal.sign(csr));
  fleet = createFleet({
    seed: 20,
    count: DEVICES,
    push: apple.apns.devices,
    keyPool: 4,
    apps: 6,
    supervised: true,
    mix: STEADY_IPADS,
  });
});
afterAll(async () => {
  await fleet.stop();
  await engine.kill();
  await apple.close();
  remove();
});

const content = {
  namePattern: 'Cart A - {n:02}',
  lockScreen: { footnote: 'Maple Street School', ifLost: '', assetTag: '' },
  restrictions: { allowCamera: false },
  settings: { timeZone: 'Europe/Berlin', bluetooth: null },
  apps: [{ bundleId: 'com.example-store.app4711', name: 'Reader', source: { kind: 'store', id: 4711 } }],
};
type Run = PrepareRun & { rows: DeviceRunView[] };
const look = (runId: string) => admin.call<Run>('GET', `/prepare-runs/${runId}`);

it('prepares thirty iPads whatever moment the engine is killed in, each command once and in order', async () => {
  const arrived = await fleet.enrollAll(await admin.invite());
  expect(arrived.failed).toEqual([]);
  const picture = await admin.call<{ id: string }>('POST', '/blueprint-pictures', { name: 'Trees', base64: PIXEL });
  const wallpaper = { lock: picture.id, home: picture.id };
  const blueprint = await admin.call<Blueprint>('POST', '/blueprints', {
    name: 'Classroom',
    content: { ...content, wallpaper },
  });
  const deviceIds = (await admin.devices()).map(({ id }) => id);
  const targets = { deviceIds };
  const preview = await admin.call<{ total: number; rows: DevicePreview[] }>(
    'POST',
    `/blueprints/${blueprint.id}/preview`,
    { targets },
  );
  expect(preview.total).toBe(DEVICES);
  expect(preview.rows[0]?.changes.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['name', 'profile', 'app', 'wallpaper']),
  );
  expect(preview.rows.flatMap(({ impossible }) => impossible)).toEqual([]);

  const { id: runId } = await admin.call<PrepareRun>('POST', `/blueprints/${blueprint.id}/apply`, { targets });
  let kills = 0;
  let now = await look(runId);
  for (; now.state === 'running' && kills < 6; kills += 1) {
    await pause(300 + kills * 250);
    await engine.kill();
    admin.takeToken((await engine.running()).apiToken);
    now = await look(runId);
  }
  expect(kills).toBeGreaterThan(1);
  await expect.poll(async () => (await look(runId)).state, { timeout: 240_000, interval: 500 }).toBe('done');
  now = await look(runId);
  expect(now).toMatchObject({ devices: DEVICES, done: DEVICES, failed: 0, progress: 1, leftMs: null });
  expect(now.rows.map(({ steps }) => steps.filter(({ state }) => state !== 'done' && state !== 'none'))).toEqual(
    now.rows.map(() => []),
  );

  // Asked of the devices themselves, and of what was queued for them.
  const names = (await admin.devices()).map(({ name }) => name).sort();
  expect(names).toEqual(Array.from({ length: DEVICES }, (_, at) => `Cart A - ${String(at + 1).padStart(2, '0')}`));
  const once = ['InstallProfile', 'InstallApplication'];
  for (const type of once) {
    const queued = storedRows(dataDir, `select deviceId from command where requestType = '${type}'`);
    expect(new Set(queued.map(({ deviceId }) => deviceId)).size).toBe(DEVICES);
    expect(queued).toHaveLength(DEVICES);
  }
  const settings = storedRows(dataDir, `select deviceId, request from command where requestType = 'Settings'`);
  expect(settings).toHaveLength(DEVICES * 3);
  const order = storedRows(
    dataDir,
    `select deviceId, group_concat(requestType) as types from (
       select deviceId, requestType from command
       where requestType in ('InstallProfile', 'InstallApplication', 'Settings') order by id) group by deviceId`,
  );
  expect(new Set(order.map(({ types }) => types))).toEqual(
    new Set(['Settings,Settings,InstallProfile,InstallApplication,Settings']),
  );

  const linked = await admin.call<LinkedDevice[]>('GET', `/blueprints/${blueprint.id}/devices`);
  expect(linked.map(({ drift }) => drift)).toEqual(linked.map(() => []));
});

it('follows a new version, says what drifts, fails one step with its reason, and lets go with what it brought', async () => {
  const [blueprint] = await admin.call<Blueprint[]>('GET', '/blueprints');
  const id = blueprint?.id ?? '';
  const before = await admin.call<Blueprint>('GET', `/blueprints/${id}`);
  const [first, second] = await admin.call<LinkedDevice[]>('GET', `/blueprints/${id}/devices`);
  await admin.call('POST', `/blueprints/${id}/follow`, { deviceIds: [second?.deviceId], follows: false });
  const { name, description, colour, icon, pictureId } = before;
  const changed = { ...before.content, lockScreen: { ...before.content.lockScreen, footnote: 'Room 12' } };
  const look2 = { name, description, colour, icon, pictureId, content: changed };
  const saved = await admin.call<Blueprint>('PUT', `/blueprints/${id}`, {
    blueprint: look2,
    note: 'Another room',
    basedOn: before.version,
  });
  expect(saved).toMatchObject({ version: 2, behind: 1, devices: DEVICES });
  const [run] = await admin.call<PrepareRun[]>('GET', `/prepare-runs?blueprintId=${id}`);
  expect(run).toMatchObject({ version: 2, devices: DEVICES - 1 });
  await expect.poll(async () => (await look(run?.id ?? '')).state, { timeout: 60_000, interval: 300 }).toBe('done');

  // Somebody gives a device another name.
  const renaming = { RequestType: 'Settings', Settings: [{ Item: 'DeviceName', DeviceName: 'Mine' }] };
  const asking = { RequestType: 'DeviceInformation', Queries: ['DeviceName'] };
  for (const command of [renaming, asking])
    await admin.reached(await admin.send(first?.deviceId ?? '', command), 'acknowledged');
  const drift = async () =>
    (await admin.call<LinkedDevice[]>('GET', `/blueprints/${id}/devices`)).find(
      ({ deviceId }) => deviceId === first?.deviceId,
    )?.drift;
  await expect.poll(drift).toEqual([{ kind: 'name', subject: null, before: 'Mine', after: first?.deviceName }]);

  const gone = await admin.call<{ detached: number }>('POST', `/blueprints/${id}/detach`, {
    deviceIds: [first?.deviceId],
    remove: true,
  });
  expect(gone.detached).toBe(1);
  await expect
    .poll(() =>
      storedRows(
        dataDir,
        `select requestType from command where deviceId = '${first?.deviceId}' and state = 'acknowledged' and requestType like 'Remove%' order by requestType`,
      ),
    )
    .toEqual([{ requestType: 'RemoveApplication' }, { requestType: 'RemoveProfile' }]);
}, 120_000);
