import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPushRegistry, type PushRegistry } from '../apple/push-registry.ts';
import { createFleet, type Fleet, type FleetEvent, STEADY_IPADS } from '../fleet.ts';
import type { PlistInput } from '../wire/plist.ts';
import type { SimulatedDevice } from './device.ts';
import { type Seen, startTestServer, type TestServer } from './testing-server.ts';
import type { Temperament } from './wiring.ts';

let server: TestServer;
let push: PushRegistry;
let fleet: Fleet;
let device: SimulatedDevice;
let events: FleetEvent[];

async function start(temper: Partial<Temperament> = {}, mix: Partial<typeof STEADY_IPADS> = {}): Promise<void> {
  push = createPushRegistry(Date.now);
  fleet = createFleet({ seed: 11, count: 1, push, keyPool: 2, supervised: true, mix: { ...STEADY_IPADS, ...mix } });
  const [first] = fleet.devices;
  if (!first) throw new Error('no device');
  device = first;
  Object.assign(device.temperament, temper);
  events = [];
  fleet.subscribe((event) => events.push(event));
  await device.enroll({ url: `${server.url}/enroll/t`, trustPem: server.trustPem });
}

const order = (uuid: string, type: string, keys: Record<string, PlistInput> = {}): void => {
  server.queue.push({ CommandUUID: uuid, Command: { RequestType: type, ...keys } });
};
const messages = (kind: Seen['kind']): Seen['message'][] =>
  server.seen.filter((seen) => seen.kind === kind).map((seen) => seen.message);
const statuses = (): unknown[] => messages('connect').map((message) => message?.Status);
const types = (): unknown[] => messages('check-in').map((message) => message?.MessageType);

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => {
  await fleet.stop();
  await server.close();
});

describe('enrolling', () => {
  it('obtains an identity, checks in with it, and installs what the profile brings', async () => {
    await start();
    expect(server.scep.types).toEqual(['19']);
    expect(messages('check-in')).toMatchObject([
      {
        MessageType: 'Authenticate',
        UDID: device.state.udid,
        SerialNumber: device.state.serialNumber,
        Topic: server.topic,
      },
      {
        MessageType: 'TokenUpdate',
        PushMagic: expect.any(String),
        Token: expect.any(Uint8Array),
        UnlockToken: expect.any(Uint8Array),
      },
    ]);
    expect(new Set(server.seen.map((seen) => seen.certificate)).size).toBe(1);
    expect(device.state.profiles.at(-1)).toMatchObject({ identifier: 'org.example.mdm', managed: true });
    const identity = device.state.certificates.find((item) => item.isIdentity);
    expect(new X509Certificate(identity?.der ?? Buffer.alloc(0)).subject).toBe(
      `O=Example School\nCN=${device.state.serialNumber}`,
    );
    expect(new X509Certificate(identity?.der ?? Buffer.alloc(0)).serialNumber).toBe(server.seen[0]?.certificate);
    expect(events.map((event) => event.type)).toEqual(['enrolled']);
  });

  it('signs its messages where the profile asks for that', async () => {
    server.signMessage = true;
    await start();
    await device.connect();
    expect(server.seen.every((seen) => seen.certificate !== 'none')).toBe(true);
    expect(statuses()).toEqual(['Idle']);
  });

  it('gives up when a check-in is refused, and is not managed then', async () => {
    server.answer = (seen) => (seen.message?.MessageType === 'TokenUpdate' ? { status: 401 } : undefined);
    await expect(start()).rejects.toMatchObject({ stage: 'token-update', status: 401 });
    expect(device.status).toBe('new');
    expect(device.state.management).toBeUndefined();
    expect(push.counts().registered).toBe(0);
  });

  it('refuses a server and a profile signed by someone it does not trust', async () => {
    const other = await startTestServer(true);
    await expect(
      start().then(() => device.enroll({ url: `${server.url}/enroll/t`, trustPem: other.trustPem })),
    ).rejects.toMatchObject({ stage: 'profile' });
    await other.close();
  });

  it('refuses a combination of rights that is not allowed', async () => {
    server.accessRights = 2;
    await expect(start()).rejects.toThrow(/12000/);
  });
});

