import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodePlistDict, isPlistDict } from '../../electron/protocol/index.ts';
import { type HttpAnswer, readProfile } from '../../electron/simulator/index.ts';
import { wrongCheckInAnswer } from '../../shared/catalogue/testing/messages.ts';
import type { ReturnToServiceSettings } from '../../shared/contract/index.ts';
import { type RunningEngine, runEngine } from '../support/running-engine.ts';
import { StepDevice } from '../support/step-device.ts';
import { StepUser } from '../support/step-user.ts';
import { storedRows } from '../support/stored-rows.ts';

/* What an enrolled device leaves with the server or asks it for: bootstrap tokens, GetToken, declarations, its way back. */

const TOKEN = Buffer.from('the bootstrap token of a Mac');

let running: RunningEngine;
let way: Awaited<ReturnType<RunningEngine['admin']['invite']>>;
let mac: StepDevice;
const devices: StepDevice[] = [];

beforeAll(async () => {
  running = await runEngine();
  way = await running.admin.invite();
});
beforeEach(async () => {
  mac = new StepDevice({ family: 'Mac' });
  devices.push(mac);
  await mac.enroll(way);
});
afterAll(async () => {
  for (const device of devices) device.close();
  await running.stop();
});

const say = (message: Record<string, string | Uint8Array | undefined>): Promise<HttpAnswer> =>
  mac.checkIn(String(message.MessageType), { UDID: mac.state.udid, ...message });
const escrow = (BootstrapToken?: Uint8Array) => say({ MessageType: 'SetBootstrapToken', BootstrapToken });
const fetched = async (): Promise<unknown> => {
  const { status, body } = await say({ MessageType: 'GetBootstrapToken' });
  expect(status).toBe(200);
  const { BootstrapToken } = decodePlistDict(body);
  return BootstrapToken instanceof Uint8Array ? Buffer.from(BootstrapToken) : BootstrapToken;
};
const declare = (Endpoint: string, Data?: Uint8Array) => say({ MessageType: 'DeclarativeManagement', Endpoint, Data });
const detail = async () => running.admin.device((await running.admin.find(mac.serialNumber)).id);

describe('a bootstrap token', () => {
  it('is kept, given back as it came, replaced by a newer one, and taken back by an empty one', async () => {
    expect(await fetched()).toBeUndefined();
    expect((await escrow(TOKEN)).status).toBe(200);
    expect(await fetched()).toEqual(TOKEN);
    expect((await detail()).bootstrapTokenAt).toBeGreaterThan(0);
    await escrow(Buffer.from('newer'));
    expect(await fetched()).toEqual(Buffer.from('newer'));
    expect((await escrow(new Uint8Array())).status).toBe(200);
    expect(await fetched()).toBeUndefined();
    await escrow(TOKEN);
    expect((await escrow()).status).toBe(200);
    expect((await detail()).bootstrapTokenAt).toBeNull();
    const told = (await running.admin.events()).filter((each) => each.type.startsWith('enrollment.bootstrap-token'));
    expect(told.length).toBeGreaterThan(4);
    expect(JSON.stringify(told)).not.toContain(TOKEN.toString());
    expect(running.log.lines.join('\n')).not.toContain(TOKEN.toString('base64'));
  });

  it('is gone when the device enrolls again, by another certificate or by the same', async () => {
    await escrow(TOKEN);
    expect((await mac.authenticate()).status).toBe(200);
    expect(await fetched()).toEqual(TOKEN);
    await mac.tokenUpdate();
    expect(await fetched()).toBeUndefined();
    await escrow(TOKEN);
    await mac.enroll(way);
    expect(await fetched()).toBeUndefined();
    const left = storedRows(running.dataDir, `select id from secret where kind = 'bootstrap-token'`);
    expect(left).toEqual([]);
  });

  it('is nothing a user may leave or fetch', async () => {
    const ada = new StepUser(mac, 'ada');
    await ada.tokenUpdate();
    expect((await ada.checkIn({ MessageType: 'SetBootstrapToken', BootstrapToken: TOKEN })).status).toBe(403);
    expect((await ada.checkIn({ MessageType: 'GetBootstrapToken' })).status).toBe(403);
    expect((await ada.checkIn({ MessageType: 'ReturnToService' })).status).toBe(403);
    expect(await fetched()).toBeUndefined();
  });
});

describe('GetToken', () => {
  it('tells in a form for programs what is not set up, and 400 for a service nobody knows', async () => {
    for (const TokenServiceType of ['com.apple.maid', 'com.apple.watch.pairing']) {
      const { status, body } = await say({ MessageType: 'GetToken', TokenServiceType });
      expect(status).toBe(403);
      expect(decodePlistDict(body)).toMatchObject({ code: 'org.cartwright.token-service.not-configured' });
    }
    const unknown = await say({ MessageType: 'GetToken', TokenServiceType: 'com.example.none' });
    expect(unknown.status).toBe(400);
    expect(decodePlistDict(unknown.body)).toMatchObject({ code: 'org.cartwright.token-service.unknown' });
    expect((await say({ MessageType: 'GetToken' })).status).toBe(400);
    expect((await detail()).state).toBe('enrolled');
  });
});

