import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodePlistDict } from '../../electron/protocol/index.ts';
import { createHttpClient, type HttpAnswer } from '../../electron/simulator/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { storedRows } from '../support/stored-rows.ts';

/* The requirements of check-in, one after the other, against the real listener, store and queue. */

let running: RunningEngine;
let way: Awaited<ReturnType<RunningEngine['admin']['invite']>>;
const devices: StepDevice[] = [];

beforeAll(async () => {
  running = await runEngine();
  way = await running.admin.invite();
});
afterAll(async () => {
  for (const device of devices) device.close();
  await running.stop();
});

let device: StepDevice;
beforeEach(() => {
  device = fresh();
});

/** A device of a system that knows 401 only, unless told otherwise. */
function fresh(version = '16.7'): StepDevice {
  const made = new StepDevice();
  made.state = { ...made.state, os: { ...made.state.os, version } };
  devices.push(made);
  return made;
}

async function enrolled(version?: string): Promise<StepDevice> {
  const made = fresh(version);
  await made.enroll(way, running.apple);
  return made;
}

/** Up to the Authenticate. */
async function begun(): Promise<HttpAnswer> {
  await device.download(way);
  await device.obtainIdentity();
  return device.authenticate();
}

const row = (of: StepDevice) => running.admin.find(of.serialNumber);
const detail = async (of: StepDevice) => running.admin.device((await row(of)).id);
const say = (of: StepDevice, message: Record<string, string | Uint8Array | undefined>) =>
  of.checkIn(message.MessageType?.toString() ?? '', {
    UDID: of.state.udid,
    Topic: of.terms?.management.topic,
    ...message,
  });
const states = (of: StepDevice): string[] =>
  storedRows<{ state: string }>(
    running.dataDir,
    `select n.state from enrollment n join device d on d.id = n."deviceId" where d."serialNumber" = ? order by n.id`,
    of.serialNumber,
  ).map((each) => each.state);
const stored = () =>
  storedRows(
    running.dataDir,
    'select (select count(*) from device) d, (select count(*) from enrollment) e, (select count(*) from secret) s, (select count(*) from event) v',
  )[0];