describe('waking up', () => {
  it('connects on a push with its PushMagic and works through the queue', async () => {
    await start();
    order('1', 'DeviceInformation', { Queries: ['UDID', 'OSVersion'] });
    order('2', 'SecurityInfo');
    const magic = String(messages('check-in').at(-1)?.PushMagic);
    const ended = fleet.next((event) => event.type === 'session-ended');
    push.accept(device.pushToken ?? '', magic, undefined);
    expect(await ended).toMatchObject({ commands: 2 });
    expect(statuses()).toEqual(['Idle', 'Acknowledged', 'Acknowledged']);
    expect(messages('connect')[1]).toMatchObject({ CommandUUID: '1', QueryResponses: { UDID: device.state.udid } });
    expect(server.queue).toEqual([]);
  });

  it('ignores a push with another PushMagic', async () => {
    await start();
    push.accept(device.pushToken ?? '', 'someone else’s', undefined);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await device.settled();
    expect(device.ignoredPushes).toBe(1);
    expect(messages('connect')).toEqual([]);
  });

  it('answers late when it slept', async () => {
    await start();
    device.setAsleep(true);
    push.accept(device.pushToken ?? '', String(messages('check-in').at(-1)?.PushMagic), undefined);
    expect(push.counts().waiting).toBe(1);
    const ended = fleet.next((event) => event.type === 'session-ended');
    device.setAsleep(false);
    await ended;
    expect(statuses()).toEqual(['Idle']);
  });

  it('says NotNow while locked and polls by itself when unlocked', async () => {
    await start();
    device.change({ passcode: { present: true, compliant: true } });
    device.lock();
    order('1', 'SecurityInfo');
    await device.connect();
    expect(statuses()).toEqual(['Idle', 'NotNow']);
    device.unlock();
    await device.settled();
    expect(statuses()).toEqual(['Idle', 'NotNow', 'Idle', 'Acknowledged']);
  });
});

describe('a bad network or server', () => {
  it('repeats a result that could not be delivered, as the opening message of a new connection', async () => {
    await start();
    order('1', 'SecurityInfo');
    let failures = 2;
    server.answer = (seen) => (seen.message?.CommandUUID === '1' && failures-- > 0 ? { status: 503 } : undefined);
    await device.connect();
    expect(statuses()).toEqual(['Idle', 'Acknowledged', 'Acknowledged', 'Acknowledged']);
    expect(events.filter((event) => event.type === 'command-done')).toHaveLength(1);
    expect(events.filter((event) => event.type === 'error')).toHaveLength(2);
  });

  it('loses the network now and then and still delivers each result', async () => {
    await start({ dropRate: 0.5 });
    for (let i = 0; i < 12; i++) order(String(i), 'DeviceInformation', { Queries: ['UDID'] });
    await device.connect();
    expect(server.queue).toEqual([]);
    expect(events.filter((event) => event.type === 'command-done')).toHaveLength(12);
    expect(events.some((event) => event.type === 'error')).toBe(true);
  });

  it('sends garbage where it is broken, and goes on when told so', async () => {
    await start({}, { broken: 1 });
    order('1', 'InstalledApplicationList');
    order('2', 'SecurityInfo');
    await device.connect();
    const [, garbage] = server.seen.filter((seen) => seen.kind === 'connect');
    expect(garbage?.message).toBeUndefined();
    expect(garbage?.raw.length).toBeGreaterThan(20);
    expect(server.queue).toEqual([]);
  });

  it('drops its management on 401, and records a 403 without dropping', async () => {
    await start();
    server.answer = () => ({ status: 403 });
    await device.connect();
    expect(device.status).toBe('enrolled');
    expect(events.at(-1)).toMatchObject({ type: 'refused', status: 403 });
    server.answer = () => ({ status: 401 });
    await device.connect();
    expect(device.status).toBe('dropped');
    expect(device.state.management).toBeUndefined();
    expect(device.state.profiles.some((profile) => profile.managed)).toBe(false);
    expect(push.counts()).toMatchObject({ registered: 0, unregistered: 1 });
  });
});

