import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePlist, type PlistDict } from '../../electron/protocol/index.ts';
import {
  createFleet,
  type DeviceState,
  type Exchange,
  type Fleet,
  readProfile,
  SCHOOL,
  type SimulatedDevice,
  STEADY_IPADS,
} from '../../electron/simulator/index.ts';
import type { Speaker } from '../../shared/catalogue/applies.ts';
import { COMMANDS, commandToJson, platformsOf, sampleCommand } from '../../shared/catalogue/index.ts';
import {
  wrongCheckIn,
  wrongCheckInAnswer,
  wrongCommand,
  wrongDeclarative,
  wrongDeviceError,
  wrongProfile,
  wrongResult,
} from '../../shared/catalogue/testing/messages.ts';
import type { QueueOutcome, WaysIn } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';

/*
 * Everything that goes over the wire between a school of simulated devices and the real engine, in both directions, held
 * against Apple's schema for the device it is about.
 */

let running: RunningEngine;
let fleet: Fleet;
/** People's own devices: they say an EnrollmentID instead of their UDID, and are asked less. */
let own: Fleet;
let way = '';
const seen: Exchange[] = [];

const isDictionary = (value: unknown): value is PlistDict =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

function read(bytes: Uint8Array): PlistDict {
  const value = decodePlist(bytes, { preserveReals: true });
  if (!isDictionary(value)) throw new Error('This is no dictionary.');
  return value;
}

beforeAll(async () => {
  running = await runEngine();
  await running.admin.call('PUT', '/device-users/policy', { networkUsers: 'manage' });
  fleet = createFleet({
    seed: 5,
    count: 14,
    push: running.apple.apns.devices,
    onExchange: (exchange) => seen.push(exchange),
    mix: { ...SCHOOL, vanishing: 0, sleepy: 0, flaky: 0, broken: 0, oftenLocked: 0, sharedIpads: 0.4, networkUsers: 1 },
    apps: 5,
  });
  // iPhones and iPads do not tell how they came, so the engine does not refuse what only some of them take.
  for (const device of fleet.devices) {
    if (device.state.supervised && device.state.model.platform !== 'macOS') device.change({ enrolledByDep: true });
  }
  const ways = [await running.admin.invite(), await running.admin.invite({ signMessage: true })];
  way = ways[0]?.id ?? '';
  const { enrolled } = await fleet.enrollAll(ways);
  expect(enrolled).toBe(fleet.devices.length);
  await enrollOwn();
  await settled();
});

/** Two iPhones and two Macs enroll with the accounts of their people. */
async function enrollOwn(): Promise<void> {
  const { admin, apple, engine, rootPem: trustPem } = running;
  const PASSWORD = 'Kreide und Schwamm';
  const before = await admin.call<WaysIn>('GET', '/ways-in');
  const accountDriven = { user: true, device: false, domains: ['maple.example'], who: 'both', invitationId: way };
  await admin.call('PUT', '/ways-in', { ...before, accountDriven });
  own = createFleet({
    seed: 9,
    count: 4,
    push: apple.apns.devices,
    factory: apple.factory,
    onExchange: (exchange) => seen.push(exchange),
    mix: { ...STEADY_IPADS, families: { iPhone: 0.5, Mac: 0.5 } },
    apps: 5,
  });
  expect(new Set(own.devices.map(({ state }) => state.model.platform)).size).toBe(2);
  for (const [at, device] of own.devices.entries()) {
    const { os, model } = device.state;
    // Apple lets accounts enroll from iOS 15 and macOS 14 on.
    device.change({ os: { ...os, version: model.platform === 'macOS' ? '14.5' : '17.5' }, supervised: false });
    await admin.call('POST', '/device-users/accounts', { shortName: `own${at}`, password: PASSWORD });
    const account = `own${at}@maple.example`;
    await device.enroll({ account, password: PASSWORD, domainUrl: engine.listenerUrl, trustPem });
    ownIds.set(device.state.management?.enrollmentId ?? '', device);
  }
}
const ownIds = new Map<unknown, SimulatedDevice>();
const all = () => [...fleet.devices, ...own.devices];
const settled = async () => {
  await fleet.settled();
  await own.settled();
};

afterAll(async () => {
  await fleet.stop();
  await own.stop();
  await running.stop();
});