describe('declarations', () => {
  it('are an empty set: tokens and items agree, on the device and for a user', async () => {
    const tokens = await declare('tokens');
    expect([tokens.status, tokens.headers['content-type']]).toEqual([200, 'application/json']);
    const { SyncTokens } = JSON.parse(tokens.body.toString()) as { SyncTokens: Record<string, string> };
    expect(SyncTokens.Timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const items = await declare('declaration-items');
    expect(JSON.parse(items.body.toString())).toEqual({
      Declarations: { Activations: [], Assets: [], Configurations: [], Management: [] },
      DeclarationsToken: SyncTokens.DeclarationsToken,
    });
    const ada = new StepUser(mac, 'ada');
    await ada.tokenUpdate();
    const own = await ada.checkIn({ MessageType: 'DeclarativeManagement', Endpoint: 'declaration-items' });
    expect(own.body).toEqual(items.body);
  });

  it('that are asked for one by one are 404, so that a device drops what it still has', async () => {
    expect((await declare('declaration/configuration/org.example.wifi')).status).toBe(404);
    expect((await declare('declaration/asset/with/a/slash')).status).toBe(404);
    for (const endpoint of ['declaration', 'declaration/configuration', 'declaration/other/x', 'Tokens', '../tokens']) {
      expect([endpoint, (await declare(endpoint)).status]).toEqual([endpoint, 400]);
    }
  });

  it('are reported on: a report is kept and answered with nothing, what is none is 400', async () => {
    const report = { StatusItems: { device: { model: { family: 'Mac' } } }, Errors: [] };
    const answer = await declare('status', Buffer.from(JSON.stringify(report)));
    expect([answer.status, answer.body.length]).toEqual([200, 0]);
    const { id } = await running.admin.find(mac.serialNumber);
    const kept = storedRows<{ body: string }>(
      running.dataDir,
      `select body from "deviceReport" where kind = 'declaration-status' and "deviceId" = ?`,
      id,
    );
    expect(kept).toEqual([{ body: JSON.stringify(report) }]);
    for (const data of [undefined, Buffer.from('{'), Buffer.from('[]'), Buffer.from([0xff])]) {
      expect((await declare('status', data)).status).toBe(400);
    }
  });
});

describe('ReturnToService', () => {
  let pad: StepDevice;
  /** An iPad of the only kind that asks: supervised, of automated enrollment. */
  const pick = async (version: string): Promise<void> => {
    pad = new StepDevice({ family: 'iPad' });
    pad.state = { ...pad.state, os: { ...pad.state.os, version }, supervised: true, enrolledByDep: true };
    devices.push(pad);
    await pad.enroll(way);
  };
  beforeEach(() => pick('27.0'));
  const set = (change: object) =>
    running.admin.call<ReturnToServiceSettings>('PUT', '/return-to-service', {
      enabled: true,
      preserveDataPlan: true,
      retryEnrollment: true,
      invitationId: way.id,
      ...change,
    });
  const ask = async () => {
    const { status, body } = await pad.checkIn('ReturnToService', {
      MessageType: 'ReturnToService',
      UDID: pad.state.udid,
    });
    expect(status).toBe(200);
    const answer = decodePlistDict(body);
    return { ...answer, ...(isPlistDict(answer.ReturnToService) ? answer.ReturnToService : {}) };
  };

  it('is off until an administrator turns it on', async () => {
    expect(await ask()).toMatchObject({ Enabled: false });
  });

  it('says to each system only what it knows', async () => {
    await set({ wifiProfile: null });
    const said: string[][] = [];
    for (const osVersion of ['26.0.1', '26.4', '27.0']) {
      await pick(osVersion);
      const { body } = await pad.checkIn('ReturnToService', { MessageType: 'ReturnToService', UDID: pad.state.udid });
      const ipad = { platform: 'iOS', osVersion, supervised: true, dep: true, sharedIpad: false } as const;
      const speaker = { ...ipad, userEnrollment: false, channel: 'device', accessRights: 8191 } as const;
      const answer = decodePlistDict(body);
      expect(wrongCheckInAnswer('ReturnToService', answer, speaker)).toEqual([]);
      const inner = isPlistDict(answer.ReturnToService) ? answer.ReturnToService : {};
      said.push(Object.keys({ ...answer, ...inner }).filter((key) => /^(Preserve|ShouldRetry)/.test(key)));
    }
    expect(said).toEqual([[], ['PreserveDataPlan'], ['PreserveDataPlan', 'ShouldRetryEnrollment']]);
    await set({ enabled: false });
  });

  it('gives the device a profile to come back with, its network and its bootstrap token', async () => {
    const wifiProfile =
      '<plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string>' +
      '<key>Password</key><string>Wi-Fi-secret-11</string></dict></plist>';
    expect(await set({ wifiProfile })).toMatchObject({ enabled: true, hasWifiProfile: true });
    await pad.checkIn('SetBootstrapToken', {
      MessageType: 'SetBootstrapToken',
      UDID: pad.state.udid,
      BootstrapToken: TOKEN,
    });
    const answer = await ask();
    expect(answer).toMatchObject({ Enabled: true, PreserveDataPlan: true, ShouldRetryEnrollment: true });
    const { MDMProfileData, WiFiProfileData, BootstrapToken } = answer as unknown as Record<string, Uint8Array>;
    expect(Buffer.from(BootstrapToken ?? [])).toEqual(TOKEN);
    expect(Buffer.from(WiFiProfileData ?? []).toString()).toBe(wifiProfile);
    expect(readProfile(Buffer.from(MDMProfileData ?? [])).identifier).toBe(pad.terms?.management.profileIdentifier);
    const settings = JSON.stringify([
      await running.admin.call('GET', '/return-to-service'),
      storedRows(running.dataDir, 'select * from setting'),
      storedRows(running.dataDir, 'select data from event'),
    ]);
    expect(settings).not.toContain('Wi-Fi-secret-11');
    expect(await set({ enabled: false, wifiProfile: null })).toMatchObject({ enabled: false, hasWifiProfile: false });
    await expect(set({ wifiProfile: 'no profile' })).rejects.toMatchObject({ status: 400 });
  });
});
