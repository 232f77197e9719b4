import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpAnswer, type SimulatedApple, startSimulatedApple } from '../../electron/simulator/index.ts';
import { Administrator, Refused } from '../support/administrator.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { freePort } from '../support/free-port.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { type Around, StepDevice } from '../support/step-device.ts';
import { storedRows } from '../support/stored-rows.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testProfile } from '../support/test-profile.ts';

/*
 * The engine is killed (SIGKILL) between any two steps of enrollments and command exchanges and in the middle of them,
 * and started again on the same data. Devices go on as real ones do: they repeat the message that was not answered.
 */

const { path: directory, remove } = temporaryDirectory();
const dataDir = join(directory, 'engine');
let apple: SimulatedApple;
let engine: EngineProcess;
let admin: Administrator;
let way: Awaited<ReturnType<Administrator['invite']>>;
/** Every command that was queued, with the device it is for and the profile it installs. */
const queued: { commandId: string; device: StepDevice; identifier: string | undefined }[] = [];
const devices: StepDevice[] = [];

beforeAll(async () => {
  apple = await startSimulatedApple({ port: await freePort() });
  writeFileSync(join(directory, 'apple.pem'), apple.rootPem);
  engine = new EngineProcess([
    ...['--data-dir', dataDir, '--api-token', 'true', '--log-level', 'warn'],
    ...['--listen', `127.0.0.1:${await freePort()}`, '--console', `127.0.0.1:${await freePort()}`],
    ...[
      '--push-host',
      '127.0.0.1',
      '--push-port',
      String(apple.apns.port),
      '--push-trust',
      join(directory, 'apple.pem'),
    ],
  ]);
  const ready = await engine.running();
  admin = new Administrator(ready.console, ready.apiToken);
  await admin.setUpPush((csr) => apple.portal.sign(csr));
  way = await admin.invite();
});

afterAll(async () => {
  for (const device of devices) device.close();
  await engine.kill();
  await apple.close();
  remove();
});

/** The engine runs (again), and the administrator has the token of this start. */
async function back(): Promise<void> {
  admin.takeToken((await engine.running()).apiToken);
}

/** More kills than this never hit one request. */
const MANY = 100;

/** Repeats one request until it is answered with something other than a failure of the server's. */
async function repeat(send: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  let said: unknown;
  for (let tries = 0; tries < MANY; tries += 1) {
    await back();
    try {
      const answer = await send();
      if (answer.status < 500) return answer;
      said = answer.status;
    } catch (error) {
      // The connection broke: the device does not know whether it was heard.
      said = error;
    }
  }
  throw new Error(`Not answered after ${MANY} tries, at last: ${String(said)}.\n${engine.log.slice(-2_000)}`);
}

/** `unheard`: the engine did it, and was killed before its answer went out. */
type When = 'before' | 'in the middle of' | 'unheard' | 'after';

/** Kills the engine at one step of a device, once; everything else goes through. */
function killAt(step: string, when: When, delayMs = 0): Around {
  let killed = false;
  return async (name, send) => {
    if (name !== step || killed) return repeat(send);
    killed = true;
    if (when === 'before') {
      await engine.kill();
      return repeat(send);
    }
    if (when === 'after' || when === 'unheard') {
      const answer = await repeat(send);
      await engine.kill();
      return when === 'after' ? answer : repeat(send);
    }
    await back();
    const sent = send().catch(() => undefined);
    await pause(delayMs);
    await engine.kill();
    const answer = await sent;
    return answer !== undefined && answer.status < 500 ? answer : repeat(send);
  };
}

function newDevice(around: Around): StepDevice {
  const device = new StepDevice({ around });
  devices.push(device);
  return device;
}

/** As an administrator whose request broke off: looks whether it was heard before sending it again. */
async function queue(
  device: StepDevice,
  command: { RequestType: string; [key: string]: unknown },
  identifier?: string,
) {
  for (let tries = 0; ; tries += 1) {
    await back();
    try {
      const { id } = await admin.find(device.serialNumber);
      const known = new Set(queued.map((each) => each.commandId));
      const mine = (await admin.commands(`deviceId=${id}`)).find(
        (row) => row.queuedBy !== 'system' && !known.has(row.id),
      );
      const commandId = mine?.id ?? (await admin.queueOne(id, command));
      queued.push({ commandId, device, identifier });
      return commandId;
    } catch (error) {
      if ((error instanceof Refused && error.status < 500) || tries > MANY) throw error;
    }
  }
}