const speakerOf = (state: DeviceState, message: PlistDict): Speaker => ({
  platform: state.model.platform,
  osVersion: state.os.version,
  supervised: state.supervised,
  dep: state.enrolledByDep,
  sharedIpad: state.sharedIpad,
  userEnrollment: message.EnrollmentID !== undefined,
  channel: message.UserID === undefined && message.EnrollmentUserID === undefined ? 'device' : 'user',
  // Asked for and granted by every invitation of this test.
  accessRights: 8191,
});

/** What is wrong with one exchange; `asked` tells the commands by their id. */
function wrongIn({ kind, sent, answer }: Exchange, asked: Map<unknown, string>): string[] {
  const message = read(sent);
  const device = ownIds.get(message.EnrollmentID) ?? all().find(({ state: { udid } }) => udid === message.UDID);
  const state = device?.state;
  if (state === undefined) return ['nobody we know'];
  const speaker = speakerOf(state, message);
  const body = answer.body.length === 0 ? undefined : answer.body;
  if (body && answer.status >= 400) expect(answer.headers['content-type']).toMatch(/xml/);
  if (answer.status === 403 && body) return wrongDeviceError(read(body), speaker);
  if (kind === 'check-in') {
    return [...wrongCheckIn(message, speaker), ...wrongDocuments(message, body, speaker)];
  }
  const problems = wrongResult(message, asked.get(message.CommandUUID), speaker);
  if (body === undefined) return problems;
  const next = read(body);
  const command = isDictionary(next.Command) ? next.Command : {};
  asked.set(next.CommandUUID, String(command.RequestType));
  return [...problems, ...wrongCommand(next, speaker), ...wrongPayload(command, speaker)];
}

function wrongDocuments(message: PlistDict, body: Buffer | undefined, speaker: Speaker): string[] {
  const type = String(message.MessageType);
  if (type !== 'DeclarativeManagement') return body ? wrongCheckInAnswer(type, read(body), speaker) : [];
  const json = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
  if (message.Endpoint === 'tokens' && body) return wrongDeclarative('TokensResponse', json(body), speaker);
  if (message.Endpoint === 'declaration-items' && body) {
    return wrongDeclarative('DeclarationItemsResponse', json(body), speaker);
  }
  return message.Data instanceof Uint8Array ? wrongDeclarative('StatusReport', json(message.Data), speaker) : [];
}

/** Profiles of our own that travel in InstallProfile. */
function wrongPayload(command: PlistDict, speaker: Speaker): string[] {
  if (command.RequestType !== 'InstallProfile' || !(command.Payload instanceof Uint8Array)) return [];
  // What these tests send as a profile is none.
  if (command.Payload.length < 10) return [];
  const content = read(readProfile(command.Payload).content);
  return wrongProfile(content, speaker);
}

function expectGood(): void {
  const asked = new Map<unknown, string>();
  const wrong = new Set(seen.flatMap((exchange) => wrongIn(exchange, asked)));
  expect([...wrong]).toEqual([]);
}

const ids = async (): Promise<string[]> => (await running.admin.devices()).map((row) => row.id);
const connectAll = async (): Promise<void> => {
  await Promise.all(all().map((device) => device.connect()));
  await settled();
};
/** Those that end the session or the management have a test of their own, in this order. */
const ENDS: ReadonlySet<string> = new Set([
  'EnableLostMode',
  'DeviceLock',
  'RestartDevice',
  'ShutDownDevice',
  'RemoveProfile',
  'EraseDevice',
]);