describe('a device’s life', () => {
  it('checks out when its MDM profile is removed by command', async () => {
    await start();
    order('1', 'RemoveProfile', { Identifier: 'org.example.mdm' });
    await device.connect();
    expect(types()).toEqual(['Authenticate', 'TokenUpdate', 'CheckOut']);
    expect(device.status).toBe('dropped');
  });

  it('comes back after being erased, with a new token', async () => {
    await start();
    const former = device.pushToken;
    order('1', 'EraseDevice');
    await device.connect();
    await device.settled();
    expect(types()).toEqual(['Authenticate', 'TokenUpdate', 'Authenticate', 'TokenUpdate']);
    expect(device.pushToken).not.toBe(former);
    expect(events.map((event) => event.type)).toContain('erased');
  });

  it('falls silent when it restarts, and goes on when it is back', async () => {
    await start();
    order('1', 'RestartDevice');
    order('2', 'SecurityInfo');
    await device.connect();
    await device.settled();
    expect(statuses()).toEqual(['Idle', 'Acknowledged', 'Idle', 'Acknowledged']);
    expect(server.queue).toEqual([]);
  });

  it('is silent after a shutdown until someone switches it on', async () => {
    await start();
    order('1', 'ShutDownDevice');
    order('2', 'SecurityInfo');
    await device.connect();
    push.accept(device.pushToken ?? '', String(messages('check-in').at(-1)?.PushMagic), undefined);
    expect(device.status).toBe('off');
    expect(push.counts().waiting).toBe(1);
    const ended = fleet.next((event) => event.type === 'session-ended');
    device.setPower(true);
    await ended;
    expect(server.queue).toEqual([]);
  });

  it('vanishes after being erased, even when its answer was lost', async () => {
    await start({ afterErase: 'vanish' });
    order('1', 'EraseDevice');
    server.answer = (seen) => (seen.message?.CommandUUID === '1' ? { status: 500 } : undefined);
    await device.connect();
    expect(device.status).toBe('gone');
    expect(statuses()).toEqual(['Idle', 'Acknowledged']);
  });

  it('tells a changed push token, and a restore, without Authenticate', async () => {
    await start();
    const former = device.pushToken;
    expect(await device.changePushToken()).toBe(200);
    expect(device.pushToken).not.toBe(former);
    expect(await device.restoreFromBackup()).toBe(200);
    expect(types()).toEqual(['Authenticate', 'TokenUpdate', 'TokenUpdate', 'TokenUpdate']);
    expect(push.counts().registered).toBe(1);
  });

  it('renews its identity and speaks with the new one', async () => {
    await start();
    await device.renewIdentity();
    await device.connect();
    expect(server.scep.types).toEqual(['19', '17']);
    expect(server.seen.at(-1)?.certificate).not.toBe(server.seen[0]?.certificate);
    expect(device.state.certificates.filter((item) => item.isIdentity)).toHaveLength(1);
  });

  it('replaces its MDM profile in place, and refuses one that wants more', async () => {
    server.accessRights = 8191 - 8;
    await start();
    order('1', 'InstallProfile', { Payload: server.profile() });
    await device.connect();
    expect(types()).toEqual(['Authenticate', 'TokenUpdate', 'Authenticate', 'TokenUpdate']);
    expect(messages('connect').at(-1)).toMatchObject({ CommandUUID: '1', Status: 'Acknowledged' });
    server.accessRights = 8191;
    order('2', 'InstallProfile', { Payload: server.profile() });
    await device.connect();
    expect(messages('connect').at(-1)).toMatchObject({
      Status: 'Error',
      ErrorChain: [{ ErrorCode: 4001 }, { ErrorCode: 12012 }],
    });
    expect(device.state.management?.accessRights).toBe(8191 - 8);
  });
});