describe('check-in', () => {
  it('CHK-1 answers 200 to what is acceptable and 401 to what is rejected', async () => {
    expect((await begun()).status).toBe(200);
    expect((await device.tokenUpdate()).status).toBe(200);
    const revoked = await running.admin.invite();
    const late = fresh();
    await late.download(revoked);
    await late.obtainIdentity();
    await running.admin.call('POST', `/invitations/${revoked.id}/revoke`);
    expect((await late.authenticate()).status).toBe(401);
  });

  it('CHK-1 says so in a 403 with a body where the system of the device reads it, and in a 401 where not', async () => {
    const [old, modern] = [await enrolled('16.7'), await enrolled('18.2')];
    for (const each of [old, modern]) {
      await running.admin.call('POST', `/devices/${(await row(each)).id}/end-management`);
    }
    expect((await old.idle()).status).toBe(401);
    const answer = await modern.idle();
    expect(answer.status).toBe(403);
    expect(decodePlistDict(answer.body)).toMatchObject({ code: 'com.apple.unrecognized.device' });
    expect((await modern.tokenUpdate()).body.toString()).toContain('com.apple.unrecognized.device');
  });

  it('CHK-2 stores a device as pending after Authenticate, and serves it nothing', async () => {
    await begun();
    expect(await row(device)).toMatchObject({ state: 'pending', pushState: 'none' });
    const answer = await device.idle();
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
  });

  it('CHK-3 makes it enrolled at the first TokenUpdate', async () => {
    await begun();
    expect(states(device)).toEqual(['pending']);
    await device.tokenUpdate();
    expect(await row(device)).toMatchObject({ state: 'enrolled', pushState: 'ready' });
    expect((await device.session()).length).toBeGreaterThan(3);
  });

  it('CHK-4 sends no push before the first TokenUpdate', async () => {
    await begun();
    device.listen(running.apple);
    const { id } = await row(device);
    const asked = await running.admin.call<{ unreachable: string[] }>('POST', '/devices/wake', { deviceIds: [id] });
    expect(asked.unreachable).toEqual([id]);
    expect(device.pushes).toBe(0);
    await device.tokenUpdate();
    await device.pushedMoreThan(0);
  });

  it('CHK-5 pushes to the newest token and magic only', async () => {
    await device.enroll(way, running.apple);
    await device.session();
    const next = fresh();
    const [Token, PushMagic] = [next.token, next.magic];
    next.terms = device.terms;
    next.listen(running.apple);
    expect((await say(device, { MessageType: 'TokenUpdate', Token, PushMagic })).status).toBe(200);
    const before = device.pushes;
    await running.admin.wake((await row(device)).id);
    await next.pushedMoreThan(0);
    expect(device.pushes).toBe(before);
  });

  it('CHK-6 keeps the unlock token when a later TokenUpdate has none', async () => {
    await device.enroll(way);
    await device.session();
    const { magic: PushMagic, token: Token } = device;
    await say(device, { MessageType: 'TokenUpdate', Token, PushMagic });
    device.state = { ...device.state, passcode: { present: true, compliant: true } };
    await running.admin.queueOne((await row(device)).id, { RequestType: 'ClearPasscode' });
    const answer = await device.idle();
    const { Command } = decodePlistDict(answer.body);
    expect(Buffer.from((Command as { UnlockToken: Uint8Array }).UnlockToken)).toEqual(device.state.unlockToken);
  });

  it('CHK-7 rejects a topic that does not begin with com.apple.mgmt.', async () => {
    await device.download(way);
    await device.obtainIdentity();
    expect((await say(device, { MessageType: 'Authenticate', Topic: 'com.example.topic' })).status).toBe(401);
    const good = await enrolled();
    const { magic: PushMagic, token: Token } = good;
    const wrong = { MessageType: 'TokenUpdate', Topic: 'com.example.topic', Token, PushMagic };
    expect((await say(good, wrong)).status).toBe(400);
    expect(states(good)).toEqual(['enrolled']);
  });

  it('CHK-8 rejects a topic other than that of the push certificate', async () => {
    await device.download(way);
    await device.obtainIdentity();
    const Topic = 'com.apple.mgmt.External.00000000-0000-0000-0000-000000000000';
    expect((await say(device, { MessageType: 'Authenticate', Topic })).status).toBe(401);
    expect(states(device)).toEqual([]);
  });

  it('CHK-9 takes both kinds of message at one address, by Content-Type or by what they are', async () => {
    await device.download(way);
    await device.obtainIdentity();
    const { identity, terms } = device;
    if (identity === undefined || terms === undefined) throw new Error('The device has no identity.');
    const http = createHttpClient({ trustPem: terms.roots, identity });
    const { management } = terms;
    const xml = (entries: Record<string, string>) =>
      Buffer.from(
        `<plist version="1.0"><dict>${Object.entries(entries)
          .map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
          .join('')}</dict></plist>`,
      );
    const put = (body: Buffer, headers: Record<string, string>) =>
      http.send({ method: 'PUT', url: management.serverUrl, headers, body });
    const ids = { UDID: device.state.udid };
    const authenticate = xml({ MessageType: 'Authenticate', Topic: management.topic, ...ids });
    const checkIn = { 'content-type': 'application/x-apple-aspen-mdm-checkin' };
    for (const headers of [checkIn, { 'content-type': 'text/xml' }]) {
      expect((await put(authenticate, headers)).status).toBe(200);
      expect((await put(xml({ Status: 'Idle', ...ids }), headers === checkIn ? {} : headers)).status).toBe(200);
    }
    http.close();
  });

  it('CHK-10, BP-14 refuses a message whose UDID is not that of its certificate, without harm to either', async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const { magic: PushMagic, token: Token } = one;
    const UDID = other.state.udid;
    expect((await say(one, { MessageType: 'TokenUpdate', Token, PushMagic, UDID })).status).toBe(403);
    expect((await one.connect('Idle', { Status: 'Idle', UDID })).status).toBe(403);
    expect((await say(one, { MessageType: 'SetBootstrapToken', BootstrapToken: Buffer.from('x'), UDID })).status).toBe(
      403,
    );
    expect([...states(one), ...states(other)]).toEqual(['enrolled', 'enrolled']);
  });

  it('CHK-11 ends management at a CheckOut in every state: 200, no pushes, nothing queued', async () => {
    await device.enroll(way, running.apple);
    const { id } = await row(device);
    const commandId = await running.admin.queueOne(id, { RequestType: 'ProfileList' });
    expect((await say(device, { MessageType: 'CheckOut' })).status).toBe(200);
    expect(await row(device)).toMatchObject({ state: 'ended', pushState: 'none', openCommands: 0 });
    expect((await running.admin.command(commandId)).state).toBe('cancelled');
    // Once more, and of devices that are pending or were never seen.
    expect((await say(device, { MessageType: 'CheckOut' })).status).toBe(200);
    const pending = fresh();
    await pending.download(way);
    await pending.obtainIdentity();
    expect((await say(pending, { MessageType: 'CheckOut' })).status).toBe(200);
    await pending.authenticate();
    expect((await say(pending, { MessageType: 'CheckOut' })).status).toBe(200);
    expect(states(pending)).toEqual(['ended']);
    const stranger = await enrolled();
    expect((await say(stranger, { MessageType: 'CheckOut', UDID: device.state.udid })).status).toBe(200);
    expect(states(stranger)).toEqual(['enrolled']);
  });

  it('CHK-12 starts over at another Authenticate; the former certificate counts until the new TokenUpdate', async () => {
    await device.enroll(way);
    const former = device.identity;
    await device.download(way);
    await device.obtainIdentity();
    const next = device.identity;
    if (former === undefined || next === undefined) throw new Error('The device has no identity.');
    expect((await device.authenticate()).status).toBe(200);
    expect(states(device)).toEqual(['enrolled', 'pending']);
    device.takeIdentity(former);
    expect((await device.idle()).status).toBe(200);
    device.takeIdentity(next);
    expect((await device.tokenUpdate()).status).toBe(200);
    expect(states(device)).toEqual(['ended', 'enrolled']);
    device.takeIdentity(former);
    expect((await device.idle()).status).toBe(403);
  });

  it('CHK-13 takes a TokenUpdate without Authenticate from a managed device, and answers 401 to one that is not', async () => {
    await device.enroll(way);
    expect((await device.tokenUpdate()).status).toBe(200);
    const restored = fresh();
    await restored.download(way);
    await restored.obtainIdentity();
    expect((await restored.tokenUpdate()).status).toBe(401);
    await running.admin.call('POST', `/devices/${(await row(device)).id}/end-management`);
    expect((await device.tokenUpdate()).status).toBe(401);
  });

  it('CHK-14 tolerates keys it does not know, and keeps them', async () => {
    await device.download(way);
    await device.obtainIdentity();
    const { serialNumber: SerialNumber } = device;
    const message = { MessageType: 'Authenticate', SerialNumber, NotInAnySchema: 'kept as it came' };
    expect((await say(device, message)).status).toBe(200);
    const kept = storedRows<{ body: string }>(
      running.dataDir,
      `select body from "deviceReport" where kind = 'authenticate'`,
    );
    expect(kept.map(({ body }) => body)).toContain('{"NotInAnySchema":"kept as it came"}');
  });

  it('CHK-15 answers a failure of its own with 5xx, never 401', async () => {
    const other = await runEngine();
    const victim = fresh();
    try {
      await victim.enroll(await other.admin.invite());
      const { default: Database } = await import('better-sqlite3');
      const breaking = new Database(`${other.dataDir}/cartwright.db`);
      // Another program spoils the store: what a device's messages write to is gone.
      breaking.exec('alter table "deviceReport" rename to "gone"; alter table "enrollment" rename to "away"');
      breaking.close();
      const { magic: PushMagic, token: Token } = victim;
      const answers = [
        await victim.idle(),
        await say(victim, { MessageType: 'TokenUpdate', Token, PushMagic }),
        await victim.authenticate(),
        await say(victim, { MessageType: 'DeclarativeManagement', Endpoint: 'tokens' }),
      ];
      for (const { status, body } of answers) {
        expect(status).toBeGreaterThanOrEqual(500);
        expect(body.length).toBe(0);
      }
    } finally {
      await other.stop();
    }
  });

  it('CHK-16 answers 400 to what cannot be read, has no type or an unknown one, and stores nothing', async () => {
    const good = await enrolled();
    await good.session();
    const before = stored();
    const { identity, terms, state } = good;
    if (identity === undefined || terms === undefined) throw new Error('The device has no identity.');
    const http = createHttpClient({ trustPem: terms.roots, identity });
    const headers = { 'content-type': 'application/x-apple-aspen-mdm-checkin' };
    const dict = (inner: string) =>
      `<plist version="1.0"><dict>${inner}<key>UDID</key><string>${state.udid}</string></dict></plist>`;
    const bodies = [
      'no property list',
      '',
      dict(''),
      dict('<key>MessageType</key><string>TakeOver</string>'),
      dict('<key>MessageType</key><string>authenticate</string>'),
      dict('<key>MessageType</key><integer>1</integer>'),
      dict('<key>MessageType</key><string>TokenUpdate</string>'),
    ];
    for (const body of bodies) {
      const url = terms.management.checkInUrl;
      expect((await http.send({ method: 'PUT', url, headers, body: Buffer.from(body) })).status).toBe(400);
    }
    http.close();
    expect(stored()).toEqual(before);
    expect((await detail(good)).state).toBe('enrolled');
  });
});