/** The whole script of one device: in, first inventory, a profile while locked, a profile, a list. */
async function live(device: StepDevice, name: string): Promise<void> {
  await device.enroll(way, apple);
  await device.session();
  await queue(device, { RequestType: 'InstallProfile', Payload: testProfile(`${name}.locked`) }, `${name}.locked`);
  device.state = { ...device.state, locked: true };
  await device.session();
  device.state = { ...device.state, locked: false };
  await queue(device, { RequestType: 'InstallProfile', Payload: testProfile(`${name}.open`) }, `${name}.open`);
  await queue(device, { RequestType: 'ProfileList' });
  await device.session();
}

interface CommandFacts {
  id: string;
  state: string;
  open: number;
  results: number;
  finals: string;
}

/** What must be true of every device that went through its script, and of the whole store. */
function expectWhole(expected: readonly StepDevice[]): void {
  expect(storedRows(dataDir, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(storedRows(dataDir, 'pragma foreign_key_check')).toEqual([]);
  const finals = `('command.acknowledged','command.error','command.format-error','command.expired','command.cancelled','command.superseded')`;
  const commands = storedRows<CommandFacts>(
    dataDir,
    `select id, state, open, (select count(*) from commandResult r where r.commandId = c.id) results,
       (select group_concat(type) from event e where e.commandId = c.id and e.type in ${finals}) finals
     from command c`,
  );
  const byId = new Map(commands.map((row) => [row.id, row]));
  for (const device of expected) {
    const rows = storedRows<{ deviceId: string; enrollmentId: string }>(
      dataDir,
      `select d.id deviceId, e.id enrollmentId from device d join enrollment e on e.deviceId = d.id
       where d.serialNumber = ? and e.state = 'enrolled'`,
      device.serialNumber,
    );
    expect(rows, `enrollments of ${device.serialNumber}`).toHaveLength(1);
    const { deviceId, enrollmentId } = rows[0] ?? { deviceId: '', enrollmentId: '' };
    const told = storedRows<{ type: string; count: number }>(
      dataDir,
      `select type, count(*) count from event where enrollmentId = ? and type like 'enrollment.%' group by type`,
      enrollmentId,
    );
    expect(told).toEqual([
      { type: 'enrollment.authenticated', count: 1 },
      { type: 'enrollment.enrolled', count: 1 },
    ]);
    const bound = storedRows(dataDir, 'select 1 from certificate where enrollmentId = ?', enrollmentId);
    expect(bound).toHaveLength(1);
    const own = storedRows<{ id: string; requestType: string }>(
      dataDir,
      'select id, requestType from command where enrollmentId = ?',
      enrollmentId,
    );
    // The first inventory is asked for once, however often the TokenUpdate came.
    for (const type of ['DeviceInformation', 'InstalledApplicationList']) {
      expect(
        own.filter((row) => row.requestType === type),
        type,
      ).toHaveLength(1);
    }
    for (const { id } of own) {
      const facts = byId.get(id);
      expect(facts).toMatchObject({ state: 'acknowledged', open: 0, results: 1, finals: 'command.acknowledged' });
      expect(device.executed.get(id)).toBe(1);
    }
    // What the device has is what is stored, once.
    const stored = storedRows<{ identifier: string }>(
      dataDir,
      'select identifier from installedProfile where deviceId = ? order by identifier',
      deviceId,
    );
    expect(stored.map((row) => row.identifier)).toEqual(
      device.state.profiles.map((profile) => profile.identifier).sort(),
    );
  }
  for (const { commandId, device, identifier } of queued) {
    expect(byId.get(commandId), `a command for ${device.serialNumber}`).toMatchObject({ state: 'acknowledged' });
    if (identifier === undefined) continue;
    expect(device.state.profiles.filter((profile) => profile.identifier === identifier)).toHaveLength(1);
  }
  // Two enrollments never share a certificate, and a challenge was good for one.
  const twice = `select certificateFingerprint from scepChallenge where certificateFingerprint is not null
    group by certificateFingerprint having count(*) > 1`;
  expect(storedRows(dataDir, twice)).toEqual([]);
  // Whoever is still asked for something will be woken.
  const forgotten = `select e.id from enrollment e where e.state = 'enrolled' and e.nextWakeAt is null
    and exists (select 1 from command c where c.enrollmentId = e.id and c.open = 1)`;
  expect(storedRows(dataDir, forgotten)).toEqual([]);
}

const STEPS = [
  'profile',
  'GetCACaps',
  'GetCACert',
  'PKIOperation',
  'Authenticate',
  'TokenUpdate',
  'Idle',
  'result',
  'NotNow',
] as const;

describe('killing the engine', () => {
  it.each(STEPS)(
    'before %s, after it, and between its effect and its answer loses nothing and does nothing twice',
    async (step) => {
      const lives = (['before', 'unheard', 'after'] as const).map((when) => ({
        when,
        device: newDevice(killAt(step, when)),
      }));
      for (const { when, device } of lives) await live(device, `example.${step}.${when}`.toLowerCase());
      expectWhole(lives.map((each) => each.device));
    },
  );

  it.each(STEPS)('in the middle of %s loses nothing and does nothing twice', async (step) => {
    const random = seededRandom(STEPS.indexOf(step) + 1);
    const lives = [0, 1].map((round) => {
      // From before the request is read to after the commit: a request takes some milliseconds.
      const delayMs = round === 0 ? 0 : random() * 12;
      return {
        name: `example.${step}.middle-${round}`.toLowerCase(),
        device: newDevice(killAt(step, 'in the middle of', delayMs)),
      };
    });
    for (const { name, device } of lives) await live(device, name);
    expectWhole(lives.map((each) => each.device));
  });

  it('at random moments, again and again, while six devices enroll and work at once, harms none', async () => {
    const random = seededRandom(20_261);
    const everyone: StepDevice[] = [];
    const KILLS = 8;
    let kills = 0;
    // How often a round is hit depends on how fast the machine is; the number of kills does not.
    for (let round = 0; kills < KILLS; round += 1) {
      const lives = Array.from({ length: 6 }, (_, at) => ({
        name: `example.random-${round}-${at}`,
        device: newDevice((_step, send) => repeat(send)),
      }));
      let ended = false;
      const all = Promise.all(lives.map(({ name, device }) => live(device, name))).finally(() => {
        ended = true;
      });
      // Never more than that: a slow machine would get nowhere between two of them.
      while (!ended && kills < KILLS) {
        await back();
        await Promise.race([all, pause(30 + random() * 170)]);
        if (ended) break;
        await engine.kill();
        kills += 1;
      }
      await all;
      everyone.push(...lives.map((each) => each.device));
    }
    expectWhole(everyone);
  });

  it('around a wake-up forgets no device: it is woken, or will be within the minute', async () => {
    const random = seededRandom(7);
    const device = newDevice((_, send) => repeat(send));
    await live(device, 'example.woken');
    for (let round = 0; round < 4; round += 1) {
      const { id } = await admin.find(device.serialNumber);
      const before = device.pushes;
      const commandId = await admin.queueOne(id, { RequestType: 'ProfileList' });
      queued.push({ commandId, device, identifier: undefined });
      const woken = admin.wake(id).catch(() => undefined);
      await pause(random() * 15);
      await engine.kill();
      await woken;
      const [plan] = storedRows<{ nextWakeAt: number | null }>(
        dataDir,
        `select nextWakeAt from enrollment where state = 'enrolled' and deviceId = ?`,
        id,
      );
      // Marked as sent before it is sent: the next one is planned whether or not this one went out.
      expect(plan?.nextWakeAt).toBeGreaterThan(0);
      expect(plan?.nextWakeAt).toBeLessThan(Date.now() + 67_000);
      expect(device.pushes - before).toBeLessThanOrEqual(1);
      await back();
      await device.session();
    }
    expectWhole([device]);
  });

  it('while Apple cannot be reached keeps the wake-up, and sends it when both are back', async () => {
    const device = newDevice((_, send) => repeat(send));
    await device.enroll(way, apple);
    await device.session();
    const { id } = await admin.find(device.serialNumber);
    const { port } = apple.apns;
    const state = apple.exportState();
    await apple.close();
    const commandId = await admin.queueOne(id, { RequestType: 'ProfileList' });
    queued.push({ commandId, device, identifier: undefined });
    await admin.wake(id);
    await engine.kill();
    const before = device.pushes;
    apple = await startSimulatedApple({ port, state });
    device.listen(apple);
    await back();
    await device.pushedMoreThan(before);
    expect(await device.session()).toEqual(['ProfileList']);
    expectWhole([device]);
  });
});