describe('every message on the wire is one of Apple’s schema', () => {
  it('while a school enrolls and is asked for its first inventory', () => {
    const kinds = new Set(seen.filter(({ kind }) => kind === 'check-in').map(({ sent }) => read(sent).MessageType));
    const all = ['Authenticate', 'SetBootstrapToken', 'TokenUpdate', 'UserAuthenticate'];
    expect([...kinds].sort()).toEqual(expect.arrayContaining(all));
    expect(fleet.devices.filter(({ promised }) => promised.users.length > 0).length).toBeGreaterThan(1);
    expectGood();
  });

  it('while every command is sent to every device that may have it, on every channel', async () => {
    const sent = new Set<string>();
    const deviceIds = await ids();
    const details = await Promise.all(deviceIds.map((id) => running.admin.device(id)));
    const users = details.flatMap((detail) => detail.users.map((user) => user.enrollmentId));
    for (const definition of COMMANDS.filter(({ requestType }) => !ENDS.has(requestType))) {
      for (const platform of platformsOf(definition.support).filter((name) => name !== 'watchOS')) {
        const command = commandToJson(sampleCommand(definition, platform), definition);
        const whole = details.filter((detail) => detail.platform === platform).map((detail) => detail.id);
        const targets = [{ deviceIds: whole }, ...(users.length > 0 ? [{ enrollmentIds: users }] : [])];
        for (const target of targets.filter((each) => each.enrollmentIds !== undefined || whole.length > 0)) {
          const { queued } = await running.admin.call<QueueOutcome>('POST', '/commands', { ...target, command });
          if (queued.length > 0) sent.add(definition.requestType);
        }
      }
      await connectAll();
    }
    await running.admin.call('POST', '/devices/wake', { deviceIds });
    await connectAll();
    expect(sent.size).toBeGreaterThan(50);
    expectGood();
  });

  it('while devices tell of new tokens, ask for what was promised, renew their identity and leave', async () => {
    const [first, second, third] = fleet.devices.filter(({ state }) => state.model.platform === 'iOS');
    if (!first || !second || !third) throw new Error('The school has too few iPads.');
    await first.changePushToken();
    await first.renewIdentity();
    for (const device of fleet.devices) await device.promised.fetchBootstrapToken();
    await first.promised.getToken('com.apple.maid');
    const change = { enabled: true, preserveDataPlan: true, retryEnrollment: true, invitationId: way };
    await running.admin.call('PUT', '/return-to-service', change);
    const back = await Promise.all(fleet.devices.map((device) => device.promised.askWayBack()));
    const asked = back.filter((answer) => answer !== undefined);
    expect(asked.length).toBeGreaterThan(0);
    for (const answer of asked) {
      expect(answer.enabled).toBe(true);
      expect(readProfile(answer.way?.profile ?? Buffer.of()).identifier).toMatch(/enrollment$/);
    }
    await second.removeManagement();
    // The server has ended it; the device hears of that when it calls.
    const { id } = await running.admin.find(third.state.serialNumber);
    await running.admin.call('POST', `/devices/${id}/end-management`, {});
    await connectAll();
    expect(second.status).toBe('dropped');
    expectGood();
  });

  it('while devices are lost, locked, restarted, shut down, rid of their profile and erased', async () => {
    const asked = new Map<string, Set<string>>();
    const done = new Map<string, Set<string>>();
    for (const requestType of ENDS) {
      const definition = COMMANDS.find((each) => each.requestType === requestType);
      if (definition === undefined) throw new Error(`There is no ${requestType}.`);
      const rows = (await running.admin.devices()).filter(({ state }) => state === 'enrolled');
      const ids: string[] = [];
      for (const platform of platformsOf(definition.support)) {
        const deviceIds = rows.filter((row) => row.platform === platform).map((row) => row.id);
        if (deviceIds.length === 0) continue;
        const command = commandToJson(sampleCommand(definition, platform), definition);
        const { queued } = await running.admin.call<QueueOutcome>('POST', '/commands', { deviceIds, command });
        ids.push(...queued.map(({ commandId }) => commandId));
        asked.set(requestType, (asked.get(requestType) ?? new Set()).add(platform));
      }
      await connectAll();
      for (const id of ids) {
        const { state, deviceId } = await running.admin.command(id);
        const platform = rows.find((row) => row.id === deviceId)?.platform ?? '';
        if (state === 'acknowledged') done.set(requestType, (done.get(requestType) ?? new Set()).add(platform));
      }
      for (const device of all()) {
        device.setPower(true);
        device.setAsleep(false);
        device.unlock();
      }
      if (requestType === 'EnableLostMode') {
        const lost = rows.filter(({ platform }) => platform === 'iOS').map(({ id }) => id);
        const command = { RequestType: 'DisableLostMode' };
        await running.admin.call('POST', '/commands', { deviceIds: lost, command });
        await connectAll();
      }
    }
    // What the sample names is not installed; the profile of the management is.
    expect([...done.keys()]).toEqual([...ENDS].filter((requestType) => requestType !== 'RemoveProfile'));
    expect([...(done.get('EraseDevice') ?? [])].sort()).toEqual(['iOS', 'macOS', 'tvOS']);
    const removed = (await running.admin.devices()).filter(({ state }) => state === 'enrolled').slice(0, 3);
    for (const { id } of removed) {
      await running.admin.call('POST', `/devices/${id}/end-management`, { way: 'remove-profile' });
    }
    await connectAll();
    for (const { id } of removed) expect((await running.admin.device(id)).state).toBe('ended');
    expectGood();
  });
});
